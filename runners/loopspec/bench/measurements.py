"""Measurements: the model, its JSON file, and the statistics that every report shows.

A ratio says how many times less than the baseline something takes: 2 is twice as fast, or half of the memory.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from loopspec.bench.workloads import Workload
from loopspec.places import SPEC
from loopspec.results.document import read_document
from loopspec.results.model import TargetInfo

FORMAT = "1.0"


@dataclass(frozen=True, slots=True)
class Measurement:
    """The outcome of a workload on a target."""

    workload: str
    target: str
    rounds: Sequence[float] = ()
    """A figure a round, in the unit of the workload: seconds of CPU time for all of its n, or KiB."""
    verdict: str = "measured"
    """Else ``missing``, ``unsupported``, ``failed``, ``crash``, ``hang`` or ``not-run``, and no rounds."""
    detail: str = ""

    @property
    def median(self) -> float | None:
        """The median of its rounds; None where nothing was measured."""
        return statistics.median(self.rounds) if self.verdict == "measured" else None

    @property
    def spread(self) -> float:
        """The median distance of a round from the median, as a part of it."""
        middle = self.median
        return statistics.median(abs(value - middle) for value in self.rounds) / middle if middle else 0.0


@dataclass(frozen=True, slots=True)
class Measurements:
    """The measurements of a bench. The first target is the baseline."""

    loopspec: str
    started: str
    """ISO 8601 time of the start."""
    platform: str
    targets: list[TargetInfo]
    workloads: list[Workload]
    scale: float = 1.0
    """The factor of the n of the workloads."""
    rounds: int = 0
    """Rounds of each measurement, one that warms up not counted."""
    complete: bool = True
    measurements: list[Measurement] = field(default_factory=list)

    @property
    def baseline(self) -> TargetInfo:
        """The target that the others are compared with."""
        return self.targets[0]

    def of(self, workload: Workload, target: TargetInfo) -> Measurement:
        """Return the outcome of a workload on a target."""
        for one in self.measurements:
            if (one.workload, one.target) == (workload.id, target.name):
                return one
        return Measurement(workload.id, target.name, verdict="not-run")

    def cost(self, workload: Workload, target: TargetInfo) -> float | None:
        """Return the median for one operation, in seconds or KiB."""
        median = self.of(workload, target).median
        return None if median is None else median / (workload.scaled(self.scale) * workload.each)

    def ratio(self, workload: Workload, target: TargetInfo) -> float | None:
        """Return how many times less than the baseline a target takes; None where one was not measured."""
        base, own = self.of(workload, self.baseline).median, self.of(workload, target).median
        return base / own if base and own else None

    def core_ratios(self, target: TargetInfo) -> dict[str, float]:
        """Return the ratios of a target that count in the mean, by workload."""
        ratios = {one.id: self.ratio(one, target) for one in self.workloads if one.core}
        return {name: ratio for name, ratio in ratios.items() if ratio is not None}

    def mean(self, target: TargetInfo) -> float | None:
        """Return the geometric mean of a target's core ratios, None without any."""
        ratios = self.core_ratios(target).values()
        return math.exp(statistics.fmean(math.log(ratio) for ratio in ratios)) if ratios else None

    def least(self, target: TargetInfo) -> float | None:
        """Return the least of a target's core ratios, None without any."""
        return min(self.core_ratios(target).values(), default=None)

    def unmeasured(self) -> list[Measurement]:
        """Return those that a target could not do."""
        return [one for one in self.measurements if one.verdict != "measured"]


def to_json(measurements: Measurements) -> str:
    """Return the text of a bench file: one object, ``spec/schema/bench-1.0.json``."""
    return json.dumps({"format": FORMAT, **asdict(measurements)}, indent=1) + "\n"


def read_measurements(path: Path) -> Measurements:
    """Read a bench file.

    Raises ResultsError, which says where and what was expected, when it is not one.
    """
    schema = json.loads((SPEC / "schema" / f"bench-{FORMAT}.json").read_text(encoding="utf-8"))
    data = read_document(path, "bench", schema, _EXPECTED)
    del data["format"]
    return Measurements(
        **data
        | {
            "targets": [TargetInfo(**one) for one in data["targets"]],
            "workloads": [Workload(**one) for one in data["workloads"]],
            "measurements": [Measurement(**one) for one in data["measurements"]],
        }
    )


_EXPECTED = "expected what `loopspec bench --json FILE` writes"
