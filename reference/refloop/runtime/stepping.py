"""Stepping: for a host program that has a main loop of its own and gives this one an iteration now and then.

A host asks three questions: is there something to do (`pending`), when will there be (`next_deadline`), and how do I
learn if it is sooner?  The last one has two answers.  `wake_fd` is a descriptor that becomes readable when a watched
descriptor is ready or somebody outside of an iteration gives the loop something to do; it is for hosts that can watch
one.  `on_wake` calls a function for the second of these; it is for those that cannot.

"Somebody outside of an iteration" is another thread, or the host itself between two iterations.  The latter is noticed
because a `NotifyingQueue` stands in the place of the ready queue between two iterations of a loop that was asked for
either.

The functions without an underscore are methods of `Loop`: drivers of its generator, like `run_forever`.

Invariants: an iteration made by `run_once` is the one that `run_forever` would have made; when it returns False, the
host is notified of whatever gives the loop something to do from then on.
Refuses: what `run_forever` refuses, and what is not a time or a function (ValueError or TypeError, naming the
argument).
"""

from __future__ import annotations

from _thread import allocate_lock
from heapq import heappop
from time import monotonic

from ..core import current
from ..core.poller import MAX_SLEEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from ..core.poller import Events


def check_seconds(name: str, value: Any, *, negative: bool = False) -> None:
    """Refuse what is not a number of seconds (TypeError), NaN and, unless *negative*, what is below 0 (ValueError)."""
    try:
        in_order = value + 0.0 >= 0 or (negative and value < 0)
    except TypeError:
        raise TypeError(f"{name}: expected a number of seconds, got {value!r}") from None
    if not in_order:
        raise ValueError(f"{name}: expected 0 or more seconds, got {value!r}")


def _check_step(timeout: Any, budget: Any) -> None:
    if budget is not None:
        check_seconds("budget", budget)
    if timeout is not None:
        check_seconds("timeout", timeout, negative=True)  # it is over, which hosts find out by subtraction


# -- drivers of a single iteration -----------------------------------------------------------------


def run_once(loop: Any, timeout: float | None = 0, budget: float | None = None) -> bool:
    """Make one iteration, sleeping at most *timeout* seconds for something to do (None: as long as it takes).

    With *budget* the iteration ends once its callbacks have taken that many seconds, after one callback at least; the
    next one goes on with those that are left.  Return whether anything is left to run at once.  Errors as for
    `run_forever`; TypeError or ValueError for what is not a time, such as a negative budget.
    """
    if budget is not None or timeout:
        _check_step(timeout, budget)
    before = loop._begin()
    try:
        if loop._unfinished:
            if budget is not None:
                loop._set_deadline(monotonic() + budget)
            loop._finish_batch()
        else:
            events = _wait(loop, timeout)
            if budget is not None:
                loop._set_deadline(monotonic() + budget)
            (loop._steps or _first_step(loop)).send(events)
    except BaseException as exc:
        loop._steps = None
        if type(exc) is not StopIteration:
            raise
    finally:
        if budget is not None:
            loop._set_deadline(None)
        loop._end(before)
    return bool(loop._ready)


def run_ready(loop: Any, budget: float | None = None, timeout: float | None = 0) -> bool:
    """Sleep at most *timeout* seconds for something to do (None: as long as it takes), then make iterations, none of
    which sleeps, until nothing is ready or they have taken *budget* seconds.

    At least one callback runs.  Return whether anything is left to run at once.  Errors as for `run_once`.
    """
    if budget is not None or timeout:
        _check_step(timeout, budget)
    before = loop._begin()
    try:
        events = () if loop._unfinished else _wait(loop, timeout)
        if budget is not None:
            loop._set_deadline(monotonic() + budget)
        if loop._unfinished:
            if loop._finish_batch() or loop._unfinished:
                return True
            events = _look(loop)
        step, watched, end = (loop._steps or _first_step(loop)).send, loop._watched, loop._deadline
        poll, notifies = loop._poller.poll, loop._notifier is not None
        while step(events) == 0 and not loop._unfinished:
            if end is not None and monotonic() >= end:
                break
            events = poll(0) if watched or notifies else ()
    except BaseException as exc:
        loop._steps = None
        if type(exc) is not StopIteration:
            raise
    finally:
        if budget is not None:
            loop._set_deadline(None)
        loop._end(before)
    return bool(loop._ready)


def _first_step(loop: Any) -> Generator[float | None, Events, None]:
    iterations: Generator[float | None, Events, None] = loop._iterations()
    loop._steps = iterations
    next(iterations)
    return iterations


def _wait(loop: Any, timeout: float | None) -> Events:
    """Poll for at most *timeout* seconds, for as long as an iteration may sleep; a thread that gives work wakes it."""
    if timeout == 0 or loop._ready or loop._stopping:
        return _look(loop)
    deadline = next_deadline(loop)
    if deadline is not None:
        wanted = max(0, deadline - loop.time())
        timeout = wanted if timeout is None else min(wanted, timeout)
    if timeout is not None:
        timeout = min(max(0, timeout), MAX_SLEEP)
    loop._asleep = True
    events: Events = loop._poller.poll(0 if loop._ready else timeout)
    loop._asleep = False
    return events


