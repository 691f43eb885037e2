"""Markdown for the summary of a GitHub Actions step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from loopspec.printable import printable
from loopspec.report.markdown import code, code_cell, escape, fence, table
from loopspec.report.reporter import Appendix
from loopspec.report.text import excerpt, known_as, reproduce, sources, trace_text, web_address, why_known
from loopspec.results.model import Level, Result, Results, Verdict
from loopspec.results.tally import (
    Deviation,
    blocked_cases,
    conclude,
    deviations,
    gap_lines,
    gaps,
    known_deviations,
    plural,
    tallies,
)

SIZE_LIMIT = 1_000_000
"""Bytes; GitHub shows nothing at all of a step summary above 1 MiB."""

MANY_REASONS = 20
"""Reasons of a kind that are named for each target."""

_CUT = "\n\n_{} more {} not shown for want of space: see the HTML report._\n"


class MarkdownReporter:
    """Markdown: counts of each target, then the deviations by area."""

    name = "markdown"
    writes = "a summary in Markdown"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render the summary, then the appendices."""
        return render_markdown(results) + "".join(f"\n{one.markdown()}" for one in appendices)


REPORTER = MarkdownReporter()


def render_markdown(results: Results) -> str:
    """Render a table of counts per target, the findings of a gate, then the deviations, folded by area.

    The text is cut with a note before it reaches ``SIZE_LIMIT`` bytes.
    """
    results = printable(results)
    found = deviations(results)
    head = "\n".join([*_heading(results), *_table(results), *_faults(results)]) + "\n"
    parts = [head]
    room = SIZE_LIMIT - len(head.encode()) - 1000
    left = len(found)
    by_area = sorted(found, key=lambda deviation: _area_order(results, deviation))
    for area, group in groupby(by_area, key=lambda deviation: deviation.scenario.area):
        members = list(group)
        opening = f"\n<details><summary>{_area_summary(area, members)}</summary>\n"
        closing = "\n</details>\n"
        shown = []
        room -= len((opening + closing).encode())
        for deviation in members:
            text = _deviation(deviation)
            room -= len(text.encode())
            if room < 0:
                break
            shown.append(text)
        if shown:
            parts += [opening, *shown, closing]
            left -= len(shown)
        if room < 0:
            parts.append(_CUT.format(left, "deviation is" if left == 1 else "deviations are"))
            break
    parts += _known(results, room)
    parts += _blocked(results)
    parts += _gaps(results)
    return "".join(parts)


def _faults(results: Results) -> list[str]:
    """Render the faults that a gate found in its list."""
    if not results.gated or not results.gated.faults:
        return []
    return ["", "**In the list of known deviations:**", "", *(f"- {escape(fault)}" for fault in results.gated.faults)]


def _known(results: Results, room: int) -> list[str]:
    """Render the deviations that a gate knows, folded: the deviation, its reason, its issue."""
    found = known_deviations(results)
    if not found:
        return []
    count = sum(len(way) for deviation in found for way in deviation.ways)
    lines = []
    for deviation in found:
        for way in deviation.ways:
            for result in way:
                line = _known_line(deviation, result)
                room -= len(line.encode())
                if room > 0:
                    lines.append(line)
    cut = count - len(lines)
    return [
        f"\n<details><summary><b>Known deviations</b>: {count}</summary>\n\n",
        *lines,
        "\n</details>\n",
        _CUT.format(cut, "known deviation is" if cut == 1 else "known deviations are") if cut else "",
    ]


def _blocked(results: Results) -> list[str]:
    """Render the cases that a deviation blocks, folded: a line for each cause."""
    found = blocked_cases(results)
    if not found:
        return []
    lines = []
    for known, cases in found.items():
        names = ", ".join(code(name) for name in dict.fromkeys(result.target for result in cases))
        lines.append(f"- {len(cases)} on {names}: blocked by {code(known.blocked_by)}. {escape(why_known(known))}\n")
    count = sum(map(len, found.values()))
    return [f"\n<details><summary><b>Blocked</b>: {count}</summary>\n\n", *lines, "\n</details>\n"]


