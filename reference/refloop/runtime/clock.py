"""Virtual time: a clock that jumps to the next timer when everything waits.

The clock stands between the loop and its poller.  Where the loop asks to sleep for some seconds it looks whether
anything has arrived, and if not, sets the clock forward by that much and says that nothing came.  So an hour of
sleeping tasks takes no time, and the trace is the one that the hour would have had.

Real things go on happening.  Work of executors is waited for, as long as it takes, with the clock standing still.
While descriptors are watched, something may be on its way: the clock waits for `patience` real seconds before it jumps.
When no timer is left either, and nobody from outside could bring work, then nothing can ever happen again: that is a
`Deadlock`, an error that says who waits for what.

Invariants: a clock never goes back and belongs to one loop; it moves only while the loop sleeps, or by `advance`.
Refuses: to be used by two loops.
"""

from __future__ import annotations

from math import inf

from .stepping import check_seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..core.poller import Poller


class Deadlock(RuntimeError):
    """Nothing can ever happen again, for everything waits for something else.  `waits` has a line for each task."""

    def __init__(self, message: str, waits: list[str]) -> None:
        super().__init__("\n  ".join([message, *waits]))
        self.waits = waits


class VirtualClock:
    """A clock that begins at *start* and moves when its loop sleeps.

    *patience*: real seconds that pass, if nothing arrives, before time jumps although descriptors are watched, or
    before a deadlock is reported although there are unknown threads.  0 if the loop talks to itself only.
    """

    resolution = 1e-6  # has to make a difference when it is added to a time: it does for some centuries

    def __init__(self, start: float = 0.0, *, patience: float = 0.01) -> None:
        check_seconds("patience", patience)
        self._now = _finite("start", start)
        self.patience = patience
        self._poller: VirtualPoller | None = None

    def time(self) -> float:
        """Return the seconds that it shows."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Set it forward; timers that are due then run in the next iteration.  ValueError for a negative number, and
        for one that is no time: NaN, infinity.
        """
        check_seconds("seconds", seconds)
        self._now += _finite("seconds", seconds)
        if self._poller is not None and self._poller.asleep():
            self._poller.wake()  # a guest, whose timers may be due now

    def attach(self, loop: Any, make_poller: Callable[[], Poller]) -> Poller:
        """Return what *loop* uses instead of `make_poller()`.  RuntimeError if the clock has a loop already."""
        if self._poller is not None:
            raise RuntimeError("this clock has a loop already; each loop needs a clock of its own")
        self._poller = VirtualPoller(self, loop, make_poller())
        return self._poller


def _finite(name: str, value: Any) -> float:
    """Return a time as a float; TypeError or ValueError, naming the argument, for what is none."""
    try:
        now: float = value + 0.0
    except TypeError:
        raise TypeError(f"{name}: expected a number of seconds, got {value!r}") from None
    if not -inf < now < inf:
        raise ValueError(f"{name}: expected a finite number of seconds, got {value!r}")
    return now


class VirtualPoller:
    """A poller that lets virtual time pass instead of sleeping."""

    def __init__(self, clock: VirtualClock, loop: Any, poller: Any) -> None:
        self._clock = clock
        self._loop = loop
        self._poller = poller
        self._working = 0  # calls in executors, and the end of the default one
        self.watch = poller.watch
        self.wake = poller.wake
        if hasattr(poller, "fileno"):
            self.fileno = poller.fileno
        self._count(loop)

    def _count(self, loop: Any) -> None:
        """Count the calls in executors that are under way."""
        run_in_executor, shut_down = loop.run_in_executor, loop.shutdown_default_executor

        def counted(executor: Any, func: Callable[..., Any], *args: Any) -> Any:
            future = run_in_executor(executor, func, *args)
            self._working += 1
            future.add_done_callback(ended)
            return future

        def ended(future: Any) -> None:
            self._working -= 1

        async def counted_shut_down(*args: Any, **kwargs: Any) -> None:
            self._working += 1
            try:
                await shut_down(*args, **kwargs)
            finally:
                self._working -= 1

        loop.run_in_executor, loop.shutdown_default_executor = counted, counted_shut_down

    def asleep(self) -> bool:
        """Return whether the loop is waiting, or notifies its host."""
        return self._loop is not None and self._loop._asleep

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        events: list[tuple[int, int]] = self._poller.poll(0)
        if events or timeout == 0:
            return events
        if self._working:
            return self._really(None)
        if self._loop._watched:
            if timeout is None:
                return self._really(None)
            events = self._really(self._clock.patience)
        elif timeout is None:
            events = self._really(self._clock.patience) if _other_threads() else []
            if not events:
                raise self._deadlock()
        if not events and timeout is not None:
            self._jump(timeout)
        return events

    def _really(self, timeout: float | None) -> list[tuple[int, int]]:
        events: list[tuple[int, int]] = self._poller.poll(timeout)
        return events

    def _jump(self, timeout: float) -> None:
        clock, timers = self._clock, self._loop._timers
        if timers and timers[0][0] - clock._now <= timeout:
            clock._now = max(clock._now, timers[0][0])  # exactly, where a sum might fall short of it
        else:
            clock._now += timeout

    def _deadlock(self) -> Deadlock:
        from ..debug.who_waits import who_waits

        waits = who_waits(self._loop)
        tasks = "no task is there" if not waits else "1 task waits" if len(waits) == 1 else f"{len(waits)} tasks wait"
        others = _other_threads()
        message = (
            f"nothing can happen any more, at {self._clock.time():g} s: no callback, timer or descriptor is left, "
            f"and {tasks}"
        )
        if others:
            message += f" (if one of the threads {others} is to wake the loop, give VirtualClock more patience)"
        return Deadlock(message + (":" if waits else ""), waits)

    def close(self) -> None:
        self._poller.close()
        if self._loop is not None:
            del self._loop.run_in_executor, self._loop.shutdown_default_executor  # which hold the loop
            self._loop = None


def _other_threads() -> list[str]:
    """Return the names of the threads that might bring work: not this one, idle ones of executors, or a guest's."""
    import threading

    return [
        thread.name
        for thread in threading.enumerate()
        if thread is not threading.current_thread() and not thread.name.startswith(("asyncio_", "refloop guest"))
    ]
