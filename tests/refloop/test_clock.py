"""Virtual time and its deadlocks; orders of ready tasks."""

from __future__ import annotations

import asyncio
import gc
import math
import random
import subprocess
import sys
import threading
import time
import weakref
from typing import Any, cast

import programs
import pytest
import tracing

import refloop
from refloop.clock import Deadlock, VirtualClock
from refloop.guest import run_as_guest


@pytest.fixture(params=[(refloop, refloop.Loop), (asyncio, refloop.EventLoop)], ids=["own", "bridge"])
def both(request: pytest.FixtureRequest) -> Any:
    """A namespace and its class of loops."""
    return request.param


def run(both: Any, main: Any, clock: Any = None, **options: Any) -> Any:
    aio, factory = both
    with aio.Runner(loop_factory=lambda: factory(clock=clock or VirtualClock(), **options)) as runner:
        return runner.run(main)


def test_a_year_takes_no_time(both: Any) -> None:
    aio = both[0]
    order = []

    async def sleeper(seconds: Any) -> None:
        await aio.sleep(seconds)
        order.append((seconds, aio.get_running_loop().time()))

    async def main() -> Any:
        await aio.gather(*map(sleeper, (3e7, 0.1, 86400)))
        with pytest.raises(TimeoutError):
            async with aio.timeout(1000):
                await aio.sleep(1001)
        return aio.get_running_loop().time()

    assert run(both, main(), VirtualClock(50.0)) == pytest.approx(3e7 + 1050, abs=1e-6)  # a year, were it waited for
    assert [seconds for seconds, _ in order] == [0.1, 86400, 3e7]
    assert [when - seconds for seconds, when in order] == pytest.approx([50, 50, 50])


def test_each_jump_lands_on_its_timer_exactly(both: Any) -> None:
    """Times that a sum of floats would miss: no iteration is made in vain."""
    loop = both[1](clock=VirtualClock(1e9))
    late, turns = [], []

    def timer(n: Any, when: Any) -> None:
        late.append(loop.time() - when)
        turns.append(n)
        if n < 300:
            following = loop.time() + 0.1 * n
            loop.call_at(following, timer, n + 1, following)
        else:
            loop.stop()

    loop.call_soon(timer, 0, loop.time())
    polls = []
    inner = loop._poller._poller
    poll = inner.poll
    inner.poll = lambda timeout: (polls.append(timeout), poll(timeout))[1]
    loop.run_forever()
    loop.close()
    assert late == [0.0] * 301
    assert len(polls) <= 301


def test_executors_work_while_time_stands_still(both: Any) -> None:
    aio = both[0]

    async def main() -> Any:
        loop = aio.get_running_loop()
        async with aio.timeout(1):
            await aio.gather(*[aio.to_thread(time.sleep, 0.05) for _ in range(3)])
        return loop.time()

    assert run(both, main()) == 0


def test_sockets_and_virtual_time(both: Any) -> None:
    aio = both[0]

    async def echo(reader: Any, writer: Any) -> None:
        while line := await reader.readline():
            await aio.sleep(60)
            writer.write(line)
        writer.close()

    async def main() -> Any:
        server = await aio.start_server(echo, "127.0.0.1", 0)
        reader, writer = await aio.open_connection(*server.sockets[0].getsockname()[:2])
        for n in range(20):
            writer.write(b"%d\n" % n)
            assert await aio.wait_for(reader.readline(), 61) == b"%d\n" % n
        writer.close()
        server.close()
        return aio.get_running_loop().time()

    assert run(both, main()) == pytest.approx(1200)


def test_a_deadlock_says_who_waits_for_what(both: Any) -> None:
    aio = both[0]
    lines: list[int] = []

    async def main() -> None:
        lock, queue, event = aio.Lock(), aio.Queue(), aio.Event()

        async def holder() -> None:
            async with lock:
                await queue.get()

        async def waiter() -> None:
            async with lock:
                pass

        async def helper() -> None:
            await event.wait()

        async def patient() -> None:
            await helper()

        tasks = [aio.create_task(function(), name=function.__name__) for function in (holder, waiter, patient)]
        tasks.append(aio.create_task(aio.wait_for(tasks[0], None), name="task-10"))
        await aio.sleep(7)
        lines.append(sys._getframe().f_lineno + 1)
        await aio.gather(*tasks)

    with pytest.raises(Deadlock) as caught:
        run(both, named("task-9", main()), VirtualClock(patience=0))
    text = str(caught.value)
    assert "at 7 s" in text
    assert "5 tasks wait" in text
    waits = caught.value.waits
    assert [line.split()[0] for line in waits] == ["holder", "patient", "task-9", "task-10", "waiter"]
    assert "Queue.get of <Queue" in waits[0]
    assert "(holder, test_clock.py:" in waits[0]
    assert "Event.wait of <" in waits[1]
    assert "(helper, test_clock.py:" in waits[1]
    assert "gather of the task holder, the task waiter, the task patient, the task task-10" in waits[2]
    assert f"(main, test_clock.py:{lines[0]})" in waits[2]
    assert "the task holder" in waits[3]
    assert "Lock.acquire of <" in waits[4]
    assert all(line in text for line in waits)


