"""The command line. Every command reads its arguments, calls one module, and prints what came of it.

Exit codes: 0 conforms (or did what was asked), 1 deviates (or drifted), 2 usage or a bad file,
3 harness error or incomplete run, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loopspec import __version__
from loopspec.results import Level, Results, ResultsError, read_results, write_atomically, write_results
from loopspec.selection import SelectionError, find, select
from loopspec.spec_root import GENERATED
from loopspec.targets import TargetError, parse_targets
from loopspec.yamlfile import SpecError

if TYPE_CHECKING:
    from rich.console import Console

    from loopspec.scenario import Scenario

INTERRUPTED = 130


class Commands(click.Group):
    """Turns the errors that people cause into one clear message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (SpecError, TargetError, ResultsError, SelectionError) as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


def areas_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that select scenarios."""
    for option in reversed(
        [
            click.option(
                "--area", "areas", multiple=True, metavar="AREA", help="Only this area; repeatable."
            ),
            click.option(
                "-k", "words", multiple=True, metavar="TEXT", help="Only ids that hold TEXT; repeatable."
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loopspec")
def main() -> None:
    """The conformance suite for asyncio event loops."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def validate(paths: tuple[Path, ...]) -> None:
    """Check scenario files (default: the suite's own) and report every fault with its place."""
    scenarios = _load(paths)
    files = len({scenario.file for scenario in scenarios})
    click.echo(f"{files} files, {len(scenarios)} scenarios: valid")


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the rendered files are not up to date.")
@click.option("--spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
    help="Folder to render into.",
)
def render(check: bool, spec: tuple[Path, ...], output: Path) -> None:
    """Render the scenarios into pytest files."""
    from loopspec.render import drift, write_files

    scenarios = _load(spec)
    if check:
        found = drift(scenarios, output)
        for line in found:
            click.echo(line)
        if found:
            click.echo(f"{len(found)} files are not up to date; run `loopspec render`", err=True)
            raise SystemExit(1)
        click.echo(f"{output}: up to date with {len(scenarios)} scenarios")
        return
    changed = write_files(scenarios, output)
    click.echo(f"{len(scenarios)} scenarios rendered, {len(changed)} files changed in {output}")


@main.command("list")
@areas_option
def list_ids(areas: Sequence[str], words: Sequence[str], levels: Sequence[str], spec: Sequence[Path]) -> None:
    """Print the ids of the scenarios, one a line."""
    for scenario in select(_load(spec), areas, words, levels):
        click.echo(scenario.id)


@main.command()
@click.argument("id")
@click.option("--spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
def show(id: str, spec: tuple[Path, ...]) -> None:
    """Print a scenario: its rule, its source, its YAML, its rendered code, how to reproduce it."""
    from rich.syntax import Syntax
    from rich.text import Text

    from loopspec.render import render_case
    from loopspec.report.words import sources

    scenario = find(_load(spec), id)
    console = _console()
    write = partial(console.print, soft_wrap=True)
    bounds = [f"since {scenario.since}"] * bool(scenario.since) + [f"until {scenario.until}"] * bool(
        scenario.until
    )
    write(Text(scenario.id, style="bold"))
    write(Text(scenario.says))
    facts = [scenario.level, *bounds, *(f"needs {need}" for need in scenario.needs)]
    write(Text(f"{', '.join(facts)}; {scenario.file}:{scenario.line}", style="dim"))
    for source in sources(scenario.record("")):
        write(Text(f"{source.kind}: {source.url or source.text}", style="dim"))
    for text, language in ((scenario.source, "yaml"), (render_case(scenario), "python")):
        console.print()
        if console.is_terminal:
            console.print(Syntax(text.rstrip(), language, background_color="default", word_wrap=True))
        else:
            click.echo(text.rstrip())
    console.print()
    console.print(Text(f"loopspec run asyncio -k '{scenario.id}'", style="bold"))


@main.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@areas_option
@click.option(
    "-n", "workers", type=click.IntRange(1, 256), help="Worker processes (default: one a processor)."
)
@click.option(
    "--timeout", type=click.FloatRange(0.05), default=5.0, show_default=True, help="Seconds a case may take."
)
@click.option(
    "--time-factor",
    type=click.FloatRange(0.1, 100),
    default=1.0,
    show_default=True,
    help="Multiplies the delays of scenarios on the real clock; more on a slow machine.",
)
@output_option("--results", "the results (JSON lines)")
@output_option("--html", "the report")
@output_option("--junit", "JUnit XML")
@output_option("--markdown", "a summary in Markdown")
def run(
    targets: tuple[str, ...],
    areas: Sequence[str],
    words: Sequence[str],
    levels: Sequence[str],
    spec: Sequence[Path],
    workers: int | None,
    timeout: float,
    time_factor: float,
    results: Path | None,
    html: Path | None,
    junit: Path | None,
    markdown: Path | None,
) -> None:
    """Run the suite on targets, such as asyncio, refloop, uvloop, package.module:factory, NAME@PYTHON."""
    from loopspec.plan import cases_of, make_plan
    from loopspec.report import conclude, progress, summary
    from loopspec.run import run as run_plan

    _check_writable(results, html, junit, markdown)
    parsed = parse_targets(targets)
    plan = make_plan(parsed, cases_of(select(_load(spec), areas, words, levels)))
    console = _console(stderr=True)
    with progress(len(plan.pairs), console) as on_result:
        found = run_plan(
            plan, workers=workers, deadline=timeout, time_factor=time_factor, on_result=on_result
        )
    if results:
        write_results(results, found)
    _write_reports(found, html, junit, markdown)
    summary(found, _console())
    if not found.complete:
        click.echo("interrupted; what had ended by then is reported above", err=True)
        raise SystemExit(INTERRUPTED)
    raise SystemExit(conclude(found).code)


@main.command()
@click.argument("file", metavar="RESULTS", type=click.Path(path_type=Path))
@output_option("--html", "the report")
@output_option("--junit", "JUnit XML")
@output_option("--markdown", "a summary in Markdown")
def report(file: Path, html: Path | None, junit: Path | None, markdown: Path | None) -> None:
    """Make reports from a results file; without an option, print the summary."""
    from loopspec.report import summary

    _check_writable(html, junit, markdown)
    found = read_results(file)
    if not found.complete:
        click.echo(f"{file}: incomplete: it has no footer, so the run was cut short", err=True)
    _write_reports(found, html, junit, markdown)
    if not (html or junit or markdown):
        summary(found, _console())


def _load(paths: Sequence[Path]) -> list[Scenario]:
    from loopspec.load import load_suite

    return load_suite(paths)


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _check_writable(*files: Path | None) -> None:
    """Refuse a file that cannot be written before the work is done, not after."""
    for file in files:
        if file is not None and not os.access(file.absolute().parent, os.W_OK):
            raise click.UsageError(f"{file}: its folder is missing or not writable")


def _write_reports(found: Results, html: Path | None, junit: Path | None, markdown: Path | None) -> None:
    from loopspec import report as reports

    for file, render_report in (
        (html, "render_html"),
        (junit, "render_junit"),
        (markdown, "render_markdown"),
    ):
        if file is not None:
            write_atomically(file, getattr(reports, render_report)(found))


if __name__ == "__main__":
    sys.exit(main())
