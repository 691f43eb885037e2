"""From what a worker answers to a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopspec.harness import execution
from loopspec.harness.interpreter import cut
from loopspec.results.model import Result, Verdict
from loopspec.running.plan import Case, Version
from loopspec.targets.target import Target

if TYPE_CHECKING:
    from loopspec.harness.protocol import CaseAnswer, Observed


def result_of(target: Target, case: Case, version: Version, answer: CaseAnswer) -> Result:
    """Return the result that an answer of a worker means.

    The expected trace is a part of it whatever the answer is, so that a crash can be read too.
    """
    expected = case.expected(version)
    known: dict[str, Any] = {
        "target": target.name,
        "id": case.id,
        "seconds": round(answer.get("seconds", 0.0), 6),
        "expected": expected,
    }
    if answer["kind"] == "observed":
        return _of_observation(known, answer, expected, stated=case.judged)
    verdict = _refusal(case) if answer["kind"] == "refused" else Verdict(answer["kind"])
    detail = answer.get("detail", "")
    if verdict is Verdict.UNSUPPORTED:
        detail = f"the interpreter refuses the source: {detail}"
    events: list[tuple[str, str]] = []
    at = None
    if (answer["kind"] == "crash" or answer["kind"] == "hang") and "events" in answer:
        events = [(lane, text) for lane, text in answer["events"]]
        difference = execution.first_difference(expected, events)
        at = difference[0] if difference else None
    return Result(
        verdict=verdict, detail=cut(detail), at=at, events=events, output=cut(answer.get("output", "")), **known
    )


def without_running(target: Target, case: Case, version: Version, verdict: Verdict, detail: str) -> Result:
    """Return the result of a case that was not sent to a worker."""
    expected = case.expected(version)
    return Result(target=target.name, id=case.id, verdict=verdict, detail=detail, expected=expected)


def _of_observation(known: dict[str, Any], answer: Observed, expected: list[Any], *, stated: bool) -> Result:
    """Judge a case that came to its end; ``stated`` is whether it states the trace that it is held against."""
    observation = answer["observation"]
    # A pass is judged by the worker. All else is judged here, against the whole expected trace: a case states its own
    # last, so that one that ended early has stated none; one that states none may have done without a name; and a
    # launcher may have no judge.
    passed = stated and answer.get("as_expected")
    verdict, detail, at = ("pass", "", None) if passed else execution.judge(observation, expected)
    ended = observation["ended"]
    output = ""
    if verdict != "pass":
        parts = [ended["trace"] if ended else "", answer.get("output", "")]
        output = "\n".join(part.rstrip("\n") for part in parts if part)
    return Result(
        verdict=Verdict(verdict),
        detail=cut(detail),
        at=at,
        events=[(lane, text) for lane, text in observation["events"]],
        checks=[{**check} for check in observation["checks"]],
        observed=[(text, value) for text, value in observation["observed"]],
        output=cut(output),
        ended=ended["error"] if ended else "",
        **known,
    )


def _refusal(case: Case) -> Verdict:
    """Return UNSUPPORTED for source that this interpreter takes and the target's does not, else ERROR."""
    try:
        compile(case.record.code, case.id, "exec")
    except SyntaxError:
        return Verdict.ERROR
    return Verdict.UNSUPPORTED
