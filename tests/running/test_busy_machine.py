"""A busy machine makes no verdict on a target: hangs are doubted, starts have time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from loopspec.harness import starvation
from loopspec.report.terminal import summary
from loopspec.results.file import read_results, write_results
from loopspec.results.merge import Part, merge
from loopspec.results.model import Result, Results, Verdict
from loopspec.running import supervisor
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import run
from loopspec.targets.target import Target, TargetError, parse_target

pytestmark = pytest.mark.slow

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]
MakeTarget = Callable[..., Target]

HALF = Path(__file__).resolve().parent.parent / "launchers" / "half_python.py"
ASYNCIO = Target("asyncio")
INLINE = Target("inline", forks=False)


@pytest.fixture
def interpreter(tmp_path: Path) -> Callable[..., Target]:
    """Make a target of an interpreter that runs each case as a script, by the lines of a shell script."""

    def make(*lines: str) -> Target:
        path = tmp_path / "half"
        path.write_text("\n".join(["#!/bin/sh", *lines, ""]).replace("PYTHON", f'"{sys.executable}" "{HALF}" "$@"'))
        path.chmod(0o755)
        return parse_target(f"asyncio@{path}")

    return make


@pytest.fixture
def slow_once(make_case: MakeCase, tmp_path: Path) -> MakeCase:
    """Make a case that hangs the first time that it is run, after ``first``, and notes each time."""

    def make(name: str, first: str = "pass", always: bool = False) -> Case:
        notes = tmp_path / f"{name}.runs"
        body = f"""
            import os, time
            with open({str(notes)!r}, "a") as file:
                file.write("x")
            if {always} or os.path.getsize({str(notes)!r}) == 1:
                {first}
                time.sleep(60)
        """
        return make_case(name, body)

    return make


def times_run(tmp_path: Path, name: str) -> int:
    return len((tmp_path / f"{name}.runs").read_text())


@pytest.fixture(autouse=True)
def idle_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the supervisor see a machine with nothing else to do, whatever this one does."""
    monkeypatch.setattr(supervisor, "load", lambda: 0.0)


@pytest.mark.parametrize(("load", "factor"), [(0.0, 3), (1.2, 3), (4.0, 3), (10.0, 8), (100.0, 15)])
def test_doubted_hang_is_given_more_time_on_a_busier_machine(
    load: float, factor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "load", lambda: load)
    assert supervisor.longer() == factor


@pytest.fixture
def starved_by_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the supervisor take each hang that is known to have slept for one that waited for a processor."""
    monkeypatch.setattr(supervisor, "STARVED", -1.0)


@pytest.fixture
def starved_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the supervisor believe each hang of which it is known how long the case has waited, however long."""
    monkeypatch.setattr(supervisor, "STARVED", 1000.0)


def test_slow_start_of_an_interpreter_is_no_hang(
    interpreter: Callable[..., Target], make_case: MakeCase, run_cases: RunCases
) -> None:
    """The deadline counts from when the case starts, although the interpreter takes longer to get there."""
    cases = [make_case(name, f"scenario.log('a', '{name}')", [("a", name)]) for name in ("one", "two")]
    results = run_cases(interpreter("sleep 0.7", "exec PYTHON"), *cases, timeout=0.5)
    assert [(result.verdict, result.detail) for result in results.values()] == [(Verdict.PASS, "")] * 2
    assert all(result.seconds < 0.5 for result in results.values()), "the time of a case is its own"


