"""Time: sleep, and timeout, a deadline for a block of code.

When the deadline passes, the task is cancelled; on leaving the block, the CancelledError that this caused becomes
TimeoutError, and the cancellation is taken back (`uncancel`).  If the task was cancelled from outside too,
`cancelling()` stays above what it was on entry, and the CancelledError goes on
[timeout/context-manager/cancels-the-body-and-raises-timeout-error]
[task/uncancel/timeout-leaves-the-request-of-others].

States: CREATED -> ACTIVE (entered) -> EXPIRING (deadline passed) -> EXPIRED (left, TimeoutError), or ACTIVE
-> EXITED.

A sleep of nothing is a bare yield and costs exactly one iteration [sleep/zero/one-iteration-exactly]; any other is a
future that a timer of the loop completes.

Invariant: a block that was left, and a sleep that was cancelled, leave no timer behind.
Refuses: to be entered twice or outside of a task, and to be rescheduled when it is not active (RuntimeError); from
Python 3.13 on, to sleep for NaN (ValueError).
"""

from __future__ import annotations

from ..core import current
from ..core.futures import set_result_unless_done
from ..core.tasks import yield_once
from ..exceptions import CancelledError
from ..versions import SLEEP_REFUSES_NAN, TIMEOUT_INSERTS_CONTEXT, TIMEOUT_TAKES_SUBCLASSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

CREATED, ACTIVE, EXPIRING, EXPIRED, EXITED = "created", "active", "expiring", "expired", "finished"


class Timeout:
    """An asynchronous context manager that cancels its block at the time *when* of the loop's clock (None: never)."""

    def __init__(self, when: float | None) -> None:
        self._state = CREATED
        self._timer: Any = None
        self._task: Any = None
        self._cancelling = 0
        self._when = when

    def when(self) -> float | None:
        """Return the deadline, or None."""
        return self._when

    def reschedule(self, when: float | None) -> None:
        """Move the deadline; one that has passed takes effect in the next iteration.  RuntimeError unless active."""
        if self._state is not ACTIVE:
            if self._state is CREATED:
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        if when is None:
            self._timer = None
        else:
            loop = current.get_running_loop()
            if when <= loop.time():
                self._timer = loop.call_soon(self._expire)
            else:
                self._timer = loop.call_at(when, self._expire)

    def expired(self) -> bool:
        """Return True once the deadline has passed while the block was active."""
        return self._state in (EXPIRING, EXPIRED)

    def _expire(self) -> None:
        self._task.cancel()
        self._state = EXPIRING
        self._timer = None  # it holds the task

    async def __aenter__(self) -> Timeout:
        if self._state is not CREATED:
            raise RuntimeError("Timeout has already been entered")
        task = current.task_of(current.get_running_loop())
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = ACTIVE
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> bool | None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state is ACTIVE:
            self._state = EXITED
        elif self._state is EXPIRING:
            self._state = EXPIRED
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                # Nobody but us has asked for the cancellation.
                cancelled = (
                    issubclass(exc_type, CancelledError) if TIMEOUT_TAKES_SUBCLASSES else exc_type is CancelledError
                )
                if cancelled:
                    raise TimeoutError from exc
                if TIMEOUT_INSERTS_CONTEXT and exc is not None:
                    _insert_timeout_error(exc)
                    if isinstance(exc, BaseExceptionGroup):
                        for inner in exc.exceptions:
                            _insert_timeout_error(inner)
        return None

    def __repr__(self) -> str:
        info = [""]
        if self._state is ACTIVE:
            info.append(f"when={None if self._when is None else round(self._when, 3)}")
        return f"<Timeout [{self._state}]{' '.join(info)}>"


def _insert_timeout_error(exc: BaseException) -> None:
    """Put a TimeoutError between an error and the CancelledError during whose handling it was raised."""
    while exc.__context__ is not None:
        if isinstance(exc.__context__, CancelledError):
            timed_out = TimeoutError()
            timed_out.__context__ = timed_out.__cause__ = exc.__context__
            exc.__context__ = timed_out
            break
        exc = exc.__context__


def timeout(delay: float | None) -> Timeout:
    """Return a Timeout that expires *delay* seconds from now (None: never)."""
    return Timeout(None if delay is None else current.get_running_loop().time() + delay)


def timeout_at(when: float | None) -> Timeout:
    """Return a Timeout that expires at the time *when* of the loop's clock (None: never)."""
    return Timeout(when)


async def sleep(delay: float, result: Any = None) -> Any:
    """Suspend the task for *delay* seconds and return *result*; zero or less: for exactly one iteration of the
    loop.

    ValueError for NaN since Python 3.13.
    """
    if delay <= 0:
        await yield_once()
        return result
    if SLEEP_REFUSES_NAN and delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = current.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, set_result_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()
