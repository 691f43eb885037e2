"""The current loop of a thread, the current task of a loop, and all the tasks there are.

While asyncio is not imported these facts are kept by refloop: the current task by its loop, and a task that is
not done *either* by the register here *or* by standing in the ready queue of its loop.  Most tasks end without
ever having waited, and those are never registered.  Once asyncio is imported (`shared` is True) all of it goes to
asyncio's own registers, so that `asyncio.current_task()` and `refloop.current_task()` are one question with one
answer; `_adopt` moves over what is known by then.  The names `get_loop`, `set_loop`, `enter`, `leave`, `register`
and `shared` are therefore *variables*: use them through the module.  The public questions `current_task` and
`all_tasks` are in tasks.py.

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

from ..exceptions import when_asyncio_is_imported
from ..versions import GET_EVENT_LOOP_CREATES, GET_EVENT_LOOP_WARNS
from .abstract import AbstractEventLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Thread(_local):
    """The state of one thread: the loop that runs in it and the loop that was set for it."""

    running: Any = None
    current: Any = None
    was_set = False


_thread = _Thread()
_tasks: set[ref[Any]] = set()  # the register, and
_loops: set[ref[Any]] = set()  # the loops in whose ready queues the other tasks stand
_forget_task, _forget_loop = _tasks.discard, _loops.discard


def add_loop(loop: Any) -> None:
    """Register a new loop of ours."""
    _loops.add(ref(loop, _forget_loop))  # a WeakSet of which every operation is C


def register_loop_class(kind: type) -> None:
    """Make `new_event_loop` create loops of this class."""
    global loop_class
    loop_class = kind


# -- the variables ---------------------------------------------------------------------------------


def _get_own_loop() -> Any:
    return _thread.running


def _set_own_loop(loop: Any) -> None:
    _thread.running = loop


def _enter_own(loop: Any, task: Any) -> None:
    other = loop._current_task
    if other is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {other!r} is being executed.")
    loop._current_task = task


def _leave_own(loop: Any, task: Any) -> None:
    loop._current_task = None


def _register_own(task: Any) -> None:
    _tasks.add(ref(task, _forget_task))


shared = False
get_loop: Callable[[], Any] = _get_own_loop
set_loop: Callable[[Any], None] = _set_own_loop
register: Callable[[Any], None] = _register_own
enter: Callable[[Any, Any], None] = _enter_own
leave: Callable[[Any, Any], None] = _leave_own
current_of_asyncio: Callable[[Any], Any] | None = None  # asyncio's own questions, once they can be asked
all_of_asyncio: Callable[[Any], set[Any]] | None = None
loop_class: Any = None  # what `new_event_loop` makes


def _adopt() -> None:
    """Keep the facts in the registers of asyncio from now on, as it has just been imported."""
    global shared, get_loop, set_loop, enter, leave, register, current_of_asyncio, all_of_asyncio
    from asyncio import events, tasks

    loops = [loop for r in list(_loops) if (loop := r()) is not None]
    for task in [*_registered(), *(task for loop in loops for task in unregistered_tasks(loop))]:
        tasks._register_task(task)
    register = tasks._register_task
    current_of_asyncio, all_of_asyncio = tasks.current_task, tasks.all_tasks
    shared_get, shared_enter, shared_leave = events._get_running_loop, tasks._enter_task, tasks._leave_task
    if not any(loop.is_running() or loop._current_task is not None for loop in loops):
        get_loop, enter, leave = shared_get, shared_enter, shared_leave
    else:
        # In the midst of a run, perhaps of several threads: what was entered in our registers must leave them.
        def get_loop_of_either() -> Any:
            return shared_get() or _thread.running

        def enter_either(loop: Any, task: Any) -> None:
            if loop is _thread.running and shared_get() is not loop:
                events._set_running_loop(loop)
            shared_enter(loop, task)

        def leave_either(loop: Any, task: Any) -> None:
            if _current_of(loop) is task:
                loop._current_task = None
                if shared_get() is not loop or tasks.current_task(loop) is not task:
                    return
            shared_leave(loop, task)

        get_loop, enter, leave = get_loop_of_either, enter_either, leave_either
        loop = _thread.running
        if loop is not None:
            events._set_running_loop(loop)
            if (task := _current_of(loop)) is not None:
                tasks._enter_task(loop, task)

    def set_both(loop: Any) -> None:
        _thread.running = loop
        events._set_running_loop(loop)

    set_loop = set_both
    shared = True


def _current_of(loop: Any) -> Any:
    """Return the current task that a loop knows by itself; any object may stand in for a loop."""
    return getattr(loop, "_current_task", None) if isinstance(loop, AbstractEventLoop) else None


def _registered() -> list[Any]:
    return [task for r in list(_tasks) if (task := r()) is not None]


def entries_of(queue: Any) -> list[Any]:
    """Return the entries of a ready queue, to which threads may append meanwhile."""
    try:
        return list(queue)
    except RuntimeError:  # it has changed meanwhile, which without a GIL may happen at any time
        found: list[Any] = []
    try:  # noqa: SIM105
        found.extend(queue[n] for n in range(len(queue)))  # what threads append harms nobody who counts
    except IndexError:
        pass  # the loop takes out, so this is another thread, which gets what is left
    return found


def tasks_in(queue: Any) -> list[Any]:
    """Return the tasks that stand in a ready queue."""
    return [entry for entry in entries_of(queue) if hasattr(entry, "get_coro")]


def unregistered_tasks(loop: Any) -> list[Any]:
    """Return the tasks that a loop of ours keeps, whether or not they are registered too."""
    found = tasks_in(loop._ready) if hasattr(loop, "_direct") else []
    task = _current_of(loop)
    return found if task is None else [task, *found]


def _after_fork() -> None:
    _thread.running = None
    for r in _loops:
        loop = r()
        if loop is not None:
            loop._current_task = None


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
    """Set the loop that is running in this thread.  For loops and frameworks, not for programs."""
    set_loop(loop)


def task_of(loop: Any) -> Any:
    """Return the task that is being executed in *loop*, or None in a plain callback."""
    return _current_of(loop) if current_of_asyncio is None else current_of_asyncio(loop) or _current_of(loop)


def tasks_of(loop: Any) -> set[Any]:
    """Return the tasks of *loop* that are not done."""
    if all_of_asyncio is not None:
        return all_of_asyncio(loop)
    return {task for task in [*_registered(), *unregistered_tasks(loop)] if task._loop is loop and not task.done()}


# -- for authors of tasks --------------------------------------------------------------------------


def _register_task(task: Any) -> None:
    """Add *task*, an object with the methods of a task, to those that `all_tasks` returns."""
    register(task)


def _unregister_task(task: Any) -> None:
    """Remove *task* from those that `all_tasks` returns."""
    _tasks.discard(ref(task))
    if all_of_asyncio is not None:
        from asyncio import tasks

        tasks._unregister_task(task)


def _enter_task(loop: Any, task: Any) -> None:
    """Make *task* the current one of *loop*.  RuntimeError while another one is."""
    other = task_of(loop)
    if other is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {other!r} is being executed.")
    enter(loop, task)


def _leave_task(loop: Any, task: Any) -> None:
    """Make none the current task of *loop*.  RuntimeError unless *task* is it."""
    other = task_of(loop)
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
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
    _thread.was_set = True
    _thread.current = loop


def new_event_loop() -> AbstractEventLoop:
    """Return a new loop of refloop's own, whose tasks and futures are refloop's."""
    loop: AbstractEventLoop = loop_class()
    return loop
