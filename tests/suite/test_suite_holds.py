"""The suite holds on the standard library and on refloop, on every supported Python that is at hand."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import refloop
from interpreters import VERSIONS, find, own_first
from loopspec.results.file import read_results
from loopspec.results.model import Level, Result, Verdict
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario
from whole_suite import whole_suite

VENDORED = ("project.vendored", "project.vendored:EventLoop")
HOSTED = ("refloop-stepped", "refloop-guest")
ENOUGH = {
    "run": 25,
    "Task": 60,
    "Future": 35,
    "gather": 35,
    "sleep": 15,
    "Queue": 40,
    "Lock": 20,
    "Event": 20,
}


@pytest.fixture(scope="module")
def suite() -> list[Scenario]:
    return whole_suite()


@pytest.mark.parametrize("version", own_first(*VERSIONS))
def test_every_rule_holds(version: str, tmp_path: Path) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    targets = [f"{name}@{python}" for name in ("asyncio", "refloop", "refloop-loop")]
    file = tmp_path / "results.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "run", *targets, "--time-factor", "2", "--results", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    results = read_results(file)
    assert {info.python.rpartition(".")[0] for info in results.targets} == {version}
    applied = [result for result in results.results if not result.verdict.skipped]
    assert len(applied) > 3 * 240
    assert {result.verdict for result in applied} == {Verdict.PASS}


@pytest.mark.slow
def test_a_host_that_drives_refloop_sees_the_same(tmp_path: Path) -> None:
    """Every trace is that of ``run_forever``, and so is every verdict."""
    file = tmp_path / "results.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "run", "refloop", *HOSTED, "--time-factor", "2", "--results", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    results = {(result.id, result.target): result for result in read_results(file).results}
    assert len(results) > (1 + len(HOSTED)) * 900
    for (case, target), result in results.items():
        own = results[case, "refloop"]
        assert (result.verdict, ordered(result)) == (own.verdict, ordered(own)), f"{target}: {case}"


@pytest.mark.release
def test_a_copy_under_another_name_holds(tmp_path: Path) -> None:
    """Refloop can be vendored: its folder in another package, in both ways in, with no refloop beside it."""
    copy = tmp_path / "project" / "vendored"
    shutil.copytree(Path(refloop.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy.parent / "__init__.py").write_text(
        "import sys\nassert 'refloop' not in sys.modules\nsys.modules['refloop'] = None  # an import of it fails\n"
    )
    file = tmp_path / "results.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "run", *VENDORED, "--time-factor", "2", "--results", str(file)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    results = read_results(file).results
    assert len(results) > 2 * 900
    assert {result.verdict for result in results if not result.verdict.skipped} == {Verdict.PASS}


def ordered(result: Result) -> list[tuple[str, str]]:
    """The trace, without an order where the rule gives none."""
    free = any(isinstance(entry, dict) for entry in result.expected)
    return sorted(result.events) if free else result.events


@pytest.mark.slow
def test_company_changes_no_verdict(tmp_path: Path) -> None:
    """Cases that share a process end as they do alone, also on loops that deviate."""
    verdicts = []
    targets = [name for name in ("uvloop", "rloop") if importlib.util.find_spec(name)]
    for options in ((), ("--alone",)):
        file = tmp_path / "results.jsonl"
        chosen = ["--area", "run", "--area", "gather", "--area", "Lock", *options]
        command = [sys.executable, "-m", "loopspec", "run", *targets, "asyncio", *chosen, "--results", str(file)]
        subprocess.run(command, capture_output=True, check=False)
        verdicts.append({(result.target, result.id): result.verdict for result in read_results(file).results})
    assert len(verdicts[0]) > 240
    assert verdicts[0] == verdicts[1]


def test_there_are_enough_rules(suite: list[Scenario]) -> None:
    """Variants of one scenario (``each``) count once."""
    rules = {(scenario.area, scenario.file, scenario.line) for scenario in suite}
    counts = {area: sum(area == rule[0] for rule in rules) for area in ENOUGH}
    assert all(counts[area] >= ENOUGH[area] for area in ENOUGH), counts


def test_a_must_rests_on_a_document(suite: list[Scenario]) -> None:
    resting = {"docs", "pep"}
    loose = [s.id for s in suite if s.level is Level.MUST and not resting & s.basis.keys()]
    assert loose == []


def test_reading_side_by_side_gives_the_same(suite: list[Scenario]) -> None:
    assert load_suite(processes=2) == suite
