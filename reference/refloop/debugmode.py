"""Debug mode: what a loop checks and remembers when it is asked to.

Debug mode costs nothing while it is off, because nothing asks whether it is on: switching it on gives the
loop other classes of handles (which check their callback and their thread, and remember where they were
made), takes the direct way from futures to the ready queue away, and has batches run carefully.

Invariant: what is already queued when debug mode is switched runs all the same.
Refuses: calls from a wrong thread, and coroutines in place of callbacks.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from time import monotonic

from .coroutines import iscoroutine
from .services import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class DebugMode:
    """`set_debug` and what it brings about."""

    if TYPE_CHECKING:
        _current_handle: Any
        _thread_id: int | None
        _debug_classes: tuple[Any, Any, Any]
        _handle_class: Any
        _threadsafe_handle_class: Any
        _timer_class: Any

        def _take_care(self) -> None: ...
        def _check_closed(self) -> None: ...
        def _find_short_ways(self) -> None: ...
        def _callback_failed(self, handle: Any, exc: BaseException) -> None: ...
        def call_soon_threadsafe(self, callback: Any, *args: Any) -> Any: ...

    _debug = False
    slow_callback_duration: float = 0.1  # seconds; callbacks that take longer are logged

    def get_debug(self) -> bool:
        """Return whether debug mode is on."""
        return self._debug

    def set_debug(self, enabled: bool) -> None:
        """Switch debug mode: checks of threads and callbacks, places of creation, a log of slow callbacks."""
        self._debug = bool(enabled)
        self._take_care()
        if enabled:
            self._handle_class, self._threadsafe_handle_class, self._timer_class = self._debug_classes
        else:
            for name in ("_handle_class", "_threadsafe_handle_class", "_timer_class"):
                self.__dict__.pop(name, None)
        self._find_short_ways()
        if self._thread_id is not None:
            self.call_soon_threadsafe(sys.set_coroutine_origin_tracking_depth, 10 if enabled else 0)

    def _check_call(self, callback: object, method: str) -> None:
        if method != "call_soon_threadsafe" and self._thread_id is not None and self._thread_id != get_ident():
            raise RuntimeError("Non-thread-safe operation invoked on an event loop other than the current one")
        self._check_closed()
        self._check_callback(callback, method)

    def _check_callback(self, callback: object, method: str) -> None:
        import inspect

        if iscoroutine(callback) or inspect.iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")

    def _run_watched(self, handle: Any) -> None:
        """Run a callback as debug mode wants it: knowing whose it is, and how long it takes."""
        self._current_handle = handle
        start = monotonic()
        try:
            handle._context.run(handle._callback, *handle._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._callback_failed(handle, exc)
        finally:
            self._current_handle = None
        took = monotonic() - start
        if took >= self.slow_callback_duration:
            task = getattr(handle._callback, "__self__", None)  # a step is told as its task
            logger().warning("Executing %r took %.3f seconds", task if hasattr(task, "get_coro") else handle, took)
        handle = task = None  # a traceback may keep this frame, which must not keep the task that has failed
