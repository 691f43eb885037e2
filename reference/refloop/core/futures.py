"""Future: a result that is not there yet, and the callbacks that wait for it.

A future is PENDING until exactly one of `set_result`, `set_exception` and `cancel` succeeds; then it is
FINISHED or CANCELLED for good.  `_entries` holds what waits: a task as itself, and any other callback as a
*handle made in advance*: when the future is done they move to the loop's ready queue as they are (`_fire`),
which is what asking `call_soon` for each of them would have done.  A handle whose `_args` is None still lacks
its argument, the future; it gets it at that moment, so that a pending future does not hold itself alive through its
callbacks.

Invariants:
- a callback is never called from within the call that completes the future: it takes one iteration of the loop
  [future/callbacks/never-inline] [future/callbacks/all-in-one-iteration] [future/callbacks/added-when-done];
- callbacks run in the order in which they were added, tasks that wait among them
  [future/callbacks/in-the-order-added] [future/awaiting/callbacks-and-waiters-share-a-queue];
- their place in the loop's queue is that of the moment of completion
  [future/callbacks/scheduled-when-completed] [future/awaiting/wakes-in-the-order-of-completion];
- each runs in its own context [future/context/callback-runs-where-it-was-added];
- an exception that nobody ever asks for is reported to the loop's exception handler when the future dies
  [future/exceptions/never-retrieved-is-reported] [future/exceptions/reported-once].
Refuses: to change once it is done (InvalidStateError).
"""

from __future__ import annotations

from contextvars import copy_context
from types import GenericAlias

from ..exceptions import CancelledError, InvalidStateError
from ..versions import STOPITERATION_IS_STORED, Generic, T
from . import current
from .handles import Handle, new
from .reprs import extract_stack, future_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from contextvars import Context
    from typing import Any

    from .abstract import AbstractEventLoop

PENDING = "PENDING"
CANCELLED = "CANCELLED"
FINISHED = "FINISHED"


