"""Compares the results of a run with the known deviations: what is red, and what to do about it.

Each step is linear in the entries of the configuration: an entry is never held against each result, nor
against each other entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from loopspec.config.file import Config
from loopspec.config.known import TODO, Blocked, Known, ScenarioIds
from loopspec.results.model import Accepted, Gated, Level, Result, Results, ResultsError, Verdict
from loopspec.results.signature import signature_of
from loopspec.results.tally import complete_grid, gaps

NAMED = 3
"""The number of cases that a line names; more are counted."""

Pair = tuple[str, str]
"""The name of a target, and the id of a scenario."""


class FindingKind(StrEnum):
    """Why something is red."""

    UNEXPECTED = "unexpected failure"
    CHANGED = "fails in another way"
    PASSES = "unexpected pass"
    FLAKY = "flaky"
    STALE = "stale entry"
    EXPIRED = "expired entry"
    UNEXPLAINED = "unexplained entry"
    OVERLAP = "overlapping entries"
    MISSING = "missing name"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is red, in one line; ``entry`` and ``results`` are its subject."""

    kind: FindingKind
    text: str
    place: str = ""
    """``file:line`` of the entry, empty where there is none."""
    entry: Known | Blocked | None = None
    results: tuple[Result, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.text}" if self.place else f"{self.kind}: {self.text}"


@dataclass(slots=True)
class GateResult:
    """The outcome of a gate: how many cases are of each kind, what is red, what is worth a note."""

    held: int = 0
    known: int = 0
    flaky: int = 0
    """Cases that failed under an entry with ``flaky = true``."""
    blocked: int = 0
    """Cases that failed, and are blocked by another that fails."""
    not_applicable: int = 0
    """Cases that are ``unsupported`` or ``missing``."""
    unspecified: int = 0
    """Deviations from rules at ``may``, which never gate."""
    without_verdict: int = 0
    """Cases that say nothing: ``error`` and ``not-run``."""
    complete: bool = True
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    covered: dict[Known, list[Result]] = field(default_factory=dict)
    """The cases under each entry in this run, those that were judged at ``must`` and ``should``."""
    accepted: dict[Pair, Known] = field(default_factory=dict)
    """The entry for each deviation that is as known."""
    blocked_by: dict[Pair, Blocked] = field(default_factory=dict)
    """The entry for each deviation that is blocked."""
    for_author: set[Known | Blocked] = field(default_factory=set)
    """Entries that only their author can change: some of their cases were not run, or they overlap."""
    removable: set[Known | Blocked] = field(default_factory=set)
    """Entries that are stale as a whole."""
    unmatched: dict[Blocked, tuple[str, ...]] = field(default_factory=dict)
    """The ids and patterns of entries that match no scenario of the suite."""

    @property
    def code(self) -> int:
        """The exit code: 0 green, 1 red, 3 where the run has holes, because nothing was judged then."""
        if self.without_verdict or not self.complete:
            return 3
        return 1 if self.findings else 0


