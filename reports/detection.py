"""Plants faults into some targets, and writes ``reports/detection.md``.

    python reports/detection.py [--faults N] [TARGET:SEED ...]

The same as ``loopspec detect TARGET --faults N --seed SEED`` for each, one after another, for refloop with ``--also``
and its other targets. What came of each fault is kept in ``reports/runs/``: a run that was broken off goes on where it
was, and after a new rule only the faults that were not seen are run again. ``reports/loops.py`` puts what is kept into
the page.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from loopspec.detect.model import Detection, Outcome, read_detection, share
from loopspec.detect.tables import by, markdown, percent
from loopspec.files import make_folder, write
from loopspec.report.markdown import code_cell, table

HERE = Path(__file__).parent
INTO = HERE / "detection.md"
RUNS = HERE / "runs"

SAMPLES = ("asyncio@python3.12:5", "asyncio@python3.14:5", "refloop@python3.14:4")
"""Targets and seeds that were not drawn before rules were written."""

ALSO = {"refloop": ("refloop-poll", "refloop-select", "refloop-stepped")}
"""The other targets of a package that what is not seen is shown to: they run parts of it that the first does not."""

FAULTS = 400

HEAD = """\
# Which planted faults the suite sees

A fault is one changed place in the code of a target; the rules that execute it run until one deviates.
[docs/detection.md](../docs/detection.md) has the method. Written by

```sh
python reports/detection.py {words}
```

which runs `loopspec detect TARGET --faults N --seed SEED` for each; what {also} does not see is shown to its other
targets, too. Rules were written after reading which faults nobody saw: of asyncio on 3.14 those of seeds 0 to 3, all of
its tasks, futures, locks, queues, groups, runners and timeouts, all of what schedules in base_events, and further
samples of its other modules; of asyncio on 3.12 and of refloop on 3.11 those of three seeds; of refloop on 3.14 a
sample of each module. The seeds here were drawn when that was done: on 3.14 they hold a part of what had been read, on
3.12 many faults that differ from one of those in nothing but the version. Cells: faults seen, of those that somebody
could see, and the share in percent.
"""


def file_of(sample: str) -> Path:
    """Return the file in which the outcomes of a sample are kept."""
    target, _, seed = sample.rpartition(":")
    return RUNS / f"detection-{target}-{seed}.json"


def plant(sample: str, faults: int) -> Detection:
    """Run one sample, and return it."""
    target, _, seed = sample.rpartition(":")
    kept = file_of(sample)
    words = [target, "--faults", str(faults), "--seed", seed, "--json", str(kept)]
    name, _, python = target.partition("@")
    for other in ALSO.get(name, ()):
        words += ["--also", f"{other}@{python}" if python else other]
    words += ["--resume", str(kept)] if kept.exists() else []
    make_folder(RUNS)
    subprocess.run([sys.executable, "-m", "loopspec", "detect", *words], check=True)
    return read_detection(kept)


def name_of(detection: Detection) -> str:
    """Name a detection in a heading."""
    return f"{detection.package} {detection.target.python}, seed {detection.seed}"


def summary(found: list[Detection]) -> str:
    """Render the shares by module side by side, those of refloop by chapter."""
    grouped = [by(one, lambda fault: ".".join(fault.module.split(".")[:2])) for one in found]
    modules = sorted({module for groups in grouped for module in groups})
    rows = [
        [code_cell(module), *(_cell(groups[module]) if module in groups else "" for groups in grouped)]
        for module in modules
    ]
    rows.append(["**all**", *(_cell(one.outcomes) for one in found)])
    return table(["module", *map(name_of, found)], rows)


def _cell(outcomes: list[Outcome]) -> str:
    seen, counted = share(outcomes)
    return f"{seen} / {counted} ({percent(seen, counted)} %)" if counted else ""


def main() -> None:
    """Run, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("samples", nargs="*", metavar="TARGET:SEED", default=SAMPLES)
    parser.add_argument("--faults", type=int, default=FAULTS)
    asked = parser.parse_args()
    for sample in asked.samples:
        if not sample.rpartition(":")[2].isdecimal() or not sample.rpartition(":")[0]:
            parser.error(f"expected TARGET:SEED, such as refloop:0, got {sample!r}")
    found = [plant(sample, asked.faults) for sample in asked.samples]
    head = HEAD.format(words=" ".join([f"--faults {asked.faults}", *asked.samples]), also=" and ".join(ALSO))
    parts = [f"## {name_of(one)}\n\n{markdown(one, level=3)}" for one in found]
    write(INTO, "\n".join([head, summary(found), "", *parts]))


if __name__ == "__main__":
    main()
