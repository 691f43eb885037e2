"""Draw the choices of a random program: a tree of *choices*, each of them some random bytes, by Hypothesis.

The meaning of the bytes is not known here: the code that makes a program of a tree asks each choice for options.
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
"""Bytes of a choice, one for each option taken; when all are used, the first option is taken."""

LANES = (1, 2, 3, 3, 4, 4)
"""The number of lanes: it takes several to get into each other's way."""

INSIDE = (0, 0, 0, 0, 0, 0, 0, 1, 2, 3)
"""The number of choices inside of a choice."""

DEEPEST = 2
"""The depth of nested choices in a lane."""


@dataclass(slots=True)
class Choice:
    """Random bytes that select options, and the choices inside."""

    data: bytes = b""
    inside: list[Choice] = field(default_factory=list)
    _used: int = 0

    def number(self, count: int) -> int:
        """Draw a number below ``count``, which is 256 at most."""
        if count == 1:
            return 0
        at, self._used = self._used, self._used + 1
        return self.data[at] % count if at < len(self.data) else 0

    def of(self, options: Sequence[T]) -> T:
        """Draw one of some options."""
        return options[self.number(len(options))]


def trees() -> st.SearchStrategy[Choice]:
    """Return trees of programs: the choices of the row below the root first, then those of up to four lanes."""
    data = st.binary(min_size=BYTES, max_size=BYTES)
    # One strategy for choices of all depths: so Hypothesis can put what is in a choice into its place.
    choice: st.SearchStrategy[Choice] = st.deferred(lambda: st.builds(Choice, data, _some(choice, INSIDE)))
    lane = st.builds(Choice, data, _some(choice, (1, 2, 3, 4)))
    return st.builds(_tree, data, st.lists(choice, max_size=10), _some(lane, LANES))


def _some(what: st.SearchStrategy[Choice], counts: Sequence[int]) -> st.SearchStrategy[list[Choice]]:
    """Return lists as long as one of some counts; left to itself, Hypothesis draws few items."""
    return st.sampled_from(counts).flatmap(lambda count: st.lists(what, min_size=count, max_size=count))


def _tree(head: bytes, row: list[Choice], lanes: list[Choice]) -> Choice:
    return Choice(head, [_cut(Choice(b"", row), 1), *(_cut(lane, 1 + DEEPEST) for lane in lanes)])


def _cut(choice: Choice, levels: int) -> Choice:
    """Return the choice with at most so many levels of others in it."""
    return Choice(choice.data, [_cut(inner, levels - 1) for inner in choice.inside] if levels else [])
