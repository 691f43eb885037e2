"""``pytest --in-process --pdb`` opens in the failing step of a case or in the loop's own frame, never in our frames."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from loopspec.rendering import render
from loopspec.scenarios.load import load_suite

pytestmark = pytest.mark.slow

SPEC = """\
format: "1.0"
area: Lock
subject: door
scenarios:
  checks:
    says: A lock that nobody holds is locked.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - log: before
      - check: lock.locked()
        is: true
      - await: lock.acquire()
    expect: [{main: before}]
  traces:
    says: The second event of a task is the third.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    tasks:
      one:
        - log: first
        - tick: 1
        - log: second
    main:
      - start: [one]
      - tick: 3
    expect: [{one: first}, {one: third}]
  stops:
    says: An event comes that does not come.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main:
      - log: first
    expect: [{main: first}, {main: second}]
  ends:
    says: A step that raises ends the case.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main:
      - log: first
      - raise: ValueError('spam')
    expect: [{main: first}]
  differs:
    says: An exception of another class than expected.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main:
      - call: get_running_loop().get_exception_handler()
        raises: ValueError
    expect: [{main: raises ValueError}]
  calls:
    says: A handler is asked for.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main:
      - call: get_running_loop().get_exception_handler()
      - log: set
    expect: [{main: set}]
  waits:
    says: A task that fails keeps another from its end.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {event: Event()}
    main:
      - log: wrong
      - await: event.wait()
    expect: [{main: right}]
  lacks:
    says: A name that is not there.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main:
      - check: Runner is None
        is: false
"""
BROKEN = """\
import asyncio


class Loop(asyncio.SelectorEventLoop):
    def get_exception_handler(self):
        mine = True
        raise KeyError("broken here")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with cases that fail, rendered, a loop that fails in a frame of its own, and one that lacks a name."""
    spec = tmp_path / "door.yaml"
    spec.write_text(SPEC)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "broken.py").write_text(BROKEN)
    render.write_files(load_suite([spec]), tmp_path / "generated_tests")
    return tmp_path


def debugged(project: Path, case: str, commands: str, *options: str, loop: str = "asyncio") -> str:
    """Return the output of pytest and its debugger on one case, given commands on standard input."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "generated_tests", "--pdb"]
    done = subprocess.run(
        [*command, "-k", f"test_{case}", "--loop", loop, *options],
        cwd=project, input=commands, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done.stdout


def line_of(file: Path, text: str, after: str = "") -> int:
    lines = file.read_text().splitlines()
    begin = next(number for number, line in enumerate(lines) if after in line)
    return next(number for number in range(begin, len(lines)) if text in lines[number]) + 1


@pytest.mark.parametrize(
    "loop", ["asyncio", *(pytest.param(name, marks=pytest.mark.slow) for name in ("refloop", "uvloop"))]
)
@pytest.mark.parametrize(
    ("case", "step", "function"),
    [
        ("checks", "scenario.check", "main"),
        ("traces", "log('one', 'second')", "one_steps"),
        ("stops", "scenario.expect(", "test_stops"),
        ("ends", "raise ValueError('spam')", "main"),
    ],
)
def test_it_opens_in_the_failing_step(project: Path, loop: str, case: str, step: str, function: str) -> None:
    said = debugged(project, case, "w\nl\nq\n", "--in-process", loop=loop)
    file = project / "generated_tests" / "lock" / "test_lock_door.py"
    line = line_of(file, step, f"def test_{case}(")
    assert f"> {file}({line}){function}()\n-> {step}" in said
    assert re.search(rf"^ *{line}  ->\t +{re.escape(step)}", said, re.MULTILINE)  # of `l`
    stack = said.partition("(Pdb)")[2]
    assert f"  {file}(" in stack or case == "stops"  # the steps that led there
    assert "runners/loopspec/" not in stack
    assert said.count("entering PDB") == 1
    assert "Quitting debugger" in said


@pytest.mark.parametrize("case", ["calls", "differs"])
def test_it_opens_in_the_frame_of_the_loop_that_raised(project: Path, case: str) -> None:
    said = debugged(project, case, "w\np mine\nup\nq\n", "--in-process", loop="broken:Loop")
    broken, file = project / "broken.py", project / "generated_tests" / "lock" / "test_lock_door.py"
    assert f"> {broken}({line_of(broken, 'raise')})get_exception_handler()\n-> raise KeyError" in said
    assert "(Pdb) True\n" in said
    assert (
        f"> {file}({line_of(file, 'get_exception_handler', f'def test_{case}(')})main()"
        in said.partition("(Pdb) True\n")[2]
    )
    assert "runners/loopspec/" not in said.partition("(Pdb)")[2]


def test_the_loop_still_runs_and_the_case_goes_on(project: Path) -> None:
    said = debugged(project, "checks", "p lock.locked(), aio.get_running_loop().is_running()\nc\n", "--in-process")
    assert "(Pdb) (False, True)" in said
    assert "1 failed" in said
    assert "lock/door/checks on asyncio: fail" in said.partition("FAILURES")[2]
    assert said.count("entering PDB") == 1


def test_quit_ends_a_case_that_would_wait_for_ever(project: Path) -> None:
    said = debugged(project, "waits", "q\n", "--in-process")
    assert "log('main', 'wrong')" in said
    assert "Quitting debugger" in said


def test_without_a_deviation_it_does_not_open(project: Path) -> None:
    (project / "sparse.py").write_text("from asyncio import create_task, gather, get_running_loop, run, sleep\n")
    assert "entering PDB" not in debugged(project, "lacks", "", "--in-process")
    said = debugged(project, "lacks", "", "--in-process", loop="sparse")
    assert "1 skipped" in said
    assert "entering PDB" not in said


def test_a_case_in_another_process_says_what_the_debugger_needs(project: Path) -> None:
    said = debugged(project, "checks", "")
    assert "entering PDB" not in said
    assert "the case ran in a process of its own; --pdb needs --in-process" in said
