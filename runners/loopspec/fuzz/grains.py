"""Where the choices of a random program come from: a tree of *grains*, some random bytes each, drawn by Hypothesis.

What the bytes mean is not known here: whoever makes a program of a tree asks its grains to choose, again and again.
A smaller tree makes a smaller program, and smaller bytes choose what stands first; so Hypothesis, which makes trees
smaller, needs to know nothing of programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

BYTES = 16
"""Choices of a grain; when all are used, the first option is chosen."""


LANES = (1, 2, 3, 3, 4, 4)
"""How many lanes there are: it takes several to get into each other's way."""

INSIDE = (0, 0, 0, 0, 0, 0, 0, 1, 2, 3)
"""How many grains there are in a grain."""

DEEPEST = 2
"""How many grains a grain of a lane may stand in."""


@dataclass(slots=True)
class Grain:
    """Choices, and the grains inside."""

    choices: bytes = b""
    inside: list[Grain] = field(default_factory=list)
    _used: int = 0

    def number(self, count: int) -> int:
        """A number below ``count``, which is 256 at most."""
        if count == 1:
            return 0
        at, self._used = self._used, self._used + 1
        return self.choices[at] % count if at < len(self.choices) else 0

    def of(self, options: Sequence[T]) -> T:
        """One of some options."""
        return options[self.number(len(options))]


def trees() -> st.SearchStrategy[Grain]:
    """Trees of programs: what stands in a row below the root first, and then what each of up to four lanes says."""
    choices = st.binary(min_size=BYTES, max_size=BYTES)
    # One strategy for grains of all depths: so Hypothesis can put what is in a grain into its place.
    grain: st.SearchStrategy[Grain] = st.deferred(lambda: st.builds(Grain, choices, _some(grain, INSIDE)))
    lane = st.builds(Grain, choices, _some(grain, (1, 2, 3, 4)))
    return st.builds(_tree, choices, st.lists(grain, max_size=10), _some(lane, LANES))


def _some(what: st.SearchStrategy[Grain], counts: Sequence[int]) -> st.SearchStrategy[list[Grain]]:
    """As many as one of some counts tells; left to itself, Hypothesis draws few."""
    return st.sampled_from(counts).flatmap(lambda count: st.lists(what, min_size=count, max_size=count))


def _tree(head: bytes, row: list[Grain], lanes: list[Grain]) -> Grain:
    return Grain(head, [_cut(Grain(b"", row), 1), *(_cut(lane, 1 + DEEPEST) for lane in lanes)])


def _cut(grain: Grain, levels: int) -> Grain:
    """The grain with at most so many levels of others in it."""
    return Grain(grain.choices, [_cut(inner, levels - 1) for inner in grain.inside] if levels else [])
