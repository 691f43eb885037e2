"""What a loop makes: futures, and tasks by way of the program's own factory if there is one.

The usual case is made on a short way, without the call of a class; `Loop._find_short_ways` decides when that
may be: not in debug mode, not with a factory, not in a subclass that makes something else.

Invariant: whichever way, what comes out is the same.
Refuses: tasks on a closed loop (RuntimeError) [task/misuse/closed-loop-takes-no-task].
"""

from __future__ import annotations

from types import CoroutineType

from .futures import Future
from .handles import new
from .tasks import Task
from .versions import ALL_TASKS_OF_FACTORIES_ARE_NAMED, CREATE_TASK_KEYWORDS, FACTORY_GETS_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Context
    from typing import Any


class Factories:
    """`create_future`, `create_task` and the task factory."""

    if TYPE_CHECKING:
        _closed: bool
        _debug: bool
        _makes_own_futures: bool
        _makes_own_tasks: bool

        def _check_closed(self) -> None: ...
        def _find_short_ways(self) -> None: ...

    _task_class: Any = Task
    _future_class: Any = Future
    _task_factory: Any = None

    def create_future(self) -> Future[Any]:
        """Return a new future of this loop."""
        future: Future[Any]
        if self._makes_own_futures:
            future = new(Future)
            future._begin(self)
        else:
            future = self._future_class(loop=self)
        return future

    def _create_task(self, coro: Any, kwargs: dict[str, Any]) -> Any:
        self._check_closed()
        factory = self._task_factory
        if factory is None:
            task = self._task_class(coro, loop=self, **kwargs)
            if task._source_traceback:
                del task._source_traceback[-1]
            return task
        name = None if FACTORY_GETS_NAME else kwargs.pop("name", None)
        if not FACTORY_GETS_NAME and kwargs.get("context", self) is None:
            del kwargs["context"]
        task = factory(self, coro, **kwargs)
        if ALL_TASKS_OF_FACTORIES_ARE_NAMED or (name is not None and hasattr(task, "set_name")):
            task.set_name(name)
        try:
            return task
        finally:
            del task  # of an eager task the frames lead to this one, which must not hold it

    if CREATE_TASK_KEYWORDS:

        def create_task(self, coro: Any, **kwargs: Any) -> Task[Any]:
            """Wrap a coroutine in a task, which takes its first step in the next turn (or now, if eager).

            Keywords (name, context, eager_start) go to Task or to the task factory.  RuntimeError on a
            closed loop.
            """
            task: Task[Any]
            if self._makes_own_tasks and type(coro) is CoroutineType and not kwargs:
                task = new(Task)
                task._start(coro, self, None, None)
            elif self._task_factory is None and not self._debug and not self._closed:
                task = self._task_class(coro, loop=self, **kwargs)
            else:
                return self._create_task(coro, kwargs)  # type: ignore[no-any-return]
            return task
    else:

        def create_task(  # type: ignore[misc]
            self,
            coro: Any,
            *,
            name: object = None,
            context: Context | None = None,
        ) -> Task[Any]:
            """Wrap a coroutine in a task, which takes its first step in the next turn.  RuntimeError when closed."""
            task: Task[Any]
            if self._makes_own_tasks and type(coro) is CoroutineType:
                task = new(Task)
                task._start(coro, self, name, context)
            elif self._task_factory is None and not self._debug and not self._closed:
                task = self._task_class(coro, loop=self, name=name, context=context)
            else:
                return self._create_task(coro, {"name": name, "context": context})  # type: ignore[no-any-return]
            return task

    def set_task_factory(self, factory: Any) -> None:
        """Let `factory(loop, coro, **kwargs)` make the tasks; None: Task does.  TypeError unless callable."""
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory
        self._find_short_ways()

    def get_task_factory(self) -> Any:
        """Return the task factory, or None while Task is used."""
        return self._task_factory
