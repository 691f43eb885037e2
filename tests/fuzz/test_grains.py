"""Trees of choices: the same for the same seed, each of another kind, and made smaller down to what matters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loopspec.fuzz.grains import Grain, smaller, tree


def grains(whole: Grain) -> Iterator[Grain]:
    yield whole
    for grain in whole.inside:
        yield from grains(grain)


def test_a_tree_is_that_of_its_seed_and_number_whatever_was_drawn_before() -> None:
    trees = [tree(7, number) for number in range(20)]
    assert tree(7, 13) == trees[13]
    assert tree(8, 13) != trees[13]
    assert len({repr(whole) for whole in trees}) == 20


def test_choices_are_used_up_and_the_first_option_is_left() -> None:
    grain = Grain(bytes([5, 255]))
    assert [grain.of("abc"), grain.of("a"), grain.number(4), grain.of("xyz")] == ["c", "a", 3, "x"]
    assert grain.fresh().of("abc") == "c"


@pytest.mark.parametrize("number", range(8))
def test_what_does_not_matter_is_taken_away(number: int) -> None:
    def holds(whole: Grain) -> bool:
        """What is looked for takes two grains, one of them with a choice that is not the first."""
        return sum(1 for _ in grains(whole)) > 2 and any(
            byte % 8 == 3 for grain in grains(whole) for byte in grain.choices
        )

    found = smaller(tree(3, number), holds)
    assert holds(found)
    assert sum(1 for _ in grains(found)) == 3
    assert sorted(byte for grain in grains(found) for byte in grain.choices if byte) == [3]


def test_an_exception_ends_the_search() -> None:
    asked = 0

    def holds(_: Grain) -> bool:
        nonlocal asked
        asked += 1
        if asked == 5:
            raise TimeoutError
        return False

    with pytest.raises(TimeoutError):
        smaller(tree(3, 1), holds)
    assert asked == 5
