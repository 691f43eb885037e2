"""Commands that run the suite and report the results: run, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from loopspec.results.file import content_of, read_results
from loopspec.results.model import Conditions, ResultsError
from loopspec.results.shard import Shard, ShardError, parse_shard
from loopspec.running.options import RunOptions
from loopspec.targets.target import parse_targets

if TYPE_CHECKING:
    from loopspec.report.reporter import Appendix
    from loopspec.report.terminal import Detail
    from loopspec.running.plan import Plan
    from loopspec.scenarios.scenario import Scenario
    from loopspec.scenarios.selection import Selection


def shard_of(text: str | None) -> Shard | None:
    """Return the shard that an option names. Raises click.UsageError."""
    try:
        return parse_shard(text) if text else None
    except ShardError as error:
        raise click.UsageError(f"--shard: {error}") from None


def share_of(whole: Plan, shard: Shard | None) -> Plan:
    """Return a shard's share of a plan, all of it without a shard. Raises click.UsageError."""
    try:
        return whole.shard(shard) if shard else whole
    except ShardError as error:
        raise click.UsageError(str(error)) from None


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@selecting
@running
@click.option(
    "--shard",
    metavar="I/N",
    callback=lambda ctx, param, text: shard_of(text),
    help="Run share I of N equal shares; `loopspec merge` puts them together.",
)
@click.option(
    "--repeat", type=click.IntRange(1, 1000), default=1, help="Run the whole set so often; list the flaky cases."
)
@click.option("--shuffle", metavar="SEED", type=int, help="Run in orders that SEED gives, another for each round.")
@click.option(
    "--alone",
    is_flag=True,
    help="Give every case a process of its own, also those that pass; slower. Implied by --repeat and --stress.",
)
@click.option("--stress", is_flag=True, help="Keep all processors busy meanwhile.")
@output_option("--results", "the results (JSON lines)")
@reporting
@missing_option
@click.option("-x", "stop", is_flag=True, help="Stop at the first deviation from a rule at must or should.")
@click.option("--maxfail", metavar="N", type=click.IntRange(1), help="Stop after N such deviations.")
@click.option("--last-failed", is_flag=True, help="Only what deviated when it was last run from this folder.")
@click.option(
    "--failed-in",
    metavar="RESULTS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only what deviated in a results file.",
)
@detailing
def run(
    targets: tuple[str, ...],
    selection: Selection,
    spec: Sequence[Path],
    given: Mapping[str, Any],
    shard: Shard | None,
    repeat: int,
    shuffle: int | None,
    alone: bool,
    stress: bool,
    results: Path | None,
    reports: Reports,
    missing: str,
    stop: bool,
    maxfail: int | None,
    last_failed: bool,
    failed_in: Path | None,
    detail: Detail,
) -> None:
    """Run the suite on targets, such as asyncio, refloop, uvloop, package.module:factory, NAME@PYTHON.

    Exit codes: 0 conforms, 1 deviates, 2 usage, or a target that is not there or does not work, 3 the suite's own
    fault or an incomplete run, 130 interrupted.
    """
    from loopspec.machine import processors
    from loopspec.report.terminal import progress, summary
    from loopspec.results.tally import conclude
    from loopspec.running.last_failed import remember
    from loopspec.running.plan import cases_of, make_plan
    from loopspec.running.run import run as run_plan
    from loopspec.running.run import steadiness
    from loopspec.running.stress import Stress

    outputs = Outputs(results, *reports.values())
    parsed = parse_targets(targets)
    chosen = selection.of(load(spec))
    if last_failed or failed_in:
        chosen = failed_before(chosen, [target.name for target in parsed], failed_in)
    whole = make_plan(parsed, cases_of(chosen))
    plan = share_of(whole, shard)
    options = RunOptions(
        **given,
        alone=alone,
        repeat=repeat,
        shuffle=shuffle,
        stress=processors() if stress else 0,
        maxfail=maxfail or (1 if stop else 0),
        missing_fails=missing == "fails",
    )
    if replace(options.conditions, maxfail=0, missing_fails=False) != Conditions():
        say(options.conditions, err=True)
    console = console_for(stderr=True)
    with Stress(options.stress), progress(repeat * len(plan.pairs), console, quiet=detail.quiet) as on_result:
        found = run_plan(plan, options, on_result)
    remember(found)
    if shard:
        found = replace(found, suite=whole.suite, shard=shard, plan=[case.record for case in whole.cases])
    outputs.write(results, lambda: content_of(found, results))
    write_reports(outputs, found, reports)
    if repeat > 1 and not detail.quiet:
        outputs.say(steadiness(found))
    code = conclude(found).code if found.complete else INTERRUPTED
    summary(found, outputs.console(), code=outputs.code(code), detail=detail)
    if not found.complete:
        say("interrupted; what had ended by then is reported above", err=True)
    outputs.end(code)


