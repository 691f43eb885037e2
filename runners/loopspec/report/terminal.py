"""What the terminal shows: progress while a run goes on, and the summary at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from loopspec.report.words import VERDICT_MEANS, known_as, why_known
from loopspec.results.model import Level, Result, Results, Verdict
from loopspec.results.tally import (
    Deviation,
    TargetTally,
    conclude,
    deviations,
    errors,
    known_deviations,
    plural,
    tallies,
)

STYLE = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.CRASH: "bold magenta",
    Verdict.HANG: "bold yellow",
    Verdict.UNSUPPORTED: "dim",
    Verdict.MISSING: "dim",
    Verdict.ERROR: "bold reverse",
    Verdict.NOT_RUN: "dim italic",
}

SHORTEST_LIST = 60
"""Lines given to the deviations however small the terminal is: it scrolls."""

WIDEST_NAME = 24
"""Columns that the name of a target and its version have without being wrapped."""

LONGEST_LIST = 1_000
"""Lines given to the deviations where the output goes to a file or a log."""


def summary(results: Results, console: Console, *, code: int | None = None) -> None:
    """Print counts per target, then the deviations, then what the exit code means.

    ``code`` is what the command ends with, None where that is the run's own.
    """
    console.print(_heading(results), highlight=False)
    console.print(_counts(results))
    faults = errors(results)
    found = deviations(results)
    room = max(console.height, SHORTEST_LIST) if console.is_terminal else LONGEST_LIST
    room = _print_list(console, "Errors of the suite's own", faults, room)
    gating = [deviation for deviation in found if deviation.scenario.level is not Level.MAY]
    noted = [deviation for deviation in found if deviation.scenario.level is Level.MAY]
    room = _print_list(console, "Deviations", gating, room)
    room = _print_list(console, "Known deviations", known_deviations(results), room)
    _print_list(console, "Differences where nothing is specified (may)", noted, room)
    for fault in results.gated.faults if results.gated else ():
        console.print(Text.assemble(("known deviations: ", "red"), _printable(fault)), soft_wrap=True)
    conclusion = conclude(results)
    code = conclusion.code if code is None else code
    colour = {0: "green", 1: "red"}.get(code, "yellow")
    console.print()
    console.print(Text.assemble((f"exit {code}", f"bold {colour}"), f": {conclusion.sentence}"))


def _heading(results: Results) -> Text:
    pythons = dict.fromkeys(f"{info.implementation} {info.python}" for info in results.targets)
    number = len(results.scenarios)
    took = f" in {results.seconds:.1f} s" if results.seconds else ""
    text = f"{number} {plural(number, 'scenario')}{took}, {', '.join(pythons)}, {results.platform}"
    return Text(_printable(text), style="dim")


def _counts(results: Results) -> Table:
    """By level: rules that hold of those judged; by verdict: how many results."""
    every = tallies(results)
    shown = [verdict for verdict in Verdict if any(tally.total(verdict) for tally in every)]
    known = any(tally.known() for tally in every)
    pythons = {(info.implementation, info.python) for info in results.targets}
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False, show_edge=False)
    names = [f"{info.name} {info.version}".rstrip() for info in results.targets]
    longest = max(map(len, names), default=0)
    table.add_column("target", overflow="fold", min_width=min(longest, WIDEST_NAME))
    if len(pythons) > 1:
        table.add_column("python", overflow="fold", min_width=10)
    for level in Level:
        table.add_column(str(level), justify="right", no_wrap=True)
    if known:
        table.add_column("known", justify="right", no_wrap=True)
    for verdict in shown:
        table.add_column(str(verdict), justify="right", no_wrap=True)
    for info, tally in zip(results.targets, every, strict=True):
        python = [Text(f"{info.implementation} {info.python}", style="dim")]
        table.add_row(
            Text.assemble((info.name, "bold"), (f" {info.version}" if info.version else "", "dim")),
            *(python if len(pythons) > 1 else []),
            *(_held(tally, level) for level in Level),
            *([_number(tally.known(), "yellow")] if known else []),
            *(_number(tally.total(verdict), STYLE[verdict]) for verdict in shown),
        )
    return table


def _held(tally: TargetTally, level: Level) -> Text:
    """How many rules hold of those judged: ``48/50``."""
    passed, deviated, known = tally.passed(level), tally.deviated(level), tally.known(level)
    colour = "red" if deviated and level is not Level.MAY else "yellow" if deviated or known else "green"
    judged = passed + deviated + known
    return Text(f"{passed}/{judged}", style=colour if judged else "dim")


def _number(count: int, style: str) -> Text:
    return Text(str(count), style=style if count else "dim")


def _print_list(console: Console, title: str, found: list[Deviation], room: int) -> int:
    """Print what fits into ``room`` lines; returns the room that is left."""
    if not found:
        return room
    console.print()
    console.print(Text(f"{title}: {len(found)}", style="bold"))
    for number, deviation in enumerate(found):
        block = _deviation(deviation)
        height = len(console.render_lines(block))
        # The first is always shown: a heading with nothing under it helps nobody.
        if height > room and number:
            left = len(found) - number
            console.print(
                Text(
                    f"  ... and {left} more: see the report (--html FILE) or use --results FILE",
                    style="italic",
                )
            )
            return 0
        console.print(block)
        room -= height
    return room


def _deviation(deviation: Deviation) -> RenderableType:
    scenario = deviation.scenario
    blocks: list[RenderableType] = [
        Text.assemble((f"{scenario.level:<6} ", "dim"), (scenario.id, "bold")),
        Padding(Text(_printable(scenario.says)), (0, 0, 0, 7)),
    ]
    for way in deviation.ways:
        first = way[0]
        line = Text.assemble(
            (f"{first.verdict}", STYLE[first.verdict]),
            (f"  {', '.join(result.target for result in way)}  ", "cyan"),
            _printable(first.detail) or VERDICT_MEANS[first.verdict],
        )
        blocks.append(Padding(line, (0, 0, 0, 7)))
        reasons = {result.known: None for result in way if result.known}
        for known in reasons:
            text = Text(_printable(f"{known_as(known)}: {why_known(known)}"), style="dim")
            blocks.append(Padding(text, (0, 0, 0, 7)))
    return Group(*blocks)


def _printable(text: str) -> str:
    """One line without control characters: what a target wrote must not drive the terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


