"""Guest mode: the loop lives in the main loop of a host, which keeps the thread; a helper thread does the waiting.

A host gives one function, `run_soon_threadsafe(callback)`, which every main loop has under some name.  The guest asks
for a *tick* by it: a tick makes an iteration, or as many as fit into the budget, and arranges for the next tick.  While
callbacks are ready that is another call of the host, so the host's own callbacks come in between; when there is
something to wait for it is the helper thread, which sleeps in the poller and then asks for the tick.

Between two ticks the host may do with the loop whatever a callback might, without thread-safe detours: the
`NotifyingQueue` of stepping.py wakes the helper.  The helper blocks all signals: they are the host's.

Invariants: ticks and the helper's poll never overlap; the iterations are those of `run_forever`, in the same order; the
running loop of the host (which may be an asyncio loop) is what it was whenever a tick has ended.
Refuses: to start on a loop that is closed or running.
"""

from __future__ import annotations

from _thread import get_ident
from functools import partial
from time import monotonic

from ..core import current
from ..core.loop import Loop, stop_when_done
from ..core.tasks import ensure_future
from .runners import cleanup
from .stepping import check_seconds, notifier_of, remove_notifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..core.poller import Events

    RunSoon = Callable[[Callable[[], object]], object]

_END = object()  # what the helper thread is given instead of a timeout


class Guest:
    """A loop that runs as a guest; see `start_guest`."""

    def __init__(self, loop: Any, soon: RunSoon, soon_threadsafe: RunSoon, done: Any, budget: float) -> None:
        self._loop = loop
        self._soon = soon
        self._soon_threadsafe = soon_threadsafe
        self._done = done
        self._budget = budget
        self._iterations: Any = None
        self._helper: Any = None
        self._timeouts: Any = None
        self._ended = False

    def _start(self) -> None:
        loop = self._loop
        loop._check_closed()
        if loop.is_running():
            raise RuntimeError("This event loop is already running")
        loop._thread_id = get_ident()
        self._had_notifier = loop._notifier is not None
        notifier_of(loop).install(loop)
        self._soon(self._tick)

    def end(self) -> None:
        """End now, between two ticks, as if an exception had left `run_forever`; `done` is not called.

        Callbacks that are queued stay so.  Nothing happens if the loop has ended.  RuntimeError from within the loop.
        """
        if current.get_loop() is self._loop:
            raise RuntimeError("a callback of the loop ends it with stop()")
        if not self._ended:
            self._loop._wake()
            self._finish(self._loop._enter(current.get_loop()))

    # -- a tick ------------------------------------------------------------------------------------

    def _tick(self, events: Events | None = None) -> None:
        if self._ended:
            return
        loop = self._loop
        before = loop._enter(current.get_loop())
        try:
            timeout, events = self._iterate(events)
        except BaseException as exc:
            self._finish(before)
            self._done(None if isinstance(exc, StopIteration) else exc)
            return
        loop._leave(before)
        if events or timeout == 0 or loop._ready:  # asked again now that threads notify
            self._soon(partial(self._tick, events))
        else:
            self._wait_elsewhere(timeout)

    def _iterate(self, events: Events | None) -> tuple[float | None, Events]:
        """Make iterations until there is something to wait for, or the budget is spent; StopIteration when stopped."""
        loop = self._loop
        poll, watched = loop._poller.poll, loop._watched
        if self._iterations is None:
            if loop._unfinished and loop._finish_batch():
                raise StopIteration
            self._iterations = loop._iterations()
            return next(self._iterations), ()
        if events is None:
            events = poll(0) if watched else ()
        step, end = self._iterations.send, monotonic() + self._budget
        while True:
            timeout = step(events)
            events = poll(0) if watched else ()
            if (timeout != 0 and not events) or monotonic() >= end:
                return timeout, events

    def _finish(self, before: Any) -> None:
        """Leave the loop as `run_forever` leaves it, and let the helper end."""
        self._ended = True
        if self._helper is not None:
            self._timeouts.put(_END)
            self._helper.join()
        self._loop._end(before)
        self._iterations = None
        if not self._had_notifier:
            remove_notifier(self._loop)

    # -- the helper --------------------------------------------------------------------------------

    def _wait_elsewhere(self, timeout: float | None) -> None:
        if self._helper is None:
            from queue import SimpleQueue
            from threading import Thread

            self._timeouts = SimpleQueue()
            self._helper = Thread(target=self._help, name="refloop guest", daemon=True)
            _start_without_signals(self._helper)
        self._timeouts.put(timeout)

    def _help(self) -> None:
        poll = self._loop._poller.poll
        for timeout in iter(self._timeouts.get, _END):
            try:
                events = poll(timeout)
            except BaseException as exc:
                self._soon_threadsafe(partial(self._fail, exc))
            else:
                self._soon_threadsafe(partial(self._tick, events))

    def _fail(self, exc: BaseException) -> None:
        if not self._ended:
            self._finish(self._loop._enter(current.get_loop()))
            self._done(exc)


