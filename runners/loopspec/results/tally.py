"""The counts that all reports share: the grid of results, the deviations, the conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from loopspec.results.model import Accepted, Level, Result, Results, ScenarioRecord, Verdict

NAMED = 5
"""The number of deviating targets that a sentence names; more are counted."""

LITTLE = 0.5
"""Where a smaller share of the rules was judged, a run that ends well says so."""

LACKS = "the namespace has no "
"""The beginning of a missing name's detail."""

NEVER_REPORTED = "no result in the results file"


def complete_grid(results: Results) -> Results:
    """Return the run with exactly one result for each target and scenario, in the order of the plan.

    A pair that has none becomes ``not-run``; so a report never depends on the order in which
    results arrived, and nothing planned can vanish from a count.
    """
    pairs = [(target.name, scenario.id) for target in results.targets for scenario in results.scenarios]
    if pairs == [(result.target, result.id) for result in results.results]:
        return results
    found = {(result.target, result.id): result for result in results.results}
    grid = [found.get(pair) or Result(*pair, Verdict.NOT_RUN, NEVER_REPORTED) for pair in pairs]
    return replace(results, results=grid)


def gates(level: Level, verdict: Verdict) -> bool:
    """Return whether a result counts against its target; a rule at ``may`` never does."""
    return verdict.deviates and level is not Level.MAY


@dataclass(frozen=True, slots=True)
class TargetTally:
    """Counts of one target: by level for what was judged, by verdict for the rest."""

    target: str
    counts: Counter[tuple[Level, Verdict]]
    accepted_counts: Counter[tuple[Level, Verdict]]
    """The deviations that a gate accepts, as known or as blocked; ``counts`` has them too."""
    blocked: int = 0
    """The deviations that a gate accepts because another one blocks them."""

    def passed(self, level: Level) -> int:
        """Count the rules of a level that hold."""
        return self.counts[level, Verdict.PASS]

    def deviated(self, level: Level) -> int:
        """Count the rules of a level seen broken, by fail, crash or hang, that no gate accepts."""
        return sum(self.counts[level, verdict] for verdict in Verdict if verdict.deviates) - self.accepted(level)

    def accepted(self, kind: Level | Verdict | None = None) -> int:
        """Count the deviations that a gate accepts, at one level or with one verdict where that is given."""
        return sum(n for key, n in self.accepted_counts.items() if kind is None or kind in key)

    @property
    def known(self) -> int:
        """Count the deviations that a gate knows each by itself."""
        return self.accepted() - self.blocked

    @property
    def judged(self) -> int:
        """Count the results that say something of the target: it holds a rule, or it does not."""
        return self.total(Verdict.PASS, *(verdict for verdict in Verdict if verdict.deviates))

    def total(self, *verdicts: Verdict) -> int:
        """Count the results with one of the verdicts, at any level; with none given, all."""
        wanted = verdicts or tuple(Verdict)
        return sum(n for (_, verdict), n in self.counts.items() if verdict in wanted)


def tallies(results: Results) -> list[TargetTally]:
    """Return the counts of every target, in the order of the run."""
    grid = complete_grid(results)
    level_of = {scenario.id: scenario.level for scenario in grid.scenarios}
    blocked = Counter(result.target for result in grid.results if result.known and result.known.blocked_by)
    every = {
        target.name: TargetTally(target.name, Counter(), Counter(), blocked[target.name]) for target in grid.targets
    }
    for result in grid.results:
        tally, level = every[result.target], level_of[result.id]
        tally.counts[level, result.verdict] += 1
        if result.known:
            tally.accepted_counts[level, result.verdict] += 1
    return list(every.values())


@dataclass(frozen=True, slots=True)
class Deviation:
    """A rule that some targets break; ``ways`` groups the targets that break it alike."""

    scenario: ScenarioRecord
    ways: list[list[Result]]


def deviations(results: Results) -> list[Deviation]:
    """Return the rules seen broken that no gate accepts: must, then should, then may; in the order of the plan."""
    return list(_deviating(results, lambda result: result.verdict.deviates and not result.known))


def known_deviations(results: Results) -> list[Deviation]:
    """Return the broken rules that a gate knows, each by itself, in the same order."""
    return list(_deviating(results, lambda result: result.known is not None and not result.known.blocked_by))


