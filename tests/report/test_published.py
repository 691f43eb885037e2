"""`reports/loops.py` writes its files from the runs that it was given, and what is published agrees with itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from loopspec.coverage.section import Coverage
from loopspec.report.compat import compat_text, without_rule
from loopspec.results.file import read_results, write_results
from loopspec.results.merge import Part
from loopspec.results.model import Result, Results, Verdict
from loopspec.running import rest
from loopspec.running.options import RunOptions
from loopspec.running.plan import Plan, cases_of
from loopspec.running.run import OnResult, run
from loopspec.scenarios.load import load_suite

from .published import REPORTS, script
from .sample import sample_results
from .test_compat import ACCOUNT, validate


@pytest.fixture
def loops() -> ModuleType:
    """The script that publishes the loops."""
    return script("loops")


def test_table_results_page_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType) -> None:
    for name, file in {
        "TABLE": "t.md",
        "ALL": "r.jsonl.gz",
        "PAGE": "i.html",
        "DATA": "c.json",
        "PYTHONS": "p.md",
        "RUNS": "runs",
        "RELEASES": "runs/releases",
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
    newest = next(part.results for part in parts if part.results.targets[0].name == "uvloop")
    (tmp_path / "runs" / "releases").mkdir(parents=True)
    for version, suite in (("0.21.0", newest.suite), ("0.20.0", "another"), (newest.targets[0].version, newest.suite)):
        release = replace(newest, suite=suite, targets=[replace(newest.targets[0], version=version)])
        write_results(tmp_path / "runs" / "releases" / f"uvloop-{version}.jsonl.gz", release)
    loops.publish(parts, [], "# Loops\n\n", [], coverage)
    merged = read_results(tmp_path / "r.jsonl.gz")
    data = (tmp_path / "c.json").read_text(encoding="utf-8")
    assert data == compat_text(merged, without_rule([coverage]))
    assert validate(data)["targets"].keys() == {target.name for target in sample.targets} | {"uvloop (0.21.0)"}
    assert json.loads(data)["pages"]["library/asyncio-task.html"]["apis"]["asyncio.wait"]["without_rule"]
    assert "Coverage of the API" in (tmp_path / "i.html").read_text(encoding="utf-8")
    assert "| uvloop | 0.22.1 |" in (tmp_path / "t.md").read_text(encoding="utf-8")
    assert "0.21.0" not in (tmp_path / "t.md").read_text(encoding="utf-8")


def test_only_what_is_new_or_changed_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType
) -> None:
    ran: list[list[str]] = []

    def noting(plan: Plan, options: RunOptions, on_result: OnResult) -> Results:
        ran.append([case.id for case in plan.cases])
        return run(plan, options, on_result)

    monkeypatch.setattr(loops, "RUNS", tmp_path)
    monkeypatch.setattr(rest, "run", noting)
    one, two, three = cases_of(load_suite([]))[:3]
    first = loops.run_on("asyncio", [one, two])
    assert loops.run_on("asyncio", [one, two]).results == first.results
    changed = replace(two, record=replace(two.record, code=two.record.code + "\n"))
    third = loops.run_on("asyncio", [three, one, changed])
    assert ran == [[one.id, two.id], [three.id, two.id]]
    assert [result.id for result in third.results] == [three.id, one.id, two.id]
    assert third.of("asyncio")[one.id] == first.of("asyncio")[one.id]
    assert third.seconds > first.seconds


@pytest.mark.parametrize("other", ["version", "capabilities"])
def test_nothing_is_taken_over_from_another_version_or_with_other_capabilities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: ModuleType, other: str
) -> None:
    monkeypatch.setattr(loops, "RUNS", tmp_path)
    one, two = cases_of(load_suite([]))[:2]
    first = loops.run_on("asyncio", [one])
    lying = replace(first, results=[replace(first.results[0], verdict=Verdict.HANG)])
    if other == "version":
        lying = replace(lying, targets=[replace(first.targets[0], version="0.1")])
    else:
        lying = replace(lying, about={"asyncio": replace(first.about["asyncio"], lacks={"clock": "no clock"})})
    write_results(tmp_path / "asyncio.jsonl.gz", lying)
    second = loops.run_on("asyncio", [one, two])
    assert [result.verdict for result in second.results] == [Verdict.PASS, Verdict.PASS]
    assert second.targets == first.targets


@pytest.mark.slow
def test_the_tables_and_the_data_are_of_the_same_results(loops: ModuleType) -> None:
    """One test, since reading the results costs half a minute of a processor."""
    published = read_results(REPORTS / "results.jsonl.gz")
    _check_table_of_loops(loops, published)
    assert (REPORTS / "interpreters.md").read_text(encoding="utf-8") == loops.table_of_interpreters(published)
    _check_data(published)


def _check_table_of_loops(loops: ModuleType, published: Results) -> None:
    text = (REPORTS / "loops.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ")[:-1] for line in text.splitlines() if line.startswith("| ")][2:]
    of: dict[str, list[Result]] = {}
    for result in published.results:
        of.setdefault(result.target, []).append(result)
    expected = [
        loops.row(replace(published, targets=[info], results=of[info.name]))[:-1]
        for info in published.targets
        if info.name.partition("@")[2] not in loops.OTHERS and "(" not in info.name  # no earlier release
    ]
    assert [[cell.strip() for cell in row] for row in rows] == expected
    assert f"{len(published.scenarios)} scenarios at all levels" in text


def _check_data(published: Results) -> None:
    data = json.loads((REPORTS / "compat.json").read_text(encoding="utf-8"))
    assert list(data["targets"]) == [info.name for info in published.targets]
    verdicts = {
        (rule, target): verdict for rule, one in data["rules"].items() for target, verdict in one["verdicts"].items()
    }
    assert verdicts == {
        (result.id, result.target): str(result.verdict)
        for result in published.results
        if result.verdict is not Verdict.PASS and result.id in data["rules"]
    }
