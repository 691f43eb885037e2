"""The generator is worth what it finds: faults planted into a copy of refloop, which random programs have to see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faults.plant import faults, plant
from loopspec.fuzz.arena import Arena, parts
from loopspec.fuzz.phrases import AREAS
from loopspec.fuzz.search import Search, for_each_program
from loopspec.scenarios.build import every_step
from loopspec.targets.target import Target, parse_target

FAULTS = (
    "batch-is-not-fixed",
    "callbacks-run-last-in-first-out",
    "cancelled-before-the-first-step-still-runs",
    "closed-loop-accepts-work",
    "done-callback-is-skipped",
    "event-wakes-one-waiter",
    "future-can-be-set-twice",
    "lock-lets-latecomers-in-first",
    "queue-put-wakes-nobody",
    "second-cancel-is-ignored",
    "task-loses-the-cancel-message",
    "uncancel-is-forgotten",
)
"""Some of those that the scenarios have to see, each of another kind."""

EXPECTED = 10
"""How many of them have to be found: another version of Hypothesis makes other programs."""

PROGRAMS = 200
SEED = 0
DEADLINE = 0.5


def faulty(name: str, folder: Path) -> Target:
    """A copy of refloop with a fault in it."""
    return Target(name, namespace=plant(name, faults()[name], folder), sys_path=(str(folder),))


def test_most_faults_are_found(tmp_path: Path) -> None:
    right, unseen = parse_target("asyncio"), {name: faulty(name, tmp_path) for name in FAULTS}

    def look(data: dict[str, Any]) -> None:
        targets = list(unseen.values())
        if targets:
            first, *others = arena.run(data, targets)
            for other in others:
                if parts(first, other):
                    del unseen[other.target]

    with Arena([right, *unseen.values()], DEADLINE) as arena:
        for_each_program(frozenset(AREAS), arena.version, PROGRAMS, SEED, look)
    assert len(FAULTS) - len(unseen) >= EXPECTED, f"not found: {', '.join(unseen)}"


@pytest.mark.parametrize(
    ("name", "about"),
    [("callbacks-run-last-in-first-out", "Task"), ("lock-lets-latecomers-in-first", "Lock")],
)
def test_a_fault_shrinks_to_a_small_program(name: str, about: str, tmp_path: Path) -> None:
    with Arena([parse_target("asyncio"), faulty(name, tmp_path)], DEADLINE) as arena:
        found = Search(arena, frozenset({about}), PROGRAMS, SEED, shrinking=300).run()
    assert found is not None
    steps = [step for lane, lane_steps in found.data["tasks"].items() for _, step in every_step(lane_steps)]
    assert len(steps) <= 12, found.data
