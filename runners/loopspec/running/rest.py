"""Runs on a target only what an earlier run of it does not answer: new scenarios, and those judged otherwise today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loopspec.results.model import Results
from loopspec.results.reuse import put_in_order, reusable
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import OnResult, run
from loopspec.targets.about import about
from loopspec.targets.target import Target


def rest_of(before: Results | None, cases: Sequence[Case]) -> list[Case]:
    """Return the cases that an earlier run does not answer; all of them without one."""
    known = reusable(before, [case.record for case in cases]) if before else {}
    return [case for case in cases if case.id not in known]


def run_rest(
    before: Results | None,
    target: Target,
    cases: Sequence[Case],
    options: RunOptions = DEFAULTS,
    on_result: OnResult = lambda result: None,
) -> Results:
    """Return the results of cases on one target, of which only those are run that ``before`` does not answer.

    A run of another version of the target or of its interpreter answers nothing. ``on_result`` is called as by ``run``.
    A run that was interrupted is returned by itself, not ``complete``. Raises TargetError.
    """
    records = [case.record for case in cases]
    whole = make_plan([target], cases)
    known = reusable(before, records) if before else {}
    rest = [case for case in cases if case.id not in known]
    if before and not rest:
        return put_in_order(before, whole.suite, records, known, target.name)
    results = run(make_plan([target], rest), options, on_result)
    if before and known and results.complete:
        if [replace(info, name=target.name) for info in before.targets] == results.targets:
            results = replace(results, seconds=before.seconds + results.seconds, started=before.started)
        else:
            known, results = {}, run(whole, options, on_result)
    if not results.complete:
        return results
    results = put_in_order(results, whole.suite, records, known | results.of(target.name), target.name)
    (info,) = results.targets
    return replace(results, about={target.name: about(target, info.version, [case.id for case in cases])})
