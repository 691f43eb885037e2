"""Where the choices of a random program come from: a tree of *grains*, some random bytes each.

What the bytes mean is not known here: whoever makes a program of a tree asks its grains to choose, again and again.
A smaller tree makes a smaller program, and smaller bytes choose what stands first; so ``smaller`` knows nothing of
programs.

The tree of a seed and a number is always the same, whatever was drawn before. Hypothesis, which drew these trees once,
makes five of six by changing the one before, so that thousands of programs were about a few things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

T = TypeVar("T")

BYTES = 16
"""Choices of a grain; when all are used, the first option is chosen."""

LANES = (1, 2, 3, 3, 4, 4)
"""How many grains there are below the first one at the root."""

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

    def fresh(self) -> Grain:
        """The same tree, of which nothing was chosen yet."""
        return Grain(self.choices, [grain.fresh() for grain in self.inside])


def tree(seed: int, number: int) -> Grain:
    """The tree of a program: what stands in a row below it first, and then what each lane says."""
    random = Random(f"{seed}:{number}")
    row = Grain(b"", [_leaf(random) for _ in range(random.randint(0, 10))])
    lanes = [Grain(random.randbytes(BYTES), _grains(random, 1, 4, 0)) for _ in range(random.choice(LANES))]
    return Grain(random.randbytes(BYTES), [row, *lanes])


def _leaf(random: Random) -> Grain:
    return Grain(random.randbytes(BYTES))


def _grains(random: Random, least: int, most: int, depth: int) -> list[Grain]:
    grains = [_leaf(random) for _ in range(random.randint(least, most))]
    for grain in grains:
        if depth < DEEPEST and random.random() < 0.4:
            grain.inside = _grains(random, 0, 3, depth + 1)
    return grains


def smaller(whole: Grain, holds: Callable[[Grain], bool]) -> Grain:
    """The smallest tree for which something ``holds`` that can be reached from one for which it does, step by step.

    ``holds`` is asked about each tree that is tried; an exception of it ends the search.
    """
    progress = True
    while progress:
        progress = False
        for way in (_without_one, _with_one_opened, _with_less_to_choose):
            at = 0
            while tried := next(((n, t) for n, t in enumerate(way(whole)) if n >= at and holds(t.fresh())), None):
                at, whole, progress = tried[0], tried[1], True
    return whole


def _without_one(whole: Grain) -> Iterator[Grain]:
    """Trees that lack a grain and all that is in it, the last ones first."""
    for at in reversed(range(len(whole.inside))):
        yield replace(whole, inside=whole.inside[:at] + whole.inside[at + 1 :])
    yield from _changed_inside(whole, _without_one)


def _with_one_opened(whole: Grain) -> Iterator[Grain]:
    """Trees in which what is in a grain stands in its place."""
    for at, grain in enumerate(whole.inside):
        if grain.inside:
            yield replace(whole, inside=whole.inside[:at] + grain.inside + whole.inside[at + 1 :])
    yield from _changed_inside(whole, _with_one_opened)


def _with_less_to_choose(whole: Grain) -> Iterator[Grain]:
    """Trees in which a grain's bytes are all 0, or one of them is smaller."""
    if any(whole.choices):
        yield replace(whole, choices=bytes(len(whole.choices)))
    for at, byte in enumerate(whole.choices):
        for less in range(min(byte, 4)):
            yield replace(whole, choices=whole.choices[:at] + bytes([less]) + whole.choices[at + 1 :])
    yield from _changed_inside(whole, _with_less_to_choose)


def _changed_inside(whole: Grain, way: Callable[[Grain], Iterator[Grain]]) -> Iterator[Grain]:
    for at, grain in enumerate(whole.inside):
        for changed in way(grain):
            yield replace(whole, inside=[*whole.inside[:at], changed, *whole.inside[at + 1 :]])
