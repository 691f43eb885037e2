"""The options of a run: one model from the command line, the configuration or pytest down to the requests of cases."""

from __future__ import annotations

from dataclasses import dataclass

from loopspec.machine import default_workers
from loopspec.results.model import Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """Options of a run. Fields are named as the options of ``loopspec run`` and keys of ``loopspec.toml`` are."""

    workers: int | None = None
    """Worker processes at a time, None for ``machine.default_workers()``; hangs that wait are not counted."""
    timeout: float = 1.5
    """Seconds that a case may take: its deadline."""
    time_factor: float = 1.0
    """Multiplies the literal delays of cases on the real clock."""
    memory: int = 4096
    """Mebibytes that a worker and each case may allocate, far more than any rule needs; 0 for no bound."""
    alone: bool = False
    """Whether cases that pass, too, have a process of their own."""
    repeat: int = 1
    """The number of runs of the whole plan."""
    shuffle: int | None = None
    """The seed of the order of each round, None for the plan's own order."""
    stress: int = 0
    """The number of busy processes that slow the run; they are the caller's business."""
    maxfail: int = 0
    """After how many deviations from rules at must and should the run stops, 0 for never."""
    missing_fails: bool = False
    """Whether a rule whose name the target lacks counts against it."""

    @property
    def places(self) -> int:
        """Return the number of workers at a time."""
        return max(1, self.workers or default_workers())

    @property
    def isolates(self) -> bool:
        """Whether every case has a process of its own: a shared one forgives a case its first failure."""
        return self.alone or self.repeat > 1 or self.stress > 0

    @property
    def conditions(self) -> Conditions:
        """The options that a results file records."""
        return Conditions(self.repeat, self.shuffle, self.stress, self.maxfail, self.missing_fails)


DEFAULTS = RunOptions()
