"""The history of a target: the releases that were run, and from each to the next the rules broken and mended."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loopspec import __version__
from loopspec.history.runner import Release, Skipped
from loopspec.results.difference import Change as Difference
from loopspec.results.difference import ChangeKind, compare
from loopspec.results.model import Level, Result, Verdict
from loopspec.results.signature import signature_of
from loopspec.results.tally import TargetTally, plural, tallies

FORMAT = "1.0"

NAMED = 3
"""The number of releases that were not run and are named; more are counted."""


class Kind(StrEnum):
    """A change of a rule's result from one release to the next."""

    BROKEN = "broken"
    WORSE = "worse"
    """It failed before, and hangs or crashes now."""
    MENDED = "mended"
    LOST = "not judged any more"
    """It held, and the release lacks now what the rule asks for."""
    UNSPECIFIED = "changed where nothing is specified"
    """A rule at may: neither better nor worse."""
    FLAKY = "flaky"
    """One of the two releases keeps the rule in some runs and breaks it in others."""
    OTHER = "otherwise"
    """Broken or not judged in both, and not alike."""

    @property
    def worse(self) -> bool:
        """Whether the release is worse for it."""
        return self in (Kind.BROKEN, Kind.WORSE, Kind.LOST)


@dataclass(frozen=True, slots=True)
class Change:
    """A rule whose result is another one than in the release before."""

    kind: Kind
    rule: str
    level: Level
    old: str
    """The signature of the result in the release before."""
    new: str

    def __str__(self) -> str:
        if self.kind is Kind.BROKEN and self.old == Verdict.PASS:
            way = self.new
        elif self.kind is Kind.MENDED:
            way = f"was {self.old}"
        else:
            way = f"{self.old} -> {self.new}"
        return f"{self.rule} ({self.level}): {way}"


@dataclass(frozen=True, slots=True)
class Step:
    """A release, and the changes since the release before it that was run; the first of all has none."""

    release: Release
    before: Release | None
    between: list[str]
    """Releases between the two that were not run."""
    changes: list[Change]

    def of(self, *kinds: Kind) -> list[Change]:
        """Return the changes of some kinds."""
        return [change for change in self.changes if change.kind in kinds]

    @property
    def worse(self) -> list[Change]:
        """The changes that make the release worse."""
        return [change for change in self.changes if change.kind.worse]

    @property
    def since(self) -> str:
        """Name the release before, and those between that were not run; empty for the first."""
        if self.before is None:
            return ""
        if not self.between:
            return f"since {self.before.version}"
        named = self.between if len(self.between) <= NAMED else [f"{len(self.between)} releases"]
        return f"since {self.before.version}, without {', '.join(named)}"


@dataclass(frozen=True, slots=True)
class Found:
    """The change of one rule that was looked for."""

    rule: str
    release: str
    """The first release after the change, empty where there was none to be found."""
    before: str
    """The last one before it."""
    sentence: str


@dataclass(frozen=True, slots=True)
class History:
    """Some releases of a target."""

    target: str
    distribution: str
    listed: list[str]
    """The releases that it is about, the oldest first."""
    steps: list[Step]
    """Those of them that were run, in this order."""
    skipped: list[Skipped]
    """Those that could not be run, in this order."""
    complete: bool = True
    """False when it was interrupted."""
    found: Found | None = None
    """The answer to ``--bisect``."""

    @property
    def code(self) -> int:
        """The exit code: 1 when the newest release is worse than the one before, 3 with holes."""
        results = [result for step in self.steps for result in step.release.results.results]
        if not self.steps or any(result.verdict in (Verdict.ERROR, Verdict.NOT_RUN) for result in results):
            return 3
        return 1 if self.found is None and self.steps[-1].worse else 0

    @property
    def conclusion(self) -> str:
        """Sum it up in a sentence."""
        if not self.complete:
            return f"interrupted after {len(self.steps)} of {len(self.listed)} releases"
        if not self.steps:
            return f"none of {len(self.listed)} {plural(len(self.listed), 'release')} could be run"
        if self.found is not None:
            return self.found.sentence
        last = self.steps[-1]
        if last.before is None:
            return f"only {last.release.version} was run, so there is nothing to compare"
        worse, better = len(last.worse), len(last.of(Kind.MENDED))
        rules = f"{worse or 'no'} {plural(worse or 1, 'rule')} at must and should"
        return (
            f"{last.release.version} is worse than {last.before.version} in {rules}, and better in {better or 'none'}"
        )


