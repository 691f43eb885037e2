"""The suite is worth what it detects: every planted fault is seen by the scenario that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faults.plant import faults, plant
from interpreters import find
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Plan, cases_of
from loopspec.running.run import run
from loopspec.targets.target import Target
from whole_suite import whole_suite

FAULTS = faults()
DEADLINE = 2.0


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """The outcome of each fault's scenario, by the name of the fault. One run for all: it is faster."""
    folder = tmp_path_factory.mktemp("faulty")
    cases = {case.id: case for case in cases_of(whole_suite())}
    pairs = []
    for name, fault in FAULTS.items():
        python = python_of(fault)
        if "python" not in fault or python:
            target = Target(name, namespace=plant(name, fault, folder), python=python, sys_path=(str(folder),))
            pairs.append((target, cases[fault["seen_by"]]))
    return {result.target: result for result in run(Plan(tuple(pairs)), RunOptions(timeout=DEADLINE)).results}


def python_of(fault: dict[str, Any]) -> str | None:
    """Return the interpreter that a fault asks for, None for this one or if there is none."""
    return find(fault["python"]) if "python" in fault else None


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_seen(name: str, seen: dict[str, Result]) -> None:
    if name not in seen:
        pytest.skip(f"no Python {FAULTS[name]['python']} here")
    result = seen[name]
    assert result.verdict in (Verdict.FAIL, Verdict.HANG, Verdict.CRASH), FAULTS[name]["breaks"]


def test_a_fault_without_its_place_is_told(tmp_path: Path) -> None:
    fault = {"file": "core/loop.py", "find": "no such text", "replace": ""}
    with pytest.raises(ValueError, match=r"0 places in core/loop\.py"):
        plant("stale", fault, tmp_path)
