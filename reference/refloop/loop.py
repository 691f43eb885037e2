"""The loop: one generator that yields a timeout and is sent the events.

Theory of operation.  `Loop._turns` is the whole of it.  Each turn (asyncio says: iteration)

  1. works out how long it may sleep: not at all while callbacks are ready, else until the first timer is
     due;
  2. yields that timeout, and is sent the file descriptors that became ready meanwhile;
  3. appends their handles to the ready queue, then those of the timers that are due;
  4. runs exactly the handles that are in the queue now.  What they schedule waits for the next turn.

A *driver* moves the generator: it does the sleeping.  `run_forever` is a driver that sleeps in the poller;
`run_once` is one that makes a single turn.  The generator neither knows nor cares.

Invariants:
- the queue is first in, first out; nothing jumps it and nothing but cancellation leaves it early;
- SystemExit and KeyboardInterrupt end the generator; what the batch had not run yet is still queued for the
  next one;
- `_asleep` is True whenever the driver might block, and the queue was looked at *after* it was set.  So a
  thread that appends and then sees False need not write to the wake-up descriptor: the driver is going to
  see the handle;
- a turn polls only if it has to sleep, or if somebody watches a descriptor (signals are watched through
  one);
- the heap of timers has an order: NaN, which has none, is put there as now;
- a closed loop's ready queue is an object that refuses.
Refuses: to run twice, to run inside another running loop, to be closed while running, and all work once it
is closed.

Promises of order, and the scenarios that hold them:
- callbacks, steps of tasks and wakeups share one queue, whoever put them there
  [sleep/ordering/behind-callbacks-scheduled-before] [sleep/ordering/threadsafe-callbacks-queue-alike]
  [task/create/first-step-stands-in-line-with-callbacks];
- what a callback schedules waits for the next turn, so nobody starves [sleep/ordering/tasks-take-turns]
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
from time import get_clock_info, monotonic
from types import MethodType

from . import running
from .batches import Batches
from .debugmode import DebugMode
from .descriptors import Descriptors
from .factories import Factories
from .futures import Future, isfuture
from .handles import DebugHandle, DebugThreadsafeHandle, DebugTimerHandle, Handle, TimerHandle, new
from .making import ensure_future
from .network import Network
from .poller import MAX_SLEEP, make_poller
from .services import Services
from .signals import Signals
from .stepping import Stepping
from .tasks import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from contextvars import Context
    from typing import Any, NoReturn

    from .batches import Order
    from .clock import Clock
    from .poller import Events

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


class Loop(Stepping, Batches, Factories, Descriptors, Signals, DebugMode, Network, Services):
    """An event loop that runs in the thread that calls `run_forever` or `run_until_complete`."""

    _handle_class: Any = Handle
    _threadsafe_handle_class: Any = Handle
    _timer_class: Any = TimerHandle
    _debug_classes: tuple[Any, Any, Any] = (DebugHandle, DebugThreadsafeHandle, DebugTimerHandle)
    _poller: Any = None

    def __init__(self, *, poller: str | None = None, clock: Clock | None = None, order: Order | None = None) -> None:
        """Make a loop that waits by *poller*: "epoll", "kqueue", "poll" or "select"; None: the best one here.

        *clock* gives the time in place of the monotonic clock (`clock.VirtualClock`).  *order* rearranges, in place,
        the list of the steps of tasks in each turn: `random.Random(seed).shuffle` finds out who depends on their order.
        TypeError for anything else, ValueError for a poller that is not there.
        """
        if order is not None and not callable(order):
            raise TypeError(f"order has to be a function that rearranges a list, not {order!r}")
        if clock is not None and not hasattr(clock, "attach"):
            raise TypeError(f"clock has to be a clock such as refloop.VirtualClock(), not {clock!r}")
        self._ready: Any = deque()
        self._find_short_ways()
        self._timers: list[tuple[float, int, TimerHandle]] = []
        self._sequence = count().__next__  # equal deadlines: first come, first served, and handles are never compared
        self._dead_timers = 0
        self._clock_resolution = _RESOLUTION
        self._watched: dict[int, list[Handle | None]] = {}  # fd -> [reader, writer]
        if clock is None:
            self._poller = make_poller(poller)
        else:
            self._poller = clock.attach(self, lambda: make_poller(poller))
            self.time = clock.time  # type: ignore[method-assign]
            self._clock_resolution = clock.resolution
        if order is not None:
            self._order = order
            self._take_care()
        self._wake = self._poller.wake
        self._asleep = False
        self._stopping = False
        self._thread_id: int | None = None
        running.add_loop(self)
        if sys.flags.dev_mode or (not sys.flags.ignore_environment and os.environ.get("PYTHONASYNCIODEBUG")):
            self.set_debug(True)

    # -- the loop ----------------------------------------------------------------------------------

    def _turns(self) -> Generator[float | None, Events, None]:
        """The loop.  Yields how long to sleep, is sent the events; ends after the turn in which `stop` was called."""
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
                self._take(events)

            if timers:
                limit = self.time() + resolution  # a clock that cannot tell the difference must not cost a turn
                while timers and timers[0][0] < limit:
                    handle: Any = heappop(timers)[2]
                    handle._scheduled = False
                    if handle._callback is None:
                        self._dead_timers -= 1
                    else:
                        push(handle)

            if self._careful:
                self._run_carefully(len(ready))
            else:
                for _ in repeat(None, len(ready)):
                    handle = popleft()
                    try:
                        if type(handle) is Task:
                            callback = args = None  # nor may the callback before outlive its turn
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

    # -- drivers -----------------------------------------------------------------------------------

    def run_forever(self) -> None:
        """Run until `stop` is called.  RuntimeError if closed, running, or inside another running loop."""
        before = self._begin()
        poll, watched, ready = self._poller.poll, self._watched, self._ready
        turns = self._turns()
        step = turns.send
        try:
            if self._rest and self._finish_batch():
                return
            timeout = next(turns)
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
        if self._closed or self._thread_id is not None or running.get_loop() is not None:
            self._check_closed()
            self._check_not_running()
        self._thread_id = get_ident()
        return self._enter(None)

    def _enter(self, outer: Any) -> tuple[Any, Any, int]:
        """Make this loop the one that runs in this thread; return what was there before."""
        if self._bell is not None:
            self._silence()
        before = (outer, sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth())
        if self._debug:
            sys.set_coroutine_origin_tracking_depth(10)
        sys.set_asyncgen_hooks(self._generator_started, self._generator_dropped)
        running.set_loop(self)
        return before

    def _leave(self, before: tuple[Any, Any, int]) -> None:
        outer, hooks, depth = before
        running.set_loop(outer)
        sys.set_coroutine_origin_tracking_depth(depth)
        sys.set_asyncgen_hooks(*hooks)
        self._asleep = False
        if self._bell is not None:
            self._listen()

    def _end(self, before: tuple[Any, Any, int]) -> None:
        self._thread_id = None
        self._stopped = self._stopping and not self._rest  # what a budget cut short has yet to end
        self._stopping = self._stopping and not self._stopped
        self._leave(before)

    def run_until_complete(self, future: Any) -> Any:
        """Run until *future* (a future, coroutine or awaitable) is done; return its result or raise its
        exception.

        RuntimeError if the loop is stopped before, TypeError for what cannot be awaited, ValueError for
        another loop's future.
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
        """End `run_forever` after the current turn; called before it, after one turn that does not sleep."""
        self._stopping = True

    def close(self) -> None:
        """Drop all callbacks and give the loop's resources back, without waiting for executor threads.

        Closing twice is allowed.  RuntimeError while the loop is running.
        """
        if self._thread_id is not None:
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._drop_signals()
        self._drop_services()
        self._closed = True
        queue, self._ready = self._ready, _ClosedQueue()  # first of all: from now on threads are refused
        for task in running.tasks_in(queue):
            running.register(task)
        queue.clear()
        self._find_short_ways()
        self._timers.clear()
        self._watched.clear()
        self._poller.close()

    def _is_at_rest(self) -> bool:
        """Return True if neither a turn nor a shutdown of generators and executor would do anything visible."""
        return (
            self._makes_own_tasks
            and not (self._ready or self._timers or self._watched or self._generators or self._default_executor)
            and all(getattr(self, name) == MethodType(function, self) for name, function in _SHUTDOWN.items())
        )

    def is_running(self) -> bool:
        """Return True while the loop runs, also when asked by one of its callbacks."""
        return self._thread_id is not None

    def is_closed(self) -> bool:
        """Return True after `close`."""
        return self._closed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} debug={self.get_debug()}>"

    def __del__(self, warn: Any = warn, at_the_end: Any = sys.is_finalizing) -> None:
        if self._poller is not None and not self._closed:
            warn(f"unclosed event loop {self!r}", ResourceWarning, stacklevel=2, source=self)
            if not self.is_running() and not at_the_end():  # when the names of this module may be gone already
                self.close()

    # -- callbacks ---------------------------------------------------------------------------------

    def time(self) -> float:
        """Return the time of the loop's clock, in seconds that never go back."""
        return monotonic()

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Handle:
        """Call `callback(*args)` in the next turn, in *context* or a copy of the current one.

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

    _own_call_soon: Any = call_soon  # a subclass's own is called by whoever schedules

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """`call_soon` for other threads and for signal handlers: wakes the loop if it sleeps."""
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
        """A timer in the heap died.  Sweep when there are many dead and they are the majority."""
        self._dead_timers += 1
        timers = self._timers
        if self._dead_timers > 100 and self._dead_timers * 2 > len(timers):
            for entry in timers:
                if entry[2]._callback is None:
                    entry[2]._scheduled = False
            timers[:] = [entry for entry in timers if entry[2]._callback is not None]
            heapify(timers)
            self._dead_timers = 0

    def _find_short_ways(self) -> None:
        """Decide what may be done without asking; to be called whenever something that counts has changed.

        `_direct` is where futures put handles without asking `call_soon`, None when they have to ask.
        """
        open_ways = not self._debug and type(self).call_soon is self._own_call_soon.__func__
        self._direct: Any = self._ready if open_ways else None
        self._makes_own_handles = self._handle_class is Handle
        self._makes_own_futures = open_ways and not self._closed and self._future_class is Future
        self._makes_own_tasks = self._makes_own_futures and self._task_factory is None

    def _push(self, handle: Handle) -> None:
        self._ready.append(handle)

    def _make_handle(self, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None) -> Handle:
        handle: Handle = self._threadsafe_handle_class(callback, args, self, context)
        return handle

    # -- states ---------------------------------------------------------------------------------------

    def _check_closed(self) -> None:
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_not_running(self) -> None:
        if self._thread_id is not None:
            raise RuntimeError("This event loop is already running")
        if running.get_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")


_SHUTDOWN = {name: getattr(Loop, name) for name in ("shutdown_asyncgens", "shutdown_default_executor")}


def stop_when_done(future: Any) -> None:
    """Stop the loop that ran for *future*; a SystemExit or KeyboardInterrupt in it has left the loop by itself."""
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()