def failed_before(scenarios: list[Scenario], targets: list[str], file: Path | None) -> list[Scenario]:
    """Return the scenarios that deviated on any of the targets, in a results file or when they were last run.

    Where none did, print that and return all of them. Raises ResultsError, also for a file that is incomplete.
    """
    from loopspec.running.last_failed import deviated, on, remembered

    found = None if file is None else read_results(file)
    ids = on(remembered() if found is None else deviated(found), targets)
    if not ids and found is not None and not found.complete:
        raise ResultsError(f"{file}: incomplete, and nothing in it deviated; expected the results of a whole run")
    chosen = [scenario for scenario in scenarios if scenario.id in ids]
    if not chosen:
        where = "as it was last run from this folder" if file is None else f"in {file}"
        say(f"nothing selected deviated {where}: all of it is run", err=True)
    return chosen or scenarios


@click.command()
@click.argument("file", metavar="RESULTS", type=click.Path(path_type=Path))
@reporting
@click.option(
    "--bench", metavar="FILE", type=click.Path(path_type=Path), help="Add the measurements of `loopspec bench --json`."
)
@click.option(
    "--coverage",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Add the coverage of asyncio's interface, from `loopspec coverage --json`.",
)
@click.option(
    "--detection",
    "detections",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Add which planted faults the suite sees, from `loopspec detect --json`; repeatable.",
)
@click.option(
    "--against",
    metavar="OLD",
    type=click.Path(path_type=Path),
    help="Compare with the results file of an older run, as `loopspec diff` does; the HTML report opens with it.",
)
@detailing
def report(
    file: Path,
    reports: Reports,
    bench: Path | None,
    coverage: Path | None,
    detections: Sequence[Path],
    against: Path | None,
    detail: Detail,
) -> None:
    """Make reports from a results file; without an option, print the summary.

    The summary says with which exit code the run ended. Exit codes of this command: 0, 2 usage or no results file,
    3 a file that cannot be written.
    """
    from loopspec.bench.measurements import read_measurements
    from loopspec.bench.section import Speed
    from loopspec.bench.tables import show
    from loopspec.coverage import tables
    from loopspec.coverage.file import read_account
    from loopspec.coverage.section import Coverage
    from loopspec.detect.model import read_detection
    from loopspec.detect.section import Detected
    from loopspec.detect.tables import show as show_detection
    from loopspec.report.against import Against
    from loopspec.report.terminal import summary
    from loopspec.report.text import changes_as_text
    from loopspec.results.tally import complete_grid

    outputs = Outputs(*reports.values())
    found = complete_grid(read_results(file))  # here once, and not in each report
    older = None if against is None else Against.of(against.name, read_results(against), found)
    planted = [read_detection(path) for path in detections]
    measurements = None if bench is None else read_measurements(bench)
    if measurements is not None and any(one.crowd for one in measurements.workloads):
        raise click.UsageError(f"{bench}: it is of `bench --grow`; expected measurements of a comparison")
    account = None if coverage is None else read_account(coverage)
    appendices: list[Appendix] = [] if measurements is None else [Speed(measurements)]
    appendices += [] if account is None else [Coverage(account)]
    appendices += [Detected(planted)] if planted else []
    appendices += [older] if older else []
    for path, one in [(file, found), *([(against, older.old)] if older else [])]:
        if not one.complete:
            say(f"{path}: incomplete: it has no footer, so the run was cut short", err=True)
    write_reports(outputs, found, reports, appendices)
    if not reports:
        summary(found, console_for(), detail=detail)
        if measurements is not None:
            say("")
            show(measurements, console_for())
        if account is not None:
            say("")
            tables.show(account, console_for())
        for detection in planted:
            say("")
            show_detection(detection, console_for())
        if older:
            changes = older.difference.conclusion if detail.quiet else f"\n{changes_as_text(older.difference).rstrip()}"
            say(f"\nagainst {older.name}:\n{changes}")
    outputs.end(0)
