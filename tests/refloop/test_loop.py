"""The loop itself: life cycle, batches, threads, descriptors, signals, warnings, debug mode; in both ways in."""

from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
import weakref
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

import refloop
from refloop.core import poller


def test_stop_before_run_makes_one_turn(loop: Any) -> None:
    seen = []
    loop.call_soon(lambda: (seen.append(1), loop.call_soon(seen.append, 2)))
    loop.stop()
    loop.run_forever()
    assert seen == [1]
    loop.stop()
    loop.run_forever()
    assert seen == [1, 2]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_exits_leave_the_rest_of_the_batch_queued(loop: Any, error: Any) -> None:
    seen: list[Any] = []

    def leave() -> None:
        raise error

    loop.call_soon(seen.append, 1)
    loop.call_soon(leave)
    loop.call_soon(seen.append, 2)
    with pytest.raises(error):
        loop.run_forever()
    assert seen == [1]
    assert not loop.is_running()
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert seen == [1, 2]


def test_exit_in_a_task(loop: Any) -> None:
    async def main() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit, match="3"):
        loop.run_until_complete(main())


def test_a_closed_loop_refuses(loop: Any) -> None:
    future = loop.create_future()
    future.add_done_callback(print)
    loop.close()
    loop.close()
    loop.stop()
    coro = _nothing()
    calls: tuple[Callable[[], object], ...] = (
        lambda: loop.call_soon(print),
        lambda: loop.call_later(1, print),
        lambda: loop.call_at(1, print),
        lambda: loop.call_soon_threadsafe(print),
        lambda: loop.run_forever(),
        lambda: loop.create_task(coro),
        lambda: loop.run_until_complete(coro),
        lambda: loop.run_in_executor(None, print),
        lambda: loop.add_reader(0, print),
        lambda: future.set_result(1),
    )
    for call in calls:
        with pytest.raises(RuntimeError, match="Event loop is closed"):
            call()
    coro.close()
    assert loop.remove_reader(0) is False


async def _nothing() -> None:
    pass


def test_stopped_before_complete(loop: Any) -> None:
    loop.call_soon(loop.stop)
    with pytest.raises(RuntimeError, match="stopped before Future completed"):
        loop.run_until_complete(loop.create_future())


def test_an_unclosed_loop_warns() -> None:
    for factory in (refloop.Loop, refloop.EventLoop):
        loop = factory()
        assert {loop: 1}[loop] == 1
        ref = weakref.ref(loop)
        with pytest.warns(ResourceWarning, match="unclosed event loop"):  # noqa: PT031
            del loop
            gc.collect()
        assert ref() is None


