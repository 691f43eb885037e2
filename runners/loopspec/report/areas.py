"""Results as Markdown tables by area: how much of each area is there and right on each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from loopspec.report.markdown import code, code_cell, escape
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
"""In a file that people have written: what is below comes from a run."""

Counts = dict[tuple[str, str], Counter[Verdict]]


def render_areas(results: Results) -> str:
    """One table of passes, areas by targets, then for each target one of all verdicts."""
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
    """What a target ran in, such as ``CPython 3.13.0`` or ``MicroPython 1.25.0 (Python 3.4.0)``."""
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
    rows = []
    for target in results.targets:
        cells = [counts.get((target.name, area), Counter()) for area in areas]
        rows.append(
            [code_cell(target.name), escape(python_of(target))]
            + [f"{cell[Verdict.PASS]} / {cell.total()}" for cell in [*cells, sum(cells, Counter())]]
        )
    return _table(["target", "Python", *map(escape, areas), "all"], rows)


def _verdicts(target: TargetInfo, areas: Sequence[str], counts: Counts) -> str:
    cells = {area: counts.get((target.name, area), Counter()) for area in areas}
    cells["all"] = sum(cells.values(), Counter())
    columns = [verdict for verdict in Verdict if verdict in COLUMNS or cells["all"][verdict]]
    rows = [[escape(area), *(str(cell[verdict] or "") for verdict in columns)] for area, cell in cells.items()]
    return f"## {code(target.name)}: {escape(python_of(target))}\n\n" + _table(["area", *columns], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def below_mark(text: str, tables: str) -> str:
    """A text with the tables in place of all that stood below its mark."""
    return text.partition(MARK)[0] + MARK + "\n\n" + tables
