"""The command that says which deviations of a target touch an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loopspec.commands.shared import Outputs, console_for, load, output_option, running, say
from loopspec.targets.target import parse_target

if TYPE_CHECKING:
    from loopspec.results.model import Results
    from loopspec.scenarios.scenario import Scenario


@click.command()
@click.argument("target", metavar="TARGET")
@click.option(
    "--app",
    "app",
    required=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The application: a file, or a folder of sources.",
)
@click.option("--deps", is_flag=True, help="Read the installed packages that it imports too.")
@click.option(
    "--python",
    metavar="PYTHON",
    help="The interpreter whose packages --deps reads (default: the target's).",
)
@click.option(
    "--exclude",
    "exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out files or folders of the application, such as tests; repeatable, may have wildcards.",
)
@click.option(
    "--results",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take the deviations from a results file instead of running the suite.",
)
@click.option(
    "--recorded",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add what ran when `loopspec record` watched the application.",
)
@click.option("--spec", "spec", multiple=True, type=click.Path(path_type=Path), help="Scenario files or folders.")
@running
@output_option("--json", "the answer as JSON")
@output_option("--markdown", "the answer in Markdown")
@output_option("--html", "the answer as a page")
@click.option("--misuse", is_flag=True, help="Print the rules about calls that asyncio refuses too.")
@click.option("-v", "--verbose", is_flag=True, help="Print every place, rule and name.")
def switch(
    target: str,
    app: Path,
    deps: bool,
    python: str | None,
    exclude: Sequence[str],
    results: Path | None,
    recorded: Path | None,
    spec: Sequence[Path],
    given: Mapping[str, Any],
    json: Path | None,
    markdown: Path | None,
    html: Path | None,
    misuse: bool,
    verbose: bool,
) -> None:
    """List the deviations of TARGET that touch an application, worst first, and what could not be seen.

    The application is read, never run. Without --results the suite is run on TARGET first.

    Exit codes: 0 when no known deviation touches what was seen, 1 when one does, 2 usage or an application that cannot
    be read, 3 when nothing touches it but the rules did not all run, or a file cannot be written.
    """
    from loopspec.coverage.inventory import read_inventory
    from loopspec.results.file import read_results
    from loopspec.running.plan import cases_of
    from loopspec.switch import tables
    from loopspec.switch.application import ApplicationError, read_application
    from loopspec.switch.causes import judge
    from loopspec.switch.concerns import concerns_of
    from loopspec.switch.dependencies import add_dependencies
    from loopspec.switch.document import to_json
    from loopspec.switch.matching import match, target_of
    from loopspec.switch.reached import add_traits, reach
    from loopspec.switch.recording import add_recorded

    outputs = Outputs(json, markdown, html)
    if results is not None and given:
        raise click.UsageError("--results says what the suite has found; expected no options of a run beside it")
    inventory = read_inventory()
    try:
        application = read_application(app, inventory, exclude)
        if deps:
            add_dependencies(application, inventory, app, python or _python_of(target, results))
        if recorded is not None:
            add_recorded(application, recorded, inventory)
    except ApplicationError as error:
        raise click.UsageError(str(error)) from None
    reach(application, inventory)
    add_traits(application)
    scenarios = load(spec)
    found = read_results(results) if results is not None else run_on(target, scenarios, given)
    judged = judge(found, target_of(found, target).name, concerns_of(found.scenarios, scenarios, inventory))
    answer = match(judged, found, target, application, inventory, len(cases_of(scenarios)))
    outputs.write(json, lambda: to_json(answer))
    outputs.write(markdown, lambda: tables.markdown(answer))
    outputs.write(html, lambda: tables.html(answer))
    outputs.say(tables.text(answer, everything=verbose, misuse=misuse).rstrip("\n"))
    outputs.end(answer.code)


def _python_of(target: str, results: Path | None) -> str | None:
    """Return the interpreter of a target, None for this one. Raises TargetError for one that is not there."""
    return parse_target(target).python if results is None or "@" in target else None


def run_on(target: str, scenarios: list[Scenario], given: Mapping[str, Any]) -> Results:
    """Run the suite on one target. Raises TargetError."""
    from loopspec.report.terminal import progress
    from loopspec.running.options import RunOptions
    from loopspec.running.plan import cases_of, make_plan
    from loopspec.running.run import run as run_plan

    plan = make_plan([parse_target(target)], cases_of(scenarios))
    say(f"running {len(plan.pairs)} cases on {target}; --results FILE takes them from a file", err=True)
    with progress(len(plan.pairs), console_for(stderr=True), quiet=False) as on_result:
        return run_plan(plan, RunOptions(**given), on_result)
