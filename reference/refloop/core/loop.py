"""The loop: one class, and in it one generator that yields a timeout and is sent the events.

Theory of operation.  `Loop._iterations` is the whole of it.  Each iteration

  1. works out how long it may sleep: not at all while callbacks are ready, else until the first timer is due;
  2. yields that timeout, and is sent the file descriptors that became ready meanwhile;
  3. appends their handles to the ready queue, then those of the timers that are due;
  4. runs exactly the handles that are in the queue now (the batch); callbacks that they schedule wait for the next
     iteration.

A *driver* moves the generator: it does the sleeping.  `run_forever` is a driver that sleeps in the poller; `run_once`
(`runtime/stepping.py`) is one that makes a single iteration; a guest (`runtime/guest.py`) sleeps in another thread.
The generator neither knows nor cares.

`_run_instrumented` runs a batch like the generator does, callback by callback, with what debug mode, an order or a
budget ask for; the generator looks once an iteration whether any of them is wanted.  A budget is looked at after each
callback, so at least one runs.  The rest of the batch (`_unfinished`) stays at the head of the queue and runs next:
neither events nor timers come in between, so a program sees no difference to an iteration that was not cut short.  An
order rearranges the *steps of tasks* among the places that they have in the batch: callbacks of `call_soon` run in the
order given, which is promised; the order of several ready tasks is not.

Debug mode costs nothing while it is off, because nothing asks whether it is on: switching it on gives the loop other
classes of handles (which check their callback and their thread, and remember where they were made), takes the direct
way from futures to the ready queue away, and has batches run instrumented.

Where the rest is: methods of the class that are not in this file are functions in the module of their subject, and the
end of the class says in which.

Invariants:
- the queue is first in, first out; nothing jumps it and nothing but cancellation leaves it early;
- a batch is the handles that were ready when its iteration began to run them, neither more nor less;
- SystemExit and KeyboardInterrupt end the generator; what the batch had not run yet is still queued for the next one;
- `_asleep` is True whenever the driver might block, and the queue was looked at *after* it was set.  So a thread that
  appends and then sees False need not write to the wake-up descriptor: the driver is going to see the handle;
- an iteration polls only if it has to sleep, or if somebody watches a descriptor (signals are watched through one);
- the heap of timers has an order: NaN, which has none, is put there as now;
- a closed loop's ready queue is an object that refuses;
- all attributes of a loop are set in `__init__`.
Refuses: to run twice, to run inside another running loop, to be closed while running, an order that loses or adds
handles (RuntimeError); and all work once it is closed, tasks included [task/misuse/closed-loop-takes-no-task].

Promises of order, and the scenarios that hold them:
- callbacks, steps of tasks and wakeups share one queue, regardless of who put them there
  [sleep/ordering/behind-callbacks-scheduled-before] [sleep/ordering/threadsafe-callbacks-queue-alike]
  [task/create/first-step-stands-in-line-with-callbacks];
- what a callback schedules waits for the next iteration, so nobody starves [sleep/ordering/tasks-take-turns]
  [sleep/ordering/newcomer-joins-at-the-end];
- timers run in the order of their times, also while tasks never rest
  [sleep/ordering/timers-run-beside-spinning-tasks];
- the callbacks that were ready when the end came still run [run/run/callback-scheduled-just-before-the-end-runs];
- an exit leaves the loop, which can go on afterwards [task/exceptions/exit-leaves-the-loop]
  [task/exceptions/exit-wakes-the-awaiter-when-the-loop-goes-on].
"""

from __future__ import annotations

import os
import sys
from _thread import get_ident
from _warnings import warn
from collections import deque
from contextvars import copy_context
from heapq import heapify, heappop, heappush
from itertools import count, repeat
from math import inf
from time import get_clock_info, monotonic
from types import CoroutineType

from ..versions import ALL_TASKS_OF_FACTORIES_ARE_NAMED, CREATE_TASK_KEYWORDS, FACTORY_GETS_NAME
from . import current, errors, signals, watchers
from .abstract import EmbeddableLoop
from .futures import Future, isfuture
from .handles import DebugHandle, DebugThreadsafeHandle, DebugTimerHandle, Handle, TimerHandle, new
from .lazy_methods import LazyMethod
from .log import logger
from .poller import MAX_SLEEP, make_poller
from .tasks import Task, ensure_future, iscoroutine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from contextvars import Context
    from typing import Any, NoReturn

    from .poller import Events

    Order = Callable[[list[Any]], object]

