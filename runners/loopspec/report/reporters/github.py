"""Annotations for GitHub Actions: workflow commands, which it reads in the output of a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loopspec.printable import one_line
from loopspec.report.reporter import Appendix
from loopspec.report.text import excerpt, reproduce
from loopspec.results.model import Level, Result, Results, ScenarioRecord, Verdict
from loopspec.results.tally import Deviation, conclude, deviations

MOST = 10
"""Annotations of a kind that GitHub keeps of a step; it drops the others without a word."""

NAMED = 5
"""Targets and ways of deviating that an annotation names; more are counted."""

GRAVITY = (Verdict.CRASH, Verdict.HANG, Verdict.FAIL)


class GitHubReporter:
    """Annotations, one for each broken rule, at its scenario; it has no place for appendices."""

    name = "github"
    writes = "annotations for GitHub Actions, which reads them where they are printed,"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render the annotations, a line each."""
        return "".join(f"{line}\n" for line in render_annotations(results))


REPORTER = GitHubReporter()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on a run, or on a scenario."""

    title: str
    lines: Sequence[str]
    scenario: ScenarioRecord | None = None

    def command(self, kind: str) -> str:
        """Return the workflow command, on one line."""
        properties = {"title": self.title}
        if self.scenario:
            properties = {"file": self.scenario.file, "line": str(self.scenario.line), **properties}
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        return f"::{kind} {written}::{'%0A'.join(map(_data, self.lines))}"


def render_annotations(results: Results) -> Iterator[str]:
    """Yield workflow commands: errors for broken rules at must, warnings at should, notices at may.

    Deviations that a gate accepts have none. The faults of its list, and that a run has holes, are errors too. Of each
    kind there are ``MOST`` at most, crashes and hangs first; where there are more, the last one says how many.
    """
    yield from _bounded("error", [*_of_run(results), *_of_rules(results, Level.MUST)])
    yield from _bounded("warning", _of_rules(results, Level.SHOULD))
    yield from _bounded("notice", _of_rules(results, Level.MAY))


def _bounded(kind: str, annotations: Sequence[Annotation]) -> Iterator[str]:
    shown = annotations if len(annotations) <= MOST else annotations[: MOST - 1]
    left = len(annotations) - len(shown)
    for annotation in shown:
        yield annotation.command(kind)
    if left:
        more = f"{left} more of {len(annotations)} are not shown: see the other reports of the run."
        yield Annotation("loopspec", [more]).command(kind)


def _of_run(results: Results) -> Iterator[Annotation]:
    conclusion = conclude(results)
    if conclusion.code == 3:
        yield Annotation("loopspec: not everything was judged", [conclusion.sentence])
    for fault in results.gated.faults if results.gated else ():
        yield Annotation("loopspec: list of known deviations", [fault])


def _of_rules(results: Results, level: Level) -> list[Annotation]:
    found = [deviation for deviation in deviations(results) if deviation.scenario.level is level]
    return [_annotation(deviation) for deviation in sorted(found, key=_gravity)]


def _gravity(deviation: Deviation) -> int:
    return min(GRAVITY.index(way[0].verdict) for way in deviation.ways)


def _annotation(deviation: Deviation) -> Annotation:
    scenario, first = deviation.scenario, deviation.ways[0][0]
    ways = deviation.ways[:NAMED]
    left = len(deviation.ways) - len(ways)
    return Annotation(
        f"{scenario.id} ({scenario.level})",
        [
            scenario.says,
            *map(_way, ways),
            *([f"and in {left} more ways"] if left else []),
            reproduce(first.target, scenario.id),
        ],
        scenario,
    )


def _way(way: Sequence[Result]) -> str:
    more = f" and {len(way) - NAMED} more" if len(way) > NAMED else ""
    detail = f". {excerpt(way[0].detail)}" if way[0].detail else ""
    return f"{', '.join(result.target for result in way[:NAMED])}{more}: {way[0].verdict}{detail}"


def _data(text: str) -> str:
    """Write one line of a message: no control characters, and no percent sign that GitHub would take for an escape."""
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    """Write the value of a property, which a colon or a comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
