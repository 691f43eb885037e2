"""The difference of two runs, for a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loopspec.printable import one_line
from loopspec.report.markdown import escape
from loopspec.results.difference import Difference, Kind

LONGEST = 200
"""Lines of one list; what goes beyond is counted. GitHub shows nothing of a summary above 1 MiB."""


def changes_as_text(difference: Difference, *, code: int | None = None) -> str:
    """Plain lines: each kind of change with its cases, then what the exit code means.

    ``code`` is what the command ends with, None where that is the difference's own.
    """
    lines = []
    for title, entries in _sections(difference):
        lines += [f"{title}: {len(entries)}", *(f"  {one_line(entry)}" for entry in _cut(entries)), ""]
    lines.append(f"exit {difference.code if code is None else code}: {difference.conclusion}")
    return "\n".join(lines) + "\n"


def changes_as_markdown(difference: Difference) -> str:
    """The same for the summary of a GitHub step, each kind folded but for what is worse."""
    worse = [str(kind) for kind in Kind if kind.worse]
    lines = ["## loopspec: what has changed", "", f"Exit code {difference.code}: {escape(difference.conclusion)}.", ""]
    for title, entries in _sections(difference):
        unfolded = " open" if title in worse else ""
        lines += [f"<details{unfolded}><summary><b>{escape(title)}</b>: {len(entries)}</summary>", ""]
        lines += [f"- {escape(entry)}" for entry in _cut(entries)]
        lines += ["", "</details>", ""]
    return "\n".join(lines)


def _sections(difference: Difference) -> Iterator[tuple[str, Sequence[str]]]:
    """What is not empty, the worst first."""
    sections: list[tuple[str, Sequence[str]]] = [
        *((str(kind), [str(change) for change in difference.of(kind)]) for kind in Kind),
        ("scenarios gone", difference.scenarios_gone),
        ("scenarios added", difference.scenarios_added),
        ("targets gone", difference.targets_gone),
        ("targets added", difference.targets_added),
    ]
    return ((title, entries) for title, entries in sections if entries)


def _cut(entries: Sequence[str]) -> Iterator[str]:
    yield from entries[:LONGEST]
    if len(entries) > LONGEST:
        yield f"... and {len(entries) - LONGEST} more"
