"""Runs the whole suite on every registered loop that is installed, and writes ``reports/loops.md``.

    python reports/loops.py python3.11 python3.12 python3.13 python3.14

Each loop is run in every one of these interpreters (names on the PATH) that has it and that it supports: a loop may
deviate on one version of Python only. What `loopspec targets` does not find in any of them is named as not run.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from loopspec.results.model import Level, Results, Verdict
from loopspec.running.plan import Case, cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.targets.installed import look
from loopspec.targets.registry import TargetError
from loopspec.targets.target import parse_target, registry

INTO = Path(__file__).with_suffix(".md")

VERDICTS = ("pass", "fail", "crash", "hang", "missing", "unsupported", "error", "not-run")

BROKEN = (Verdict.FAIL, Verdict.CRASH, Verdict.HANG)

HEAD = """\
# Every loop that installs here

The whole suite, run once on each registered loop on {platform}, on every Python at hand that has the loop and that the
loop supports. Written by

```sh
python reports/loops.py {pythons}
```

{scenarios} scenarios at all levels. `fail`, `crash` and `hang` count the rules seen broken, whatever their level,
and `must` those of them that the documentation promises; the report of a run (`loopspec run NAME@PYTHON --html x.html`)
tells which. What a loop is, and how it is made, stands in [`targets.toml`](../runners/loopspec/targets/targets.toml).
`asyncio-eager` and `asyncio-debug` show what a mode changes; `virtual` in a name is a clock that jumps when everything
waits, and therefore stands still while a task spins.

"""


def where(pythons: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each registered target with each interpreter that it can be run in, target by target."""
    installed = {python: look(parse_target(f"asyncio@{python}").python, registry().values()) for python in pythons}
    for name, target in registry().items():
        for python, here in installed.items():
            if name in here.versions and here.supports(target):
                yield name, python


def row(results: Results, levels: Mapping[str, Level]) -> list[str]:
    """Build the cells of one target."""
    (info,) = results.targets
    counts = Counter(result.verdict for result in results.results)
    promised = sum(result.verdict in BROKEN and levels[result.id] is Level.MUST for result in results.results)
    cells = [str(counts[Verdict(verdict)] or "") for verdict in VERDICTS]
    name = info.name.partition("@")[0]
    python = f"{info.implementation} {info.python}"
    return [name, info.version, python, *cells, str(promised or ""), f"{results.seconds:.0f}"]


def run_on(target: str, cases: list[Case], levels: Mapping[str, Level]) -> list[str]:
    """Run the cases on one target; return the cells of its row."""
    results = run(make_plan([parse_target(target)], cases))
    cells = row(results, levels)
    print(" ".join(cells), flush=True)
    return cells


def main(pythons: list[str]) -> None:
    """Run, and write."""
    suite = load_suite([])
    cases = cases_of(suite)
    levels = {scenario.id: scenario.level for scenario in suite}
    columns = ["loop", "version", "Python", *VERDICTS, "must", "seconds"]
    rows = [columns, [*["---"] * 3, *["---:"] * (len(columns) - 3)]]
    head = HEAD.format(platform=sys.platform, pythons=" ".join(pythons), scenarios=len(cases))
    pairs = list(where(pythons))
    left = [f"`{name}`" for name in registry() if name not in {name for name, _ in pairs}]
    for done, (name, python) in enumerate(pairs, 1):
        try:
            rows.append(run_on(f"{name}@{python}", cases, levels))
        except TargetError as error:
            print(error, flush=True)
        table = "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
        rest = [f"Not installed, so not run: {', '.join(left)}."] if left else []
        rest += [f"Not finished: {done} of {len(pairs)} runs."] if done < len(pairs) else []
        INTO.write_text("\n\n".join([head + table, *rest]) + "\n")  # after each, for it may take an hour


if __name__ == "__main__":
    main(sys.argv[1:])
