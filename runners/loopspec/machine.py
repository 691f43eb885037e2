"""The machine that a run is on: its processors, and whether they have more to do than they can."""

from __future__ import annotations

import os


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_workers() -> int:
    """Return one more than there are processors: some always wait for a clock, or for a child to begin."""
    return processors() + 1


def load() -> float:
    """Return how many programs wanted to run in the last minute, for each processor; 0 if unknown."""
    try:
        return os.getloadavg()[0] / processors()
    except (AttributeError, OSError):
        return 0.0


def is_busy() -> bool:
    """Return whether more programs wanted to run in the last minute than there are processors; False if unknown."""
    return load() > 1
