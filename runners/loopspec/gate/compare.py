"""Holds the results of a run against the known deviations, and tells what is red and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from loopspec.config.file import Config
from loopspec.config.known import TODO, Known
from loopspec.results.model import Accepted, Gated, Level, Result, Results, ResultsError, Verdict
from loopspec.results.signature import signature_of
from loopspec.results.tally import complete_grid

NAMED = 3
"""How many cases a line names; more are counted."""


class Kind(StrEnum):
    """Why something is red."""

    UNEXPECTED = "unexpected failure"
    CHANGED = "fails in another way"
    PASSES = "unexpected pass"
    FLAKY = "flaky"
    STALE = "stale entry"
    EXPIRED = "expired entry"
    UNEXPLAINED = "unexplained entry"
    OVERLAP = "overlapping entries"


@dataclass(frozen=True, slots=True)
class Red:
    """One thing that is red, in one line; ``entry`` and ``results`` are what it is about."""

    kind: Kind
    text: str
    place: str = ""
    """``file:line`` of the entry, empty where there is none."""
    entry: Known | None = None
    results: tuple[Result, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.text}" if self.place else f"{self.kind}: {self.text}"


@dataclass(slots=True)
class Judgement:
    """What a gate found: how many cases are of each kind, what is red, what is worth a note."""

    held: int = 0
    known: int = 0
    flaky: int = 0
    """Cases that failed under an entry with ``flaky = true``."""
    apart: int = 0
    """Cases that do not apply: ``unsupported`` and ``missing``."""
    unspecified: int = 0
    """Deviations from rules at ``may``, which never gate."""
    faults: int = 0
    """Cases that say nothing: ``error`` and ``not-run``."""
    complete: bool = True
    reds: list[Red] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    covered: dict[Known, list[Result]] = field(default_factory=dict)
    """The cases that each entry is about in this run, those that were judged at ``must`` and ``should``."""
    accepted: dict[tuple[str, str], Known] = field(default_factory=dict)
    """The entry for each deviation that is as known, by the name of the target and the id of the scenario."""
    for_author: set[Known] = field(default_factory=set)
    """Entries that only their author can change: some of what they are about was not run, or they overlap."""

    @property
    def code(self) -> int:
        """The exit code: 0 green, 1 red, 3 where the run has holes, because it judged nothing then."""
        if self.faults or not self.complete:
            return 3
        return 1 if self.reds else 0


def scope(results: Results, targets: Collection[str], ids: Collection[str]) -> Results:
    """The part of a run that a gate is about: some targets, all if none is named, and some scenarios.

    Raises ResultsError when a target is not in the run.
    """
    names = [info.name for info in results.targets]
    wanted = [Known("*", target) for target in targets] or [Known("*")]
    for entry in wanted:
        if not any(map(entry.on, names)):
            raise ResultsError(f"target {entry.target} is not in the results; they have {', '.join(names)}")
    chosen = {name for name in names if any(entry.on(name) for entry in wanted)}
    return replace(
        results,
        targets=[info for info in results.targets if info.name in chosen],
        scenarios=[scenario for scenario in results.scenarios if scenario.id in ids],
        results=[result for result in results.results if result.target in chosen and result.id in ids],
    )


def judge(config: Config, results: Results, suite: Collection[str], today: date) -> Judgement:
    """Hold results against what is known.

    ``suite`` has the ids of all scenarios there are, also of those that were not run; ``today`` is
    the date in UTC, for entries that expire.
    """
    found = Judgement(complete=results.complete and bool(results.results))
    level = {scenario.id: scenario.level for scenario in results.scenarios}
    infos = {info.name: info for info in results.targets}
    seen: dict[Known, list[Result]] = {entry: [] for entry in config.known}
    pairs_of_entries: dict[tuple[Known, Known], Result] = {}
    for result in complete_grid(results).results:
        entries = [
            entry
            for entry in config.known
            if entry.about(result.id) and entry.applies(infos[result.target], results.platform)
        ]
        for entry in entries:
            seen[entry].append(result)
        for pair in combinations(entries, 2):
            pairs_of_entries.setdefault(pair, result)
        _sort(found, result, level[result.id], entries[0] if entries else None)
    found.reds += _failures(found, config)
    _judge_entries(found, config, {*suite, *level}, seen, level, infos, today)
    _judge_overlaps(found, config, pairs_of_entries)
    found.reds.sort(key=lambda red: (red.entry.line if red.entry else 0, list(Kind).index(red.kind)))
    return found


def marked(results: Results, found: Judgement) -> Results:
    """The same run with what its gate found: why each deviation is accepted, which entries are not in order.

    What an earlier gate found is forgotten.
    """

    def accepted(result: Result) -> Accepted | None:
        entry = found.accepted.get((result.target, result.id))
        return Accepted(entry.reason, entry.issue, entry.flaky) if entry else None

    faults = [str(red) for red in found.reds if not any(result.verdict.deviates for result in red.results)]
    return replace(
        results,
        results=[replace(result, known=accepted(result)) for result in results.results],
        gated=Gated(tuple(faults)),
    )


def worth_a_retry(config: Config, results: Results, suite: Collection[str], today: date) -> set[tuple[str, str]]:
    """Name of the target and id of each case that failed and is red for it, or is said to be flaky."""
    found = judge(config, results, suite, today)
    flaky = [result for entry, covered in found.covered.items() if entry.flaky for result in covered]
    red = [result for red in found.reds for result in red.results]
    return {(result.target, result.id) for result in (*flaky, *red) if result.verdict.deviates}


def _sort(found: Judgement, result: Result, level: Level, entry: Known | None) -> None:
    """Count a result, or tell that it is red by itself."""
    if result.verdict in (Verdict.ERROR, Verdict.NOT_RUN):
        found.faults += 1
        return
    if result.verdict.skipped:
        found.apart += 1
        return
    if level is Level.MAY:
        if result.verdict.deviates:
            found.unspecified += 1
        else:
            found.held += 1
        return
    if entry is not None:
        found.covered.setdefault(entry, []).append(result)
    elif not result.verdict.deviates:
        found.held += 1
    else:
        found.reds.append(_without_entry(result))


def _without_entry(result: Result) -> Red:
    signature = signature_of(result)
    if result.flaky:
        text = f"{case(result)}: {signature}; {_tries(result)}; mend it, or `--update` writes it down"
        return Red(Kind.FLAKY, text, results=(result,))
    always = f", {len(result.attempts)} times of {len(result.attempts)}" if result.attempts else ""
    text = f"{case(result)}: {signature}{always}; mend it, or `--update` writes it down"
    return Red(Kind.UNEXPECTED, text, results=(result,))


def _failures(found: Judgement, config: Config) -> Iterable[Red]:
    """What is red in the cases that entries are about."""
    for entry, results in found.covered.items():
        place = config.place(entry)
        passed = [result for result in results if not result.verdict.deviates]
        failed = [result for result in results if result.verdict.deviates]
        as_known = [result for result in failed if entry.describes(signature_of(result)) and _steady(entry, result)]
        otherwise = [result for result in failed if result not in as_known]
        found.accepted |= {(result.target, result.id): entry for result in as_known}
        if entry.flaky:
            found.held += len(passed)
            found.flaky += len(as_known)
            found.notes += _notes_on_flaky(place, entry, results, as_known)
        else:
            found.known += len(as_known)
            if passed:
                yield Red(Kind.PASSES, _passes(passed, results), place, entry, tuple(passed))
        for result in otherwise:
            kind = Kind.CHANGED if _steady(entry, result) else Kind.FLAKY
            yield Red(kind, _otherwise(entry, result), place, entry, (result,))


def _steady(entry: Known, result: Result) -> bool:
    return entry.flaky or not result.flaky


def _passes(passed: list[Result], all_of_entry: list[Result]) -> str:
    if len(passed) == len(all_of_entry) == 1:
        return f"{case(passed[0])} holds now; remove the entry"
    if len(passed) == len(all_of_entry):
        return f"all {len(passed)} cases hold now ({cases(passed)}); remove the entry"
    return f"{len(passed)} of {len(all_of_entry)} cases hold now ({cases(passed)}); narrow the entry"


def _otherwise(entry: Known, result: Result) -> str:
    now = signature_of(result)
    if result.flaky and not entry.flaky:
        return f"{case(result)}: {_tries(result)}; mend it, or say flaky = true"
    if not entry.signature:
        return f"{case(result)}: {now}; the entry has no signature: add this one"
    return f"{case(result)}: {now}; known was {entry.signature}; look again, then change the signature"


def _notes_on_flaky(place: str, entry: Known, results: list[Result], failed: list[Result]) -> Iterable[str]:
    if not failed:
        yield f"{place}: flaky, and did not fail this time: {cases(results)}"
    for result in failed:
        if result.attempts and not result.flaky:
            yield f"{place}: flaky, and failed every time: {case(result)}: {_tries(result)}"


def _judge_entries(
    found: Judgement,
    config: Config,
    suite: Collection[str],
    seen: dict[Known, list[Result]],
    level: Mapping[str, Level],
    targets: Collection[str],
    today: date,
) -> None:
    """What is wrong with an entry whatever its cases do, and what is worth a note."""
    for entry in config.known:
        place = config.place(entry)
        not_run = [target for target in config.targets if target not in targets and entry.on(target)]
        if not_run or any(entry.about(id_) for id_ in suite if id_ not in level):
            found.for_author.add(entry)

        def red(kind: Kind, text: str, place: str = place, entry: Known = entry) -> None:
            found.reds.append(Red(kind, text, place, entry))

        if not any(entry.about(id_) for id_ in suite):
            red(Kind.STALE, f"{entry.scenario} is no scenario of the suite and matches none; remove or correct it")
        elif config.targets and not any(entry.on(target) for target in (*config.targets, *targets)):
            red(Kind.STALE, f"{entry.scenario}: {entry.target} is none of the targets; remove or correct it")
        elif seen[entry] and entry not in found.covered:
            verdicts = ", ".join(dict.fromkeys(str(result.verdict) for result in seen[entry]))
            if all(level[result.id] is Level.MAY for result in seen[entry]):
                found.notes.append(f"{place}: {entry.scenario} is at may, which never gates: no entry is needed")
            elif all(result.verdict.skipped for result in seen[entry]):
                found.notes.append(f"{place}: {entry.scenario} does not apply here ({verdicts})")
        if entry.expires is not None and entry.expires < today:
            red(
                Kind.EXPIRED, f"{entry.scenario} expired on {entry.expires}; mend it, or renew the date with the reason"
            )
        lacking = _lacking(entry, judged=entry in found.covered)
        if lacking and not _goes(entry, found):
            red(Kind.UNEXPLAINED, f"{entry.scenario}: write {' and '.join(lacking)}")


def _goes(entry: Known, found: Judgement) -> bool:
    """Whether an entry is to be removed: nobody has to explain it before that."""
    covered = found.covered.get(entry, [])
    holds = bool(covered) and not entry.flaky and not any(result.verdict.deviates for result in covered)
    return holds or any(red.entry is entry and red.kind is Kind.STALE for red in found.reds)


def _lacking(entry: Known, *, judged: bool) -> list[str]:
    """What an entry does not say, and what to write."""
    parts = []
    if not entry.reason or entry.reason.upper().startswith(TODO):
        parts.append(f"its reason (still {TODO})" if entry.reason else "its reason")
    if not entry.issue:
        parts.append('its issue (a web address, or "none")')
    if not entry.signature and not entry.flaky and not judged:
        parts.append("its signature (how it fails)")
    return parts


def _judge_overlaps(found: Judgement, config: Config, pairs: dict[tuple[Known, Known], Result]) -> None:
    for (first, second), result in pairs.items():
        found.for_author |= {first, second}
        text = f"{case(result)} is also covered by line {first.line}; keep one entry for each case"
        found.reds.append(Red(Kind.OVERLAP, text, config.place(second), second))
    for first, second in combinations(config.known, 2):
        if (first, second) not in pairs and _where(first) == _where(second):
            text = f"{second.scenario}: the same as line {first.line}; keep one of them"
            found.reds.append(Red(Kind.OVERLAP, text, config.place(second), second))


def _where(entry: Known) -> tuple[str, ...]:
    return (entry.scenario, entry.target, entry.python, entry.platform, entry.implementation)


def _tries(result: Result) -> str:
    return f"attempts: {', '.join(result.attempts)}"


def case(result: Result) -> str:
    """A case in words."""
    return f"{result.id} on {result.target}"


def cases(results: list[Result]) -> str:
    """Some cases in words: the first few by name."""
    named = ", ".join(case(result) for result in results[:NAMED])
    return named + (f" and {len(results) - NAMED} more" if len(results) > NAMED else "")