def _look(loop: Any) -> Events:
    """Poll without sleeping, if there is anything to see."""
    events: Events = loop._poller.poll(0) if loop._watched or loop._notifier is not None else ()
    return events


# -- what a host asks ------------------------------------------------------------------------------


def was_stopped(loop: Any) -> bool:
    """Return whether `stop` ended the last iteration, where `run_forever` would have returned."""
    stopped: bool = loop._stopped
    return stopped


def next_deadline(loop: Any) -> float | None:
    """Return when, by `time()`, the loop has something to do: now if callbacks are ready, None if never.

    Descriptors do not count.
    """
    if loop._ready:
        return loop.time()  # type: ignore[no-any-return]
    timers = loop._timers
    while timers and timers[0][2]._callback is None:
        heappop(timers)[2]._scheduled = False
        loop._dead_timers -= 1
    return timers[0][0] if timers else None


def pending(loop: Any) -> int:
    """Return the number of callbacks that the next iteration is going to run, timers and descriptors not counted."""
    return sum(handle._callback is not None for handle in current.entries_of(loop._ready))


def wake_fd(loop: Any) -> int:
    """Return a descriptor that is readable when there is something to do: a watched descriptor is ready, or somebody
    gave the loop work outside of an iteration.

    It is for watching only, and stays readable until an iteration was made.  Timers do not show in it: ask
    `next_deadline`.  RuntimeError where the operating system has no such thing (neither epoll nor kqueue).
    """
    loop._check_closed()
    fileno = getattr(loop._poller, "fileno", None)
    if fileno is None:
        raise RuntimeError("this platform has no descriptor to wait at; step the loop regularly, or use guest mode")
    notifier_of(loop)
    fd: int = fileno()
    return fd


def on_wake(loop: Any, callback: Callable[[], object] | None) -> None:
    """Call `callback()` when somebody outside of an iteration gives the loop something to do; None: no more.

    It is called in the thread that did so, once until the next iteration, and may do no more than arrange for that
    iteration.  It is not called for descriptors that become ready.  TypeError for what cannot be called.
    """
    if callback is not None and not callable(callback):
        raise TypeError(f"callback: expected a function or None, got {callback!r}")
    loop._check_closed()
    notifier_of(loop).callback = callback


# -- being notified --------------------------------------------------------------------------------


class NotifyingQueue:
    """The ready queue between two iterations: it notifies the host when something is put in."""

    def __init__(self, queue: Any, sequence: Callable[[], int], wake: Callable[[], None]) -> None:
        self.queue = queue
        self.sequence = sequence
        self.wake = wake
        self.callback: Callable[[], object] | None = None
        self.notified = allocate_lock()  # held since the host was notified: of several threads exactly one gets it

    def notify(self) -> None:
        """Wake the poller, and call the host back unless that was done since the last iteration."""
        self.wake()
        if self.callback is not None and self.notified.acquire(blocking=False):
            self.callback()

    def append(self, handle: Any) -> None:
        self.queue.append(handle)
        self.notify()

    def extend(self, handles: Any) -> None:
        self.queue.extend(handles)
        self.notify()

    def next_number(self) -> int:
        """Return a number for a timer, which asks for one before it goes into the heap."""
        self.notify()
        return self.sequence()

    def clear(self) -> None:
        self.queue.clear()

    def __len__(self) -> int:
        return len(self.queue)

    def __getitem__(self, n: int) -> Any:
        return self.queue[n]

    def install(self, loop: Any) -> None:
        """Take the queue's place: an iteration has ended, and what comes from now on notifies."""
        if loop._closed:
            return
        if self.notified.locked():
            self.notified.release()
        loop._ready = self
        if loop._direct is not None:
            loop._direct = self
        loop._sequence = self.next_number
        loop._wake = self.notify
        loop._asleep = True  # last: code that appends to the queue itself looks at it afterwards

    def remove(self, loop: Any) -> None:
        """Restore the queue of the loop: an iteration begins, and the loop looks into the queue by itself."""
        loop._ready = self.queue
        if loop._direct is not None:
            loop._direct = self.queue
        loop._sequence = self.sequence
        loop._wake = self.wake
        loop._asleep = False


def notifier_of(loop: Any) -> NotifyingQueue:
    """Return the notifier of *loop*, made and installed if there is none yet."""
    if loop._notifier is None:
        loop._notifier = NotifyingQueue(loop._ready, loop._sequence, loop._poller.wake)
        if loop._thread_id is None:
            loop._notifier.install(loop)
    notifier: NotifyingQueue = loop._notifier
    return notifier


def remove_notifier(loop: Any) -> None:
    """Notify nobody any more."""
    loop._notifier.remove(loop)
    loop._notifier = None
