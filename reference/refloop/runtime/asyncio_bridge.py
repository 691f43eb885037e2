"""The loop under the stdlib's asyncio: `asyncio.run(main(), loop_factory=refloop.EventLoop)`.

This is the only module that imports asyncio.  `EventLoop` is refloop's loop, iteration by iteration, with the
stdlib's tasks, futures and handles in it and `asyncio.AbstractEventLoop` among its bases, so that libraries
written for asyncio run on it unchanged.  The classes of handles are subclasses of asyncio's which keep
`_callback`, `_args` and `_context` in the same slots as ours; that is all that the loop asks of a handle.

A loop makes the tasks of the namespace that runs it: run by `refloop.run` or `refloop.Runner`, an EventLoop
makes refloop's own tasks and futures (`_serve_refloop`).

Invariant: nothing here changes what happens in an iteration, or when.
"""

from __future__ import annotations

import asyncio
from contextvars import copy_context

from ..core import handles, reprs
from ..core.futures import Future
from ..core.handles import new
from ..core.loop import Loop
from ..core.tasks import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any


def _is_cancelled(handle: Any) -> bool:
    return handle._callback is None


class Handle(asyncio.Handle):
    """An `asyncio.Handle` made without asking questions: cancelled is one without a callback, as with ours."""

    __slots__ = ()
    _cancelled = property(_is_cancelled)
    _source_traceback = None
    _repr = None
    cancel = handles.Handle.cancel

    def __init__(self, callback: Callable[..., object], args: Any, loop: Any, context: Context | None = None) -> None:
        self._context = copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args


class TimerHandle(asyncio.TimerHandle):
    """An `asyncio.TimerHandle` made without asking questions."""

    __slots__ = ()
    _cancelled = property(_is_cancelled)
    _source_traceback = None
    _repr = None
    cancel = handles.TimerHandle.cancel

    def __init__(
        self, when: float, callback: Callable[..., object], args: Any, loop: Any, context: Context | None = None
    ) -> None:
        self._context = copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._when = when
        self._scheduled = False


class DebugHandle(Handle):
    """A handle of debug mode: checks its callback and its thread, and knows where it was made."""

    __slots__ = ("_cancelled", "_repr", "_source_traceback")
    _made_by = "call_soon"
    cancel = asyncio.Handle.cancel  # which keeps what the handle looked like

    def __init__(self, callback: Callable[..., object], args: Any, loop: Any, context: Context | None = None) -> None:
        loop._check_call(callback, self._made_by)
        super().__init__(callback, args, loop, context)
        self._cancelled = False
        self._repr: Any = None
        self._source_traceback = reprs.extract_stack(3)


class DebugThreadsafeHandle(DebugHandle):
    """The same, made by any thread."""

    __slots__ = ()
    _made_by = "call_soon_threadsafe"


class DebugTimerHandle(TimerHandle):
    """A timer of debug mode: checks its callback and its thread, and knows where it was made."""

    __slots__ = ("_cancelled", "_repr", "_source_traceback")

    def __init__(
        self, when: float, callback: Callable[..., object], args: Any, loop: Any, context: Context | None = None
    ) -> None:
        loop._check_call(callback, "call_at")
        super().__init__(when, callback, args, loop, context)
        self._cancelled = False
        self._repr: Any = None
        self._source_traceback = reprs.extract_stack(3)

    def cancel(self) -> None:
        if not self._cancelled:
            asyncio.Handle.cancel(self)
            if self._scheduled:
                self._loop._timer_handle_cancelled(self)


for _debug, _plain in ((DebugHandle, Handle), (DebugThreadsafeHandle, Handle), (DebugTimerHandle, TimerHandle)):
    _debug.__name__ = _plain.__name__  # the name that logs show


class EventLoop(Loop, asyncio.AbstractEventLoop):  # type: ignore[misc]
    """refloop's loop for programs of the stdlib's asyncio."""

    _plain_classes = (Handle, Handle, TimerHandle)
    _debug_classes = (DebugHandle, DebugThreadsafeHandle, DebugTimerHandle)
    _own_task_class = asyncio.Task
    _own_future_class = asyncio.Future

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call `callback(*args)` in the next iteration, as `Loop.call_soon` does."""
        handle: asyncio.Handle
        if self._handle_class is Handle:
            handle = new(Handle)
            handle._callback = callback
            handle._args = args
            handle._context = copy_context() if context is None else context
            handle._loop = self
        else:
            handle = self._handle_class(callback, args, self, context)
        self._ready.append(handle)
        return handle

    _own_call_soon: Any = call_soon

    def _serve_refloop(self) -> None:
        """Make refloop's tasks and futures: one of refloop's runners is going to run this loop."""
        self._task_class = Task
        self._future_class = Future
        self._update_fast_paths()
