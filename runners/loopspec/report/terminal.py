"""The terminal: progress while a run goes on, and the summary at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from loopspec.printable import lines, one_line, printable
from loopspec.report.layout import ENDLESS, entry, fitting
from loopspec.report.text import VERDICT_MEANS, busy_machine, excerpt, known_as, trace_rows, why_known
from loopspec.results.model import Level, Result, Results, Verdict
from loopspec.results.tally import (
    Deviation,
    TargetTally,
    blocked_cases,
    conclude,
    deviations,
    errors,
    gap_lines,
    gaps,
    holding,
    known_deviations,
    plural,
    tallies,
    unjudged,
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

HYPHENATED = {"unsupported": "unsup-\nported", "missing": "miss-\ning", "not-run": "not-\nrun"}
"""Heads of columns where there is little room."""

EMPTY = ("0", "0/0")
"""Counts of nothing."""

FEW_REASONS = 4
"""The number of reasons of a kind where no list of them was asked for."""

LONGEST_LIST = 1_000
"""Lines given to the deviations where the output goes to a file or a log."""


@dataclass(frozen=True, slots=True)
class Detail:
    """The amount of output."""

    verbose: int = 0
    """1: the trace of each deviation and the checks that failed; 2: also its output and stacks."""
    quiet: bool = False
    """Only the conclusion."""
    reasons: bool = False
    """Also why cases were not judged."""


ALL = Detail(verbose=2, reasons=True)
"""Of a single scenario everything is printed."""


def summary(results: Results, console: Console, *, code: int | None = None, detail: Detail = Detail()) -> None:
    """Print counts per target, then the deviations, then what the exit code means.

    ``code`` is what the command ends with, None where that is the run's own.
    """
    results = printable_run(results)
    if not detail.quiet:
        _print_all(results, console, ALL if len(results.scenarios) == 1 else detail)
        console.print()
    conclusion = conclude(results)
    code = conclusion.code if code is None else code
    colour = {0: "green", 1: "red"}.get(code, "yellow")
    console.print(Text.assemble((f"exit {code}", f"bold {colour}"), f": {conclusion.sentence}"))


def printable_run(results: Results) -> Results:
    """Return the same run safe to print, as far as every summary prints it.

    The code of scenarios and the traces of results stay as they are, for a large run has many: ``evidence`` makes those
    safe that it shows.
    """
    scenarios = [
        replace(printable(replace(one, source="", code="")), source=one.source, code=one.code)
        for one in results.scenarios
    ]
    rest = printable(replace(results, results=[], scenarios=[]))
    return replace(rest, results=[_named(one) for one in results.results], scenarios=scenarios)


def _named(result: Result) -> Result:
    """Return the same result with names, detail and reason that are safe to print."""
    if not result.known and result.target.isprintable() and result.id.isprintable() and result.detail.isprintable():
        return result
    target, id_, detail = map(one_line, (result.target, result.id, result.detail))
    return replace(result, target=target, id=id_, detail=detail, known=printable(result.known))


def _print_all(results: Results, console: Console, detail: Detail) -> None:
    console.print(_heading(results), highlight=False)
    console.print(_counts(results, console))
    faults = errors(results)
    found = deviations(results)
    room = max(console.height, SHORTEST_LIST) if console.is_terminal else LONGEST_LIST
    if detail.verbose:
        room = ENDLESS
    verbose = detail.verbose
    room = _print_list(console, "Errors of the suite's own", faults, room, verbose)
    gating = [deviation for deviation in found if deviation.scenario.level is not Level.MAY]
    noted = [deviation for deviation in found if deviation.scenario.level is Level.MAY]
    room = _print_list(console, "Deviations", gating, room, verbose)
    room = _print_list(console, "Known deviations", known_deviations(results), room, verbose)
    room = _print_list(console, "Differences where nothing is specified (may)", noted, room, verbose)
    if len(results.scenarios) == 1:
        _print_list(console, "Holds", holding(results), room, verbose)
    _print_blocked(console, results)
    if detail.reasons:
        print_reasons(console, results, verbose)
    else:
        print_gaps(console, results)
    for fault in results.gated.faults if results.gated else ():
        console.print(Text.assemble(("known deviations: ", "red"), fault), soft_wrap=True)
    if busy := busy_machine(results):
        console.print()
        console.print(Text(busy, style="yellow"), soft_wrap=True)


def print_reasons(console: Console, results: Results, verbose: int) -> None:
    """Print why cases were not judged, by verdict and reason, the most frequent first."""
    found = unjudged(results)
    if not found:
        return
    console.print()
    console.print(Text(f"Not judged: {sum(map(len, found.values()))}", style="bold"))
    for (verdict, reason), cases in sorted(found.items(), key=lambda item: -len(item[1])):
        on = Counter(case.target for case in cases)
        names = ", ".join(f"{name} {count}" for name, count in on.items())
        style, why = STYLE[verdict], reason or VERDICT_MEANS[verdict]
        console.print(Text.assemble(f"{len(cases):>6} ", (f"{verdict}", style), f"  {why}  ", (names, "cyan")))
        for scenario in dict.fromkeys(case.id for case in cases) if verbose else ():
            console.print(Padding(Text(scenario, style="dim"), (0, 0, 0, 7)))


def print_gaps(console: Console, results: Results) -> None:
    """Print in short what was not judged: the names that a target lacks and other reasons, by how many rules."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for target, found in gaps(results).items():
        alike.setdefault(tuple(gap_lines(found, FEW_REASONS)), []).append(target)
    if not alike:
        return
    console.print()
    console.print(Text("Not judged (all of it: --reasons):", style="bold"))
    for line_group, targets in alike.items():
        console.print(Padding(Text(", ".join(targets), style="cyan", overflow="fold"), (0, 0, 0, 2)))
        for line in line_group:
            console.print(Padding(Text(line, style="dim", overflow="fold"), (0, 0, 0, 4)))


