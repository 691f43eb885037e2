"""as_completed: the results of several things in the order in which they come.

Each that is done is put into a queue by its done callback, and whoever iterates takes the next out of it; so an
iteration is over as many things as were given, whoever completes them and whenever.

Invariant: everything is handed out once, also when somebody is cancelled while he waits for it (from Python 3.14 on).
Refuses: a single future or coroutine (TypeError).
"""

from __future__ import annotations

from . import running
from .coroutines import iscoroutine
from .exceptions import CancelledError
from .futures import isfuture
from .making import ensure_future
from .queues import Queue
from .stacks import serves_current_task
from .versions import AS_COMPLETED_GIVES_BACK, AS_COMPLETED_ITERATES_ASYNC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from typing import Any


class _AsCompleted:
    """What `as_completed` returns: iterate it plainly for awaitables, or with `async for` for the futures given."""

    def __init__(self, fs: Any, timeout: float | None) -> None:
        if isfuture(fs) or iscoroutine(fs):
            raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
        self._done: Any = Queue()
        self._timer: Any = None
        self._loop: Any = running.get_event_loop()
        todo = {ensure_future(f, loop=self._loop) for f in set(fs)}
        self._todo = todo
        self._left = len(todo)
        serves_current_task(self, self._loop)
        for f in todo:
            f.add_done_callback(self._one_is_done)
        if todo and timeout is not None:
            self._timer = self._loop.call_later(timeout, self._time_is_up)

    def _one_is_done(self, f: Any) -> None:
        if f in self._todo:  # not after the timeout
            self._todo.remove(f)
            self._done.put_nowait(f)
            if not self._todo and self._timer is not None:
                self._timer.cancel()

    def _time_is_up(self) -> None:
        for f in self._todo:
            f.remove_done_callback(self._one_is_done)
            self._done.put_nowait(None)
        self._todo.clear()

    async def _next_result(self) -> Any:
        return (await self._next_future()).result()

    async def _next_future(self) -> Any:
        try:
            f = await self._done.get()
        except CancelledError:
            if AS_COMPLETED_GIVES_BACK:
                self._left += 1  # it got none: somebody else may
            raise
        if f is None:
            raise TimeoutError
        return f

    def _awaitables(self) -> Iterator[Any]:
        while self._left:
            self._left -= 1
            yield self._next_result()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next_result()

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next_future()


def as_completed(fs: Iterable[Any], *, timeout: float | None = None) -> Any:
    """Iterate over awaitables in the order in which they complete.

    A plain loop yields coroutines of the results; `async for` (from Python 3.13 on) the futures
    themselves.  What is not done after *timeout* seconds is told as TimeoutError.  TypeError for a single
    future or coroutine.
    """
    if AS_COMPLETED_ITERATES_ASYNC:
        return _AsCompleted(fs, timeout)
    return _as_completed_lazily(fs, timeout)


def _as_completed_lazily(fs: Iterable[Any], timeout: float | None) -> Iterator[Any]:
    """Before Python 3.13 it was a generator: nothing starts before the first iteration."""
    yield from _AsCompleted(fs, timeout)._awaitables()