_RESOLUTION = get_clock_info("monotonic").resolution  # seconds
_ALWAYS_WAKE = not getattr(sys, "_is_gil_enabled", lambda: True)()  # without a GIL, stores may be seen out of order


class _ClosedQueue:
    """The ready queue of a closed loop: empty, and nothing can be put in."""

    def append(self, handle: object) -> NoReturn:
        raise RuntimeError("Event loop is closed")

    extend = append

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Loop(EmbeddableLoop):
    """An event loop that runs in the thread that calls `run_forever` or `run_until_complete`."""

    __slots__ = (
        "_asleep",
        "_asyncgens",
        "_asyncgens_were_shut_down",
        "_clock_resolution",
        "_closed",
        "_current_handle",
        "_current_task",
        "_dead_timers",
        "_deadline",
        "_debug",
        "_default_executor",
        "_direct",
        "_exception_handler",
        "_executor_was_shut_down",
        "_fd_objects",
        "_future_class",
        "_handle_class",
        "_handshakes",
        "_instrumented",
        "_makes_own_futures",
        "_makes_own_handles",
        "_makes_own_tasks",
        "_notifier",
        "_order",
        "_poller",
        "_ready",
        "_sequence",
        "_signal_pipe",
        "_signals",
        "_steps",
        "_stopped",
        "_stopping",
        "_task_class",
        "_task_factory",
        "_thread_id",
        "_threadsafe_handle_class",
        "_timer_class",
        "_timers",
        "_transports",
        "_unfinished",
        "_wake",
        "_watched",
        "slow_callback_duration",
    )

    # A subclass may replace these: the classes of handles (for `call_soon`, for other threads, for timers), of tasks
    # and of futures.
    _plain_classes: tuple[Any, Any, Any] = (Handle, Handle, TimerHandle)
    _debug_classes: tuple[Any, Any, Any] = (DebugHandle, DebugThreadsafeHandle, DebugTimerHandle)
    _own_task_class: Any = Task
    _own_future_class: Any = Future

    def __init__(self, *, poller: str | None = None, clock: Any = None, order: Order | None = None) -> None:
        """Make a loop that waits by *poller*: "epoll", "kqueue", "poll" or "select"; None: the best one here.

        *clock* gives the time in place of the monotonic clock (`VirtualClock`).  *order* rearranges, in place, the list
        of the steps of tasks in each iteration: `random.Random(seed).shuffle` finds out who depends on their order.
        TypeError for anything else, ValueError for a poller that is not there.
        """
        if order is not None and not callable(order):
            raise TypeError(f"order has to be a function that rearranges a list, not {order!r}")
        if clock is not None and not hasattr(clock, "attach"):
            raise TypeError(f"clock has to be a clock such as refloop.VirtualClock(), not {clock!r}")

        # The queue and the timers
        self._ready: Any = deque()
        self._timers: list[tuple[float, int, TimerHandle]] = []
        self._sequence = count().__next__  # equal deadlines: first come, first served, and handles are never compared
        self._dead_timers = 0  # cancelled ones that are still in the heap

        # States
        self._thread_id: int | None = None  # of the thread that the loop runs in
        self._asleep = False  # the driver might block
        self._stopping = False  # `stop` was called
        self._stopped = False  # `stop` has ended the last iteration
        self._closed = False
        self._current_task: Any = None  # of refloop's own tasks, while asyncio is not imported

        # Makers
        self._handle_class, self._threadsafe_handle_class, self._timer_class = self._plain_classes
        self._task_class = self._own_task_class
        self._future_class = self._own_future_class
        self._task_factory: Any = None

        # Only for speed: see `_update_fast_paths`
        self._direct: Any = None
        self._makes_own_handles = self._makes_own_futures = self._makes_own_tasks = False

        # Batches that are run instrumented
        self._instrumented = order is not None
        self._debug = False
        self.slow_callback_duration: float = 0.1  # seconds; in debug mode callbacks that take longer are logged
        self._current_handle: Any = None  # in debug mode only: whose callback is running
        self._order = order
        self._deadline: float | None = None  # when, by `monotonic()`, the budget is spent
        self._unfinished = 0  # how many handles of the last batch did not run, because the budget was spent

        # Stepping (runtime/stepping.py)
        self._steps: Any = None  # the generator between two steps; what it yields then is out of date
        self._notifier: Any = None  # takes the place of the ready queue between two steps, and notifies the host

        # Descriptors (core/watchers.py) and signals (core/signals.py)
        self._watched: dict[int, list[Handle | None]] = {}  # fd -> [reader, writer]
        self._transports: Any = None  # fd -> its transport, weakly; made with the first one
        self._handshakes: dict[Any, Any] = {}  # waiter -> (socket, ...) of a TLS connection that a server has accepted
        self._fd_objects: dict[int, Any] = {}  # fd -> the object that it was given as, unless it was given as a number
        self._signals: dict[int, Handle] = {}
        self._signal_pipe: tuple[Any, Any] | None = None

        # Errors (core/errors.py), executor and async generators (runtime/executor.py, runtime/asyncgens.py)
        self._exception_handler: Any = None
        self._default_executor: Any = None
        self._executor_was_shut_down = False
        self._asyncgens: Any = None  # WeakSet of those that were started and have not finished
        self._asyncgens_were_shut_down = False

        # Time and sleep
        self._clock_resolution = _RESOLUTION
        if clock is None:
            self._poller: Any = make_poller(poller)
        else:
            self._poller = clock.attach(self, lambda: make_poller(poller))
            self.time = clock.time  # type: ignore[method-assign]
            self._clock_resolution = clock.resolution
        self._wake = self._poller.wake

        self._update_fast_paths()
        current.add_loop(self)
        if sys.flags.dev_mode or (not sys.flags.ignore_environment and os.environ.get("PYTHONASYNCIODEBUG")):
            self.set_debug(True)

    # -- the loop ----------------------------------------------------------------------------------

    def _iterations(self) -> Generator[float | None, Events, None]:
        """Yield how long to sleep, be sent the events; end after the iteration in which `stop` was called."""
        ready, timers = self._ready, self._timers
        popleft, push, step = ready.popleft, ready.append, Task._step
        resolution = self._clock_resolution
        while True:
            while timers and timers[0][2]._callback is None:
                heappop(timers)[2]._scheduled = False
                self._dead_timers -= 1

            timeout: float | None = None
            if ready or self._stopping:
                timeout = 0
            elif timers:
                timeout = min(max(0, timers[0][0] - self.time()), MAX_SLEEP)
            events = yield timeout
            if events:
                self._take_events(events)

            if timers:
                limit = self.time() + resolution  # what is due within a tick of the clock is due now
                while timers and timers[0][0] < limit:
                    handle: Any = heappop(timers)[2]
                    handle._scheduled = False
                    if handle._callback is None:
                        self._dead_timers -= 1
                    else:
                        push(handle)

            if self._instrumented:
                self._run_instrumented(len(ready))
            else:
                for _ in repeat(None, len(ready)):
                    handle = popleft()
                    try:
                        if type(handle) is Task:
                            callback = args = None  # nor may the callback before outlive its iteration
                            handle._context.run(step, handle)
                            continue
                        callback = handle._callback
                        if callback is None:
                            continue
                        args = handle._args
                        if args:
                            handle._context.run(callback, *args)
                        else:
                            handle._context.run(callback)
                    except (SystemExit, KeyboardInterrupt):
                        raise
                    except BaseException as exc:
                        self._callback_failed(handle, exc)
                handle = callback = args = None  # keep nothing alive while sleeping
            if self._stopping:
                return

    def _run_instrumented(self, batch: int, *, arranged: bool = False) -> None:
        """Run the first *batch* handles of the queue as debug mode, an order or a budget ask for."""
        if self._order is not None and not arranged:
            self._arrange(batch, self._order)
        self._unfinished = 0
        popleft, clock = self._ready.popleft, monotonic
        watch = self._run_watched if self._debug else None
        end = inf if self._deadline is None else self._deadline
        for left in range(batch - 1, -1, -1):
            handle = popleft()
            callback = handle._callback
            if callback is None:
                continue
            if watch is not None:
                watch(handle)
            else:
                try:
                    args = handle._args
                    if args:
                        handle._context.run(callback, *args)
                    else:
                        handle._context.run(callback)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as exc:
                    self._callback_failed(handle, exc)
            handle = callback = args = None  # a traceback may keep this frame, which must not keep what has failed
            if clock() >= end:
                self._unfinished = left
                return

    def _run_watched(self, handle: Any) -> None:
        """Run a callback for debug mode: say whose it is while it runs, and log it if it takes long."""
        self._current_handle = handle
        start = monotonic()
        try:
            handle._context.run(handle._callback, *handle._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._callback_failed(handle, exc)
        finally:
            self._current_handle = None
        took = monotonic() - start
        if took >= self.slow_callback_duration:
            task = getattr(handle._callback, "__self__", None)  # a step is shown as its task
            logger().warning("Executing %r took %.3f seconds", task if hasattr(task, "get_coro") else handle, took)
        handle = task = None  # a traceback may keep this frame, which must not keep the task that has failed

    def _arrange(self, batch: int, order: Order) -> None:
        """Rearrange the steps of tasks by *order*; threads may append to the queue meanwhile."""
        queue = self._ready
        handles = [queue.popleft() for _ in range(batch)]
        try:
            places = [n for n, handle in enumerate(handles) if _is_step(handle._callback)]
            steps = [handles[n] for n in places]
            order(steps)
            if {id(step) for step in steps} != {id(handles[n]) for n in places} or len(steps) != len(places):
                raise RuntimeError(f"the order {order!r} has lost or added handles; it may only rearrange them")
            for n, step in zip(places, steps, strict=True):
                handles[n] = step
        finally:
            queue.extendleft(reversed(handles))

    def _finish_batch(self) -> bool:
        """Run what the budget of an earlier iteration left; return whether the loop is to stop thereafter."""
        self._run_instrumented(self._unfinished, arranged=True)
        return self._stopping and not self._unfinished

    def _set_deadline(self, deadline: float | None) -> None:
        self._deadline = deadline
        self._update_instrumented()

    def _update_instrumented(self) -> None:
        self._instrumented = self._debug or self._order is not None or self._deadline is not None

    # -- the driver, and what every driver does before and after -----------------------------------

    def run_forever(self) -> None:
        """Run until `stop` is called.  RuntimeError if closed, running, or inside another running loop."""
        before = self._begin()
        poll, watched, ready = self._poller.poll, self._watched, self._ready
        iterations = self._iterations()
        step = iterations.send
        try:
            if self._unfinished and self._finish_batch():
                return
            timeout = next(iterations)
            while True:
                if timeout == 0 and not watched:
                    timeout = step(())
                else:
                    self._asleep = True
                    events = poll(0 if ready else timeout)
                    self._asleep = False
                    timeout = step(events)
        except StopIteration:
            pass
        finally:
            self._end(before)

    def _begin(self) -> tuple[Any, Any, int]:
        if self._closed or self._thread_id is not None or current.get_loop() is not None:
            self._check_closed()
            self._check_not_running()
        self._thread_id = get_ident()
        return self._enter(None)

    def _enter(self, outer: Any) -> tuple[Any, Any, int]:
        """Make this loop the one that runs in this thread; return what was there before."""
        if self._notifier is not None:
            self._notifier.remove(self)
        before = (outer, sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth())
        if self._debug:
            sys.set_coroutine_origin_tracking_depth(10)
        sys.set_asyncgen_hooks(self._asyncgen_started, self._asyncgen_dropped)
        current.set_loop(self)
        return before

    def _leave(self, before: tuple[Any, Any, int]) -> None:
        outer, hooks, depth = before
        current.set_loop(outer)
        sys.set_coroutine_origin_tracking_depth(depth)
        sys.set_asyncgen_hooks(*hooks)
        self._asleep = False
        if self._notifier is not None:
            self._notifier.install(self)

    def _end(self, before: tuple[Any, Any, int]) -> None:
        self._thread_id = None
        self._stopped = self._stopping and not self._unfinished  # what a budget cut short has yet to end
        self._stopping = self._stopping and not self._stopped
        self._leave(before)

    def run_until_complete(self, future: Any) -> Any:
        """Run until *future* (a future, coroutine or awaitable) is done; return its result or raise its exception.

        RuntimeError if the loop is stopped before, TypeError for what cannot be awaited, ValueError for another loop's
        future.
        """
        self._check_closed()
        self._check_not_running()
        ours = not isfuture(future)
        future = ensure_future(future, loop=self)
        if ours:
            future._log_destroy_pending = False  # nobody else has it: not a task that somebody forgot
        future.add_done_callback(stop_when_done)
        try:
            self.run_forever()
        except:
            if ours and future.done() and not future.cancelled():
                future.exception()  # it is on its way to the caller: not an exception that nobody retrieved
            raise
        finally:
            future.remove_done_callback(stop_when_done)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self) -> None:
        """End `run_forever` after the current iteration; called before it, after one iteration that does not sleep."""
        self._stopping = True

    def close(self) -> None:
        """Drop all callbacks and give the loop's resources back, without waiting for executor threads.

        Closing twice is allowed.  RuntimeError while the loop is running.
        """
        if self._thread_id is not None:
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._remove_signal_handlers()
        self._executor_was_shut_down = True
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)
        self._closed = True
        queue, self._ready = self._ready, _ClosedQueue()  # first of all: from now on threads are refused
        for task in current.tasks_in(queue):
            current.register(task)
        queue.clear()
        self._update_fast_paths()
        self._timers.clear()
        self._watched.clear()
        self._poller.close()
        for connection, *_ in self._handshakes.values():  # of which no program knows
            connection.close()

    def is_running(self) -> bool:
        """Return True while the loop runs, also when asked by one of its callbacks."""
        return self._thread_id is not None

    def is_closed(self) -> bool:
        """Return True after `close`."""
        return self._closed

    def _check_closed(self) -> None:
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_not_running(self) -> None:
        if self._thread_id is not None:
            raise RuntimeError("This event loop is already running")
        if current.get_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} debug={self.get_debug()}>"

    def __del__(self, warn: Any = warn, at_the_end: Any = sys.is_finalizing) -> None:
        if getattr(self, "_poller", None) is not None and not self._closed:  # __init__ may have failed
            warn(f"unclosed event loop {self!r}", ResourceWarning, stacklevel=2, source=self)
            if not self.is_running() and not at_the_end():  # when the names of this module may be gone already
                self.close()

    # -- callbacks ---------------------------------------------------------------------------------

    def time(self) -> float:
        """Return the time of the loop's clock, in seconds that never go back."""
        return monotonic()

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Handle:
        """Call `callback(*args)` in the next iteration, in *context* or a copy of the current one.

        Not for other threads.  RuntimeError once the loop is closed.
        """
        handle: Handle
        if self._makes_own_handles:
            handle = new(Handle)
            handle._callback = callback
            handle._args = args
            handle._context = copy_context() if context is None else context
        else:
            handle = self._handle_class(callback, args, self, context)
        self._ready.append(handle)
        return handle

    _own_call_soon: Any = call_soon  # a subclass that overrides call_soon has it called for every handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Schedule a callback from another thread or a signal handler, and wake the loop if it sleeps."""
        handle: Handle = self._threadsafe_handle_class(callback, args, self, context)
        self._ready.append(handle)
        if self._asleep or _ALWAYS_WAKE:
            self._wake()
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        """Call `callback(*args)` *delay* seconds from now; negative or NaN: it is due now.  TypeError for None."""
        if delay is None:
            raise TypeError("delay must not be None")
        self._check_closed()
        when = self.time() + delay
        timer: TimerHandle = self._timer_class(when, callback, args, self, context)
        heappush(self._timers, (when if when == when else self.time(), self._sequence(), timer))
        timer._scheduled = True
        return timer

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        """Call `callback(*args)` at the time *when* of the loop's clock; NaN: it is due now.  TypeError for None."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer: TimerHandle = self._timer_class(when, callback, args, self, context)
        heappush(self._timers, (when if when == when else self.time(), self._sequence(), timer))
        timer._scheduled = True
        return timer

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        """Count a cancelled timer that is in the heap.  Sweep when there are many and they are the majority."""
        self._dead_timers += 1
        timers = self._timers
        if self._dead_timers > 100 and self._dead_timers * 2 > len(timers):
            for entry in timers:
                if entry[2]._callback is None:
                    entry[2]._scheduled = False
            timers[:] = [entry for entry in timers if entry[2]._callback is not None]
            heapify(timers)
            self._dead_timers = 0

    # -- futures and tasks -------------------------------------------------------------------------

    def create_future(self) -> Future[Any]:
        """Return a new future of this loop."""
        future: Future[Any]
        if self._makes_own_futures:
            future = new(Future)
            future._begin(self)
        else:
            future = self._future_class(loop=self)
        return future

    if CREATE_TASK_KEYWORDS:

        def create_task(self, coro: Any, **kwargs: Any) -> Task[Any]:
            """Wrap a coroutine in a task, which takes its first step in the next iteration (or now, if eager).

            Keywords (name, context, eager_start) go to Task or to the task factory.  RuntimeError on a closed loop.
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
            """Wrap a coroutine in a task, which takes its first step in the next iteration.

            RuntimeError on a closed loop.
            """
            task: Task[Any]
            if self._makes_own_tasks and type(coro) is CoroutineType:
                task = new(Task)
                task._start(coro, self, name, context)
            elif self._task_factory is None and not self._debug and not self._closed:
                task = self._task_class(coro, loop=self, name=name, context=context)
            else:
                return self._create_task(coro, {"name": name, "context": context})  # type: ignore[no-any-return]
            return task

    def _create_task(self, coro: Any, kwargs: dict[str, Any]) -> Any:
        """Make a task by the factory of the program, or in debug mode."""
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

    def set_task_factory(self, factory: Any) -> None:
        """Set the `factory(loop, coro, **kwargs)` that makes tasks; None: Task.  TypeError unless callable."""
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory
        self._update_fast_paths()

    def get_task_factory(self) -> Any:
        """Return the task factory, or None while Task is used."""
        return self._task_factory

    # -- debug mode --------------------------------------------------------------------------------

    def get_debug(self) -> bool:
        """Return whether debug mode is on."""
        return self._debug

    def set_debug(self, enabled: bool) -> None:
        """Switch debug mode: checks of threads and callbacks, places of creation, a log of slow callbacks.

        Handles that are queued already run all the same.
        """
        self._debug = bool(enabled)
        self._update_instrumented()
        classes = self._debug_classes if enabled else self._plain_classes
        self._handle_class, self._threadsafe_handle_class, self._timer_class = classes
        self._update_fast_paths()
        if self._thread_id is not None:
            self.call_soon_threadsafe(sys.set_coroutine_origin_tracking_depth, 10 if enabled else 0)

    def _check_call(self, callback: object, method: str) -> None:
        """Refuse calls from a wrong thread, and coroutines in place of callbacks."""
        if method != "call_soon_threadsafe" and self._thread_id is not None and self._thread_id != get_ident():
            raise RuntimeError("Non-thread-safe operation invoked on an event loop other than the current one")
        self._check_closed()
        self._check_callback(callback, method)

    def _check_callback(self, callback: object, method: str) -> None:
        import inspect

        if iscoroutine(callback) or inspect.iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")

    # -- only for speed ----------------------------------------------------------------------------
    #
    # All that follows could be taken out and no program would see a difference, except in time.  The factor is how fast
    # the workload that gains most is without it (CPython 3.11, CPU time, medians of rounds that alternate; the first
    # four were measured on a prototype of this loop).
    #
    #   fast path                                                          where                           without it
    #   -----------------------------------------------------------------  ------------------------------  ----------
    #   skip the poll while callbacks are ready and nothing is watched     `run_forever`                         0.56
    #   the loop is one generator, its locals bound once                   `_iterations`                         0.72
    #   a cancelled timer stays in the heap, counted, until it is swept    `_timer_handle_cancelled`             0.50
    #   threads wake the loop only while it may be asleep                  `call_soon_threadsafe`                0.28
    #   futures and tasks enter the ready queue themselves, a task as its  `_direct`, `Future._fire`,
    #     own entry, with no handle made and no call of `call_soon`        `Task._callback`                      0.53
    #   handles, futures and tasks are made without the call of a class    `new`, `_makes_own_...`               0.78
    #   the callbacks of a future are one entry, or else a list of them    `Future._entries`                     0.94
    #   a crowd of futures is completed in one loop, without calls         `complete_all` (futures.py)           0.86
    #   `run` skips the clean-up of a loop that has nothing to clean up    `_has_nothing_to_clean_up`            0.71
    #   attributes are slots: a `__dict__` of more than 30 is slow (3.13)  `__slots__`                             (0.6)

    def _update_fast_paths(self) -> None:
        """Decide which fast paths are open; to be called whenever something that they depend on has changed.

        `_direct` is where futures and tasks put handles without a call of `call_soon`; None when they have to call it.
        """
        direct = not self._debug and type(self).call_soon is self._own_call_soon.__func__
        self._direct = self._ready if direct else None
        self._makes_own_handles = self._handle_class is Handle
        self._makes_own_futures = direct and not self._closed and self._future_class is Future
        self._makes_own_tasks = self._makes_own_futures and self._task_factory is None

    def _has_nothing_to_clean_up(self) -> bool:
        """Return True if neither an iteration nor a shutdown of generators and executor would do anything visible."""
        if self._ready or self._timers or self._watched or self._asyncgens or self._default_executor:
            return False
        return self._makes_own_tasks and not any(self._overrides(method) for method in _SHUTDOWN)

    def _overrides(self, method: LazyMethod) -> bool:
        """Return whether this loop has another method in the place of *method*."""
        name = method.name
        if name in self.__dict__:
            return True
        attribute = next(cls.__dict__[name] for cls in type(self).__mro__ if name in cls.__dict__)
        return attribute is not method and attribute is not method.function

    # -- methods that are in other modules ---------------------------------------------------------

    get_exception_handler = errors.get_exception_handler
    set_exception_handler = errors.set_exception_handler
    default_exception_handler = errors.default_exception_handler
    call_exception_handler = errors.call_exception_handler
    _callback_failed = errors.callback_failed

    add_reader = watchers.add_reader
    remove_reader = watchers.remove_reader
    add_writer = watchers.add_writer
    remove_writer = watchers.remove_writer
    _watch = watchers.watch
    _unwatch = watchers.unwatch
    _own = watchers.own
    _disown = watchers.disown
    _check_not_owned = watchers.check_not_owned
    _take_events = watchers.take_events

    add_signal_handler = signals.add_signal_handler
    remove_signal_handler = signals.remove_signal_handler
    _remove_signal_handlers = signals.remove_signal_handlers

    # -- ... and are imported on first use ---------------------------------------------------------

    _asyncgen_started = LazyMethod("..runtime.asyncgens")
    _asyncgen_dropped = LazyMethod("..runtime.asyncgens")
    if not TYPE_CHECKING:  # for type checkers: the methods of EmbeddableLoop
        shutdown_asyncgens = LazyMethod("..runtime.asyncgens")
        shutdown_default_executor = LazyMethod("..runtime.executor")
        run_in_executor = LazyMethod("..runtime.executor")
        set_default_executor = LazyMethod("..runtime.executor")
        getaddrinfo = LazyMethod("..runtime.executor")
        getnameinfo = LazyMethod("..runtime.executor")
        # stepping
        run_once = LazyMethod("..runtime.stepping")
        run_ready = LazyMethod("..runtime.stepping")
        was_stopped = LazyMethod("..runtime.stepping")
        next_deadline = LazyMethod("..runtime.stepping")
        pending = LazyMethod("..runtime.stepping")
        wake_fd = LazyMethod("..runtime.stepping")
        on_wake = LazyMethod("..runtime.stepping")
        # sockets, as coroutines
        sock_recv = LazyMethod("..net.sockets")
        sock_recv_into = LazyMethod("..net.sockets")
        sock_recvfrom = LazyMethod("..net.sockets")
        sock_recvfrom_into = LazyMethod("..net.sockets")
        sock_sendall = LazyMethod("..net.sockets")
        sock_sendto = LazyMethod("..net.sockets")
        sock_connect = LazyMethod("..net.sockets")
        sock_accept = LazyMethod("..net.sockets")
        sock_sendfile = LazyMethod("..net.sendfile")
        # transports and protocols
        create_connection = LazyMethod("..net.connect")
        create_unix_connection = LazyMethod("..net.connect")
        connect_accepted_socket = LazyMethod("..net.connect")
        create_server = LazyMethod("..net.server")
        create_unix_server = LazyMethod("..net.server")
        create_datagram_endpoint = LazyMethod("..net.datagrams")
        connect_read_pipe = LazyMethod("..net.pipes")
        connect_write_pipe = LazyMethod("..net.pipes")
        start_tls = LazyMethod("..net.tls")
        sendfile = LazyMethod("..net.sendfile")
        # child processes
        subprocess_exec = LazyMethod("..net.processes")
        subprocess_shell = LazyMethod("..net.processes")


current.register_loop_class(Loop)
_SHUTDOWN: tuple[LazyMethod, ...] = tuple(
    vars(Loop)[name] for name in ("shutdown_asyncgens", "shutdown_default_executor")
)


def stop_when_done(future: Any) -> None:
    """Stop the loop that ran for *future*; a SystemExit or KeyboardInterrupt in it has left the loop by itself."""
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()


def _is_step(callback: Any) -> bool:
    """Return whether a callback is a step of a task, ours or asyncio's."""
    of_task = hasattr(getattr(callback, "__self__", None), "get_coro")
    return of_task and getattr(callback, "__name__", "step").endswith(("step", "wakeup"))
