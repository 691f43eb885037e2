"""A host program steps the loop: iterations, budgets, questions, notifications; in both ways in and on every poller."""

from __future__ import annotations

import asyncio
import os
import select
import socket
import sys
import threading
import time
from typing import Any

import pytest

import refloop
from refloop.core import loop as loop_module
from refloop.runtime import stepping


def readable(fd: Any, timeout: float = 0.0) -> Any:
    return bool(select.select([fd], [], [], timeout)[0])


def step_until(loop: Any, condition: Any) -> None:
    """Step as a host does, for ten seconds at most."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        loop.run_once(0.1)


def test_a_budget_of_nothing_is_one_callback(loop: Any) -> None:
    seen = []
    for n in range(3):
        loop.call_soon(lambda n=n: (seen.append(n), loop.call_soon(seen.append, n + 10)))
    assert loop.run_once(budget=0) is True
    assert seen == [0]
    assert loop.pending() == 3
    assert loop.run_once(budget=0) is True
    assert seen == [0, 1]
    assert loop.run_once() is True  # ends the iteration; what it scheduled waits for the next
    assert seen == [0, 1, 2]
    assert loop.run_once() is False
    assert seen == [0, 1, 2, 10, 11, 12]


def test_a_budget_is_spent_by_callbacks_not_by_waiting(loop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock that callbacks move, and the wait for a timer too."""
    now, seen = 0.0, []

    def work(n: Any) -> None:
        nonlocal now
        seen.append(n)
        now += 1

    def poll(timeout: Any) -> Any:
        nonlocal now
        now += 100
        return []

    for module in (loop_module, stepping):
        monkeypatch.setattr(module, "monotonic", lambda: now)
    for n in range(5):
        loop.call_soon(work, n)
    loop.run_once(budget=1.5)
    assert seen == [0, 1]
    loop.run_once(budget=2.0)
    assert seen == [0, 1, 2, 3]
    loop.run_once()
    monkeypatch.setattr(loop._poller, "poll", poll)
    for n in range(5, 10):
        loop.call_at(loop.time() - 1, work, n)
    loop.wake_fd() if hasattr(loop._poller, "fileno") else loop.on_wake(int)  # so that it polls
    loop.run_once(5, budget=1.5)
    assert seen == [0, 1, 2, 3, 4, 5, 6]


def test_nothing_comes_between_the_parts_of_a_turn(loop: Any) -> None:
    """Neither an event nor a timer that is due enters an iteration that was cut short."""
    here, there = socket.socketpair()
    seen = []
    loop.add_reader(here.fileno(), lambda: (seen.append("event"), loop.remove_reader(here.fileno())))
    for n in range(2):
        loop.call_soon(lambda n=n: (seen.append(n), loop.call_soon(seen.append, n + 10)))
    loop.run_once(budget=0)
    there.send(b"x")
    loop.call_later(0, seen.append, "timer")
    time.sleep(0.001)
    step_until(loop, lambda: "event" in seen)
    assert seen == [0, 1, 10, 11, "event", "timer"]
    here.close()
    there.close()


def test_run_forever_ends_a_turn_that_was_cut_short(loop: Any) -> None:
    seen = []
    for callback in (lambda: seen.append(1), loop.stop, lambda: seen.append(2)):
        loop.call_soon(callback)
    loop.call_soon(lambda: loop.call_soon(seen.append, 3))
    loop.run_once(budget=0)
    loop.run_once(budget=0)
    assert not loop.was_stopped()  # `stop` was called, and the iteration goes on
    loop.run_forever()
    assert loop.was_stopped()
    assert seen == [1, 2]
    assert loop.run_once() is False
    assert seen == [1, 2, 3]
    assert not loop.was_stopped()


def test_an_exit_forgets_that_the_turn_was_cut_short(loop: Any) -> None:
    """As in `run_forever`, what is left is a part of the next iteration."""
    seen = []

    def leave() -> None:
        raise SystemExit

    for callback in (dict, leave, lambda: seen.append(1)):
        loop.call_soon(callback)
    loop.run_once(budget=0)
    with pytest.raises(SystemExit):
        loop.run_once()
    assert not loop.is_running()
    assert loop.run_once() is False
    assert seen == [1]


