"""Between threads: futures of concurrent.futures as futures of a loop, and coroutines for other threads.

Invariant: whatever crosses from another thread into the loop goes through `call_soon_threadsafe`.
Refuses: to touch a future or task of the loop from another thread.
"""

from __future__ import annotations

from ..core import current
from ..core.futures import isfuture
from ..core.tasks import ensure_future, get_loop_of, iscoroutine
from ..exceptions import CancelledError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Callable
    from typing import Any

    from ..core.abstract import AbstractEventLoop


def _own_exception(exc: Any) -> Any:
    """Return the exception of this package for one of concurrent.futures that has the same meaning."""
    import concurrent.futures

    from ..exceptions import InvalidStateError

    if type(exc) is concurrent.futures.CancelledError:
        return CancelledError(*exc.args).with_traceback(exc.__traceback__)
    if type(exc) is concurrent.futures.InvalidStateError:
        return InvalidStateError(*exc.args).with_traceback(exc.__traceback__)
    return exc


def _copy_outcome(source: Any, target: Any) -> None:
    """Copy the outcome of *source* to *target*, unless *target* is done already."""
    if target.done():
        return
    if source.cancelled():
        target.cancel()
    else:
        exc = source.exception()
        if exc is None:
            target.set_result(source.result())
        else:
            target.set_exception(_own_exception(exc))


def wrap_future(future: Any, *, loop: AbstractEventLoop | None = None) -> Any:
    """Return a future of *loop* (default: the current loop) that follows a `concurrent.futures.Future`.

    Cancelling it cancels the other one.  A future of an event loop is returned as it is; AssertionError for
    anything else.
    """
    if isfuture(future):
        return future
    import concurrent.futures

    if not isinstance(future, concurrent.futures.Future):
        raise AssertionError(f"concurrent.futures.Future is expected, got {future!r}")
    home: Any = current.get_event_loop() if loop is None else loop
    ours = home.create_future()

    def theirs_is_done(theirs: Any) -> None:
        if not (ours.cancelled() and home.is_closed()):
            try:
                home.call_soon_threadsafe(_copy_outcome, theirs, ours)
            except RuntimeError:
                if not home.is_closed():
                    raise

    def ours_is_done(ours: Any) -> None:
        if ours.cancelled():
            future.cancel()

    ours.add_done_callback(ours_is_done)
    future.add_done_callback(theirs_is_done)
    return ours


def run_coroutine_threadsafe(coro: Any, loop: AbstractEventLoop) -> concurrent.futures.Future[Any]:
    """Run a coroutine in *loop*, which runs in another thread; return a `concurrent.futures.Future` of its
    result.

    Cancelling that future cancels the task.  TypeError unless *coro* is a coroutine.
    """
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures

    outer: concurrent.futures.Future[Any] = concurrent.futures.Future()

    def outer_is_done(_: Any) -> None:
        if outer.cancelled():
            inner_loop = get_loop_of(task)
            if inner_loop is current.get_loop():
                task.cancel()
            elif not inner_loop.is_closed():
                inner_loop.call_soon_threadsafe(task.cancel)

    def task_is_done(task: Any) -> None:
        if task.cancelled():
            outer.cancel()
        if not outer.set_running_or_notify_cancel():
            return
        exc = task.exception()
        if exc is None:
            outer.set_result(task.result())
        else:
            outer.set_exception(exc)

    task: Any = None

    def start() -> None:
        nonlocal task
        try:
            task = ensure_future(coro, loop=loop)
            task.add_done_callback(task_is_done)
            outer.add_done_callback(outer_is_done)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if outer.set_running_or_notify_cancel():
                outer.set_exception(exc)
            raise

    loop.call_soon_threadsafe(start)
    return outer


async def to_thread(func: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Run `func(*args, **kwargs)` in the default executor, in a copy of the current context; return its result."""
    from contextvars import copy_context
    from functools import partial

    loop = current.get_running_loop()
    return await loop.run_in_executor(None, partial(copy_context().run, func, *args, **kwargs))
