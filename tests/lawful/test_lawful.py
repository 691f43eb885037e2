"""Every ``must`` that counts no iterations holds on loops that schedule tasks unlike CPython."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopspec.results.model import Level, Verdict
from loopspec.running.plan import Case, cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.targets.target import parse_targets

HERE = Path(__file__).parent

LAWFUL = [
    "lawful_loops:Everything",
    "lawful_loops:HelperTask",
    "lawful_primitives",
]
ONE_LAW_EACH = [
    "lawful_loops:StartsLater",
    "lawful_loops:WakesLater",
    "lawful_loops:YieldsLonger",
    "lawful_loops:OtherOrder",
    "lawful_loops:Shuffled",
]
"""Loops that take one of the liberties that ``Everything`` takes all of."""


@pytest.fixture(scope="module")
def promised() -> list[Case]:
    rules = [rule for rule in load_suite() if rule.level is Level.MUST]
    return cases_of([rule for rule in rules if "iterations" not in rule.tags])


@pytest.mark.parametrize("name", [*LAWFUL, *(pytest.param(name, marks=pytest.mark.slow) for name in ONE_LAW_EACH)])
def test_promises_hold_however_tasks_are_scheduled(
    name: str, promised: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    results = run(make_plan(parse_targets([name]), promised)).results
    deviating = [
        f"{r.id}: {r.verdict}: {r.detail}" for r in results if r.verdict not in (Verdict.PASS, Verdict.UNSUPPORTED)
    ]
    assert not deviating, "\n".join(deviating)
    assert sum(result.verdict is Verdict.PASS for result in results) > 300