def test_stop_before_a_step(loop: Any) -> None:
    loop.call_later(100, print)
    loop.stop()
    loop.run_once(None)
    assert loop.was_stopped()
    loop.run_once(0)
    assert not loop.was_stopped()


def test_run_ready_runs_until_nothing_is_ready(loop: Any) -> None:
    seen = []

    async def worker() -> None:
        for n in range(50):
            seen.append(n)
            await asyncio.sleep(0)

    loop.call_later(100, print)
    task = loop.create_task(worker())
    assert loop.run_ready() is False
    assert task.done()
    assert seen == list(range(50))


def test_run_ready_keeps_to_its_budget(loop: Any) -> None:
    count = 0

    def again() -> None:
        nonlocal count
        count += 1
        time.sleep(0.002)
        loop.call_soon(again)

    again()
    again()
    assert loop.run_ready(budget=0) is True
    assert count == 3
    before = time.monotonic()
    assert loop.run_ready(budget=0.01) is True
    assert time.monotonic() - before >= 0.01
    assert 3 < count <= 3 + 6  # no more than fit in, and one that may have begun right before the end


def test_run_ready_ends_with_stop(loop: Any) -> None:
    seen: list[Any] = []
    loop.call_soon(lambda: (loop.stop(), loop.call_soon(seen.append, 1)))
    assert loop.run_ready() is True
    assert loop.was_stopped()
    assert seen == []
    assert loop.run_ready() is False
    assert seen == [1]


def test_run_ready_sees_descriptors_and_timers(loop: Any) -> None:
    here, there = socket.socketpair()
    seen = []
    loop.add_reader(here.fileno(), lambda: seen.append(here.recv(1)))
    there.send(b"a")
    loop.call_at(loop.time(), seen.append, "timer")
    loop.run_ready()
    assert seen == [b"a", "timer"]
    loop.remove_reader(here.fileno())
    here.close()
    there.close()


def test_run_ready_sleeps_first_if_it_may(loop: Any) -> None:
    here, there = socket.socketpair()
    seen = []
    loop.add_reader(here.fileno(), lambda: seen.append(here.recv(1)))
    threading.Timer(0.01, there.send, [b"a"]).start()
    assert loop.run_ready(timeout=None) is False
    assert seen == [b"a"]
    loop.remove_reader(here.fileno())
    loop.call_later(0.001, lambda: loop.call_soon(seen.append, "after the timer"))
    assert loop.run_ready(timeout=60) is False
    assert seen == [b"a", "after the timer"]
    before = loop.time()
    assert loop.run_ready(timeout=0.001) is False
    assert loop.time() - before >= 0.001
    here.close()
    there.close()


def test_a_step_after_an_exit_goes_on(loop: Any) -> None:
    seen: list[Any] = []
    loop.call_soon(sys.exit, 3)
    loop.call_soon(seen.append, "rest")
    with pytest.raises(SystemExit):
        loop.run_ready()
    assert seen == []
    assert loop.run_once() is False
    assert seen == ["rest"]


def test_a_budget_in_debug_mode(loop: Any, caplog: pytest.LogCaptureFixture) -> None:
    loop.set_debug(True)
    loop.slow_callback_duration = 0
    loop.call_soon(time.sleep, 0.001)
    loop.call_soon(loop.set_debug, False)
    loop.call_soon(time.sleep, 0.001)
    assert loop.run_once(budget=0) is True
    assert caplog.text.count("Executing") == 1
    loop.run_ready()
    assert loop.pending() == 0


def test_questions_about_timers(loop: Any) -> None:
    dead = loop.call_later(50, print)
    timer = loop.call_later(100, print)
    dead.cancel()
    assert loop.next_deadline() == timer.when()
    timer.cancel()
    assert loop.next_deadline() is None
    loop.call_soon(dict).cancel()
    assert loop.pending() == 0


def test_a_negative_timeout_does_not_sleep(loop: Any) -> None:
    assert loop.run_once(-1) is False


