"""Strategies for the steps of one speaker: a lane, main, or the callback ``poke``.

A strategy gives a list of steps, since some things are said in two. Every strategy is made once a speaker: to make
one costs Hypothesis more than to draw from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from loopspec.fuzz import phrases
from loopspec.fuzz.phrases import ANY, AWAITABLES, FUTURES, GROUPED, LIMITS, Phrase
from loopspec.running.plan import Version

Draw = Callable[[st.SearchStrategy[Any]], Any]
Step = dict[str, Any]
Steps = st.SearchStrategy[list[Step]]

PLACE = re.compile(r"\$([a-z]+)")
WORD = re.compile(r"[A-Za-z_]+|[0-9]+")

DEEPEST = 2
"""How many steps a step may stand in."""

CLASSES = "{[class_name(item) if isinstance(item, Exception) else item for item in got]}"
"""A list of results in which the messages of errors are left out."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks, which lanes there are, and about what in which version of Python."""

    name: str
    lanes: tuple[str, ...]
    areas: frozenset[str]
    version: Version

    def knows(self, kind: tuple[Phrase, ...]) -> list[str]:
        """The texts of a kind of phrase; ``poke`` does not speak of itself, or there would be ever more of it."""
        texts = [phrase.text for phrase in kind if phrase.area in (*self.areas, ANY) and phrase.since <= self.version]
        return [text for text in texts if self.name not in text]

    def phrase(self, kind: tuple[Phrase, ...]) -> st.SearchStrategy[str]:
        """One of a kind, with its places filled."""
        return self.filled(*self.knows(kind))

    def filled(self, *texts: str) -> st.SearchStrategy[str]:
        """One of some texts, with its places filled."""
        return _filled(self, texts)

    def fillings(self, place: str) -> tuple[str, ...]:
        """What a place may be filled with."""
        match place:
            case "me":
                return (self.name,)
            case "peer":
                return self.lanes
            case "future":
                return FUTURES
            case "n":
                return ("1", "2", "3")
            case "limit":
                return LIMITS
        later = tuple(lane for lane in self.lanes if lane > self.name)
        return (*FUTURES, *later) if place == "waitable" else (*FUTURES, *later, *self.knows(AWAITABLES))


@st.composite
def _filled(draw: Draw, speaker: Speaker, texts: tuple[str, ...]) -> str:
    def filling(place: re.Match[str]) -> str:
        return PLACE.sub(filling, draw(st.sampled_from(speaker.fillings(place[1]))))

    return PLACE.sub(filling, draw(st.sampled_from(texts)))


def joined(lists: Iterable[list[Step]]) -> list[Step]:
    """One list of many."""
    return [step for steps in lists for step in steps]


def words(parts: Iterable[Any]) -> set[str]:
    """The names and numbers in some steps, among other words."""
    return {word for part in parts for word in WORD.findall(str(part))}


@cache
def block(speaker: Speaker, depth: int = 0, most: int = 4) -> Steps:
    """What a lane does, or does inside of something."""
    kinds = [quick(speaker), *waiting(speaker)]
    if depth < DEEPEST:
        kinds += [compound(speaker, depth), *waiting(speaker)]
    return st.lists(st.one_of(kinds), min_size=1, max_size=most).map(joined)


@cache
def quick(speaker: Speaker) -> Steps:
    """Steps that wait for turns at most."""
    kinds: list[Steps] = [st.integers(1, 3).map(lambda n: [{"tick": n}]), *instant(speaker)]
    if speaker.name in speaker.lanes:
        kinds += [kind.map(unharmed) for kind in instant(speaker)]
    return st.one_of(kinds)


def unharmed(steps: list[Step], name: str = "error") -> list[Step]:
    """The same steps, but the speaker goes on when a call raises; ``name`` is what he calls the exception."""
    if "call" not in steps[0]:
        return steps
    return [{"try": steps, "except": "BaseException", "as": name, "do": [{"log": f"{{class_name({name})}}"}]}]


@cache
def instant(speaker: Speaker) -> list[Steps]:
    """Steps that do not wait."""
    kinds: list[Steps] = []
    if speaker.knows(phrases.TOLD):
        kinds.append(speaker.phrase(phrases.TOLD).map(lambda text: [{"log": f"{text} gives {{{text}}}"}]))
    if speaker.knows(phrases.CALLED):
        kinds.append(speaker.phrase(phrases.CALLED).map(lambda text: [{"call": text}]))
    return kinds or [st.just([{"log": "here"}])]


@cache
def waiting(speaker: Speaker) -> list[Steps]:
    """Steps that wait for something."""

    @st.composite
    def wait(draw: Draw) -> list[Step]:
        text = draw(speaker.phrase(phrases.AWAITED))
        expected = draw(st.sampled_from((None, None, "CancelledError", "Exception")))
        if expected:
            return [{"await": text, "raises": expected}]
        told = "{got!r}" if "return_exceptions" not in text else CLASSES
        return [{"await": text, "as": "got"}, {"log": f"{text} gives {told}"}]

    @st.composite
    def sort_out(draw: Draw) -> list[Step]:
        text = draw(speaker.phrase(phrases.SORTED_OUT))
        return [{"await": text, "as": "got"}, {"log": "{len(got[0])} done, {len(got[1])} pending"}]

    kinds = [wait(), wait(), wait()] if speaker.knows(phrases.AWAITED) else []
    return kinds + ([sort_out()] if speaker.knows(phrases.SORTED_OUT) else [])


@cache
def compound(speaker: Speaker, depth: int) -> Steps:
    """Steps around steps."""
    inner = block(speaker, depth + 1, most=3)

    @st.composite
    def enter(draw: Draw) -> list[Step]:
        text = draw(speaker.phrase(phrases.ENTERED))
        return [{"with": text, "do": [{"log": f"in {text}"}, *draw(inner)]}]

    @st.composite
    def catch(draw: Draw) -> list[Step]:
        kind = draw(st.sampled_from(("Exception", "CancelledError")))
        told = "{class_name(error)}" if kind == "Exception" else "cancelled {error.args!r}"
        again = draw(st.sampled_from(([], [{"raise": None}])))
        return [{"try": draw(inner), "except": kind, "as": "error", "do": [{"log": told}, *again]}]

    @st.composite
    def clean_up(draw: Draw) -> list[Step]:
        after = draw(st.sampled_from(([], [{"tick": 1}])))
        return [{"try": draw(inner), "finally": [{"log": "leaves"}, *after]}]

    @st.composite
    def group(draw: Draw) -> list[Step]:
        members = draw(st.lists(speaker.filled(*GROUPED), min_size=1, max_size=3))
        rest = draw(st.just([]) | inner)
        calls = [{"call": f"group.create_task({member})"} for member in members]
        whole = {"with": "TaskGroup()", "as": "group", "do": [*calls, *rest]}
        told = [{"log": "{class_name(error)}"}]
        return [{"try": [whole], "except": "Exception", "as": "error", "do": told}, {"log": "past the group"}]

    @st.composite
    def each_completed(draw: Draw) -> list[Step]:
        text = draw(speaker.phrase(phrases.COMPLETED))
        body = [{"await": "completed", "as": "got"}, {"log": "{got!r} completed"}]
        return [{"for": "completed", "in": text, "do": body}]

    kinds = [catch(), catch(), clean_up()]
    kinds += [enter(), enter(), enter()] if speaker.knows(phrases.ENTERED) else []
    kinds += [group()] if "TaskGroup" in speaker.areas else []
    kinds += [each_completed()] if speaker.knows(phrases.COMPLETED) else []
    return st.one_of(kinds)
