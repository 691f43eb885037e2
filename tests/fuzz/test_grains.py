"""Trees of choices: the same for the same seed, of many kinds, and made smaller down to what matters."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import find, given, settings

from loopspec.fuzz.grains import DEEPEST, Grain, trees
from loopspec.fuzz.phrases import AREAS
from loopspec.fuzz.search import programs
from loopspec.fuzz.speakers import Theme

EVERYTHING = Theme(frozenset(AREAS), (3, 11))


def grains(whole: Grain) -> Iterator[Grain]:
    yield whole
    for grain in whole.inside:
        yield from grains(grain)


def depth(whole: Grain) -> int:
    return 1 + max(map(depth, whole.inside), default=0)


def test_programs_are_those_of_their_seed() -> None:
    assert programs(EVERYTHING, 30, 7) == programs(EVERYTHING, 30, 7)
    assert programs(EVERYTHING, 20, 7) == programs(EVERYTHING, 30, 7)[: len(programs(EVERYTHING, 20, 7))]
    assert programs(EVERYTHING, 30, 8) != programs(EVERYTHING, 30, 7)


def test_most_programs_come_once_and_are_about_different_things() -> None:
    found = programs(EVERYTHING, 200, 1)
    assert len(found) > 120
    assert len({tuple(sorted(data.get("let", {}))) for data in found}) > 20


def test_choices_are_used_up_and_the_first_option_is_left() -> None:
    grain = Grain(bytes([5, 255]))
    assert [grain.of("abc"), grain.of("a"), grain.number(4), grain.of("xyz")] == ["c", "a", 3, "x"]


def test_what_does_not_matter_is_taken_away() -> None:
    """What is looked for is one choice that is not the first, wherever it stands."""
    small = find(
        trees(),
        lambda whole: any(byte % 8 == 3 for grain in grains(whole) for byte in grain.choices),
        settings=settings(database=None, derandomize=True),
    )
    assert sorted(byte for grain in grains(small) for byte in grain.choices if byte) == [3]
    assert sum(1 for _ in grains(small)) <= 4  # the root, the row, a lane and a grain in it are always there


def test_what_is_in_a_grain_comes_out_of_it() -> None:
    """Three grains below each other are needed for nothing if what is looked for stands in the innermost."""
    deep = find(
        trees(),
        lambda whole: any(
            3 in inner.choices for lane in whole.inside[1:] for grain in lane.inside for inner in grains(grain)
        ),
        settings=settings(database=None, derandomize=True),
    )
    assert depth(deep) == 3


@settings(max_examples=50, database=None, derandomize=True)
@given(trees())
def test_grains_are_not_too_deep(whole: Grain) -> None:
    assert depth(whole) <= 3 + DEEPEST