async def named(name: Any, coro: Any) -> Any:
    task = asyncio.current_task()
    assert task
    task.set_name(name)
    return await coro


def test_an_idle_loop_is_deadlocked(both: Any) -> None:
    loop = both[1](clock=VirtualClock(patience=0))
    with pytest.raises(Deadlock, match="no task is there"):
        loop.run_forever()
    assert not loop.is_running()
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()


def test_a_thread_may_still_bring_work(both: Any) -> None:
    """A thread that nobody knows of is waited for with patience; then the error names it."""
    factory = both[1]
    loop = factory(clock=VirtualClock(patience=10))
    thread: threading.Thread = threading.Timer(0.02, loop.call_soon_threadsafe, [loop.stop])
    thread.start()
    loop.run_forever()
    thread.join()
    loop.close()
    loop = factory(clock=VirtualClock(patience=0.01))
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="undecided")
    thread.start()
    with pytest.raises(Deadlock, match="undecided"):
        loop.run_forever()
    over.set()
    thread.join()
    loop.close()


def test_a_host_sets_the_clock(both: Any) -> None:
    clock = VirtualClock()
    loop = both[1](clock=clock)
    seen: list[Any] = []
    for seconds in (1, 2, 3):
        loop.call_later(seconds, seen.append, seconds)
    loop.run_ready()
    assert (seen, loop.time()) == ([], 0)  # a step that may not sleep does not move time
    clock.advance(1.5)
    loop.run_ready()
    assert seen == [1]
    loop.run_once(0.25)  # which passes in virtual time
    assert (seen, loop.time()) == ([1], 1.75)
    loop.run_once(None)
    assert (seen, loop.time()) == ([1, 2], 2)
    assert loop.next_deadline() == 3
    with pytest.raises(ValueError, match="seconds: expected 0 or more seconds, got -"):
        clock.advance(-1)
    loop.close()


def test_a_clock_has_one_loop() -> None:
    clock = VirtualClock()
    loop = refloop.Loop(clock=clock)
    with pytest.raises(RuntimeError, match="has a loop already"):
        refloop.Loop(clock=clock).close()
    loop.close()


def test_a_loop_on_virtual_time_can_be_a_guest() -> None:
    todo: list[Any] = []
    ended: list[Any] = []

    async def main() -> None:
        await refloop.sleep(1000)
        await refloop.Event().wait()

    loop = refloop.Loop(clock=VirtualClock(patience=0))
    there = threading.Semaphore(0)

    def soon(callback: Any) -> None:
        todo.append(callback)
        there.release()

    run_as_guest(main(), soon, ended.append, loop=loop)
    while not ended:
        assert there.acquire(timeout=300)
        todo.pop(0)()
    with pytest.raises(Deadlock, match="at 1000 s"):
        ended[0].result()


