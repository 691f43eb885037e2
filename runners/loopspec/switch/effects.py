"""The effect of a deviation on a program, derived from its verdict and from the first difference.

No key of the scenario format says it: an expected trace and an observed one do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from loopspec.report.text import expected_lines
from loopspec.results.model import Result, Verdict


class Effect(StrEnum):
    """The consequence of a deviation for a program that meets it, worst first."""

    HANGS = "hangs"
    ABORTS = "aborts"
    LACKS = "lacks"
    """The target does not have it at all."""
    REFUSES = "refuses"
    LOSES = "loses"
    REORDERS = "reorders"
    DIFFERS = "differs"
    COSMETIC = "cosmetic"

    @property
    def means(self) -> str:
        """The effect in words."""
        return MEANS[self]


MEANS = {
    Effect.HANGS: "the program waits for ever",
    Effect.ABORTS: "the process dies",
    Effect.LACKS: "the loop does not have it",
    Effect.REFUSES: "an exception where asyncio raises none",
    Effect.LOSES: "something that happens on asyncio does not happen",
    Effect.REORDERS: "the same things in another order",
    Effect.DIFFERS: "another value, or something more",
    Effect.COSMETIC: "only a class, a representation or a warning differs",
}

_RANK = {effect: number for number, effect in enumerate(Effect)}

_RAISES = re.compile(r"^raises (?!nothing\b)(\w+)")
_SHAPE = re.compile(r"^(repr|class_name|isinstance)\(|Warning\b")
"""Checks of how a value looks, not of what it does."""
_CLASS = re.compile(r"^(?!None$|True$|False$)[A-Z]\w*$")
_REFUSALS = ("TypeError", "AttributeError", "NotImplementedError")
"""Errors of a call that is not there, or not with these arguments."""


def worst(effects: list[Effect]) -> Effect:
    """Return the worst of some effects."""
    return min(effects, key=_RANK.__getitem__)


def rank(effect: Effect) -> int:
    """Return the place of an effect in the order from the worst."""
    return _RANK[effect]


def effect_of(result: Result, tags: Collection[str] = ()) -> Effect:
    """Return the effect of a result that deviates; ``tags`` are those of its rule."""
    if result.verdict is Verdict.HANG:
        return Effect.HANGS
    if result.verdict is Verdict.CRASH:
        return Effect.ABORTS
    if "iterations" in tags:
        return Effect.REORDERS  # earlier or later by iterations of the loop
    if result.at is None:
        return _of_a_check(result)
    expected = [(line.lane, line.text) for line in expected_lines(result.expected)]
    observed = [(lane, text) for lane, text in result.events]
    text = observed[result.at][1] if result.at < len(observed) else ""
    wanted = expected[result.at][1] if result.at < len(expected) else ""
    raised = _RAISES.match(text)
    if raised and (raised[1] in _REFUSALS or not _RAISES.match(wanted)):
        return Effect.REFUSES
    if result.at >= len(observed) and result.ended:
        return Effect.REFUSES
    if Counter(expected) == Counter(observed):
        return Effect.REORDERS
    if not Counter(observed) - Counter(expected):
        return Effect.LOSES
    return Effect.DIFFERS


def _of_a_check(result: Result) -> Effect:
    """Return the effect where the trace is as expected: by the first check that failed."""
    for check in result.checks:
        if not check["ok"]:
            text, expected, got = str(check["text"]), str(check["expected"]), str(check["got"])
            if _SHAPE.search(text) or (_CLASS.match(expected) and got.startswith("<")):
                return Effect.COSMETIC
            if sorted(expected) == sorted(got) and expected != got:
                return Effect.REORDERS
            if expected.startswith("[") and got == "[]":
                return Effect.LOSES
            return Effect.DIFFERS
    return Effect.REFUSES if result.ended else Effect.DIFFERS
