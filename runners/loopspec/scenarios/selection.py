"""Which scenarios a command is about."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from loopspec.results.model import Level
from loopspec.scenarios.scenario import Scenario


class SelectionError(Exception):
    """A selection that names nothing; the message says what there is."""


def select(
    scenarios: Sequence[Scenario],
    areas: Iterable[str] = (),
    words: Iterable[str] = (),
    levels: Iterable[str] = (),
) -> list[Scenario]:
    """The scenarios of any of the areas, whose id holds any of the words, of any of the levels.

    An empty criterion lets everything pass; case does not matter. Raises SelectionError when an area is
    unknown or nothing is left.
    """
    wanted_areas = {_area(scenarios, name) for name in areas}
    wanted_words = [word.lower() for word in words]
    wanted_levels = {Level(level) for level in levels}
    found = [
        scenario
        for scenario in scenarios
        if (not wanted_areas or scenario.area in wanted_areas)
        and (not wanted_words or any(word in scenario.id.lower() for word in wanted_words))
        and (not wanted_levels or scenario.level in wanted_levels)
    ]
    if not found:
        raise SelectionError("no scenario is selected; `loopspec list` prints the ids there are")
    return found


def find(scenarios: Sequence[Scenario], wanted: str) -> Scenario:
    """The scenario with an id. Raises SelectionError, with a guess, when there is none."""
    for scenario in scenarios:
        if scenario.id == wanted:
            return scenario
    close = difflib.get_close_matches(wanted, [scenario.id for scenario in scenarios], 1, 0.5)
    guess = f"did you mean {close[0]}?" if close else "`loopspec list` prints the ids there are"
    raise SelectionError(f"no scenario {wanted}; {guess}")


def _area(scenarios: Sequence[Scenario], name: str) -> str:
    known = {scenario.area.lower(): scenario.area for scenario in scenarios}
    if name.lower() in known:
        return known[name.lower()]
    raise SelectionError(f"no area {name}; expected one of {', '.join(known.values())}")
