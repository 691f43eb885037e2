"""`reports/loops.py` writes its files from the runs that it was given."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from loopspec.coverage.section import Coverage
from loopspec.report.compat import compat_text, without_rule
from loopspec.results.file import read_results, write_results
from loopspec.results.merge import Part
from loopspec.results.model import Results, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Plan, cases_of
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite

from .sample import sample_results
from .test_compat import ACCOUNT, validate

SCRIPT = Path(__file__).parents[2] / "reports" / "loops.py"


@pytest.fixture
def loops() -> ModuleType:
    """Load the script."""
    spec = importlib.util.spec_from_file_location("published_loops", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_table_results_page_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType) -> None:
    for name, file in {
        "TABLE": "t.md",
        "ALL": "r.jsonl.gz",
        "PAGE": "i.html",
        "DATA": "c.json",
        "PYTHONS": "p.md",
        "RUNS": "runs",
    }.items():
        monkeypatch.setattr(loops, name, tmp_path / file)
    sample = sample_results()
    parts = [
        Part(
            tmp_path, replace(sample, targets=[target], results=[r for r in sample.results if r.target == target.name])
        )
        for target in sample.targets
    ]
    coverage = Coverage(ACCOUNT)
    loops.publish(parts, [], "# Loops\n\n", [], coverage)
    merged = read_results(tmp_path / "r.jsonl.gz")
    data = (tmp_path / "c.json").read_text(encoding="utf-8")
    assert data == compat_text(merged, without_rule([coverage]))
    assert validate(data)["targets"].keys() == {target.name for target in sample.targets}
    assert json.loads(data)["pages"]["library/asyncio-task.html"]["apis"]["asyncio.wait"]["without_rule"]
    assert "Coverage of the API" in (tmp_path / "i.html").read_text(encoding="utf-8")
    assert "| uvloop | 0.22.1 |" in (tmp_path / "t.md").read_text(encoding="utf-8")


def test_only_what_is_new_or_changed_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType
) -> None:
    ran: list[list[str]] = []

    def noting(plan: Plan, options: RunOptions) -> Results:
        ran.append([case.id for case in plan.cases])
        return run(plan, options)

    monkeypatch.setattr(loops, "RUNS", tmp_path)
    monkeypatch.setattr(loops, "run", noting)
    one, two, three = cases_of(load_suite([]))[:3]
    first = loops.run_on("asyncio", [one, two])
    assert loops.run_on("asyncio", [one, two]).results == first.results
    changed = replace(two, record=replace(two.record, code=two.record.code + "\n"))
    third = loops.run_on("asyncio", [three, one, changed])
    assert ran == [[one.id, two.id], [three.id, two.id]]
    assert [result.id for result in third.results] == [three.id, one.id, two.id]
    assert third.of("asyncio")[one.id] == first.of("asyncio")[one.id]
    assert third.seconds > first.seconds


def test_nothing_is_taken_over_from_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType
) -> None:
    monkeypatch.setattr(loops, "RUNS", tmp_path)
    one, two = cases_of(load_suite([]))[:2]
    first = loops.run_on("asyncio", [one])
    old = replace(first.targets[0], version="0.1")
    lying = replace(first.results[0], verdict=Verdict.HANG)
    write_results(tmp_path / "asyncio.jsonl.gz", replace(first, targets=[old], results=[lying]))
    second = loops.run_on("asyncio", [one, two])
    assert [result.verdict for result in second.results] == [Verdict.PASS, Verdict.PASS]
    assert second.targets == first.targets
