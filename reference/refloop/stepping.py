"""Stepping: for a host program that has a main loop of its own and gives this one a turn now and then.

Invariant: a turn made by `run_once` is the turn that `run_forever` would have made.
Refuses: what `run_forever` refuses.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from .handles import TimerHandle
    from .poller import Events, Poller


class Stepping:
    """The drivers of a single turn."""

    if TYPE_CHECKING:
        _asleep: bool
        _poller: Poller
        _ready: Any
        _timers: list[tuple[float, int, TimerHandle]]

        def _begin(self) -> Any: ...
        def _end(self, before: Any) -> None: ...
        def _turns(self) -> Generator[float | None, Events, None]: ...
        def time(self) -> float: ...

    def run_once(self, timeout: float | None = 0) -> bool:
        """Make one turn, sleeping at most *timeout* seconds for something to do (None: as long as it
        takes).

        Return whether anything is left to run at once.  Errors as for `run_forever`.
        """
        before = self._begin()
        turns = self._turns()
        try:
            wanted = next(turns)
            self._asleep = True
            if self._ready:
                wanted = 0
            elif timeout is not None and (wanted is None or wanted > timeout):
                wanted = timeout
            events = self._poller.poll(wanted)
            self._asleep = False
            turns.send(events)
        except StopIteration:
            pass
        finally:
            turns.close()
            self._end(before)
        return bool(self._ready)

    def next_deadline(self) -> float | None:
        """Return when, by `time()`, the loop has something to do: now if callbacks are ready, None if never."""
        if self._ready:
            return self.time()
        live = [entry for entry in self._timers if entry[2]._callback is not None]
        return min(live)[0] if live else None

    def pending(self) -> int:
        """Return the number of callbacks that the next turn is going to run, timers and descriptors not counted."""
        return sum(handle._callback is not None for handle in self._ready)
