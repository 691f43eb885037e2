"""A loop as the guest of a host: ticks, the helper thread, what the host may do between two ticks, endings."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import programs
import pytest
import tracing

import refloop
from refloop.guest import run_as_guest, start_guest


class Host:
    """The simplest possible host: a queue of callbacks, run in this thread."""

    def __init__(self) -> None:
        self.todo: SimpleQueue[Any] = SimpleQueue()
        self.ended: list[Any] = []
        self.ticks = 0

    def soon(self, callback: Any) -> None:
        self.todo.put(callback)

    def run(self) -> Any:
        while not self.ended:
            self.todo.get(timeout=300)()
            self.ticks += 1
        return self.ended[0]

    def start(self, loop: Any, **options: Any) -> Any:
        return start_guest(loop, self.soon, self.ended.append, **options)


@pytest.fixture
def host() -> Any:
    return Host()


def guests_alive() -> Any:
    return [thread for thread in threading.enumerate() if thread.name == "refloop guest"]


@pytest.mark.parametrize("budget", [0, 0.001])
def test_run_forever_in_pieces(loop: Any, host: Any, budget: Any) -> None:
    seen = []

    def second() -> None:
        seen.append(2)
        loop.call_later(0.02, lambda: (seen.append(3), loop.stop()))

    loop.call_soon(lambda: (seen.append(1), loop.call_soon(second)))
    host.start(loop, budget=budget)
    assert seen == []  # nothing happens within the call
    assert loop.is_running()
    assert host.run() is None
    assert seen == [1, 2, 3]
    assert not loop.is_running()
    assert guests_alive() == []
    loop.call_soon(loop.stop)
    loop.run_forever()  # it can run in any other way now


def test_no_helper_before_there_is_something_to_wait_for(loop: Any, host: Any) -> None:
    for n in range(100):
        loop.call_soon(loop.call_soon, loop.stop) if n == 99 else loop.call_soon(int)
    host.start(loop)
    while not host.ended:
        host.todo.get(timeout=300)()
        assert guests_alive() == []


def test_with_a_budget_of_nothing_the_host_comes_between_all_turns(loop: Any, host: Any) -> None:
    order = []

    def turn(n: Any) -> None:
        order.append(n)
        host.soon(lambda: order.append("host"))
        loop.call_soon(turn, n + 1) if n < 2 else loop.stop()

    loop.call_soon(turn, 0)
    host.start(loop, budget=0)
    host.run()
    assert order == [0, "host", 1, "host", 2]


def test_the_host_may_use_the_loop_between_two_ticks(loop: Any, host: Any) -> None:
    """While the helper sleeps: call_soon, a shorter timer, a task, a result, a descriptor."""
    future = loop.create_future()
    here, there = socket.socketpair()
    seen = []

    async def main() -> None:
        seen.append(await future)
        await asyncio.sleep(0)
        loop.call_later(0.001, then, lambda: loop.call_later(0.001, then, read))

    def then(action: Any) -> None:
        seen.append("asleep")
        asleep(action)

    def asleep(action: Any) -> None:
        """Let the host do it when the loop has gone to sleep."""

        def look() -> None:
            if loop._asleep and not loop._ready:
                action()
            else:
                host.soon(look)

        host.soon(look)

    def read() -> None:
        loop.add_reader(here.fileno(), lambda: (seen.append(here.recv(1)), loop.stop()))
        there.send(b"x")

    tasks = []
    loop.call_later(60, print)
    asleep(lambda: (tasks.append(loop.create_task(main())), asleep(lambda: future.set_result("result"))))
    host.start(loop)
    assert host.run() is None
    assert seen == ["result", "asleep", "asleep", b"x"]
    assert tasks[0].done()
    here.close()
    there.close()


def test_threads_wake_a_guest(loop: Any, host: Any) -> None:
    rounds, seen, there = 500, [], threading.Semaphore(0)

    def work() -> None:
        for n in range(rounds):
            loop.call_soon_threadsafe(lambda n=n: (seen.append(n), there.release()))
            there.acquire()
        loop.call_soon_threadsafe(loop.stop)

    thread = threading.Thread(target=work)
    host.start(loop)
    thread.start()
    assert host.run() is None
    thread.join()
    assert seen == list(range(rounds))


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_exits_end_the_guest(loop: Any, host: Any, error: Any) -> None:
    def leave() -> None:
        raise error

    seen: list[Any] = []
    loop.call_soon(leave)
    loop.call_soon(seen.append, 1)
    host.start(loop)
    assert type(host.run()) is error
    assert not loop.is_running()
    assert loop.pending() == 1
    assert guests_alive() == []


def test_the_host_ends_the_guest(loop: Any, host: Any) -> None:
    seen: list[Any] = []
    loop.call_later(60, print)
    guest = host.start(loop)
    while not guests_alive():
        host.todo.get(timeout=300)()
    guest.end()
    guest.end()
    assert guests_alive() == []
    assert not loop.is_running()
    assert host.ended == []
    while not host.todo.empty():
        host.todo.get()()  # a tick that comes too late does nothing
    loop.call_soon(lambda: (seen.append(1), loop.stop()))
    loop.run_forever()
    assert seen == [1]

    loop.call_soon(lambda: refused(guest.end))
    guest = host.start(loop)

    def refused(call: Any) -> None:
        try:
            call()
        except RuntimeError as exc:
            seen.append(str(exc))
        loop.stop()

    host.run()
    assert "stop()" in seen[1]


def test_a_guest_that_was_stopped_before(loop: Any, host: Any) -> None:
    seen: list[Any] = []
    loop.call_soon(seen.append, 1)
    loop.stop()
    host.start(loop)
    assert host.run() is None
    assert seen == [1]


def test_what_it_refuses(loop: Any, host: Any) -> None:
    guest = host.start(loop)
    for call in (lambda: host.start(loop), loop.run_forever, loop.run_once, loop.close):
        with pytest.raises(RuntimeError, match="running"):
            call()
    guest.end()
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        host.start(loop)


def test_a_signal_wakes_a_guest(loop: Any, host: Any) -> None:
    loop.add_signal_handler(signal.SIGUSR1, loop.stop)
    host.start(loop)
    timer = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    assert host.run() is None
    timer.join()


@pytest.mark.parametrize("factory", [asyncio.new_event_loop, refloop.EventLoop, refloop.new_event_loop])
def test_an_asyncio_loop_as_host(factory: Any) -> None:
    """Each of the two sees its own loop and its own task as the current ones."""
    outcomes, order = [], []
    host_loop: Any = None

    async def guest() -> str:
        loop = refloop.get_running_loop()
        for n in range(3):
            task = refloop.current_task()
            assert task
            order.append(("guest", n, task.get_name()))
            await refloop.sleep(0.001)
            assert refloop.get_running_loop() is loop is not host_loop
        return "done"

    async def main() -> None:
        nonlocal host_loop
        host_loop = loop = asyncio.get_running_loop()
        over = loop.create_future()
        task = run_as_guest(
            guest(), loop.call_soon_threadsafe, lambda outcome: (outcomes.append(outcome), over.set_result(None))
        )
        task.set_name("theirs")
        while not over.done():
            await asyncio.sleep(0.001)
            assert asyncio.get_running_loop() is loop
            current = asyncio.current_task()
            assert current
            assert current.get_name() == "ours"

    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(named(main()))
    assert outcomes[0].result() == "done"
    assert order == [("guest", n, "theirs") for n in range(3)]


async def named(coro: Any) -> None:
    task = asyncio.current_task()
    assert task
    task.set_name("ours")
    await coro


def run_hosted(main: Any, **options: Any) -> Any:
    """Run *main* as `run` does, on a host of its own."""
    host = Host()
    run_as_guest(main, host.soon, host.ended.append, **options)
    return host.run().result()


@pytest.mark.parametrize("make", [refloop.Loop, refloop.EventLoop])
def test_a_whole_program(make: Any) -> None:
    aio = refloop if make is refloop.Loop else asyncio
    order = []

    async def generator() -> AsyncIterator[Any]:
        try:
            yield
        finally:
            order.append("generator")

    async def leftover() -> None:
        try:
            await aio.sleep(100)
        finally:
            order.append("task")

    kept: list[Any] = []

    async def main() -> int:
        kept.extend([generator(), aio.create_task(leftover())])
        await anext(kept[0])
        await aio.to_thread(order.append, "thread")
        return 5

    loop = make()
    assert run_hosted(main(), loop=loop) == 5
    assert order == ["thread", "task", "generator"]
    assert loop.is_closed()
    assert guests_alive() == []


def test_how_a_program_may_fail() -> None:
    async def fail() -> None:
        raise ValueError("x")

    async def stop() -> None:
        refloop.get_running_loop().stop()
        await refloop.sleep(100)

    async def leave() -> None:
        raise SystemExit(3)

    async def cancel() -> None:
        task = refloop.current_task()
        assert task
        task.cancel("y")
        await refloop.sleep(1)

    kept: list[Any] = []

    async def stubborn() -> None:
        async def again() -> None:
            while True:
                try:
                    await refloop.sleep(100)
                except refloop.CancelledError:
                    refloop.get_running_loop().stop()

        kept.append(refloop.create_task(again()))
        await refloop.sleep(0)

    for main, error, text in (
        (fail, ValueError, "x"),
        (stop, RuntimeError, "stopped before"),
        (leave, SystemExit, "3"),
        (cancel, refloop.CancelledError, "y"),
        (stubborn, RuntimeError, "stopped before"),
    ):
        with pytest.raises(error, match=text):
            run_hosted(main())
        if main is not cancel:
            with pytest.raises(error, match=text):
                refloop.run(main())
    kept[-1]._log_destroy_pending = False


class HostedRunner:
    """The part of a Runner that traces need, on a host."""

    def __init__(self, loop_factory: Any, debug: Any) -> None:
        self.loop = loop_factory()
        self.loop.set_debug(debug)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        self.loop.close()

    def run(self, main: Any) -> Any:
        return run_hosted(main, loop=self.loop, budget=0)


class Hosted:
    """A namespace whose Runner is a host."""

    Runner = HostedRunner

    def __init__(self, aio: Any) -> None:
        self.aio = aio

    def __getattr__(self, name: Any) -> Any:
        return getattr(self.aio, name)


@pytest.mark.parametrize("aio", [refloop, asyncio], ids=["own", "bridge"])
@pytest.mark.parametrize("fn", programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_programs_have_the_trace_of_run(aio: Any, fn: Any) -> None:
    factory = refloop.Loop if aio is refloop else refloop.EventLoop
    ours, theirs = tracing.trace(Hosted(aio), factory, fn), tracing.trace(aio, factory, fn)
    result = next(event for event in theirs if event[1] in ("result", "run raises"))
    for events in (ours, theirs):
        events.remove(result)  # which a host learns after the cleanup
    assert ours == theirs


@pytest.mark.parametrize("count", ["30", pytest.param("150", marks=pytest.mark.slow)])
def test_random_programs_have_one_trace_however_the_loop_is_driven(count: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "fuzz", "refloop", "refloop-stepped", "refloop-guest", "--programs", count],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no difference" in done.stdout


def test_a_poll_that_fails_ends_the_guest(loop: Any, host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(timeout: Any) -> None:
        raise OSError("no more polls")

    loop.call_later(60, print)
    monkeypatch.setattr(loop._poller, "poll", fail, raising=True)
    host.start(loop)
    assert str(host.run()) == "no more polls"
    assert not loop.is_running()
    assert time.monotonic() < loop.next_deadline()


def test_a_descriptor_added_while_the_helper_polls(loop: Any, host: Any) -> None:
    """Also where a poll waits for what was watched when it began."""
    here, there = socket.socketpair()
    there.send(b"x")
    polling = threading.Event()
    wait = loop._poller.poll

    def poll(timeout: Any) -> Any:
        polling.set()
        return wait(timeout)

    loop.call_later(60, print)
    loop._poller.poll = poll
    guest = host.start(loop)
    while not guests_alive():
        host.todo.get(timeout=300)()
    assert polling.wait(10)
    time.sleep(0.02)  # it is about to enter the system call; either side of that is right
    loop.add_reader(here.fileno(), loop.stop)
    assert host.run() is None
    guest.end()
    loop.remove_reader(here.fileno())
    here.close()
    there.close()


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="what a thread blocks is read from /proc")  # noqa: PTH112
def test_the_helper_leaves_signals_to_the_host(loop: Any, host: Any) -> None:
    """One that it took would not interrupt what the thread of the host waits in."""

    def blocked() -> None:
        (helper,) = guests_alive()
        with open(f"/proc/self/task/{helper.native_id}/status") as status:  # noqa: PTH123
            line = next(line for line in status if line.startswith("SigBlk"))
        loop.stop()
        masks.append(int(line.split()[1], 16))

    masks: list[Any] = []
    loop.call_later(0.01, blocked)
    host.start(loop)
    host.run()
    assert masks[0] & 1 << signal.SIGINT - 1
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
