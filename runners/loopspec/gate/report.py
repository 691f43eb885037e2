"""What the gate prints: counts, what is red in one line each, and what to do."""

from __future__ import annotations

import shlex

from rich.console import Console
from rich.text import Text

from loopspec.config.file import FILE, Config
from loopspec.gate.compare import Judgement, Kind
from loopspec.results.model import Results

FEWEST = 6
"""Lines for what is red on the smallest terminal; a log gets all of them."""

AROUND = 8
"""Rows of a terminal for all that is not red."""

NOTES_ON_A_SCREEN = 3


def tell(found: Judgement, config: Config, results: Results, console: Console, *, code: int) -> None:
    """Print a judgement; ``code`` is what the command ends with."""
    targets = ", ".join(f"{info.name} {info.version}".rstrip() for info in results.targets)
    pythons = ", ".join(dict.fromkeys(f"{info.implementation} {info.python}" for info in results.targets))
    console.print(Text(f"{targets} on {pythons}, {results.platform}", style="dim"), soft_wrap=True)
    console.print(_counts(found), soft_wrap=True)
    room = max(FEWEST, (console.height - AROUND) // 2) if console.is_terminal else None
    _list(console, [str(red) for red in found.reds], room, "red")
    _list(console, [f"note: {note}" for note in found.notes], room and NOTES_ON_A_SCREEN, "dim")
    for line in _what_to_do(found, config):
        console.print(Text(line), soft_wrap=True)
    colour = {0: "green", 1: "red"}.get(code, "yellow")
    console.print(Text.assemble((f"exit {code}", f"bold {colour}"), f": {_conclusion(found)}"), soft_wrap=True)


def _counts(found: Judgement) -> Text:
    parts = [
        (f"{found.held} held", "green"),
        (f"{found.known} known deviations", "yellow" if found.known else "dim"),
        (f"{found.flaky} flaky", "yellow" if found.flaky else "dim"),
        (f"{len(found.reds)} red", "bold red" if found.reds else "dim"),
        (f"{found.apart} do not apply", "dim"),
        (f"{found.unspecified} differ where nothing is specified", "dim"),
    ]
    if found.faults:
        parts.append((f"{found.faults} without a verdict", "bold yellow"))
    text = Text()
    for number, part in enumerate(parts):
        text.append(", " if number else "")
        text.append(*part)
    return text


def _list(console: Console, lines: list[str], room: int | None, style: str) -> None:
    shown = lines if room is None or len(lines) <= room else lines[: room - 1]
    for line in shown:
        head, colon, rest = line.partition(": ")
        console.print(Text.assemble((head + colon, style), rest), soft_wrap=True)
    if len(shown) < len(lines):
        console.print(
            Text(f"... and {len(lines) - len(shown)} more; all of them: `loopspec gate ... | cat`", style=style)
        )


def _what_to_do(found: Judgement, config: Config) -> list[str]:
    failing = [red for red in found.reds if red.kind in (Kind.UNEXPECTED, Kind.CHANGED, Kind.FLAKY)]
    lines = []
    if failing:
        result = failing[0].results[0]
        lines.append(f"to see it: loopspec run {shlex.quote(result.target)} -k {shlex.quote(result.id)}")
    if failing or any(red.kind in (Kind.PASSES, Kind.STALE) for red in found.reds):
        lines.append(f"to accept it: the same command with --update, then give the reasons in {config.file or FILE}")
    return lines


def _conclusion(found: Judgement) -> str:
    if found.code == 3:
        cut = [] if found.complete else ["the run is incomplete"]
        holes = [f"{found.faults} cases have no verdict, which is not the fault of a target"] if found.faults else []
        return " and ".join(cut + holes) + "; see `loopspec run`"
    if found.code == 1:
        return f"{len(found.reds)} red"
    return "green: nothing but what is known"
