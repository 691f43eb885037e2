"""Random programs as data: what is run while searching is what is written when something was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loopspec.fuzz.context import Profile
from loopspec.fuzz.export import built, scenario_file
from loopspec.fuzz.grammar import AREAS
from loopspec.fuzz.search import programs
from loopspec.running.plan import Case, cases_of
from loopspec.scenarios.load import load_text

PROGRAMS = 150


def without_its_place(case: Case) -> Any:
    return case.function, replace(case.record, file="", line=0, source="")


@pytest.mark.parametrize("passing", [False, True], ids=["", "time passes"])
def test_a_program_is_the_scenario_that_it_is_written_as(passing: bool) -> None:
    for data in programs(Profile(frozenset(AREAS), (3, 14), passing), PROGRAMS, 0):
        [written] = cases_of(load_text("program.yaml", scenario_file(data).encode()))
        [run] = cases_of([built(data)])
        assert without_its_place(run) == without_its_place(written)
