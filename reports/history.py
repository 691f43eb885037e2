"""Runs the suite on earlier releases of some loops, and writes ``reports/history.md``.

    python reports/history.py [PYTHON]

The same as ``loopspec history LOOP --python PYTHON --last N --markdown FILE`` for each of them, one after another, on
Python 3.11, the newest that the oldest of these releases were built for; what was run before is kept and not run again.
The results of each release are kept in ``reports/runs/releases/`` too, from where ``reports/loops.py`` puts them into
the report, which shows them as a trend.
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

import loopspec
from loopspec.files import make_folder, write
from loopspec.history.history import prepare, walk
from loopspec.history.runner import Progress, Release, Skipped
from loopspec.history.tables import describe, markdown
from loopspec.results.file import write_results
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, cases_of
from loopspec.scenarios.load import load_suite
from loopspec.targets.target import parse_target

INTO = Path(__file__).with_suffix(".md")

RELEASES = Path(__file__).parent / "runs" / "releases"

LOOPS = {"uvloop": 7, "rloop": 14, "qasync": 6, "winloop": 3}
"""The number of newest releases: uvloop from 0.17 on, every one of rloop, those of qasync that run on Python 3.11."""

PYTHON = "python3.11"

HEAD = """\
# Releases, and what each of them broke and mended

The whole suite on the newest releases of some loops ({loops}), with loopspec {loopspec} on {system} {machine}.
Written by

```sh
python reports/history.py{python}
```

which runs `loopspec history LOOP --python {runs_on} --last N` for each. How a release is installed and judged stands
in [docs/history.md](../docs/history.md).
"""


class Lines(Progress):
    """Prints a line for each release."""

    def done(self, outcome: Release | Skipped, *, kept: bool) -> None:
        print(describe(outcome, kept=kept), flush=True)


def section(target: str, cases: list[Case], last: int) -> str:
    """Render the part of one loop on one interpreter."""
    print(target, flush=True)
    runner, newest = prepare(parse_target(target), cases, RunOptions(), Lines())
    history = walk(runner, newest[:last])
    if not history.complete:
        raise KeyboardInterrupt
    make_folder(RELEASES)
    for step in history.steps:
        write_results(RELEASES / f"{target}-{step.release.version}.jsonl.gz", step.release.results)
    return markdown(history, level=2)


def main() -> None:
    """Run, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("python", nargs="?", default=PYTHON, metavar="PYTHON")
    python = parser.parse_args().python
    cases = cases_of(load_suite([]))
    head = HEAD.format(
        loops=", ".join(f"{last} of {loop}" for loop, last in LOOPS.items()),
        loopspec=loopspec.__version__,
        system=platform.system(),
        machine=platform.machine(),
        python=f" {python}" if python != PYTHON else "",
        runs_on=python,
    )
    parts = [section(f"{loop}@{python}", cases, last) for loop, last in LOOPS.items()]
    write(INTO, "\n".join([head, *parts]))


if __name__ == "__main__":
    main()
