"""`thread_while_idle` and `signal_while_idle` act while a loop waits in its poll, and not before."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from interpreters import find, find_other
from loopspec.harness import idle
from loopspec.harness.execution import Execution, Namespace
from loopspec.results.model import Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import cases_of, make_plan
from loopspec.running.run import run as run_plan
from loopspec.scenarios.load import load_file
from loopspec.targets.target import parse_target
from scenarios.cases import HERE

SCENARIOS = load_file(HERE / "valid-pass" / "idle.yaml")
KNOWN = idle.rest_of(idle.this_thread()) is not None


@pytest.mark.parametrize("name", ["asyncio", "asyncio-pure", "refloop", "refloop-loop", "refloop-guest"])
def test_holds_on_registered_targets(name: str) -> None:
    assert_holds(name)


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14", "3.15"])
def test_holds_on_every_python(version: str) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    assert_holds(f"asyncio@{python}")


def test_holds_on_pypy() -> None:
    python = find_other("pypy3")
    if python is None:
        pytest.skip("no pypy3 here")
    assert_holds(f"asyncio@{python}")


def assert_holds(name: str) -> None:
    found = run_plan(make_plan([parse_target(name)], cases_of(SCENARIOS)), RunOptions(timeout=20.0))
    told = [(result.id, result.verdict, result.detail) for result in found.results]
    assert [one for one in told if one[1] is not Verdict.PASS] == []


@pytest.fixture
def sleeper() -> tuple[int | None, Callable[[], None]]:
    """A thread that waits for an event, and what ends it."""
    number: list[int | None] = []
    begun, over = threading.Event(), threading.Event()

    def wait() -> None:
        number.append(idle.this_thread())
        begun.set()
        over.wait()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    begun.wait()
    return number[0], over.set


@pytest.mark.skipif(not KNOWN, reason="the system does not tell what a thread does")
def test_a_sleeping_thread_is_idle_and_a_busy_one_is_not(sleeper: tuple[int, Callable[[], None]]) -> None:
    thread, end = sleeper
    assert idle.wait_until_idle(thread, lambda: False)
    assert idle.rest_of(threading.get_native_id()) == []  # awake: it is the one that looks
    end()


@pytest.mark.skipif(not KNOWN, reason="the system does not tell what a thread does")
def test_a_thread_that_keeps_waking_up_is_taken_for_idle_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rests = iter(range(10**9))
    monkeypatch.setattr(idle, "rest_of", lambda thread: [str(next(rests))])
    monkeypatch.setattr(idle, "PATIENCE", 10)
    assert idle.wait_until_idle(1, lambda: False)
    assert next(rests) == 10


@pytest.mark.skipif(not KNOWN, reason="the system does not tell what a thread does")
def test_time_in_which_nobody_looked_does_not_make_a_thread_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([["1", "0"], *[[]] * 2 * idle.PATIENCE, *[["2", "0"]] * (idle.IDLE_LOOKS + 1)])
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    monkeypatch.setattr(idle, "rest_of", lambda thread: next(looks))
    monkeypatch.setattr(idle, "run_time", lambda thread: 0.0)
    assert idle.wait_until_idle(1, lambda: False)
    assert next(looks, None) is None


@pytest.mark.skipif(not KNOWN, reason="the system does not tell what a thread does")
def test_a_thread_that_never_sleeps_is_taken_for_idle_once_it_has_run_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([5.0, 5.5, 6.0, 6.5])
    monkeypatch.setattr(idle, "rest_of", lambda thread: [])
    monkeypatch.setattr(idle, "run_time", lambda thread: next(seconds))
    assert idle.wait_until_idle(1, lambda: False)
    assert next(seconds, None) is None


@pytest.mark.skipif(not KNOWN, reason="the system does not tell what a thread does")
def test_a_thread_that_works_adds_to_its_run_time() -> None:
    thread, before = threading.get_native_id(), idle.run_time(threading.get_native_id())
    until = time.thread_time() + 0.05
    while time.thread_time() < until:
        pass
    assert idle.run_time(thread) > before
    assert idle.run_time(None) == 0.0


def test_time_is_given_where_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "BLIND_LOOKS", 10)
    begun = time.monotonic()
    assert idle.wait_until_idle(None, lambda: False)
    assert time.monotonic() - begun >= 9 * idle.LOOK_INTERVAL


def test_nothing_is_done_once_the_case_is_over() -> None:
    assert not idle.wait_until_idle(idle.this_thread(), lambda: True)


def test_threads_that_wait_for_an_idle_loop_end_with_the_case() -> None:
    case = Execution(Namespace(asyncio))
    before = threading.active_count()
    case.while_idle(lambda: case.log("thread", "acts"))
    case.close()
    assert (threading.active_count(), case.events) == (before, [])
