"""The call graph of Python 3.14: where a task waits, and who waits for it.

    * Task(name='worker', id=0x7f...)
      + Call stack:
      |   File 'program.py', line 7, in async fetch()
      + Awaited by:
         * Task(name='Task-1', id=0x7f...)

Theory of operation.  Nothing is recorded while programs run: who waits for a future stands in its callbacks, either as
the next step of a task, or as the callback of a `gather`, `wait`, `shield`, `as_completed` or TaskGroup, which knows
the task that it serves (`stacks.serves_current_task`).  Only waiters given to `future_add_to_awaited_by` are kept,
on the future.

A future that is done is awaited by nobody; asyncio's forget their waiters an iteration later, when those go on.

Invariants: looking changes nothing, and ends, also when tasks wait for each other in a circle.
Refuses: what is no future (TypeError), and to guess which task is meant outside of a running loop (RuntimeError).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import AsyncGeneratorType, CoroutineType, FrameType

from ..core import current
from ..core.futures import Future, isfuture, waiters
from ..core.stacks import suspended_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    """One frame of a call stack."""

    frame: FrameType


@dataclass(frozen=True, slots=True)
class FutureCallGraph:
    """A future or task, the stack on which it waits (the innermost frame first), and who waits for it."""

    future: Any
    call_stack: tuple[FrameCallGraphEntry, ...]
    awaited_by: tuple[FutureCallGraph, ...]


def capture_call_graph(future: Any = None, /, *, depth: int = 1, limit: int | None = None) -> FutureCallGraph | None:
    """Return the call graph of *future*, by default of the current task; None when there is no current task.

    *depth* leaves out that many of the newest frames of the current task.  Of each stack *limit* leaves the outermost
    frames, -*limit* the innermost, 0 none.  TypeError for what is no future; RuntimeError without a future outside of a
    running loop.
    """
    loop = current.get_loop()
    if future is None:
        if loop is None:
            raise RuntimeError("capture_call_graph() needs a future when it is called outside of a running event loop")
        future = current.task_of(loop)
        if future is None:
            return None
    if not isfuture(future):
        raise TypeError(f"a future was expected, got {future!r}")
    if loop is None or future is not current.task_of(loop):
        return _graph(future, limit, ())
    stack = _current_stack(sys._getframe(depth)) if limit != 0 else []
    return FutureCallGraph(future, _entries(stack, limit), _awaited_by(future, limit, (future,)))


def _current_stack(frame: FrameType | None) -> list[FrameType]:
    """Return the frames from *frame* to the coroutine of the task that is being executed, innermost first."""
    stack = []
    while frame is not None:
        stack.append(frame)
        caller = frame.f_back
        if _is_async(frame) and caller is not None and _generator_of(caller) is None:
            break  # below it is the step of the task, and the loop
        frame = caller
    return stack


def _suspended_stack(task: Any) -> list[FrameType]:
    """Return the frames of a suspended task, innermost first."""
    return suspended_frames(task.get_coro() if hasattr(task, "get_coro") else None)[::-1]


def _entries(stack: list[FrameType], limit: int | None) -> tuple[FrameCallGraphEntry, ...]:
    if limit is not None:
        stack = stack[-limit:] if limit > 0 else stack[:-limit]
    return tuple(map(FrameCallGraphEntry, stack))


def _graph(future: Any, limit: int | None, path: tuple[Any, ...]) -> FutureCallGraph:
    awaited_by = () if future in path else _awaited_by(future, limit, (*path, future))
    return FutureCallGraph(future, _entries(_suspended_stack(future), limit), awaited_by)


def _awaited_by(future: Any, limit: int | None, path: tuple[Any, ...]) -> tuple[FutureCallGraph, ...]:
    return tuple(_graph(waiter, limit, path) for waiter in waiters(future))


# -- as text ---------------------------------------------------------------------------------------


def format_call_graph(future: Any = None, /, *, depth: int = 1, limit: int | None = None) -> str:
    """Return the call graph as text, empty when there is none.  Arguments and errors: `capture_call_graph`."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    return "" if graph is None else "\n".join(_lines(graph, ""))


def print_call_graph(
    future: Any = None, /, *, file: TextIO | None = None, depth: int = 1, limit: int | None = None
) -> None:
    """Print the call graph to *file*, by default standard output.  Arguments and errors: `capture_call_graph`.

    As asyncio's, it counts itself among the frames of the current task unless *depth* is 2 or more.
    """
    print(format_call_graph(future, depth=depth, limit=limit), file=file)


def _lines(graph: FutureCallGraph, indent: str) -> Iterator[str]:
    future = graph.future
    name = f"Task(name={future.get_name()!r}, " if hasattr(future, "get_coro") else "Future("
    yield f"{indent}* {name}id={id(future):#x})"
    if graph.call_stack:
        yield f"{indent}  + Call stack:"
        for entry in graph.call_stack:
            yield f"{indent}  |   {_describe(entry.frame)}"
    if graph.awaited_by:
        yield f"{indent}  + Awaited by:"
        for waiter in graph.awaited_by:
            yield from _lines(waiter, f"{indent}    ")


def _describe(frame: FrameType) -> str:
    kind = ""
    if _is_async(frame):
        kind = "async " if isinstance(_generator_of(frame), CoroutineType) else "async generator "
    elif _generator_of(frame) is not None:
        kind = "generator "
    code = frame.f_code
    return f"File {code.co_filename!r}, line {frame.f_lineno}, in {kind}{code.co_qualname}()"


def _generator_of(frame: FrameType) -> Any:
    return frame.f_generator  # type: ignore[attr-defined]  # Python 3.14


def _is_async(frame: FrameType) -> bool:
    return isinstance(_generator_of(frame), (CoroutineType, AsyncGeneratorType))


# -- waiters that programs add ---------------------------------------------------------------------


def future_add_to_awaited_by(fut: Any, waiter: Any, /) -> None:
    """Add *waiter* to those that wait for *fut*, where no await shows it; ignored unless both are futures."""
    _change("add", fut, waiter)


def future_discard_from_awaited_by(fut: Any, waiter: Any, /) -> None:
    """Take `future_add_to_awaited_by` back."""
    _change("discard", fut, waiter)


def _change(what: str, fut: Any, waiter: Any) -> None:
    if not (isfuture(fut) and isfuture(waiter)):
        return
    if isinstance(fut, Future):
        added = fut.__dict__.setdefault("_added_waiters", set())
        added.add(waiter) if what == "add" else added.discard(waiter)
    else:
        import asyncio

        getattr(asyncio, "future_add_to_awaited_by" if what == "add" else "future_discard_from_awaited_by")(fut, waiter)
