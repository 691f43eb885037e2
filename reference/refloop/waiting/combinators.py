"""Waiting for several things, and for one thing in a particular way: gather, wait, wait_for, shield, as_completed.

gather's outer future is completed by the done callbacks of its children; so its waiter runs two iterations after
the last child: one for the child's callback, one for the waiter's wakeup.  There is no short cut, because
programs can see it [gather/ordering/awaiter-goes-on-two-iterations-later]
[gather/ordering/done-one-iteration-after-the-last-child].  Children begin in the order of the arguments
[gather/ordering/started-in-order], and results stand in it [gather/results/in-the-order-of-arguments]; of two
failures the first in time counts [gather/exceptions/first-in-time-wins].  A shield costs one iteration
[shield/outer-and-inner/costs-one-iteration].

Invariants: nothing here cancels what it was not asked to cancel; a failure that nobody is going to hear of through
the combinator is looked at by it, or left for the future to report when it is dropped.
as_completed hands everything out once, also when an iteration is cancelled while it waits (from Python 3.14.9 on): each
future that is done is put into a queue by its done callback, and the iterator takes the next out of it.
Refuses: bare coroutines in `wait` (TypeError), empty sets there (ValueError), and a single future or coroutine where
several are expected (TypeError).
"""

from __future__ import annotations

from contextvars import copy_context
from types import CoroutineType

from ..core import current
from ..core.futures import FINISHED, PENDING, Future, isfuture, set_result_unless_done
from ..core.stacks import serves_current_task
from ..core.tasks import Task, ensure_future, get_loop_of, iscoroutine
from ..exceptions import CancelledError
from ..versions import (
    AS_COMPLETED_GIVES_BACK,
    AS_COMPLETED_ITERATES_ASYNC,
    GATHER_TAKES_DONE_AT_ONCE,
    SHIELD_FORGETS_ERRORS,
    SHIELD_REPORTS_AT_ONCE,
    WAIT_ACCEPTS_GENERATORS,
    WAIT_FOR_IN_SAME_TASK,
)
from .queues import Queue
from .timeouts import timeout as limit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from typing import Any

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


# -- gather ----------------------------------------------------------------------------------------


class _GatheringFuture(Future["list[Any]"]):
    """The future of a gather: cancelling it cancels the children, and what becomes of it they decide."""

    _cancel_requested = False

    def __init__(self, children: list[Any], *, loop: Any) -> None:
        super().__init__(loop=loop)
        self._children = children

    def cancel(self, msg: Any = None) -> bool:
        if self.done():
            return False
        asked = False
        for child in self._children:
            if child.cancel(msg=msg):
                asked = True
        if asked:
            self._cancel_requested = True  # even if every child swallows it, gather ends cancelled
        return asked


def gather(*coros_or_futures: Any, return_exceptions: bool = False) -> Any:
    """Run awaitables concurrently; return a future of the list of their results, in the order of the
    arguments.

    The first exception is raised at once while the other children go on; with *return_exceptions*
    exceptions are results. Cancelling the future cancels all children.  The same awaitable given twice runs
    once.
    """
    if not coros_or_futures:
        empty = current.get_event_loop().create_future()
        empty.set_result([])
        return empty

    outer: _GatheringFuture | None = None
    finished = 0

    def child_is_done(child: Any) -> None:
        nonlocal finished
        finished += 1
        if outer is None or outer._state is not PENDING:
            if not child.cancelled():
                child.exception()  # seen, if by nobody who cares
            return
        if not return_exceptions and not _has_result(child):
            if child.cancelled():
                outer.set_exception(child._make_cancelled_error())
                return
            exc = child.exception()
            if exc is not None:
                outer.set_exception(exc)
                return
        if finished == len(future_of):
            results = [child._result if _has_result(child) else _outcome(child) for child in children]
            if outer._cancel_requested:
                outer.set_exception(children[-1]._make_cancelled_error())  # the last of the list, cancelled or not
            else:
                outer.set_result(results)

    loop: Any = None
    context = copy_context()
    future_of: dict[Any, Any] = {}
    children = []
    done_already = []
    for arg in coros_or_futures:
        child = future_of.get(arg)
        if child is None:
            if type(arg) is CoroutineType and loop is not None:
                child = loop.create_task(arg)
            else:
                child = ensure_future(arg, loop=loop)
                if loop is None:
                    loop = get_loop_of(child)
            future_of[arg] = child
            if child is not arg:
                child._log_destroy_pending = False  # the caller cannot have lost what it never had
            if GATHER_TAKES_DONE_AT_ONCE and child.done():
                done_already.append(child)
            else:
                child.add_done_callback(child_is_done, context=context)  # one for all of them
        children.append(child)
    outer = _GatheringFuture(children, loop=loop)
    serves_current_task(child_is_done, loop, outer)
    for child in done_already:
        child_is_done(child)
    return outer


def _has_result(child: Any) -> bool:
    """Return True for a task of ours that ended well: the usual child, known without asking it anything."""
    return type(child) is Task and child._state is FINISHED and child._exception is None


def _outcome(child: Any) -> Any:
    """Return a done child's result, or its exception, or a CancelledError with its message."""
    if child.cancelled():
        message = getattr(child, "_cancel_message", None)
        return CancelledError("" if message is None else message)
    exc = child.exception()
    return child.result() if exc is None else exc


# -- wait ------------------------------------------------------------------------------------------


