"""Which scenarios a command is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from loopspec.near import nearest
from loopspec.scenarios.level import Level
from loopspec.scenarios.moved import former_id, moved, present_id
from loopspec.scenarios.scenario import Scenario

TOKEN = re.compile(r"""\s*(?:([()])|'([^']*)'|"([^"]*)"|([^\s()'"\[]+(?:\[.*?\](?=[\s()]|$))?|\S))""")
"""A parenthesis, a text in quotes, or a word; the values in brackets at the end of an id belong to the word."""

OPERATORS = ("and", "or", "not", "(", ")")

Names = tuple[str, ...]
"""The id of a scenario, in small letters, and the former one where its subject has moved."""

Matcher = Callable[[Names], bool]
"""Whether the scenario with these ids is meant."""


class SelectionError(Exception):
    """A selection that names nothing, or cannot be read; the message says what there is."""


def select(
    scenarios: Sequence[Scenario],
    areas: Iterable[str] = (),
    expressions: Iterable[str] = (),
    levels: Iterable[str] = (),
    tags: Iterable[str] = (),
    without: Iterable[str] = (),
) -> list[Scenario]:
    """Select the scenarios of any of the areas, whose id any of the expressions matches, of any of the levels.

    The selected scenarios carry one of ``tags``, if there are any, and none of the tags ``without``. An empty
    criterion lets everything pass; case does not matter. Raises SelectionError when an area is unknown, an
    expression cannot be read or nothing is left.
    """
    wanted_areas = {_area(scenarios, name) for name in areas}
    wanted_ids = matching(expressions, [scenario.id for scenario in scenarios])
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
    """Return the ids that any of the expressions matches; all of them without an expression.

    A word matches the ids that hold it; with ``*`` or ``?``, the ids that fit it as a whole. ``and``, ``or``, ``not``
    and parentheses combine words. An expression that is a part of an id as it is matches just that. A word that names
    the area and the subject of former ids matches those as well. Raises SelectionError.
    """
    names = {one: _names(one) for one in ids}
    matchers = [_matcher(text, names.values()) for text in expressions]
    return {one for one, known in names.items() if not matchers or any(matches(known) for matches in matchers)}


def _names(id_: str) -> Names:
    former = former_id(id_)
    return (id_.lower(),) if former is None else (id_.lower(), former.lower())


def _matcher(text: str, ids: Iterable[Names]) -> Matcher:
    plain = text.lower()
    if any(plain in one for names in ids for one in names):  # also one like an expression: x[wait=Barrier(2).wait()]
        return _word(plain)
    try:
        return _Expression(text).matcher()
    except RecursionError:
        raise SelectionError("-k: the expression is nested too deeply") from None


def _word(word: str) -> Matcher:
    known = slice(None if any(former in word for former in moved()) else 1)
    if "*" in word or "?" in word:
        pattern = word.replace("[", "[[]")
        return lambda names: any(fnmatchcase(one, pattern) for one in names[known])
    return lambda names: any(word in one for one in names[known])


class _Expression:
    """A parser of ``a and not (b or c)``, with the precedence of Python."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, bool]] = []
        """Each with whether it stands for itself, being in quotes."""
        for match in TOKEN.finditer(text.strip()):
            quoted = next((part for part in (match[2], match[3]) if part is not None), None)
            self._tokens.append((match[1] or match[4], False) if quoted is None else (quoted, True))
        self._at = 0

    def matcher(self) -> Matcher:
        """Return the matcher of the whole expression. Raises SelectionError."""
        found = self._any()
        if self._at < len(self._tokens):
            self._refuse("`and`, `or` or the end")
        return found

    def _any(self) -> Matcher:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else lambda one: any(part(one) for part in parts)

    def _all(self) -> Matcher:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda one: all(part(one) for part in parts)

    def _one(self) -> Matcher:
        if self._take("not"):
            negated = self._one()
            return lambda one: not negated(one)
        if self._take("("):
            inner = self._any()
            if not self._take(")"):
                self._refuse("`)`")
            return inner
        if self._at == len(self._tokens) or self._tokens[self._at] in [(name, False) for name in OPERATORS]:
            self._refuse("a part of an id, `not` or `(`")
        self._at += 1
        return _word(self._tokens[self._at - 1][0].lower())

    def _take(self, operator: str) -> bool:
        taken = self._tokens[self._at : self._at + 1] == [(operator, False)]
        self._at += taken
        return taken

    def _refuse(self, expected: str) -> None:
        got = f"`{self._tokens[self._at][0]}`" if self._at < len(self._tokens) else "the end"
        raise SelectionError(
            f"-k {self._text!r}: expected {expected}, got {got}; "
            "write -k 'lock and not (cancel or timeout)', or several -k"
        )


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
