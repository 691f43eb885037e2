"""Runs a plan several times in different orders and tells which cases did not always end alike.

A seed gives the orders: the same seed and plan give the same orders on every machine. Each round has
new workers, so that a round never goes on from what another left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from loopspec.results.model import Conditions, Result, Results, Verdict
from loopspec.results.signature import signature_of
from loopspec.results.tally import stopped
from loopspec.running.plan import Plan
from loopspec.targets.target import TargetError


def orders(plan: Plan, conditions: Conditions) -> Iterator[Plan]:
    """The plan once for each round, in that round's order."""
    for number in range(1, conditions.repeat + 1):
        pairs = list(plan.pairs)
        if conditions.shuffle is not None:
            Random(f"loopspec {conditions.shuffle} {number}").shuffle(pairs)
        yield Plan(tuple(pairs))


def run_rounds(plan: Plan, conditions: Conditions, run: Callable[[Plan], Results]) -> Results:
    """Run a plan under conditions, whose ``stress`` is the caller's business; results in the plan's order.

    A round that was interrupted is the last one; one in which a target did not start is ``not-run``. Raises
    what ``run`` raises in the first round.
    """
    rounds: list[Results] = []
    for order in orders(plan, conditions):
        try:
            rounds.append(run(order))
        except KeyboardInterrupt:  # before there was anything of this round
            if not rounds:
                raise
            rounds[-1] = replace(rounds[-1], complete=False)
        except TargetError as error:  # what the rounds before have seen is kept
            if not rounds:
                raise
            rounds.append(_not_run(rounds[0], str(error)))
        if not rounds[-1].complete or stopped(rounds[-1]):
            break
    whole = rounds[-1].complete and not stopped(rounds[-1])
    infos = {info.name: info for info in rounds[0].targets}
    attempts: dict[tuple[str, str], list[Result]] = {}
    for done in rounds:
        for result in done.results:
            attempts.setdefault((result.target, result.id), []).append(result)
    return replace(
        rounds[0],
        suite=plan.suite,
        targets=[infos[target.name] for target in plan.targets],
        scenarios=[case.record for case in plan.cases],
        results=[as_one(attempts[target.name, case.id], whole) for target, case in plan.pairs],
        seconds=round(sum(done.seconds for done in rounds), 3),
        starved=sum(done.starved for done in rounds),
        complete=rounds[-1].complete,
        conditions=conditions,
    )


def _not_run(results: Results, reason: str) -> Results:
    """A round like another of which nothing was run."""
    missing = [Result(result.target, result.id, Verdict.NOT_RUN, reason) for result in results.results]
    return replace(results, results=missing, seconds=0.0)


def as_one(results: Sequence[Result], complete: bool = True) -> Result:
    """The results of a case in all rounds as one; ``complete`` is false when the last round was interrupted or stopped.

    It is that of the first round that deviated, else of the first that did not pass, else of the first:
    a pass in another round takes nothing back.
    """
    if not complete:
        results = [result for result in results if result.verdict is not Verdict.NOT_RUN] or results[:1]
    deviating = [result for result in results if result.verdict.deviates]
    others = [result for result in results if result.verdict is not Verdict.PASS]
    told = [*deviating, *others, *results][0]
    if len(results) == 1:
        return told
    ways = dict(Counter(map(signature_of, results)).most_common())
    detail = told.detail
    if len(ways) > 1:
        detail = f"{detail} ({len(results)} runs: {told_ways(ways)})".lstrip()
    return replace(told, detail=detail, attempts=[result.verdict for result in results], ways=ways)


def told_ways(ways: dict[str, int]) -> str:
    """How often a case ended in which way, in words."""
    return ", ".join(f"{count} x {way}" for way, count in ways.items())


def steadiness(results: Results) -> str:
    """What several rounds say of the cases, in lines: which did not always end alike, and how."""
    unsteady = [result for result in results.results if result.unsteady]
    runs = f"{max((len(result.attempts) for result in results.results), default=0)} runs"
    if not unsteady:
        return f"steady: each of {len(results.results)} cases ended alike in {runs}\n"
    lines = [f"flaky in {runs}: {len(unsteady)}"]
    lines += [f"  {result.id} on {result.target}: {told_ways(result.ways)}" for result in unsteady]
    return "\n".join(lines) + "\n"