def _heading(results: Results) -> Text:
    pythons = dict.fromkeys(f"{info.implementation} {info.python}" for info in results.targets)
    number = len(results.scenarios)
    took = f" in {results.seconds:.1f} s" if results.seconds else ""
    text = f"{number} {plural(number, 'scenario')}{took}, {', '.join(pythons)}, {results.platform}"
    return Text(text, style="dim")


def _counts(results: Results, console: Console) -> RenderableType:
    """Render the rules that hold by level, of those judged, and the results by verdict, without empty columns."""
    every = tallies(results)
    verdicts = [verdict for verdict in Verdict if any(tally.total(verdict) for tally in every)]
    levels = [level for level in Level if any(scenario.level is level for scenario in results.scenarios)]
    known, blocked = any(tally.known for tally in every), any(tally.blocked for tally in every)
    pythons = len({(info.implementation, info.python) for info in results.targets}) > 1
    heads = [*map(str, levels), *(["known"] if known else []), *(["blocked"] if blocked else []), *map(str, verdicts)]
    rows = [
        _Row(
            Text.assemble((info.name, "bold"), (f" {info.version}" if info.version else "", "dim")),
            Text(f"{info.implementation} {info.python}" if pythons else "", style="dim"),
            [
                *(_held(tally, level) for level in levels),
                *([_number(tally.known, "yellow")] if known else []),
                *([_number(tally.blocked, "yellow")] if blocked else []),
                *(_number(tally.total(verdict), STYLE[verdict]) for verdict in verdicts),
            ],
        )
        for info, tally in zip(results.targets, every, strict=True)
    ]
    return fitting(
        console,
        [
            _table(heads, rows, pythons=pythons),
            _table([HYPHENATED.get(head, head) for head in heads], rows, pythons=pythons),
            Group(*(_entry(heads, row) for row in rows)),
        ],
    )


class _Row(NamedTuple):
    """The counts of a target."""

    name: Text
    python: Text
    numbers: list[Text]


def _table(heads: list[str], rows: list[_Row], *, pythons: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False, show_edge=False)
    longest = max((row.name.cell_len for row in rows), default=0)
    table.add_column("target", overflow="fold", min_width=min(longest, WIDEST_NAME))
    if pythons:
        table.add_column("python", overflow="fold", min_width=10)
    for head in heads:
        table.add_column(head, justify="right", vertical="bottom", min_width=max(map(cell_len, head.splitlines())))
    for row in rows:
        table.add_row(row.name, *([row.python] if pythons else []), *row.numbers)
    return table


def _entry(heads: list[str], row: _Row) -> RenderableType:
    """Render a row for a terminal that is too narrow for the table, without what is zero."""
    name = Text.assemble(row.name, " on " if row.python else "", row.python)
    numbers = zip(heads, row.numbers, strict=True)
    return entry(name, [Text.assemble(f"{head} ", number) for head, number in numbers if number.plain not in EMPTY])


def _held(tally: TargetTally, level: Level) -> Text:
    """Format the rules that hold of those judged: ``48/50``."""
    passed, deviated, known = tally.passed(level), tally.deviated(level), tally.accepted(level)
    colour = "red" if deviated and level is not Level.MAY else "yellow" if deviated or known else "green"
    judged = passed + deviated + known
    return Text(f"{passed}/{judged}", style=colour if judged else "dim")


def _number(count: int, style: str) -> Text:
    return Text(str(count), style=style if count else "dim")


