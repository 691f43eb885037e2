"""refloop driven by a host program: stepped, and as a guest. The traces are those of its own ``run_forever``."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

import refloop

LOOK = 0.1
"""Seconds after which the host of a guest looks for signals: Python does not see one that comes just before a wait."""


class SteppedLoop(refloop.Loop):
    """A loop that makes its iterations one by one, every other one cut into iterations of a single callback."""

    def run_forever(self) -> None:
        """Step until somebody stops the loop."""
        while True:
            self.run_once(None)
            if self.was_stopped():
                return
            self.run_once(None, budget=0)
            if self.was_stopped():
                return


class GuestLoop(refloop.Loop):
    """A loop that is a guest of the simplest possible host: a queue of callbacks."""

    def run_forever(self) -> None:
        """Host the guest until it is stopped."""
        if refloop._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        todo: SimpleQueue[Callable[[], object]] = SimpleQueue()
        ended: list[BaseException | None] = []
        guest = None
        # Not with the loop as the first statement of the try: a Ctrl-C that Python sees as it jumps back to the loop is
        # charged to the instruction before it (3.11), which has to be inside.
        try:
            guest = refloop.start_guest(self, todo.put, ended.append, budget=0)
            while not ended:
                try:
                    callback = todo.get(timeout=LOOK)
                except Empty:
                    continue
                callback()
        finally:
            if guest is not None:
                guest.end()
        if ended[0] is not None:
            raise ended[0]
