"""Renders a detection: as tables on the terminal, and in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from loopspec.detect.model import Detection, Fate, Outcome, share
from loopspec.detect.operators import OPERATORS
from loopspec.printable import lines, printable
from loopspec.report.layout import widen
from loopspec.report.markdown import code, code_cell, escape, fence
from loopspec.report.markdown import table as markdown_table
from loopspec.results.model import Verdict

SHOWN = (Fate.IMPORT, Fate.UNSEEN, Fate.UNREACHED, Fate.EQUIVALENT)
"""The fates that have a column beside those that are seen of all that count."""

HEADS = ("seen", "of", "%", *(fate.value for fate in SHOWN))


def percent(seen: int, counted: int) -> str:
    """Return a share in percent, rounded down: 100 means all."""
    return f"{100 * seen // counted}" if counted else ""


def by(detection: Detection, key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """Group the faults by name."""
    groups: dict[str, list[Outcome]] = {}
    for one in detection.outcomes:
        groups.setdefault(key(one), []).append(one)
    return dict(sorted(groups.items()))


def cells(outcomes: list[Outcome]) -> list[str]:
    """Return the figures of some faults."""
    seen, counted = share(outcomes)
    fates = Counter(one.fate for one in outcomes)
    return [str(seen), str(counted), percent(seen, counted), *(str(fates[fate] or "") for fate in SHOWN)]


def areas(detection: Detection) -> Mapping[str, int]:
    """Count the faults that the rules of each area saw first."""
    return dict(Counter(one.area for one in detection.of(Fate.SEEN)).most_common())


def conclusion(detection: Detection) -> str:
    """Sum up all fates in a sentence."""
    seen, counted = share(detection.outcomes)
    unreached = len(detection.of(Fate.UNREACHED))
    parts = [f"{seen} of {counted} faults seen" + (f" ({percent(seen, counted)} %)" if counted else "")]
    if imports := len(detection.of(Fate.IMPORT)):
        parts.append(f"{imports} of them at the import")
    if elsewhere := sum(bool(one.on) for one in detection.outcomes):
        parts.append(f"{elsewhere} of them only on another target")
    parts.append(f"{len(detection.of(Fate.UNSEEN))} not seen by the rules that execute them")
    parts.append(f"{unreached} executed by no rule")
    if equivalent := len(detection.of(Fate.EQUIVALENT)):
        parts.append(f"{equivalent} more that nobody could see")
    if missing := len(detection.of(Fate.NOT_RUN)):
        parts.append(f"{missing} not run")
    return ", ".join(parts)


def head(detection: Detection) -> str:
    """Name the target of the faults."""
    target = detection.target
    return (
        f"{detection.package} as {target.name} runs it on {target.implementation} {target.python}: "
        f"{len(detection.outcomes)} of {detection.planted} faults (seed {detection.seed}), "
        f"{len(detection.rules)} rules at must and should"
        + (f"; what is not seen there, also as {', '.join(detection.also)}" if detection.also else "")
    )


def levels(detection: Detection) -> str:
    """Count the faults seen by the level of the rule that saw each first."""
    found = Counter(one.level for one in detection.of(Fate.SEEN))
    return ", ".join(f"{count} by a rule at {level}" for level, count in found.most_common())


def unseen(detection: Detection) -> list[Outcome]:
    """Return the faults that the suite does not see."""
    return detection.of(Fate.UNSEEN, Fate.UNREACHED)


def show(detection: Detection, console: Console, *, diffs: bool = False) -> None:
    """Print the tables, and the faults that are not seen."""
    plain = printable(detection)
    widen(console)
    console.print(Text(head(plain)))
    for title, groups in (
        ("module", by(plain, lambda one: one.module)),
        ("operator", by(plain, lambda one: one.operator)),
    ):
        shown = Table(box=None, pad_edge=False, header_style="bold")
        shown.add_column(title, overflow="fold")
        for name in HEADS:
            shown.add_column(name, justify="right", no_wrap=True)
        for name, outcomes in groups.items():
            shown.add_row(Text(name), *cells(outcomes))
        shown.add_section()
        shown.add_row("all", *cells(plain.outcomes), style="bold")
        console.print()
        console.print(shown)
    console.print()
    if counts := areas(plain):
        console.print(Text("Seen first by: " + ", ".join(f"{area} {count}" for area, count in counts.items())))
        console.print(Text(f"{levels(plain)}."))
    blind = plain.blind_rules()
    console.print(Text(f"Rules that {'saw none' if plain.every_rule else 'saw none as the first'}: {len(blind)}"))
    if broken := [name for name, verdict in plain.unused.items() if Verdict(verdict).deviates]:
        console.print(Text(f"Rules that do not hold without a fault, and were not used: {', '.join(broken)}"))
    if plain.left_out:
        console.print(Text(f"Modules that are not imported, and were left out: {', '.join(plain.left_out)}"))
    for fate, says in ((Fate.UNSEEN, "Not seen"), (Fate.UNREACHED, "Executed by no rule")):
        outcomes = plain.of(fate)
        if outcomes:
            console.print()
            console.print(Text(f"{says}:", "bold"))
        for one in outcomes:
            console.print(Text(f"{one.file}:{one.line}: {one.id}"), soft_wrap=True)
            if diffs:
                original = next(other for other in detection.outcomes if other.id == one.id)
                console.print(Syntax(lines(original.diff), "diff", background_color="default"))
            else:
                console.print(Text(f"    {one.change}"), soft_wrap=True)
    console.print()
    console.print(Text(conclusion(plain), "bold"))


def markdown(detection: Detection, level: int = 2) -> str:
    """Render the detection in Markdown, with all that is not seen as diffs, below headings of a level."""
    mark = "#" * level
    plain = printable(detection)
    parts = [
        f"{escape(head(plain))}. Planted with loopspec {escape(plain.loopspec)} on {escape(plain.started[:10])}.",
        f"**{escape(conclusion(plain))}.** Of those seen, {levels(plain) or 'none by a rule'}.",
    ]
    for title, groups in (
        ("module", by(plain, lambda one: one.module)),
        ("operator", by(plain, lambda one: one.operator)),
    ):
        rows = [[code_cell(name), *cells(outcomes)] for name, outcomes in groups.items()]
        rows.append(["**all**", *cells(plain.outcomes)])
        parts.append(markdown_table([title, *HEADS], rows))
    planted = {one.operator for one in plain.outcomes}
    parts.append("\n".join(f"- {code(name)}: {escape(one.says)}" for name, one in OPERATORS.items() if name in planted))
    rows = [[escape(area), str(count)] for area, count in areas(plain).items()]
    parts.append(markdown_table(["area of the rule that saw it first", "faults"], rows))
    for fate, says in ((Fate.UNSEEN, "Not seen"), (Fate.UNREACHED, "Executed by no rule")):
        outcomes = [one for one in detection.outcomes if one.fate is fate]
        if outcomes:
            parts.append(f"{mark} {says}")
            parts += [f"{code(one.id)}\n\n{fence(lines(one.diff).rstrip())}" for one in outcomes]
    equivalents = plain.of(Fate.EQUIVALENT)
    if equivalents:
        parts.append(f"{mark} Nobody could see")
        parts.append("\n".join(f"- {code(one.id)}: {escape(one.detail)}" for one in equivalents))
    blind = plain.blind_rules()
    if blind and plain.every_rule:
        parts.append(f"{mark} Rules that saw none")
        parts.append("\n".join(f"- {code(name)}" for name in blind))
    return "\n\n".join(parts) + "\n"


@contextmanager
def progress(total: int, what: str, console: Console) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many of ``total`` are done, and how long the rest may take; the block calls for each."""
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.update(task, advance=1)
