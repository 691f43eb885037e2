"""Trees of choices: the same for the same seed, of many kinds, and made smaller down to what matters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import find, given, settings

from loopspec.fuzz.choices import DEEPEST, Choice, trees
from loopspec.fuzz.context import Profile
from loopspec.fuzz.grammar import AREAS
from loopspec.fuzz.search import programs

pytestmark = pytest.mark.slow

EVERYTHING = Profile(frozenset(AREAS), (3, 11))


def choices(whole: Choice) -> Iterator[Choice]:
    yield whole
    for choice in whole.inside:
        yield from choices(choice)


def depth(whole: Choice) -> int:
    return 1 + max(map(depth, whole.inside), default=0)


def test_programs_are_those_of_their_seed() -> None:
    assert programs(EVERYTHING, 30, 7) == programs(EVERYTHING, 30, 7)
    assert programs(EVERYTHING, 20, 7) == programs(EVERYTHING, 30, 7)[: len(programs(EVERYTHING, 20, 7))]
    assert programs(EVERYTHING, 30, 8) != programs(EVERYTHING, 30, 7)


def test_each_program_of_a_seed_comes_once() -> None:
    """The number of different ones depends on the version of Hypothesis; ``reports/fuzzing.py`` measures it."""
    found = programs(EVERYTHING, 60, 1)
    assert 1 < len(found) <= 60
    assert len({repr(data) for data in found}) == len(found)


def test_choices_are_used_up_and_the_first_option_is_left() -> None:
    choice = Choice(bytes([5, 255]))
    assert [choice.of("abc"), choice.of("a"), choice.number(4), choice.of("xyz")] == ["c", "a", 3, "x"]


def test_what_does_not_matter_is_taken_away() -> None:
    """The search is for one choice that is not the first, wherever it stands."""
    small = find(
        trees(),
        lambda whole: any(byte % 8 == 3 for choice in choices(whole) for byte in choice.data),
        settings=settings(database=None, derandomize=True),
    )
    assert sorted(byte for choice in choices(small) for byte in choice.data if byte) == [3]
    assert sum(1 for _ in choices(small)) <= 4  # the root, the row, a lane and a choice in it are always there


def test_what_is_in_a_grain_comes_out_of_it() -> None:
    """Three choices below each other are needed for nothing if what is looked for stands in the innermost."""
    deep = find(
        trees(),
        lambda whole: any(
            3 in inner.data for lane in whole.inside[1:] for choice in lane.inside for inner in choices(choice)
        ),
        settings=settings(database=None, derandomize=True),
    )
    assert depth(deep) == 3


@settings(max_examples=50, database=None, derandomize=True)
@given(trees())
def test_choices_are_not_too_deep(whole: Choice) -> None:
    assert depth(whole) <= 3 + DEEPEST
