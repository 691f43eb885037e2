"""The command that times targets against each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from loopspec.bench.measure import LIMIT, ROUNDS
from loopspec.commands.shared import INTERRUPTED, Outputs, console_for, output_option, say


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "-k",
    "expressions",
    multiple=True,
    metavar="EXPRESSION",
    help="Only workloads whose ids hold a text, or 'queue and not lock'; repeatable.",
)
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True, help="Rounds that count.")
@click.option(
    "--scale", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True, help="How long a round is."
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=LIMIT, show_default=True, help="Seconds a round may take."
)
@click.option("--grow", is_flag=True, help="Time crowds at four sizes each, and show how the cost of one grows.")
@output_option("--json", "all rounds, as JSON,")
@output_option("--markdown", "the table, in Markdown,")
def bench(
    targets: tuple[str, ...],
    expressions: Sequence[str],
    rounds: int,
    scale: float,
    timeout: float,
    grow: bool,
    json: Path | None,
    markdown: Path | None,
) -> None:
    """Time targets against the first of them, the baseline: asyncio refloop uvloop, NAME@PYTHON.

    A workload that a target cannot run is shown as such, and is in no mean. A quiet machine measures best;
    rounds take turns and CPU time is counted, so that a busy one does little harm. With --grow there is no baseline.

    Exit codes: 0 measured, 2 usage or a target that is not there, 3 a file that cannot be written, 130 interrupted.
    """
    from loopspec.bench import growth, tables
    from loopspec.bench.measure import Bench
    from loopspec.bench.measurements import to_json
    from loopspec.bench.workloads import crowds, named, workloads
    from loopspec.report.layout import widen
    from loopspec.targets.target import parse_targets

    outputs = Outputs(json, markdown)
    every = crowds() if grow else workloads()
    shown = growth if grow else tables
    chosen = named(expressions, every)
    if not chosen:
        known = ", ".join(dict.fromkeys(one.name for one in every))
        raise click.UsageError(f"no workload's id holds {' or '.join(expressions)}; expected a part of one of {known}")
    with (
        Bench(parse_targets(targets), chosen, rounds, scale, timeout) as measured,
        tables.progress(measured.total, console_for(stderr=True)) as on_round,
    ):
        measurements = measured.run(on_round)
    outputs.write(json, lambda: to_json(measurements))
    outputs.write(markdown, lambda: shown.markdown(measurements))
    console = outputs.console()
    widen(console)
    shown.show(measurements, console)
    if not measurements.complete:
        say("interrupted; the measurements up to then are above", err=True)
    outputs.end(0 if measurements.complete else INTERRUPTED)
