"""Looks for planted faults with random programs, and writes ``reports/fuzzing.md``.

    python reports/fuzzing.py [--programs N] [--seconds N] [--seed N] [--shrink N] [--jobs N] [FAULT...]

Each fault has so many programs and so many seconds, whichever ends first, and ``--jobs`` of them are looked for at a
time. Also writes a program that sees a fault to ``tests/fuzz/programs/``, which the tests run, unless a smaller one
is there. Given the names of faults it looks for these only, and leaves the report as it is. Needs Python 3.13 beside
this one for some.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
from hypothesis.configuration import set_hypothesis_home_dir

import loopspec
from loopspec.fuzz.context import Profile
from loopspec.fuzz.differential import Differential
from loopspec.fuzz.divergence import Divergence
from loopspec.fuzz.export import scenario_file
from loopspec.fuzz.grammar import AREAS
from loopspec.fuzz.search import Search, programs
from loopspec.targets.target import Target, parse_target

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import interpreters  # noqa: E402
from fuzz import planted  # noqa: E402

INTO = Path(__file__).with_suffix(".md")
DEADLINE = 2.0

HEAD = """\
# Planted faults that random programs find

Each fault is planted into a copy of refloop, which is compared with asyncio on up to {programs} programs of seed
{seed} for up to {seconds:g} seconds, {jobs} faults at a time; then at most {shrink} programs are tried to make the one
that was found smaller. Which programs a seed gives depends on the version of Hypothesis, here {hypothesis}, and how
many there is time for on the machine; so this is a measurement, which took {took:.0f} minutes, remade by

```sh
python reports/fuzzing.py --programs {programs} --seconds {seconds:g} --seed {seed} --shrink {shrink} --jobs {jobs}
```

with loopspec {loopspec} on CPython {python}, {platform}. The smallest program found so far that sees a fault is kept
in [`tests/fuzz/programs`](../tests/fuzz/programs), where the tests run it: they look for nothing at random.

{found} of {looked} faults were found. *Program* is the number of the first program that sees the fault, or how many
were tried without seeing it. Of 200 programs of seed {seed}, {different} were different ones.

| fault | shows as | program |
|---|---|---:|
"""


class OutOfTime(BaseException):
    """Ends a search; not an Exception, which Hypothesis would take for a failure and make smaller."""


class TimedDifferential(Differential):
    """Raises OutOfTime instead of comparing a program ``seconds`` after the first, if there was no difference."""

    def __init__(self, targets: list[Target], seconds: float) -> None:
        super().__init__(targets, DEADLINE)
        self._seconds = seconds
        self._end = 0.0
        self._found = False

    def compare(self, data: dict[str, Any]) -> Divergence | None:
        self._end = self._end or time.monotonic() + self._seconds
        if not self._found and time.monotonic() > self._end:
            raise OutOfTime
        found = super().compare(data)
        self._found |= found is not None
        return found


def look_for(name: str, arguments: argparse.Namespace) -> tuple[Divergence | None, int] | None:
    """Return the smallest program found that sees a fault, and how many were needed; None without the Python for it."""
    fault = planted.KNOWN[name]
    python = interpreters.find(planted.NEWER_PYTHON) if "since" in fault else None
    if "since" in fault and python is None:
        return None
    right = parse_target(planted.standard(name) + (f"@{python}" if python else ""))
    with TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)
        with TimedDifferential([right, planted.faulty(name, Path(folder), python)], arguments.seconds) as differential:
            profile = Profile(frozenset(AREAS), differential.version, "passing" in fault)
            search = Search(differential, profile, arguments.programs, arguments.seed, shrinking=arguments.shrink)
            found = None
            with suppress(OutOfTime):
                found = search.run()
            return found, search.needed


def keep(name: str, found: Divergence) -> None:
    """Write a program where the tests find it, unless a smaller one is there."""
    planted.PROGRAMS.mkdir(exist_ok=True)
    text = scenario_file(
        found.data,
        name=name,
        says="The program takes the same course on every loop that is right.",
        note=f"a program found by tests/fuzz that sees the planted fault {name}",
        expect=found.one.events,
    )
    file = planted.PROGRAMS / f"{name}.yaml"
    if not file.exists() or len(text) < len(file.read_text(encoding="utf-8")):
        file.write_text(text, encoding="utf-8")


def main() -> None:
    """Look for the faults, keep programs, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=400, help="at most for each fault")
    parser.add_argument("--seconds", type=float, default=60, help="at most for each fault, until it is found")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--shrink", type=int, default=100, help="smaller programs to try of one that was found")
    parser.add_argument("--jobs", type=int, default=2, help="faults at a time")
    parser.add_argument("faults", nargs="*", default=planted.NAMES)
    arguments = parser.parse_args()
    rows, count, looked = [], 0, 0
    begin = time.monotonic()
    with ProcessPoolExecutor(arguments.jobs, get_context("spawn")) as pool:
        answers = pool.map(partial(look_for, arguments=arguments), arguments.faults)
        for name, answer in zip(arguments.faults, answers, strict=True):
            if answer is None:
                result = f"no Python {planted.NEWER_PYTHON} here"
            else:
                found, needed = answer
                result = str(needed) if found else f"not in {needed}"
                looked += 1
                count += found is not None
                if found:
                    keep(name, found)
            print(f"{name}: {result}", flush=True)
            rows.append(f"| {name} | {planted.KNOWN[name]['breaks']} | {result} |\n")
    if len(rows) < len(planted.NAMES):
        return
    head = HEAD.format(
        **vars(arguments),
        hypothesis=hypothesis.__version__,
        loopspec=loopspec.__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        found=count,
        looked=looked,
        different=len(programs(Profile(frozenset(AREAS), sys.version_info[:2]), 200, arguments.seed)),
        took=(time.monotonic() - begin) / 60,
    )
    INTO.write_text(head + "".join(sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
