"""The command that writes a results file as tables by area."""

from __future__ import annotations

from pathlib import Path

import click

from loopspec.commands.shared import Outputs, output_option, say
from loopspec.files import STANDARD_OUTPUT, is_regular
from loopspec.results.file import read_results


@click.command()
@click.argument("file", metavar="RESULTS", type=click.Path(path_type=Path))
@output_option("--into", "the tables")
def areas(file: Path, into: Path | None) -> None:
    """Print tables by area, in Markdown: the verdicts of each target.

    With --into, replace the part of FILE below the line `<!-- loopspec areas -->`.
    """
    from loopspec.report.markdown import MARK, below_mark, render_areas

    outputs = Outputs(into)
    found = read_results(file)
    if not found.complete:
        say(f"{file}: incomplete: it has no footer, so the run was cut short", err=True)
    tables = render_areas(found)
    if into is not None and is_regular(into):
        tables = below_mark(into.read_text(encoding="utf-8"), tables)
    elif into not in (None, STANDARD_OUTPUT):
        tables = below_mark(MARK, tables)
    outputs.write(into or STANDARD_OUTPUT, lambda: tables)
    outputs.end(0)
