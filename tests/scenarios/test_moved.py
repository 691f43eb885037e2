"""The former id of a rule whose subject has moved is taken wherever an id is, and means the same rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loopspec.config.known import ScenarioIds
from loopspec.results.difference import compare
from loopspec.results.file import read_results, text_of
from loopspec.results.model import Results
from loopspec.running import last_failed
from loopspec.running.plan import cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.moved import former_id, moved, present_id
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.selection import SelectionError, find, matching, select
from loopspec.targets.target import parse_targets

PRESENT = "wait/done-and-pending/all-completed"
FORMER = "task/wait/all-completed"


@pytest.fixture(scope="module")
def suite() -> list[Scenario]:
    return load_suite()


def test_every_present_subject_is_there_and_no_former_one(suite: list[Scenario]) -> None:
    subjects = {f"{scenario.area.lower()}/{scenario.subject}" for scenario in suite}
    assert set(moved().values()) <= subjects
    assert not subjects & moved().keys()


def test_no_two_subjects_moved_to_one() -> None:
    assert len(set(moved().values())) == len(moved())


def test_an_id_is_exchanged_as_a_whole() -> None:
    assert present_id(FORMER) == PRESENT
    assert present_id("task/waiting/x") == "task/waiting/x"
    assert present_id("task/wait") == "wait/done-and-pending"
    assert former_id(PRESENT) == FORMER
    assert former_id("lock/acquire/x") is None


def test_show_finds_a_former_id(suite: list[Scenario]) -> None:
    assert find(suite, FORMER).id == PRESENT


def test_a_former_id_selects(suite: list[Scenario]) -> None:
    ids = [scenario.id for scenario in suite]
    assert matching([FORMER], ids) == {PRESENT}
    assert matching(["task/shield/*"], ids) == {id_ for id_ in ids if id_.startswith("shield/outer-and-inner/")}
    everything = matching(["task/wait/* and not task/wait/all-completed"], ids)
    assert PRESENT not in everything
    assert all(id_.startswith("wait/done-and-pending/") for id_ in everything)


def test_a_word_that_names_no_former_subject_means_present_ids(suite: list[Scenario]) -> None:
    assert {scenario.area for scenario in select(suite, expressions=["task/*"])} == {"Task"}


def test_a_former_id_of_a_rule_that_is_not_there_selects_nothing(suite: list[Scenario]) -> None:
    with pytest.raises(SelectionError):
        select(suite, expressions=["task/wait/no-such-rule"])


@pytest.mark.parametrize("pattern", [FORMER, PRESENT, "task/wait/all-comp*", "task/*"])
def test_a_list_of_the_gate_finds_it(pattern: str, suite: list[Scenario]) -> None:
    found = ScenarioIds(scenario.id for scenario in suite).matching(pattern)
    assert PRESENT in found
    assert FORMER not in found


def test_what_deviated_is_remembered_by_the_present_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(last_failed, "cache_folder", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    text = json.dumps({"folder": str(tmp_path), "deviated": [["asyncio", FORMER]]})
    last_failed._file().write_text(text, encoding="utf-8")
    assert last_failed.remembered() == {("asyncio", PRESENT)}


@pytest.fixture(scope="module")
def results(suite: list[Scenario]) -> Results:
    cases = cases_of(select(suite, expressions=[PRESENT, "lock/acquire/cancelled-waiter-is-skipped"]))
    return run(make_plan(parse_targets(["asyncio"]), cases))


def earlier(text: str, file: str = "spec/task/wait.yaml") -> str:
    """Return a results file as it was written before the move."""
    return text.replace(PRESENT, FORMER).replace("spec/wait/done-and-pending.yaml", file)


def test_an_earlier_results_file_has_the_present_id(tmp_path: Path, results: Results) -> None:
    path = tmp_path / "earlier.jsonl"
    path.write_text(earlier(text_of_run(results)), encoding="utf-8")
    read = read_results(path)
    [scenario] = [one for one in read.scenarios if one.id == PRESENT]
    assert len(read.results) == 2
    assert (scenario.area, scenario.subject) == ("wait", "done-and-pending")
    assert {one.id for one in read.results} == {one.id for one in results.results}
    assert read.complete
    difference = compare(read, results)
    assert not difference.changes
    assert not difference.scenarios_gone
    assert not difference.scenarios_added


def test_a_file_of_the_same_name_elsewhere_is_not_the_suite(tmp_path: Path, results: Results) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(earlier(text_of_run(results), "rules/task/wait.yaml"), encoding="utf-8")
    assert FORMER in {one.id for one in read_results(path).results}


def text_of_run(results: Results) -> str:
    text = text_of(results)
    assert PRESENT in text
    return text
