"""Which scenarios a command is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Protocol

from loopspec.near import guess, nearest
from loopspec.scenarios.level import Level
from loopspec.scenarios.moved import former_id, moved, present_id
from loopspec.scenarios.query import FIELDS, STANDINGS, Both, Either, Not, Query, QueryError, Term, parse
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.vocabulary import TAGS

Names = tuple[str, ...]
"""The id of a scenario, in small letters, and the former one where its subject has moved."""


class Rule(Protocol):
    """The part of a scenario, or of its record in a results file, that ``-k`` looks at."""

    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def says(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """An id that an expression may match, and the rule of that id; None for a workload."""

    names: Names
    rule: Rule | None


Matcher = Callable[[Candidate], bool]
"""A test of whether an expression matches a candidate."""


class SelectionError(Exception):
    """A selection that names nothing, or cannot be read; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The selection that the options of a command describe; each field has none or several of what ``select`` takes."""

    areas: Sequence[str] = ()
    expressions: Sequence[str] = ()
    levels: Sequence[str] = ()
    tags: Sequence[str] = ()
    without: Sequence[str] = ()

    def of(self, scenarios: Sequence[Scenario]) -> list[Scenario]:
        """Return those of some scenarios that are selected. Raises SelectionError."""
        return select(scenarios, self.areas, self.expressions, self.levels, self.tags, self.without)


def select(
    scenarios: Sequence[Scenario],
    areas: Iterable[str] = (),
    expressions: Iterable[str] = (),
    levels: Iterable[str] = (),
    tags: Iterable[str] = (),
    without: Iterable[str] = (),
) -> list[Scenario]:
    """Select the scenarios of any of the areas, that any of the expressions matches, of any of the levels.

    The selected scenarios carry one of ``tags``, if there are any, and none of the tags ``without``. An empty
    criterion lets everything pass; case does not matter. Raises SelectionError when an area is unknown, an
    expression cannot be read or nothing is left.
    """
    wanted_areas = {_area(scenarios, name) for name in areas}
    wanted_ids = _matched(expressions, {scenario.id: scenario for scenario in scenarios})
    wanted_levels = {Level(level) for level in levels}
    wanted_tags, unwanted_tags = set(tags), set(without)
    found = [
        scenario
        for scenario in scenarios
        if (not wanted_areas or scenario.area in wanted_areas)
        and scenario.id in wanted_ids
        and (not wanted_levels or scenario.level in wanted_levels)
        and (not wanted_tags or not wanted_tags.isdisjoint(scenario.tags))
        and unwanted_tags.isdisjoint(scenario.tags)
    ]
    if not found:
        raise SelectionError("no scenario is selected; `loopspec list` prints the ids there are")
    return found


def matching(expressions: Iterable[str], ids: Iterable[str]) -> set[str]:
    """Return the ids that any of the expressions matches; all of them without an expression. Raises SelectionError.

    Of the fields of a query there is only the id.
    """
    return _matched(expressions, dict.fromkeys(ids))


def _matched(expressions: Iterable[str], rules: Mapping[str, Rule | None]) -> set[str]:
    """Return the ids of the rules that any of the expressions matches; all of them without an expression.

    A word matches the ids that hold it; with ``*`` or ``?``, the ids that fit it as a whole. A word that names the area
    and the subject of former ids matches those as well. An expression that is a part of an id as it is matches just
    that. Raises SelectionError.
    """
    candidates = {one: Candidate(_names(one), rule) for one, rule in rules.items()}
    matchers = [_matcher(text, list(candidates.values())) for text in expressions]
    return {one for one, known in candidates.items() if not matchers or any(matches(known) for matches in matchers)}


def _names(id_: str) -> Names:
    former = former_id(id_)
    return (id_.lower(),) if former is None else (id_.lower(), former.lower())


def _matcher(text: str, candidates: Sequence[Candidate]) -> Matcher:
    plain = text.lower()
    if _stands_in_an_id(plain, candidates):  # also one like an expression: x[wait=Barrier(2).wait()]
        return _word(plain)
    try:
        query = parse(text)
    except QueryError as error:
        raise SelectionError(
            f"-k {text!r}: {error}; write -k 'lock and not (cancel or timeout)', or several -k"
        ) from None
    try:
        return _meaning(query, candidates)
    except QueryError as error:
        raise SelectionError(f"-k {text!r}: {error}") from None


def _stands_in_an_id(text: str, candidates: Iterable[Candidate]) -> bool:
    return any(text in name for candidate in candidates for name in candidate.names)


def _meaning(query: Query, candidates: Sequence[Candidate]) -> Matcher:
    """Build the matcher of a query. Raises QueryError for a field or a value that there is not."""
    match query:
        case Not(part):
            negated = _meaning(part, candidates)
            return lambda one: not negated(one)
        case Both(parts):
            wanted = [_meaning(part, candidates) for part in parts]
            return lambda one: all(matches(one) for matches in wanted)
        case Either(parts):
            allowed = [_meaning(part, candidates) for part in parts]
            return lambda one: any(matches(one) for matches in allowed)
        case Term("" | "id", value):
            return _word(value.lower())
        case Term(field, value):
            return _of_field(field, value, candidates)


def _of_field(field: str, value: str, candidates: Sequence[Candidate]) -> Matcher:
    small = value.lower()
    rules = [candidate.rule for candidate in candidates if candidate.rule]
    if field == "text":
        holds = _word(small)
        return lambda one: holds(one) or (one.rule is not None and small in one.rule.says.lower())
    if field == "area" and rules:
        areas = _areas(small, {rule.area for rule in rules})
        return lambda one: one.rule is not None and one.rule.area in areas
    if field == "level" and rules:
        if small not in set(Level):
            raise QueryError(f"no level `{value}`; {guess(small, Level)}")
        return lambda one: one.rule is not None and one.rule.level == small
    if field == "tag" and rules:
        if small not in TAGS:
            raise QueryError(f"no tag `{value}`; {guess(small, TAGS)}")
        return lambda one: one.rule is not None and small in one.rule.tags
    if field == "is" or (field not in FIELDS and small in STANDINGS):
        raise QueryError(
            f"`{field}:{value}` asks for results, and -k selects before a run; the search box of the HTML report "
            "takes it, and --last-failed or --failed-in FILE run again what deviated"
        )
    written = f"{field}:{value}".lower()
    if _stands_in_an_id(written, candidates):
        return _word(written)
    there = [name for name in FIELDS if name != "is"] if rules else ["id", "text"]
    raise QueryError(f"no field `{field}`; expected one of {', '.join(there)}, or a text with a colon in quotes")


def _areas(wanted: str, areas: Iterable[str]) -> set[str]:
    """Return the area of a name, or those that begin with it. Raises QueryError where there is none."""
    small = {area: area.lower() for area in areas}
    found = {area for area, name in small.items() if name == wanted}
    found = found or {area for area, name in small.items() if name.startswith(wanted)}
    if not found:
        raise QueryError(f"no area `{wanted}`; {guess(wanted, sorted(small))}")
    return found


def _word(word: str) -> Matcher:
    known = slice(None if any(former in word for former in moved()) else 1)
    if "*" in word or "?" in word:
        pattern = word.replace("[", "[[]")
        return lambda one: any(fnmatchcase(name, pattern) for name in one.names[known])
    return lambda one: any(word in name for name in one.names[known])


def find(scenarios: Sequence[Scenario], wanted: str) -> Scenario:
    """Return the scenario with an id, or with a former one. Raises SelectionError, with a guess, when there is none."""
    for id_ in (wanted, present_id(wanted)):
        for scenario in scenarios:
            if scenario.id == id_:
                return scenario
    near = nearest(wanted, [scenario.id for scenario in scenarios], 0.5)
    guess = f"did you mean {near}?" if near else "`loopspec list` prints the ids there are"
    raise SelectionError(f"no scenario {wanted}; {guess}")


def _area(scenarios: Sequence[Scenario], name: str) -> str:
    known = {scenario.area.lower(): scenario.area for scenario in scenarios}
    if name.lower() in known:
        return known[name.lower()]
    raise SelectionError(f"no area {name}; expected one of {', '.join(known.values())}")
