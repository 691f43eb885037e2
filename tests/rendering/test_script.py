"""A script of one scenario for one target gives the verdict of `loopspec run`, in an interpreter without loopspec."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from loopspec.cli import main

RULE = "lifecycle/stop/new-callbacks-wait-for-the-next-run"


def script(folder: Path, target: str, rule: str) -> str:
    """Write the script that `loopspec show --script` prints, run it outside of loopspec, and return its output."""
    shown = CliRunner().invoke(main, ["show", rule, "--script", target])
    assert shown.exit_code == 0, shown.output
    file = folder / "case.py"
    file.write_text(shown.stdout, encoding="utf-8")
    python = [sys.executable, "-c", RUN_WITHOUT, str(file)]
    done = subprocess.run(python, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + f"exit {done.returncode}"


RUN_WITHOUT = """
import runpy, sys
sys.modules["loopspec"] = None
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Run a script where loopspec cannot be imported."""


@pytest.mark.parametrize("target", ["asyncio", "refloop", "refloop-loop"])
def test_a_rule_that_holds(tmp_path: Path, target: str) -> None:
    assert script(tmp_path, target, RULE).splitlines() == [
        f"CASE {RULE}",
        "    program: returns",
        "    late: runs",
        "    program: returns again",
        "  pass",
        "END 1 cases 0 bad",
        "exit 0",
    ]


def test_a_rule_with_another_side(tmp_path: Path) -> None:
    assert "  pass\n" in script(tmp_path, "refloop", "streams/writing/drain-after-a-reset")


def test_a_rule_that_a_loop_breaks(tmp_path: Path) -> None:
    pytest.importorskip("uvloop")
    said = script(tmp_path, "uvloop", RULE)
    assert "  fail (event 1: expected program: returns; observed late: runs)" in said
    assert said.endswith("END 1 cases 1 bad\nexit 1")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no/such/rule", "--script", "asyncio"), "no scenario no/such/rule"),
        ((RULE, "--script", "not a target"), "'not a target' is not a target; expected NAME[@PYTHON]"),
        ((RULE, "--script", "asyncio@nowhere"), "there is no interpreter 'nowhere'"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(main, ["show", *arguments])
    assert done.exit_code == 2
    assert says in done.output
