"""Runs the whole suite on every loop and interpreter that is installed, and writes what is published of it.

    python reports/loops.py python3.11 python3.12 python3.13 python3.14 python3.15

Each loop is run in every one of these interpreters (names on the PATH) that has it and that it supports: a loop may
deviate on one version of Python only. The standard library's asyncio is run in the interpreters of other kinds too that
are at hand. `reports/results.jsonl.gz` is the results file of all runs together, and all else is made from it:
`reports/loops.md` is the table of loops, `reports/interpreters.md` that of interpreters by area, `reports/index.html`
the report, and `reports/compat.json` the same by page of the documentation, for programs. What `loopspec targets` does
not find in any interpreter is named as not run. The page also has what `reports/detection.py` and `reports/speed.py`
keep beside the runs, and the earlier releases that `reports/history.py` keeps.

A run that ended is kept in `reports/runs/`. The next time only those scenarios are run that are new or judged otherwise
since, so what was broken off goes on where it was, and a new rule costs little.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from loopspec.bench.measurements import read_measurements
from loopspec.bench.section import Speed
from loopspec.coverage.account import explanations, make_account
from loopspec.coverage.inventory import read_inventory
from loopspec.coverage.section import Coverage
from loopspec.detect.model import read_detection
from loopspec.detect.section import Detected
from loopspec.files import make_folder, write
from loopspec.report.markdown import render_areas, table
from loopspec.report.reporter import Appendix
from loopspec.report.reporters import compat, html
from loopspec.results.file import read_results, write_results
from loopspec.results.merge import Part, merge, renamed
from loopspec.results.model import Level, Results, Verdict
from loopspec.results.tally import tallies
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Case, cases_of
from loopspec.running.rest import rest_of, run_rest
from loopspec.scenarios.load import load_suite
from loopspec.targets.about import about
from loopspec.targets.installed import look
from loopspec.targets.registry import TargetError
from loopspec.targets.target import parse_target, registry

HERE = Path(__file__).parent
TABLE = HERE / "loops.md"
ALL = HERE / "results.jsonl.gz"
PAGE = HERE / "index.html"
DATA = HERE / "compat.json"
RUNS = HERE / "runs"
RELEASES = RUNS / "releases"
PYTHONS = HERE / "interpreters.md"

OTHERS = ("pypy3", "pyodide", "micropython", "monty")
"""Interpreters that are no CPython of a plain build: looked for on the PATH, or started by a launcher."""

PATIENT = RunOptions(timeout=10, time_factor=2)
"""For these, some of which take seconds to start or run a case in a process of its own."""

VERDICTS = ("pass", "fail", "crash", "hang", "missing", "unsupported", "error", "not-run")

HEAD = """\
# Every loop that installs here

The whole suite, run once on each registered loop on {platform}, on every Python at hand that has the loop and that the
loop supports. Written by

```sh
python reports/loops.py {pythons}
```

{scenarios} scenarios at all levels. `fail`, `crash` and `hang` count the rules seen broken, whatever their level,
and `must` those of them that the documentation promises; [the report](index.html), made from
[the results](results.jsonl.gz) of these runs, lists them; [compat.json](compat.json) has them for programs, by page of
the documentation. The targets and their factories are in
[`targets.toml`](../runners/loopspec/targets/targets.toml). `asyncio-eager` and `asyncio-debug` show what a mode does;
`virtual` in a name is a clock that jumps when everything waits, and therefore stands still while a task spins.

"""

ABOUT_PYTHONS = """\
# asyncio on other Pythons

How much of each area is there, and right, in the standard library's asyncio of each Python that was at hand: one table
of rules that pass, of all, then the verdicts on each. [docs/interpreters.md](../docs/interpreters.md) says what the
verdicts mean, and where `missing`, `unsupported` and `fail` part. Made from [the results](results.jsonl.gz) of
[loops.md](loops.md), which names the command.

`.ci/interpreters` unpacks CPython 3.14 and 3.15, PyPy, MicroPython and Monty below `.interpreters/` where a Debian
mirror and PyPI can be reached; Pyodide is `npm install pyodide`. A Python that says it is 3.11 is held to the rules of
3.11, so most of the `unsupported` of the older ones are rules for newer versions. MicroPython, which says 3.4, is held
to those of 3.11.

"""


def where(pythons: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each registered target with each interpreter that it can be run in, target by target."""
    installed = {python: look(parse_target(f"asyncio@{python}").python, registry().values()) for python in pythons}
    for name, target in registry().items():
        for python, here in installed.items():
            if name in here.versions and here.supports(target):
                yield name, python


def row(results: Results) -> list[str]:
    """Build the cells of one target."""
    (info,), (tally,) = results.targets, tallies(results)
    cells = [str(tally.total(Verdict(verdict)) or "") for verdict in VERDICTS]
    name = info.name.partition("@")[0]
    python = f"{info.implementation} {info.python}"
    return [name, info.version, python, *cells, str(tally.deviated(Level.MUST) or ""), f"{results.seconds:.0f}"]


