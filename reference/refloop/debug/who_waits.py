"""Which task waits for what: a line for each suspended task of a loop, to find a deadlock.

A line has the task's name, what it waits for, and the place in the program where it does: the innermost line that is
neither refloop's nor asyncio's.

Invariant: looking changes nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..core import current
from ..core.stacks import suspended_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_HERE = Path(__file__).parent.parent


def who_waits(loop: Any) -> list[str]:
    """Return a line for each task of *loop* that is not done, by name."""
    return [_line(task) for task in sorted(current.tasks_of(loop), key=_natural)]


def _natural(task: Any) -> list[Any]:
    """Return a key that sorts Task-10 after Task-9."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", task.get_name())]


def _line(task: Any) -> str:
    frames = suspended_frames(task.get_coro(), generators=True)
    ours = [frame for frame in frames if _is_library(frame.f_code.co_filename)]
    theirs = [frame for frame in frames if not _is_library(frame.f_code.co_filename)]
    place = ""
    if theirs:
        frame = theirs[-1]
        place = f" ({frame.f_code.co_name}, {Path(frame.f_code.co_filename).name}:{frame.f_lineno})"
    return f"{task.get_name()} waits for {_what(task, ours)}{place}"


def _is_library(file: str) -> bool:
    folder = Path(file).parent
    return _HERE in (folder, folder.parent) or folder.name == "asyncio"


def _what(task: Any, frames: list[FrameType]) -> str:
    """Describe what a task waits for: a primitive if the innermost coroutine is a method of one, else a future."""
    for frame in reversed(frames):
        owner = frame.f_locals.get("self")
        if frame.f_code.co_name.startswith("_") or owner is None:
            continue
        return f"{type(owner).__name__}.{frame.f_code.co_name} of {owner!r}"
    waiter = getattr(task, "_fut_waiter", None)
    children = getattr(waiter, "_children", None)
    if children:
        return f"gather of {', '.join(_name(child) for child in children if not child.done())}"
    return _name(waiter)


def _name(future: Any) -> str:
    return f"the task {future.get_name()}" if hasattr(future, "get_name") else repr(future)
