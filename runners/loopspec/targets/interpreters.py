"""The way to the far side in an interpreter: by a worker of its own, or through a *launcher*.

A launcher is a program that speaks the worker's protocol for an interpreter that cannot: it starts
one script a case (``launchers.scripted``), or feeds an interpreter that is no program of its own
(``launchers/pyodide.mjs``). Which of the two ways an interpreter gets is found out by asking it.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from errno import ETIMEDOUT
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from loopspec.capabilities import expand
from loopspec.groups import kill_group, own_group
from loopspec.machine import is_busy
from loopspec.places import HARNESS, LAUNCHERS

LIMIT = 20.0
"""Seconds that an interpreter may take to answer a question."""

LONGER = 3
"""The multiple of it on a busy machine."""


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
    """Return the launchers known by name."""
    data = tomllib.loads((LAUNCHERS / "launchers.toml").read_text(encoding="utf-8"))
    return {
        name: Launcher(
            command=tuple(word.replace("{launchers}", str(LAUNCHERS)) for word in entry.pop("command")),
            lacks=expand(entry.pop("lacks", ())),
            **entry,
        )
        for name, entry in data.items()
    }


def command(python: str | None) -> list[str]:
    """Return the command for an interpreter: a path, the name of a launcher, or None for this one."""
    launcher = launchers().get(python or "")
    if launcher is not None:
        return list(launcher.command)
    if python is None or can_run_a_worker(python):
        return [python or sys.executable, str(HARNESS / "worker.py")]
    return [sys.executable, "-P", "-m", "loopspec.launchers.scripted", python]


@cache
def can_run_a_worker(python: str) -> bool:
    """Return whether an interpreter has what ``harness/worker.py`` needs. Raises OSError, see ``ask``."""
    return "this interpreter can run a worker" in ask(python, HARNESS / "probe.py")


def ask(python: str, script: Path, text: str = "") -> str:
    """Run a script in an interpreter, give it a text, and return the text that it prints.

    Raises OSError when the interpreter cannot be started, or does not end within ``LIMIT`` seconds, or ``LONGER``
    times that on a busy machine.
    """
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as given, TemporaryFile() as printed:
        given.write(text)
        given.seek(0)
        limit = LIMIT
        process = subprocess.Popen(
            [python, str(script)], stdin=given, stdout=printed, stderr=subprocess.DEVNULL, **own_group()
        )
        try:
            with suppress(subprocess.TimeoutExpired):
                process.wait(LIMIT)
            if process.returncode is None and is_busy():
                limit = LONGER * LIMIT
            process.wait(limit - LIMIT)
        except subprocess.TimeoutExpired:
            raise TimeoutError(ETIMEDOUT, f"a script of a few lines does not end within {limit:g} s") from None
        finally:
            kill_group(process)
            process.wait()
        printed.seek(0)
        return printed.read().decode("utf-8", "replace")
