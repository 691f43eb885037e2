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
    some = st.deferred(lambda: st.lists(grain, min_size=1, max_size=3))
    # One strategy for grains of all depths: so Hypothesis can put what is in a grain into its place.
    grain: st.SearchStrategy[Grain] = st.builds(Grain, choices, st.one_of(st.just([]), st.just([]), some))
    row = st.builds(Grain, st.just(b""), st.lists(grain, max_size=10))
    lanes = st.lists(st.builds(Grain, choices, st.lists(grain, min_size=1, max_size=4)), min_size=1, max_size=4)
    return st.builds(lambda head, row, lanes: Grain(head, [row, *lanes]), choices, row, lanes)
