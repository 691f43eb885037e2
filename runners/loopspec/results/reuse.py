"""Takes results over from an earlier run, for the scenarios that are still judged alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loopspec.results.model import Result, Results, ScenarioRecord, Verdict


def reusable(before: Results, scenarios: Iterable[ScenarioRecord]) -> dict[str, Result]:
    """Return, by id, the results of a run of one target that hold for scenarios of today.

    A scenario of the same id has to do and expect the same, at the same level and where the same is needed; faults of
    the suite's own, and cases that were not run, are left out, as is all of a run that was cut short.
    """
    if not before.complete:
        return {}
    then = {scenario.id: scenario for scenario in before.scenarios}
    alike = {one.id for one in scenarios if one.id in then and then[one.id].is_judged_like(one)}
    return {
        result.id: result
        for result in before.results
        if result.id in alike and result.verdict not in (Verdict.ERROR, Verdict.NOT_RUN)
    }


def put_in_order(
    run: Results, suite: str, scenarios: Sequence[ScenarioRecord], found: Mapping[str, Result], target: str
) -> Results:
    """Build the run of one target from results by id: of these scenarios, in their order, under the target's name.

    ``suite`` is the digest of the scenarios' plan; all that is not said here is as in ``run``.
    """
    return replace(
        run,
        suite=suite,
        targets=[replace(info, name=target) for info in run.targets],
        scenarios=list(scenarios),
        results=[replace(found[one.id], target=target) for one in scenarios if one.id in found],
    )
