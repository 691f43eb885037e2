"""Renders measurements: as a table on the terminal, and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from loopspec.bench.measure import OnRound
from loopspec.bench.measurements import Measurements
from loopspec.bench.workloads import Workload
from loopspec.printable import printable
from loopspec.report.layout import entry, fitting
from loopspec.report.markdown import escape
from loopspec.report.markdown import table as markdown_table
from loopspec.results.model import TargetInfo

NOTICEABLE = 0.03
"""A ratio that is nearer to 1 is no difference."""

NARROWEST_NOTE = 24
"""Columns that a sentence has at least beside other columns."""

WIDEST_NAME = 12
"""Columns that the name of a target has without being wrapped."""


def cost_text(measurements: Measurements, workload: Workload, target: TargetInfo) -> str:
    """Render the cost of one operation, or the reason for there being none."""
    cost = measurements.cost(workload, target)
    if cost is None:
        return measurements.of(workload, target).verdict
    if workload.unit == "KiB":
        return f"{cost / 1024:.1f} MiB"
    for unit, size in (("ms", 1e-3), ("µs", 1e-6)):
        if cost >= size:
            return f"{cost / size:.3g} {unit}"
    return f"{cost / 1e-9:.3g} ns"


def ratio_text(measurements: Measurements, workload: Workload, target: TargetInfo) -> str:
    """Render the ratio of a target, or the reason for there being none."""
    ratio = measurements.ratio(workload, target)
    if ratio is not None:
        return f"{ratio:.2f}"
    verdict = measurements.of(workload, target).verdict
    return cost_text(measurements, workload, target) if verdict == "measured" else verdict


def mean_text(measurements: Measurements, target: TargetInfo) -> str:
    """Render the geometric mean of a target's core ratios."""
    mean = measurements.mean(target)
    return "" if mean is None else f"{mean:.2f}"


def least_text(measurements: Measurements, target: TargetInfo) -> str:
    """Render the least of a target's core ratios."""
    least = measurements.least(target)
    return "" if least is None else f"{least:.2f}"


MEANS = {"geometric mean": mean_text, "least": least_text}
"""The last lines of a table."""


