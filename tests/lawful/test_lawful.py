"""Every ``must`` that counts no iterations holds on loops that schedule tasks unlike CPython, on several Pythons."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpreters import OWN, find
from loopspec.results.model import Level, Verdict
from loopspec.running.plan import Case, cases_of, make_plan
from loopspec.running.run import run
from loopspec.targets.target import parse_targets
from whole_suite import whole_suite

HERE = Path(__file__).parent

LAWFUL = [
    "lawful_loops:Everything",
    "lawful_loops:HelperTask",
    "lawful_primitives",
]
QUICK = "lawful_loops:Everything"
"""The one of every run: it differs in the most."""

ONE_LAW_EACH = [
    "lawful_loops:StartsLater",
    "lawful_loops:WakesLater",
    "lawful_loops:YieldsLonger",
    "lawful_loops:OtherOrder",
    "lawful_loops:Shuffled",
]
"""Loops that take one of the liberties that ``Everything`` takes all of."""


ELSEWHERE = [version for version in ("3.13", "3.14") if version != OWN]
RUNS = [
    *(pytest.param(name, OWN, marks=[] if name == QUICK else pytest.mark.slow) for name in LAWFUL),
    *(pytest.param(name, ELSEWHERE[-1], marks=pytest.mark.slow) for name in LAWFUL),
    *(pytest.param(name, other, marks=pytest.mark.release) for other in ELSEWHERE[:-1] for name in LAWFUL),
    *(pytest.param(name, version, marks=pytest.mark.release) for version in [OWN, *ELSEWHERE] for name in ONE_LAW_EACH),
]


@pytest.fixture(scope="module")
def promised() -> list[Case]:
    rules = [rule for rule in whole_suite() if rule.level is Level.MUST]
    return cases_of([rule for rule in rules if "iterations" not in rule.tags])


@pytest.mark.parametrize(("name", "version"), RUNS)
def test_promises_hold_however_tasks_are_scheduled(
    name: str, version: str, promised: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    results = run(make_plan(parse_targets([f"{name}@{python}"]), promised)).results
    deviating = [
        f"{r.id}: {r.verdict}: {r.detail}" for r in results if r.verdict not in (Verdict.PASS, Verdict.UNSUPPORTED)
    ]
    assert not deviating, "\n".join(deviating)
    assert sum(result.verdict is Verdict.PASS for result in results) > 450
