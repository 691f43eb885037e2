"""Making tasks: create_task, ensure_future, and the factory of eager tasks.

A task is made by the loop that it is to run on, so that the loop's task factory has its say; what stands here
only finds the loop, and makes a coroutine of what is awaitable otherwise.

Invariant: whoever asks gets a task that will take its first step without being asked again
[task/create/body-begins-in-the-next-iteration]; an eager one has taken it
[task/eager/first-part-runs-within-create-task].
Refuses: what cannot be awaited (TypeError), and a future of another loop (ValueError).
"""

from __future__ import annotations

from . import running
from .coroutines import await_it, is_awaitable, iscoroutine
from .futures import isfuture
from .tasks import Task, get_loop_of
from .typing_shim import T
from .versions import CREATE_TASK_KEYWORDS, PY312, PY314

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from contextvars import Context
    from typing import Any

    from .abstract import AbstractEventLoop

if CREATE_TASK_KEYWORDS:

    def create_task(coro: Coroutine[Any, Any, T], **kwargs: Any) -> Task[T]:
        """Wrap a coroutine in a task of the running loop.  Keywords: name, context, eager_start.

        The first step takes place in the next turn.  RuntimeError if no loop is running.
        """
        loop = running.get_running_loop()
        return loop.create_task(coro, **kwargs) if kwargs else loop.create_task(coro)
else:

    def create_task(  # type: ignore[misc]
        coro: Coroutine[Any, Any, T],
        *,
        name: object = None,
        context: Context | None = None,
    ) -> Task[T]:
        """Wrap a coroutine in a task of the running loop, which takes its first step in the next turn.

        RuntimeError if no loop is running.
        """
        loop = running.get_running_loop()
        if context is None:
            return loop.create_task(coro, name=name)
        return loop.create_task(coro, name=name, context=context)


def ensure_future(coro_or_future: Any, *, loop: AbstractEventLoop | None = None) -> Any:
    """Return a future as it is, and anything else awaitable as a task of *loop* (default: the current
    loop).

    TypeError for what cannot be awaited; ValueError for a future of another loop.
    """
    if isfuture(coro_or_future):
        if loop is not None and loop is not get_loop_of(coro_or_future):
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    coro, ours = coro_or_future, False
    if not iscoroutine(coro):
        if not is_awaitable(coro):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro, ours = await_it(coro), True
    if loop is None:
        loop = running.get_event_loop()
    try:
        return loop.create_task(coro)
    except RuntimeError:
        if ours or iscoroutine(coro_or_future):
            coro.close()
        raise


if PY312:

    def create_eager_task_factory(custom_task_constructor: Callable[..., Any]) -> Callable[..., Any]:
        """Return a task factory that makes tasks with *custom_task_constructor* and takes their first step at once."""
        if PY314:

            def factory(loop: Any, coro: Any, *, eager_start: bool = True, **kwargs: Any) -> Any:
                return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)
        else:

            def factory(  # type: ignore[misc]
                loop: Any,
                coro: Any,
                *,
                name: Any = None,
                context: Any = None,
                **kwargs: Any,
            ) -> Any:
                return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True, **kwargs)

        return factory

    eager_task_factory = create_eager_task_factory(Task)
