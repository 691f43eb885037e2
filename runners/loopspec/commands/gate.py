"""The command for CI: gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from loopspec.commands.shared import (
    INTERRUPTED,
    Outputs,
    Reports,
    console_for,
    detailing,
    load,
    missing_option,
    output_option,
    reporting,
    running,
    say,
    selecting,
    write_reports,
)
from loopspec.files import is_regular
from loopspec.printable import one_line
from loopspec.results.file import content_of, read_results
from loopspec.results.model import Results
from loopspec.running.options import RunOptions

if TYPE_CHECKING:
    from loopspec.config.file import Config
    from loopspec.gate.compare import GateResult
    from loopspec.report.terminal import Detail
    from loopspec.scenarios.scenario import Scenario
    from loopspec.scenarios.selection import Selection


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET...]")
@selecting
@click.option(
    "--config",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The known deviations (default: loopspec.toml, or [tool.loopspec] in pyproject.toml).",
)
@click.option(
    "--results-from",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Run nothing; judge these results.",
)
@click.option(
    "--update", is_flag=True, help="Write new deviations into the configuration, and remove entries that hold."
)
@click.option(
    "--blocked-by",
    metavar="ID",
    help="With --update: write unexplained failures into the [[blocked]] entry of this scenario.",
)
@click.option(
    "--retries",
    type=click.IntRange(0, 20),
    help="Run unexpected failures again, up to so many times, to find flaky ones.",
)
@running
@missing_option
@output_option("--results", "the results (JSON lines)")
@reporting
@detailing
def gate(
    targets: tuple[str, ...],
    selection: Selection,
    spec: Sequence[Path],
    file: Path | None,
    results_from: Path | None,
    update: bool,
    blocked_by: str | None,
    retries: int | None,
    given: Mapping[str, Any],
    missing: str,
    results: Path | None,
    reports: Reports,
    detail: Detail,
) -> None:
    """Run the suite and compare with the known deviations; red is only what is new.

    Exit codes: 0 green, 1 red, 2 usage or a bad configuration, 3 harness error or incomplete run.
    """
    from loopspec.config.file import FILE, Config, find_config
    from loopspec.gate.compare import annotate, evaluate, scope
    from loopspec.gate.report import print_result
    from loopspec.report.text import busy_machine
    from loopspec.targets.registry import of_project

    if blocked_by is not None and not update:
        raise click.UsageError("--blocked-by needs --update: it says where failures are written")
    new = update and file is not None and not is_regular(file)
    config = Config(file=file) if new else find_config(file)
    of_project()  # a mistake there is one, also where no target of the project's own is asked for
    outputs = Outputs(results, *reports.values(), (config.file or Path(FILE)) if update else None)
    scenarios = load(spec)
    suite = {scenario.id for scenario in scenarios}
    if blocked_by is not None and blocked_by not in suite:
        raise click.UsageError(f"--blocked-by: expected the id of a scenario, got {blocked_by!r}")
    today = datetime.now(UTC).date()
    wanted = targets or config.targets
    selection = replace(selection, areas=selection.areas or config.areas, levels=selection.levels or config.levels)
    if results_from is not None:
        if given or retries is not None:
            raise click.UsageError(
                "--results-from runs nothing: leave out --retries, -n, --timeout, --time-factor, --memory"
            )
        found = read_results(results_from)
        if found.shard:
            absent = len(found.plan) - len(found.scenarios)
            say(
                f"{results_from} is shard {found.shard} of a run: {absent} of its {len(found.plan)} scenarios "
                "are not judged here; `loopspec merge` puts shards together",
                err=True,
            )
        # A record has what a selection looks at: area, id, level, tags.
        chosen = selection.of(cast("list[Scenario]", found.scenarios))
        found = scope(found, wanted, {scenario.id for scenario in chosen})
    elif wanted:
        chosen = selection.of(scenarios)
        # A first failure, which flaky cases are known by, is looked at again; in a shared process it would be lost.
        options = RunOptions(**{**config.run_options, **given}, alone=True)
        found = _run(config, wanted, chosen, suite, today, retries, options, quiet=detail.quiet)
    else:
        raise click.UsageError("no target; give one (loopspec gate uvloop), or write targets = [...] in loopspec.toml")
    found = replace(found, conditions=replace(found.conditions, missing_fails=missing == "fails"))
    outcome = evaluate(config, found, suite, today)
    found = annotate(found, outcome)
    outputs.write(results, lambda: content_of(found, results))
    write_reports(outputs, found, reports)
    if update and outcome.code != 3:
        _update(outputs, config, found, outcome, suite, today, blocked_by or "")
        outputs.end(0)
    interrupted = not found.complete and results_from is None
    code = INTERRUPTED if interrupted else outcome.code
    busy = "" if detail.quiet else busy_machine(found)
    if busy:
        say(busy, err=True)
    print_result(outcome, config, found, outputs.console(), code=outputs.code(code), detail=detail)
    if update:
        say("nothing was written: a run with holes shows too little", err=True)
    if interrupted:
        say("interrupted; the results up to then are above", err=True)
    outputs.end(code)


def _run(
    config: Config,
    targets: Sequence[str],
    scenarios: list[Scenario],
    suite: set[str],
    today: date,
    retries: int | None,
    options: RunOptions,
    *,
    quiet: bool,
) -> Results:
    """Return the results of a run, of several where cases are run again."""
    from loopspec.gate.compare import Pair, worth_a_retry
    from loopspec.gate.retry import retry
    from loopspec.report.terminal import progress
    from loopspec.running.plan import Plan, cases_of, make_plan
    from loopspec.running.run import run
    from loopspec.targets.target import TargetError, parse_targets

    plan = make_plan(parse_targets(targets), cases_of(scenarios))
    with progress(len(plan.pairs), console_for(stderr=True), quiet=quiet) as on_result:
        found = run(plan, options, on_result)

    def again(wanted: set[Pair]) -> Iterator[Results]:
        # Target by target: one that does not start this time does not keep the others from being run again.
        for target in plan.targets:
            pairs = tuple((one, case) for one, case in plan.pairs if one is target and (one.name, case.id) in wanted)
            if not pairs:
                continue
            try:
                more = run(Plan(pairs), options)
            except TargetError as error:
                say(f"{len(pairs)} of its cases are not run again: {error}", err=True)
                continue
            yield more
            if not more.complete:
                return

    times = retries if retries is not None else config.retries or 0
    return retry(found, worth_a_retry(config, found, suite, today), times, again) if times else found


def _update(
    outputs: Outputs, config: Config, found: Results, outcome: GateResult, suite: set[str], today: date, cause: str
) -> None:
    """Write the configuration, and print what is left for its author."""
    from loopspec.config.file import FILE, parse_config
    from loopspec.gate.compare import evaluate
    from loopspec.gate.update import update

    done = update(config, outcome, found, cause)
    name = config.file or Path(FILE)
    text = config.byte_order_mark + done.text
    if done.text != config.text and not outputs.write(name, lambda: text):
        return
    changes = {"added": done.added, "changed": done.changed, "removed": done.removed}
    summary = ", ".join(f"{count} {what}" for what, count in changes.items() if count) or "nothing to change"
    outputs.say(f"{name}: {summary}")
    left = evaluate(parse_config(name, text.encode()), found, suite, today).findings
    if left:
        outputs.say(f"left for you: {len(left)}")
    for finding in left:
        outputs.say(f"  {one_line(str(finding))}")
