"""An asyncio in which queues hand items over, locks wake through a future of their own, and sleep(0) is a timer.

Everything that is not defined here is the standard library's. Each class keeps what its page promises.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from typing import Any


class Queue:
    """A queue that gives an item straight to a waiting getter, and takes one straight from a waiting putter."""

    def __init__(self, maxsize: int = 0) -> None:
        self._maxsize = maxsize
        self._getters: deque[asyncio.Future[Any]] = deque()
        self._putters: deque[tuple[asyncio.Future[None], Any]] = deque()
        self._unfinished = 0
        self._joining: list[asyncio.Future[None]] = []
        self._is_shut_down = False
        self._items: Any = self._make_items()

    __class_getitem__ = classmethod(lambda cls, item: cls)

    # How items are kept.

    def _make_items(self) -> Any:
        return deque()

    def _add(self, item: Any) -> None:
        self._items.append(item)

    def _take(self) -> Any:
        return self._items.popleft()

    def _take_back(self, item: Any) -> None:
        self._items.appendleft(item)

    # State.

    @property
    def maxsize(self) -> int:
        """Number of items allowed; none is bounded by 0 or less."""
        return self._maxsize

    def qsize(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def empty(self) -> bool:
        """Return True if there is no item."""
        return not self._items

    def full(self) -> bool:
        """Return True if there are maxsize items."""
        return 0 < self._maxsize <= len(self._items)

    # Putting.

    def put_nowait(self, item: Any) -> None:
        """Put an item without waiting, or raise QueueFull or QueueShutDown."""
        if self._is_shut_down:
            raise asyncio.QueueShutDown
        if self.full():
            raise asyncio.QueueFull
        self._unfinished += 1
        self._deliver(item)

    def _deliver(self, item: Any) -> None:
        while self._getters:
            getter = self._getters.popleft()
            if not getter.done():
                getter.set_result(item)
                return
        self._add(item)

    async def put(self, item: Any) -> None:
        """Put an item, once there is room."""
        if not self.full() or self._is_shut_down:
            return self.put_nowait(item)
        room: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (room, item)
        self._putters.append(entry)
        try:
            await room
        except asyncio.CancelledError:
            if entry in self._putters:
                self._putters.remove(entry)
            raise

    def _fill(self) -> None:
        """Move items of waiting putters to where there is room."""
        while self._putters and not self.full():
            room, item = self._putters.popleft()
            if not room.done():
                self._unfinished += 1
                self._deliver(item)
                room.set_result(None)

    # Getting.

    def get_nowait(self) -> Any:
        """Take an item without waiting, or raise QueueEmpty or QueueShutDown."""
        if not self._items:
            raise asyncio.QueueShutDown if self._is_shut_down else asyncio.QueueEmpty
        item = self._take()
        if not self._is_shut_down:
            self._fill()
        return item

    async def get(self) -> Any:
        """Take an item, once there is one."""
        if self._items or self._is_shut_down:
            return self.get_nowait()
        getter: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._getters.append(getter)
        try:
            item = await getter
        except asyncio.CancelledError:
            if getter in self._getters:
                self._getters.remove(getter)
            elif not getter.cancelled() and getter.exception() is None:
                self._return(getter.result())  # handed over to a task that was cancelled meanwhile
            raise
        return item

    def _return(self, item: Any) -> None:
        if self._getters:
            self._deliver(item)
        else:
            self._take_back(item)

    # Counting.

    def task_done(self) -> None:
        """Count an item as processed; raises ValueError when there is none left to count."""
        if self._unfinished <= 0:
            raise ValueError("task_done() called more often than items were put")
        self._finish(1)

    def _finish(self, count: int) -> None:
        self._unfinished -= count
        if self._unfinished == 0:
            for waiter in self._joining:
                if not waiter.done():
                    waiter.set_result(None)
            self._joining.clear()

    async def join(self) -> None:
        """Wait until every item was counted as processed."""
        while self._unfinished:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._joining.append(waiter)
            await waiter

    def shutdown(self, immediate: bool = False) -> None:
        """Refuse further items; with ``immediate`` drop those that are there."""
        self._is_shut_down = True
        if immediate:
            dropped = len(self._items)
            while self._items:
                self._take()
            if dropped:
                self._finish(dropped)
        for room, _ in self._putters:
            if not room.done():
                room.set_exception(asyncio.QueueShutDown())
        self._putters.clear()
        for getter in self._getters:
            if not getter.done():
                getter.set_exception(asyncio.QueueShutDown())
        self._getters.clear()


class LifoQueue(Queue):
    """The last item put comes first."""

    def _make_items(self) -> Any:
        return []

    def _take(self) -> Any:
        return self._items.pop()

    def _take_back(self, item: Any) -> None:
        self._items.append(item)


class PriorityQueue(Queue):
    """The smallest item comes first."""

    def _make_items(self) -> Any:
        return []

    def _add(self, item: Any) -> None:
        heapq.heappush(self._items, item)

    def _take(self) -> Any:
        return heapq.heappop(self._items)

    def _take_back(self, item: Any) -> None:
        heapq.heappush(self._items, item)


class Lock:
    """A lock whose release wakes the first waiter through a second future, so one iteration later."""

    def __init__(self) -> None:
        self._locked = False
        self._waiters: deque[asyncio.Future[None]] = deque()

    def __repr__(self) -> str:
        return f"<Lock {'locked' if self._locked else 'unlocked'}, {len(self._waiters)} waiting>"

    def locked(self) -> bool:
        """Return True while the lock is held."""
        return self._locked

    async def acquire(self) -> bool:
        """Take the lock once it is free and those who came before have had it."""
        if self._locked or self._waiters:
            loop = asyncio.get_running_loop()
            signal: asyncio.Future[None] = loop.create_future()
            turn: asyncio.Future[None] = loop.create_future()
            signal.add_done_callback(lambda _: None if turn.done() else turn.set_result(None))
            self._waiters.append(signal)
            try:
                await turn
            except BaseException:
                self._waiters.remove(signal)
                if not self._locked:
                    self._wake_first()
                raise
            self._waiters.remove(signal)
        self._locked = True
        return True

    def release(self) -> None:
        """Free the lock; raises RuntimeError when it is not held."""
        if not self._locked:
            raise RuntimeError("release of a lock that is not held")
        self._locked = False
        self._wake_first()

    def _wake_first(self) -> None:
        if self._waiters and not self._waiters[0].done():
            self._waiters[0].set_result(None)

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *reason: object) -> None:
        self.release()


async def sleep(delay: float, result: Any = None) -> Any:
    """Sleep by a timer, also for no time at all."""
    if delay <= 0:
        loop = asyncio.get_running_loop()
        woken: asyncio.Future[None] = loop.create_future()
        timer = loop.call_later(0, lambda: None if woken.done() else woken.set_result(None))
        try:
            await woken
        finally:
            timer.cancel()
        return result
    return await asyncio.sleep(delay, result)


def __getattr__(name: str) -> Any:
    return getattr(asyncio, name)
