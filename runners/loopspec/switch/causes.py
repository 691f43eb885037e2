"""The rules that a target breaks, grouped by the cause that they share.

As in fault localisation by spectra: a name or a trait is the more suspicious the more of the rules that use it are
broken. The most suspicious one takes the broken rules that use it, then the next one takes of the rest, until no name
explains any more; the file of a rule is the cause then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from loopspec.coverage.inventory import LOOP
from loopspec.coverage.uses import RESULTS
from loopspec.results.model import Level, Result, Results, ScenarioRecord, Verdict
from loopspec.switch.concerns import EXIT, TRAITS, Concerns
from loopspec.switch.effects import Effect, effect_of, rank

EXPLAINS = 0.5
"""The share of the rules that use a name, from which on a broken one is put down to it."""

ROUTINE = 0.9
"""A parameter that such a share of the rules passes that use its name explains no more than the name."""

RARE = 0.25
"""The largest share of the rules of a name that pass a parameter for which that parameter is their subject."""

COMMON = ("asyncio.get_running_loop", "asyncio.get_event_loop")
"""Names by which every program gets at its loop; they are never a cause."""

MADE = (LOOP, "asyncio.Server", "asyncio.subprocess.Process")
"""Classes of objects that are made to be used; connections are made as a pair."""

RUNNING = ("asyncio.loop.run_forever", "asyncio.loop.run_until_complete", "asyncio.run", "asyncio.Runner.run")
"""Names of which every program, or the one that it is a part of, uses one."""

Kind = Literal["name", "trait", "file", "lack"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that the target breaks."""

    record: ScenarioRecord
    result: Result
    concerns: Concerns
    effect: Effect
    triggers: frozenset[str] = frozenset()
    """Names that a program has to use to meet it: all of them where the cause is the file, one of what is lacking."""
    parameters: frozenset[str] = frozenset()
    """Rare parameters of the name that it cites, of which a program has to pass one, where the cause is the file."""

    @property
    def grave(self) -> bool:
        """Whether nobody can live with it: the documentation promises otherwise, or the program hangs or dies."""
        if self.effect is Effect.COSMETIC:
            return False
        return self.record.level is Level.MUST or self.effect in (Effect.HANGS, Effect.ABORTS, Effect.LACKS)


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause with the rules that are broken by it, the worst first."""

    kind: Kind
    name: str
    """The name or parameter, the trait, ``area/subject``, or the reason why something is not there."""
    rules: tuple[Broken, ...]
    kept: int = 0
    """The number of rules with this name or trait, or of this file, that the target keeps."""

    @property
    def title(self) -> str:
        """The cause in words."""
        if self.kind == "trait":
            return TRAITS[self.name]
        return f"rules of {self.name}" if self.kind == "file" else self.name


@dataclass(frozen=True, slots=True)
class Judged:
    """All that the results say of one target."""

    causes: tuple[Cause, ...]
    misuse: tuple[Broken, ...]
    """Broken rules about calls that are refused on asyncio too."""
    unspecified: int
    """The number of rules at ``may`` that it answers in its own way."""
    covered: frozenset[str]
    """Names and parameters that a judged rule uses."""
    count: int
    """The number of rules that were judged."""


def judge(results: Results, target: str, concerns: Mapping[str, Concerns]) -> Judged:
    """Group what a target breaks, and what it lacks, by cause."""
    records = {record.id: record for record in results.scenarios}
    found = {id_: result for id_, result in results.of(target).items() if id_ in records}
    judged = {id_ for id_, result in found.items() if result.verdict is Verdict.PASS or result.verdict.deviates}
    broken = [
        Broken(records[id_], found[id_], concerns[id_], effect_of(found[id_], records[id_].tags))
        for id_ in records
        if id_ in judged and found[id_].verdict.deviates
    ]
    counted = [one for one in broken if one.record.level is not Level.MAY]
    misuse = tuple(one for one in counted if one.concerns.misuse)
    lacks = _lacks(records, found, concerns, judged)
    kept = [concerns[id_] for id_ in judged if found[id_].verdict is Verdict.PASS and not concerns[id_].misuse]
    causes = group([one for one in counted if not one.concerns.misuse], kept, records, judged, found)
    return Judged(
        tuple(sorted([*lacks, *causes], key=_weight)),
        misuse,
        len(broken) - len(counted),
        frozenset().union(*(concerns[id_].names for id_ in judged)),
        len(judged),
    )


def group(
    broken: list[Broken],
    kept: Iterable[Concerns],
    records: Mapping[str, ScenarioRecord],
    judged: Iterable[str],
    found: Mapping[str, Result],
) -> list[Cause]:
    """Group broken rules by cause."""
    fine: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for one in kept:
        fine.update(_features(one))
    for rule in broken:
        bad.update(_features(rule.concerns))
    every = fine + bad
    routine = {
        name for name in every if "(" in name and every[name] >= ROUTINE * every[name.partition("(")[0]]
    }  # as good as always passed
    left = {rule.record.id: rule for rule in broken}
    causes = []
    while best := _most_suspicious(left.values(), bad, fine, routine):
        taken = [rule for rule in left.values() if best in _features(rule.concerns)]
        causes.append(Cause("trait" if best in TRAITS else "name", best, _sorted(taken), fine[best]))
        left = {id_: rule for id_, rule in left.items() if best not in _features(rule.concerns)}
    files: dict[str, list[Broken]] = {}
    for rule in left.values():
        triggers, parameters = _triggers(rule.concerns, bad, every)
        ready = Broken(rule.record, rule.result, rule.concerns, rule.effect, triggers, parameters)
        files.setdefault(f"{rule.record.area.lower()}/{rule.record.subject}", []).append(ready)
    passed = Counter(_file(records[id_]) for id_ in judged if found[id_].verdict is Verdict.PASS)
    causes += [Cause("file", name, _sorted(rules), passed[name]) for name, rules in files.items()]
    return causes


def _features(concerns: Concerns) -> frozenset[str]:
    return concerns.names.difference(COMMON) | concerns.traits.intersection({EXIT})


def _file(record: ScenarioRecord) -> str:
    return f"{record.area.lower()}/{record.subject}"


def _most_suspicious(left: Iterable[Broken], bad: Counter[str], fine: Counter[str], routine: set[str]) -> str | None:
    """Return the name that explains most of the rules that are left, None when none does.

    It explains when at least ``EXPLAINS`` of the rules that use it are broken, two at least unless no rule that uses it
    is kept. Of several the one with the highest coefficient of Ochiai is taken, then a name before its parameters.
    """
    rest = list(left)
    here = Counter(name for rule in rest for name in _features(rule.concerns))
    best: tuple[float, int, int, str] | None = None
    for name, count in here.items():
        if name in routine or bad[name] < EXPLAINS * (bad[name] + fine[name]) or (count < 2 and fine[name]):
            continue
        score = count / sqrt(len(rest) * (count + fine[name]))
        key = (-round(score, 9), -count, len(name), name)
        if best is None or key < best:
            best = key
    return best[3] if best else None


def _triggers(concerns: Concerns, bad: Counter[str], every: Counter[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a program has to use to meet a deviation without a cause, and parameters it has to pass.

    They are the name that the rule cites, and the most suspicious of those that it acts on, if that is more suspicious
    still. Classes, functions that make an object, and those that run the loop are how a rule gets at its subject: they
    count only where there is nothing else.
    """

    def rate(name: str) -> float:
        return bad[name] / every[name]

    acted_on = [name for name in sorted(concerns.acted_on - {concerns.cited}) if every[name]]
    likely = min(acted_on, key=lambda name: (_is_set_up(name), -rate(name), len(name), name), default="")
    cited = concerns.cited
    if cited in RUNNING and likely and not _is_set_up(likely):
        cited = ""
    elif likely and cited and (_is_set_up(likely) or rate(likely) < rate(cited)):
        likely = ""
    rare = [
        name
        for name in sorted(concerns.names)
        if concerns.cited and name.startswith(f"{concerns.cited}(") and every[name] <= RARE * every[concerns.cited]
    ]
    return frozenset(filter(None, (cited, likely))), frozenset(rare)


