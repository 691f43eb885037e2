"""The command that runs the suite on the released versions of a loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loopspec.commands.shared import INTERRUPTED, Outputs, console_for, load, output_option, running, say, selecting
from loopspec.targets.target import parse_target

if TYPE_CHECKING:
    from loopspec.scenarios.scenario import Scenario
    from loopspec.scenarios.selection import Selection

LAST = 5
"""The number of releases that are run by default."""


@click.command()
@click.argument("loop")
@click.option(
    "--last",
    type=click.IntRange(1),
    metavar="N",
    help=f"The newest N releases (default: {LAST}; with --bisect: all).",
)
@click.option("--python", metavar="PYTHON", help="Run them on this interpreter instead of the one that runs loopspec.")
@click.option("--pre", is_flag=True, help="Also pre-releases.")
@click.option(
    "--only-binary",
    is_flag=True,
    help="Install wheels only; a release that has none for this Python is passed over, not built.",
)
@click.option(
    "--bisect", is_flag=True, help="Find the release in which the one rule that -k names changed, in few installations."
)
@click.option("--clear", is_flag=True, help="Remove the results kept of LOOP from earlier runs; run nothing.")
@selecting
@running
@output_option("--json", "the history, as JSON,")
@output_option("--markdown", "the history, in Markdown,")
@click.option("-v", "--verbose", is_flag=True, help="List all changes, also those that are only counted else.")
def history(
    loop: str,
    last: int | None,
    python: str | None,
    pre: bool,
    only_binary: bool,
    bisect: bool,
    clear: bool,
    selection: Selection,
    spec: Sequence[Path],
    given: Mapping[str, Any],
    json: Path | None,
    markdown: Path | None,
    verbose: bool,
) -> None:
    """Run the suite on released versions of LOOP, and list the releases in which rules were broken or mended.

    Each release is installed into a private environment, which is removed afterwards; its results are kept, and the
    next time nothing is installed for them. LOOP is a target that the registry knows a distribution of: uvloop, rloop,
    NAME@PYTHON.

    Exit codes: 0 the newest release is not worse than the one before, 1 it is, 2 usage, or no release,
    3 the suite's own fault or none could be run, 130 interrupted. With --bisect: 0 when there is an answer.
    """
    from loopspec.history import kept
    from loopspec.history.changes import to_json
    from loopspec.history.history import bisect as find_change
    from loopspec.history.history import prepare, walk
    from loopspec.history.tables import markdown as as_markdown
    from loopspec.history.tables import progress, show
    from loopspec.running.options import RunOptions
    from loopspec.running.plan import cases_of

    outputs = Outputs(json, markdown)
    target = parse_target(with_python(loop, python))
    if clear:
        outputs.say(f"results removed: {kept.clear(target)}")
        outputs.end(0)
    chosen = selection.of(load(spec))
    if bisect:
        chosen = [the_rule(chosen, selection.expressions)]
    with progress(console_for(stderr=True)) as shown:
        runner, listed = prepare(target, cases_of(chosen), RunOptions(**given), shown, pre=pre, only_binary=only_binary)
        newest = listed[: last or (None if bisect else LAST)]
        found = find_change(runner, newest) if bisect else walk(runner, newest)
    outputs.write(json, lambda: to_json(found))
    outputs.write(markdown, lambda: as_markdown(found))
    code = found.code if found.complete else INTERRUPTED
    show(found, outputs.console(), code=outputs.code(code), every=verbose)
    if not found.complete:
        say("interrupted; the releases that were run by then are above, and kept", err=True)
    outputs.end(code)


def the_rule(chosen: Sequence[Scenario], expressions: Sequence[str]) -> Scenario:
    """Return the only rule that is selected, or whose whole id is given. Raises click.UsageError."""
    for found in ([one for one in chosen if one.id in expressions], chosen):
        if len(found) == 1:
            return found[0]
    raise click.UsageError(f"--bisect is about one rule, and {len(chosen)} are selected; name it with -k ID")


def with_python(loop: str, python: str | None) -> str:
    """Put a target on the interpreter that an option names. Raises click.UsageError where it names one itself."""
    if python is None:
        return loop
    if "@" in loop:
        raise click.UsageError(f"--python {python} cannot be combined with {loop}, which names an interpreter itself")
    return f"{loop}@{python}"