def blocked_cases(results: Results) -> dict[Accepted, list[Result]]:
    """Return the cases that another deviation blocks, by their cause."""
    found: dict[Accepted, list[Result]] = {}
    for result in complete_grid(results).results:
        if result.known and result.known.blocked_by:
            found.setdefault(result.known, []).append(result)
    return found


def errors(results: Results) -> list[Deviation]:
    """Return the scenarios that ended in a fault of the suite itself."""
    return list(_deviating(results, lambda result: result.verdict is Verdict.ERROR))


def holding(results: Results) -> list[Deviation]:
    """Return the rules that were seen to hold."""
    return list(_deviating(results, lambda result: result.verdict is Verdict.PASS))


def unjudged(results: Results) -> dict[tuple[Verdict, str], list[Result]]:
    """Return the results that judge nothing of their target, by verdict and reason; without the errors."""
    found: dict[tuple[Verdict, str], list[Result]] = {}
    for result in complete_grid(results).results:
        if result.verdict.skipped or result.verdict is Verdict.NOT_RUN:
            found.setdefault((result.verdict, result.detail), []).append(result)
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """Rules that were not judged on a target for one reason."""

    verdict: Verdict
    reason: str
    """A name that is missing, or why the rules are unsupported: a version, a capability, a refusal."""
    rules: int

    def __str__(self) -> str:
        return f"{self.reason} ({self.rules} {plural(self.rules, 'rule')})"


def gaps(results: Results) -> dict[str, list[Gap]]:
    """Group what was not judged on each target: missing names first, then the unsupported, each by how many rules."""
    counts: dict[str, Counter[tuple[Verdict, str]]] = {target.name: Counter() for target in results.targets}
    for result in complete_grid(results).results:
        if result.verdict.skipped:
            reason = result.detail.removeprefix(LACKS) or f"no reason given for {result.verdict}"
            counts[result.target][result.verdict, reason] += 1
    return {
        target: [
            Gap(verdict, reason, rules)
            for wanted in (Verdict.MISSING, Verdict.UNSUPPORTED)
            for (verdict, reason), rules in sorted(found.items(), key=lambda item: (-item[1], item[0]))
            if verdict is wanted
        ]
        for target, found in counts.items()
        if found
    }


def gap_lines(found: list[Gap], most: int | None = None) -> Iterator[str]:
    """Write the gaps of a target, a line for each verdict, ``most`` reasons in each: ``missing: Queue (79 rules)``."""
    for verdict in (Verdict.MISSING, Verdict.UNSUPPORTED):
        reasons = [gap for gap in found if gap.verdict is verdict]
        if reasons:
            rest = reasons[most:] if most is not None else []
            count = sum(gap.rules for gap in rest)
            more = [f"and {count} {plural(count, 'rule')} for {len(rest)} more"] if rest else []
            yield f"{verdict}: {', '.join([*map(str, reasons[: len(reasons) - len(rest)]), *more])}"


