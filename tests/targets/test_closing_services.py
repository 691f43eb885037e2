"""A loop that lacks one service of a run's clean-up loses the rules about it, and no others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loopspec.results.file import read_results
from targets.conftest import Run

RULES = """\
format: "1.0"
area: run
subject: closing
scenarios:
  plain:
    says: A coroutine runs to its end.
    level: must
    basis: {note: the suite says so}
    main:
      - log: ran
    expect: [{main: ran}]
  runner:
    says: A runner runs to its end.
    level: must
    basis: {note: the suite says so}
    coroutines:
      entry: {do: [{log: ran}]}
    program:
      - with: Runner()
        as: runner
        do:
          - call: runner.run(entry())
    expect: [{entry: ran}]
  runner-of-no-factory:
    says: A runner whose loop_factory is None sets its loop as the current one.
    level: must
    basis: {note: the suite says so}
    program:
      - with: Runner(loop_factory=None)
        as: runner
        do:
          - check: get_event_loop() is runner.get_loop()
            is: true
  generator-is-closed:
    says: A run closes the generators that are left over.
    level: must
    basis: {note: the suite says so}
    needs: [asyncgens]
    generators:
      numbers:
        do:
          - try: [{yield: 1}]
            finally: [{log: closed}]
    let: {left: None}
    coroutines:
      entry:
        do:
          - call: numbers()
            as: left
          - await: left.asend(None)
    program:
      - call: run(entry())
    expect: [{numbers: closed}]
  called-directly:
    says: The service is there to be called.
    level: must
    basis: {note: the suite says so}
    needs: [asyncgens]
    main:
      - await: get_running_loop().shutdown_asyncgens()
      - log: called
    expect: [{main: called}]
  executor-is-joined:
    says: A run waits for the threads of its executor.
    level: must
    basis: {note: the suite says so}
    needs: [executor]
    main:
      - await: get_running_loop().shutdown_default_executor()
      - log: called
    expect: [{main: called}]
"""


Verdicts = Callable[[str], dict[str, tuple[str, str]]]


@pytest.fixture
def verdicts(loopspec: Run, tmp_path: Path) -> Verdicts:
    """Run the rules on a loop; return the verdict and the detail of each by its slug."""
    shutil.copy(Path(__file__).parent / "closing_loops.py", tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES)

    def run(loop: str) -> dict[str, tuple[str, str]]:
        done = loopspec("run", f"closing_loops:{loop}", "--spec", "rules.yaml", "--results", "out.jsonl")
        assert done.returncode in (0, 1), done.stdout + done.stderr
        found = read_results(tmp_path / "out.jsonl").results
        return {r.id.rpartition("/")[2]: (r.verdict.value, r.detail) for r in found}

    return run


@pytest.mark.parametrize("loop", ["Refuses", "RefusesLate"])
def test_loop_without_shutdown_asyncgens(loop: str, verdicts: Verdicts) -> None:
    told = verdicts(loop)
    assert [told[name][0] for name in ("plain", "runner", "executor-is-joined")] == ["pass"] * 3
    assert told["generator-is-closed"] == ("missing", "the namespace has no loop.shutdown_asyncgens")
    assert told["called-directly"] == ("missing", "the namespace has no loop.shutdown_asyncgens")


def test_loop_without_shutdown_default_executor(verdicts: Verdicts) -> None:
    told = verdicts("Absent")
    assert [told[name][0] for name in ("plain", "runner", "generator-is-closed", "called-directly")] == ["pass"] * 4
    assert told["executor-is-joined"][0] == "missing"


def test_service_that_fails_is_not_passed_over(verdicts: Verdicts) -> None:
    assert verdicts("Breaks")["plain"] == ("fail", "ended by OSError: broken")


def test_smoke_takes_the_same_way(loopspec: Run, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "closing_loops.py", tmp_path)
    done = loopspec("smoke", "closing_loops:Refuses")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "closing_loops:Refuses works")
