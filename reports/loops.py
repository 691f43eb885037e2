"""Runs the whole suite on every registered loop that is installed, and writes ``reports/loops.md``.

    python reports/loops.py python3.12 python3.13 python3.11

Each loop is run in the first of these interpreters (names on the PATH) that has it and that it supports;
what `loopspec targets` does not find in any of them is named as not run.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from loopspec.results.model import Results, Verdict
from loopspec.running.plan import Case, cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.targets.installed import look
from loopspec.targets.registry import TargetError
from loopspec.targets.target import parse_target, registry

INTO = Path(__file__).with_suffix(".md")

VERDICTS = ("pass", "fail", "crash", "hang", "missing", "unsupported", "error", "not-run")

HEAD = """\
# Every loop that installs here

The whole suite, run once on each registered loop on {platform}. Written by

```sh
python reports/loops.py {pythons}
```

{scenarios} scenarios at all levels. `fail`, `crash` and `hang` count the rules seen broken, whatever their level; the
report of a run (`loopspec run NAME@PYTHON --html report.html`) tells which. What a loop is, and how it is made, stands
in [`targets.toml`](../runners/loopspec/targets/targets.toml). `asyncio-eager` and `asyncio-debug` show what a mode
changes; `virtual` in a name is a clock that jumps when everything waits, and therefore stands still while a task spins.

"""


def where(pythons: list[str]) -> dict[str, str]:
    """For each registered target that is installed, the first interpreter that it can be run in."""
    found: dict[str, str] = {}
    for python in pythons:
        here = look(parse_target(f"asyncio@{python}").python, registry().values())
        for name, target in registry().items():
            if name in here.versions and here.supports(target):
                found.setdefault(name, python)
    return {name: found[name] for name in registry() if name in found}


def row(results: Results) -> list[str]:
    """The cells of one target."""
    (info,) = results.targets
    counts = Counter(result.verdict for result in results.results)
    cells = [str(counts[Verdict(verdict)] or "") for verdict in VERDICTS]
    name = info.name.partition("@")[0]
    return [name, info.version, f"{info.implementation} {info.python}", *cells, f"{results.seconds:.0f}"]


def run_on(target: str, cases: list[Case]) -> list[str]:
    """Run the cases on one target; the cells of its row."""
    results = run(make_plan([parse_target(target)], cases))
    cells = row(results)
    print(" ".join(cells), flush=True)
    return cells


def main(pythons: list[str]) -> None:
    """Run, and write."""
    cases = cases_of(load_suite([]))
    rows = [["loop", "version", "Python", *VERDICTS, "seconds"], ["---", "---", "---", *["---:"] * (len(VERDICTS) + 1)]]
    left = []
    chosen = where(pythons)
    for name in registry():
        try:
            rows += [run_on(f"{name}@{chosen[name]}", cases)] if name in chosen else []
        except TargetError as error:
            print(error, flush=True)
            chosen.pop(name)
        left += [f"`{name}`"] if name not in chosen else []
    head = HEAD.format(platform=sys.platform, pythons=" ".join(pythons), scenarios=len(cases))
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
    rest = f"\n\nNot installed, so not run: {', '.join(left)}." if left else ""
    INTO.write_text(head + table + rest + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
