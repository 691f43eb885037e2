"""Stepping: for a host program that has a main loop of its own and gives this one a turn now and then.

A host asks three questions: is there something to do (`pending`), when is there going to be (`next_deadline`),
and who tells me if it is sooner?  The last one has two answers.  `wake_fd` is a descriptor that becomes readable
when a watched descriptor is ready or somebody outside of a turn gives the loop something to do; it is for hosts
that can watch one.  `on_wake` calls a function for the second of these; it is for those that cannot.

"Somebody outside of a turn" is another thread, or the host itself between two turns.  The latter is noticed
because a `Doorbell` stands in the place of the ready queue between two turns of a loop that was asked for either.

Invariants: a turn made by `run_once` is the turn that `run_forever` would have made; when it returns False, whoever
gives the loop something to do from then on rings.
Refuses: what `run_forever` refuses.
"""

from __future__ import annotations

from _thread import allocate_lock
from heapq import heappop
from time import monotonic

from . import running
from .poller import MAX_SLEEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from .handles import TimerHandle
    from .poller import Events, Poller


def check_seconds(name: str, value: Any, *, negative: bool = False) -> None:
    """Refuse what is not a number of seconds (TypeError), NaN and, unless *negative*, what is below 0 (ValueError)."""
    try:
        in_order = value + 0.0 >= 0 or (negative and value < 0)
    except TypeError:
        raise TypeError(f"{name}: expected a number of seconds, got {value!r}") from None
    if not in_order:
        raise ValueError(f"{name}: expected 0 or more seconds, got {value!r}")


class Doorbell:
    """The ready queue between two turns: who puts something in rings."""

    def __init__(self, queue: Any, sequence: Callable[[], int], wake: Callable[[], None]) -> None:
        self.queue = queue
        self.sequence = sequence
        self.wake = wake
        self.callback: Callable[[], object] | None = None
        self.told = allocate_lock()  # held since the host was told: of several threads exactly one gets it

    def ring(self) -> None:
        """Wake the poller, and call the host back unless that was done since the last turn."""
        self.wake()
        if self.callback is not None and self.told.acquire(blocking=False):
            self.callback()

    def append(self, handle: Any) -> None:
        self.queue.append(handle)
        self.ring()

    def extend(self, handles: Any) -> None:
        self.queue.extend(handles)
        self.ring()

    def next_number(self) -> int:
        """For a timer, which asks for its number before it goes into the heap."""
        self.ring()
        return self.sequence()

    def clear(self) -> None:
        self.queue.clear()

    def __len__(self) -> int:
        return len(self.queue)

    def __getitem__(self, n: int) -> Any:
        return self.queue[n]