def in_a_process(program: Any) -> Any:
    command = [sys.executable, "-W", "always", "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(Path(refloop.__file__).parents[1])}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)


@pytest.mark.parametrize("factory", ["Loop", "EventLoop"])
@pytest.mark.parametrize("hold", ["", "def held(): loop\nloop.call_later(9, held)"])
def test_an_unclosed_loop_may_outlive_everything(factory: Any, hold: Any) -> None:
    program = f"import refloop; loop = refloop.{factory}(); loop.run_until_complete(refloop.sleep(0))\n{hold}"
    told = in_a_process(program).stderr
    assert "unclosed event loop" in told
    assert len(told.splitlines()) == 1


def test_a_closed_loop_has_no_tasks_nor_anything_pending() -> None:
    ask = "print(refloop.all_tasks(loop), loop.pending())"
    program = f"import refloop; loop = refloop.Loop(); loop.close(); {ask}; import asyncio; {ask}"
    assert in_a_process(program).stdout.splitlines() == ["set() 0"] * 2


def test_the_clock_may_be_replaced_while_the_loop_runs(loop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As tests do that patch `loop.time`, those of aiohttp for one."""

    def an_hour_later() -> None:
        now = loop.time()
        monkeypatch.setattr(loop, "time", lambda: now + 3600)
        loop.call_soon(loop.call_soon, loop.call_soon, loop.stop)

    ran: list[Any] = []
    loop.call_later(3599, ran.append, "timer")
    loop.call_later(3601, ran.append, "later")
    loop.call_soon(an_hour_later)
    loop.run_forever()
    assert ran == ["timer"]


def test_threads_wake_the_loop(loop: Any) -> None:
    def work() -> None:
        time.sleep(0.05)
        loop.call_soon_threadsafe(loop.stop)

    late: list[str] = []
    thread = threading.Thread(target=work)
    loop.call_later(30, late.append, "the timer wakes the loop, not the thread")
    thread.start()
    loop.run_forever()
    thread.join()
    assert late == []


def test_no_wakeup_is_lost(loop: Any) -> None:
    rounds = 3000
    seen = 0
    there = threading.Semaphore(0)

    def work() -> None:
        for _ in range(rounds):
            loop.call_soon_threadsafe(got)
            there.acquire()
        loop.call_soon_threadsafe(loop.stop)

    def got() -> None:
        nonlocal seen
        seen += 1
        there.release()

    thread = threading.Thread(target=work)
    thread.start()
    loop.run_forever()
    thread.join()
    assert seen == rounds


def test_run_once_and_its_questions(loop: Any) -> None:
    seen = []
    assert loop.next_deadline() is None
    assert loop.run_once() is False
    loop.call_soon(lambda: (seen.append(1), loop.call_soon(seen.append, 2)))
    assert loop.pending() == 1
    assert loop.run_once() is True
    assert (seen, loop.run_once(), seen) == ([1, 2], False, [1, 2])
    timer = loop.call_later(0.01, seen.append, 3)
    assert loop.next_deadline() == timer.when()
    assert loop.run_once(0) is False
    loop.run_once(5)
    while seen[-1] != 3:
        loop.run_once(None)
    assert loop.next_deadline() is None


def test_dead_timers_are_swept(loop: Any) -> None:
    for _ in range(1000):
        loop.call_later(1000, print).cancel()
    assert len(loop._timers) < 250
    keep = loop.call_later(1000, print)
    assert loop.next_deadline() == keep.when()


def test_cancelling_a_handle_drops_what_it_holds(loop: Any) -> None:
    class Thing:
        def method(self) -> None:
            pass

    for schedule in (loop.call_soon, lambda cb: loop.call_later(100, cb)):
        thing = Thing()
        ref = weakref.ref(thing)
        handle = schedule(thing.method)
        del thing
        handle.cancel()
        assert ref() is None
        handle.cancel()


def test_very_long_timers(loop: Any) -> None:
    for delay in (1e9, float("inf"), 10 * 365 * 86400):
        loop.call_later(delay, print)
    loop.call_later(0.001, loop.stop)
    loop.run_forever()


def test_readers_and_writers(loop: Any) -> None:
    r, w = os.pipe()
    seen: list[bytes | str] = []
    loop.add_reader(r, lambda: (seen.append(os.read(r, 1)), loop.stop()))
    loop.call_later(0.01, os.write, w, b"x")
    loop.run_forever()
    loop.add_writer(w, lambda: (seen.append("w"), loop.remove_writer(w), loop.stop()))
    loop.run_forever()
    assert seen == [b"x", "w"]
    assert loop.remove_reader(r) is True
    assert loop.remove_reader(r) is False
    for fd in (r, w):
        os.close(fd)


def test_signal_wakes_a_sleeping_loop(loop: Any) -> None:
    loop.add_signal_handler(signal.SIGUSR1, loop.stop)
    timer = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    loop.run_forever()
    assert loop.remove_signal_handler(signal.SIGUSR1)
    assert signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL


def test_ctrl_c_cancels_the_main_task_and_a_second_one_interrupts() -> None:
    steps = []

    async def main() -> None:
        threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGINT)).start()
        try:
            await refloop.sleep(30)
        except refloop.CancelledError:
            steps.append("cancelled")
            await refloop.sleep(0)
            raise

    with pytest.raises(KeyboardInterrupt):
        refloop.run(main())
    assert steps == ["cancelled"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    async def stubborn() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        try:
            await refloop.sleep(30)
        except refloop.CancelledError:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        refloop.run(stubborn())

    async def swallows() -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        try:
            await refloop.sleep(30)
        except refloop.CancelledError:
            return "finished"

    assert refloop.run(swallows()) == "finished"


def test_debug_mode_checks(loop: Any) -> None:
    loop.set_debug(True)
    with pytest.raises(TypeError, match="callable object was expected by call_soon"):
        loop.call_soon(5)
    coro = _nothing()
    with pytest.raises(TypeError, match="coroutines cannot be used with call_soon"):
        loop.call_soon(coro)
    coro.close()
    errors = []

    def elsewhere() -> None:
        try:
            loop.call_soon(print)
        except RuntimeError as exc:
            errors.append(str(exc))
        loop.call_soon_threadsafe(loop.stop)

    thread = threading.Thread(target=elsewhere)
    loop.call_soon(thread.start)
    loop.run_forever()
    thread.join()
    assert "Non-thread-safe" in errors[0]


def test_slow_callbacks_are_logged(loop: Any, caplog: pytest.LogCaptureFixture) -> None:
    loop.set_debug(True)
    loop.slow_callback_duration = 0.001
    loop.call_soon(time.sleep, 0.01)
    loop.call_soon(loop.stop)
    with caplog.at_level(logging.WARNING, "asyncio"):
        loop.run_forever()
    assert "Executing" in caplog.text


def test_the_environment_switches_debug_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    loop = refloop.Loop()
    assert loop.get_debug()
    loop.close()


def test_errors_go_to_the_log(loop: Any, caplog: pytest.LogCaptureFixture) -> None:
    loop.call_soon(lambda: 1 / 0)
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert "Exception in callback" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_pending_task_that_dies_is_told(caplog: pytest.LogCaptureFixture) -> None:
    loop = refloop.Loop()
    task = loop.create_task(_nothing())
    loop.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        del task
        gc.collect()
    assert "Task was destroyed but it is pending!" in caplog.text


def test_runner_runs_twice_in_one_context_and_cleans_up() -> None:
    order = []

    async def generator() -> AsyncIterator[Any]:
        try:
            yield
        finally:
            order.append("generator")

    async def leftover() -> None:
        try:
            await refloop.sleep(100)
        finally:
            order.append("task")

    kept: list[Any] = []

    async def first() -> None:
        kept.extend([generator(), refloop.create_task(leftover())])
        await anext(kept[0])
        await refloop.to_thread(order.append, "thread")

    with refloop.Runner() as runner:
        runner.run(first())
        assert runner.run(refloop.sleep(0, "second")) == "second"
        loop = runner.get_loop()
    assert order == ["thread", "task", "generator"]
    assert loop.is_closed()
    with pytest.raises(RuntimeError, match="closed"):
        runner.get_loop()


def test_the_wake_descriptor_needs_no_reading() -> None:
    p = poller.make_poller()
    for _ in range(3):
        p.wake()
        assert len(p.poll(5)) == 1
        assert p.poll(0) == []
    p.close()
    p.close()


def test_run_coroutine_threadsafe() -> None:
    async def main() -> Any:
        loop = refloop.get_running_loop()

        def work() -> Any:
            return refloop.run_coroutine_threadsafe(refloop.sleep(0, "there"), loop).result(10)

        return await refloop.to_thread(work)

    assert refloop.run(main()) == "there"
