"""Handles: a scheduled callback, and the means to cancel it.

A handle is what stands in the ready queue, so it is lean: no flag says whether it was cancelled, a
cancelled handle is one whose `_callback` is None.  The loop reads `_callback`, `_args` and `_context`
directly; `asyncio.Handle` has the same three slots, which is why the loop can run either.  Debug mode uses
the `Debug...` classes, which remember where they were made; nothing here asks whether debug mode is on.

Invariant: `cancel()` drops callback and arguments at once, so that what they hold can die.
Refuses: to run; only the loop runs callbacks.
"""

from __future__ import annotations

from contextvars import copy_context

from .reprs import callback_repr, extract_stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any


new = object.__new__  # without a call of the class, which costs as much again: see "only for speed" in loop.py


class Handle:
    """A callback scheduled by `call_soon` and its kin."""

    __slots__ = ("__weakref__", "_args", "_callback", "_context")
    _source_traceback: Any = None

    def __init__(
        self,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: Any,
        context: Context | None = None,
    ) -> None:
        self._callback: Callable[..., object] | None = callback
        self._args: tuple[Any, ...] | None = args
        self._context = copy_context() if context is None else context

    def cancel(self) -> None:
        """Cancel the callback.  Nothing happens when it has run or was cancelled before."""
        self._callback = self._args = None

    def cancelled(self) -> bool:
        """Return True if the handle was cancelled."""
        return self._callback is None

    def get_context(self) -> Context:
        """Return the context that the callback runs in."""
        return self._context

    def _describe(self) -> list[str]:
        info = [type(self).__name__.removeprefix("Debug").removeprefix("Threadsafe")]
        if self._callback is None:
            info.append("cancelled")
        else:
            info.append(callback_repr(self._callback, self._args or ()))
        if self._source_traceback:
            frame = self._source_traceback[-1]
            info.append(f"created at {frame[0]}:{frame[1]}")
        return info

    def __repr__(self) -> str:
        return f"<{' '.join(self._describe())}>"


class TimerHandle(Handle):
    """A callback scheduled by `call_later` or `call_at`.  Handles compare by their deadline."""

    __slots__ = ("_loop", "_scheduled", "_when")

    def __init__(
        self,
        when: float,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: Any,
        context: Context | None = None,
    ) -> None:
        self._callback = callback
        self._args = args
        self._context = copy_context() if context is None else context
        self._when = when
        self._loop = loop
        self._scheduled = False  # True while it stands in the loop's heap

    def cancel(self) -> None:
        """Cancel the callback.  The loop counts the dead entries of its heap and sweeps them when they are many."""
        if self._callback is not None:
            self._callback = self._args = None
            if self._scheduled:
                self._loop._timer_handle_cancelled(self)

    def when(self) -> float:
        """Return the time, by the loop's clock, at which the callback is due; also after it ran or was cancelled."""
        return self._when

    def _describe(self) -> list[str]:
        info = super()._describe()
        info.insert(2 if self._callback is None else 1, f"when={self._when}")
        return info

    def __hash__(self) -> int:
        return hash(self._when)

    def __lt__(self, other: object) -> bool:
        return self._when < other._when if isinstance(other, TimerHandle) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._when <= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._when > other._when if isinstance(other, TimerHandle) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._when >= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TimerHandle):
            return NotImplemented
        return (self._when, self._callback, self._args) == (other._when, other._callback, other._args)


class DebugHandle(Handle):
    """A handle of debug mode: checks its callback and its thread, and knows where it was made."""

    __slots__ = ("_source_traceback",)
    _made_by = "call_soon"

    def __init__(
        self, callback: Callable[..., object], args: tuple[Any, ...], loop: Any, context: Context | None = None
    ) -> None:
        loop._check_call(callback, self._made_by)
        super().__init__(callback, args, loop, context)
        self._source_traceback = extract_stack(3)


class DebugThreadsafeHandle(DebugHandle):
    """The same, made by any thread."""

    __slots__ = ()
    _made_by = "call_soon_threadsafe"


class DebugTimerHandle(TimerHandle):
    """A timer of debug mode: checks its callback and its thread, and knows where it was made."""

    __slots__ = ("_source_traceback",)

    def __init__(
        self,
        when: float,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: Any,
        context: Context | None = None,
    ) -> None:
        loop._check_call(callback, "call_at")
        super().__init__(when, callback, args, loop, context)
        self._source_traceback = extract_stack(3)
