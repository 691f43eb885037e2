"""Faults planted into copies of refloop, for random programs to find."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from faults.plant import faults, plant
from loopspec.targets.target import Target

HERE = Path(__file__).parent
OWN: dict[str, dict[str, Any]] = tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))
KNOWN: dict[str, dict[str, Any]] = {**faults(), **OWN}
PROGRAMS = HERE / "programs"
"""For each fault that was found, a program that sees it: a scenario file of the fault's name."""

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

NAMES = (*OF_THE_SUITE, *OWN)
NEWER_PYTHON = "3.13"
"""The Python for the faults in what came after 3.11."""


def standard(name: str) -> str:
    """The name of the target that a fault is compared with."""
    return "asyncio-virtual" if "passing" in KNOWN[name] else "asyncio"


def faulty(name: str, folder: Path, python: str | None = None) -> Target:
    """A copy of refloop with a fault in it, on virtual time where only time shows it."""
    target = Target(name, namespace=plant(name, KNOWN[name], folder), sys_path=(str(folder),), python=python)
    return on_virtual_time(target, folder) if "passing" in KNOWN[name] else target


def on_virtual_time(target: Target, folder: Path) -> Target:
    """The same copy, each loop of which has a clock that jumps."""
    package = target.namespace
    text = f"import {package}.clock\n\ndef loop():\n    return {package}.Loop(clock={package}.clock.VirtualClock())\n"
    (folder / f"{package}_virtual.py").write_text(text, encoding="utf-8")
    return replace(target, factory=f"{package}_virtual:loop")
