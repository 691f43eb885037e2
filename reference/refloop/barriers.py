"""Barrier: tasks wait until a fixed number of them is there, then all go on.

A barrier fills, then drains; while it drains (or is being reset) newcomers wait at the door, so that nobody
of the next round mixes with the last.  The one who leaves last opens the door again.

Invariant: of each round, `wait` gives every one of its tasks another index from 0 to parties - 1.
Refuses: everybody while broken (BrokenBarrierError), until `reset`.
"""

from __future__ import annotations

from .exceptions import BrokenBarrierError
from .locks import Condition, LoopBound
from .versions import PARTIES_AT_LEAST_ONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

FILLING, DRAINING, RESETTING, BROKEN = "filling", "draining", "resetting", "broken"


class Barrier(LoopBound):
    """A barrier for *parties* tasks, to be used again and again."""

    def __init__(self, parties: int) -> None:
        if parties < 1:
            raise ValueError("parties must be >= 1" if PARTIES_AT_LEAST_ONE else "parties must be > 0")
        self._parties = parties
        self._cond = Condition()
        self._state = FILLING
        self._count = 0

    def __repr__(self) -> str:
        facts = self._state
        if not self.broken:
            facts += f", waiters:{self.n_waiting}/{self.parties}"
        return f"<{object.__repr__(self)[1:-1]} [{facts}]>"

    async def __aenter__(self) -> int:
        return await self.wait()

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        pass

    async def wait(self) -> int:
        """Wait until *parties* tasks are here; return this task's index in the round.

        BrokenBarrierError if the barrier is or gets broken, or is reset meanwhile.
        """
        async with self._cond:
            await self._cond.wait_for(lambda: self._state not in (DRAINING, RESETTING))
            if self._state is BROKEN:
                raise BrokenBarrierError("Barrier aborted")
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._state = DRAINING
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state is not FILLING)
                    if self._state in (BROKEN, RESETTING):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in (DRAINING, RESETTING):
                        self._state = FILLING
                    self._cond.notify_all()

    async def reset(self) -> None:
        """Make the barrier empty and whole again; tasks that wait get BrokenBarrierError."""
        async with self._cond:
            self._state = RESETTING if self._count > 0 else FILLING
            self._cond.notify_all()

    async def abort(self) -> None:
        """Break the barrier: tasks that wait, and all that come, get BrokenBarrierError."""
        async with self._cond:
            self._state = BROKEN
            self._cond.notify_all()

    @property
    def parties(self) -> int:
        """The number of tasks that it takes."""
        return self._parties

    @property
    def n_waiting(self) -> int:
        """The number of tasks that wait for the barrier to fill."""
        return self._count if self._state is FILLING else 0

    @property
    def broken(self) -> bool:
        """True after `abort`, until `reset`."""
        return self._state is BROKEN
