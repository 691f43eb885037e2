"""Task: a coroutine being executed, one step at a time; and what makes tasks and recognises coroutines.

A step sends None into the coroutine (or throws an exception) and looks at what comes out: a future to wait
for, None for "go on in the next iteration", or the end.  A task that is not done is in one of three states:

1. scheduled: `_fut_waiter` is None and the task itself stands in the ready queue;
2. waiting:   `_fut_waiter` is a future, which holds the task among its callbacks (or, if not ours, the
   callback `_wakeup`);
3. running:   the step is on the stack; it leaves for 1, 2 or done.

From 2 to 1 it goes when the future is done (`_fut_waiter` stays until the step begins), from 1 to 3 when
the loop runs its entry.  A task needs no handle: it has what the loop reads of one, `_callback` (its step), `_args` and
`_context`.

`cancel()` in state 2 cancels the future; in states 1 and 3, or if the future refuses, it sets
`_must_cancel`, and the next step throws CancelledError instead of sending.

Invariants: the steps of a task run in its one context [task/context/every-step-runs-in-it]; a loop executes
one task at a time; a pending task is held by whatever will wake it, by nothing else
[task/gc/awaited-future-keeps-the-task] [task/gc/destroyed-pending-is-reported].

Promises of order, and the scenarios that hold them:
- the first step comes in the next iteration, in the order of creation
  [task/create/body-begins-in-the-next-iteration] [task/create/tasks-begin-in-the-order-of-creation];
- a wakeup takes one iteration [future/awaiting/awaiter-takes-one-iteration], a bare yield exactly one
  [sleep/zero/one-iteration-exactly], and a future that is done none [future/awaiting/done-does-not-suspend];
- a cancellation is thrown in the next iteration [task/cancel/error-arrives-in-the-next-iteration], with its message
  [task/cancel-message/reaches-the-task]; before the first step it is all that happens
  [task/cancel/before-the-first-step-the-body-never-runs];
- it reaches what the task waits for first [task/cancel-chain/awaited-task-is-cancelled-too]
  [task/cancel-chain/chain-unwinds-one-link-an-iteration].
- a task made by `create_task` or `ensure_future` is one that will take its first step without being asked
  again; an eager one has taken it [eager/factory/first-part-runs-within-create-task].  The loop makes it, so that the
  loop's task factory has its say.
Refuses: to have its result set from outside, to wait for itself or for a future of another loop; and to make a task of
what cannot be awaited (TypeError).
"""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine
from contextvars import copy_context
from itertools import count
from types import CoroutineType, GeneratorType, coroutine

from ..exceptions import CancelledError, InvalidStateError
from ..versions import CREATE_TASK_KEYWORDS, GENERATORS_ARE_COROUTINES, PY312, PY314, UNCANCEL_CLEARS_PENDING, T
from . import current, stacks
from .futures import CANCELLED, FINISHED, PENDING, Future, isfuture
from .reprs import coroutine_repr, extract_stack, future_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextvars import Context
    from types import FrameType
    from typing import Any, NoReturn, TextIO

    from .abstract import AbstractEventLoop

_number = count(1).__next__  # for the names of tasks

# -- coroutines ------------------------------------------------------------------------------------

_COROUTINES: tuple[type, ...] = (CoroutineType, Coroutine)
if GENERATORS_ARE_COROUTINES:
    _COROUTINES += (GeneratorType,)


def iscoroutine(obj: object) -> bool:
    """Return True for coroutine objects (up to Python 3.11 also for generators)."""
    return type(obj) is CoroutineType or isinstance(obj, _COROUTINES)


def iscoroutinefunction(func: object) -> bool:
    """Return True for a function that returns coroutines.  Deprecated since Python 3.14: use inspect's."""
    import inspect

    if PY314:
        import warnings

        warnings.warn(
            "'asyncio.iscoroutinefunction' is deprecated and slated for removal in Python 3.16; "
            "use inspect.iscoroutinefunction() instead",
            DeprecationWarning,
            stacklevel=2,
        )
    return inspect.iscoroutinefunction(func)


def is_awaitable(obj: object) -> bool:
    """Return True for what can be awaited."""
    return isinstance(obj, Awaitable) or (
        isinstance(obj, GeneratorType) and bool(obj.gi_code.co_flags & 0x100)
    )  # made by types.coroutine


