"""Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier.

They share one idea: a waiter is a future in a deque, first come, first served.  Waking is completing the
future; the woken task runs in the next iteration, and what it was woken for must still be there then.  So
between the wake and the run somebody new must not take it: `acquire` waits whenever a live waiter is in the
queue [lock/fairness/no-barging-after-release] [lock/fairness/a-new-task-does-not-barge-either].

Cancellation is where such code goes wrong: a waiter that was woken and is cancelled before it runs has
swallowed a wakeup and must pass it on [lock/cancel/cancel-of-the-woken-waiter-passes-the-lock-on]
[lock/cancel/the-heir-is-cancelled-too].  Each place where that happens is marked.

Promises of order, and the scenarios that hold them:
- first come, first served [lock/fairness/first-come-first-served] [event/set/set-wakes-all]
  [lock/fairness/a-semaphore-serves-in-order-too], also when some give up
  [lock/cancel/the-middle-of-the-line-is-cancelled];
- a wake takes one iteration [lock/release/release-wakes-one-round-later] and wakes one
  [lock/release/release-wakes-one], a set all at once;
- what is free is taken without an iteration [lock/acquire/a-free-lock-is-taken-without-suspending]
  [event/wait/no-pause-on-a-set-event].

A barrier fills, then drains; while it drains (or is being reset) newcomers wait, so that nobody of the next round mixes
with the last.  The last one to leave lets them in.

Invariants: every wakeup ends in a task that uses it; of each round of a barrier, `wait` gives every one of its tasks
another index from 0 to parties - 1.
Refuses: to serve two loops (RuntimeError on the first use that would have to wait); a broken barrier refuses everybody
(BrokenBarrierError) until `reset`.
"""

from __future__ import annotations

from collections import deque

from ..core import current
from ..core.futures import complete_all
from ..exceptions import BrokenBarrierError, CancelledError
from ..versions import CONDITION_PASSES_ON, PARTIES_AT_LEAST_ONE, SEMAPHORE_GIVES_ALL_AWAY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, Literal


class LoopBound:
    """Something that belongs to the first loop in which it has to wait."""

    _loop: Any = None

    def _get_loop(self) -> Any:
        loop = current.get_loop()
        if loop is not self._loop or loop is None:
            loop = current.get_running_loop()
            if self._loop is not None:
                raise RuntimeError(f"{self!r} is bound to a different event loop")
            self._loop = loop
        return loop


class _Acquirable(LoopBound):
    """`async with` for whatever has `acquire` and `release`."""

    if TYPE_CHECKING:

        async def acquire(self) -> Literal[True]: ...
        def release(self) -> None: ...

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.release()


def _shown(thing: Any, *facts: str) -> str:
    text = object.__repr__(thing)
    words = [fact for fact in facts if fact]
    if thing._waiters:
        words.append(f"waiters:{len(thing._waiters)}")
    return f"<{text[1:-1]} [{', '.join(words)}]>"


