"""TaskGroup: tasks that end before the block does.

The first child that fails cancels the others and, if it is still inside the block, the parent.  On leaving
the block the parent waits for all children; then errors are raised as one group, and a cancellation that
the group itself asked for is taken back.  A cancellation from outside goes on, unless there are errors,
which go first [task-group/children/failure-cancels-the-siblings] [task/uncancel/task-group-cleans-up-its-request].

Invariant: when `async with` is left, no child is running [task-group/children/waits-for-all-children]
[task-group/children/children-of-children-are-waited-for].
Refuses: new tasks before the block, after it, and once it is shutting down (RuntimeError).
"""

from __future__ import annotations

from ..core import current
from ..core.stacks import serves_current_task
from ..exceptions import CancelledError
from ..versions import (
    CREATE_TASK_CLOSES_REFUSED,
    TASKGROUP_KEEPS_OUTSIDE_CANCEL,
    TASKGROUP_TAKES_DONE_AT_ONCE,
    TASKGROUP_UNCANCELS_LATE,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType
    from typing import Any

    from ..core.tasks import Task


class TaskGroup:
    """An asynchronous context manager that waits for the tasks made in it."""

    def __init__(self) -> None:
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop: Any = None
        self._parent: Any = None
        self._parent_was_cancelled = False  # by us
        self._tasks: set[Any] = set()
        self._errors: list[BaseException] = []
        self._base_error: BaseException | None = None
        self._all_done: Any = None
        self.serves: Any = None

    def __repr__(self) -> str:
        info = [""]
        if self._tasks:
            info.append(f"tasks={len(self._tasks)}")
        if self._errors:
            info.append(f"errors={len(self._errors)}")
        if self._aborting:
            info.append("cancelling")
        elif self._entered:
            info.append("entered")
        return f"<TaskGroup{' '.join(info)}>"

    async def __aenter__(self) -> TaskGroup:
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._loop = current.get_running_loop()
        self._parent = current.task_of(self._loop)
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._entered = True
        serves_current_task(self, self._loop)
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._exiting = True
        if exc is not None and self._base_error is None and isinstance(exc, (SystemExit, KeyboardInterrupt)):
            self._base_error = exc
        outside = exc if isinstance(exc, CancelledError) else None
        try:
            if not TASKGROUP_UNCANCELS_LATE and self._parent_was_cancelled and self._parent.uncancel() == 0:
                outside = None
            if exc is not None and not self._aborting:
                self._abort()
            outside = await self._wait_for_children() or outside
            if self._base_error is not None:
                raise self._base_error
            if TASKGROUP_UNCANCELS_LATE and self._parent_was_cancelled and self._parent.uncancel() == 0:
                outside = None  # what cancelled the parent was this group
            if outside is not None and not self._errors:
                raise outside
            if exc is not None and not isinstance(exc, CancelledError):
                self._errors.append(exc)
            if self._errors:
                if TASKGROUP_KEEPS_OUTSIDE_CANCEL and self._parent.cancelling():
                    self._parent.uncancel()
                    self._parent.cancel()  # delivered where the parent waits next
                raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors) from None
        finally:
            # An exception holds frames, frames hold us: let none of them hold the exception.
            self._parent = self._base_error = self.serves = exc = outside = None
            self._errors = []

    async def _wait_for_children(self) -> CancelledError | None:
        """Wait until no child is running; return the cancellation, if any, that came from outside meanwhile."""
        outside = None
        while self._tasks:
            self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except CancelledError as cancelled:
                if not self._aborting:  # else the children are cancelled already
                    outside = cancelled
                    self._abort()
            self._all_done = None
        return outside

    def create_task(
        self, coro: Coroutine[Any, Any, Any], *, name: object = None, context: Any = None, **kwargs: Any
    ) -> Task[Any]:
        """Make a task that the group waits for.  RuntimeError unless the block is active and not shutting down."""
        mistake = ""
        if not self._entered:
            mistake = "has not been entered"
        elif self._exiting and not self._tasks:
            mistake = "is finished"
        elif self._aborting:
            mistake = "is shutting down"
        if mistake:
            if CREATE_TASK_CLOSES_REFUSED:
                coro.close()
            raise RuntimeError(f"TaskGroup {self!r} {mistake}")
        if context is not None:
            kwargs["context"] = context
        task: Task[Any] = self._loop.create_task(coro, name=name, **kwargs)
        if task.done() and TASKGROUP_TAKES_DONE_AT_ONCE:
            self._child_is_done(task)
        else:
            self._tasks.add(task)
            task.add_done_callback(self._child_is_done)
        try:
            return task
        finally:
            del task  # a traceback must not hold it

    def _abort(self) -> None:
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _child_is_done(self, task: Any) -> None:
        self._tasks.discard(task)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled():
            return
        exc = task.exception()
        if exc is None:
            return
        self._errors.append(exc)
        if isinstance(exc, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = exc
        if self._parent.done():
            self._loop.call_exception_handler(
                {
                    "message": f"Task {task!r} has errored out but its parent task {self._parent} is already completed",
                    "exception": exc,
                    "task": task,
                }
            )
        elif not self._aborting and not self._parent_was_cancelled:
            # The parent is still in its block, or waits at its end: either way it has to hear of it.
            self._abort()
            self._parent_was_cancelled = True
            self._parent.cancel()