def test_a_step_inside_of_a_running_loop_is_refused(loop: Any) -> None:
    errors = []

    def step() -> None:
        for call in (loop.run_once, loop.run_ready, refloop.Loop().run_once):
            try:
                call()
            except RuntimeError as exc:
                errors.append(str(exc))
        loop.stop()

    loop.call_soon(step)
    loop.run_forever()
    assert len(errors) == 3
    loop.close()
    for call in (loop.run_once, loop.run_ready, loop.wake_fd, lambda: loop.on_wake(print)):
        with pytest.raises(RuntimeError, match="closed"):
            call()


def test_whoever_gives_work_outside_of_a_turn_rings(loop: Any) -> None:
    rings = []
    loop.on_wake(lambda: rings.append(threading.get_ident()))
    future = loop.create_future()

    async def wait() -> Any:
        return await future

    def expect_one_notification(action: Any) -> None:
        rings.clear()
        action()
        assert rings == [threading.get_ident()]
        loop.run_ready()

    task: Any = None

    def start() -> None:
        nonlocal task
        task = loop.create_task(wait())

    expect_one_notification(start)
    expect_one_notification(lambda: future.set_result(1))
    assert task.result() == 1
    expect_one_notification(lambda: loop.call_soon(dict))
    expect_one_notification(lambda: loop.call_later(100, print))
    expect_one_notification(lambda: loop.call_at(loop.time() + 100, print))
    expect_one_notification(lambda: (loop.call_soon(dict), loop.call_soon(dict)))  # once until the next iteration
    rings.clear()
    loop.call_soon(lambda: loop.call_soon(lambda: loop.call_later(100, print)))
    assert len(rings) == 1
    loop.run_ready()  # what an iteration itself schedules needs no notification
    assert len(rings) == 1

    rings.clear()
    thread = threading.Thread(target=loop.call_soon_threadsafe, args=(dict,))
    thread.start()
    thread.join()
    assert rings == [thread.ident]
    loop.on_wake(None)
    loop.call_soon(dict)
    assert len(rings) == 1


def test_a_bell_survives_debug_mode(loop: Any) -> None:
    rings = []
    loop.on_wake(lambda: rings.append(1))
    loop.set_debug(True)
    loop.call_soon(loop.set_debug, False)
    loop.run_ready()
    future = loop.create_future()
    future.add_done_callback(lambda f: None)
    rings.clear()
    future.set_result(None)
    assert rings == [1]
    loop.set_debug(True)
    loop.set_debug(False)
    loop.run_ready()
    loop.call_soon(loop.stop)
    loop.run_forever()
    rings.clear()
    loop.call_soon(dict)
    assert rings == [1]


def test_no_bell_is_missed(loop: Any) -> None:
    """A host that sleeps until it is rung for, and a thread that waits for every answer."""
    rounds = 2000
    wake, there, seen = threading.Event(), threading.Semaphore(0), []
    loop.on_wake(wake.set)

    def work() -> None:
        for n in range(rounds):
            loop.call_soon_threadsafe(lambda n=n: (seen.append(n), there.release()))
            there.acquire()

    thread = threading.Thread(target=work)
    thread.start()
    while len(seen) < rounds:
        while loop.run_once():
            pass
        if len(seen) < rounds:
            assert wake.wait(10), f"asleep after {len(seen)}"
            wake.clear()
    thread.join()
    assert seen == list(range(rounds))


def test_wake_fd() -> None:
    loop = refloop.Loop()
    fd = loop.wake_fd()
    assert not readable(fd)
    loop.call_soon(dict)
    assert readable(fd)
    loop.run_ready()
    assert not readable(fd)

    thread = threading.Thread(target=loop.call_soon_threadsafe, args=(dict,))
    thread.start()
    assert readable(fd, 10)
    thread.join()
    loop.run_once()
    assert not readable(fd)

    here, there = os.pipe()
    seen = []
    loop.add_reader(here, lambda: seen.append(os.read(here, 1)))
    assert not readable(fd)
    os.write(there, b"x")
    assert readable(fd)
    loop.run_once()
    assert seen == [b"x"]
    assert not readable(fd)
    loop.close()
    os.close(here)
    os.close(there)


def test_a_poller_that_is_no_descriptor_has_no_wake_fd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(select, "epoll", raising=False)
    loop = refloop.Loop()
    with pytest.raises(RuntimeError, match="no descriptor"):
        loop.wake_fd()
    loop.close()
