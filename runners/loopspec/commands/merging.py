"""Commands about several results files: merge, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from loopspec.commands.shared import (
    INCOMPLETE,
    Outputs,
    Reports,
    detailing,
    output_option,
    reporting,
    say,
    write_reports,
)
from loopspec.printable import one_line
from loopspec.results.file import content_of, read_results

if TYPE_CHECKING:
    from loopspec.report.terminal import Detail


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results of all to FILE; - is standard output.",
)
@click.option("--allow-missing", is_flag=True, help="Write missing parts as not-run; without it nothing is written.")
@click.option(
    "--expect",
    multiple=True,
    metavar="TARGET",
    help="A target that has to be there, by its name after --by; repeatable.",
)
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["python", "platform", "version"]),
    help="Add this to the names of targets, to distinguish the same target of several machines; repeatable. "
    "`version` is added where there are several versions of a target.",
)
@reporting
@detailing
def merge(
    files: tuple[Path, ...],
    output: Path,
    allow_missing: bool,
    expect: tuple[str, ...],
    by: tuple[str, ...],
    reports: Reports,
    detail: Detail,
) -> None:
    """Put results files together: shards of one run, targets from several machines and Pythons.

    Exit codes: 0 conforms, 1 deviates, 2 the files do not belong together, 3 something is missing.
    """
    from loopspec.report.terminal import summary
    from loopspec.results.merge import Mark, merge, read_parts
    from loopspec.results.tally import conclude

    outputs = Outputs(output, *reports.values())
    merged = merge(read_parts(files, cast("tuple[Mark, ...]", by)), expect)
    if merged.gaps:
        count = sum(len(gap.ids) for gap in merged.gaps)
        say(f"{count} planned results are in none of the files:", err=True)
        for gap in merged.gaps:
            say(f"  {one_line(str(gap))}", err=True)
        if not allow_missing:
            say("nothing was written; --allow-missing writes them as not-run", err=True)
            raise SystemExit(INCOMPLETE)
    outputs.write(output, lambda: content_of(merged.results, output))
    write_reports(outputs, merged.results, reports)
    code = conclude(merged.results).code
    summary(merged.results, outputs.console(), code=outputs.code(code), detail=detail)
    outputs.end(code)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@output_option("--markdown", "the difference in Markdown")
def diff(old: Path, new: Path, markdown: Path | None) -> None:
    """Compare two results files: new deviations, fixed, other behaviour, gone, added.

    Exit codes: 0 nothing is worse, 1 something is, 2 usage, 3 the new run has holes.
    """
    from loopspec.report.markdown import changes_as_markdown
    from loopspec.report.text import changes_as_text
    from loopspec.results.difference import compare

    outputs = Outputs(markdown)
    before, now = read_results(old), read_results(new)
    for file, results in ((old, before), (new, now)):
        if not results.complete:
            say(f"{file}: incomplete: the run was cut short", err=True)
    difference = compare(before, now)
    outputs.write(markdown, lambda: changes_as_markdown(difference))
    outputs.say(changes_as_text(difference, code=outputs.code(difference.code)).rstrip("\n"))
    outputs.end(difference.code)
