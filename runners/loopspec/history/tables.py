"""Renders a history: as tables on the terminal, and in Markdown. The newest release is first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from loopspec.history.changes import Change, History, Kind, Step, tally_of
from loopspec.history.runner import Progress, Release, Skipped
from loopspec.printable import one_line, printable
from loopspec.report.layout import entry, fitting, widen
from loopspec.report.markdown import code as code_span
from loopspec.report.markdown import code_cell, escape
from loopspec.report.markdown import table as markdown_table
from loopspec.report.terminal import EMPTY, STYLE
from loopspec.report.text import shortened
from loopspec.results.model import Level, Result, Verdict
from loopspec.results.tally import plural

HEADS = (*(str(level) for level in Level), "crash", "hang", "not judged", "broken", "worse", "mended")

CHANGED = (Kind.BROKEN, Kind.WORSE, Kind.MENDED)
"""The changes that have a column."""

TITLES = {
    Kind.BROKEN: "Broken",
    Kind.WORSE: "Failed, and hangs or crashes now",
    Kind.MENDED: "Mended",
    Kind.LOST: "Held, and not judged any more",
    Kind.UNSPECIFIED: "Changed where nothing is specified (may)",
    Kind.FLAKY: "Flaky in one of the two",
    Kind.OTHER: "Changed otherwise",
}

ALWAYS_LISTED = (Kind.BROKEN, Kind.WORSE, Kind.MENDED, Kind.LOST)
"""The changes that are printed one by one; the others are counted, unless all are asked for."""

FEW = 20
"""Changes of a kind in a release that the terminal lists, unless all are asked for."""

LEGEND = (
    "must, should, may: rules that the release breaks, by their level, those that end in a crash or a hang among them; "
    "broken, worse, mended: rules at must and should that changed since the release before that was run; "
    "worse are those that failed there and hang or crash now."
)


def cells(step: Step) -> list[str]:
    """Return the figures of a release, by ``HEADS``; the first of all has no changes."""
    tally = tally_of(step.release)
    numbers = [
        *(tally.deviated(level) for level in Level),
        tally.total(Verdict.CRASH),
        tally.total(Verdict.HANG),
        tally.total(*(verdict for verdict in Verdict if not verdict.deviates and verdict is not Verdict.PASS)),
    ]
    changes = [str(len(step.of(kind))) if step.before else "" for kind in CHANGED]
    return [*map(str, numbers), *changes]


def head(history: History) -> str:
    """Name the target, and how much of it was run."""
    releases = f"{len(history.steps)} of {len(history.listed)} {plural(len(history.listed), 'release')} run"
    if not history.steps:
        return f"{history.target}: {releases}"
    first = history.steps[0].release
    on = f"{first.info.implementation} {first.info.python}"
    rules = len(first.results.scenarios)
    return f"{history.target} on {on}: {releases}, {rules} {plural(rules, 'rule')}"


def newest_first(history: History) -> list[Step]:
    """Return the releases that were run, with changes that are safe to print."""
    return [replace(step, changes=printable(step.changes)) for step in history.steps[::-1]]


def show(history: History, console: Console, *, code: int, every: bool = False) -> None:
    """Print the table, the changes by release, and what the exit code means; with ``every`` one all changes."""
    widen(console)
    steps = newest_first(history)
    console.print(Text(one_line(head(history)), "bold"))
    if steps:
        console.print()
        console.print(fitting(console, [_table(steps), _entries(steps)]))
        console.print(Text(LEGEND, "dim"))
    for one in printable(history.skipped[::-1]):
        console.print(Text.assemble((f"{one.version}: ", "yellow"), one.reason), soft_wrap=True)
    for step in steps:
        _print_changes(step, console, every)
    console.print()
    colour = {0: "green", 1: "red"}.get(code, "yellow")
    console.print(
        Text.assemble((f"exit {code}", f"bold {colour}"), f": {one_line(history.conclusion)}"), soft_wrap=True
    )


def _table(steps: list[Step]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("release", no_wrap=True)
    for name in HEADS:
        table.add_column(name, justify="right", no_wrap=True)
    for step in steps:
        table.add_row(Text(one_line(step.release.version)), *_styled(step))
    return table


def _entries(steps: list[Step]) -> RenderableType:
    """Render the releases for a terminal that is too narrow for the table, without what is zero."""
    return Group(
        *(
            entry(
                Text(one_line(step.release.version), "bold"),
                [
                    Text.assemble(f"{name} ", cell)
                    for name, cell in zip(HEADS, _styled(step), strict=True)
                    if cell.plain not in (*EMPTY, "")
                ],
            )
            for step in steps
        )
    )


_STYLES = ("red", "red", "dim", STYLE[Verdict.CRASH], STYLE[Verdict.HANG], "dim", "red", "red", "green")
"""The styles of the columns."""


def _styled(step: Step) -> list[Text]:
    return [Text(cell, "dim" if cell in EMPTY else style) for cell, style in zip(cells(step), _STYLES, strict=True)]


def _print_changes(step: Step, console: Console, every: bool) -> None:
    listed = tuple(Kind) if every else ALWAYS_LISTED
    rest = {kind: len(step.of(kind)) for kind in Kind if kind not in listed and step.of(kind)}
    if not step.changes:
        return
    console.print()
    console.print(Text.assemble((one_line(step.release.version), "bold"), (one_line(f" {step.since}"), "dim")))
    for kind in listed:
        changes = step.of(kind)
        if not changes:
            continue
        console.print(Text(f"  {TITLES[kind]}: {len(changes)}", _colour(kind)))
        for one in changes if every else changes[:FEW]:
            console.print(Text(f"    {one}"), soft_wrap=True)
        if len(changes) > FEW and not every:
            console.print(Text(f"    ... and {len(changes) - FEW} more: -v lists all", "italic"))
    if rest:
        others = ", ".join(f"{TITLES[kind].lower()}: {count}" for kind, count in rest.items())
        console.print(Text(f"  {others} (listed with -v)", "dim"))


def _colour(kind: Kind) -> str:
    if kind is Kind.MENDED:
        return "green"
    return "red" if kind.worse else ""


def markdown(history: History, *, level: int = 1) -> str:
    """Render a history in Markdown, with all changes; ``level`` is that of its heading."""
    steps = newest_first(history)
    marks = "#" * level
    parts = [
        f"{marks} Releases of {escape(history.target)}",
        f"{escape(head(history))}. **{escape(history.conclusion)}.**",
    ]
    if steps:
        rows = [[code_cell(step.release.version), *cells(step)] for step in steps]
        parts += [markdown_table(["release", *HEADS], rows), escape(LEGEND)]
    if history.skipped:
        skipped = printable(history.skipped[::-1])
        parts.append("\n".join(f"- {code_span(one.version)} {escape(one.reason)}" for one in skipped))
    for step in steps:
        if step.changes:
            parts.append(f"{marks}# {escape(step.release.version)}\n\n{escape(step.since)}:")
        for kind in Kind:
            if changes := step.of(kind):
                parts.append(_folded(kind, changes))
    return "\n\n".join(parts) + "\n"


def _folded(kind: Kind, changes: Sequence[Change]) -> str:
    is_open = " open" if kind in ALWAYS_LISTED else ""
    lines = [f"- {code_span(one.rule)} {escape(str(one).removeprefix(one.rule).strip())}" for one in changes]
    listed = "\n".join(shortened(lines))
    return f"<details{is_open}><summary>{escape(TITLES[kind])}: {len(changes)}</summary>\n\n{listed}\n\n</details>"


def describe(outcome: Release | Skipped, *, kept: bool) -> str:
    """Describe the outcome of a release in a line."""
    if isinstance(outcome, Skipped):
        return one_line(f"{outcome.version}: {outcome.reason}")
    tally = tally_of(outcome)
    counts = ", ".join(f"{tally.total(verdict)} {verdict}" for verdict in Verdict if tally.total(verdict))
    return one_line(f"{outcome.version}: {counts}" + (" (kept from an earlier run)" if kept else ""))


class _Lines(Progress):
    """Prints a line for each release that is done with."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def done(self, outcome: Release | Skipped, *, kept: bool) -> None:
        self._console.print(Text(describe(outcome, kept=kept)), soft_wrap=True)


class _Bars(_Lines):
    """Shows on a terminal which release is being installed or run, and how far that is."""

    def __init__(self, console: Console, bars: Bars) -> None:
        super().__init__(console)
        self._bars = bars
        self._task: TaskID | None = None

    def installing(self, version: str) -> None:
        self._show(f"{version}: installing", None)

    def running(self, version: str, cases: int) -> None:
        self._show(f"{version}: running", cases)

    def ended(self, result: Result) -> None:
        if self._task is not None:
            self._bars.advance(self._task)

    def done(self, outcome: Release | Skipped, *, kept: bool) -> None:
        self._show("", None)
        super().done(outcome, kept=kept)

    def _show(self, text: str, total: int | None) -> None:
        """Show one bar in the place of another; without a total, that something goes on."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(one_line(text), total=total)


@contextmanager
def progress(console: Console) -> Iterator[Progress]:
    """Show how the releases get on; the block hands what it is given to the runner."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, transient=True, expand=True) as bars:
        yield _Bars(console, bars)
