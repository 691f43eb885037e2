"""The command badge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from loopspec.commands.shared import Outputs, output_option
from loopspec.results.file import read_results
from loopspec.results.model import Level


@click.command()
@click.argument("file", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--target", metavar="TARGET", help="The target; not needed where there is one only.")
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice([level.value for level in Level]),
    default=[Level.MUST.value, Level.SHOULD.value],
    show_default=True,
    help="Rules of this level; repeatable, each has its own percentage.",
)
@output_option("--svg", "the picture")
@output_option("--json", "what shields.io reads from an endpoint")
def badge(file: Path, target: str | None, levels: Sequence[str], svg: Path | None, json: Path | None) -> None:
    """Make a badge of a results file: how many of the rules of each level hold, in percent, rounded down.

    A rule that is unsupported or missing does not hold; rules of other versions of Python are left out. A run
    with holes is incomplete, whatever else there is. Without an option, print the text of the badge.
    """
    from loopspec.report.badge import make_badge

    outputs = Outputs(svg, json)
    found = make_badge(read_results(file), target, [Level(level) for level in levels])
    outputs.write(svg, found.svg)
    outputs.write(json, found.endpoint)
    if not (svg or json):
        outputs.say(f"{found.label}: {found.message} ({found.title})")
    outputs.end(0)