def _print_list(console: Console, title: str, found: list[Deviation], room: int, verbose: int) -> int:
    """Print what fits into ``room`` lines; returns the room that is left."""
    if not found:
        return room
    console.print()
    console.print(Text(f"{title}: {len(found)}", style="bold"))
    for number, deviation in enumerate(found):
        block = _deviation(deviation, verbose)
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


def _print_blocked(console: Console, results: Results) -> None:
    """Count the cases that a deviation blocks: a line for each cause."""
    found = blocked_cases(results)
    if not found:
        return
    console.print()
    console.print(Text(f"Blocked: {sum(map(len, found.values()))}", style="bold"))
    for known, cases in found.items():
        names = ", ".join(dict.fromkeys(result.target for result in cases))
        why = f"{known_as(known)}: {why_known(known)}"
        line = Text.assemble((f"  {len(cases)} on ", "dim"), (names, "cyan"), "  ", why)
        console.print(line, soft_wrap=True)


def _deviation(deviation: Deviation, verbose: int) -> RenderableType:
    scenario = deviation.scenario
    blocks: list[RenderableType] = [
        Text.assemble((f"{scenario.level:<6} ", "dim"), (scenario.id, "bold")),
        Padding(Text(scenario.says), (0, 0, 0, 7)),
    ]
    for way in deviation.ways:
        first = way[0]
        line = Text.assemble(
            (f"{first.verdict}", STYLE[first.verdict]),
            (f"  {', '.join(result.target for result in way)}  ", "cyan"),
            excerpt(first.detail) or VERDICT_MEANS[first.verdict],
        )
        blocks.append(Padding(line, (0, 0, 0, 7)))
        reasons = {result.known: None for result in way if result.known}
        for known in reasons:
            text = Text(f"{known_as(known)}: {why_known(known)}", style="dim")
            blocks.append(Padding(text, (0, 0, 0, 7)))
        if verbose:
            blocks += [Padding(block, (0, 0, 0, 9)) for block in evidence(first, verbose)]
    return Group(*blocks)


def evidence(result: Result, verbose: int) -> Iterator[RenderableType]:
    """Show how a result deviates: the trace expected beside the one observed, the checks that failed.

    Its output is shown too if ``verbose`` is more than 1.
    """
    result = replace(printable(result), output=lines(result.output))
    rows = list(trace_rows(result))
    if rows:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for head in ("", "", "expected", "observed"):
            table.add_column(head, overflow="fold", justify="left" if head else "right")
        for row in rows:
            cells = (row.mark, str(row.number), row.expected, row.observed)
            table.add_row(*map(Text, cells), style="bold" if row.mark else "")
        yield table
    for check in result.checks:
        if not check["ok"]:
            yield Text(excerpt(f"{check['text']}: expected {check['expected']}, got {check['got']}"))
    if verbose > 1 and result.output.strip():
        yield Text(result.output.strip("\n"), style="dim")


@contextmanager
def progress(total: int, console: Console, *, quiet: bool = False) -> Iterator[Callable[[Result], None]]:
    """Show how a run of ``total`` results gets on; the block calls what it is given with each one.

    On a terminal: a bar, and a line of counts per target, both gone at the end. Elsewhere: one line
    per target at the end, however the run ends, and nothing if ``quiet``.
    """
    counts: dict[str, Counter[Verdict]] = {}

    def count(result: Result) -> None:
        counts.setdefault(result.target, Counter())[result.verdict] += 1

    if not console.is_terminal:
        try:
            yield count
        finally:
            for target in counts if not quiet else ():
                console.print(_progress_line(target, counts[target]), soft_wrap=True)
        return

    bar = Progress(BarColumn(bar_width=None), MofNCompleteColumn(), TimeElapsedColumn(), expand=True)
    task: TaskID = bar.add_task("", total=total)

    def screen() -> RenderableType:
        return Group(running_counts(counts, console), bar)

    with Live(get_renderable=screen, console=console, transient=True, refresh_per_second=8):

        def update(result: Result) -> None:
            count(result)
            bar.advance(task)

        yield update


def running_counts(counts: Mapping[str, Counter[Verdict]], console: Console) -> RenderableType:
    """Render a line of counts for each target; of all together where the bar below would not be on the screen."""
    lines = Group(*(_progress_line(target, counts[target]) for target in list(counts)))
    if len(console.render_lines(lines)) < console.height:
        return lines
    return _progress_line(f"{len(counts)} targets", sum(counts.values(), Counter()))


def _progress_line(target: str, counts: Counter[Verdict]) -> Text:
    line = Text.assemble((f"{one_line(target)}: ", "bold"))
    parts = [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]
    for number, (verdict, n) in enumerate(parts):
        line.append(", " if number else "")
        line.append(f"{n} {verdict}", style=STYLE[verdict])
    return line