def _start_without_signals(thread: Any) -> None:
    """Start a thread that takes no signals, so that they interrupt whatever the thread of the host waits in.

    The system gives a signal to any thread that does not block it, and Python runs handlers in the main thread only: a
    host that waits for a lock there would not hear of a signal that the helper has taken.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        thread.start()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        thread.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_guest(
    loop: Any,
    run_soon_threadsafe: RunSoon,
    done: Callable[[BaseException | None], object],
    *,
    run_soon: RunSoon | None = None,
    budget: float = 0.001,
) -> Guest:
    """Run *loop* as `run_forever` does, in pieces that the host calls; return at once.

    `run_soon_threadsafe(callback)` makes the host call `callback()` soon, in the thread that calls this function;
    *run_soon* may do the same more cheaply when it is called in that thread.  `done(error)` is called when the loop was
    stopped (None) or an exception has left it.  A tick makes iterations until *budget* seconds have passed; with 0 it
    makes one.  RuntimeError if the loop is closed or running; TypeError or ValueError, naming the argument, for what is
    not a loop of refloop's, a function or a time.
    """
    _check_host(run_soon_threadsafe, run_soon, done, budget)
    if not isinstance(loop, Loop):
        raise TypeError(f"loop: expected a loop of refloop's, got {loop!r}")
    guest = Guest(loop, run_soon or run_soon_threadsafe, run_soon_threadsafe, done, budget)
    guest._start()
    return guest


def _check_host(run_soon_threadsafe: Any, run_soon: Any, done: Any, budget: Any) -> None:
    for name, function in (("run_soon_threadsafe", run_soon_threadsafe), ("run_soon", run_soon), ("done", done)):
        if not callable(function) and not (function is None and name == "run_soon"):
            raise TypeError(f"{name}: expected a function, got {function!r}")
    check_seconds("budget", budget)


class Outcome:
    """The end of a program that ran as a guest."""

    def __init__(self, task: Any, error: BaseException | None) -> None:
        self._task = task
        self._error = error

    def result(self) -> Any:
        """Return what the main coroutine returned, or raise what `run` would have raised."""
        if self._error is not None:
            raise self._error
        return self._task.result()


class _Program:
    """The main coroutine of `run`, as one run of the guest after the other."""

    def __init__(self, loop: Any, main: Any, start: Callable[[Any, Any], object], done: Any) -> None:
        self._loop = loop
        self._start = start
        self._done = done
        self.task = self._stage = ensure_future(main, loop=loop)
        self._cleanup: Iterator[Any] | None = None  # of the cleanup
        self._error: BaseException | None = None
        self._run_stage()

    def _run_stage(self) -> None:
        self._stage.add_done_callback(stop_when_done)
        self._start(self._loop, self._stage_ended)

    def _stage_ended(self, error: BaseException | None) -> None:
        stage, cleaning = self._stage, self._cleanup is not None
        stage.remove_done_callback(stop_when_done)
        try:
            if error is None and not stage.done():
                error = RuntimeError("Event loop stopped before Future completed.")
            if error is not None:
                raise error
            if cleaning:
                stage.result()
        except BaseException as exc:
            self._error = exc
            if cleaning:
                self._close()
                return
        self._clean_up()

    def _clean_up(self) -> None:
        if self._cleanup is None:
            self._cleanup = cleanup(self._loop)
        try:
            last_thing = next(self._cleanup, None)
        except BaseException as exc:
            self._error, last_thing = exc, None
        if last_thing is None:
            self._close()
        else:
            self._stage = ensure_future(last_thing, loop=self._loop)
            self._run_stage()

    def _close(self) -> None:
        self._loop.close()
        self._done(Outcome(self.task, self._error))


def run_as_guest(
    main: Any,
    run_soon_threadsafe: RunSoon,
    done: Callable[[Outcome], object],
    *,
    loop: Any = None,
    run_soon: RunSoon | None = None,
    budget: float = 0.001,
) -> Any:
    """Run the coroutine *main* as `run` does, in pieces that the host calls; return its task at once.

    When it has ended, what it left behind is cleaned up, *loop* (default: a new one of refloop's own) is closed, and
    `done(outcome)` is called; `outcome.result()` returns or raises what `run` would have.  To end early, cancel the
    task.  Ctrl-C is the host's affair.  The other parameters are those of `start_guest`.
    """
    _check_host(run_soon_threadsafe, run_soon, done, budget)
    if loop is not None and not isinstance(loop, Loop):
        raise TypeError(f"loop: expected a loop of refloop's or None, got {loop!r}")

    def start(loop: Any, ended: Callable[[BaseException | None], object]) -> None:
        start_guest(loop, run_soon_threadsafe, ended, run_soon=run_soon, budget=budget)

    return _Program(current.new_event_loop() if loop is None else loop, main, start, done).task
