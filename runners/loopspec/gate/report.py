"""Prints the outcome of a gate: counts, a line for each finding, and what to do next."""

from __future__ import annotations

import shlex

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from loopspec.config.file import FILE, Config
from loopspec.gate.compare import Finding, FindingKind, GateResult
from loopspec.printable import one_line
from loopspec.report.terminal import Detail, evidence, print_gaps, print_reasons, printable_run
from loopspec.results.model import Results

FEWEST = 6
"""Lines for the findings on the smallest terminal; a log gets all of them."""

AROUND = 8
"""Rows of a terminal for everything but the findings."""

NOTES_ON_A_SCREEN = 3


def print_result(
    found: GateResult, config: Config, results: Results, console: Console, *, code: int, detail: Detail
) -> None:
    """Print the outcome of a gate; ``code`` is the exit code of the command."""
    if not detail.quiet:
        _print_all(found, config, printable_run(results), console, detail)
    colour = {0: "green", 1: "red"}.get(code, "yellow")
    console.print(Text.assemble((f"exit {code}", f"bold {colour}"), f": {_conclusion(found)}"), soft_wrap=True)


def _print_all(found: GateResult, config: Config, results: Results, console: Console, detail: Detail) -> None:
    targets = ", ".join(f"{info.name} {info.version}".rstrip() for info in results.targets)
    pythons = ", ".join(dict.fromkeys(f"{info.implementation} {info.python}" for info in results.targets))
    console.print(Text(f"{targets} on {pythons}, {results.platform}", style="dim"), soft_wrap=True)
    console.print(_counts(found), soft_wrap=True)
    room = max(FEWEST, (console.height - AROUND) // 2) if console.is_terminal else None
    if detail.verbose:
        for finding in found.findings:
            _list(console, [str(finding)], None, "red")
            _print_evidence(console, finding, detail.verbose)
    else:
        _list(console, [str(finding) for finding in found.findings], room, "red")
    notes_room = room and NOTES_ON_A_SCREEN if not detail.verbose else None
    _list(console, [f"note: {note}" for note in found.notes], notes_room, "dim")
    if detail.reasons:
        print_reasons(console, results, detail.verbose)
    else:
        print_gaps(console, results)
    for line in _what_to_do(found, config):
        console.print(Text(one_line(line)), soft_wrap=True)


def _print_evidence(console: Console, finding: Finding, verbose: int) -> None:
    """Print how the cases of a finding deviate, each behind its name where there are several."""
    for result in finding.results:
        if result.verdict.deviates:
            if len(finding.results) > 1:
                console.print(Padding(Text(one_line(f"{result.id} on {result.target}"), style="dim"), (0, 0, 0, 2)))
            for block in evidence(result, verbose):
                console.print(Padding(block, (0, 0, 0, 4)))


def _counts(found: GateResult) -> Text:
    parts = [
        (f"{found.held} held", "green"),
        (f"{found.known} known deviations", "yellow" if found.known else "dim"),
        (f"{found.flaky} flaky", "yellow" if found.flaky else "dim"),
        (f"{len(found.findings)} red", "bold red" if found.findings else "dim"),
        *([(f"{found.blocked} blocked", "yellow")] if found.blocked else []),
        (f"{found.not_applicable} do not apply", "dim"),
        (f"{found.unspecified} differ where nothing is specified", "dim"),
    ]
    if found.without_verdict:
        parts.append((f"{found.without_verdict} without a verdict", "bold yellow"))
    text = Text()
    for number, part in enumerate(parts):
        text.append(", " if number else "")
        text.append(*part)
    return text


def _list(console: Console, lines: list[str], room: int | None, style: str) -> None:
    shown = lines if room is None or len(lines) <= room else lines[: room - 1]
    for line in shown:
        head, colon, rest = one_line(line).partition(": ")
        console.print(Text.assemble((head + colon, style), rest), soft_wrap=True)
    if len(shown) < len(lines):
        console.print(
            Text(f"... and {len(lines) - len(shown)} more; all of them: `loopspec gate ... | cat`", style=style)
        )


def _what_to_do(found: GateResult, config: Config) -> list[str]:
    by_kind = {finding.kind: finding for finding in reversed(found.findings)}
    failing = [by_kind[kind] for kind in _FAILING if kind in by_kind]
    file = config.file or FILE
    lines = []
    if failing:
        result = failing[0].results[0]
        lines.append(f"to see it: loopspec run {shlex.quote(result.target)} -k {shlex.quote(result.id)}")
        lines.append(f"to accept it: the same command with --update, then give the reasons in {file}")
    elif {FindingKind.PASSES, FindingKind.STALE} & by_kind.keys():
        lines.append(f"to remove the entries that hold no more: the same command with --update, which writes {file}")
    return lines


_FAILING = (FindingKind.UNEXPECTED, FindingKind.CHANGED, FindingKind.FLAKY)


def _conclusion(found: GateResult) -> str:
    if found.code == 3:
        cut = [] if found.complete else ["the run is incomplete"]
        holes = (
            [f"{found.without_verdict} cases have no verdict, which is not the fault of a target"]
            if found.without_verdict
            else []
        )
        return " and ".join(cut + holes) + "; see `loopspec run`"
    if found.code == 1:
        return f"{len(found.findings)} red"
    return "green: nothing but what is known"
