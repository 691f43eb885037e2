"""Batches run with care: watched by debug mode, put in another order, or cut short by a budget.

The loop runs a batch itself, as fast as it can, unless `_careful` says that something of this is wanted; it
looks once a turn.  Here is the slow way, callback by callback.

A budget is looked at after each callback, so at least one runs.  What is left of the batch (`_rest`) stays at
the head of the queue and is what runs next: neither events nor timers come in between.  So a program cannot
tell a turn that was cut short from one that was not.

An order rearranges the *steps of tasks* of a batch among the places that they have in it.  Who of several
tasks goes first is nobody's promise, and a program that depends on it has a bug that this shows; callbacks
given to `call_soon` run in the order given, whatever the order of the tasks.

Invariant: a batch is the handles that were ready when its turn began, neither more nor less.
Refuses: an order that loses or adds handles (RuntimeError).
"""

from __future__ import annotations

from math import inf
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Order = Callable[[list[Any]], object]


class Batches:
    """The slow way to run a batch."""

    if TYPE_CHECKING:
        _debug: bool
        _ready: Any
        _stopping: bool

        def _run_watched(self, handle: Any) -> None: ...
        def _callback_failed(self, handle: Any, exc: BaseException) -> None: ...

    _careful = False
    _order: Order | None = None
    _deadline: float | None = None  # when, by `monotonic()`, the budget is spent
    _rest = 0  # how many handles of the last batch did not run, because the budget was spent

    def _set_deadline(self, deadline: float | None) -> None:
        self._deadline = deadline
        self._take_care()

    def _take_care(self) -> None:
        self._careful = self._debug or self._order is not None or self._deadline is not None

    def _run_carefully(self, batch: int) -> None:
        if self._order is not None:
            self._arrange(batch, self._order)
        self._run_some(batch)

    def _finish_batch(self) -> bool:
        """Run what the budget of an earlier turn left; return whether the loop is to stop thereafter."""
        self._run_some(self._rest)
        return self._stopping and not self._rest

    def _run_some(self, batch: int) -> None:
        self._rest = 0
        popleft, clock = self._ready.popleft, monotonic
        watch = self._run_watched if self._debug else None
        end = inf if self._deadline is None else self._deadline
        for left in range(batch - 1, -1, -1):
            handle = popleft()
            callback = handle._callback
            if callback is None:
                continue
            if watch is not None:
                watch(handle)
            else:
                try:
                    args = handle._args
                    if args:
                        handle._context.run(callback, *args)
                    else:
                        handle._context.run(callback)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as exc:
                    self._callback_failed(handle, exc)
            handle = callback = args = None  # a traceback may keep this frame, which must not keep what has failed
            if clock() >= end:
                self._rest = left
                return

    def _arrange(self, batch: int, order: Order) -> None:
        """Let *order* rearrange the steps of tasks; threads may append to the queue meanwhile."""
        queue = self._ready
        handles = [queue.popleft() for _ in range(batch)]
        try:
            places = [n for n, handle in enumerate(handles) if _is_step(handle._callback)]
            steps = [handles[n] for n in places]
            order(steps)
            if {id(step) for step in steps} != {id(handles[n]) for n in places} or len(steps) != len(places):
                raise RuntimeError(f"the order {order!r} has lost or added handles; it may only rearrange them")
            for n, step in zip(places, steps, strict=True):
                handles[n] = step
        finally:
            queue.extendleft(reversed(handles))


def _is_step(callback: Any) -> bool:
    """Whether a callback is a step of a task, ours or asyncio's."""
    of_task = hasattr(getattr(callback, "__self__", None), "get_coro")
    return of_task and getattr(callback, "__name__", "step").endswith(("step", "wakeup"))