@contextmanager
def progress(total: int, console: Console) -> Iterator[Callable[[Result], None]]:
    """Show how a run of ``total`` results gets on; the block calls what it is given with each one.

    On a terminal: a bar, and a line of counts per target, both gone at the end. Elsewhere: one line
    per target at the end, however the run ends.
    """
    counts: dict[str, Counter[Verdict]] = {}

    def count(result: Result) -> None:
        counts.setdefault(result.target, Counter())[result.verdict] += 1

    if not console.is_terminal:
        try:
            yield count
        finally:
            for target in counts:
                console.print(_progress_line(target, counts[target]), soft_wrap=True)
        return

    bar = Progress(BarColumn(bar_width=None), MofNCompleteColumn(), TimeElapsedColumn(), expand=True)
    task: TaskID = bar.add_task("", total=total)

    def screen() -> RenderableType:
        return Group(*(_progress_line(target, counts[target]) for target in list(counts)), bar)

    with Live(get_renderable=screen, console=console, transient=True, refresh_per_second=8):

        def update(result: Result) -> None:
            count(result)
            bar.advance(task)

        yield update


def _progress_line(target: str, counts: Counter[Verdict]) -> Text:
    line = Text.assemble((f"{target}: ", "bold"))
    parts = [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]
    for number, (verdict, n) in enumerate(parts):
        line.append(", " if number else "")
        line.append(f"{n} {verdict}", style=STYLE[verdict])
    return line