def _gaps(results: Results) -> list[str]:
    """Render the unjudged rules, folded: the names that targets lack and the other reasons, by count."""
    lines = [
        f"- {code(target)}: {escape(line)}\n"
        for target, found in gaps(results).items()
        for line in gap_lines(found, MANY_REASONS)
    ]
    if not lines:
        return []
    return ["\n<details><summary><b>Not judged</b></summary>\n\n", *lines, "\n</details>\n"]


def _known_line(deviation: Deviation, result: Result) -> str:
    assert result.known is not None
    issue = result.known.issue
    link = f" [{escape(issue)}](<{issue}>)" if web_address(issue) else ""
    flaky = f" {known_as(result.known)}." if result.known.flaky else ""
    return (
        f"- {code(result.id)} ({deviation.scenario.level}) on {code(result.target)}: **{result.verdict}**. "
        f"{escape(excerpt(result.detail))}.{flaky} Accepted: {escape(result.known.reason)}{link}\n"
    )


def _area_order(results: Results, deviation: Deviation) -> int:
    areas = list(dict.fromkeys(scenario.area for scenario in results.scenarios))
    return areas.index(deviation.scenario.area)


def _heading(results: Results) -> list[str]:
    conclusion = conclude(results)
    scenarios, targets = len(results.scenarios), len(results.targets)
    lines = [
        "## loopspec",
        "",
        f"{scenarios} {plural(scenarios, 'scenario')} on {targets} {plural(targets, 'target')}, "
        f"{escape(results.platform)}, loopspec {escape(results.loopspec)}. "
        f"Exit code {conclusion.code}: {escape(conclusion.sentence)}.",
        "",
    ]
    if not results.complete:
        lines += ["> [!WARNING]", "> This run is incomplete: what did not run says nothing.", ""]
    return lines


def _table(results: Results) -> list[str]:
    head = ["target", "python"]
    for level in Level:
        head += [f"{level} holds", f"{level} deviates"]
    every = tallies(results)
    known, blocked = any(tally.known for tally in every), any(tally.blocked for tally in every)
    head += ["known"] * known + ["blocked"] * blocked + ["unsupported", "missing", "error", "not run"]
    rows = []
    for info, tally in zip(results.targets, every, strict=True):
        row = [
            code_cell(info.name),
            escape(f"{info.implementation} {info.python}"),
        ]
        for level in Level:
            deviated = tally.deviated(level)
            row += [str(tally.passed(level)), f"**{deviated}**" if deviated else "0"]
        row += [str(tally.known)] * known + [str(tally.blocked)] * blocked
        row += [
            str(tally.total(verdict))
            for verdict in (Verdict.UNSUPPORTED, Verdict.MISSING, Verdict.ERROR, Verdict.NOT_RUN)
        ]
        rows.append(row)
    return [table(head, rows, texts=2)]


def _area_summary(area: str, members: list[Deviation]) -> str:
    counts = [
        f"{count} {level}"
        for level in Level
        if (count := sum(deviation.scenario.level is level for deviation in members))
    ]
    return f"<b>{escape(area)}</b>: {', '.join(counts)}"


def _deviation(deviation: Deviation) -> str:
    scenario = deviation.scenario
    basis = ", ".join(
        f"[{escape(source.text)}](<{source.url}>)" if source.url else escape(source.text)
        for source in sources(scenario)
    )
    lines = [
        "",
        f"#### {code(scenario.id)} ({', '.join([scenario.level, *scenario.tags])})",
        "",
        escape(scenario.says),
        "",
        f"Source: {basis}",
    ]
    for way in deviation.ways:
        first = way[0]
        names = ", ".join(code(result.target) for result in way)
        lines += ["", f"- {names}: **{first.verdict}**. {escape(excerpt(first.detail))}"]
        trace = trace_text(first)
        if trace:
            lines += ["", *_indented(fence(trace))]
        lines += ["", f"  {code(reproduce(first.target, first.id))}"]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> list[str]:
    return ["  " + line for line in text.split("\n")]
