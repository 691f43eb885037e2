"""The command that looks for random programs on which targets differ: fuzz."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from loopspec.commands.shared import INTERRUPTED, Outputs, console_for, output_option, say, timeout_option
from loopspec.files import STANDARD_OUTPUT
from loopspec.results.model import Verdict
from loopspec.running.options import DEFAULTS
from loopspec.scenarios.load import find_files, load_file
from loopspec.targets.target import Target, parse_targets

if TYPE_CHECKING:
    from loopspec.fuzz.differential import Differential

ORDER = "ordered-callbacks"
"""The capability that every target needs here: which of two callbacks comes first is most of what traces show."""

LONG_SLEEP = {"clock": "real", "main": [{"await": "sleep(50000)"}, {"log": "over"}]}
"""A program that ends at once where the clock jumps."""


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--programs", type=click.IntRange(1, 10_000_000), default=1000, show_default=True, help="How many to try."
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="The same programs for the same seed."
)
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Programs about this area; repeatable.")
@click.option("--without", multiple=True, metavar="AREA", help="No programs about this area; repeatable.")
@click.option(
    "--virtual-time",
    is_flag=True,
    help="Programs in which time passes, for targets whose clock jumps when everything waits, such as refloop-virtual.",
)
@timeout_option("program", DEFAULTS.timeout)
@click.option(
    "--shrink",
    type=click.IntRange(0),
    default=500,
    show_default=True,
    help="How many programs to try to make the one found smaller.",
)
@click.option(
    "--known",
    "known",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="A scenario file that --out wrote, or a folder of them: programs on which they differ in the same way are "
    "counted and left aside; repeatable.",
)
@output_option("--out", "the program found, as a scenario file,")
def fuzz(
    targets: tuple[str, ...],
    programs: int,
    seed: int,
    areas: Sequence[str],
    without: Sequence[str],
    virtual_time: bool,
    timeout: float,
    shrink: int,
    known: Sequence[Path],
    out: Path | None,
) -> None:
    """Run random programs on targets and print the smallest one on which they differ, as a scenario.

    The others are compared with the first target; a single one is compared with asyncio, or asyncio-virtual.

    Exit codes: 0 no difference, 1 a difference, 2 usage or a target that is not there, 3 a file that cannot be written,
    130 interrupted.
    """
    try:
        from hypothesis.configuration import set_hypothesis_home_dir

        from loopspec.fuzz.context import Profile
        from loopspec.fuzz.differential import Differential
        from loopspec.fuzz.grammar import WHOLE
        from loopspec.fuzz.search import Search
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise click.UsageError("it needs Hypothesis; install it with `pip install hypothesis`") from None
    from loopspec.fuzz.export import describe, found_file

    about = _areas(areas, without)
    if virtual_time and about <= WHOLE:
        raise click.UsageError(
            f"no time passes in programs of the area {' and '.join(sorted(about))}; expected --area of another one"
        )
    outputs = Outputs(out)
    known_programs = [scenario for file in find_files(known) for scenario in load_file(file)]  # ids may come twice
    standard = "asyncio-virtual" if virtual_time else "asyncio"
    with (
        TemporaryDirectory() as scratch,
        Differential(_compared(targets, standard), timeout) as differential,
        console_for(stderr=True).status("starting") as status,
    ):
        set_hypothesis_home_dir(scratch)  # else it leaves a folder where the user is
        if virtual_time:
            _check_clocks(differential)
        for scenario in known_programs:
            if not differential.learn(scenario):
                say(f"{scenario.file}:{scenario.line}: known, but the targets do not differ on it here", err=True)

        def on_program(count: int) -> None:
            status.update(f"{count} of {programs} programs")

        profile = Profile(about, differential.version, virtual_time)
        search = Search(differential, profile, programs, seed, shrinking=shrink, on_program=on_program)
        try:
            found = search.run()
        except KeyboardInterrupt:
            say(f"interrupted after {differential.tally.programs} programs (seed {seed}): no difference", err=True)
            raise SystemExit(INTERRUPTED) from None
    if found is None:
        other = "other " if known else ""
        outputs.say(f"{', '.join(targets)}: no {other}difference in {differential.tally} (seed {seed})")
        return
    head = f"after {search.needed} programs (seed {seed})"
    text = found_file(found, seed, head)
    if outputs.write(out or STANDARD_OUTPUT, lambda: text):
        if out is not None:
            outputs.say(f"{describe(found, head)}\nwritten to {out}")
    else:  # it may have taken long to find
        outputs.say(text)
    outputs.end(1)


def _compared(texts: Sequence[str], standard: str) -> list[Target]:
    """Return the targets, with the ``standard`` in front of a single one. Raises click.UsageError."""
    if len(texts) == 1:
        name, at, python = texts[0].partition("@")
        if name == standard:
            raise click.UsageError(f"{standard} alone has nothing to be compared with; expected one more target")
        texts = (f"{standard}{at}{python}", texts[0])
    targets = parse_targets(texts)
    unordered = [target.name for target in targets if ORDER not in target.capabilities]
    if unordered:
        raise click.UsageError(
            f"{', '.join(unordered)}: without the capability {ORDER} a target differs on nearly every program; "
            "expected targets that run ready callbacks in the order in which they were scheduled"
        )
    return targets


def _check_clocks(differential: Differential) -> None:
    """Check that all clocks jump when everything waits. Raises click.UsageError."""
    slow = [result.target for result in differential.run(LONG_SLEEP) if result.verdict is Verdict.HANG]
    if slow:
        raise click.UsageError(
            f"{', '.join(slow)}: the clock does not jump when everything waits; --virtual-time expects targets "
            "like asyncio-virtual and refloop-virtual"
        )


def _areas(wanted: Sequence[str], unwanted: Sequence[str]) -> frozenset[str]:
    """Return the areas of the programs. Raises click.UsageError."""
    from loopspec.fuzz.grammar import AREAS, USUAL

    known = {area.lower(): area for area in AREAS}
    for area in (*wanted, *unwanted):
        if area.lower() not in known:
            raise click.UsageError(f"no area {area!r}, expected one of {', '.join(AREAS)}")
    chosen = {known[area.lower()] for area in wanted} or set(USUAL)
    rest = frozenset(chosen - {known[area.lower()] for area in unwanted})
    if not rest:
        raise click.UsageError("--without leaves no area")
    return rest
