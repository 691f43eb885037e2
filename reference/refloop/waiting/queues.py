"""Queue, PriorityQueue, LifoQueue.

Getters and putters wait as futures in two deques.  Waking one is an invitation, not a hand-over: the woken
task looks again and, if somebody was faster, waits again.  A task that was invited and is cancelled before
it looks passes the invitation on; otherwise an item (or a free place) would lie there while others wait for
it [queue/cancel/cancel-of-a-woken-getter-passes-the-item-on]
[queue/cancel/cancel-of-a-woken-putter-passes-the-slot-on].

Promises of order, and the scenarios that hold them:
- getters and putters are served in the order in which they came
  [queue/blocking/getters-are-served-in-the-order-they-came]
  [queue/blocking/putters-are-served-in-the-order-they-came];
- who was overtaken queues up anew [queue/blocking/an-overtaken-getter-queues-up-anew];
- one item wakes one getter, one iteration later [queue/blocking/one-put-wakes-one-getter]
  [queue/blocking/get-waits-for-a-put]; with no need to wait there is no iteration
  [queue/fifo/put-and-get-without-need-to-wait-do-not-suspend].

Invariant: `_unfinished` counts the items put and not yet reported by `task_done`; `_finished` is set while
it is 0.
Refuses: `task_done` once too often (ValueError), and, after `shutdown` (Python 3.13), new items.
"""

from __future__ import annotations

import heapq
from collections import deque
from types import GenericAlias

from ..versions import PY313, Generic, T
from .locks import Event, LoopBound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class QueueEmpty(Exception):
    """Raised by `get_nowait` of an empty queue."""


class QueueFull(Exception):
    """Raised by `put_nowait` of a full queue."""


class QueueShutDown(Exception):
    """Raised by `put` after `shutdown`, and by `get` once the queue is empty then."""


class Queue(LoopBound, Generic[T]):
    """A first in, first out queue of at most *maxsize* items (zero or less: any number)."""

    def __init__(self, maxsize: float = 0) -> None:
        self._maxsize = maxsize
        self._getters: deque[Any] = deque()
        self._putters: deque[Any] = deque()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()
        self._is_shutdown = False
        self._init(maxsize)

    if not TYPE_CHECKING:
        __class_getitem__ = classmethod(GenericAlias)

    # A subclass may replace these: how items are kept.

    def _init(self, maxsize: float) -> None:
        self._queue: Any = deque()

    def _get(self) -> T:
        item: T = self._queue.popleft()
        return item

    def _put(self, item: T) -> None:
        self._queue.append(item)

    # Asking

    @property
    def maxsize(self) -> float:
        """The number of items that the queue may hold."""
        return self._maxsize

    def qsize(self) -> int:
        """Return the number of items in the queue."""
        return len(self._queue)

    def empty(self) -> bool:
        """Return True if there is no item."""
        return not self._queue

    def full(self) -> bool:
        """Return True if there are *maxsize* items."""
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    # Putting

    async def put(self, item: T) -> None:
        """Put an item into the queue, waiting while it is full.  QueueShutDown after `shutdown`."""
        while self.full():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait_in(self._putters, self.full)
        self.put_nowait(item)

    def put_nowait(self, item: T) -> None:
        """Put an item into the queue now, and wake a getter.  QueueFull, or QueueShutDown after `shutdown`."""
        if self._is_shutdown:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        if not self._unfinished:
            self._finished.clear()
        self._unfinished += 1
        if self._getters:
            _wake_next(self._getters)

    # Getting

    async def get(self) -> T:
        """Remove and return an item, waiting while there is none.  QueueShutDown if none is to come any more."""
        while self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait_in(self._getters, self.empty)
        return self.get_nowait()

    def get_nowait(self) -> T:
        """Remove and return an item now, and wake a putter.  QueueEmpty, or QueueShutDown if none is to come."""
        if self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            raise QueueEmpty
        item = self._get()
        if self._putters:
            _wake_next(self._putters)
        return item

    async def _wait_in(self, waiters: deque[Any], blocked: Any) -> None:
        """Wait in *waiters* to be invited."""
        waiter = self._get_loop().create_future()
        waiters.append(waiter)
        try:
            await waiter
        except:
            waiter.cancel()  # if it was something else than a cancellation
            try:  # noqa: SIM105
                waiters.remove(waiter)
            except ValueError:
                pass  # invited already
            if not blocked() and not waiter.cancelled():
                _wake_next(waiters)  # the invitation was ours: pass it on
            raise

    # Finishing

    def task_done(self) -> None:
        """Mark an item that was got as dealt with.  ValueError if there was none."""
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self) -> None:
        """Wait until every item that was put has been got and dealt with."""
        if self._unfinished > 0:
            await self._finished.wait()

    if PY313:

        def shutdown(self, immediate: bool = False) -> None:
            """Refuse new items from now on and wake everybody; *immediate* also throws the present items away."""
            self._is_shutdown = True
            if immediate:
                while not self.empty():
                    self._get()
                    if self._unfinished > 0:
                        self._unfinished -= 1
                if self._unfinished == 0:
                    self._finished.set()
            for waiters in (self._getters, self._putters):
                while waiters:
                    waiter = waiters.popleft()
                    if not waiter.done():
                        waiter.set_result(None)

    # Looking

    def _facts(self) -> str:
        facts = f"maxsize={self._maxsize!r}"
        if getattr(self, "_queue", None):
            facts += f" _queue={list(self._queue)!r}"
        if self._getters:
            facts += f" _getters[{len(self._getters)}]"
        if self._putters:
            facts += f" _putters[{len(self._putters)}]"
        if self._unfinished:
            facts += f" tasks={self._unfinished}"
        if self._is_shutdown:
            facts += " shutdown"
        return facts

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {id(self):#x} {self._facts()}>"

    def __str__(self) -> str:
        return f"<{type(self).__name__} {self._facts()}>"


class PriorityQueue(Queue[T]):
    """A queue that gives the smallest item first."""

    def _init(self, maxsize: float) -> None:
        self._queue = []

    def _put(self, item: T) -> None:
        heapq.heappush(self._queue, item)

    def _get(self) -> T:
        item: T = heapq.heappop(self._queue)
        return item


class LifoQueue(Queue[T]):
    """A queue that gives the newest item first."""

    def _init(self, maxsize: float) -> None:
        self._queue = []

    def _put(self, item: T) -> None:
        self._queue.append(item)

    def _get(self) -> T:
        item: T = self._queue.pop()
        return item


def _wake_next(waiters: deque[Any]) -> None:
    """Wake the first waiter that is still waiting."""
    while waiters:
        waiter = waiters.popleft()
        if not waiter.done():
            waiter.set_result(None)
            break