def _deviating(results: Results, wanted: Callable[[Result], bool]) -> Iterator[Deviation]:
    by_id: dict[str, list[Result]] = {}
    for result in complete_grid(results).results:
        if wanted(result):
            by_id.setdefault(result.id, []).append(result)
    for level in Level:
        for scenario in results.scenarios:
            if scenario.level is level and scenario.id in by_id:
                ways: dict[tuple[Verdict, str], list[Result]] = {}
                for result in by_id[scenario.id]:
                    ways.setdefault((result.verdict, result.detail), []).append(result)
                yield Deviation(scenario, list(ways.values()))


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The end of a run: the exit code, and its meaning in words."""

    code: int
    sentence: str


def stopped(results: Results) -> bool:
    """Return whether the run stopped on request after so many deviations; cases not run then are no hole."""
    most = results.conditions.maxfail
    level_of = {scenario.id: scenario.level for scenario in results.scenarios}
    return most > 0 and sum(gates(level_of[result.id], result.verdict) for result in results.results) >= most


def conclude(results: Results) -> Conclusion:
    """Return the exit code of a run: 0 conforms, 1 deviates or is flaky, 3 harness error or incomplete run.

    3 outweighs 1, because a run with holes has not judged its targets. A run of nothing is incomplete, and so is a
    run whose target lacks everything (often the name of a wrong module), unlike rules for other versions. Where
    a gate has judged, a known deviation does not count, and a fault of its list does.
    """
    every = tallies(results)
    errors = sum(tally.total(Verdict.ERROR) for tally in every)
    not_run = sum(tally.total(Verdict.NOT_RUN) for tally in every)
    halted = stopped(results)
    lacking = [] if halted else [tally.target for tally in every if tally.total(Verdict.MISSING) and not tally.judged]
    found = _deviation_phrase(every)
    if not results.targets or not results.scenarios:
        return Conclusion(3, "incomplete: nothing was run")
    if errors or (not_run and not halted) or lacking or not results.complete:
        faults = [
            f"{errors} {plural(errors, 'result')} in error by the suite's own fault" if errors else "",
            f"{not_run} planned {plural(not_run, 'result')} did not run" if not_run else "",
            f"nothing was judged of {', '.join(lacking)}, which lacks what the scenarios use" if lacking else "",
            "" if results.complete else "the run was cut short",
        ]
        judged = f"; of what ran, {found}" if found else ""
        return Conclusion(3, "incomplete: " + ", ".join(filter(None, faults)) + judged)
    level_of = {scenario.id: scenario.level for scenario in results.scenarios}
    unsteady = sum(
        result.unsteady and not result.known and (not results.gated or gates(level_of[result.id], result.verdict))
        for result in results.results
    )
    flaky = f"{unsteady} {'case is' if unsteady == 1 else 'cases are'} flaky" if unsteady else ""
    amiss = len(results.gated.faults) if results.gated else 0
    entries = f"{amiss} {plural(amiss, 'fault')} in the list of what is known" if amiss else ""
    lacked = sum(tally.total(Verdict.MISSING) for tally in every) if results.conditions.missing_fails else 0
    absent = f"{lacked} {plural(lacked, 'result')} missing, which --missing fails counts" if lacked else ""
    if found or unsteady or amiss or lacked:
        after = results.conditions.maxfail
        left = f"{not_run} planned {plural(not_run, 'result')} did not run"
        cut = f"stopped after {after} {plural(after, 'deviation')}, {left}"
        return Conclusion(
            1, "; ".join(filter(None, [found, flaky, absent, entries, cut if halted and not_run else ""]))
        )
    known, blocked = sum(tally.known for tally in every), sum(tally.blocked for tally in every)
    if known or blocked:
        more = f", and {blocked} blocked {plural(blocked, 'case')}" if blocked else ""
        return Conclusion(0, f"nothing deviates but what is known: {known} known {plural(known, 'deviation')}{more}")
    silent = [tally.target for tally in every if not tally.judged]
    if silent:
        return Conclusion(0, f"nothing deviates, but no rule applies to {', '.join(silent)}: nothing was judged there")
    little = [tally for tally in every if tally.judged < LITTLE * tally.total()]
    if little:
        shares = ", ".join(f"{tally.judged} of {tally.total()} rules on {tally.target}" for tally in little[:NAMED])
        more = f" and {len(little) - NAMED} more targets" if len(little) > NAMED else ""
        return Conclusion(0, f"nothing deviates, but little was judged: {shares}{more}")
    holds = "holds every rule" if len(every) == 1 else "hold every rule"
    names = every[0].target if len(every) == 1 else f"all {len(every)} targets"
    return Conclusion(0, f"{names} {holds} at must and should that applies")


def _deviation_phrase(every: list[TargetTally]) -> str:
    parts = []
    for tally in every:
        counts = [f"{tally.deviated(level)} {level}" for level in (Level.MUST, Level.SHOULD) if tally.deviated(level)]
        if counts:
            parts.append(f"{tally.target} ({', '.join(counts)})")
    if not parts:
        return ""
    if len(parts) > NAMED:
        return f"{len(parts)} of {len(every)} targets deviate"
    return f"{', '.join(parts)} {'deviates' if len(parts) == 1 else 'deviate'}"


def plural(count: int, noun: str) -> str:
    """Return the noun for so many: "scenario", "scenarios"."""
    return noun if count == 1 else noun + "s"