def run_on(target: str, cases: list[Case], options: RunOptions = DEFAULTS) -> Results:
    """Run the cases on one target: all, or those that are not alike in the run that is kept of it.

    That one counts while the target has the same version, and lacks the same by its entry.
    """
    kept = RUNS / f"{target}.jsonl.gz"
    before = read_results(kept) if kept.exists() else None
    if before and not lacks_alike(before):
        before = None
    results = run_rest(before, parse_target(target), cases, options)
    if not results.complete:
        raise KeyboardInterrupt
    if rest_of(before, cases):
        make_folder(RUNS)
        write_results(kept, results)
    return with_registry(results)


def lacks_alike(before: Results) -> bool:
    """Return whether the targets of a run lack today what they lacked then."""
    today = with_registry(before).about
    return all(name in before.about and before.about[name].lacks == one.lacks for name, one in today.items())


def with_registry(results: Results) -> Results:
    """Add to a run the facts that the registry has of its targets today."""
    ids = [scenario.id for scenario in results.scenarios]
    known = {info.name: about(parse_target(info.name), info.version, ids) for info in results.targets}
    return replace(results, about=known)


def table_of_loops(parts: list[Part]) -> str:
    """Render the table of loops.md."""
    columns = ["loop", "version", "Python", *VERDICTS, "must", "seconds"]
    return table(columns, [row(part.results) for part in parts], texts=3)


def appendices(coverage: Coverage) -> list[Appendix]:
    """Return the parts of the page about something else than verdicts, as far as they have been measured."""
    found: list[Appendix] = [coverage]
    if detections := [read_detection(file) for file in sorted(RUNS.glob("detection-*.json"))]:
        found.append(Detected(detections))
    found += [Speed(read_measurements(file)) for file in sorted(RUNS.glob("speed-*.json"))[-1:]]
    return found


def earlier(loops: list[Part]) -> list[Part]:
    """Return the runs of releases that are not among the loops, each under the name of its version.

    One of another version of the suite is left out: ``reports/history.py`` runs it anew.
    """
    infos = {(info.name, info.version) for part in loops for info in part.results.targets}
    found = []
    for file in sorted(RELEASES.glob("*.jsonl.gz")):
        results = read_results(file)
        if results.suite != loops[0].results.suite:
            print(f"{file.name}: of another version of the suite, so left out", flush=True)
        elif not any((info.name, info.version) in infos for info in results.targets):
            found.append(Part(file, renamed(with_registry(results), ["version"])))
    return found


def publish(loops: list[Part], others: list[Part], head: str, rest: list[str], coverage: Coverage) -> None:
    """Write the results of all runs, their tables and their reports."""
    merged = merge([*loops, *earlier(loops), *others]).results
    write(TABLE, "\n\n".join([head + table_of_loops(loops), *rest]) + "\n")
    write_results(ALL, merged)
    write(PYTHONS, table_of_interpreters(merged))
    added = appendices(coverage)
    write(PAGE, html.REPORTER.render(merged, added))
    write(DATA, compat.REPORTER.render(merged, added))


def table_of_interpreters(merged: Results) -> str:
    """Render interpreters.md: the standard library's asyncio on each interpreter."""
    own = [info for info in merged.targets if info.name.startswith("asyncio@")]
    names = {info.name for info in own}
    found = [result for result in merged.results if result.target in names]
    return ABOUT_PYTHONS + render_areas(replace(merged, targets=own, results=found))


def ran(targets: list[str], cases: list[Case], options: RunOptions = DEFAULTS) -> tuple[list[Part], list[str]]:
    """Run the cases on each target; return the runs, and the targets that could not be started."""
    parts, refused = [], []
    for target in targets:
        try:
            results = run_on(target, cases, options)
        except TargetError as error:
            print(error, flush=True)
            refused.append(f"`{target}`")
        else:
            print(" ".join(filter(None, row(results))), flush=True)
            parts.append(Part(RUNS / target, results))
    return parts, refused


def main() -> None:
    """Run, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    asked = parser.parse_args()
    suite = load_suite([])
    cases = cases_of(suite)
    try:
        pairs = list(where(asked.pythons))
    except TargetError as error:
        parser.error(str(error))
    loops, refused = ran([f"{name}@{python}" for name, python in pairs], cases)
    others, _ = ran([f"asyncio@{name}" for name in OTHERS], cases, PATIENT)
    left = [f"`{name}`" for name in registry() if name not in {name for name, _ in pairs}]
    rest = [f"Not installed, so not run: {', '.join(left)}."] if left else []
    rest += [f"Installed, but refused its start: {', '.join(refused)}."] if refused else []
    head = HEAD.format(platform=sys.platform, pythons=" ".join(asked.pythons), scenarios=len(cases))
    publish(loops, others, head, rest, Coverage(make_account(suite, read_inventory(), explanations([], suite))))


if __name__ == "__main__":
    main()
