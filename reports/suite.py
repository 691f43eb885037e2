"""Times loopspec itself: its commands, one case, hangs beside cases, and runs in more and more processes.

    python reports/suite.py

Prints tables in Markdown: medians of some rounds, with the load of the machine beside them. `reports/speed.py` writes
them behind those of the loops.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loopspec.report.markdown import code_cell, table
from loopspec.results.file import read_results, write_results
from loopspec.running.options import DEFAULTS

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.report.big import big_results  # a run of this size is made there for the tests of reports

ROUNDS = 3

USAGE = 2
"""The exit code of a command that was not run."""

LONG = 15.0
"""Seconds from which one round is enough."""

RULE = "lock/fairness/a-free-lock-with-cancelled-waiters-only"

AREAS = ("run", "task", "future", "gather", "sleep", "queue", "lock", "event")
"""Those without input and output: around a case that does little, what it costs to run a case at all shows best."""

FIVE = ("asyncio", "refloop", "refloop-loop", "uvloop", "rloop")

STEADY = ("asyncio", "asyncio-poll", "asyncio-select", "refloop", "refloop-loop")
"""Targets on which nothing hangs."""

PROCESSES = (1, 2, 3)

RECKONED = (4, 8, 16)
"""Processors that this machine need not have."""

MUTE = "mute:MuteLoop"
"""A loop whose timers do not fire."""

TIMERS = ("sleep", "timeout", "wait-for", "wait", "as-completed", "scheduling")

HOSTS = Path(__file__).parent.parent / "benchmarks" / "hosts"

PROGRAM = """
import atexit, json, os, resource, sys
from loopspec.__main__ import main

def end(into=sys.argv.pop(1), process=os.getpid()):
    if os.getpid() == process:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        with open(into, "w") as file:
            json.dump([one.ru_utime + one.ru_stime for one in used], file)

atexit.register(end)
main()
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a command: seconds, and those of processors by itself and by its workers."""

    wall: float
    own: float
    workers: float

    @property
    def cpu(self) -> float:
        """Return the seconds of processors."""
        return self.own + self.workers


def cost(*words: str, rounds: int = ROUNDS) -> Cost:
    """Run a command of loopspec some times, and return the medians. Ends with its message where one is not run."""
    costs = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "used"
            began = time.perf_counter()
            whole = [sys.executable, "-c", PROGRAM, str(into), *words]
            done = subprocess.run(whole, cwd=HOSTS, capture_output=True, text=True, check=False)
            if done.returncode == USAGE:
                sys.exit(f"loopspec {' '.join(words)}: {done.stderr}")
            costs.append([time.perf_counter() - began, *json.loads(into.read_text("utf-8"))])
        if costs[0][0] > LONG:
            break
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def areas(names: Sequence[str]) -> list[str]:
    """Return the options that choose areas."""
    return [word for name in names for word in ("--area", name)]


def commands(folder: Path) -> str:
    """Measure commands, the last one on a run of 5,000 scenarios on 30 targets."""
    big, page = folder / "big.jsonl.gz", str(folder / "page.html")
    write_results(big, big_results(5000, 30))
    rows = []
    for name, words in (
        ("list", ["list"]),
        (f"show {RULE}", ["show", RULE]),
        (f"run asyncio -k {RULE}", ["run", "asyncio", "-k", RULE]),
        ("run asyncio", ["run", "asyncio"]),
        ("run refloop", ["run", "refloop"]),
        ("run uvloop", ["run", "uvloop"]),
        ("run rloop", ["run", "rloop"]),
        (f"run {' '.join(FIVE)}", ["run", *FIVE]),
        ("report, 5,000 scenarios on 30 targets", ["report", str(big), "--html", page]),
    ):
        took = cost(*words)
        rows.append([code_cell(name), *(f"{seconds:.2f}" for seconds in (took.wall, took.own, took.workers))])
    return table(["command", "seconds", "CPU, itself", "CPU, its workers"], rows)


def one_case(folder: Path) -> str:
    """Measure what a case costs, without what a run costs that has one case only."""
    into = folder / "run.jsonl.gz"
    whole = cost("run", "asyncio", "-n", "1", *areas(AREAS), "--results", str(into))
    one = cost("run", "asyncio", "-n", "1", "-k", RULE)
    cases = len(read_results(into).results) - 1
    each, own = (1000 * seconds / cases for seconds in (whole.cpu - one.cpu, whole.own - one.own))
    return (
        f"A case costs {each:.2f} ms of CPU, {own:.2f} of them on loopspec's own side: `run asyncio -n 1` of the "
        f"{cases + 1} cases of the areas {', '.join(AREAS)}, less a run of one case, which takes {one.cpu:.2f} s."
    )


def hangs(folder: Path) -> str:
    """Measure what hangs add to a run."""
    into = folder / "mute.jsonl.gz"
    plain = cost("run", "asyncio", *areas(TIMERS))
    mute = cost("run", MUTE, *areas(TIMERS), "--results", str(into))
    results = read_results(into).results
    count = sum(result.verdict == "hang" for result in results)
    more = mute.wall - plain.wall
    return (
        f"A loop on which {count} of {len(results)} cases hang takes {more:.1f} s longer than asyncio, which is "
        f"{more / DEFAULTS.timeout:.1f} times the deadline of {DEFAULTS.timeout:g} s."
    )


def scaling() -> str:
    """Measure runs in some numbers of processes, and reckon those on more processors than there are here.

    loopspec's own side is one process, and its workers are as many as are asked for: with enough processors a run
    takes as long as the busier of the two.
    """
    rows = []
    for what, targets in (("asyncio", STEADY[:1]), ("five targets", STEADY)):
        runs = [cost("run", *targets, "-n", str(processes), rounds=1) for processes in PROCESSES]
        rows.append([what, *(f"{run.wall:.1f}" for run in runs)])
        rows[-1] += [f"{max(runs[-1].own, runs[-1].cpu / processors):.1f}" for processors in RECKONED]
    head = ["seconds of a run of", *(f"-n {processes}" for processes in PROCESSES)]
    return table([*head, *(f"{processors} processors" for processors in RECKONED)], rows)


def measured() -> str:
    """Measure all, and return it in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [commands(folder), one_case(folder), hangs(folder), scaling()]
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    parts.append(
        f"{os.cpu_count()} processors; the load was {load} over the last 1, 5 and 15 minutes, these runs among it. The "
        "columns of more processors are reckoned: the CPU time of all divided by their number, but no less than that "
        "of loopspec's own side, which is one process."
    )
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(measured())
