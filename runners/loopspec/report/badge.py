"""Makes a badge: how many of the rules of each level hold on a target, as an SVG and for shields.io.

A percentage is of the rules that the target's Python has, rounded down. A rule that is unsupported or missing
does not hold; one that was not run, or ended in a fault of our own, makes the badge say *incomplete*.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from string import Template

from loopspec.harness.execution import excepted, version_within
from loopspec.harness.interpreter import OLDEST
from loopspec.printable import one_line, printable
from loopspec.results.model import (
    OF_THE_NAMESPACE,
    Level,
    Result,
    Results,
    ResultsError,
    ScenarioRecord,
    TargetInfo,
    Verdict,
)
from loopspec.results.tally import complete_grid

TEMPLATE = Path(__file__).with_name("templates") / "badge.svg"

COLOURS = ((100, "brightgreen"), (95, "green"), (85, "yellowgreen"), (70, "yellow"), (50, "orange"), (0, "red"))
"""From which percentage on a badge has which colour, by shields.io's names."""

HEX = {
    "brightgreen": "#4c1",
    "green": "#97ca00",
    "yellowgreen": "#a4a61d",
    "yellow": "#dfb317",
    "orange": "#fe7d37",
    "red": "#e05d44",
    "lightgrey": "#9f9f9f",
}

NARROW, WIDE = "fijlrtI.,:;!'|()[] ", "mwMW@%"
"""Letters that need less room than others, and those that need more."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The text of a badge."""

    label: str
    message: str
    colour: str
    title: str
    """All of it in a sentence, for those who do not see it, and on hovering."""

    def endpoint(self) -> str:
        """Return the JSON that shields.io's endpoint badge reads."""
        data = {"schemaVersion": 1, "label": self.label, "message": self.message, "color": self.colour}
        return json.dumps(data, indent=2) + "\n"

    def svg(self) -> str:
        """Draw the picture; it refers to nothing outside of it."""
        left, right = (width(text) + 10 for text in (self.label, self.message))
        values = {
            "width": left + right,
            "left": left,
            "right": right,
            "label_at": left / 2,
            "message_at": left + right / 2,
            "colour": HEX[self.colour],
            "label": escape(self.label),
            "message": escape(self.message),
            "title": escape(self.title),
        }
        return Template(TEMPLATE.read_text(encoding="utf-8")).substitute({k: str(v) for k, v in values.items()})


def make_badge(
    results: Results, target: str | None = None, levels: Collection[Level] = (Level.MUST, Level.SHOULD)
) -> Badge:
    """Make the badge of a target, which need not be named where there is one only.

    Each level has a percentage of its own, so that many rules at one never hide a broken one at another; the colour
    is that of the lowest. A level without rules in the results is left out. Raises ResultsError.
    """
    results = printable(results)
    info = _target(results, target)
    shown = [level for level in Level if level in levels and any(one.level is level for one in results.whole)]
    if not shown:
        wanted = " or ".join(level for level in Level if level in levels)
        raise ResultsError(f"there is no rule at {wanted} in these results")
    found = {result.id: result for result in complete_grid(results).results if result.target == info.name}
    return _badge(results, info, found, shown)


def make_badges(results: Results) -> dict[str, Badge]:
    """Make the badges of all targets, by their names; none where no rule is at ``must`` or ``should``."""
    shown = [level for level in (Level.MUST, Level.SHOULD) if any(one.level is level for one in results.whole)]
    found: dict[str, dict[str, Result]] = {info.name: {} for info in results.targets}
    for result in complete_grid(results).results:
        found[result.target][result.id] = result
    suite = replace(results, suite=one_line(results.suite))
    return {info.name: _badge(suite, printable(info), found[info.name], shown) for info in results.targets if shown}


def _badge(results: Results, info: TargetInfo, found: Mapping[str, Result], shown: Sequence[Level]) -> Badge:
    counts = {level: _count(results, found, info, level) for level in shown}
    label = f"loopspec {shown[0]}" if len(shown) == 1 else "loopspec"
    shares = ", ".join(f"{count.holding} of {count.judged} {level}" for level, count in counts.items())
    title = f"{info.name}: {shares} rules hold"
    holes = sum(count.holes for count in counts.values())
    if holes or not results.complete or not any(count.judged for count in counts.values()):
        return Badge(label, "incomplete", "lightgrey", f"{title}, {holes} were not judged: the run is incomplete")
    percents = {level: 100 * count.holding // count.judged for level, count in counts.items() if count.judged}
    named = len(shown) > 1
    message = ", ".join(f"{level} {percent}%" if named else f"{percent}%" for level, percent in percents.items())
    colour = next(colour for least, colour in COLOURS if min(percents.values()) >= least)
    return Badge(label, message, colour, f"{title}, suite {results.suite}")


@dataclass(frozen=True, slots=True)
class _Count:
    """Counts of a level's rules that the target's Python has, that hold, and that were not judged."""

    judged: int
    holding: int
    holes: int


def _count(results: Results, found: Mapping[str, Result], info: TargetInfo, level: Level) -> _Count:
    pairs = [(scenario, found.get(scenario.id)) for scenario in results.whole if scenario.level is level]
    judged = [result for scenario, result in pairs if not _not_asked(scenario, result, info)]
    holding = sum(result is not None and result.verdict is Verdict.PASS and not result.unsteady for result in judged)
    holes = sum(result is None or result.verdict in (Verdict.ERROR, Verdict.NOT_RUN) for result in judged)
    return _Count(len(judged), holding, holes)


def _target(results: Results, name: str | None) -> TargetInfo:
    names = ", ".join(info.name for info in results.targets)
    if name is None and len(results.targets) != 1:
        raise ResultsError(f"a badge is about one target; choose with --target: {names}")
    for info in results.targets:
        if name in (None, info.name):
            return info
    raise ResultsError(f"target {name} is not in the results; they have {names}")


def _not_asked(scenario: ScenarioRecord, result: Result | None, info: TargetInfo) -> bool:
    """Return whether a rule was not run because it is one of other versions of Python, or is not about loops."""
    if result is None or result.verdict is not Verdict.UNSUPPORTED:
        return False
    if scenario.judges and result.detail == OF_THE_NAMESPACE:
        return True
    version = max(tuple(map(int, info.python.split(".")[:3])), OLDEST)
    return not version_within(version, scenario.since, scenario.until) or excepted(version, scenario.excepted)


def width(text: str) -> int:
    """Estimate how many pixels a text takes at 11 px in Verdana, or in the font that stands in for it."""
    return round(sum(4 if letter in NARROW else 10 if letter in WIDE else 7 for letter in text))
