"""refloop driven in the ways that a host drives it, to measure what they cost against its own `run_forever`."""

from queue import SimpleQueue

import refloop


class ReadyLoop(refloop.Loop):
    """`run_ready`, which sleeps as long as it takes and then runs all that is ready."""

    budget = None

    def run_forever(self):
        while True:
            self.run_ready(self.budget, timeout=None)
            if self.was_stopped():
                return


class BudgetLoop(ReadyLoop):
    """The same with a budget of two milliseconds."""

    budget = 0.002


class OnceLoop(refloop.Loop):
    """`run_once` for each iteration."""

    def run_forever(self):
        while True:
            self.run_once(None)
            if self.was_stopped():
                return


class GuestLoop(refloop.Loop):
    """A guest of a host that does nothing else."""

    def run_forever(self):
        todo, ended = SimpleQueue(), []
        refloop.start_guest(self, todo.put, ended.append)
        while not ended:
            todo.get()()
        if ended[0] is not None:
            raise ended[0]