class Stepping:
    """The drivers of a single turn."""

    if TYPE_CHECKING:
        _asleep: bool
        _deadline: float | None
        _closed: bool
        _dead_timers: int
        _direct: Any
        _poller: Poller
        _ready: Any
        _rest: int
        _sequence: Callable[[], int]
        _stopping: bool
        _thread_id: int | None
        _timers: list[tuple[float, int, TimerHandle]]
        _wake: Callable[[], None]
        _watched: Any

        def _begin(self) -> Any: ...
        def _check_closed(self) -> None: ...
        def _end(self, before: Any) -> None: ...
        def _finish_batch(self) -> bool: ...
        def _set_deadline(self, deadline: float | None) -> None: ...
        def _turns(self) -> Generator[float | None, Events, None]: ...
        def time(self) -> float: ...

    _bell: Doorbell | None = None
    _stopped = False
    _steps: Any = None  # the generator of the turns between two steps; what it yields then is out of date

    def run_once(self, timeout: float | None = 0, budget: float | None = None) -> bool:
        """Make one turn, sleeping at most *timeout* seconds for something to do (None: as long as it
        takes).

        With *budget* the turn ends once its callbacks have taken that many seconds, after one callback at least;
        the next turn goes on with those that are left.  Return whether anything is left to run at once.
        Errors as for `run_forever`; TypeError or ValueError for what is no time, such as a negative budget.
        """
        if budget is not None or timeout:
            _check_step(timeout, budget)
        before = self._begin()
        try:
            if self._rest:
                if budget is not None:
                    self._set_deadline(monotonic() + budget)
                self._finish_batch()
            else:
                events = self._wait(timeout)
                if budget is not None:
                    self._set_deadline(monotonic() + budget)
                (self._steps or self._first_step()).send(events)
        except BaseException as exc:
            self._steps = None
            if type(exc) is not StopIteration:
                raise
        finally:
            if budget is not None:
                self._set_deadline(None)
            self._end(before)
        return bool(self._ready)

    def run_ready(self, budget: float | None = None, timeout: float | None = 0) -> bool:
        """Sleep at most *timeout* seconds for something to do (None: as long as it takes), then make turns, none of
        which sleeps, until nothing is ready or they have taken *budget* seconds.

        At least one callback runs.  Return whether anything is left to run at once.  Errors as for `run_once`.
        """
        if budget is not None or timeout:
            _check_step(timeout, budget)
        before = self._begin()
        try:
            events = () if self._rest else self._wait(timeout)
            if budget is not None:
                self._set_deadline(monotonic() + budget)
            if self._rest:
                if self._finish_batch() or self._rest:
                    return True
                events = self._look()
            step, watched, end = (self._steps or self._first_step()).send, self._watched, self._deadline
            poll, belled = self._poller.poll, self._bell is not None
            while step(events) == 0 and not self._rest:
                if end is not None and monotonic() >= end:
                    break
                events = poll(0) if watched or belled else ()
        except BaseException as exc:
            self._steps = None
            if type(exc) is not StopIteration:
                raise
        finally:
            if budget is not None:
                self._set_deadline(None)
            self._end(before)
        return bool(self._ready)

    def _first_step(self) -> Generator[float | None, Events, None]:
        self._steps = turns = self._turns()
        next(turns)
        return turns

    def _wait(self, timeout: float | None) -> Events:
        """Poll for at most *timeout* seconds, for as long as a turn may sleep; a thread that gives work wakes it."""
        if timeout == 0 or self._ready or self._stopping:
            return self._look()
        deadline = self.next_deadline()
        if deadline is not None:
            wanted = max(0, deadline - self.time())
            timeout = wanted if timeout is None else min(wanted, timeout)
        if timeout is not None and timeout > MAX_SLEEP:
            timeout = MAX_SLEEP
        self._asleep = True
        events = self._poller.poll(0 if self._ready else None if timeout is None else max(0, timeout))
        self._asleep = False
        return events

    def _look(self) -> Events:
        """Poll without sleeping, if there is anything to see."""
        return self._poller.poll(0) if self._watched or self._bell is not None else ()

    def was_stopped(self) -> bool:
        """Return whether `stop` ended the last turn, where `run_forever` would have returned."""
        return self._stopped

    def next_deadline(self) -> float | None:
        """Return when, by `time()`, the loop has something to do: now if callbacks are ready, None if never.

        Descriptors do not count.
        """
        if self._ready:
            return self.time()
        timers = self._timers
        while timers and timers[0][2]._callback is None:
            heappop(timers)[2]._scheduled = False
            self._dead_timers -= 1
        return timers[0][0] if timers else None

    def pending(self) -> int:
        """Return the number of callbacks that the next turn is going to run, timers and descriptors not counted."""
        return sum(handle._callback is not None for handle in running.entries_of(self._ready))

    def wake_fd(self) -> int:
        """Return a descriptor that is readable when there is something to do: a watched descriptor is ready, or
        somebody gave the loop work outside of a turn.

        It is for watching only, and stays readable until a turn was made.  Timers do not show in it: ask
        `next_deadline`.  RuntimeError where the operating system has no such thing (neither epoll nor kqueue).
        """
        self._check_closed()
        fileno = getattr(self._poller, "fileno", None)
        if fileno is None:
            raise RuntimeError("this platform has no descriptor to wait at; step the loop regularly, or use guest mode")
        self._hang_up_bell()
        fd: int = fileno()
        return fd

    def on_wake(self, callback: Callable[[], object] | None) -> None:
        """Call `callback()` when somebody outside of a turn gives the loop something to do; None: no more.

        It is called in the thread that did so, once until the next turn, and may do no more than arrange for that
        turn.  Descriptors that become ready are not told.  TypeError for what cannot be called.
        """
        if callback is not None and not callable(callback):
            raise TypeError(f"callback: expected a function or None, got {callback!r}")
        self._check_closed()
        self._hang_up_bell().callback = callback

    # -- the bell ----------------------------------------------------------------------------------

    def _hang_up_bell(self) -> Doorbell:
        if self._bell is None:
            self._bell = Doorbell(self._ready, self._sequence, self._poller.wake)
            if self._thread_id is None:
                self._listen()
        return self._bell

    def _listen(self) -> None:
        """A turn has ended: from now on, who gives the loop something to do has to ring."""
        bell = self._bell
        if bell is None or self._closed:
            return
        if bell.told.locked():
            bell.told.release()
        self._ready = bell
        if self._direct is not None:
            self._direct = bell
        self._sequence = bell.next_number
        self._wake = bell.ring
        self._asleep = True  # last, for whoever has appended to the queue itself looks at it afterwards

    def _silence(self) -> None:
        """A turn begins: the loop looks into the queue by itself."""
        bell = self._bell
        if bell is not None:
            self._ready = bell.queue
            if self._direct is not None:
                self._direct = bell.queue
            self._sequence = bell.sequence
            self._wake = bell.wake
            self._asleep = False

    def _take_bell_down(self) -> None:
        """Nobody listens any more."""
        self._silence()
        self._bell = None


def _check_step(timeout: Any, budget: Any) -> None:
    if budget is not None:
        check_seconds("budget", budget)
    if timeout is not None:
        check_seconds("timeout", timeout, negative=True)  # it is over, which hosts find out by subtraction
