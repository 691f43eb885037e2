"""Fixtures that the tests of the running part share: small cases, hostile targets, a look for left-over processes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import leftovers
from loopspec.results.model import Level, Result, ScenarioRecord
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import run
from loopspec.targets.target import Target

HOSTILE = Path(__file__).resolve().parent / "hostile"

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]


@pytest.fixture
def make_case() -> MakeCase:
    """Make a case of a body of code; ``expected`` is its trace."""

    def make(name: str, body: str, expected: Any = (), **more: Any) -> Case:
        code = f"def test_{name}(scenario):\n" + textwrap.indent(textwrap.dedent(body), "    ")
        record = ScenarioRecord(
            id=f"test/case/{name}",
            area="Test",
            subject="case",
            says="Something holds.",
            level=Level.MUST,
            basis={},
            file="spec/test/case.yaml",
            line=1,
            source="",
            code=code,
            **more,
        )
        return Case(record, f"test_{name}", lambda version: list(expected))

    return make


@pytest.fixture
def ordinary(make_case: MakeCase) -> MakeCase:
    """Make a case that passes on a loop that works."""

    def make(name: str) -> Case:
        body = """
            log = scenario.log
            async def main():
                log("main", "in")
                await scenario.ticks(2)
                log("main", "out")
            scenario.run(main)
        """
        return make_case(name, body, [("main", "in"), ("main", "out")])

    return make


@pytest.fixture
def hostile() -> Callable[..., Target]:
    """Make a target of a hostile factory or module."""

    def make(name: str, *, forks: bool = True) -> Target:
        if name.endswith("_on_import") or "." in name:
            return Target(name, namespace=name, forks=forks, sys_path=(str(HOSTILE),))
        factory = f"hostile_loops:{name}"
        return Target(name, factory=factory, forks=forks, sys_path=(str(HOSTILE),))

    return make


@pytest.fixture
def run_cases() -> RunCases:
    """Run cases on one target with one worker; the results by the last part of their ids, in order."""

    def run_them(target: Target, *cases: Case, **more: Any) -> dict[str, Result]:
        options = RunOptions(**{"workers": 1, "timeout": 0.5, **more})
        results = run(make_plan([target], cases), options)
        assert [result.id for result in results.results] == [case.id for case in cases]
        return {result.id.rpartition("/")[2]: result for result in results.results}

    return run_them


@pytest.fixture(autouse=True)
def nothing_left_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Yield a function that lists the live processes of the test; fail when a process outlives it."""
    yield from leftovers.watch(monkeypatch, seconds=10.0)