async def wait(
    fs: Iterable[Any], *, timeout: float | None = None, return_when: str = ALL_COMPLETED
) -> tuple[set[Any], set[Any]]:
    """Wait for futures or tasks; return the set of those that are done and the set of those that are not.

    A timeout raises nothing and cancels nothing.  TypeError for a single future and for coroutines,
    ValueError for an empty set or an unknown *return_when*.
    """
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if WAIT_ACCEPTS_GENERATORS:
        fs = set(fs)
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = current.get_running_loop()
    return await _wait(fs, timeout, return_when, loop)


async def _wait(fs: set[Any], timeout: float | None, return_when: str, loop: Any) -> tuple[set[Any], set[Any]]:
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, set_result_unless_done, waiter, None)
    missing = len(fs)

    def one_is_done(f: Any) -> None:
        nonlocal missing
        missing -= 1
        if (
            missing <= 0
            or return_when == FIRST_COMPLETED
            or (return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None)
        ):
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    serves_current_task(one_is_done, loop)
    for f in fs:
        f.add_done_callback(one_is_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(one_is_done)
    done = {f for f in fs if f.done()}
    return done, fs - done


# -- wait_for --------------------------------------------------------------------------------------


async def cancel_and_wait(future: Any) -> None:
    """Cancel a future and wait until it is done, whatever comes of it."""
    waiter = current.get_running_loop().create_future()

    def is_done(_: Any) -> None:
        set_result_unless_done(waiter, None)

    serves_current_task(is_done, waiter.get_loop())
    future.add_done_callback(is_done)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(is_done)


async def _cancelled_in_time(future: Any) -> Any:
    """Cancel a future whose time is up: TimeoutError, unless it comes up with something else."""
    await cancel_and_wait(future)
    try:
        return future.result()
    except CancelledError as exc:
        raise TimeoutError from exc


if WAIT_FOR_IN_SAME_TASK:

    async def wait_for(fut: Any, timeout: float | None) -> Any:
        """Await *fut* for at most *timeout* seconds (None: for ever), within the current task.

        When the time is up, *fut* is cancelled, and TimeoutError is raised once it has ended.
        """
        if timeout is not None and timeout <= 0:
            fut = ensure_future(fut)
            return fut.result() if fut.done() else await _cancelled_in_time(fut)
        async with limit(timeout):
            return await fut
else:

    async def wait_for(fut: Any, timeout: float | None) -> Any:
        """Await *fut*, as a task of its own, for at most *timeout* seconds (None: for ever).

        When the time is up, the task is cancelled, and TimeoutError is raised once it has ended.
        """
        if timeout is None:
            return await fut
        loop = current.get_running_loop()
        fut = ensure_future(fut, loop=loop)
        if timeout <= 0:
            return fut.result() if fut.done() else await _cancelled_in_time(fut)
        waiter = loop.create_future()

        def is_done(_: Any) -> None:
            set_result_unless_done(waiter, None)

        timer = loop.call_later(timeout, set_result_unless_done, waiter, None)
        fut.add_done_callback(is_done)
        try:
            try:
                await waiter
            except CancelledError:
                if fut.done():
                    return fut.result()
                fut.remove_done_callback(is_done)
                await cancel_and_wait(fut)
                raise
            if fut.done():
                return fut.result()
            fut.remove_done_callback(is_done)
            return await _cancelled_in_time(fut)
        finally:
            timer.cancel()


# -- shield ----------------------------------------------------------------------------------------


def _report_failure(inner: Any) -> None:
    """Report the failure of a future whose shield was cancelled."""
    exc = None if inner.cancelled() else inner.exception()
    if exc is not None:
        get_loop_of(inner).call_exception_handler(
            {"message": f"{type(exc).__name__} exception in shielded future", "exception": exc, "future": inner}
        )


def shield(arg: Any) -> Any:
    """Return a future that follows *arg* but whose cancellation does not reach it.

    Keep a reference to a task that you shield: the loop holds tasks only weakly.
    """
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = get_loop_of(inner)
    outer = loop.create_future()

    def inner_is_done(inner: Any) -> None:
        if outer.cancelled():
            if SHIELD_FORGETS_ERRORS and not inner.cancelled():
                inner.exception()  # seen, if by nobody
        elif inner.cancelled():
            outer.cancel()
        elif (exc := inner.exception()) is not None:
            outer.set_exception(exc)
        else:
            outer.set_result(inner.result())

    def outer_is_done(_: Any) -> None:
        if not inner.done():
            inner.remove_done_callback(inner_is_done)
            if SHIELD_REPORTS_AT_ONCE:
                inner.remove_done_callback(_report_failure)  # once, however many shields were cancelled
                inner.add_done_callback(_report_failure)

    serves_current_task(inner_is_done, loop, outer)
    inner.add_done_callback(inner_is_done)
    outer.add_done_callback(outer_is_done)
    return outer


# -- as_completed ----------------------------------------------------------------------------------


class _AsCompleted:
    """The result of `as_completed`: iterate it plainly for awaitables, or with `async for` for the futures given."""

    def __init__(self, fs: Any, timeout: float | None) -> None:
        if isfuture(fs) or iscoroutine(fs):
            raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
        self._done: Any = Queue()
        self._timer: Any = None
        self._loop: Any = current.get_event_loop()
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
    themselves.  TimeoutError stands for each that is not done after *timeout* seconds.  TypeError for a single
    future or coroutine.
    """
    if AS_COMPLETED_ITERATES_ASYNC:
        return _AsCompleted(fs, timeout)
    return _as_completed_lazily(fs, timeout)


def _as_completed_lazily(fs: Iterable[Any], timeout: float | None) -> Iterator[Any]:
    """Return a generator, as before Python 3.13: nothing starts before the first iteration."""
    yield from _AsCompleted(fs, timeout)._awaitables()
