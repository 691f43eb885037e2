"""Files that must validate: those whose scenarios pass, and files whose scenarios fail and say why.

Together the passing ones use all there is of the format. A failing one says in ``# detail: ...`` what its
result must say.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loopspec.harness import execution
from loopspec.scenarios.scenario import AnyOrder, Expectation, ForVersions, Scenario
from loopspec.scenarios.verbs import VERBS
from loopspec.scenarios.vocabulary import OUTSIDE_NAMES, TOOL_NAMES
from scenarios.cases import HERE, VALID_FAIL, VALID_PASS, run


@pytest.mark.parametrize("scenario", VALID_PASS, ids=lambda scenario: scenario.id)
def test_passes(scenario: Scenario) -> None:
    assert run(scenario) == ("pass", "", None)


@pytest.mark.parametrize("scenario", VALID_FAIL, ids=lambda scenario: scenario.subject)
def test_fails_with_its_detail(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "WAIT_LIMIT", 25)
    text = (HERE / "valid-fail" / f"{scenario.subject}.yaml").read_text(encoding="utf-8")
    detail = re.findall("^# detail: (.*)$", text, re.MULTILINE)
    verdict, sentence, _ = run(scenario)
    assert (verdict, [sentence]) == ("fail", detail)


STEPS = [step for scenario in VALID_PASS for step in scenario.steps()]


def test_every_verb_passes_somewhere() -> None:
    assert {step.verb for step in STEPS} == set(VERBS)


@pytest.mark.parametrize("verb", ["with", "for", "thread", "thread_while_idle"])
def test_verb_passes_in_both_kinds_of_lane(verb: str) -> None:
    assert {step.place.asynchronous for step in STEPS if step.verb == verb} == {True, False}


def test_every_modifier_passes_with_every_verb_that_takes_it() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "valid-pass").glob("*.yaml"))
    used = {(step.verb, word) for step in STEPS for word in step.words}
    assert used == {(verb.name, word) for verb in VERBS.values() for word in verb.words}
    assert "raise: null" in written


def test_every_tool_passes_somewhere() -> None:
    text = "\n".join(scenario.source for scenario in VALID_PASS)
    assert {name for name in TOOL_NAMES | OUTSIDE_NAMES if not re.search(rf"\b{name}\b", text)} == set()


def test_every_kind_of_expectation_and_routine_passes_somewhere() -> None:
    entries: set[type[Expectation]] = {type(entry) for one in VALID_PASS for entry in one.trace.entries}
    assert {AnyOrder, ForVersions} < entries
    kinds = {routine.kind for scenario in VALID_PASS for routine in scenario.program.routines}
    assert kinds == {"task", "coroutine", "generator", "callback"}


def test_every_failing_file_has_one_scenario() -> None:
    files = sorted(path.stem for path in (HERE / "valid-fail").iterdir())
    assert sorted(scenario.subject for scenario in VALID_FAIL) == files


def test_source_is_the_lines_of_the_scenario() -> None:
    for scenario in VALID_PASS:
        text = Path(scenario.file).read_text(encoding="utf-8")
        assert scenario.source.startswith(scenario.name.partition("[")[0] + ":\n")
        assert scenario.source.count("says:") == 1
        assert scenario.source.splitlines()[-1].strip() in text