def spread_text(measurements: Measurements) -> str:
    """Describe in a sentence how far rounds lie apart; empty when there are too few."""
    spreads = [(one.spread, one) for one in measurements.measurements if len(one.rounds) > 1]
    if not spreads:
        return ""
    worst, at = max(spreads, key=lambda pair: pair[0])
    middle = sorted(spread for spread, _ in spreads)[len(spreads) // 2]
    return (
        f"The median of {measurements.rounds} rounds; a round lies {middle:.0%} from it as a rule, "
        f"{worst:.0%} at worst ({at.workload} on {at.target})."
    )


def described(target: TargetInfo) -> str:
    """Return the name of a target with its versions."""
    version = f" {target.version}" if target.version else ""
    return f"{target.name}{version} on {target.implementation} {target.python}"


def table(measurements: Measurements, *, says: bool = True) -> Table:
    """Return the table of ratios; ``says``: with the column that describes the workloads."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("workload", no_wrap=True)
    if says:
        shown.add_column("what happens", min_width=NARROWEST_NOTE)
    others = measurements.targets[1:]
    for number, target in enumerate(measurements.targets):
        told_of = ratio_text if number else cost_text
        least = max(
            (cell_len(told_of(measurements, workload, target)) for workload in measurements.workloads), default=0
        )
        least = max(least, min(cell_len(target.name), WIDEST_NAME))
        shown.add_column(Text(target.name), justify="right", overflow="fold", min_width=least)
    note = [""] if says else []
    for workload in measurements.workloads:
        cells = [
            Text(ratio_text(measurements, workload, other), _style(measurements, workload, other)) for other in others
        ]
        name = Text(workload.id, "" if workload.core else "dim")
        description = [Text(workload.says, "dim")] if says else []
        shown.add_row(name, *description, Text(cost_text(measurements, workload, measurements.baseline)), *cells)
    if others and any(workload.core for workload in measurements.workloads):
        shown.add_section()
        for title, text in MEANS.items():
            shown.add_row(title, *note, "", *(text(measurements, one) for one in others), style="bold")
    return shown


def entries(measurements: Measurements) -> RenderableType:
    """Return an entry for each workload, for a console too narrow for the table."""
    others = measurements.targets[1:]
    shown = []
    for workload in measurements.workloads:
        cost = Text(
            f"{workload.id}: {cost_text(measurements, workload, measurements.baseline)}", "" if workload.core else "dim"
        )
        ratios = [
            Text.assemble(
                f"{other.name} ", (ratio_text(measurements, workload, other), _style(measurements, workload, other))
            )
            for other in others
        ]
        shown.append(entry(cost, ratios))
    if others and any(workload.core for workload in measurements.workloads):
        for title, text in MEANS.items():
            shown.append(entry(Text(title, "bold"), [Text(f"{one.name} {text(measurements, one)}") for one in others]))
    return Group(*shown)


def _style(measurements: Measurements, workload: Workload, target: TargetInfo) -> str:
    ratio = measurements.ratio(workload, target)
    if ratio is None:
        return "yellow"
    if abs(ratio - 1) < NOTICEABLE:
        return ""
    return "green" if ratio > 1 else "red"


def show(measurements: Measurements, console: Console) -> None:
    """Print the table, and below it what could not be measured."""
    measurements = printable(measurements)
    for number, target in enumerate(measurements.targets):
        console.print(Text(described(target) + ("" if number else ", the baseline")))
    console.print()
    console.print(fitting(console, [table(measurements), table(measurements, says=False), entries(measurements)]))
    console.print()
    console.print(
        "CPU time of an operation of the baseline, then ratios: 2 is twice as fast. Dim workloads are not in the mean."
    )
    if spread := spread_text(measurements):
        console.print(Text(spread))
    for one in measurements.unmeasured():
        console.print(Text(f"{one.target}: {one.workload}: {one.verdict}: {one.detail}", "yellow"))


def markdown(measurements: Measurements) -> str:
    """Render the measurements in Markdown; the table comes first."""
    measurements = printable(measurements)
    others = measurements.targets[1:]
    rows = []
    for workload in measurements.workloads:
        name = workload.id if workload.core else f"*{workload.id}*"
        ratios = [ratio_text(measurements, workload, other) for other in others]
        says = workload.says.replace("|", "\\|")
        rows.append([name, says, cost_text(measurements, workload, measurements.baseline), *ratios])
    if others and any(workload.core for workload in measurements.workloads):
        rows.append(["**geometric mean**", "", "", *(f"**{mean_text(measurements, one)}**" for one in others)])
        rows.append(["**least**", "", "", *(f"**{least_text(measurements, one)}**" for one in others)])
    head = ["workload", "what happens", *(escape(target.name) for target in measurements.targets)]
    return f"{markdown_table(head, rows, texts=2)}\n\n{about(measurements)}\n"


def about(measurements: Measurements) -> str:
    """Render in Markdown on whom was measured, how far rounds lie apart, and what could not be measured."""
    targets = ", ".join(escape(described(target)) for target in measurements.targets)
    spread = spread_text(measurements)
    unmeasured = [
        "- " + escape(f"{one.target}, {one.workload}: {one.verdict}: {one.detail}") for one in measurements.unmeasured()
    ]
    return "\n".join([f"{targets}." + (f" {escape(spread)}" if spread else ""), *unmeasured])


@contextmanager
def progress(total: int, console: Console) -> Iterator[OnRound]:
    """Show on a terminal how a bench of ``total`` rounds gets on; the block calls what it is given before each."""
    if not console.is_terminal:
        yield lambda workload, target: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task("", total=total + 1)

        def on_round(workload: str, target: str) -> None:
            bar.update(task, advance=1, description=f"{workload} on {target}")

        yield on_round
