"""The orders that a seed gives, and several results of a case as one."""

from __future__ import annotations

import pytest

from loopspec.results.model import Level, Result, ScenarioRecord, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, Plan, make_plan
from loopspec.running.run import as_one, orders
from loopspec.targets.target import Target


def plan_of(size: int) -> Plan:
    cases = [
        Case(ScenarioRecord(str(n), "", "", "", Level.MUST, {}, "", 1, "", ""), "", lambda version: [])
        for n in range(size)
    ]
    return make_plan([Target("one"), Target("two")], cases)


def ids(plan: Plan) -> list[str]:
    return [f"{target.name}/{case.id}" for target, case in plan.pairs]


def test_a_seed_gives_the_same_orders_for_ever() -> None:
    found = [" ".join(ids(order)) for order in orders(plan_of(3), RunOptions(repeat=2, shuffle=7))]
    assert found == ["two/1 one/2 two/2 two/0 one/0 one/1", "one/0 two/1 two/0 one/2 one/1 two/2"]


def test_rounds_and_seeds_differ_and_lose_nothing() -> None:
    plan = plan_of(50)
    found = [ids(order) for seed in (1, 2) for order in orders(plan, RunOptions(repeat=5, shuffle=seed))]
    assert len({tuple(order) for order in found}) == 10
    assert all(sorted(order) == sorted(ids(plan)) for order in found)


def test_without_a_seed_the_order_is_that_of_the_plan() -> None:
    plan = plan_of(5)
    assert list(orders(plan, RunOptions(repeat=2))) == [plan, plan]


def results(*verdicts: Verdict) -> list[Result]:
    return [Result("loop", "id", verdict, detail=f"round {number}") for number, verdict in enumerate(verdicts, 1)]


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ((Verdict.PASS, Verdict.PASS), 1),
        ((Verdict.PASS, Verdict.FAIL, Verdict.HANG), 2),
        ((Verdict.PASS, Verdict.ERROR, Verdict.PASS), 2),
        ((Verdict.ERROR, Verdict.CRASH), 2),
        ((Verdict.PASS, Verdict.NOT_RUN), 2),
        ((Verdict.FAIL, Verdict.FAIL), 1),
    ],
)
def test_a_pass_takes_nothing_back(verdicts: tuple[Verdict, ...], told: int) -> None:
    one = as_one(results(*verdicts))
    assert one.verdict is verdicts[told - 1]
    assert one.detail.startswith(f"round {told}")
    assert one.attempts == list(verdicts)
    assert one.unsteady == (len(set(verdicts)) > 1)


def test_failing_in_two_ways_is_unsteady_too() -> None:
    first = Result("loop", "id", Verdict.FAIL, "other", at=0, events=[("main", "a")])
    second = Result("loop", "id", Verdict.FAIL, "other", at=0, events=[("main", "b")])
    one = as_one([first, second, first])
    assert (one.unsteady, one.flaky) == (True, False)
    assert one.ways == {"fail: event 1: observed main: a": 2, "fail: event 1: observed main: b": 1}


def test_what_an_interrupted_round_did_not_run_is_no_attempt() -> None:
    one = as_one(results(Verdict.PASS, Verdict.NOT_RUN), complete=False)
    assert (one.verdict, one.attempts) == (Verdict.PASS, [])
    assert as_one(results(Verdict.NOT_RUN), complete=False).verdict is Verdict.NOT_RUN