class Future(Generic[T]):
    """The result of an operation of *loop* (default: the running loop)."""

    __slots__ = (
        "__dict__",
        "__weakref__",
        "_asyncio_future_blocking",
        "_cancel_message",
        "_cancelled_exc",
        "_entries",
        "_exception",
        "_exception_tb",
        "_log_traceback",
        "_loop",
        "_result",
        "_state",
    )
    _source_traceback: Any = None  # in debug mode only

    def __init__(self, *, loop: AbstractEventLoop | None = None) -> None:
        self._begin(current.get_event_loop() if loop is None else loop)
        if getattr(loop, "_direct", None) is None and self._loop.get_debug():
            self._source_traceback = extract_stack(2)

    def _begin(self, loop: Any) -> None:
        """Initialize a pending future: all that there is to do outside of debug mode."""
        self._loop: Any = loop
        self._state = PENDING
        self._result: Any = None
        self._exception: BaseException | None = None
        self._entries: Any = None  # most have one: an entry, or a list of them
        self._cancel_message: Any = None
        self._cancelled_exc: CancelledError | None = None
        self._log_traceback = False  # True: there is an exception that nobody has asked for
        # Part of the protocol between futures and tasks: not None marks the class as a future, True says
        # "I am being awaited".
        self._asyncio_future_blocking = False

    if not TYPE_CHECKING:
        __class_getitem__ = classmethod(GenericAlias)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {' '.join(future_repr(self))}>"

    def __del__(self) -> None:
        try:
            unseen = self._log_traceback
        except AttributeError:
            return  # a subclass failed before it came to our __init__
        if unseen:
            context = {
                "message": f"{type(self).__name__} exception was never retrieved",
                "exception": self._exception,
                "future": self,
            }
            if self._source_traceback:
                context["source_traceback"] = self._source_traceback
            self._loop.call_exception_handler(context)

    def get_loop(self) -> AbstractEventLoop:
        """Return the loop that the future belongs to."""
        loop: AbstractEventLoop = self._loop
        return loop

    def done(self) -> bool:
        """Return True once there is a result, an exception or a cancellation."""
        return self._state is not PENDING

    def cancelled(self) -> bool:
        """Return True if the future was cancelled."""
        return self._state is CANCELLED

    def cancel(self, msg: Any = None) -> bool:
        """Cancel the future and schedule its callbacks.  Return False if it was done already."""
        self._log_traceback = False
        if self._state is not PENDING:
            return False
        self._state = CANCELLED
        self._cancel_message = msg
        if self._entries is not None:
            self._fire()
        return True

    def set_result(self, result: T) -> None:
        """Make the future done with *result* and schedule its callbacks.  InvalidStateError if it is done."""
        if self._state is not PENDING:
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._state = FINISHED
        if self._entries is not None:
            self._fire()

    def set_exception(self, exception: BaseException | type[BaseException]) -> None:
        """Make the future done with *exception* and schedule its callbacks.  InvalidStateError if it is
        done.

        StopIteration cannot be raised into a coroutine: TypeError before Python 3.13, then stored as a
        RuntimeError.
        """
        if self._state is not PENDING:
            raise InvalidStateError(f"{self._state}: {self!r}")
        if isinstance(exception, type):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        if isinstance(exception, StopIteration):
            if not STOPITERATION_IS_STORED:
                raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
            stored = RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future")
            stored.__cause__ = stored.__context__ = exception
            exception = stored
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self._state = FINISHED
        if self._entries is not None:
            self._fire()
        self._log_traceback = True

    def result(self) -> T:
        """Return the result or raise the exception; CancelledError if cancelled, InvalidStateError if not done."""
        if self._state is FINISHED:
            if self._exception is None:
                result: T = self._result
                return result
            self._log_traceback = False
            try:
                raise self._exception.with_traceback(self._exception_tb)
            finally:
                self = None  # type: ignore[assignment]  # else the exception's traceback would hold us, and we it
        if self._state is CANCELLED:
            raise self._make_cancelled_error()
        raise InvalidStateError("Result is not set.")

    def exception(self) -> BaseException | None:
        """Return the exception or None; CancelledError if cancelled, InvalidStateError if not done."""
        if self._state is FINISHED:
            self._log_traceback = False
            return self._exception
        if self._state is CANCELLED:
            raise self._make_cancelled_error()
        raise InvalidStateError("Exception is not set.")

    def add_done_callback(self, fn: Callable[[Future[T]], object], *, context: Context | None = None) -> None:
        """Call `fn(future)` in the iteration after the future is done; in the next iteration if it is done already."""
        if self._state is not PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            handle = new(Handle)
            handle._callback = fn
            handle._args = None
            handle._context = copy_context() if context is None else context
            if self._entries is None:
                self._entries = handle
            else:
                self._add_another(handle)

    def _add_another(self, entry: Any) -> None:
        """Add a callback to those that are there: a handle, or a task that waits."""
        if type(self._entries) is list:
            self._entries.append(entry)
        else:
            self._entries = [self._entries, entry]

    def _waiting(self) -> list[Any]:
        """Return the callbacks, in their order."""
        callbacks = self._entries
        if callbacks is None:
            return []
        return callbacks if type(callbacks) is list else [callbacks]

    def remove_done_callback(self, fn: Callable[[Future[T]], object]) -> int:
        """Remove every occurrence of *fn* that was not scheduled yet; return how many there were."""
        callbacks = self._waiting()
        kept = [handle for handle in callbacks if handle._callback != fn]
        removed = len(callbacks) - len(kept)
        if removed:
            self._entries = kept
        return removed

    def _fire(self) -> None:
        """Move the callbacks to the loop's ready queue, or ask a loop that wants to be asked."""
        callbacks, self._entries = self._entries, None
        try:
            direct = self._loop._direct
        except AttributeError:  # a loop that is not ours
            direct = None
        if type(callbacks) is not list:
            callbacks = (callbacks,)
        for handle in callbacks:
            if type(handle) is Handle and handle._args is None:
                handle._args = (self,)
            if direct is None:
                self._loop.call_soon(handle._callback, *handle._args, context=handle._context)
            else:
                direct.append(handle)

    @property
    def _callbacks(self) -> list[tuple[Any, Context]] | None:
        """Return the callbacks and their contexts, under the name that debuggers know; None if there are none."""
        return [(entry._callback, entry._context) for entry in self._waiting()] or None

    @property
    def _asyncio_awaited_by(self) -> frozenset[Any] | None:
        """Return the tasks that wait, under the name that debuggers know; None if there are none."""
        return frozenset(waiters(self)) or None

    def _make_cancelled_error(self) -> CancelledError:
        """Return the CancelledError to raise: the very one that cancelled a task if it is still there."""
        error = self._cancelled_exc
        if error is not None:
            self._cancelled_exc = None
            return error
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def __await__(self) -> Generator[Any, None, T]:
        try:
            if self._state is PENDING:
                self._asyncio_future_blocking = True
                yield self  # asks the task to go on when we are done
                if self._state is PENDING:
                    raise RuntimeError("await wasn't used with future")
            if self._state is FINISHED and self._exception is None:
                return self._result  # type: ignore[no-any-return]
            return self.result()
        finally:
            self = None  # type: ignore[assignment]

    __iter__ = __await__


def complete_all(futures: Iterable[Any], result: Any) -> None:
    """Set the result of all those that are pending, in their order."""
    for future in futures:
        if type(future) is not Future:
            if not future.done():
                future.set_result(result)
        elif future._state is PENDING:
            future._result = result
            future._state = FINISHED
            if future._entries is not None:
                future._fire()


def set_result_unless_done(future: Any, result: Any) -> None:
    """Set the result of a future that may have been cancelled meanwhile."""
    if not future.done():
        future.set_result(result)


def isfuture(obj: Any) -> bool:
    """Return True for a future of any library: an object whose class has the blocking flag of the protocol."""
    return hasattr(obj.__class__, "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None


def waiters(future: Any) -> list[Any]:
    """Return the tasks that wait for *future*, and the waiters that a program has added, each once."""
    if not isinstance(future, Future):
        return list(getattr(future, "_asyncio_awaited_by", None) or ())  # asyncio's own futures keep a list
    found: dict[Any, None] = {}
    for handle in future._waiting():
        callback = handle._callback
        owner = getattr(callback, "__self__", None)
        if hasattr(owner, "get_coro"):
            found[owner] = None  # the next step of a task
            continue
        task, outcome = getattr(callback, "serves", None) or getattr(owner, "serves", None) or (None, None)
        if task is not None and (outcome is None or not outcome.done()):
            found[task] = None
    return [*found, *(waiter for waiter in getattr(future, "_added_waiters", ()) if waiter not in found)]
