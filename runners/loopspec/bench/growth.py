"""Growth: how the cost of one of a crowd grows with its size, as a table on the terminal and in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from loopspec.bench.measurements import Measurements
from loopspec.bench.tables import WIDEST_NAME, about, cost_text, described, spread_text
from loopspec.bench.workloads import Workload
from loopspec.printable import printable
from loopspec.report.layout import entry, fitting
from loopspec.report.markdown import escape
from loopspec.report.markdown import table as markdown_table
from loopspec.results.model import TargetInfo

STEEP = 1.6
"""The growth from which on it is marked: caches and garbage collection make up to 1.5 of a linear cost."""

LEAST = 0.005
"""Seconds that the largest crowd has to take, for its growth to mean something."""

EXPLAINED = (
    "CPU time for one of a crowd, at four sizes. The growth is the power of the size that the time of the whole crowd "
    f"grew with over the last step: 1 is linear, 2 quadratic, * marks {STEEP} and more. It is left out where the "
    "largest crowd takes too short a time."
)


@dataclass(frozen=True, slots=True)
class Growth:
    """The costs of a crowd on a target."""

    crowd: str
    says: str
    target: TargetInfo
    sizes: list[int]
    costs: list[str]
    """For one of the crowd, at each size."""
    power: float | None
    """The power of the size that the time grew with over the last step; None where it was not measured."""

    @property
    def power_text(self) -> str:
        """Render the growth, marked where it is steep; empty where there is none."""
        return "" if self.power is None else f"{self.power:.2f}{' *' * self.is_steep}"

    @property
    def is_steep(self) -> bool:
        """Return whether it is far from linear."""
        return self.power is not None and self.power >= STEEP


def growths(measurements: Measurements) -> Iterator[Growth]:
    """Yield what was measured of each crowd, target by target."""
    for crowd, group in groupby(measurements.workloads, lambda one: one.crowd):
        sizes = list(group)
        for target in measurements.targets:
            yield Growth(
                crowd,
                sizes[0].says,
                target,
                [one.scaled(measurements.scale) for one in sizes],
                [cost_text(measurements, one, target) for one in sizes],
                power(measurements, sizes, target),
            )


def power(measurements: Measurements, sizes: list[Workload], target: TargetInfo) -> float | None:
    """Return the power of the size that a target's time grew with over the last step; None where there is no time."""
    times = [(one.scaled(measurements.scale), measurements.of(one, target).median) for one in sizes[-2:]]
    (smaller, before), (larger, after) = times[0], times[-1]
    if not before or not after or after < LEAST or smaller == larger:
        return None
    return math.log(after / before) / math.log(larger / smaller)


def show(measurements: Measurements, console: Console) -> None:
    """Print the table, and below it what could not be measured."""
    measurements = printable(measurements)
    found = list(growths(measurements))
    for target in measurements.targets:
        console.print(Text(described(target)))
    console.print()
    console.print(fitting(console, [table(found), table(found, says=False), entries(found)]))
    console.print()
    console.print(Text(EXPLAINED))
    if spread := spread_text(measurements):
        console.print(Text(spread))
    for one in measurements.unmeasured():
        console.print(Text(f"{one.target}: {one.workload}: {one.verdict}: {one.detail}", "yellow"))


def table(found: list[Growth], *, says: bool = True) -> Table:
    """Return the table; ``says``: with the column that describes the crowds."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("crowd", no_wrap=True)
    if says:
        shown.add_column("of what", min_width=24)
    longest = max((cell_len(one.target.name) for one in found), default=0)
    shown.add_column("target", overflow="fold", min_width=min(longest, WIDEST_NAME))
    for ordinal in ("first", "second", "third", "fourth"):
        shown.add_column(f"{ordinal} size", justify="right", no_wrap=True)
    shown.add_column("growth", justify="right", no_wrap=True)
    for crowd, group in groupby(found, lambda one: one.crowd):
        rows = list(group)
        sizes = [Text(f"{size:,}", "dim") for size in rows[0].sizes]
        shown.add_row(Text(crowd), *([Text(rows[0].says, "dim")] if says else []), "", *sizes, "")
        for row in rows:
            cells = [*map(Text, row.costs), Text(row.power_text, _style(row))]
            shown.add_row("", *([""] if says else []), Text(row.target.name), *cells)
    return shown


def entries(found: list[Growth]) -> RenderableType:
    """Return an entry for each crowd and target, for a console too narrow for the table."""
    shown = []
    for one in found:
        costs = [Text(f"{cost} at {size:,}") for cost, size in zip(one.costs, one.sizes, strict=True)]
        growth = [Text(f"growth {one.power_text}", _style(one))] if one.power_text else []
        shown.append(entry(Text(f"{one.crowd} on {one.target.name}"), [*costs, *growth]))
    return Group(*shown)


def _style(one: Growth) -> str:
    return "red" if one.is_steep else ""


def markdown(measurements: Measurements) -> str:
    """Render the growth in Markdown; the table comes first."""
    measurements = printable(measurements)
    rows = []
    for one in growths(measurements):
        sizes = ", ".join(f"{size:,}" for size in one.sizes)
        rows.append([one.crowd, one.says, escape(one.target.name), sizes, ", ".join(one.costs), escape(one.power_text)])
    head = ["crowd", "of what", "target", "sizes", "for one of them", "growth"]
    return f"{markdown_table(head, rows, texts=5)}\n\n{escape(EXPLAINED)}\n\n{about(measurements)}\n"
