"""How the far side is reached in an interpreter: by a worker of its own, or through a *launcher*.

A launcher is a program that speaks the worker's protocol for an interpreter that cannot: it starts
one script a case (``launchers.scripted``), or feeds an interpreter that is no program of its own
(``launchers/pyodide.mjs``). Which of the two ways an interpreter gets is found out by asking it.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from loopspec.places import FAR, LAUNCHERS

PROBE_LIMIT = 20.0
"""Seconds that an interpreter has to say whether it can run a worker."""


@dataclass(frozen=True, slots=True)
class Launcher:
    """A registered launcher: what ``NAME@LAUNCHER`` starts."""

    command: tuple[str, ...]
    install: str = ""
    home: str = ""
    notes: str = ""
    lacks: frozenset[str] = frozenset()
    """Capabilities that no target has there."""


@cache
def launchers() -> Mapping[str, Launcher]:
    """The launchers known by name."""
    data = tomllib.loads((LAUNCHERS / "launchers.toml").read_text(encoding="utf-8"))
    return {
        name: Launcher(
            command=tuple(word.replace("{launchers}", str(LAUNCHERS)) for word in entry.pop("command")),
            lacks=frozenset(entry.pop("lacks", ())),
            **entry,
        )
        for name, entry in data.items()
    }


def command(python: str | None) -> list[str]:
    """What to start for an interpreter: a path, the name of a launcher, or None for this one."""
    launcher = launchers().get(python or "")
    if launcher is not None:
        return list(launcher.command)
    if python is None or can_run_a_worker(python):
        return [python or sys.executable, str(FAR / "worker.py")]
    return [sys.executable, "-P", "-m", "loopspec.launchers.scripted", python]


@cache
def can_run_a_worker(python: str) -> bool:
    """Whether an interpreter has what ``far/worker.py`` needs. Raises OSError when it cannot be started."""
    try:
        done = subprocess.run(
            [python, str(FAR / "probe.py")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PROBE_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return b"this interpreter can run a worker" in done.stdout