def _is_set_up(name: str) -> bool:
    """Return whether a name is one of a class, or of a function that makes an object or runs the loop."""
    made = RESULTS.get(name, "")
    return isinstance(made, tuple) or made in MADE or name in RUNNING or name.rpartition(".")[2][:1].isupper()


def _lacks(
    records: Mapping[str, ScenarioRecord],
    found: Mapping[str, Result],
    concerns: Mapping[str, Concerns],
    judged: set[str],
) -> list[Cause]:
    """Group the rules that were not judged because the target does not have what they use.

    Only names that no judged rule uses make a program meet it. A rule for other versions of Python says nothing, nor
    does one about the namespace of the standard library.
    """
    there = frozenset().union(*(concerns[id_].names for id_ in judged))
    missing = {
        id_: names
        for id_, record in records.items()
        if (result := found.get(id_)) is not None
        and result.verdict.skipped
        and record.level is not Level.MAY
        and not concerns[id_].misuse
        and is_lacking(result)
        and (names := concerns[id_].names - there)
    }
    frequent = Counter(found[id_].detail for id_ in missing)
    reasons = sorted(frequent, key=lambda reason: (-frequent[reason], reason))
    home: dict[str, str] = {}
    for reason in reasons:  # a name belongs to the reason that most rules have
        for id_, names in missing.items():
            if found[id_].detail == reason:
                home |= {name: reason for name in names if name not in home}
    groups: dict[str, list[Broken]] = {}
    for id_, names in missing.items():
        reason = min({home[name] for name in names}, key=reasons.index)
        own = frozenset(name for name in names if home[name] == reason)
        groups.setdefault(reason, []).append(Broken(records[id_], found[id_], concerns[id_], Effect.LACKS, own))
    return [Cause("lack", reason, _sorted(rules)) for reason, rules in groups.items()]


def is_lacking(result: Result) -> bool:
    """Return whether a rule was not judged because the target lacks something, not because it is for other targets."""
    if result.verdict is Verdict.MISSING:
        return True
    return result.detail.startswith(("needs ", "the target refuses it"))


def _sorted(rules: Iterable[Broken]) -> tuple[Broken, ...]:
    return tuple(
        sorted(rules, key=lambda rule: (not rule.grave, rank(rule.effect), list(Level).index(rule.record.level)))
    )


def _weight(cause: Cause) -> tuple[bool, int, int, str]:
    """Return the order of causes: grave ones first, then by effect, then by the number of rules."""
    return (
        not any(rule.grave for rule in cause.rules),
        min(rank(rule.effect) for rule in cause.rules),
        -len(cause.rules),
        cause.name,
    )
