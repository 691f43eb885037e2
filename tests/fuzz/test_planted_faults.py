"""Programs that random search has found see the planted faults that they were found with, and none in a right loop.

How many faults a search finds depends on what Hypothesis draws; ``reports/fuzzing.py`` measures it, and keeps these
programs. Here nothing is drawn.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import interpreters
from fuzz import planted
from loopspec.fuzz.differential import parts
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, Plan, cases_of
from loopspec.running.run import run
from loopspec.scenarios.load import load_file
from loopspec.targets.target import Target, parse_target

NAMES = sorted(path.stem for path in planted.PROGRAMS.glob("*.yaml"))
DEADLINE = 10.0

Ran = dict[tuple[str, str], Result]


def python_for(name: str) -> str | None:
    """The interpreter that a fault needs; None for this one."""
    return interpreters.find(planted.NEWER_PYTHON) if "since" in planted.KNOWN[name] else None


def can_run(name: str) -> bool:
    """Whether the Python that a fault needs is here."""
    return "since" not in planted.KNOWN[name] or python_for(name) is not None


def right(name: str, loop: str) -> Target:
    """The standard library's loop or refloop, as a fault is compared with it."""
    python = python_for(name)
    virtual = "-virtual" if "passing" in planted.KNOWN[name] else ""
    return parse_target(f"{loop}{virtual}" + (f"@{python}" if python else ""))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Run each program on asyncio, on refloop and on the faulty copy. One run for all: it is faster."""
    folder = tmp_path_factory.mktemp("faulty")
    pairs: list[tuple[Target, Case]] = []
    for name in filter(can_run, NAMES):
        [case] = cases_of(load_file(planted.PROGRAMS / f"{name}.yaml"))
        faulty = planted.faulty(name, folder, python_for(name))
        targets = (right(name, "asyncio"), right(name, "refloop"), faulty)
        pairs += [(target, replace(case, judged=False)) for target in targets]
    results = run(Plan(tuple(pairs)), RunOptions(timeout=DEADLINE)).results
    return {(result.id.rpartition("/")[2], result.target): result for result in results}


@pytest.mark.parametrize("name", NAMES)
def test_the_program_sees_the_fault(name: str, ran: Ran) -> None:
    if not can_run(name):
        pytest.skip(f"no Python {planted.NEWER_PYTHON} here")
    standard, refloop = (ran[name, right(name, loop).name] for loop in ("asyncio", "refloop"))
    assert standard.verdict in (Verdict.PASS, Verdict.FAIL)  # it came to its end; nothing was expected of it
    assert not parts(standard, refloop)
    assert parts(standard, ran[name, name]), planted.KNOWN[name]["breaks"]


def test_each_program_has_its_fault() -> None:
    assert set(NAMES) <= set(planted.NAMES)
    assert len(NAMES) > 10
