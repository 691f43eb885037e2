"""Loops that hang, die, shout and litter: each costs its own case, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loopspec.results.model import Result, Verdict
from loopspec.running import supervisor
from loopspec.running.plan import Case
from loopspec.targets.target import Target, TargetError

pytestmark = pytest.mark.slow

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]
MakeTarget = Callable[..., Target]

isolations = pytest.mark.parametrize("forks", [True, False], ids=["forked", "inline"])


@pytest.fixture
def suffer(make_case: MakeCase, ordinary: MakeCase, hostile: MakeTarget, run_cases: RunCases) -> Callable[..., Result]:
    """Run a hostile loop between two innocent cases; the innocent have to pass."""

    def run(name: str, forks: bool, **options: Any) -> Result:
        before = make_case("before", "scenario.check('one', 1, 1)")
        after = make_case("after", "scenario.check('one', 1, 1)\nscenario.aio.Lock()")
        target = hostile(name, forks=forks)
        results = run_cases(target, before, ordinary("evil"), after, **options)
        assert results["before"].verdict is Verdict.PASS
        assert results["after"].verdict is Verdict.PASS, results["after"].detail
        evil = results["evil"]
        assert evil.expected == [("main", "in"), ("main", "out")]
        return evil

    return run


@isolations
@pytest.mark.parametrize(
    ("loop", "where"),
    [
        ("sleeps_in_c", "hostile_loops.py"),
        ("blocks_in_select", "hostile_loops.py"),
        ("spins", "in _spin"),
        ("spins_in_c", "in _spin_in_c"),
        ("deadlocks", "in _deadlock"),
    ],
)
def test_hang_comes_with_stacks(suffer: Callable[[str, bool], Result], loop: str, where: str, forks: bool) -> None:
    """The deadline ends a hang, and the stacks show where it was."""
    result = suffer(loop, forks)
    assert result.verdict is Verdict.HANG
    assert result.detail.startswith("no end within 0.5 s")
    assert where in result.output


def test_hang_shows_stacks_of_all_threads(suffer: Callable[[str, bool], Result]) -> None:
    """Every thread's stack is there, not only the main one's."""
    assert suffer("deadlocks", True).output.count("most recent call first") == 2


@pytest.mark.parametrize("loop", ["blocks_signals", "stops_itself"])
def test_hang_without_stacks(suffer: Callable[[str, bool], Result], loop: str) -> None:
    """A loop that answers to no signal is a hang like any other."""
    assert suffer(loop, True).verdict is Verdict.HANG


@isolations
@pytest.mark.parametrize(
    ("loop", "detail"),
    [
        ("aborts", "killed by SIGABRT"),
        ("crashes", "killed by SIGSEGV"),
        ("kills_itself", "killed by SIGKILL"),
        ("exits", "exited with status 0"),
    ],
)
def test_crash_says_how(suffer: Callable[[str, bool], Result], loop: str, detail: str, forks: bool) -> None:
    """A crash tells the signal or the exit status."""
    result = suffer(loop, forks)
    assert result.verdict is Verdict.CRASH
    assert detail in result.detail


def test_crash_comes_with_the_stack(suffer: Callable[..., Result]) -> None:
    """Where it was when it crashed."""
    output = suffer("crashes", True).output
    assert "Segmentation fault" in output
    assert "in _crash" in output


@isolations
@pytest.mark.parametrize("loop", ["fills_memory", "fills_memory_to_the_last_byte"])
def test_memory_without_end_is_told(suffer: Callable[..., Result], loop: str, forks: bool) -> None:
    """A case may allocate so much and no more, and that is what is said."""
    result = suffer(loop, forks, memory=256, timeout=10.0)
    assert (result.verdict, result.ended) == (Verdict.FAIL, "MemoryError")
    assert "ended by MemoryError: the memory limit is 256 MiB" in result.detail


@isolations
def test_memory_without_end_in_c_is_a_crash(suffer: Callable[..., Result], forks: bool) -> None:
    """A loop may do anything when it gets no memory; its last words are reported."""
    result = suffer("fills_memory_in_c", forks, memory=256, timeout=10.0)
    assert result.verdict is Verdict.CRASH
    assert "killed by SIGABRT" in result.detail
    assert "out of memory" in result.output


def test_memory_that_is_only_reserved_is_free(make_case: MakeCase, run_cases: RunCases) -> None:
    """Compilers and allocators reserve address space that they never use."""
    body = "import mmap\nmmap.mmap(-1, 1 << 32, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)"
    assert run_cases(Target("asyncio"), make_case("reserve", body), memory=64)["reserve"].verdict is Verdict.PASS


def test_memory_is_not_bound_where_that_is_asked_for(make_case: MakeCase, run_cases: RunCases) -> None:
    """0 leaves the limits as they are."""
    body = (
        "import resource\n"
        'scenario.observe("limit", resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY)'
    )
    for memory, unbound in ((0, "True"), (4096, "False")):
        result = run_cases(Target("asyncio"), make_case("limit", body), memory=memory)["limit"]
        assert result.observed == [("limit", unbound)]


@isolations
def test_a_hundred_megabytes_of_output_change_nothing(suffer: Callable[..., Result], forks: bool) -> None:
    """On both streams, and soon forgotten."""
    assert suffer("floods_both", forks, timeout=20.0).verdict is Verdict.PASS


@isolations
def test_crash_after_a_flood_keeps_the_last_lines(suffer: Callable[..., Result], forks: bool) -> None:
    """However much was written, the end of it is told, and only that."""
    result = suffer("floods_and_dies", forks, timeout=20.0)
    assert result.verdict is Verdict.CRASH
    assert "the last words" in result.output
    assert "Fatal Python error: Aborted" in result.output or not forks
    assert len(result.output) <= 8192


@isolations
@pytest.mark.parametrize(
    "loop",
    ["prints_garbage", "closes_standard_descriptors", "leaves_things_behind", "blocks_the_exit"],
)
def test_bad_manners_are_not_deviations(suffer: Callable[[str, bool], Result], loop: str, forks: bool) -> None:
    """Bad manners that break no rule do not change the verdict."""
    result = suffer(loop, forks)
    assert (result.verdict, result.detail) == (Verdict.PASS, "")


@isolations
@pytest.mark.parametrize("loop", ["replaces_asyncio", "breaks_the_harness"])
def test_what_is_patched_costs_its_own_case(suffer: Callable[..., Result], loop: str, forks: bool) -> None:
    """A loop that replaces what everybody uses breaks itself, and nothing after it."""
    assert suffer(loop, forks).verdict in (Verdict.FAIL, Verdict.CRASH)


@isolations
def test_changes_do_not_reach_the_next_case(suffer: Callable[[str, bool], Result], forks: bool) -> None:
    """Handlers, hooks, the environment and asyncio itself are fresh for the next case."""
    assert suffer("changes_everything", forks).verdict is Verdict.PASS


def test_fork_inside_a_case_answers_once(suffer: Callable[[str, bool], Result]) -> None:
    """A case that returns in two processes has one result."""
    assert suffer("returns_twice", True).verdict is Verdict.PASS


def test_closed_pipe_is_told(suffer: Callable[[str, bool], Result]) -> None:
    """A loop that closes descriptors that it does not own cannot deliver, and that is what is said."""
    result = suffer("closes_all_descriptors", True)
    assert result.verdict is Verdict.CRASH


@pytest.mark.parametrize("loop", ["kills_its_parent", "litters_and_kills_its_parent"])
def test_worker_killed_by_its_case(suffer: Callable[[str, bool], Result], loop: str) -> None:
    """A case that kills the worker is a crash; a new worker goes on."""
    result = suffer(loop, True)
    assert result.verdict is Verdict.CRASH
    assert result.detail == "the worker was killed by SIGKILL"


@isolations
def test_exit_exception_is_an_observation(suffer: Callable[[str, bool], Result], forks: bool) -> None:
    """SystemExit out of the loop ends the case like any exception."""
    result = suffer("raises_system_exit", forks)
    assert result.verdict is Verdict.FAIL
    assert "ended by SystemExit" in result.detail


def test_events_before_the_end_are_kept(make_case: MakeCase, run_cases: RunCases) -> None:
    """A crash and a hang show how far they came."""
    abort = make_case("abort", 'scenario.log("main", "one")\nimport os\nos.abort()', [("main", "one")])
    sleep = make_case("sleep", 'scenario.log("a", "b")\nimport time\ntime.sleep(60)', [("a", "c")])
    results = run_cases(Target("asyncio"), abort, sleep)
    assert results["abort"].events == [("main", "one")]
    assert results["abort"].at is None
    assert results["sleep"].events == [("a", "b")]
    assert results["sleep"].at == 0


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("raises_on_import", "importing it failed: RuntimeError: half built (HERE/raises_on_import.py:1)"),
        ("exits_on_import", "importing it failed: SystemExit: 3 (HERE/exits_on_import.py:3)"),
        ("aborts_on_import", "importing it failed: the process was killed by SIGABRT: giving up"),
    ],
)
def test_target_that_cannot_be_imported(
    hostile: MakeTarget, ordinary: MakeCase, run_cases: RunCases, module: str, message: str
) -> None:
    """One line says what happened."""
    with pytest.raises(TargetError) as caught:
        run_cases(hostile(module), ordinary("x"))
    (here,) = hostile(module).sys_path
    assert str(caught.value) == f"{module}: {message.replace('HERE', here)}"


def test_missing_dependency_is_not_a_missing_target(
    ordinary: MakeCase, run_cases: RunCases, hostile: MakeTarget
) -> None:
    """A module that is there but lacks another is told from one that is not there."""
    target = Target("x", namespace="lacks_a_dependency", sys_path=hostile("spins").sys_path)
    with pytest.raises(TargetError, match="No module named 'does_not_exist_either'"):
        run_cases(target, ordinary("x"))


def test_import_that_never_ends(
    hostile: MakeTarget,
    ordinary: MakeCase,
    run_cases: RunCases,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A target that does not come up is told after a while, a longer one on a busy machine."""
    monkeypatch.setattr(supervisor, "START_LIMIT", 0.3)
    for busy, limit in ((False, "0.3"), (True, "0.9")):
        monkeypatch.setattr(supervisor, "is_busy", lambda busy=busy: busy)
        with pytest.raises(TargetError, match=f"did not come up within {re.escape(limit)} s"):
            run_cases(hostile("sleeps_on_import"), ordinary("x"))


