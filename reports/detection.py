"""Plants faults into some targets, and writes ``reports/detection.md``.

    python reports/detection.py [TARGET:SEED:FAULTS ...]

The same as ``loopspec detect TARGET --faults N --seed SEED`` for each, one after another, for refloop with ``--also``
and its other targets. What came of each fault is kept in ``reports/runs/``: a run that was broken off goes on where it
was, and after a new rule only the faults that were not seen are run again. ``reports/loops.py`` puts what is kept into
the page.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from loopspec.detect.model import Detection, Outcome, read_detection, share
from loopspec.detect.tables import by, markdown, percent
from loopspec.files import make_folder, write
from loopspec.report.markdown import code_cell, table

HERE = Path(__file__).parent
INTO = HERE / "detection.md"
RUNS = HERE / "runs"


@dataclass(frozen=True, slots=True)
class Sample:
    """Faults of a target to plant, drawn by a seed."""

    target: str
    seed: int
    faults: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the sample that ``TARGET:SEED:FAULTS`` names. Raises ValueError."""
        target, seed, faults = text.rsplit(":", 2)
        return cls(target, int(seed), int(faults))

    def __str__(self) -> str:
        return f"{self.target}:{self.seed}:{self.faults}"

    @property
    def file(self) -> Path:
        """Return the file in which its outcomes are kept."""
        return RUNS / f"detection-{self.target}-{self.seed}.json"


SAMPLES = (
    Sample("asyncio@python3.12", 6, 600),
    Sample("asyncio@python3.14", 6, 1000),
    Sample("refloop@python3.14", 5, 300),
)
"""Seeds that were not drawn before rules were written."""

SCHEDULING = (
    "call_|_call|_run_once|run_|_run_forever|stop|close|_check_closed|_check_running|_check_callback|_check_thread|"
    "_add_callback|_timer|time|__init__|is_|create_task|create_future|set_task|get_task|set_exc|get_exc|default_exc|"
    "_do_shutdown|shutdown_"
)
"""The beginnings of those methods of asyncio's BaseEventLoop that have to do with no input or output."""

GOALS = (
    (
        "tasks, futures, locks, queues, runners, timeouts, task groups, scheduling and handles", 95,
        re.compile(
            r"asyncio\.(tasks|futures|base_futures|base_tasks|locks|mixins|queues|runners|timeouts|taskgroups):"
            r"|asyncio\.events:\w*Handle\."
            rf"|asyncio\.base_events:(_run_until|BaseEventLoop\.({SCHEDULING}))"
        ),
    ),
    (
        "selector loop, transports, streams, subprocess and TLS", 90,
        re.compile(r"asyncio\.(selector_events|transports|streams|base_subprocess|subprocess|sslproto):"),
    ),
)  # fmt: skip
"""Parts of the standard library's code: the percentage that is to be seen, and the beginnings of the ids of faults."""

ALSO = {"refloop": ("refloop-poll", "refloop-select", "refloop-stepped", "refloop-guest", "refloop-virtual")}
"""The other targets of a package that what is not seen is shown to: they run parts of it that the first does not."""

HEAD = """\
# Which planted faults the suite sees

A fault is one changed place in the code of a target; the rules that execute it run until one deviates.
[docs/detection.md](../docs/detection.md) has the method. Written by

```sh
python reports/detection.py {words}
```

which runs `loopspec detect TARGET --faults N --seed SEED` for each; what {also} does not see is shown to its other
targets, too. Rules were written after reading which faults nobody saw: of asyncio on 3.14 those of seeds 0 to 5, all of
its tasks, futures, locks, queues, groups, runners, timeouts, events and TLS, all of what schedules in base_events, and
further samples of its other modules; of asyncio on 3.12 those of four seeds and all of unix_events; of refloop those of
four seeds on 3.11 and 3.14, and most of its core. The seeds here were drawn when that was done. They hold a part of
what had been read, and on 3.12 many faults that differ from one of those in nothing but the version: the share that is
seen of code that nobody has looked at is lower. Cells: faults seen, of those that somebody could see, and the share in
percent.
"""


def plant(sample: Sample) -> Detection:
    """Run one sample, and return it."""
    words = [sample.target, "--faults", str(sample.faults), "--seed", str(sample.seed), "--json", str(sample.file)]
    name, _, python = sample.target.partition("@")
    for other in ALSO.get(name, ()):
        words += ["--also", f"{other}@{python}" if python else other]
    words += ["--resume", str(sample.file)] if sample.file.exists() else []
    make_folder(RUNS)
    subprocess.run([sys.executable, "-m", "loopspec", "detect", *words], check=True)
    return read_detection(sample.file)


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


def goals(found: list[Detection]) -> str:
    """Render what is seen of the code that goals are set for."""
    own = [one for one in found if one.package == "asyncio"]
    rows = [
        [what, f"{goal} %", *(_cell([fault for fault in one.outcomes if begins.match(fault.id)]) for one in own)]
        for what, goal, begins in GOALS
    ]
    return table(["code of the standard library", "goal", *map(name_of, own)], rows, texts=1)


def _cell(outcomes: list[Outcome]) -> str:
    seen, counted = share(outcomes)
    return f"{seen} / {counted} ({percent(seen, counted)} %)" if counted else ""


def main() -> None:
    """Run, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("samples", nargs="*", metavar="TARGET:SEED:FAULTS", type=Sample.parse, default=SAMPLES)
    samples = parser.parse_args().samples
    found = [plant(sample) for sample in samples]
    head = HEAD.format(words=" ".join(map(str, samples)), also=" and ".join(ALSO))
    parts = [f"## {name_of(one)}\n\n{markdown(one, level=3)}" for one in found]
    write(INTO, "\n".join([head, goals(found), "", summary(found), "", *parts]))


if __name__ == "__main__":
    main()
