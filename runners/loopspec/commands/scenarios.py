"""Commands about the scenarios themselves: validate, render, list, show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from loopspec.commands.shared import console_for, load, say, selecting
from loopspec.near import hint
from loopspec.places import GENERATED
from loopspec.results.tally import plural
from loopspec.scenarios.selection import Selection, find
from loopspec.scenarios.vocabulary import AREAS, TAGS


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def validate(paths: tuple[Path, ...]) -> None:
    """Check scenario files (default: the suite's own) and report every fault with its place.

    A file of your own may name an area that the suite does not have; a note on standard error says so.
    """
    scenarios = load(paths)
    for area, file in {scenario.area: scenario.file for scenario in scenarios if scenario.area not in AREAS}.items():
        say(f"note: the area {area!r} of {file} is none of the suite's{hint(area, AREAS)}", err=True)
    files = len({scenario.file for scenario in scenarios})
    count = len(scenarios)
    say(f"{files} {plural(files, 'file')}, {count} {plural(count, 'scenario')}: valid")


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the rendered files are not up to date.")
@click.option("--spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=GENERATED,
    help="Folder to render into.",
)
@click.option(
    "--standalone",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write scripts into DIR instead that need nothing but an interpreter.",
)
def render(check: bool, spec: tuple[Path, ...], output: Path, standalone: Path | None) -> None:
    """Render the scenarios into pytest files, or into standalone scripts.

    Without --spec and --output, the JSON Schemas of the format and the tables of spec/README.md are written too.
    """
    from loopspec.rendering import published
    from loopspec.rendering.render import drift, write_files
    from loopspec.rendering.standalone import write_standalone

    scenarios = load(spec)
    if standalone:
        if check:
            raise click.UsageError("--check cannot be combined with --standalone")
        written = write_standalone(scenarios, standalone)
        say(f"{len(scenarios)} scenarios rendered into {written} scripts in {standalone}")
        return
    own = not spec and output.resolve() == GENERATED  # the suite itself, with what is published of its format
    if check:
        found = drift(scenarios, output) + (published.drift() if own else [])
        for line in found:
            say(line)
        if found:
            say(f"{len(found)} files are not up to date; run `loopspec render`", err=True)
            raise SystemExit(1)
        say(f"{output}: up to date with {len(scenarios)} scenarios")
        return
    changed = write_files(scenarios, output) + (published.write() if own else [])
    say(f"{len(scenarios)} scenarios rendered, {len(changed)} files changed in {output}")


@click.command("list")
@selecting
@click.option(
    "--tags", "of_tags", is_flag=True, help="Print the tags instead, and how many of the scenarios have each."
)
def list_ids(
    selection: Selection,
    spec: Sequence[Path],
    of_tags: bool,
) -> None:
    """Print the ids of the scenarios, one a line."""
    scenarios = selection.of(load(spec))
    if of_tags:
        for tag, meaning in TAGS.items():
            count = sum(tag in scenario.tags for scenario in scenarios)
            say(f"{tag}: {count} scenario{'s' * (count != 1)}; {meaning}")
        return
    for scenario in scenarios:
        say(scenario.id)


@click.command()
@click.argument("id")
@click.option("--spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
@click.option("--script", metavar="TARGET", help="Print a script instead that runs it on TARGET and needs no loopspec.")
def show(id: str, spec: tuple[Path, ...], script: str | None) -> None:
    """Print a scenario: its rule, its source, its YAML, its rendered code, how to reproduce it."""
    from rich.syntax import Syntax
    from rich.text import Text

    from loopspec.rendering.render import render_case
    from loopspec.rendering.standalone import script_for
    from loopspec.report.text import sources
    from loopspec.results.model import ScenarioRecord
    from loopspec.targets.target import parse_target

    scenario = find(load(spec), id)
    if script is not None:
        say(script_for(scenario, parse_target(script).description).rstrip("\n"))
        return
    console = console_for()
    write = partial(console.print, soft_wrap=True)
    bounds = [f"since {scenario.since}"] * bool(scenario.since) + [f"until {scenario.until}"] * bool(scenario.until)
    write(Text(scenario.id, style="bold"))
    write(Text(scenario.says))
    bounds += [f"except {version}" for version in scenario.excepted]
    tagged = [f"tagged {tag}" for tag in scenario.tags]
    judging = [f"judges the {scenario.judges}"] * bool(scenario.judges)
    facts = [scenario.level, *bounds, *(f"needs {need}" for need in scenario.needs), *judging, *tagged]
    write(Text(f"{', '.join(facts)}; {scenario.file}:{scenario.line}", style="dim"))
    for source in sources(ScenarioRecord.of(scenario, "")):
        write(Text(f"{source.kind}: {source.url or source.text}", style="dim"))
    for text, language in ((scenario.source, "yaml"), (render_case(scenario), "python")):
        console.print()
        if console.is_terminal:
            console.print(Syntax(text.rstrip(), language, background_color="default", word_wrap=True))
        else:
            say(text.rstrip())
    console.print()
    console.print(Text(f"loopspec run asyncio -k '{scenario.id}'", style="bold"))
