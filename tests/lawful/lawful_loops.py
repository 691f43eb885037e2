"""Loops that keep every documented promise and schedule tasks unlike CPython.

The documentation promises the order of callbacks (``call_soon``) and, in a few places, an iteration. It says
nothing of the order in which tasks run, nor of how many iterations a task takes to start, to wake up, or to
return from ``sleep(0)``. Each loop here takes another liberty; a ``must`` holds on all of them.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import Any, Literal

Kind = Literal["start", "yield", "wake"]
"""Why a step of a task is due: it is new, it gave way by a bare yield, or its future is done."""

Step = tuple[Callable[..., Any], tuple[Any, ...], Context]


class LawfulLoop(asyncio.SelectorEventLoop):
    """A selector loop that hands each step of a task to ``schedule``; callbacks are scheduled as ever."""

    def __init__(self) -> None:
        super().__init__()
        self._started: set[int] = set()

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Schedule a callback, or give the step of a task to ``schedule``."""
        kind = self._kind(callback)
        if kind is None:
            return super().call_soon(callback, *args, context=context)
        return self.schedule(kind, callback, args, copy_context() if context is None else context)

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Schedule one step of a task."""
        return super().call_soon(callback, *args, context=context)

    def run_later(self, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Schedule a step one iteration later; a cancellation is promised for the next one, so it does not wait."""
        task = callback.__self__

        def relay() -> None:
            if task.cancelling():
                callback(*args)
            else:
                super(LawfulLoop, self).call_soon(callback, *args, context=context)

        if task.cancelling():
            return super().call_soon(callback, *args, context=context)
        return super().call_soon(relay, context=context)

    def _kind(self, callback: Any) -> Kind | None:
        task = getattr(callback, "__self__", None)
        if not isinstance(task, asyncio.Task):
            return None
        if type(callback).__name__ != "TaskStepMethWrapper":
            return "wake" if callback.__name__ == "task_wakeup" else None
        if id(task) in self._started:
            return "yield"
        self._started.add(id(task))
        task.add_done_callback(lambda done: self._started.discard(id(done)))
        return "start"


class StartsLater(LawfulLoop):
    """A new task starts an iteration later."""

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Schedule one step of a task."""
        if kind == "start":
            return self.run_later(callback, args, context)
        return super().schedule(kind, callback, args, context)


class WakesLater(LawfulLoop):
    """A task runs an iteration later once what it waits for is done."""

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Schedule one step of a task."""
        if kind == "wake" and not (args and args[0].cancelled()):
            return self.run_later(callback, args, context)
        return super().schedule(kind, callback, args, context)


class YieldsLonger(LawfulLoop):
    """``sleep(0)`` takes two iterations."""

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Schedule one step of a task."""
        if kind == "yield":
            return self.run_later(callback, args, context)
        return super().schedule(kind, callback, args, context)


class OtherOrder(LawfulLoop):
    """Tasks that are ready in one iteration run in the order that ``arrange`` gives them."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[Step] = []

    def arrange(self, steps: list[Step]) -> None:
        """Order the steps of one iteration in place; here the last one comes first."""
        steps.reverse()

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Keep a step for the batch of the next iteration."""
        self._steps.append((callback, args, context))
        return self._when_due(self._run_steps)

    def _when_due(self, batch: Callable[[], None]) -> asyncio.Handle:
        return super(LawfulLoop, self).call_soon(batch)

    def _run_steps(self) -> None:
        steps, self._steps = self._steps, []
        self.arrange(steps)
        while steps:
            callback, args, context = steps.pop(0)
            try:
                context.run(callback, *args)
            except BaseException:  # an exit ends the loop; the rest of the batch is still due
                if steps:
                    self._steps[:0] = steps
                    self._when_due(self._run_steps)
                raise


class Shuffled(OtherOrder):
    """Tasks that are ready in one iteration run in an order drawn from a seed."""

    def __init__(self) -> None:
        super().__init__()
        self._random = random.Random(7)

    def arrange(self, steps: list[Step]) -> None:
        """Order the steps of one iteration in place."""
        self._random.shuffle(steps)


class Everything(Shuffled):
    """All liberties at once."""

    def schedule(self, kind: Kind, callback: Any, args: tuple[Any, ...], context: Context) -> asyncio.Handle:
        """Keep a step for a later batch."""
        task = callback.__self__
        if task.cancelling() or (args and args[0].cancelled()):
            return super().schedule(kind, callback, args, context)

        def relay() -> None:
            super(Everything, self).schedule(kind, callback, args, context)
            if task.cancelling():
                self._run_steps()

        return self._when_due(relay)


class HelperTask(asyncio.SelectorEventLoop):
    """The loop keeps a task of its own while it runs, as a loop with a housekeeper may."""

    def run_forever(self) -> None:
        """Run until stopped, with the loop's own task beside the others."""
        if not self.is_running() and not self.is_closed():
            self._housekeeper = self.create_task(self._keep_house(), name="housekeeper")
        super().run_forever()

    async def _keep_house(self) -> None:
        await self.create_future()
