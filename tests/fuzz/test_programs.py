"""Random programs as data: what is run while searching is what is written when something was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from loopspec.fuzz.phrases import AREAS
from loopspec.fuzz.search import for_each_program
from loopspec.fuzz.written import built, scenario_file
from loopspec.running.plan import Case, cases_of
from loopspec.scenarios.load import load_text

PROGRAMS = 150


def without_its_place(case: Case) -> Any:
    return case.function, replace(case.record, file="", line=0, source="")


def test_a_program_is_the_scenario_that_it_is_written_as() -> None:
    def look(data: dict[str, Any]) -> None:
        [written] = cases_of(load_text("program.yaml", scenario_file(data).encode()))
        [run] = cases_of([built(data)])
        assert without_its_place(run) == without_its_place(written)

    for_each_program(frozenset(AREAS), (3, 14), PROGRAMS, 0, look)
