"""The deviations of a target held against the uses of an application: which of them touch it, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loopspec.coverage.inventory import Inventory
from loopspec.results.model import Results, ResultsError, TargetInfo
from loopspec.switch.application import Application, Place
from loopspec.switch.causes import Broken, Cause, Judged
from loopspec.switch.effects import Effect, worst

INCOMPLETE = 3
"""The exit code where nothing touches, of what an incomplete run has judged."""

WHOLE = 0.9
"""The part of the suite's rules that a results file of all of it has: one of an older version lacks the newest."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A cause that touches the application."""

    cause: Cause
    rules: tuple[Broken, ...]
    """Those of its rules that do."""
    names: tuple[str, ...]
    """The names, parameters and traits of the application that meet it."""
    places: tuple[Place, ...]
    sure: bool
    """Whether a place was seen, or ran; else the names are guessed, or the arguments that are passed there not seen."""

    @property
    def grave(self) -> bool:
        """Whether it stands in the way of a switch."""
        return any(rule.grave for rule in self.rules)

    @property
    def effect(self) -> Effect:
        """The worst effect of its rules."""
        return worst([rule.effect for rule in self.rules])


@dataclass(frozen=True, slots=True)
class Switch:
    """The answer: what stands between an application and a target."""

    asked: str
    """The target as the user wrote it, for commands."""
    target: TargetInfo
    loopspec: str
    """The version of loopspec that made the results."""
    started: str
    """The time of the run that the results are from."""
    complete: bool
    """Whether the run came to its end, and was one of the whole suite."""
    rules: int
    """The number of rules that were judged."""
    application: Application
    blockers: tuple[Touch, ...]
    minor: tuple[Touch, ...]
    others: tuple[Cause, ...]
    """Causes that do not touch the application, with the rules that do not."""
    misuse: tuple[Broken, ...]
    unspecified: int
    uncovered: tuple[str, ...]
    """Names that the application uses and no judged rule does."""

    @property
    def touches(self) -> tuple[Touch, ...]:
        """All that touches the application, blockers first."""
        return (*self.blockers, *self.minor)

    @property
    def code(self) -> int:
        """The exit code: 1 when a deviation touches the application, 3 when too little was judged to say so."""
        return 1 if self.touches else 0 if self.complete and self.rules else INCOMPLETE


def target_of(results: Results, asked: str) -> TargetInfo:
    """Return the target of some results that a user means: of that name, or the only one of it on any Python.

    Raises ResultsError.
    """
    exact = [one for one in results.targets if one.name == asked]
    loose = [one for one in results.targets if one.name.partition("@")[0] == asked]
    found = exact or loose
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in found or results.targets)
    if found:
        raise ResultsError(f"the results have {asked} more than once; expected one of {names}")
    raise ResultsError(f"the results have no {asked}; expected one of {names}")


def match(
    judged: Judged, results: Results, asked: str, application: Application, inventory: Inventory, rules: int = 0
) -> Switch:
    """Hold what a target breaks against what an application uses; ``rules`` is how many the suite has.

    Raises ResultsError, see ``target_of``.
    """
    target = target_of(results, asked)
    uses = _Uses(application, inventory)
    touches: list[Touch] = []
    others: list[Cause] = []
    for cause in judged.causes:
        touched = [(rule, met) for rule in cause.rules if (met := uses.met(cause, rule))]
        if touched:
            touches.append(uses.gather(cause, touched))
        hit = {rule.record.id for rule, _ in touched}
        if rest := tuple(rule for rule in cause.rules if rule.record.id not in hit):
            others.append(Cause(cause.kind, cause.name, rest, cause.kept))
    touches.sort(key=lambda touch: (not touch.grave, not touch.sure))
    lacking = {
        name for cause in judged.causes if cause.kind == "lack" for rule in cause.rules for name in rule.triggers
    }
    return Switch(
        asked=asked,
        target=target,
        loopspec=results.loopspec,
        started=results.started,
        complete=results.complete and len(results.scenarios) >= WHOLE * rules,
        rules=judged.count,
        application=application,
        blockers=tuple(touch for touch in touches if touch.grave),
        minor=tuple(touch for touch in touches if not touch.grave),
        others=tuple(others),
        misuse=judged.misuse,
        unspecified=judged.unspecified,
        uncovered=tuple(sorted(application.names - judged.covered - lacking)),
    )


class _Uses:
    """The uses of an application, asked for by the names of rules."""

    def __init__(self, application: Application, inventory: Inventory) -> None:
        self._application = application
        self._inventory = inventory
        self._members: dict[str, list[str]] = {}
        for name in application.names:
            self._members.setdefault(name.rpartition(".")[0], []).append(name)

    def met(self, cause: Cause, rule: Broken) -> tuple[str, ...]:
        """Return the names by which an application meets a rule; none when it does not."""
        if not all(trait in self._application.uses for trait in rule.concerns.traits if trait != cause.name):
            return ()
        if rule.concerns.keywords:
            return tuple(name for name in sorted(rule.concerns.keywords) if self._present(name))
        if rule.effect is Effect.COSMETIC:
            return tuple(self._of_a_class(rule))
        if cause.kind in ("trait", "name"):
            return self._present(cause.name)
        found = {name: self._present(name) for name in sorted(rule.triggers | rule.parameters)}
        if cause.kind == "file" and not all(found[name] for name in rule.triggers):
            return ()
        if rule.parameters and not any(found[name] for name in rule.parameters):
            return ()
        return tuple(dict.fromkeys(one for names in found.values() for one in names))

    def _of_a_class(self, rule: Broken) -> Iterator[str]:
        """Yield the class of a rule about one, if the application names it; of any other, its triggers."""
        classes = {
            f"asyncio.{check['expected']}"
            for check in rule.result.checks
            if not check["ok"] and f"asyncio.{check['expected']}" in self._inventory.entries
        }
        for name in sorted(classes or rule.triggers or {rule.concerns.cited}):
            if name in self._application.uses:
                yield name

    def _present(self, name: str) -> tuple[str, ...]:
        """Return the name if it is used, a parameter also if it may be forwarded, or the used members of a class."""
        called, parameter, _ = name.partition("(")
        if name in self._application.uses or (parameter and called in self._application.forwarded):
            return (name,)
        entry = self._inventory.entries.get(name)
        if entry is not None and entry.kind == "class":
            return tuple(sorted(self._members.get(name, ())))
        return ()

    def gather(self, cause: Cause, touched: list[tuple[Broken, tuple[str, ...]]]) -> Touch:
        """Collect the names and the places of a cause that touches."""
        names = tuple(dict.fromkeys(name for _, met in touched for name in met))
        sure: set[Place] = set()
        perhaps: set[Place] = set()
        for name in names:
            use = self._application.uses.get(name)
            if use is None:
                perhaps.update(self._application.forwarded[name.partition("(")[0]])
            else:
                sure.update(use.ran, use.seen)
                perhaps.update(use.guessed)
        places = (*sorted(sure), *sorted(perhaps - sure))
        rules = sorted(((not self._is_sure(*one), number) for number, one in enumerate(touched)))
        return Touch(cause, tuple(touched[number][0] for _, number in rules), names, places, not rules[0][0])

    def _is_sure(self, rule: Broken, met: tuple[str, ...]) -> bool:
        """Return whether nothing by which an application meets a rule is guessed, neither names nor traits."""
        uses = [self._application.uses.get(name) for name in (*met, *rule.concerns.traits)]
        return all(use is not None and use.sure for use in uses)
