"""What several commands share: options, and small steps around the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loopspec.files import write_atomically
from loopspec.results.model import Level, Results

if TYPE_CHECKING:
    from rich.console import Console

    from loopspec.scenarios.scenario import Scenario
    from loopspec.speed.figures import Figures

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that select scenarios."""
    for option in reversed(
        [
            click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; repeatable."),
            click.option(
                "-k",
                "expressions",
                multiple=True,
                metavar="EXPRESSION",
                help="Only ids that hold a text, or fit 'lock/*', or 'lock and not (cancel or timeout)'; repeatable.",
            ),
            click.option(
                "--level",
                "levels",
                multiple=True,
                type=click.Choice([level.value for level in Level]),
                help="Only this level; repeatable.",
            ),
            click.option(
                "--spec",
                "spec",
                multiple=True,
                type=click.Path(path_type=Path),
                help="Scenario files or folders to use instead of the suite's own; repeatable.",
            ),
        ]
    ):
        command = option(command)
    return command


def output_option(name: str, what: str) -> Callable[..., Any]:
    """An option that names a file to write."""
    return click.option(
        name, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=f"Write {what} to FILE."
    )


def memory_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that bounds the memory of a case."""
    return click.option(
        "--memory",
        metavar="MIB",
        type=click.IntRange(0, 1 << 30),
        help="Mebibytes a case may allocate, where the system can bound it (default: 4096; 0: no bound).",
    )(command)


def load(paths: Sequence[Path]) -> list[Scenario]:
    """The scenarios of some files or folders; of none, the suite's own. Raises SpecError."""
    from loopspec.running.machine import processors
    from loopspec.scenarios.load import load_suite

    return load_suite(paths, processes=processors())


def console_for(*, stderr: bool = False) -> Console:
    """The terminal, for what is more than plain lines."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def check_writable(*files: Path | None) -> None:
    """Refuse a file that cannot be written before the work is done, not after."""
    for file in files:
        folder = file.absolute().parent if file is not None else None
        if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK)):
            raise click.UsageError(f"{file}: its folder is missing or not writable")


def write_reports(
    found: Results, html: Path | None, junit: Path | None, markdown: Path | None, figures: Figures | None = None
) -> None:
    """Make the reports that were asked for; HTML and Markdown tell how fast the targets are if that was measured."""
    from loopspec.report import render_html, render_junit, render_markdown

    if html is not None:
        sections = []
        if figures is not None:
            from loopspec.speed.section import section

            sections.append(section(figures))
        write_atomically(html, render_html(found, sections))
    if junit is not None:
        write_atomically(junit, render_junit(found))
    if markdown is not None:
        text = render_markdown(found)
        if figures is not None:
            from loopspec.speed.tell import markdown as table

            text += f"\n## How fast they are\n\n{table(figures)}"
        write_atomically(markdown, text)
