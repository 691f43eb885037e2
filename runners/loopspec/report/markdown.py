"""Markdown: escaped text, tables, and what commands print as Markdown: tables by area, the difference of two runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from loopspec.printable import one_line
from loopspec.report.text import shortened
from loopspec.results.difference import ChangeKind, Difference
from loopspec.results.model import Results, TargetInfo, Verdict

COLUMNS = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.CRASH,
    Verdict.HANG,
    Verdict.MISSING,
    Verdict.UNSUPPORTED,
)
"""The verdicts that always have a column; the others have one where they occur."""

MARK = "<!-- loopspec areas -->"
"""The mark in a hand-written file below which all comes from a run."""

Counts = dict[tuple[str, str], Counter[Verdict]]


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def fence(text: str) -> str:
    """Return a fenced block whose fence is longer than any run of backticks in it."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def code_cell(text: str) -> str:
    """Return a code span for a table."""
    return code(text).replace("|", "\\|")


def code(text: str) -> str:
    """Return a code span that survives backticks."""
    text = " ".join(one_line(text).split())
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def escape(text: str) -> str:
    """Escape plain text so that Markdown and HTML leave it alone."""
    text = re.sub(r"([\\`*_\[\]|#~$@])", r"\\\1", " ".join(one_line(text).split()))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """Make a table of ready cells; the first ``texts`` columns are text, the others numbers."""
    rule = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rows])


def render_areas(results: Results) -> str:
    """Render one table of passes, areas by targets, and one of all verdicts for each target."""
    areas = list(dict.fromkeys(scenario.area for scenario in results.scenarios))
    counts = _counts(results)
    parts = [
        f"{len(results.scenarios)} scenarios, run on {escape(results.started[:10])} with loopspec "
        f"{escape(results.loopspec)}. "
        "Cells: scenarios passed, of all.",
        _overview(results, areas, counts),
        *(_verdicts(target, areas, counts) for target in results.targets),
    ]
    return "\n\n".join(parts) + "\n"


def python_of(target: TargetInfo) -> str:
    """Name a target's environment, as ``CPython 3.13.0`` or ``MicroPython 1.25.0 (Python 3.4.0)``."""
    if target.version and target.implementation != "CPython":  # there it is the version of the loop
        return f"{target.implementation} {target.version} (Python {target.python})"
    return f"{target.implementation} {target.python}"


def _counts(results: Results) -> Counts:
    area = {scenario.id: scenario.area for scenario in results.scenarios}
    counts: Counts = {}
    for result in results.results:
        counts.setdefault((result.target, area[result.id]), Counter())[result.verdict] += 1
    return counts


def _overview(results: Results, areas: Sequence[str], counts: Counts) -> str:
    names = [target.name for target in results.targets]
    cells = {area: [counts.get((name, area), Counter()) for name in names] for area in areas}
    rows = [[escape(area), *map(_passed, row)] for area, row in cells.items()]
    rows.append(["**all**", *(_passed(sum(column, Counter())) for column in zip(*cells.values(), strict=True))])
    return table(["area", *map(code_cell, names)], rows)


def _passed(cell: Counter[Verdict]) -> str:
    return f"{cell[Verdict.PASS]} / {cell.total()}"


def _verdicts(target: TargetInfo, areas: Sequence[str], counts: Counts) -> str:
    cells = {area: counts.get((target.name, area), Counter()) for area in areas}
    cells["all"] = sum(cells.values(), Counter())
    columns = [verdict for verdict in Verdict if verdict in COLUMNS or cells["all"][verdict]]
    rows = [[escape(area), *(str(cell[verdict] or "") for verdict in columns)] for area, cell in cells.items()]
    return f"## {code(target.name)}: {escape(python_of(target))}\n\n" + table(["area", *columns], rows)


def below_mark(text: str, tables: str) -> str:
    """Replace all that stands below the mark of a text by the tables."""
    return text.partition(MARK)[0] + MARK + "\n\n" + tables


def changes_as_markdown(difference: Difference) -> str:
    """Render changes for the summary of a GitHub step, each kind folded but for those that are worse."""
    worse = [str(kind) for kind in ChangeKind if kind.worse]
    lines = ["## loopspec: what has changed", "", f"Exit code {difference.code}: {escape(difference.conclusion)}.", ""]
    for title, entries in difference.sections():
        unfolded = " open" if title in worse else ""
        lines += [f"<details{unfolded}><summary><b>{escape(title)}</b>: {len(entries)}</summary>", ""]
        lines += [f"- {escape(entry)}" for entry in shortened(entries)]
        lines += ["", "</details>", ""]
    return "\n".join(lines)
