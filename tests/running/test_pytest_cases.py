"""pytest_cases: the same verdicts as `loopspec run`, readable failures, no trouble for others."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from loopspec.rendering import render
from loopspec.results.model import Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.targets.target import parse_target

pytestmark = pytest.mark.slow

SPEC = """\
format: "1.0"
area: Lock
subject: door
scenarios:
  holds:
    says: A lock that nobody holds is acquired at once.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - await: lock.acquire()
      - check: lock.locked()
        is: true
      - log: in
    expect: [{main: in}]
  breaks:
    says: A lock is acquired twice.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - log: before
      - check: lock.locked()
        is: true
      - log: after
    expect: [{main: before}, {main: between}]
  later:
    says: A rule of a version to come holds.
    level: must
    since: "3.99"
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main: [{log: in}]
    expect: [{main: in}]
"""
HOSTILE = Path(__file__).resolve().parent / "hostile"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a small suite and its rendered tests."""
    spec = tmp_path / "spec" / "lock"
    spec.mkdir(parents=True)
    (spec / "door.yaml").write_text(SPEC)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    generated = tmp_path / "generated_tests"
    generated.mkdir()
    render.write_files(load_suite([spec / "door.yaml"]), generated)
    for path in generated.rglob("*.py"):  # as if it had been rendered from within the project
        text = path.read_text().replace(f"{tmp_path}/", "")
        path.write_text(text)
    return tmp_path


def pytest_in(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest as a user would; its exit status and what it says."""
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


def outcomes(folder: Path, *arguments: str) -> dict[str, str]:
    """Return the outcome of each case, from pytest's own report."""
    pytest_in(folder, "generated_tests", "--junit-xml=out.xml", *arguments)
    found = {}
    for case in ElementTree.parse(folder / "out.xml").iter("testcase"):
        found[case.get("name", "")] = next((child.tag for child in case), "passed")
    return found


@pytest.mark.parametrize("options", [(), ("-n", "2"), ("--in-process",), ("--loop", "refloop-loop")])
def test_each_verdict_has_its_outcome(project: Path, options: tuple[str, ...]) -> None:
    """Pass passes, fail fails, unsupported is skipped, by every way in."""
    assert outcomes(project, *options) == {
        "test_holds": "passed",
        "test_breaks": "failure",
        "test_later": "skipped",
    }


def test_failure_is_told_to_people(project: Path) -> None:
    """Rule, traces side by side with the first difference, how to reproduce; nothing of our insides."""
    status, said = pytest_in(project, "generated_tests")
    assert status == 1
    assert "lock/door/breaks on asyncio: fail" in said
    assert "A lock is acquired twice." in said
    assert ">   2  main: between   main: after" in said
    assert "lock.locked(): expected True, got False" in said
    assert "reproduce: loopspec run asyncio" in said
    assert "Traceback" not in said
    assert "unsupported: holds from Python 3.99" in said


def test_crash_and_hang_are_failures(project: Path) -> None:
    """A case that kills or holds the process costs no other case."""
    for loop, word in [("aborts", "killed by SIGABRT"), ("spins", "no end within 0.5 s")]:
        status, said = pytest_in(
            HOSTILE, str(project / "generated_tests"), f"--loop=hostile_loops:{loop}", "--case-timeout=0.5"
        )
        assert status == 1
        assert word in said
        assert "2 failed, 1 skipped" in said


@pytest.mark.parametrize("more", [(), ("-n", "2")])
def test_no_such_target(project: Path, more: tuple[str, ...]) -> None:
    """One line, and no test is run."""
    status, said = pytest_in(project, "generated_tests", "--loop", "uvlop", *more)
    assert status == pytest.ExitCode.USAGE_ERROR
    assert said.strip().splitlines() == [
        "ERROR: uvlop: neither a registered target nor a module that can be imported "
        f"in {sys.executable}; did you mean uvloop?"
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--python", "python9.9"), "there is no interpreter 'python9.9'"),
        (("--loop", "asyncio@python3", "--python", "python3"), "both name an interpreter"),
        (("--python", sys.executable, "--in-process"), "--in-process runs in this interpreter"),
    ],
)
def test_impossible_options(project: Path, options: tuple[str, ...], message: str) -> None:
    """Options that cannot be meant are refused."""
    status, said = pytest_in(project, "generated_tests", *options)
    assert status == pytest.ExitCode.USAGE_ERROR
    assert message in said


def test_python_option(project: Path) -> None:
    """Cases run in another interpreter than pytest."""
    assert outcomes(project, "--python", sys.executable)["test_holds"] == "passed"


def test_rendered_files_of_the_suite_in_a_folder_without_it(tmp_path: Path) -> None:
    """As `loopspec render --output generated_tests` writes them, for those who have installed loopspec."""
    command = [sys.executable, "-m", "loopspec", "render", "--output", "generated_tests"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    status, said = pytest_in(tmp_path, "generated_tests/lock/test_lock_acquire.py")
    assert (status, "15 passed" in said) == (pytest.ExitCode.OK, True)


def test_rendered_case_without_its_scenario(project: Path) -> None:
    """A rendered file that has drifted from its source says what to do."""
    source = project / "spec" / "lock" / "door.yaml"
    source.write_text(SPEC.replace("breaks:", "broke:"))
    status, said = pytest_in(project, "generated_tests")
    assert status == pytest.ExitCode.INTERRUPTED
    assert "has no scenario for test_breaks; run `loopspec render`" in said
    source.unlink()
    assert "its source spec/lock/door.yaml is not there" in pytest_in(project, "generated_tests")[1]


def test_other_tests_are_left_alone(tmp_path: Path) -> None:
    """Tests of people who merely have loopspec installed run as ever, and nothing of it is imported."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_own.py").write_text(
        "import sys, pytest\n"
        "@pytest.fixture\n"
        "def scenario(): return 'mine'\n"
        "def test_own(scenario):\n"
        "    assert scenario == 'mine'\n"
        "    ours = {name for name in sys.modules if name.startswith('loopspec')}\n"
        "    assert ours <= {'loopspec', 'loopspec.pytest_plugin'}\n"
    )
    status, said = pytest_in(tmp_path)
    assert status == 0, said


def test_both_doors_give_the_same_verdicts(project: Path) -> None:
    """`loopspec run` and pytest come to the same conclusion on every case."""
    scenarios = load_suite([project / "spec" / "lock" / "door.yaml"])
    results = run(make_plan([parse_target("uvloop")], cases_of(scenarios)), RunOptions(workers=1))
    by_run = Counter(
        {Verdict.PASS: "passed", Verdict.FAIL: "failure", Verdict.UNSUPPORTED: "skipped"}[r.verdict]
        for r in results.results
    )
    assert by_run == Counter(outcomes(project, "--loop", "uvloop").values())