@pytest.mark.usefixtures("starved_by_nothing")
def test_hang_of_a_script_is_a_hang(
    interpreter: Callable[..., Target], slow_once: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """An interpreter that becomes the script's process slept all the time, and is believed at once."""
    result = run_cases(interpreter("exec PYTHON"), slow_once("stuck", always=True))["stuck"]
    assert (result.verdict, result.detail) == (Verdict.HANG, "no end within 0.5 s")
    assert times_run(tmp_path, "stuck") == 1


def test_interpreter_that_does_not_come_to_the_case_is_told(
    interpreter: Callable[..., Target], make_case: MakeCase, run_cases: RunCases
) -> None:
    """Once the facts are told it begins a script, and never gets to the case."""
    stuck = interpreter(
        """sed 's/^tell("starts", None)/import time; time.sleep(60)/' "$1" > "$1.x" && mv "$1.x" "$1\"""",
        "exec PYTHON",
    )
    result = run_cases(stuck, make_case("x", "pass"), timeout=0.1)["x"]
    assert result.verdict is Verdict.HANG
    assert result.detail.startswith("the interpreter did not come to the case")


@pytest.mark.parametrize("way", ["forked", "inline", "scripted"])
def test_hang_that_may_be_slowness_is_seen_again_before_it_is_believed(
    way: str,
    interpreter: Callable[..., Target],
    slow_once: MakeCase,
    ordinary: MakeCase,
    run_cases: RunCases,
    tmp_path: Path,
) -> None:
    """Where nobody knows that the case slept: with other processes about, or in the worker's own process."""
    target = {"forked": ASYNCIO, "inline": INLINE}.get(way) or interpreter("PYTHON")
    company = "import subprocess; subprocess.Popen(['sleep', '60'])" if way == "forked" else "pass"
    cases = [slow_once("slow", company), slow_once("stuck", company, always=True), ordinary("last")]
    results = run_cases(target, *cases, alone=True)
    assert [result.verdict for result in results.values()] == [Verdict.PASS, Verdict.HANG, Verdict.PASS]
    assert results["stuck"].detail == "no end within 0.5 s, nor within 1.5 s when it was run again"
    assert (times_run(tmp_path, "slow"), times_run(tmp_path, "stuck")) == (2, 2)


@pytest.mark.usefixtures("starved_by_nothing")
def test_hang_of_a_case_that_slept_is_believed_at_once(
    slow_once: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """To run it again would show the same."""
    result = run_cases(ASYNCIO, slow_once("stuck", always=True), alone=True)["stuck"]
    assert (result.verdict, result.detail) == (Verdict.HANG, "no end within 0.5 s")
    assert times_run(tmp_path, "stuck") == 1


@pytest.mark.usefixtures("starved_by_everything")
def test_run_on_a_busy_machine_says_so(slow_once: MakeCase, tmp_path: Path) -> None:
    """With the options that help, in this run and in its replays."""
    cases = [slow_once(f"c{number}") for number in range(5)]
    found = run(make_plan([ASYNCIO], cases), RunOptions(workers=5, timeout=0.5, alone=True))
    assert {result.verdict for result in found.results} == {Verdict.PASS}
    assert found.starved == 5
    write_results(tmp_path / "found.jsonl", found)
    again = read_results(tmp_path / "found.jsonl")
    for results in (found, again, merge([Part(tmp_path / "found.jsonl", again)]).results):
        text = " ".join(printed(results).split())
        assert "the machine was busy: 5 cases waited for a processor beyond their deadline" in text
        assert "`-n 1`" in text
        assert "`--timeout SECONDS`" in text


def test_run_on_a_quiet_machine_says_nothing(ordinary: MakeCase) -> None:
    assert "busy" not in printed(run(make_plan([ASYNCIO], [ordinary("a")]), RunOptions(workers=1)))


def printed(results: Results) -> str:
    console = Console(width=100, record=True, quiet=False, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    summary(results, console)
    return console.export_text()


@pytest.mark.usefixtures("starved_by_everything")
def test_hang_stands_when_its_target_does_not_start_again(
    make_case: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """A result is kept, although the case could not be run again."""
    module = tmp_path / "once.py"
    module.write_text(f"import os\nfrom asyncio import *\nos.rename({str(module)!r}, {str(module)!r} + '.gone')\n")
    target = Target("once", namespace="once", forks=False, sys_path=(str(tmp_path),))
    result = run_cases(target, make_case("stuck", "import time\ntime.sleep(60)"))["stuck"]
    assert (result.verdict, result.detail) == (Verdict.HANG, "no end within 0.5 s")


def test_worker_has_more_time_to_start_on_a_busy_machine(
    make_case: MakeCase, run_cases: RunCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same start is too slow where the machine has nothing else to do."""
    (tmp_path / "late.py").write_text("import time\nfrom asyncio import *\ntime.sleep(0.5)\n")
    target = Target("late", namespace="late", sys_path=(str(tmp_path),))
    monkeypatch.setattr(supervisor, "START_LIMIT", 0.2)
    monkeypatch.setattr(supervisor, "is_busy", lambda: False)
    with pytest.raises(TargetError, match=r"did not come up within 0\.2 s"):
        run_cases(target, make_case("x", "pass"))
    monkeypatch.setattr(supervisor, "is_busy", lambda: True)
    monkeypatch.setattr(supervisor, "LONGER", 200)
    assert run_cases(target, make_case("x", "pass"))["x"].verdict is Verdict.PASS


class FakeProcess:
    """A process of one thread, as ``/proc`` shows it, on a clock that is moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.state, self.ticks, self.reaped, self.others = 0.0, b"R", 0, 0, ["1"]
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(os, "sysconf", lambda name: 100)
        monkeypatch.setattr(os, "listdir", self.listdir)
        monkeypatch.setattr(starvation, "stat", self.stat)
        self.watched = starvation.Starvation(7)

    def listdir(self, path: str) -> list[str]:
        return ["7"] if path == "/proc/7/task" else ["7", "self", *self.others]

    def stat(self, folder: str) -> list[bytes]:
        own = folder.startswith("/proc/7")
        numbers = [1, 7, 7, 0, 0, 0, 5, self.reaped, 0, 0, self.ticks, 0] if own else [0, 1, 1, *[0] * 9]
        numbers[0] = 7 if folder == "/proc/8" else numbers[0]
        return [self.state, *(str(number).encode() for number in numbers)]

    def lives(self, seconds: float, state: bytes) -> None:
        self.now += seconds
        self.state = state
        self.watched.look()


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> FakeProcess:
    return FakeProcess(monkeypatch)


@pytest.mark.parametrize("state", [b"R", b"D"])
def test_who_wants_to_run_and_gets_no_time_is_starved(process: FakeProcess, state: bytes) -> None:
    for _ in range(10):
        process.lives(0.1, state)
    process.ticks = 25
    assert process.watched.seconds() == pytest.approx(0.75)


def test_who_has_a_processor_is_not_starved(process: FakeProcess) -> None:
    process.lives(1.0, b"R")
    process.ticks = 100
    assert process.watched.seconds() == 0.0


def test_who_sleeps_is_not_starved(process: FakeProcess) -> None:
    process.lives(0.1, b"S")  # until somebody looks, it may have waited
    process.lives(1.4, b"S")
    assert process.watched.seconds() == pytest.approx(0.1)


def test_nothing_is_known_where_other_processes_have_a_part(process: FakeProcess) -> None:
    process.lives(0.1, b"S")
    process.others = ["1", "8"]  # a child
    assert process.watched.seconds() is None
    process.others, process.reaped = ["1"], 3  # one that has ended
    assert process.watched.seconds() is None
