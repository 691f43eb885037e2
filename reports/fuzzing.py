"""Looks for planted faults with random programs, and writes ``reports/fuzzing.md``.

    python reports/fuzzing.py [--programs N] [--seed N] [--shrink N] [FAULT...]

Also writes the smallest program that sees a fault to ``tests/fuzz/programs/``, which the tests run. Given the names of
faults it looks for these only, and leaves the report as it is. Needs Python 3.13 beside this one for some of them.
"""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
from hypothesis.configuration import set_hypothesis_home_dir

import loopspec
from loopspec.fuzz.arena import Arena, Difference
from loopspec.fuzz.phrases import AREAS
from loopspec.fuzz.search import Search
from loopspec.fuzz.speakers import Theme
from loopspec.fuzz.written import scenario_file
from loopspec.targets.target import parse_target

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import interpreters  # noqa: E402
from fuzz import planted  # noqa: E402

INTO = Path(__file__).with_suffix(".md")
DEADLINE = 2.0

HEAD = """\
# Planted faults that random programs find

Each fault is planted into a copy of refloop, which is compared with asyncio on up to {programs} programs of seed
{seed}. Which programs a seed gives depends on the version of Hypothesis, here {hypothesis}; so this is a
measurement, remade by

```sh
python reports/fuzzing.py --programs {programs} --seed {seed}
```

with loopspec {loopspec} on CPython {python}. The smallest program that sees a fault is kept in
[`tests/fuzz/programs`](../tests/fuzz/programs), where the tests run it: they look for nothing at random.

{found} of {all} faults were found.

| fault | shows as | program |
|---|---|---:|
"""


def look_for(name: str, arguments: argparse.Namespace) -> tuple[Difference | None, int] | None:
    """The smallest program found that sees a fault, and how many were needed; None without the Python for it."""
    fault = planted.KNOWN[name]
    python = interpreters.find(planted.NEWER_PYTHON) if "since" in fault else None
    if "since" in fault and python is None:
        return None
    right = parse_target(planted.standard(name) + (f"@{python}" if python else ""))
    with TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)
        with Arena([right, planted.faulty(name, Path(folder), python)], DEADLINE) as arena:
            theme = Theme(frozenset(AREAS), arena.version, "passing" in fault)
            search = Search(arena, theme, arguments.programs, arguments.seed, shrinking=arguments.shrink)
            return search.run(), search.needed


def keep(name: str, found: Difference) -> None:
    """Write a program where the tests find it."""
    planted.PROGRAMS.mkdir(exist_ok=True)
    text = scenario_file(
        found.data,
        name=name,
        says="The program takes the same course on every loop that is right.",
        note=f"a program found by tests/fuzz that sees the planted fault {name}",
        expect=found.one.events,
    )
    (planted.PROGRAMS / f"{name}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Look for the faults, keep programs, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--shrink", type=int, default=100)
    parser.add_argument("faults", nargs="*", default=planted.NAMES)
    arguments = parser.parse_args()
    rows, count = [], 0
    for name in arguments.faults:
        looked = look_for(name, arguments)
        if looked is None:
            result = f"no Python {planted.NEWER_PYTHON} here"
        else:
            found, needed = looked
            result = str(needed) if found else f"not in {needed}"
            count += found is not None
            if found:
                keep(name, found)
        print(f"{name}: {result}", flush=True)
        rows.append(f"| {name} | {planted.KNOWN[name]['breaks']} | {result} |\n")
    if len(rows) < len(planted.NAMES):
        return
    head = HEAD.format(
        programs=arguments.programs,
        seed=arguments.seed,
        hypothesis=hypothesis.__version__,
        loopspec=loopspec.__version__,
        python=platform.python_version(),
        found=count,
        all=len(rows),
    )
    INTO.write_text(head + "".join(sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
