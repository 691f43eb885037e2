"""The exception handler of a loop: errors that have no caller to go to.

The functions are methods of `Loop`.

Invariants: an exception handler never lets an ordinary exception through; only SystemExit and KeyboardInterrupt leave
`call_exception_handler`.
"""

from __future__ import annotations

import sys

from ..versions import HANDLER_RUNS_IN_CONTEXT
from .handles import Handle
from .log import logger
from .reprs import callback_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    ExceptionHandler = Callable[[Any, dict[str, Any]], object]


def get_exception_handler(loop: Any) -> ExceptionHandler | None:
    """Return the handler that was set, or None while the default one is in use."""
    handler: ExceptionHandler | None = loop._exception_handler
    return handler


def set_exception_handler(loop: Any, handler: ExceptionHandler | None) -> None:
    """Call `handler(loop, context)` for errors that have no caller to go to; None: the default handler."""
    if handler is not None and not callable(handler):
        raise TypeError(f"A callable object or None is expected, got {handler!r}")
    loop._exception_handler = handler


def default_exception_handler(loop: Any, context: dict[str, Any]) -> None:
    """Log *context* at level ERROR, with the traceback of its exception."""
    try:
        _log(loop, context)
    except ImportError:
        if sys.meta_path is not None:
            raise
        # The interpreter is shutting down and cannot import anything: neither logging nor the modules that make texts.
        if sys.stderr is not None:
            sys.stderr.write(f"{context.get('message')}\n")


def _log(loop: Any, context: dict[str, Any]) -> None:
    exception = context.get("exception")
    current = loop._current_handle
    if "source_traceback" not in context and current is not None and current._source_traceback:
        context["handle_traceback"] = current._source_traceback
    lines = [context.get("message") or "Unhandled exception in event loop"]
    for key in sorted(context):
        if key in ("message", "exception"):
            continue
        value = context[key]
        if key.endswith("_traceback"):
            import traceback

            origin = "Object" if key == "source_traceback" else "Handle"
            text = "".join(traceback.format_list(value)).rstrip()
            value = f"{origin} created at (most recent call last):\n{text}"
            lines.append(f"{key}: {value}")
        else:
            lines.append(f"{key}: {value!r}")
    info = (type(exception), exception, exception.__traceback__) if exception is not None else False
    logger().error("\n".join(lines), exc_info=info)


def call_exception_handler(loop: Any, context: dict[str, Any]) -> None:
    """Call the exception handler with *context*, now.

    Exceptions of an exception handler are logged; only SystemExit and KeyboardInterrupt leave this method.
    """
    handler = loop._exception_handler
    try:
        if handler is None:
            loop.default_exception_handler(context)
            return
        subject: Any = context.get("task") or context.get("future") or context.get("handle")
        ctx = subject.get_context() if HANDLER_RUNS_IN_CONTEXT and hasattr(subject, "get_context") else None
        if ctx is not None and hasattr(ctx, "run"):
            ctx.run(handler, loop, context)
        else:
            handler(loop, context)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as exc:
        if handler is None:
            logger().error("Exception in default exception handler", exc_info=True)
            return
        try:
            loop.default_exception_handler(
                {"message": "Unhandled error in exception handler", "exception": exc, "context": context}
            )
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            logger().error(
                "Exception in default exception handler while handling an unexpected error in custom exception handler",
                exc_info=True,
            )


def callback_failed(loop: Any, handle: Any, exc: BaseException) -> None:
    """Report that the callback of *handle*, which may be a task, raised *exc*."""
    if hasattr(handle, "get_coro"):
        handle = Handle(handle._callback, (), loop, handle._context)
    text = callback_repr(handle._callback, handle._args or ()) if handle._callback is not None else repr(handle)
    context: dict[str, Any] = {"message": f"Exception in callback {text}", "exception": exc, "handle": handle}
    if handle._source_traceback:
        context["source_traceback"] = handle._source_traceback
    loop.call_exception_handler(context)