def scope(results: Results, targets: Collection[str], ids: Collection[str]) -> Results:
    """Select the part of a run that a gate is about: some targets, all if none is named, and some scenarios.

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


def evaluate(config: Config, results: Results, suite: Collection[str], today: date) -> GateResult:
    """Compare results with the known deviations.

    ``suite`` has the ids of all scenarios there are, also of those that were not run; ``today`` is
    the date in UTC, for entries that expire.
    """
    return _Evaluation(config, results, suite, today).result


def annotate(results: Results, found: GateResult) -> Results:
    """Write the outcome of a gate into its run: why each deviation is accepted, and the faults of the list.

    The outcome of an earlier gate is dropped.
    """

    def accepted(result: Result) -> Accepted | None:
        pair = (result.target, result.id)
        if entry := found.accepted.get(pair):
            return Accepted(entry.reason, entry.issue, entry.flaky)
        if block := found.blocked_by.get(pair):
            cause = found.accepted.get((result.target, block.blocked_by), Known(""))
            return Accepted(cause.reason, cause.issue, blocked_by=block.blocked_by)
        return None

    faults = [str(one) for one in found.findings if not any(result.verdict.deviates for result in one.results)]
    return replace(
        results,
        results=[replace(result, known=accepted(result)) for result in results.results],
        gated=Gated(tuple(faults)),
    )


def worth_a_retry(config: Config, results: Results, suite: Collection[str], today: date) -> set[Pair]:
    """Select the cases that failed and are red for it, or are said to be flaky."""
    found = evaluate(config, results, suite, today)
    flaky = [result for entry, covered in found.covered.items() if entry.flaky for result in covered]
    red = [result for one in found.findings for result in one.results]
    return {(result.target, result.id) for result in (*flaky, *red) if result.verdict.deviates}


class _Evaluation:
    """One comparison; ``result`` is filled step by step."""

    def __init__(self, config: Config, results: Results, suite: Collection[str], today: date) -> None:
        self.config = config
        self.level: Mapping[str, Level] = {scenario.id: scenario.level for scenario in results.scenarios}
        self.targets = {info.name: info for info in results.targets}
        self.platform = results.platform
        self.today = today
        self.run = ScenarioIds(self.level)
        self.suite = ScenarioIds({*suite, *self.level})
        self.cases = {(result.target, result.id): result for result in complete_grid(results).results}
        self.seen: dict[Known, list[Result]] = {entry: [] for entry in config.known}
        self.overlaps: dict[tuple[Known, Known], Result] = {}
        self.result = GateResult(complete=results.complete and bool(results.results))
        blocked = self._blocked()
        covering = self._covering()
        for pair, result in self.cases.items():
            entries = covering.get(pair, [])
            for entry in entries:
                self.seen[entry].append(result)
            for entry in entries[1:]:
                self.overlaps.setdefault((entries[0], entry), result)
            self._count(result, entries[0] if entries else None, blocked.get(pair))
        self._covered_cases()
        self._stale_and_unexplained()
        self._overlapping()
        if results.conditions.missing_fails:
            self._missing(results)
        order = {kind: number for number, kind in enumerate(FindingKind)}
        self.result.findings.sort(key=lambda one: (one.entry.line if one.entry else 0, order[one.kind]))

    def _find(self, kind: FindingKind, text: str, entry: Known | Blocked, *results: Result) -> None:
        self.result.findings.append(Finding(kind, text, self.config.place(entry), entry, results))

    def _missing(self, results: Results) -> None:
        """Find each name that a target lacks."""
        for target, found in gaps(results).items():
            missing = [gap for gap in found if gap.verdict is Verdict.MISSING]
            self.result.findings += [Finding(FindingKind.MISSING, f"{gap} on {target}") for gap in missing]

    def _stale(self, text: str, entry: Known | Blocked) -> None:
        self._find(FindingKind.STALE, text, entry)
        self.result.removable.add(entry)

    def _covering(self) -> Mapping[Pair, list[Known]]:
        """Return the entries about each case, in the order of the file."""
        found: dict[Pair, list[Known]] = {}
        for entry in self.config.known:
            ids = self.run.matching(entry.scenario)
            names = [name for name, info in self.targets.items() if ids and entry.applies(info, self.platform)]
            for name in names:
                for id_ in ids:
                    found.setdefault((name, id_), []).append(entry)
        return found

    def _blocked(self) -> Mapping[Pair, Blocked]:
        """Return the entry that blocks each case; judge those entries on the way."""
        found: dict[Pair, Blocked] = {}
        for entry in self.config.blocked:
            if not self._in_suite(entry):
                continue
            unknown = holds = blocks = False
            names = [name for name, info in self.targets.items() if entry.applies(info, self.platform)]
            for name in names:
                cause = self.cases.get((name, entry.blocked_by))
                if cause is not None and not cause.verdict.deviates and cause.verdict not in _SILENT:
                    holds = holds or cause.verdict is Verdict.PASS
                    continue
                blocks = True
                unknown = unknown or cause is None
                for pattern in entry.scenarios:
                    for id_ in self.run.matching(pattern):
                        if id_ != entry.blocked_by:
                            found.setdefault((name, id_), entry)
            if self._not_run(entry) or any(id_ not in self.level for id_ in self._all_matching(entry)):
                self.result.for_author.add(entry)
            if self.level.get(entry.blocked_by) is Level.MAY:
                text = f"{entry.blocked_by} is at may, which never gates; expected a cause at must or should"
                self._find(FindingKind.UNEXPLAINED, text, entry)
            elif holds and not blocks:
                text = f"{entry.blocked_by} holds now and blocks nothing; remove the entry"
                self._stale(text, entry)
            elif unknown:
                place = self.config.place(entry)
                self.result.notes.append(
                    f"{place}: {entry.blocked_by} was not run here: the cases that it blocks were not judged"
                )
        return found

    def _all_matching(self, entry: Blocked) -> Iterable[str]:
        return (id_ for pattern in (entry.blocked_by, *entry.scenarios) for id_ in self.suite.matching(pattern))

    def _in_suite(self, entry: Blocked) -> bool:
        """Return whether an entry is about scenarios and targets that exist; report one that is not as stale."""
        if not self.suite.matching(entry.blocked_by):
            self._stale(f"{entry.blocked_by} is not in the suite; remove or correct it", entry)
            return False
        if self._on_no_target(entry):
            self._stale(f"{entry.target} is none of the targets; remove or correct it", entry)
            return False
        unmatched = tuple(pattern for pattern in entry.scenarios if not self.suite.matching(pattern))
        if unmatched:
            self.result.unmatched[entry] = unmatched
            more = f" and {len(unmatched) - NAMED} more" if len(unmatched) > NAMED else ""
            text = f"{', '.join(unmatched[:NAMED])}{more}: not in the suite; remove or correct it"
            if len(unmatched) == len(entry.scenarios):
                self._stale(text, entry)
                return False
            self._find(FindingKind.STALE, text, entry)
        return True

    def _not_run(self, entry: Known | Blocked) -> bool:
        return any(target not in self.targets and entry.on(target) for target in self.config.targets)

    def _on_no_target(self, entry: Known | Blocked) -> bool:
        return bool(self.config.targets) and not any(map(entry.on, (*self.config.targets, *self.targets)))

    def _count(self, result: Result, entry: Known | None, block: Blocked | None) -> None:
        """Count a case, or report that it is red by itself."""
        found, deviates = self.result, result.verdict.deviates
        if result.verdict in _SILENT:
            found.without_verdict += 1
        elif result.verdict.skipped:
            found.not_applicable += 1
        elif self.level[result.id] is Level.MAY:
            found.unspecified += deviates
            found.held += not deviates
        elif entry is not None:
            found.covered.setdefault(entry, []).append(result)
        elif not deviates:
            found.held += 1
        elif block is not None:
            found.blocked += 1
            found.blocked_by[result.target, result.id] = block
        else:
            found.findings.append(_without_entry(result))

    def _covered_cases(self) -> None:
        """Judge the cases that entries are about."""
        found = self.result
        for entry, results in found.covered.items():
            passed = [result for result in results if not result.verdict.deviates]
            as_known: list[Result] = []
            otherwise: list[Result] = []
            for result in results:
                if result.verdict.deviates:
                    expected = entry.describes(signature_of(result)) and _steady(entry, result)
                    (as_known if expected else otherwise).append(result)
            found.accepted |= {(result.target, result.id): entry for result in as_known}
            if entry.flaky:
                found.held += len(passed)
                found.flaky += len(as_known)
                found.notes += _notes_on_flaky(self.config.place(entry), entry, results, as_known)
            else:
                found.known += len(as_known)
                if passed:
                    self._find(FindingKind.PASSES, _passes(passed, results), entry, *passed)
            for result in otherwise:
                kind = FindingKind.CHANGED if _steady(entry, result) else FindingKind.FLAKY
                self._find(kind, _otherwise(entry, result), entry, result)

    def _stale_and_unexplained(self) -> None:
        """Judge each entry whatever its cases do."""
        for entry in self.config.known:
            in_suite = self.suite.matching(entry.scenario)
            if self._not_run(entry) or any(id_ not in self.level for id_ in in_suite):
                self.result.for_author.add(entry)
            if not in_suite:
                self._stale(f"{entry.scenario} is not in the suite; remove or correct it", entry)
            elif self._on_no_target(entry):
                self._stale(f"{entry.scenario}: {entry.target} is none of the targets; remove or correct it", entry)
            else:
                self._note(entry)
            if entry.expires is not None and entry.expires < self.today:
                text = f"{entry.scenario} expired on {entry.expires}; mend it, or renew the date with the reason"
                self._find(FindingKind.EXPIRED, text, entry)
            covered = self.result.covered.get(entry, [])
            holds = bool(covered) and not entry.flaky and not any(result.verdict.deviates for result in covered)
            lacking = _lacking(entry, judged=bool(covered))
            if lacking and not holds and entry not in self.result.removable:  # what is to be removed needs no reason
                self._find(FindingKind.UNEXPLAINED, f"{entry.scenario}: write {' and '.join(lacking)}", entry)

    def _note(self, entry: Known) -> None:
        """Note that an entry covers nothing that is judged."""
        seen = self.seen[entry]
        if not seen or entry in self.result.covered:
            return
        place = self.config.place(entry)
        if all(self.level[result.id] is Level.MAY for result in seen):
            self.result.notes.append(f"{place}: {entry.scenario} is at may, which never gates: no entry is needed")
        elif all(result.verdict.skipped for result in seen):
            verdicts = ", ".join(dict.fromkeys(str(result.verdict) for result in seen))
            self.result.notes.append(f"{place}: {entry.scenario} does not apply here ({verdicts})")

    def _overlapping(self) -> None:
        """Report entries about the same case: each with the first that covers it."""
        for (first, second), result in self.overlaps.items():
            self.result.for_author |= {first, second}
            text = f"{case(result)} is also covered by line {first.line}; keep one entry for each case"
            self._find(FindingKind.OVERLAP, text, second)
        first_with: dict[tuple[str, ...], Known] = {}
        for entry in self.config.known:
            where = (entry.scenario, entry.target, entry.python, entry.platform, entry.implementation)
            first = first_with.setdefault(where, entry)
            if first is not entry and (first, entry) not in self.overlaps:
                text = f"{entry.scenario}: the same as line {first.line}; keep one of them"
                self._find(FindingKind.OVERLAP, text, entry)


_SILENT = (Verdict.ERROR, Verdict.NOT_RUN)


def _without_entry(result: Result) -> Finding:
    signature = signature_of(result)
    if result.flaky:
        text = f"{case(result)}: {signature}; {_attempts(result)}; mend it, or `--update` writes it down"
        return Finding(FindingKind.FLAKY, text, results=(result,))
    always = f", {len(result.attempts)} times of {len(result.attempts)}" if result.attempts else ""
    text = f"{case(result)}: {signature}{always}; mend it, or `--update` writes it down"
    return Finding(FindingKind.UNEXPECTED, text, results=(result,))


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
        return f"{case(result)}: {_attempts(result)}; mend it, or say flaky = true"
    if not entry.signature:
        return f"{case(result)}: {now}; the entry has no signature: add this one"
    return f"{case(result)}: {now}; known was {entry.signature}; look again, then change the signature"


def _notes_on_flaky(place: str, entry: Known, results: list[Result], failed: list[Result]) -> Iterable[str]:
    if not failed:
        yield f"{place}: flaky, and did not fail this time: {cases(results)}"
    for result in failed:
        if result.attempts and not result.flaky:
            yield f"{place}: flaky, and failed every time: {case(result)}: {_attempts(result)}"


def _lacking(entry: Known, *, judged: bool) -> list[str]:
    """Return the keys that an entry lacks, as objects of "write"."""
    parts = []
    if not entry.explained:
        parts.append(f"its reason (still {TODO})" if entry.reason else "its reason")
    if not entry.issue:
        parts.append('its issue (a web address, or "none")')
    if not entry.signature and not entry.flaky and not judged:
        parts.append("its signature (how it fails)")
    return parts


def _attempts(result: Result) -> str:
    return f"attempts: {', '.join(result.attempts)}"


def case(result: Result) -> str:
    """Name a case."""
    return f"{result.id} on {result.target}"


def cases(results: list[Result]) -> str:
    """Name the first few of some cases, and count the rest."""
    named = ", ".join(case(result) for result in results[:NAMED])
    return named + (f" and {len(results) - NAMED} more" if len(results) > NAMED else "")
