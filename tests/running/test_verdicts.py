"""A case is judged once: by the worker that saw it pass, else by the near side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from loopspec.harness import execution
from loopspec.results.model import Result, Verdict
from loopspec.running.plan import cases_of
from loopspec.running.verdicts import result_of
from loopspec.scenarios.load import load_text
from loopspec.targets.target import parse_target

if TYPE_CHECKING:
    from loopspec.harness.protocol import Observed

RULE = """\
format: "1.0"
area: Lock
subject: made
scenarios:
  one:
    says: One thing happens.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main: [{log: first}]
    expect: [{main: first}]
"""


def judged(answer: Observed, *, expects: bool = True) -> Result:
    [case] = cases_of(load_text("made.yaml", RULE.encode()))
    return result_of(parse_target("asyncio"), replace(case, judged=expects), (3, 12), answer)


def observed(*texts: str, as_expected: bool, missing: str | None = None) -> Observed:
    return {
        "kind": "observed",
        "observation": {
            "events": [("main", text) for text in texts],
            "checks": [],
            "observed": [],
            "ended": None,
            "missing": missing,
            "refused": None,
            "lack": None,
        },
        "as_expected": as_expected,
    }


def test_a_pass_is_judged_by_the_worker_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "first_difference", lambda *trace: pytest.fail("judged again"))
    assert judged(observed("first", as_expected=True)).verdict is Verdict.PASS


def test_the_near_side_says_why_a_case_does_not_pass() -> None:
    result = judged(observed("second", as_expected=False))
    assert (result.verdict, result.at) == (Verdict.FAIL, 0)
    assert result.detail == "event 1: expected main: first; observed main: second"


def test_an_answer_without_a_judgement_is_judged_by_the_near_side() -> None:
    answer = observed("second", as_expected=False)
    del answer["as_expected"]
    assert judged(answer).verdict is Verdict.FAIL
    answer["observation"]["events"] = [("main", "first")]
    assert judged(answer).verdict is Verdict.PASS


def test_a_program_that_expects_nothing_lacks_a_name_though_it_goes_on() -> None:
    answer = observed("second", as_expected=True, missing="Barrier")
    assert judged(answer, expects=False).verdict is Verdict.MISSING
