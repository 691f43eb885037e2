"""Results of an earlier run hold for the scenarios that are still judged alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loopspec.results.model import Level, Results, Verdict
from loopspec.results.reuse import put_in_order, reusable

from .made import IDS, LOOP, run


@pytest.fixture
def before() -> Results:
    """One that passes, one that fails, one at fault itself, two that were not run."""
    not_run = {IDS[3]: Verdict.NOT_RUN, IDS[4]: Verdict.NOT_RUN}
    return run(LOOP, verdicts={IDS[1]: Verdict.FAIL, IDS[2]: Verdict.ERROR, **not_run})


def test_faults_of_the_suite_and_cases_not_run_are_left_out(before: Results) -> None:
    one, two = before.scenarios[:2]
    assert reusable(before, before.scenarios) == {one.id: before.results[0], two.id: before.results[1]}


def test_nothing_of_a_run_that_was_cut_short(before: Results) -> None:
    assert reusable(replace(before, complete=False), before.scenarios) == {}


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({"code": "async def other(): ..."}, False),
        ({"level": Level.MAY}, False),
        ({"since": "3.13"}, False),
        ({"until": "3.13"}, False),
        ({"needs": ("sockets",)}, False),
        ({"excepted": ("3.12.0",)}, False),
        ({"judges": "namespace"}, False),
        ({"says": "Said otherwise.", "line": 99, "basis": {"note": "new"}, "tags": ("iterations",)}, True),
    ],
)
def test_a_scenario_holds_while_it_is_judged_alike(before: Results, change: dict[str, Any], holds: bool) -> None:
    today = replace(before.scenarios[0], **change)
    assert (today.id in reusable(before, [today])) is holds


def test_a_run_of_today_has_the_scenarios_of_today_in_their_order(before: Results) -> None:
    one, two, *_ = before.scenarios
    new = replace(one, id=f"{one.id}-new")
    known = reusable(before, [two, one])
    ran = replace(before.results[0], id=new.id, verdict=Verdict.HANG)
    today = put_in_order(before, "digest", [two, new, one], known | {new.id: ran}, "loop@python3.12")
    assert [(result.id, result.verdict) for result in today.results] == [
        (two.id, Verdict.FAIL),
        (new.id, Verdict.HANG),
        (one.id, Verdict.PASS),
    ]
    assert [scenario.id for scenario in today.scenarios] == [two.id, new.id, one.id]
    assert {result.target for result in today.results} == {"loop@python3.12"} == {info.name for info in today.targets}
    assert today.suite == "digest"
