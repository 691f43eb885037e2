"""refloop driven by a host program: stepped, and as a guest. The traces are those of its own ``run_forever``."""

import refloop


class SteppedLoop(refloop.Loop):
    """A loop that makes its turns one by one, every other one cut into turns of a single callback."""

    def run_forever(self) -> None:
        """Step until somebody stops the loop."""
        while True:
            self.run_once(None)
            if self.was_stopped():
                return
            self.run_once(None, budget=0)
            if self.was_stopped():
                return