def steps_of(releases: Iterable[Release], listed: list[str]) -> Iterator[Step]:
    """Compare releases, the oldest first, each with the one before it; ``listed`` are all that there are."""
    before: Release | None = None
    for release in releases:
        if before is None:
            yield Step(release, None, [], [])
        else:
            between = listed[listed.index(before.version) + 1 : listed.index(release.version)]
            yield Step(release, before, between, changes_between(before, release))
        before = release


def changes_between(before: Release, after: Release) -> list[Change]:
    """Return the rules whose verdict differs between two releases: the worst kind first, must before should.

    Other behaviour with the same verdict is none: how a broken rule shows may differ from run to run.
    """
    differences = [one for one in compare(before.results, after.results).changes if one.kind is not ChangeKind.CHANGED]
    found = [_change(_kind(one), one.old, one.new, one.level) for one in differences]
    level = {record.id: record.level for record in after.results.scenarios}
    old = before.results.of(after.info.name)
    for new in after.results.results:
        one = old[new.id]
        if one.verdict is new.verdict and one.flaky is not new.flaky:
            found.append(_change(Kind.FLAKY, one, new, level[new.id]))
    kinds, levels = list(Kind), list(Level)
    return sorted(found, key=lambda one: (kinds.index(one.kind), levels.index(one.level), one.rule))


def _change(kind: Kind, old: Result, new: Result, level: Level) -> Change:
    return Change(kind, new.id, level, _way(old), _way(new))


def _way(result: Result) -> str:
    """Describe how a case ended: its signature, and in how many of its runs if it is flaky."""
    if not result.flaky:
        return signature_of(result)
    count = sum(verdict.deviates for verdict in result.attempts)
    return f"{signature_of(result)} in {count} of {len(result.attempts)} runs"


def _kind(one: Difference) -> Kind:
    if one.old.flaky or one.new.flaky:
        return Kind.FLAKY
    if one.level is Level.MAY:
        return Kind.UNSPECIFIED
    return _KINDS.get(one.kind, Kind.OTHER)


_KINDS = {
    ChangeKind.BROKEN: Kind.BROKEN,
    ChangeKind.WORSE: Kind.WORSE,
    ChangeKind.LOST: Kind.LOST,
    ChangeKind.FIXED: Kind.MENDED,
}


def tally_of(release: Release) -> TargetTally:
    """Count the results of a release."""
    return tallies(release.results)[0]


def to_json(history: History) -> str:
    """Return the text of a history file: one object, ``spec/schema/history-1.0.json``."""
    return json.dumps(_document(history), indent=1) + "\n"


def _document(history: History) -> dict[str, Any]:
    first = history.steps[0].release if history.steps else None
    return {
        "format": FORMAT,
        "loopspec": __version__,
        "platform": platform.platform(),
        "target": history.target,
        "distribution": history.distribution,
        "python": f"{first.info.implementation} {first.info.python}" if first else "",
        "suite": first.results.suite if first else "",
        "complete": history.complete,
        "rules": {record.id: str(record.level) for record in first.results.scenarios} if first else {},
        "releases": [_counted(step) for step in history.steps],
        "skipped": [{"version": one.version, "reason": one.reason} for one in history.skipped],
        "found": {"rule": found.rule, "release": found.release, "before": found.before}
        if (found := history.found)
        else None,
    }


def _counted(step: Step) -> dict[str, Any]:
    tally = tally_of(step.release)
    return {
        "version": step.release.version,
        "before": step.before.version if step.before else None,
        "deviations": {str(level): tally.deviated(level) for level in Level},
        "crash": tally.total(Verdict.CRASH),
        "hang": tally.total(Verdict.HANG),
        "verdicts": {
            result.id: str(result.verdict)
            for result in step.release.results.results
            if result.verdict is not Verdict.PASS
        },
        "flaky": [result.id for result in step.release.results.results if result.flaky],
        "changes": [
            {"kind": one.kind.name.lower(), "rule": one.rule, "level": str(one.level), "old": one.old, "new": one.new}
            for one in step.changes
        ],
    }
