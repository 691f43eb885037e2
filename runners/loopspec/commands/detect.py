"""The command that plants faults into a target and shows which of them the suite sees."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loopspec.commands.shared import INTERRUPTED, Outputs, console_for, load, output_option, running, say, selecting
from loopspec.files import FileError, is_standard_output, write
from loopspec.targets.target import parse_target

if TYPE_CHECKING:
    from loopspec.detect.model import Detection, Outcome
    from loopspec.scenarios.selection import Selection

SAMPLE = 200
"""The default number of faults to plant."""

KEPT_EVERY = 15.0
"""Seconds between two times at which what came of faults so far is kept."""


def number_of_faults(context: click.Context, parameter: click.Parameter, text: str) -> int | None:
    """Return the number that ``--faults`` gives, None for ``all``. Raises click.BadParameter."""
    if text == "all":
        return None
    if not text.isdecimal() or not int(text):
        raise click.BadParameter(f"expected a number from 1 or 'all', got {text!r}")
    return int(text)


@click.command()
@click.argument("target", default="asyncio")
@click.option(
    "--also",
    multiple=True,
    metavar="TARGET",
    help="Show what is not seen to this target of the same package, too, such as one with other options; repeatable.",
)
@click.option(
    "--faults",
    "number",
    metavar="N|all",
    default=str(SAMPLE),
    show_default=True,
    callback=number_of_faults,
    help="How many to plant: of each module its share.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same faults for the same seed.")
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="NAME",
    help="Only faults in this module, such as queues or asyncio.queues; repeatable, may have wildcards.",
)
@click.option(
    "--operator",
    "operators",
    multiple=True,
    metavar="NAME",
    help="Only faults of this operator, such as drop-wake-up; repeatable, may have wildcards.",
)
@click.option("--id", "ids", multiple=True, metavar="ID", help="Only this fault; repeatable, may have wildcards.")
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="Print a sample of the faults; run nothing. Modules that the target does not import are among them.",
)
@click.option("--every-rule", is_flag=True, help="Run all rules on each fault, to learn which rules see none.")
@click.option(
    "--equivalents",
    "equivalents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file of faults that nobody could see, beside loopspec's own; repeatable.",
)
@click.option(
    "--resume",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Take over the outcomes in a file that --json wrote, and run only the other faults.",
)
@click.option(
    "--fail-under", type=click.IntRange(0, 100), metavar="PERCENT", help="Exit code 1 when a smaller share is seen."
)
@selecting
@running
@output_option("--json", "all faults and what came of them, as JSON,")
@output_option("--markdown", "tables and the faults that are not seen, in Markdown,")
@click.option("-v", "--verbose", is_flag=True, help="Print the faults that are not seen as diffs.")
def detect(
    target: str,
    also: Sequence[str],
    number: int | None,
    seed: int,
    modules: Sequence[str],
    operators: Sequence[str],
    ids: Sequence[str],
    listing: bool,
    every_rule: bool,
    equivalents: Sequence[Path],
    resume: Path | None,
    fail_under: int | None,
    selection: Selection,
    spec: Sequence[Path],
    given: Mapping[str, Any],
    json: Path | None,
    markdown: Path | None,
    verbose: bool,
) -> None:
    """Plant faults into a target's code, run the suite on each, and list those that it does not see.

    TARGET (default: asyncio) has to be written in Python: asyncio (its C parts are turned off), refloop, NAME@PYTHON,
    or a package of your own. Nothing is changed on the disk. A fault is run until the first rule sees it.

    Exit codes: 0 when all faults were run, 1 when fewer are seen than --fail-under asks for, 2 usage, 3 a file that
    cannot be written, 130 interrupted.
    """
    from loopspec.detect.baseline import measure
    from loopspec.detect.detection import Planting, detection_of
    from loopspec.detect.detection import detect as plant
    from loopspec.detect.equivalents import OWN, applying, read_equivalents
    from loopspec.detect.faults import chosen, every_fault, sample
    from loopspec.detect.model import Fate, read_detection, share, to_json
    from loopspec.detect.packages import package_of
    from loopspec.detect.tables import markdown as as_markdown
    from loopspec.detect.tables import progress, show
    from loopspec.running.options import RunOptions
    from loopspec.running.plan import cases_of, make_plan

    if listing and (json or markdown or resume or every_rule or verbose or fail_under is not None):
        raise click.UsageError("--list runs nothing; expected no option of a run or its outputs beside it")
    if every_rule and also:
        raise click.UsageError("--every-rule is about the rules of one target; expected no --also beside it")
    outputs = Outputs(json, markdown)
    before = read_detection(resume) if resume else None
    if before is not None and (before.target.name, before.also, before.every_rule) != (target, [*also], every_rule):
        mode = "".join(f" --also {name}" for name in before.also) + " --every-rule" * before.every_rule
        raise click.UsageError(f"--resume {resume}: it is about {before.target.name}{mode}; expected the same here")
    own, given_ones = read_equivalents(OWN), [entry for file in equivalents for entry in read_equivalents(file)]
    targets = [parse_target(name) for name in (target, *also)]
    package, *others = map(package_of, targets)
    for name, other in zip(also, others, strict=True):
        if (other.name, other.prefix) != (package.name, package.prefix):
            raise click.UsageError(
                f"--also {name}: it is about {other.name} in {other.prefix}; "
                f"expected a target of {package.name} in {package.prefix}"
            )
    whole = every_fault(package.sources, {module: package.prefix + file for module, file in package.files.items()})
    check_operators(operators)
    about = package.name, package.python, {fault.id: fault for fault in whole}, package.sources
    arguments = applying(own, *about, strict=False) | applying(given_ones, *about)
    asked = chosen(whole, modules, operators, ids)
    if not asked:
        raise click.UsageError("no fault fits --module, --operator and --id; `loopspec detect --list` prints them")
    if listing:
        for fault in sample(asked, number, seed):
            outputs.say(f"{fault.id}\n    {fault.change(package.sources[fault.module])}")
        outputs.end(0)
    cases = cases_of(selection.of(load(spec)))
    options = RunOptions(**given)
    console = console_for(stderr=True)
    started, clock = datetime.now(UTC), time.monotonic()
    baselines = []
    for one in targets:
        with progress(len(cases), f"{one.name} without faults", console) as on_case:
            baselines.append(measure(one, package, cases, options, on_case))
    idle = frozenset.intersection(*(baseline.idle_modules for baseline in baselines))
    there = [fault for fault in asked if fault.module not in idle]
    if not there:
        raise click.UsageError(f"{target} imports none of {', '.join(sorted({fault.module for fault in asked}))}")
    suite = make_plan(targets[:1], cases).suite
    drawn = sample(there, number, seed)
    known = taken_over(before, suite)
    planting = Planting(
        baselines[0], drawn, arguments, known, every_rule,
        also=baselines[1:], known_of_all=before is not None and before.complete,
    )  # fmt: skip
    found = detection_of(planting, seed, len(there), suite, sorted(idle & {fault.module for fault in asked}), started)
    so_far: dict[str, Outcome] = {}
    kept = time.monotonic()
    with progress(len(drawn) * len(targets), "faults", console) as on_fault:

        def note(outcome: Outcome) -> None:
            nonlocal kept
            so_far[outcome.id] = outcome
            on_fault()
            if json is not None and not is_standard_output(json) and time.monotonic() - kept > KEPT_EVERY:
                kept = time.monotonic()
                with suppress(FileError):  # reported at the end
                    write(json, to_json(replace(found, outcomes=[*so_far.values()], complete=False)))

        outcomes = plant(planting, options, note)
    complete = all(one.fate is not Fate.NOT_RUN for one in outcomes)
    found = replace(found, outcomes=outcomes, complete=complete, seconds=round(time.monotonic() - clock, 1))
    outputs.write(json, lambda: to_json(found))
    outputs.write(markdown, lambda: as_markdown(found))
    show(found, outputs.console(), diffs=verbose)
    if not complete:
        say("interrupted; go on with --resume and the file that --json wrote", err=True)
        outputs.end(INTERRUPTED)
    seen, counted = share(outcomes)
    outputs.end(1 if fail_under is not None and 100 * seen < fail_under * counted else 0)


def check_operators(names: Sequence[str]) -> None:
    """Refuse names of no operator. Raises click.UsageError."""
    from fnmatch import fnmatchcase

    from loopspec.detect.operators import OPERATORS
    from loopspec.near import guess

    for name in names:
        if not any(fnmatchcase(known, name) for known in OPERATORS):
            raise click.UsageError(f"no operator {name!r}; {guess(name, OPERATORS)}")


def taken_over(before: Detection | None, suite: str) -> dict[str, Outcome]:
    """Take results over from an earlier run, by the ids of the faults; with other rules, only that they were seen."""
    if before is None:
        return {}
    keep_all = before.suite == suite
    return {one.id: one for one in before.outcomes if keep_all or (one.fate.is_seen and not before.every_rule)}
