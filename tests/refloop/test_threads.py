"""Several threads at one loop, and several loops at once.  Nothing here knows whether there is a GIL; without one it is
harder.  Nobody sleeps: threads begin together at a barrier, and every wait ends with what it waits for.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import threading
from queue import SimpleQueue
from typing import Any

import pytest

import refloop
from refloop.guest import start_guest

THREADS = 4
LONG = 60  # seconds, after which something is lost
NAMESPACES = {"own": (refloop, refloop.Loop), "bridge": (asyncio, refloop.EventLoop)}


class Crew:
    """Threads that begin together; what one of them raises is raised here."""

    def __init__(self, work: Any, count: Any = THREADS) -> None:
        self._start = threading.Barrier(count)
        self._pool = concurrent.futures.ThreadPoolExecutor(count)
        self._futures = [self._pool.submit(self._begin, work, number) for number in range(count)]

    def _begin(self, work: Any, number: Any) -> Any:
        self._start.wait(LONG)
        return work(number)

    def results(self) -> Any:
        with self._pool:
            return [future.result(LONG) for future in self._futures]


@pytest.fixture(params=NAMESPACES)
def both(request: pytest.FixtureRequest) -> Any:
    return NAMESPACES[request.param]


@pytest.fixture
def bounded(loop: Any) -> Any:
    """Run the loop; if nobody stops it in a long time it fails."""

    def run() -> None:
        late = []
        limit = loop.call_later(LONG, lambda: (late.append(1), loop.stop()))
        loop.run_forever()
        limit.cancel()
        assert not late, "a wakeup or a callback was lost"

    return run


class Tally:
    """A counter for callbacks of a number of threads; `over` is called when all have come."""

    def __init__(self, each: Any, over: Any, threads: Any = THREADS) -> None:
        self.seen: list[list[Any]] = [[] for _ in range(threads)]
        self.expected = [list(range(each))] * threads
        self._left = each * threads
        self._over = over

    def __call__(self, thread: Any, number: Any) -> None:
        self.seen[thread].append(number)
        self._left -= 1
        if not self._left:
            self._over()


def test_a_flood_comes_whole_and_in_order(loop: Any, bounded: Any) -> None:
    tally = Tally(3000, loop.stop)

    def work(thread: Any) -> None:
        for number in range(3000):
            loop.call_soon_threadsafe(tally, thread, number)

    crew: list[Any] = []
    loop.call_soon(lambda: crew.append(Crew(work)))
    bounded()
    crew[0].results()
    assert tally.seen == tally.expected


def test_a_sleeping_loop_wakes_for_every_one(loop: Any, bounded: Any) -> None:
    """Each thread waits until its callback has run: the loop falls asleep all the time."""
    tally = Tally(1000, loop.stop)

    def work(thread: Any) -> None:
        there = threading.Semaphore(0)
        for number in range(1000):
            loop.call_soon_threadsafe(lambda number=number: (tally(thread, number), there.release()))
            assert there.acquire(timeout=LONG)

    crew = Crew(work)
    bounded()
    crew.results()
    assert tally.seen == tally.expected


def test_threads_and_tasks_of_their_own(both: Any) -> None:
    """Coroutines given to a loop by threads end as they should, in spite of each other."""
    aio, factory = both
    loop: Any = None

    async def job(kind: Any, number: Any) -> Any:
        for _ in range(number % 3):
            await aio.sleep(0)
        if kind == "fails":
            raise LookupError(number)
        if kind == "waits":
            await aio.Event().wait()
        assert aio.current_task() in aio.all_tasks()
        return number

    def work(thread: Any) -> None:
        for number in range(150):
            good, bad, cancelled = (
                aio.run_coroutine_threadsafe(job(kind, number), loop) for kind in ("returns", "fails", "waits")
            )
            assert good.result(LONG) == number
            assert bad.exception(LONG).args == (number,)
            assert cancelled.cancel()
            assert isinstance(aio.all_tasks(loop), set)

    async def main() -> None:
        nonlocal loop
        loop = aio.get_running_loop()
        crew = Crew(work)
        await aio.to_thread(crew.results)
        while len(aio.all_tasks()) > 1:  # the last cancellations
            await aio.sleep(0)

    with aio.Runner(loop_factory=factory) as runner:
        runner.run(main())


def test_loops_that_play_ball(both: Any) -> None:
    """Loops in threads of their own, made and closed there, each with its tasks and its current task."""
    aio, factory = both
    homes = {}

    def play(thread: Any) -> Any:
        async def main() -> Any:
            loop, mine = aio.get_running_loop(), aio.Queue()
            homes[thread] = (loop, mine)
            await aio.to_thread(meeting.wait, LONG)
            next_loop, next_queue = homes[(thread + 1) % THREADS]
            me = aio.current_task()
            for number in range(500):
                helper = aio.create_task(mine.get())
                next_loop.call_soon_threadsafe(next_queue.put_nowait, number)
                assert await helper == number
                assert aio.get_running_loop() is loop
                assert aio.current_task() is me
                assert aio.all_tasks() == {me}
            await aio.to_thread(meeting.wait, LONG)
            return aio.all_tasks() == {me}

        with aio.Runner(loop_factory=factory) as runner:
            return runner.run(main())

    meeting = threading.Barrier(THREADS)
    for _ in range(3):
        assert Crew(play).results() == [True] * THREADS
        homes.clear()


def test_a_guest_among_threads(loop: Any) -> None:
    todo: SimpleQueue[Any] = SimpleQueue()
    ended: list[Any] = []
    tally = Tally(1500, loop.stop)

    def work(thread: Any) -> None:
        there = threading.Semaphore(0)
        for number in range(1500):
            loop.call_soon_threadsafe(tally, thread, number)
            if number % 3 == 0 and number < 1499:  # let the helper fall asleep now and then
                loop.call_soon_threadsafe(there.release)
                assert there.acquire(timeout=LONG)

    start_guest(loop, todo.put, ended.append)
    crew = Crew(work)
    while not ended:
        todo.get(timeout=LONG)()
    crew.results()
    assert ended == [None]
    assert tally.seen == tally.expected


def test_a_stepped_loop_calls_its_host_once_a_turn(loop: Any) -> None:
    """Work that threads give outside of an iteration notifies the host, or is ready when the iteration has ended."""
    over = []
    tally = Tally(1500, lambda: over.append(1))
    woken = threading.Semaphore(0)
    told: SimpleQueue[Any] = SimpleQueue()

    def wake() -> None:
        told.put(1)
        woken.release()

    def work(thread: Any) -> None:
        there = threading.Semaphore(0)
        for number in range(1500):
            loop.call_soon_threadsafe(tally, thread, number)
            if number % 3 == 0:
                loop.call_soon_threadsafe(there.release)
                assert there.acquire(timeout=LONG)

    loop.on_wake(wake)
    crew = Crew(work)
    turns = 0
    while not over:
        assert woken.acquire(timeout=LONG), "the host was not told"
        assert loop.pending() >= 0
        turns += 1
        while loop.run_once():
            turns += 1
    crew.results()
    assert tally.seen == tally.expected
    assert told.qsize() <= turns + 1


def test_who_looks_at_a_queue_that_grows_sees_what_stands_in_it(loop: Any) -> None:
    """Threads append while the queue is counted and its tasks are looked for."""
    more = True
    loop.on_wake(lambda: None)

    def flood(_: Any) -> None:
        while more:
            if loop.pending() < 1000:
                loop.call_soon_threadsafe(int)

    async def stands() -> None:
        pass

    crew = Crew(flood, count=2)
    try:
        for _ in range(300):
            task = loop.create_task(stands())
            before = loop.pending()
            assert before
            assert task in refloop.all_tasks(loop)
            assert loop.pending() >= before
            loop.run_once()
            assert task.done()
    finally:
        more = False
        crew.results()


def test_a_closed_loop_touches_nothing_any_more(loop: Any) -> None:
    """Threads that come too late are refused; they never write into what has the number of the wake-up descriptor."""
    factory = type(loop)
    inboxes: list[SimpleQueue[Any]] = [SimpleQueue() for _ in range(THREADS)]
    calling, refused = threading.Semaphore(0), threading.Semaphore(0)

    def late(thread: Any) -> None:
        while (home := inboxes[thread].get(timeout=LONG)) is not None:
            home.call_soon_threadsafe(int)
            calling.release()
            with pytest.raises(RuntimeError, match="Event loop is closed"):
                call_for_ever(home)
            refused.release()

    def call_for_ever(home: Any) -> None:
        while True:
            home.call_soon_threadsafe(int)

    crew = Crew(late)
    try:
        for _ in range(30):
            home = factory()
            home._asleep = True  # so that every call wakes
            for inbox in inboxes:
                inbox.put(home)
            for _ in inboxes:
                assert calling.acquire(timeout=LONG)
            home.close()
            pipes = [os.pipe() for _ in range(2)]
            for _ in inboxes:
                assert refused.acquire(timeout=LONG)
            for read, write in pipes:
                os.close(write)
                assert os.read(read, 1) == b""
                os.close(read)
    finally:
        for inbox in inboxes:
            inbox.put(None)
        crew.results()
