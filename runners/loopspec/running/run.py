"""Runs a plan, once or in several rounds, and returns its results.

A seed gives the orders of rounds: the same seed and plan give the same orders on every machine. Each round has
new workers, so that a round never goes on from what another left.
"""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from loopspec import __version__
from loopspec.results.model import Result, Results, TargetInfo, Verdict
from loopspec.results.signature import signature_of
from loopspec.results.tally import gates, plural, stopped
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Plan
from loopspec.running.supervisor import Supervisor
from loopspec.running.verdicts import without_running
from loopspec.targets.about import about
from loopspec.targets.target import TargetError

OnResult = Callable[[Result], None]


class _Stopped(Exception):
    """As many deviations were seen as were asked for."""


def run(plan: Plan, options: RunOptions = DEFAULTS, on_result: OnResult = lambda result: None) -> Results:
    """Run a plan ``options.repeat`` times; the results are in the plan's order.

    ``on_result`` is called in this thread with each result of each round as it comes. After Ctrl-C what has ended is
    kept, the rest is ``not-run``, and the results are not ``complete``; the round that was interrupted is the last one.
    A later round in which a target does not start is ``not-run``. Raises TargetError when a target cannot be imported
    or makes no loop in the first round.
    """
    rounds: list[Results] = []
    for order in orders(plan, options):
        try:
            rounds.append(_run_once(order, options, on_result))
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
    )


def orders(plan: Plan, options: RunOptions) -> Iterator[Plan]:
    """Yield the plan once for each round, in that round's order."""
    for number in range(1, options.repeat + 1):
        pairs = list(plan.pairs)
        if options.shuffle is not None:
            Random(f"loopspec {options.shuffle} {number}").shuffle(pairs)
        yield Plan(tuple(pairs))


def _run_once(plan: Plan, options: RunOptions, on_result: OnResult) -> Results:
    started, clock = datetime.now(UTC), time.perf_counter()
    done: dict[tuple[str, str], Result] = {}
    infos: list[TargetInfo] = []
    complete = True
    deviating: list[Result] = []
    level_of = {case.id: case.record.level for case in plan.cases}
    reason = "the run was interrupted"

    def note(result: Result) -> None:
        done[result.target, result.id] = result
        on_result(result)
        if options.maxfail and gates(level_of[result.id], result.verdict):
            deviating.append(result)
            if len(deviating) == options.maxfail:
                raise _Stopped

    with Supervisor(options) as supervisor:
        infos = supervisor.start(plan.targets)
        try:
            supervisor.run(plan.pairs, note)
        except KeyboardInterrupt:
            complete = False
        except _Stopped:
            reason = f"the run was stopped after {options.maxfail} {plural(options.maxfail, 'deviation')}"
    for target, case in plan.pairs:
        if (target.name, case.id) not in done:
            version = supervisor.version(target)
            done[target.name, case.id] = without_running(target, case, version, Verdict.NOT_RUN, reason)
    return Results(
        loopspec=__version__,
        started=started.isoformat(timespec="seconds"),
        platform=platform.platform(),
        suite=plan.suite,
        targets=infos,
        scenarios=[case.record for case in plan.cases],
        results=[done[target.name, case.id] for target, case in plan.pairs],
        seconds=round(time.perf_counter() - clock, 3),
        starved=supervisor.starved,
        complete=complete,
        conditions=options.conditions,
        about={
            target.name: about(target, info.version, [case.id for case in plan.cases])
            for target, info in zip(plan.targets, infos, strict=True)
        },
    )


def _not_run(results: Results, reason: str) -> Results:
    """Return a round like another of which nothing was run."""
    missing = [Result(result.target, result.id, Verdict.NOT_RUN, reason) for result in results.results]
    return replace(results, results=missing, seconds=0.0)


def as_one(results: Sequence[Result], complete: bool = True) -> Result:
    """Combine the results of a case in all rounds; ``complete`` is false when the last round was cut short.

    The result is that of the first round that deviated, else of the first that did not pass, else of the first:
    a pass in another round takes nothing back.
    """
    if not complete:
        results = [result for result in results if result.verdict is not Verdict.NOT_RUN] or results[:1]
    deviating = [result for result in results if result.verdict.deviates]
    others = [result for result in results if result.verdict is not Verdict.PASS]
    chosen = [*deviating, *others, *results][0]
    if len(results) == 1:
        return chosen
    ways = dict(Counter(map(signature_of, results)).most_common())
    detail = chosen.detail
    if len(ways) > 1:
        detail = f"{detail} ({len(results)} runs: {describe_ways(ways)})".lstrip()
    return replace(chosen, detail=detail, attempts=[result.verdict for result in results], ways=ways)


def describe_ways(ways: dict[str, int]) -> str:
    """Describe how often a case ended in which way."""
    return ", ".join(f"{count} x {way}" for way, count in ways.items())


def steadiness(results: Results) -> str:
    """Describe in lines which cases did not always end alike in several rounds, and how."""
    unsteady = [result for result in results.results if result.unsteady]
    runs = f"{max((len(result.attempts) for result in results.results), default=0)} runs"
    if not unsteady:
        return f"steady: each of {len(results.results)} cases ended alike in {runs}\n"
    lines = [f"flaky in {runs}: {len(unsteady)}"]
    lines += [f"  {result.id} on {result.target}: {describe_ways(result.ways)}" for result in unsteady]
    return "\n".join(lines) + "\n"
