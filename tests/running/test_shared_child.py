"""Cases that pass share a child; whatever else they do, they do in one of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.results.model import Result, Verdict
from loopspec.running.plan import Case
from loopspec.targets.target import Target

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]
MakeTarget = Callable[..., Target]

ASYNCIO = Target("asyncio", namespace="asyncio")
PID = "import os\nscenario.observe('pid', os.getpid())\n"


MANY = "abcdefghijkl"
"""Names of cases of which some share a child, however busy the machine is: one that takes long goes on alone."""


def pids(results: dict[str, Result]) -> list[str]:
    return [result.observed[0][1] for result in results.values()]


def test_cases_that_pass_share_a_child(make_case: MakeCase, run_cases: RunCases) -> None:
    cases = [make_case(name, PID) for name in MANY]
    assert len(set(pids(run_cases(ASYNCIO, *cases)))) < len(MANY)
    assert len(set(pids(run_cases(ASYNCIO, *cases, alone=True)))) == len(MANY)


@pytest.mark.parametrize(
    "deed",
    [
        "1 / 0",
        "scenario.log('main', 'an event that nobody expects')",
        "import time\ntime.sleep(0.2)",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "import signal\nsignal.signal(signal.SIGUSR1, print)",
        "import sys\nsys.excepthook = print",
        "os.environ['SOMETHING'] = 'else'",
        "for _ in range(200): os.open('/', os.O_RDONLY)",
    ],
)
def test_who_fails_or_leaves_something_has_been_alone(make_case: MakeCase, run_cases: RunCases, deed: str) -> None:
    bodies = {"before": PID, "deed": PID + deed} | dict.fromkeys(MANY, PID)
    before, doer, *after = pids(run_cases(ASYNCIO, *(make_case(*case) for case in bodies.items())))
    assert doer not in {before, *after}
    assert len(set(after)) < len(MANY)


@pytest.mark.parametrize(
    "loop", ["raises_the_third_time", "aborts_the_third_time", "exits_the_third_time", "sleeps_the_third_time"]
)
def test_what_goes_wrong_only_in_company_is_no_deviation(
    ordinary: MakeCase, hostile: MakeTarget, run_cases: RunCases, loop: str
) -> None:
    """These loops work once or twice in a process: every case by itself passes."""
    results = run_cases(hostile(loop), *(ordinary(name) for name in "abcdef"))
    assert {result.verdict for result in results.values()} == {Verdict.PASS}


def test_a_crash_in_company_is_told_as_it_is_alone(
    make_case: MakeCase, ordinary: MakeCase, run_cases: RunCases
) -> None:
    evil = make_case("evil", "import os\nscenario.log('main', 'here')\nos.abort()")
    results = run_cases(ASYNCIO, ordinary("a"), ordinary("b"), evil, ordinary("c"))
    assert [result.verdict for result in results.values()] == [Verdict.PASS] * 2 + [Verdict.CRASH, Verdict.PASS]
    assert results["evil"].detail == "killed by SIGABRT"
    assert results["evil"].events == [("main", "here")]


def test_alone_is_an_option_of_the_command_line(tmp_path: Path) -> None:
    """A loop that works once in a process tells which way it was."""
    (tmp_path / "once.py").write_text("""\
import asyncio
import os

def loop():
    with open("loops", "a") as file:
        file.write(f"{os.getpid()}\\n")
    return asyncio.SelectorEventLoop()
""")
    made = {}
    for options in ((), ("--alone",)):
        command = [sys.executable, "-m", "loopspec", "run", "once:loop", "-k", "sleep/zero", *options]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        made[options] = len(set((tmp_path / "loops").read_text().split()))
        (tmp_path / "loops").unlink()
    assert made["--alone",] > 10 > made[()]


def test_a_case_that_is_not_judged_shares_a_child_whatever_its_trace(make_case: MakeCase, run_cases: RunCases) -> None:
    logs = PID + "scenario.log('main', 'an event that nobody expects')"
    cases = [replace(make_case(name, logs), judged=False) for name in MANY]
    assert len(set(pids(run_cases(ASYNCIO, *cases)))) < len(MANY)
    failing = [replace(make_case(name, logs + "\n1 / 0"), judged=False) for name in MANY]
    assert len(set(pids(run_cases(ASYNCIO, *failing)))) == len(MANY)
