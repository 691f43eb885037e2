"""Each wrong loop breaks the rule that has to see it, and a loop without its fault does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.wrong_loops import SEEN_BY
from loopspec.results.model import Level, Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Plan, cases_of
from loopspec.running.run import run
from loopspec.scenarios.scenario import Scenario
from loopspec.targets.target import Target
from whole_suite import whole_suite

pytestmark = pytest.mark.slow  # each wrong loop hangs or is waited for: one run of a minute or two for all

HERE = Path(__file__).parent
DEADLINE = 3.0
NAMES = [loop.__name__ for loop in SEEN_BY]


@pytest.fixture(scope="module")
def rules() -> dict[str, Scenario]:
    return {scenario.id: scenario for scenario in whole_suite()}


@pytest.fixture(scope="module")
def seen(rules: dict[str, Scenario]) -> dict[str, Result]:
    """Map the name of each loop to the result of its rule. One run for all: it is faster."""
    cases = {case.id: case for case in cases_of(rules.values())}
    pairs = [(target(loop.__name__), cases[rule]) for loop, rule in SEEN_BY.items()]
    return {result.target: result for result in run(Plan(tuple(pairs)), RunOptions(timeout=DEADLINE)).results}


def target(name: str) -> Target:
    return Target(name, factory=f"wrong_loops:{name}", sys_path=(str(HERE),))


@pytest.mark.parametrize("name", NAMES)
def test_wrong_loop_is_seen(name: str, seen: dict[str, Result], rules: dict[str, Scenario]) -> None:
    result = seen[name]
    assert result.verdict in (Verdict.FAIL, Verdict.HANG), result.detail
    assert rules[result.id].level in (Level.MUST, Level.SHOULD)


def test_a_loop_that_is_right_is_not(rules: dict[str, Scenario]) -> None:
    cases = cases_of([rules[rule] for rule in SEEN_BY.values()])
    found = run(Plan(tuple((target("Base"), case) for case in cases)), RunOptions(timeout=DEADLINE * 3))
    assert {result.verdict for result in found.results} <= {Verdict.PASS}