class Lock(_Acquirable):
    """A mutual exclusion lock.  It is fair: tasks get it in the order in which they asked for it."""

    def __init__(self) -> None:
        self._waiters: deque[Any] | None = None
        self._locked = False

    def __repr__(self) -> str:
        return _shown(self, "locked" if self._locked else "unlocked")

    def locked(self) -> bool:
        """Return True while somebody has the lock."""
        return self._locked

    async def acquire(self) -> Literal[True]:
        """Wait until the lock is free, take it, and return True.  A free lock is taken without suspending."""
        if not self._locked and (self._waiters is None or all(w.cancelled() for w in self._waiters)):
            self._locked = True
            return True
        if self._waiters is None:
            self._waiters = deque()
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake_first()  # we may have been the one who was woken
            raise
        self._locked = True
        return True

    def release(self) -> None:
        """Free the lock and wake the first waiter, which has it from its next step on.  RuntimeError if it is free."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()

    def _wake_first(self) -> None:
        if self._waiters:
            waiter = self._waiters[0]
            if not waiter.done():  # done: woken already, and on its way
                waiter.set_result(True)


class Event(LoopBound):
    """A flag that tasks can wait for."""

    def __init__(self) -> None:
        self._waiters: deque[Any] = deque()
        self._value = False

    def __repr__(self) -> str:
        return _shown(self, "set" if self._value else "unset")

    def is_set(self) -> bool:
        """Return True while the flag is set."""
        return self._value

    def set(self) -> None:
        """Set the flag and wake all waiters, in the order in which they came, even if it is cleared at once."""
        if not self._value:
            self._value = True
            complete_all(self._waiters, True)

    def clear(self) -> None:
        """Take the flag back."""
        self._value = False

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set and return True; without suspending if it is set already."""
        if self._value:
            return True
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_Acquirable):
    """A condition variable on a lock (default: one of its own)."""

    def __init__(self, lock: Any = None) -> None:
        self._lock = lock = Lock() if lock is None else lock
        self.locked: Callable[[], bool] = lock.locked
        self.acquire = lock.acquire  # type: ignore[method-assign]
        self.release = lock.release  # type: ignore[method-assign]
        self._waiters: deque[Any] = deque()

    def __repr__(self) -> str:
        return _shown(self, "locked" if self.locked() else "unlocked")

    async def wait(self) -> Literal[True]:
        """Release the lock, wait to be notified, take the lock again, and return True.

        The lock is taken again also if the wait is cancelled.  RuntimeError if the lock is free.
        """
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = self._get_loop().create_future()
        self.release()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
                await self._take_lock()
        except BaseException:
            if CONDITION_PASSES_ON:
                self._notify(1)  # we may have been notified, and do not act on it
            raise
        return True

    async def _take_lock(self) -> None:
        """Acquire the lock in any case; a cancellation is raised once we have it."""
        cancelled: CancelledError | None = None
        while True:
            try:
                await self.acquire()
            except CancelledError as exc:
                cancelled = exc
            else:
                break
        if cancelled is not None:
            try:
                raise cancelled if CONDITION_PASSES_ON else CancelledError
            finally:
                cancelled = None

    async def wait_for(self, predicate: Callable[[], Any]) -> Any:
        """Wait until `predicate()` is true, asking at once and after each notification; return its value."""
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n: int = 1) -> None:
        """Wake up to *n* waiters, in the order in which they came.  RuntimeError if the lock is free."""
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        self._notify(n)

    def notify_all(self) -> None:
        """Wake all waiters.  RuntimeError if the lock is free."""
        self.notify(len(self._waiters))

    def _notify(self, n: int) -> None:
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter.set_result(False)


class Semaphore(_Acquirable):
    """A counter that `acquire` takes one from, waiting while there is none.  Fair like a lock."""

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters: deque[Any] | None = None
        self._value = value

    def __repr__(self) -> str:
        return _shown(self, "locked" if self.locked() else f"unlocked, value:{self._value}")

    def locked(self) -> bool:
        """Return True if `acquire` would have to wait."""
        return self._value == 0 or any(not w.cancelled() for w in self._waiters or ())

    async def acquire(self) -> Literal[True]:
        """Take one, waiting while there is none, and return True.  Does not suspend if nobody has to wait."""
        if not self.locked():
            self._value -= 1
            return True
        if self._waiters is None:
            self._waiters = deque()
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._value += 1  # it was ours already: put it back
                self._wake_next()  # ... for the next waiter
            raise
        else:
            if self._value > 0:
                self._wake_next()  # who had to wait behind us, though there was one left
        finally:
            while SEMAPHORE_GIVES_ALL_AWAY and self._value > 0 and self._wake_next():
                pass
        return True

    def release(self) -> None:
        """Put one back and hand it to the first waiter, if there is one."""
        self._value += 1
        self._wake_next()

    def _wake_next(self) -> bool:
        """Pass one to the first waiter that has none yet; return False if there is no such waiter."""
        for waiter in self._waiters or ():
            if not waiter.done():
                self._value -= 1
                waiter.set_result(True)
                return True
        return False


class BoundedSemaphore(Semaphore):
    """A semaphore that must not be released more often than it was acquired."""

    def __init__(self, value: int = 1) -> None:
        self._bound_value = value
        super().__init__(value)

    def release(self) -> None:
        """Put one back; ValueError if that were one too many."""
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


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
