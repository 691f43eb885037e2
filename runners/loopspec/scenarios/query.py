"""The query language of ``-k`` and of the report's search box: text to a tree; ``docs/queries.md`` describes it.

    query = all { "or" all }
    all   = one { ["and"] one }
    one   = ("not" | "-" | "not:") one | "(" query ")" | [field ":"] (word | 'text in quotes')

The meaning of a term depends on where it is asked: ``selection`` has that of ``-k``. ``report/assets/query.js`` is the
same parser for the page, and ``tests/queries.yaml`` holds both to the same answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

FIELDS = ("area", "level", "tag", "id", "is", "text")
"""Names before a colon; any other name is that of a target."""

STANDINGS = (
    "pass", "fail", "crash", "hang", "unsupported", "missing", "error", "not-run",
    "deviates", "known", "blocked", "judged", "unjudged",
)  # fmt: skip
"""Words after the name of a target, and after ``is:``: each asks for a kind of result."""

AGREEMENT = ("different", "same")
"""Further words after ``is:``, which ask about all results of a scenario together."""

DEEPEST = 100
"""Levels of parentheses and negations that an expression may have."""

TOKEN = re.compile(
    r"""\s*(?:([()])|(-?(?:[^\s()'"\[]+:)?)(?:'([^']*)'|"([^"]*)")|([^\s()'"\[]+(?:\[.*?\](?=[\s()]|$))?|\S))"""
)
"""A parenthesis, a text in quotes with its field, or a word, to which values in brackets at the end of an id belong."""

NEGATION = re.compile(r"(?:-|not:)(?=.)")
"""A negation that is written at a word."""


class QueryError(Exception):
    """A query that cannot be read; the message says what was expected and what stands there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a text, with the field that it is asked of; ``field`` is empty for a bare one."""

    field: str
    value: str
    quoted: bool = False

    def __str__(self) -> str:
        value = json.dumps(self.value) if self.quoted else self.value
        return f"{self.field}:{value}" if self.field else value


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a query."""

    part: Query

    def __str__(self) -> str:
        return f"(not {self.part})"


@dataclass(frozen=True, slots=True)
class Both:
    """All of some queries."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return f"(and {' '.join(map(str, self.parts))})"


@dataclass(frozen=True, slots=True)
class Either:
    """Any of some queries."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return f"(or {' '.join(map(str, self.parts))})"


Query = Term | Not | Both | Either


def parse(text: str) -> Query:
    """Read a query. Raises QueryError."""
    return _Parser(text).query()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    """The word, the parenthesis or the text inside quotes."""
    before: str | None = None
    """The part that stands before a text in quotes, such as ``-area:``; None for a word."""

    def is_word(self, *words: str) -> bool:
        return self.before is None and self.text in words


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[_Token] = []
        for match in TOKEN.finditer(text.strip()):
            quoted = next((part for part in (match[3], match[4]) if part is not None), None)
            self._tokens.append(_Token(match[1] or match[5]) if quoted is None else _Token(quoted, match[2]))
        self._at = 0
        self._depth = 0

    def query(self) -> Query:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._refusal("`and`, `or` or the end")
        return found

    def _either(self) -> Query:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Query:
        parts = [self._one()]
        while self._take("and") or self._goes_on():
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _goes_on(self) -> bool:
        """Return whether another part follows with nothing between."""
        return self._at < len(self._tokens) and not self._tokens[self._at].is_word("or", ")")

    def _one(self) -> Query:
        if self._take("not", "-", "not:"):
            return Not(self._deeper(self._one))
        if self._take("("):
            inner = self._deeper(self._either)
            if not self._take(")"):
                raise self._refusal("`)`")
            return inner
        if not self._goes_on() or self._tokens[self._at].is_word("and"):
            raise self._refusal("a word, `not` or `(`")
        token = self._tokens[self._at]
        if token.is_word("'", '"'):
            raise QueryError(f"expected a closing {token.text}")
        self._at += 1
        return self._word(token.text) if token.before is None else self._quoted(token.before, token.text)

    def _word(self, word: str) -> Query:
        negation = NEGATION.match(word)
        if negation:
            return Not(self._deeper(lambda: self._word(word[negation.end() :])))
        field, colon, value = word.partition(":")
        if not colon or "[" in field:
            return Term("", word)
        if field.lower() in FIELDS:
            return Term(field.lower(), _given(value, field))
        field, _, value = word.rpartition(":")
        return Term(field, _given(value, field))

    def _quoted(self, before: str, text: str) -> Query:
        negation = re.match(r"-|not:", before)
        if negation:
            return Not(self._deeper(lambda: self._quoted(before[negation.end() :], text)))
        field = before.removesuffix(":")
        if not field:
            return Term("", text, quoted=True)
        return Term(field.lower() if field.lower() in FIELDS else field, _given(text, field), quoted=True)

    def _deeper(self, read: Callable[[], Query]) -> Query:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"nested too deeply (limit: {DEEPEST})")
        found = read()
        self._depth -= 1
        return found

    def _take(self, *operators: str) -> bool:
        taken = self._at < len(self._tokens) and self._tokens[self._at].is_word(*operators)
        self._at += taken
        return taken

    def _refusal(self, expected: str) -> QueryError:
        got = f"`{self._tokens[self._at].text}`" if self._at < len(self._tokens) else "the end"
        return QueryError(f"expected {expected}, got {got}")


def _given(value: str, field: str) -> str:
    if not value:
        raise QueryError(f"expected a value after `{field}:`")
    return value
