"""Broken rules grouped by their cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from loopspec.coverage.inventory import read_inventory
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.switch.causes import Cause, Judged, judge
from loopspec.switch.concerns import Concerns, concerns_of

from .toy_results import ENDS, TARGET, scenarios, toy_results

FAIL: Mapping[str, Any] = {"verdict": Verdict.FAIL, "ended": "KeyError"}


def judged(results: Results) -> Judged:
    return judge(results, TARGET, concerns_of(results.scenarios, scenarios(), read_inventory()))


def of_names(rules: Mapping[str, tuple[str, bool]], cited: Mapping[str, str] | None = None) -> list[Cause]:
    """The causes of rules that use names (several with spaces), each with whether it is kept."""
    concerns = {
        id_: Concerns(frozenset(names.split()), frozenset(names.split()), (cited or {}).get(id_, ""))
        for id_, (names, _) in rules.items()
    }
    records = [ScenarioRecord(id_, "x", id_.split("/")[1], "", Level.MUST, {}, "", 1, "", "") for id_ in rules]
    results = [replace(Result(TARGET, id_, Verdict.PASS), **({} if kept else FAIL)) for id_, (_, kept) in rules.items()]
    whole = Results("", "", "", "", [TargetInfo(TARGET, "3.12", "CPython")], records, results)
    return list(judge(whole, TARGET, concerns).causes)


def told(causes: list[Cause]) -> list[tuple[str, str, list[str]]]:
    return [(cause.kind, cause.name, sorted(rule.record.id for rule in cause.rules)) for cause in causes]


def test_a_name_that_broken_rules_share_and_kept_ones_do_not_is_their_cause() -> None:
    rules = {
        "x/a/1": ("loop handler", False),
        "x/b/2": ("loop handler sleep", False),
        "x/a/3": ("loop sleep", True),
        "x/a/4": ("loop", True),
    }
    assert told(of_names(rules)) == [("name", "handler", ["x/a/1", "x/b/2"])]


def test_the_next_cause_takes_of_the_rest() -> None:
    rules = {
        "x/a/1": ("handler", False), "x/a/2": ("handler", False), "x/a/3": ("handler abort", False),
        "x/a/4": ("abort", False), "x/a/5": ("abort", False), "x/a/6": ("sleep", True), "x/b/0": ("handler", False),
    }  # fmt: skip
    assert told(of_names(rules)) == [
        ("name", "handler", ["x/a/1", "x/a/2", "x/a/3", "x/b/0"]),
        ("name", "abort", ["x/a/4", "x/a/5"]),
    ]


def test_where_no_name_explains_the_file_is_the_cause() -> None:
    rules = {"x/a/1": ("loop", False), **{f"x/a/{n}": ("loop", True) for n in range(2, 6)}}
    (cause,) = of_names(rules)
    assert (cause.kind, cause.name, cause.kept) == ("file", "x/a", 4)
    assert cause.rules[0].triggers == {"loop"}


def test_a_single_broken_rule_is_put_down_to_a_name_only_if_no_other_rule_uses_it() -> None:
    rules = {"x/a/1": ("loop often", False), "x/a/2": ("often", True), "x/a/3": ("loop", True), "x/a/4": ("loop", True)}
    assert told(of_names(rules))[0][0] == "file"
    assert told(of_names({**rules, "x/a/1": ("loop once", False)})) == [("name", "once", ["x/a/1"])]


def test_a_name_comes_before_its_parameters_that_are_always_passed() -> None:
    rules = {"x/a/1": ("call call(x)", False), "x/a/2": ("call call(x)", False), "x/a/3": ("sleep", True)}
    assert told(of_names(rules)) == [("name", "call", ["x/a/1", "x/a/2"])]


def test_the_same_name_is_cited_and_the_most_suspicious_is_asked_for_too() -> None:
    kept = {f"x/a/{n}": ("close write", True) for n in range(3, 9)}
    rules = {"x/a/1": ("close write other", False), "x/a/2": ("other", True), "x/a/0": ("other", True), **kept}
    (cause,) = of_names(rules, {"x/a/1": "close"})
    assert cause.rules[0].triggers == {"close", "other"}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_results_does_not_matter(seed: int) -> None:
    results = toy_results()
    mixed = list(results.results)
    Random(seed).shuffle(mixed)
    assert told(list(judged(replace(results, results=mixed)).causes)) == told(list(judged(results).causes))


def test_misuse_and_may_are_kept_apart_and_lacks_are_causes() -> None:
    found = judged(toy_results())
    assert [rule.record.id for rule in found.misuse] == ["exception-handler/handler/refuses-a-number"]
    assert found.unspecified == 1
    lacks = [cause for cause in found.causes if cause.kind == "lack"]
    assert told(lacks) == [("lack", "needs sendfile", ["transports/connections/sendfile"])]
    assert "asyncio.loop.sock_sendfile" in lacks[0].rules[0].triggers


@pytest.mark.parametrize(
    "detail", ["holds from Python 3.14", "does not hold on Python 3.12.1", "judges the namespace, which is ..."]
)
def test_a_rule_for_other_targets_is_no_lack(detail: str) -> None:
    id_ = "transports/connections/sendfile"
    ends = {**ENDS, id_: {"verdict": Verdict.UNSUPPORTED, "detail": detail}}
    assert not [cause for cause in judged(toy_results(ends)).causes if cause.kind == "lack"]


def test_a_rule_that_the_scenarios_do_not_have_is_known_by_its_anchor() -> None:
    results = toy_results()
    concerns = concerns_of(results.scenarios, [], read_inventory())
    assert concerns["scheduling/timers/runs-once"].names == {"asyncio.loop.call_later"}
    assert concerns["exception-handler/handler/stops-the-loop"].names == set()


def test_misuse_is_an_expected_refusal_that_nobody_raises() -> None:
    concerns = concerns_of(toy_results().scenarios, scenarios(), read_inventory())
    assert [id_ for id_, one in concerns.items() if one.misuse] == ["exception-handler/handler/refuses-a-number"]