async def await_it(awaitable: Awaitable[T]) -> T:
    """Await *awaitable*; for what wants a coroutine."""
    return await awaitable


@coroutine
def yield_once() -> Generator[None, None, None]:
    """Suspend the task for exactly one iteration."""
    yield


# -- tasks -----------------------------------------------------------------------------------------


def skip_numbers(n: int) -> None:
    """Count *n* tasks that were not made, for the names of later ones."""
    for _ in range(n):
        _number()


class Task(Future[T]):
    """A future that runs a coroutine.  Its first step takes place in the next iteration of the loop."""

    __slots__ = (
        "_context",
        "_coro",
        "_fut_waiter",
        "_is_registered",
        "_log_destroy_pending",
        "_must_cancel",
        "_name",
        "_num_cancels_requested",
    )
    _args: tuple[()] = ()

    def __init__(
        self,
        coro: Any,
        *,
        loop: AbstractEventLoop | None = None,
        name: object = None,
        context: Context | None = None,
        eager_start: bool = False,
    ) -> None:
        if loop is None:
            loop = current.get_event_loop()
        self._log_destroy_pending = False  # nothing is lost before there is a coroutine
        if type(coro) is not CoroutineType and not iscoroutine(coro):
            self._begin(loop)
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._set_up(coro, loop, name, context)
        if not hasattr(loop, "_current_task"):  # a loop of nobody we know
            loop._current_task = None
        direct = getattr(loop, "_direct", None)  # a loop in debug mode has none
        if direct is None and loop.get_debug():
            self._source_traceback = extract_stack(2)
        if eager_start and loop.is_running():
            self._start_eagerly()
            self = None  # type: ignore[assignment]  # the frames of that step lead here, and must not hold the task
            return
        if direct is None:
            loop.call_soon(self._step, context=self._context)
        else:
            direct.append(self)
        self._register()

    def _start(self, coro: Any, loop: Any, name: object, context: Context | None) -> None:
        """Begin, scheduled: all that there is to do for a loop that knows a short way."""
        self._set_up(coro, loop, name, context)
        loop._direct.append(self)
        if current.shared:
            self._register()

    def _register(self) -> None:
        """Register with `all_tasks`; while the task stands in the ready queue of its loop, it is found there."""
        self._is_registered = True
        current.register(self)

    def _set_up(self, coro: Any, loop: Any, name: object, context: Context | None) -> None:
        self._begin(loop)
        self._coro: Any = coro
        self._name: Any = _number() if name is None else str(name)
        self._context: Any = copy_context() if context is None else context
        self._fut_waiter: Any = None
        self._must_cancel = False
        self._num_cancels_requested = 0
        self._log_destroy_pending = True
        self._is_registered = False

    def _start_eagerly(self) -> None:
        """Take the first step now, within the step of another task or a callback."""
        loop = self._loop
        outer = current.task_of(loop)
        if outer is not None:
            current.register(outer)  # it is not the current one for a while
            current.leave(loop, outer)
        try:
            self._register()
            self._context.run(self._step)
        finally:
            if outer is not None:
                current.enter(loop, outer)
            if self._state is not PENDING:
                self._coro = None
            self = outer = None  # type: ignore[assignment]

    @property
    def _callback(self) -> Callable[..., None]:
        """Return the function that a loop calls for a step, unless it knows how to step a task."""
        return self._step

    # -- a step ------------------------------------------------------------------------------------

    def _step(self, exc: BaseException | None = None) -> None:
        if self._state is not PENDING:
            raise InvalidStateError(f"_step(): already done: {self!r}, {exc!r}")
        waited = self._fut_waiter
        if waited is not None:  # one of ours, and done: bring its exception along
            self._fut_waiter = None
            if waited._exception is not None:
                waited._log_traceback = False
                exc = waited._exception.with_traceback(waited._exception_tb)
            elif waited._state is CANCELLED:
                exc = waited._make_cancelled_error()
            waited = None
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False

        loop = self._loop
        if current.shared or loop._current_task is not None:
            current.enter(loop, self)
        else:
            loop._current_task = self
        try:
            awaited = self._coro.send(None) if exc is None else self._coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:  # cancelled by itself in its last step
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                self._result = stop.value
                self._state = FINISHED
                if self._entries is not None:
                    self._fire()
        except CancelledError as error:
            self._cancelled_exc = _without_our_frame(error)
            Future.cancel(self)
        except (KeyboardInterrupt, SystemExit) as error:
            Future.set_exception(self, error)
            raise
        except BaseException as error:
            Future.set_exception(self, _without_our_frame(error))
        else:
            if awaited is None:  # a bare yield: the next iteration, please
                try:
                    direct = loop._direct
                except AttributeError:  # a loop that is not ours
                    direct = None
                if direct is None:
                    self._register()
                    loop.call_soon(self._step, context=self._context)
                else:
                    direct.append(self)
            elif (type(awaited) is Future or type(awaited) is Task) and (
                awaited._asyncio_future_blocking
                and awaited._loop is loop
                and awaited is not self
                and awaited._state is PENDING
            ):
                awaited._asyncio_future_blocking = False
                self._fut_waiter = awaited
                if awaited._entries is None:
                    awaited._entries = self
                else:
                    awaited._add_another(self)
                if not self._is_registered:
                    self._register()
                if self._must_cancel and awaited.cancel(self._cancel_message):
                    self._must_cancel = False
            else:
                self._wait_for(awaited)
        finally:
            if current.shared:
                current.leave(loop, self)
            else:
                loop._current_task = None
            self = exc = waited = awaited = None  # type: ignore[assignment]

    def _wait_for(self, awaited: Any) -> None:
        """Handle the rare results of a step: futures that are not plainly ours, and mistakes."""
        self._register()
        blocking = getattr(awaited, "_asyncio_future_blocking", None)
        if blocking is not None:
            if get_loop_of(awaited) is not self._loop:
                mistake = f"Task {self!r} got Future {awaited!r} attached to a different loop"
            elif not blocking:
                mistake = f"yield was used instead of yield from in task {self!r} with {awaited!r}"
            elif awaited is self:
                mistake = f"Task cannot await on itself: {self!r}"
            else:
                awaited._asyncio_future_blocking = False
                awaited.add_done_callback(self._wakeup, context=self._context)
                self._fut_waiter = awaited
                if self._must_cancel and awaited.cancel(msg=self._cancel_message):
                    self._must_cancel = False
                return
        elif isinstance(awaited, GeneratorType):
            mistake = f"yield was used instead of yield from for generator in task {self!r} with {awaited!r}"
        else:
            mistake = f"Task got bad yield: {awaited!r}"
        self._loop.call_soon(self._step, RuntimeError(mistake), context=self._context)

    def _wakeup(self, awaited: Any) -> None:
        """Make a step when a future that is not plainly ours is done: its done callback."""
        self._fut_waiter = None
        try:
            awaited.result()
        except BaseException as exc:
            self._step(exc)
        else:
            self._step()
        self = None  # type: ignore[assignment]

    # -- for other tasks and callbacks -----------------------------------------------------------------

    def cancel(self, msg: Any = None) -> bool:
        """Ask the task to end: CancelledError is thrown into its coroutine in a later iteration.

        *msg* becomes the argument of the CancelledError.  Return False if the task is done.  The coroutine
        may refuse.
        """
        self._log_traceback = False
        if self._state is not PENDING:
            return False
        self._num_cancels_requested += 1
        waiter = self._fut_waiter
        if waiter is not None and waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self) -> int:
        """Return how many calls of `cancel` have not been taken back by `uncancel`."""
        return self._num_cancels_requested

    def uncancel(self) -> int:
        """Take one call of `cancel` back; return how many are left.

        From Python 3.13 on, the last one taken back also stops a CancelledError that was not thrown yet.
        """
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0 and UNCANCEL_CLEARS_PENDING:
                self._must_cancel = False
        return self._num_cancels_requested

    def set_result(self, result: Any) -> NoReturn:
        """Raise RuntimeError: the result of a task is what its coroutine returns."""
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception: Any) -> NoReturn:
        """Raise RuntimeError: the exception of a task is what its coroutine raises."""
        raise RuntimeError("Task does not support set_exception operation")

    def get_coro(self) -> Any:
        """Return the coroutine; None for a task that ended in its eager first step."""
        return self._coro

    def get_name(self) -> str:
        """Return the name, by default "Task-N"."""
        name: Any = self._name
        if type(name) is int:
            self._name = name = f"Task-{name}"
        result: str = name
        return result

    def set_name(self, value: object) -> None:
        """Name the task `str(value)`."""
        self._name = str(value)

    if PY312:

        def get_context(self) -> Context:
            """Return the context in which all steps of the task run."""
            context: Context = self._context
            return context

    def get_stack(self, *, limit: int | None = None) -> list[FrameType]:
        """Return the frames of a suspended coroutine, or those of the traceback of one that failed, outermost first."""
        return stacks.task_stack(self, limit)

    def print_stack(self, *, limit: int | None = None, file: TextIO | None = None) -> None:
        """Print what `get_stack` finds in the form of a traceback, to *file* or standard error."""
        stacks.print_task_stack(self, limit, file)

    def __repr__(self) -> str:
        info = future_repr(self)
        if self._must_cancel or (self._num_cancels_requested and self._state is PENDING):
            info[0] = "cancelling"
        info.insert(1, f"name={self.get_name()!r}")
        if self._fut_waiter is not None:
            info.insert(2, f"wait_for={self._fut_waiter!r}")
        if self._coro is not None:
            info.insert(2, f"coro=<{coroutine_repr(self._coro)}>")
        return f"<{type(self).__name__} {' '.join(info)}>"

    def __del__(self) -> None:
        try:
            lost = self._log_destroy_pending and self._state is PENDING
        except AttributeError:
            return  # a subclass failed before it came to our __init__
        if lost:
            context: dict[str, Any] = {"task": self, "message": "Task was destroyed but it is pending!"}
            if self._source_traceback:
                context["source_traceback"] = self._source_traceback
            self._loop.call_exception_handler(context)
        if self._log_traceback:
            super().__del__()


