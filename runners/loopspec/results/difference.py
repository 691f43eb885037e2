"""The difference between two runs: new deviations, fixed ones, other behaviour, additions and removals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from loopspec.results.model import Level, Result, Results, ResultsError, Verdict
from loopspec.results.signature import signature_of, stable
from loopspec.results.tally import complete_grid


class ChangeKind(StrEnum):
    """The difference of a case of both runs."""

    BROKEN = "new deviations"
    WORSE = "failed, and hangs or crashes now"
    LOST = "held, and does not apply any more"
    UNJUDGED = "judged before, and not this time"
    FIXED = "fixed"
    CHANGED = "same verdict, other behaviour"
    OTHER = "other changes"

    @property
    def worse(self) -> bool:
        """Whether the new run is worse for it."""
        return self in (ChangeKind.BROKEN, ChangeKind.WORSE, ChangeKind.LOST)


@dataclass(frozen=True, slots=True)
class Change:
    """A case that did one thing in the old run and another in the new."""

    kind: ChangeKind
    old: Result
    new: Result
    level: Level
    rewritten: bool
    """Whether the scenario itself is another one."""

    def __str__(self) -> str:
        before, now = signature_of(self.old), signature_of(self.new)
        if before == now:
            now = first_difference(self.old, self.new)
        notes = [str(self.level)] + ["the scenario has changed too"] * self.rewritten
        return f"{self.new.id} on {self.new.target} ({', '.join(notes)}): {before} -> {now}"


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two runs."""

    changes: list[Change]
    compared: int
    targets_gone: list[str] = field(default_factory=list)
    targets_added: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    """Targets of both runs that are not the same release: their versions then and now."""
    scenarios_gone: list[str] = field(default_factory=list)
    scenarios_added: list[str] = field(default_factory=list)
    """Each with the targets that deviate from it."""
    complete: bool = True
    """Whether the new run went to its end."""

    def of(self, kind: ChangeKind) -> list[Change]:
        """Return the changes of one kind."""
        return [change for change in self.changes if change.kind is kind]

    @property
    def code(self) -> int:
        """The exit code: 0 nothing worse, 1 something is, 3 where the new run has holes that may hide more."""
        if not self.complete or self.of(ChangeKind.UNJUDGED):
            return 3
        return 1 if any(change.kind.worse for change in self.changes) else 0

    @property
    def conclusion(self) -> str:
        """Explain the exit code."""
        worse = sum(change.kind.worse for change in self.changes)
        found = f"{worse} of {self.compared} cases became worse" if worse else "nothing became worse"
        if self.code == 3:
            return f"the new run has holes; of what was compared, {found}"
        return found

    def sections(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Return the nonempty ones, the worst first."""
        sections: list[tuple[str, Sequence[str]]] = [
            *((str(kind), [str(change) for change in self.of(kind)]) for kind in ChangeKind),
            ("scenarios gone", self.scenarios_gone),
            ("scenarios added", self.scenarios_added),
            ("targets gone", self.targets_gone),
            ("targets added", self.targets_added),
            ("targets of another version", self.releases),
        ]
        return ((title, entries) for title, entries in sections if entries)


def compare(old: Results, new: Results) -> Difference:
    """Hold a run against an older one. Raises ResultsError when they have no target in common."""
    targets = _gone_and_added([info.name for info in old.targets], [info.name for info in new.targets])
    if len(targets[0]) == len(old.targets):
        names = [", ".join(info.name for info in results.targets) or "none" for results in (old, new)]
        raise ResultsError(f"no target is in both files: the old one has {names[0]}, the new one {names[1]}")
    scenarios = _gone_and_added([one.id for one in old.scenarios], [one.id for one in new.scenarios])
    before = {(result.target, result.id): result for result in complete_grid(old).results}
    code = {scenario.id: scenario.code for scenario in old.scenarios}
    now = {scenario.id: scenario for scenario in new.scenarios}
    pairs = [
        (before[key], result) for result in complete_grid(new).results if (key := (result.target, result.id)) in before
    ]
    changes = [
        Change(kind, one, other, now[other.id].level, code[other.id] != now[other.id].code)
        for one, other in pairs
        if (kind := _kind(one, other, now[other.id].level)) is not None
    ]
    return Difference(
        changes,
        len(pairs),
        *targets,
        releases=_releases(old, new),
        scenarios_gone=scenarios[0],
        scenarios_added=[_added(id_, new) for id_ in scenarios[1]],
        complete=new.complete,
    )


def _added(id_: str, new: Results) -> str:
    """Describe a new scenario, with the targets that deviate from it: nothing has become worse by that."""
    names = [result.target for result in new.results if result.id == id_ and result.verdict.deviates]
    return f"{id_} (deviates: {', '.join(names)})" if names else id_


def _releases(old: Results, new: Results) -> list[str]:
    before = {info.name: info.release for info in old.targets}
    pairs = [(info.name, before[info.name], info.release) for info in new.targets if info.name in before]
    return [f"{name}: {then} -> {now}" for name, then, now in pairs if then != now]


def _gone_and_added(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    before, now = set(old), set(new)
    return [name for name in old if name not in now], [name for name in new if name not in before]


def _kind(old: Result, new: Result, level: Level) -> ChangeKind | None:
    """Compare two results of one case; a rule at ``may`` never makes anything worse or better."""
    if old.verdict is new.verdict:
        return ChangeKind.CHANGED if behaviour(old) != behaviour(new) else None
    if new.verdict in (Verdict.ERROR, Verdict.NOT_RUN):
        return ChangeKind.UNJUDGED if old.verdict not in (Verdict.ERROR, Verdict.NOT_RUN) else ChangeKind.OTHER
    if level is Level.MAY:
        return ChangeKind.OTHER
    if old.verdict.deviates and new.verdict.deviates:
        return ChangeKind.WORSE if old.verdict is Verdict.FAIL else ChangeKind.OTHER
    if new.verdict.deviates:
        return ChangeKind.BROKEN
    if old.verdict is Verdict.PASS:
        return ChangeKind.LOST
    return ChangeKind.FIXED if old.verdict.deviates and new.verdict is Verdict.PASS else ChangeKind.OTHER


def behaviour(result: Result) -> Hashable:
    """Return a case's behaviour, without what differs between two runs of the same."""
    return (result.ended, tuple(stable(line) for line in _lines(result)))


def first_difference(old: Result, new: Result) -> str:
    """Return the first line in which the new run differs from the old."""
    before = [stable(line) for line in _lines(old)]
    now = [stable(line) for line in _lines(new)]
    for number, line in enumerate(now):
        if number >= len(before) or before[number] != line:
            return line
    return "the rest is missing" if len(now) < len(before) else f"ended by {new.ended or 'nothing'}"


def _lines(result: Result) -> Iterator[str]:
    """Yield the trace, the checks that failed and the values observed."""
    yield from (f"{lane}: {text}" for lane, text in result.events)
    yield from sorted(f"{check['text']}: got {check['got']}" for check in result.checks if not check["ok"])
    yield from (f"{text}: observed {value}" for text, value in result.observed)
