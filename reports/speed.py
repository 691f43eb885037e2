"""Times the popular loops on several Pythons, and loopspec itself, and writes ``reports/speed.md``.

    python reports/speed.py python3.11 python3.13 python3.14

The first target is the baseline. Targets that an interpreter (a name on the PATH) lacks are left out of its table.
What was measured is kept in ``reports/runs/``, from which ``reports/loops.py`` puts it into the page.
With ``--scale`` and ``--rounds`` as for `loopspec bench`.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from loopspec.bench.measure import ROUNDS, Bench
from loopspec.bench.measurements import Measurements, to_json
from loopspec.bench.tables import markdown
from loopspec.bench.workloads import workloads
from loopspec.files import make_folder, write
from loopspec.targets.installed import look
from loopspec.targets.target import parse_target, parse_targets, registry

INTO = Path(__file__).with_suffix(".md")
RUNS = INTO.parent / "runs"
SUITE = INTO.with_name("suite.py")

TARGETS = ("asyncio", "refloop", "refloop-loop", "uvloop", "rloop", "asyncio-pure")
"""The standard library with its C accelerator; ours, in both ways in; the most used; the standard library in Python."""

HEAD = """\
# How fast

CPU time on {platform}, {machine}. Written by

```sh
python reports/speed.py {pythons}
```

The column of `asyncio` is the CPU time of one operation; the others are ratios to it: 2 is twice as fast, or half of
the memory. Workloads in *italics* are not in the mean. [docs/speed.md](../docs/speed.md) has the method.
"""


def measured(python: str, rounds: int, scale: float) -> Measurements:
    """Measure all targets that one interpreter has."""
    here = look(parse_target(f"asyncio@{python}").python, [registry()[name] for name in TARGETS])
    names = [f"{name}@{python}" for name in TARGETS if name in here.versions and here.supports(registry()[name])]
    with Bench(parse_targets(names), workloads(), rounds, scale) as bench:
        return bench.run()


def section(python: str, measurements: Measurements) -> str:
    """Render the part of one interpreter: the table without the name of the interpreter in each column."""
    python_tested = f"{measurements.baseline.implementation} {measurements.baseline.python}"
    return f"\n## {python_tested}\n\n" + markdown(measurements).replace(f"@{python}", "")


def main() -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--into", type=Path, default=INTO)
    asked = parser.parse_args()
    for python in asked.pythons:
        if not shutil.which(python):
            parser.error(f"there is no interpreter {python!r}")
    parts = [HEAD.format(platform=platform.platform(), machine=platform.machine(), pythons=" ".join(asked.pythons))]
    make_folder(RUNS)
    for python in asked.pythons:
        measurements = measured(python, asked.rounds, asked.scale)
        write(RUNS / f"speed-{python}.json", to_json(measurements))
        parts.append(section(python, measurements))
        print(parts[-1], flush=True)
    parts.append("\n## loopspec itself\n\n" + subprocess.check_output([sys.executable, SUITE], text=True))
    write(asked.into, "".join(parts))


if __name__ == "__main__":
    main()