def test_noise_and_threads_on_import(hostile: MakeTarget, ordinary: MakeCase, run_cases: RunCases) -> None:
    """Output on import is not an answer; with a thread about, cases are not forked."""
    results = run_cases(hostile("noisy_on_import"), ordinary("a"), ordinary("b"))
    assert [result.verdict for result in results.values()] == [Verdict.PASS, Verdict.PASS]


def test_factory_that_makes_no_loop(hostile: MakeTarget, ordinary: MakeCase, run_cases: RunCases) -> None:
    """A factory that raises is told before any case is run."""
    with pytest.raises(TargetError, match="makes no event loop: ended by RuntimeError: no loop today"):
        run_cases(hostile("cannot_be_made"), ordinary("x"))


def test_time_of_a_run_is_bounded(
    hostile: MakeTarget, make_case: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """A hang costs its deadline: in a shared process, in one of its own, and once more where it is doubted."""
    runs = tmp_path / "runs"
    body = f"""
        with open({str(runs)!r}, "a") as file:
            file.write("x")
        async def main(): pass
        scenario.run(main)
    """
    results = run_cases(hostile("spins"), make_case("a", body), make_case("b", body), timeout=0.2)
    assert [result.verdict for result in results.values()] == [Verdict.HANG] * 2
    assert 2 <= runs.stat().st_size <= 2 * 3
