"""Texts of callbacks, futures, tasks and stacks for messages.  Not on any hot path.

Invariant: building a text never changes the state of what it describes, and never fails because of it.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STACK_DEPTH = 10  # frames remembered for things created in debug mode


def extract_stack(skip: int = 1) -> Any:
    """Return the newest `STACK_DEPTH` frames of the stack, the caller's last; *skip* omits our own."""
    import traceback

    try:
        frame = sys._getframe(skip)
    except ValueError:
        return traceback.StackSummary()
    stack = traceback.StackSummary.extract(traceback.walk_stack(frame), limit=STACK_DEPTH, lookup_lines=False)
    stack.reverse()
    return stack


def callback_repr(func: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> str:
    """Return `name(args) at file:line` of a callback, looking through partials and decorators."""
    import functools
    import inspect
    import reprlib

    suffix = ""
    while isinstance(func, functools.partial):
        suffix = _arguments(args, kwargs or {}) + suffix
        func, args, kwargs = func.func, func.args, func.keywords
    shown = [reprlib.repr(arg) for arg in args] + [f"{k}={reprlib.repr(v)}" for k, v in (kwargs or {}).items()]
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    text = f"{name}({', '.join(shown)}){suffix}"
    code = getattr(inspect.unwrap(func), "__code__", None)
    if code is not None:
        text += f" at {code.co_filename}:{code.co_firstlineno}"
    return text


def _arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    import reprlib

    shown = [reprlib.repr(arg) for arg in args] + [f"{k}={reprlib.repr(v)}" for k, v in kwargs.items()]
    return f"({', '.join(shown)})"


def coroutine_repr(coro: Any) -> str:
    """Return `<name() running at file:line>` of a coroutine or generator."""
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None) or type(coro).__name__
    running = getattr(coro, "cr_running", None) or getattr(coro, "gi_running", None)
    if code is None:
        return f"{name}() running" if running else f"{name}()"
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is not None:
        return f"{name}() running at {code.co_filename}:{frame.f_lineno}"
    return f"{name}() done, defined at {code.co_filename}:{code.co_firstlineno}"


def future_repr(future: Any) -> list[str]:
    """Return the words between `<Future` and `>`."""
    import reprlib

    info = [future._state.lower()]
    if future._state == "FINISHED":
        if future._exception is not None:
            info.append(f"exception={future._exception!r}")
        else:
            info.append(f"result={reprlib.repr(future._result)}")
    shown = [callback_repr(handle._callback) for handle in future._waiting()]
    if shown:
        if len(shown) > 2:
            shown[1:-1] = [f"<{len(shown) - 2} more>"]
        info.append(f"cb=[{', '.join(shown)}]")
    if future._source_traceback:
        frame = future._source_traceback[-1]
        info.append(f"created at {frame[0]}:{frame[1]}")
    return info
