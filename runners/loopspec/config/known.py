"""The entries of a gate's list: known deviations, and scenarios that one of them blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from loopspec.results.model import TargetInfo
from loopspec.scenarios.moved import former_id

TODO = "TODO"
"""The start of a reason that nobody has written yet."""

NOBODY = "none"
"""The ``issue`` of a deviation that was not reported upstream."""


class _Conditional:
    """An entry that holds on some targets only; an empty condition asks for nothing."""

    __slots__ = ()
    target: str
    python: str
    platform: str
    implementation: str

    def on(self, target: str) -> bool:
        """Return whether the entry is about a target, given by its whole name ``NAME[@PYTHON]``."""
        return not self.target or any(
            matches(self.target, name) for name in (target, *([] if "@" in self.target else [target.partition("@")[0]]))
        )

    def applies(self, target: TargetInfo, platform: str) -> bool:
        """Return whether target and conditions are those of the entry; ``platform`` as in the results."""
        return (
            self.on(target.name)
            and (not self.python or version_satisfies(target.python, self.python))
            and (not self.platform or _on_platform(self.platform, platform))
            and (not self.implementation or matches(self.implementation.lower(), target.implementation.lower()))
        )


@dataclass(frozen=True, slots=True)
class Known(_Conditional):
    """An entry ``[[known]]``: a scenario that deviates on a target, how, and why that is accepted.

    A field that is empty (None for ``expires``) was not given, and asks for nothing.
    """

    scenario: str
    """Id of a scenario, or a pattern: ``*`` stands for any text, ``?`` for any character."""
    target: str = ""
    """Name of a target, or a pattern; without an ``@`` it means the target on any interpreter."""
    signature: str = ""
    """The failure as the gate prints it; ``*`` and ``?`` as above. Required unless ``flaky``."""
    reason: str = ""
    """Why that is accepted, in your own words. Required; one that begins with ``TODO`` is refused."""
    issue: str = ""
    """Web address of the issue where it is discussed, or ``none``. Required."""
    python: str = ""
    """Only on these versions of Python: ``>=3.12``, ``>=3.12,<3.14``, ``==3.13``."""
    platform: str = ""
    """Only on this system: ``linux``, ``macos``, ``windows``, or a pattern such as ``*aarch64*``."""
    implementation: str = ""
    """Only on this implementation of Python: ``CPython``, ``PyPy``; a pattern."""
    expires: date | None = None
    """The last day on which the entry holds (UTC); afterwards it is red."""
    flaky: bool = False
    """It fails now and then: whether it passes or fails it is green, and counted apart."""
    line: int = 0
    """The line in its file where the entry begins, from 1."""

    def describes(self, signature: str) -> bool:
        """Return whether the entry names this way of failing; a flaky one without a signature takes any."""
        return matches(self.signature, signature) if self.signature else self.flaky

    @property
    def explained(self) -> bool:
        """Whether somebody has written the reason."""
        return bool(self.reason) and not self.reason.upper().startswith(TODO)


@dataclass(frozen=True, slots=True)
class Blocked(_Conditional):
    """An entry ``[[blocked]]``: scenarios that fail because another one does, on the same target.

    It holds while that other scenario deviates, and asks for no reason: that is in the other's own entry.
    """

    blocked_by: str
    """Id of the scenario that shows the cause. Required."""
    scenarios: tuple[str, ...]
    """Ids of the scenarios that it blocks, or patterns as above. Required."""
    target: str = ""
    """As in ``[[known]]``."""
    python: str = ""
    """As in ``[[known]]``."""
    platform: str = ""
    """As in ``[[known]]``."""
    implementation: str = ""
    """As in ``[[known]]``."""
    line: int = 0
    """The line in its file where the entry begins, from 1."""


WILDCARD = re.compile(r"[*?]")


def has_wildcard(pattern: str) -> bool:
    """Return whether a pattern may match more than one text."""
    return WILDCARD.search(pattern) is not None


def matches(pattern: str, text: str) -> bool:
    """Return whether a text is the pattern or fits it: ``*`` any text, ``?`` any character, all else itself.

    Square brackets are no class of characters: ids have them.
    """
    return pattern == text or (has_wildcard(pattern) and _compiled(pattern).fullmatch(text) is not None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)


class ScenarioIds:
    """A set of ids that finds those of a pattern without trying each: only those with its literal start.

    A scenario whose subject has moved is found by its former id as well, so that a list that names it stays true.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._present = {name: id_ for id_ in ids for name in (former_id(id_), id_) if name is not None}
        self._sorted = sorted(self._present)
        self._found: dict[str, Sequence[str]] = {}

    def matching(self, pattern: str) -> Sequence[str]:
        """Return the ids that fit a pattern, in alphabetical order."""
        if pattern not in self._found:
            wild = WILDCARD.search(pattern)
            start = pattern[: wild.start()] if wild else pattern
            first = bisect_left(self._sorted, start)
            last = bisect_left(self._sorted, start + "\U0010ffff", first)
            fitting = {self._present[name] for name in self._sorted[first:last] if matches(pattern, name)}
            self._found[pattern] = sorted(fitting)
        return self._found[pattern]


SYSTEMS = ("linux", "macos", "windows")
"""Names of systems that ``platform`` may be without being a pattern."""


def _on_platform(wanted: str, platform: str) -> bool:
    """Match a platform as ``platform.platform()`` gives it: ``Linux-6.1-x86_64-with-glibc2.36``."""
    whole = platform.lower()
    return any(matches(wanted.lower(), text) for text in (whole, whole.partition("-")[0]))


_CLAUSE = re.compile(r"(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+){0,2})")


def clauses(specifier: str) -> list[tuple[str, tuple[int, ...]]]:
    """Parse a condition such as ``>=3.12,<3.14``. Raises ValueError for any other text."""
    found = []
    for part in specifier.split(","):
        clause = _CLAUSE.fullmatch(part.strip())
        if clause is None:
            raise ValueError(f"expected a condition such as '>=3.12' or '>=3.12,<3.14', got {part.strip()!r}")
        found.append((clause[1], tuple(map(int, clause[2].split(".")))))
    return found


def version_satisfies(version: str, specifier: str) -> bool:
    """Return whether a version such as ``3.12.1`` or ``3.15.0a3`` satisfies ``>=3.12,<3.14``.

    As many numbers are compared as the condition gives: 3.12.1 satisfies ``==3.12`` and ``<=3.12``.
    """
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    have = tuple(map(int, numbers[0].split("."))) if numbers else ()
    for sign, wanted in clauses(specifier):
        part = (*have, 0, 0, 0)[: len(wanted)]
        holds = {
            ">=": part >= wanted,
            "<=": part <= wanted,
            "==": part == wanted,
            "!=": part != wanted,
            ">": part > wanted,
            "<": part < wanted,
        }
        if not holds[sign]:
            return False
    return True