def _without_our_frame(error: Any) -> Any:
    """Take the frame of `Task._step` off a traceback: it is of no use, and it would hold the task alive."""
    if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
        error.__traceback__ = error.__traceback__.tb_next
    return error


def get_loop_of(future: Any) -> Any:
    """Return the loop of a future of any library."""
    try:
        get_loop = future.get_loop
    except AttributeError:
        return future._loop
    return get_loop()


# -- questions -------------------------------------------------------------------------------------


def current_task(loop: AbstractEventLoop | None = None) -> Task[Any] | None:
    """Return the task that is being executed in *loop* (default: the running one), or None in a plain callback.

    RuntimeError when *loop* is not given and none is running.
    """
    task: Task[Any] | None = current.task_of(current.get_running_loop() if loop is None else loop)
    return task


def all_tasks(loop: AbstractEventLoop | None = None) -> set[Task[Any]]:
    """Return the tasks of *loop* (default: the running one) that are not done.

    RuntimeError when *loop* is not given and none is running.
    """
    return current.tasks_of(current.get_running_loop() if loop is None else loop)


# -- making tasks ----------------------------------------------------------------------------------


if CREATE_TASK_KEYWORDS:

    def create_task(coro: Coroutine[Any, Any, T], **kwargs: Any) -> Task[T]:
        """Wrap a coroutine in a task of the running loop.  Keywords: name, context, eager_start.

        The first step takes place in the next iteration.  RuntimeError if no loop is running.
        """
        loop = current.get_running_loop()
        task: Task[T] = loop.create_task(coro, **kwargs) if kwargs else loop.create_task(coro)
        return task
else:

    def create_task(  # type: ignore[misc]
        coro: Coroutine[Any, Any, T],
        *,
        name: object = None,
        context: Context | None = None,
    ) -> Task[T]:
        """Wrap a coroutine in a task of the running loop, which takes its first step in the next iteration.

        RuntimeError if no loop is running.
        """
        loop = current.get_running_loop()
        task: Task[T]
        if context is None:
            task = loop.create_task(coro, name=name)
        else:
            task = loop.create_task(coro, name=name, context=context)
        return task


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
        loop = current.get_event_loop()
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
