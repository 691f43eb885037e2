"""The generator is worth what it finds: faults planted into copies of refloop, which random programs have to see."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import interpreters
from faults.plant import faults, plant
from loopspec.fuzz.arena import Arena, parts
from loopspec.fuzz.phrases import AREAS
from loopspec.fuzz.search import Search, programs
from loopspec.fuzz.speakers import Theme
from loopspec.scenarios.build import every_step
from loopspec.targets.target import Target, parse_target

OWN = tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))
KNOWN: dict[str, dict[str, Any]] = {**faults(), **OWN}

OF_THE_SUITE = (
    "callback-context-is-lost",
    "callbacks-run-last-in-first-out",
    "cancelled-before-the-first-step-still-runs",
    "event-wakes-one-waiter",
    "gather-orders-backwards",
    "lifo-queue-is-a-fifo",
    "lock-drops-a-wakeup",
    "lock-lets-latecomers-in-first",
    "priority-queue-is-a-fifo",
    "queue-put-wakes-nobody",
    "task-shares-its-creators-context",
    "uncancel-is-forgotten",
)
"""Some of those that the scenarios have to see, each of another kind."""

PASSING = [name for name, fault in OWN.items() if "passing" in fault]
PLAIN = [*OF_THE_SUITE, *(name for name, fault in OWN.items() if not {"since", "passing"} & fault.keys())]
NEWER = [name for name, fault in OWN.items() if "since" in fault]

SHARE = 0.75
"""How much of them has to be found: another phrase makes other programs of a seed."""

PROGRAMS = 400
SEED = 2
DEADLINE = 2.0


def faulty(name: str, folder: Path, python: str | None = None) -> Target:
    """A copy of refloop with a fault in it."""
    return Target(name, namespace=plant(name, KNOWN[name], folder), sys_path=(str(folder),), python=python)


def on_virtual_time(target: Target, folder: Path) -> Target:
    """The same copy, each loop of which has a clock that jumps."""
    package = target.namespace
    text = f"import {package}.clock\n\ndef loop():\n    return {package}.Loop(clock={package}.clock.VirtualClock())\n"
    (folder / f"{package}_virtual.py").write_text(text, encoding="utf-8")
    return replace(target, factory=f"{package}_virtual:loop")


def not_found(right: Target, wrong: list[Target], *, passing: bool = False, count: int = PROGRAMS) -> list[str]:
    """The names of the targets that are as good as the right one, as far as random programs tell."""
    unseen = {target.name: target for target in wrong}
    with Arena([right, *wrong], DEADLINE) as arena:
        for data in programs(Theme(frozenset(AREAS), arena.version, passing), count, SEED):
            if not unseen:
                break
            first, *others = arena.run(data, list(unseen.values()))
            for other in others:
                if parts(first, other):
                    del unseen[other.target]
    return list(unseen)


def test_most_faults_are_found(tmp_path: Path) -> None:
    unseen = not_found(parse_target("asyncio"), [faulty(name, tmp_path) for name in PLAIN])
    assert len(unseen) <= (1 - SHARE) * len(PLAIN), f"not found: {', '.join(unseen)}"


def test_most_faults_in_what_newer_pythons_have_are_found(tmp_path: Path) -> None:
    python = interpreters.find("3.13")
    if python is None:
        pytest.skip("no Python 3.13 here")
    unseen = not_found(parse_target(f"asyncio@{python}"), [faulty(name, tmp_path, python) for name in NEWER])
    assert len(unseen) <= 2, f"not found: {', '.join(unseen)}"


def test_most_faults_of_timers_are_found_where_time_passes(tmp_path: Path) -> None:
    wrong = [on_virtual_time(faulty(name, tmp_path), tmp_path) for name in PASSING]
    unseen = not_found(parse_target("asyncio-virtual"), wrong, passing=True, count=150)
    assert len(unseen) <= 1, f"not found: {', '.join(unseen)}"


@pytest.mark.parametrize(
    ("name", "about"),
    [("callbacks-run-last-in-first-out", "Task"), ("lock-lets-latecomers-in-first", "Lock")],
)
def test_a_fault_shrinks_to_a_small_program(name: str, about: str, tmp_path: Path) -> None:
    with Arena([parse_target("asyncio"), faulty(name, tmp_path)], DEADLINE) as arena:
        theme = Theme(frozenset({about}), arena.version)
        found = Search(arena, theme, PROGRAMS, SEED, shrinking=300).run()
    assert found is not None
    steps = [step for lane, lane_steps in found.data["tasks"].items() for _, step in every_step(lane_steps)]
    assert len(steps) <= 12, found.data
