"""The stack of a task: the frames on which it waits.  Not on any hot path.

Invariant: looking changes nothing.
"""

from __future__ import annotations

from ..versions import CALL_GRAPH
from . import current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, TextIO


def task_stack(task: Any, limit: int | None) -> list[FrameType]:
    """Return the frames of `Task.get_stack`."""
    coro = task._coro
    frame = None
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        if hasattr(coro, name):
            frame = getattr(coro, name)
            break
    frames: list[Any] = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back  # None while the coroutine is suspended
        frames.reverse()
    elif task._exception is not None:
        entry = task._exception.__traceback__
        while entry is not None and (limit is None or len(frames) < limit):
            frames.append(entry.tb_frame)
            entry = entry.tb_next
    return frames


_INNER = {"cr": "cr_await", "ag": "ag_await", "gi": "gi_yieldfrom"}


def suspended_frames(coro: Any, *, generators: bool = False) -> list[FrameType]:
    """Return the frames on which a suspended coroutine waits, the innermost last; with *generators* theirs too."""
    kinds = ("cr", "ag", "gi") if generators else ("cr", "ag")
    frames = []
    while coro is not None:
        kind = next((kind for kind in kinds if hasattr(coro, _INNER[kind])), None)
        if kind is None:
            break
        frame = getattr(coro, f"{kind}_frame")
        if frame is not None:  # not of a coroutine that has ended
            frames.append(frame)
        coro = getattr(coro, _INNER[kind])
    return frames


def serves_current_task(callback: Any, loop: Any, outcome: Any = None) -> None:
    """Mark *callback*, a done callback, for the call graph as serving the current task until *outcome* is done."""
    if CALL_GRAPH:
        callback.serves = (current.task_of(loop), outcome)


def print_task_stack(task: Any, limit: int | None, file: TextIO | None) -> None:
    """Print for `Task.print_stack`."""
    import linecache
    import sys
    import traceback

    out = sys.stderr if file is None else file
    frames = task_stack(task, limit)
    exc = task._exception
    if not frames:
        print(f"No stack for {task!r}", file=out)
    elif exc is not None:
        print(f"Traceback for {task!r} (most recent call last):", file=out)
    else:
        print(f"Stack for {task!r} (most recent call last):", file=out)
    entries = []
    for frame in frames:
        linecache.checkcache(frame.f_code.co_filename)
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals)
        entries.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, line))
    traceback.print_list(traceback.StackSummary.from_list(entries), file=out)
    if exc is not None:
        for text in traceback.format_exception_only(type(exc), exc):
            print(text, file=out, end="")
