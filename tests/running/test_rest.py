"""Cases that an earlier run answers are not run again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loopspec.results.model import Result, Results
from loopspec.running.plan import Case, make_plan, own_case
from loopspec.running.rest import rest_of, run_rest
from loopspec.running.run import run
from loopspec.targets.target import parse_target

ASYNCIO = parse_target("asyncio")


def case(name: str, body: str = "pass") -> Case:
    """A rule of the test's own."""
    return own_case(f"{name} holds.", name, f"def {name}(scenario):\n    {body}\n")


OLD, NEW = case("old"), case("new")


@pytest.fixture(scope="module")
def before() -> Results:
    """An earlier run of one case."""
    return run(make_plan([ASYNCIO], [OLD]))


@pytest.mark.parametrize(
    ("cases", "ran"),
    [
        ([OLD], []),
        ([NEW, OLD], [NEW]),
        ([case("old", "scenario.log('main', 'otherwise')"), NEW], ["old", NEW]),
    ],
)
def test_only_what_is_not_answered_is_run(before: Results, cases: list[Case], ran: list[Case | str]) -> None:
    seen: list[Result] = []
    results = run_rest(before, ASYNCIO, cases, on_result=seen.append)
    ids = [one if isinstance(one, Case) else cases[0] for one in ran]
    assert [result.id for result in seen] == [one.id for one in ids] == [one.id for one in rest_of(before, cases)]
    assert [result.id for result in results.results] == [one.id for one in cases]
    assert results.suite == make_plan([ASYNCIO], cases).suite


def test_what_is_known_of_the_target_is_about_all_cases(before: Results) -> None:
    target = replace(ASYNCIO, issues=(("*", "https://example.org/1"),))
    results = run_rest(before, target, [OLD, NEW])
    assert results.about == run(make_plan([target], [OLD, NEW])).about
    assert results.about["asyncio"].issues.keys() == {OLD.id, NEW.id}


def test_a_run_of_another_version_answers_nothing(before: Results) -> None:
    older = replace(before, targets=[replace(before.targets[0], python="3.11.0")])
    seen: list[Result] = []
    results = run_rest(older, ASYNCIO, [OLD, NEW], on_result=seen.append)
    assert {result.id for result in seen} == {OLD.id, NEW.id} == {result.id for result in results.results}
    assert results.targets == before.targets