def test_nothing_is_held_after_close() -> None:
    loop = refloop.Loop(clock=VirtualClock(), order=list.reverse)
    loop.run_until_complete(refloop.sleep(5))
    loop.run_until_complete(loop.shutdown_default_executor())
    gone = weakref.ref(loop)
    gc.collect()
    gc.disable()
    try:
        loop.close()
        del loop
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("fn", programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_programs_have_the_same_trace_on_virtual_time(fn: Any) -> None:
    def virtual() -> Any:
        return refloop.Loop(clock=VirtualClock(patience=0.05))

    ours = [event for event in tracing.trace(refloop, virtual, fn) if "time" not in str(event)]
    theirs = [event for event in tracing.trace(refloop, refloop.Loop, fn) if "time" not in str(event)]
    assert ours == theirs


# -- orders ----------------------------------------------------------------------------------------


def steps(both: Any, order: Any, lanes: int = 4) -> Any:
    aio = both[0]
    seen = []

    async def lane(n: Any) -> None:
        for step in range(3):
            seen.append((step, n))
            await aio.sleep(0)

    async def main() -> None:
        await aio.gather(*map(lane, range(lanes)))

    run(both, main(), order=order)
    return seen


def test_an_order_rearranges_the_steps_of_tasks(both: Any) -> None:
    assert steps(both, None) == [(step, n) for step in range(3) for n in range(4)]
    reverse = [(step, n) for step in range(3) for n in (range(4) if step == 1 else (3, 2, 1, 0))]
    assert steps(both, list.reverse) == reverse
    shuffled = steps(both, random.Random(7).shuffle)
    assert shuffled != steps(both, None)
    assert shuffled == steps(both, random.Random(7).shuffle)
    assert sorted(shuffled) == steps(both, None)
    assert len({tuple(steps(both, random.Random(seed).shuffle)) for seed in range(20)}) > 10


def test_an_order_leaves_callbacks_in_theirs(both: Any) -> None:
    loop = both[1](order=list.reverse)
    seen = []

    async def task(n: Any) -> None:
        seen.append(n)

    tasks = []
    for n in range(3):
        loop.call_soon(seen.append, f"callback {n}")
        tasks.append(loop.create_task(task(n)))
    tasks.append(loop.create_task(task(3)))
    loop.call_soon(tasks[3].cancel)  # a method of a task, and no step of it
    loop.run_ready()
    assert seen == ["callback 0", 3, "callback 1", 2, "callback 2", 1, 0]
    loop.close()


def test_an_order_finds_a_bug(both: Any) -> None:
    """A program that is right only as long as the first task created comes first."""
    aio = both[0]

    async def main() -> Any:
        box = {}

        async def fill() -> None:
            box["value"] = 1

        async def use() -> Any:
            return box["value"]

        return await aio.gather(fill(), use())

    assert run(both, main()) == [None, 1]
    found = [seed for seed in range(10) if fails(both, main, seed)]
    assert found
    assert found == [seed for seed in range(10) if fails(both, main, seed)]


def fails(both: Any, main: Any, seed: Any) -> bool:
    try:
        run(both, main(), order=random.Random(seed).shuffle)
    except KeyError:
        return True
    return False


def test_an_order_that_loses_handles_is_refused(both: Any) -> None:
    loop = both[1](order=lambda handles: handles.clear())
    seen = []

    async def task() -> None:
        seen.append("ran")

    loop.call_soon(seen.append, "callback")
    kept = loop.create_task(task())
    with pytest.raises(RuntimeError, match="lost or added"):
        loop.run_forever()
    loop._order = None
    loop.run_ready()
    assert seen == ["callback", "ran"]
    assert kept.done()
    loop.close()


def test_order_and_budget_and_debug_mode_go_together(both: Any) -> None:
    loop = both[1](order=list.reverse)
    loop.set_debug(True)
    seen = []

    async def task(n: Any) -> None:
        seen.append(n)

    tasks = [loop.create_task(task(n)) for n in range(3)]
    for _ in tasks:
        loop.run_once(budget=0)
    assert seen == [2, 1, 0]
    loop.set_debug(False)
    tasks = [loop.create_task(task(n)) for n in range(3)]
    loop.run_ready()
    assert seen[3:] == [2, 1, 0]
    loop.close()


def test_a_loop_without_clock_and_order_knows_nothing_of_them() -> None:
    code = (
        "import refloop, sys; refloop.run(refloop.sleep(0.001)); loop = refloop.Loop(); assert not loop._instrumented\n"
        "unwanted = ('refloop.runtime.clock', 'refloop.runtime.guest', 'refloop.debug', 'random')\n"
        "print([m for m in unwanted if m in sys.modules])\n"
        "loop.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "[]", done.stderr


def test_what_is_no_clock_and_no_order_is_refused_at_once() -> None:
    for wrong in ({"clock": 3}, {"order": 3}, {"clock": time.monotonic}):
        with pytest.raises(TypeError, match="has to be a"):
            refloop.Loop(**wrong)
    for name, value, error in (
        ("patience", -1, ValueError),
        ("patience", math.nan, ValueError),
        ("patience", "x", TypeError),
        ("start", "soon", TypeError),
        ("start", math.nan, ValueError),
        ("start", math.inf, ValueError),
    ):
        with pytest.raises(error, match=f"{name}: expected .* seconds, got {value!r}"):
            VirtualClock(**cast(Any, {name: value}))
    for value, error in ((math.nan, ValueError), (math.inf, ValueError), (-1, ValueError), ("x", TypeError)):
        clock = VirtualClock()
        with pytest.raises(error, match=f"seconds: expected .* seconds, got {value!r}"):
            clock.advance(cast(float, value))
        assert clock.time() == 0
