"""The suite on the other Pythons that are at hand: every case has a verdict, none is our own fault."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from interpreters import find_other, pyodide_is_here
from loopspec.results.file import read_results
from loopspec.results.model import Results, Verdict

HELD = {
    "micropython": ["event/wait", "lock/fairness", "gather/ordering", "sleep/zero"],
    "monty": ["gather/arguments", "sleep/zero"],
    "pypy3": ["gather/ordering", "lock/fairness", "queue/join"],
    "pyodide": ["lock/acquire", "event/set"],
}
"""Subjects of which at least some rules are held there."""


def run_on(name: str, python: str, file: Path) -> Results:
    words = [word for subject in HELD[name] for word in ("-k", subject)]
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "run", f"asyncio@{python}", *words, "-n", "2", "--results", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return read_results(file)


@pytest.mark.parametrize("name", ["micropython", "monty", "pypy3", pytest.param("pyodide", marks=pytest.mark.slow)])
def test_runs(name: str, tmp_path: Path) -> None:
    python = "pyodide" if name == "pyodide" and pyodide_is_here() else find_other(name)
    if python is None:
        pytest.skip(f"no {name} here")
    results = run_on(name, python, tmp_path / "results.jsonl")
    verdicts = Counter(result.verdict for result in results.results)
    assert results.complete
    assert verdicts[Verdict.ERROR] == verdicts[Verdict.NOT_RUN] == 0
    held = {
        subject for subject in HELD[name] for r in results.results if r.id.startswith(subject) and r.verdict == "pass"
    }
    assert held == set(HELD[name]), verdicts
    told = [result.id for result in results.results if result.verdict is not Verdict.PASS and not result.detail]
    assert told == []


def test_what_micropython_lacks_is_no_failure(tmp_path: Path) -> None:
    python = find_other("micropython")
    if python is None:
        pytest.skip("no micropython here")
    file = tmp_path / "results.jsonl"
    subprocess.run(
        [sys.executable, "-m", "loopspec", "run", f"asyncio@{python}", "--area", "Queue", "--results", str(file)],
        capture_output=True, check=False,
    )  # fmt: skip
    assert {result.verdict for result in read_results(file).results} == {Verdict.MISSING, Verdict.UNSUPPORTED}
