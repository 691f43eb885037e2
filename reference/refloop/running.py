"""Who is running: the loop of this thread, the task of this loop, and all the tasks there are.

While asyncio is not imported these facts are kept here.  Once it is, they are kept in asyncio's own
registers, so that `asyncio.current_task()` and `refloop.current_task()` are one question with one answer;
`_adopt` moves them over.  The names `get_loop`, `set_loop`, `enter`, `leave` and `register` are therefore
*variables*: call them through the module.

Invariants: a thread has at most one running loop; a loop has at most one current task; a task is held only
weakly.
Refuses: to enter a task while another task of the same loop is being executed.

Also here: the loop that `set_event_loop` leaves for `get_event_loop` in a thread.  That one is refloop's
own affair: the event loop policy of asyncio is neither read nor written.
"""

from __future__ import annotations

import os
from _thread import _local
from weakref import ref

from .exceptions import when_asyncio_is_imported
from .versions import GET_EVENT_LOOP_CREATES, GET_EVENT_LOOP_WARNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .abstract import AbstractEventLoop
    from .tasks import Task


class _Thread(_local):
    """What one thread knows: the loop that runs in it and the loop that was set for it."""

    running: Any = None
    current: Any = None
    was_set = False


_thread = _Thread()
_current: dict[Any, Any] = {}
_tasks: set[ref[Any]] = set()
_forget_own = _tasks.discard


# -- the variables ---------------------------------------------------------------------------------


def _get_own_loop() -> Any:
    return _thread.running


def _set_own_loop(loop: Any) -> None:
    _thread.running = loop


def _register_own(task: Any) -> None:
    _tasks.add(ref(task, _forget_own))  # a WeakSet of which every operation is C


get_loop: Callable[[], Any] = _get_own_loop
set_loop: Callable[[Any], None] = _set_own_loop
register: Callable[[Any], None] = _register_own
current_of_asyncio: Callable[[Any], Any] | None = None  # asyncio's own questions, once they can be asked
all_of_asyncio: Callable[[Any], set[Any]] | None = None
# enter(loop, task) answers None or *task* when it went well, and the other task (or RuntimeError) when it did not.
enter: Callable[[Any, Any], Any] = _current.setdefault
leave: Callable[[Any, Any], Any] = _current.pop


def _adopt() -> None:
    """Asyncio has just been imported: keep the facts in its registers from now on."""
    global get_loop, set_loop, enter, leave, register, current_of_asyncio, all_of_asyncio
    from asyncio import events, tasks

    for task in _own_tasks():
        tasks._register_task(task)
    register = tasks._register_task
    current_of_asyncio, all_of_asyncio = tasks.current_task, tasks.all_tasks
    shared_get, shared_leave = events._get_running_loop, tasks._leave_task
    if not _current and _thread.running is None:
        get_loop, leave = shared_get, shared_leave
    else:
        # In the midst of a run, perhaps of several threads: what was entered in our registers must leave them.
        def get_loop_of_either() -> Any:
            return shared_get() or _thread.running

        def leave_either(loop: Any, task: Any) -> None:
            if _current.get(loop) is task:
                del _current[loop]
                if shared_get() is not loop or tasks.current_task(loop) is not task:
                    return
            shared_leave(loop, task)

        get_loop, leave = get_loop_of_either, leave_either
        loop = _thread.running
        if loop is not None:
            events._set_running_loop(loop)
            if loop in _current:
                tasks._enter_task(loop, _current[loop])

    def set_both(loop: Any) -> None:
        _thread.running = loop
        events._set_running_loop(loop)

    set_loop = set_both
    enter = tasks._enter_task


def _own_tasks() -> list[Any]:
    return [task for r in list(_tasks) if (task := r()) is not None]


def _after_fork() -> None:
    _thread.running = None
    _current.clear()


when_asyncio_is_imported(_adopt)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


# -- the questions ---------------------------------------------------------------------------------


def get_running_loop() -> AbstractEventLoop:
    """Return the loop that is running in this thread; RuntimeError when there is none."""
    loop: AbstractEventLoop | None = get_loop()
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def _get_running_loop() -> AbstractEventLoop | None:
    """Return the loop that is running in this thread, or None.  For loops and frameworks, not for programs."""
    loop: AbstractEventLoop | None = get_loop()
    return loop


def _set_running_loop(loop: AbstractEventLoop | None) -> None:
    """Say which loop is running in this thread.  For loops and frameworks, not for programs."""
    set_loop(loop)


def current_task(loop: AbstractEventLoop | None = None) -> Task[Any] | None:
    """Return the task that is being executed in *loop* (default: the running one), or None in a plain
    callback.

    RuntimeError when *loop* is not given and none is running.
    """
    if loop is None:
        loop = get_running_loop()
    task: Task[Any] | None = _current.get(loop)
    if task is None and current_of_asyncio is not None:
        task = current_of_asyncio(loop)
    return task


def all_tasks(loop: AbstractEventLoop | None = None) -> set[Task[Any]]:
    """Return the tasks of *loop* (default: the running one) that are not done.

    RuntimeError when *loop* is not given and none is running.
    """
    if loop is None:
        loop = get_running_loop()
    if all_of_asyncio is not None:
        return all_of_asyncio(loop)
    return {task for task in _own_tasks() if task._loop is loop and not task.done()}


# -- for authors of tasks --------------------------------------------------------------------------


def _register_task(task: Any) -> None:
    """Let `all_tasks` know *task*, an object with the methods of a task."""
    register(task)


def _unregister_task(task: Any) -> None:
    """Let `all_tasks` forget *task*."""
    _tasks.discard(ref(task))
    if all_of_asyncio is not None:
        from asyncio import tasks

        tasks._unregister_task(task)


def _enter_task(loop: Any, task: Any) -> None:
    """Make *task* the current one of *loop*.  RuntimeError while another one is."""
    other = current_task(loop)
    if other is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {other!r} is being executed.")
    enter(loop, task)


def _leave_task(loop: Any, task: Any) -> None:
    """Make none the current task of *loop*.  RuntimeError unless *task* is it."""
    other = current_task(loop)
    if other is not task:
        raise RuntimeError(f"Leaving task {task!r} does not match the current task {other!r}.")
    leave(loop, task)


# -- the loop that was set -------------------------------------------------------------------------


def get_event_loop() -> AbstractEventLoop:
    """Return the running loop; outside of one, the loop given to `set_event_loop` in this thread.

    RuntimeError when there is neither.  Before Python 3.14 the main thread gets a new loop instead, the
    first time.
    """
    loop: AbstractEventLoop | None = get_loop() or _thread.current
    if loop is not None:
        return loop
    import threading

    if GET_EVENT_LOOP_CREATES and not _thread.was_set and threading.current_thread() is threading.main_thread():
        if GET_EVENT_LOOP_WARNS:
            import warnings

            warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=2)
        loop = new_event_loop()
        set_event_loop(loop)
        return loop
    raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")


def set_event_loop(loop: AbstractEventLoop | None) -> None:
    """Make *loop* what `get_event_loop` answers while none runs in this thread; None forgets.  TypeError."""
    if loop is not None:
        from .abstract import AbstractEventLoop

        if not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
    _thread.was_set = True
    _thread.current = loop


def new_event_loop() -> AbstractEventLoop:
    """Return a new loop of refloop's own, whose tasks and futures are refloop's."""
    from .loop import Loop

    return Loop()
