"""Which targets are installed in an interpreter, found out without importing any of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loopspec.harness.execution import version_within
from loopspec.places import HARNESS
from loopspec.targets.interpreters import ask
from loopspec.targets.registry import TargetError
from loopspec.targets.target import Target


@dataclass(frozen=True, slots=True)
class Installed:
    """The content of an interpreter."""

    python: str
    """Its version."""
    versions: Mapping[str, str]
    """The version of each target that is there, by its name; empty where it has none of its own."""

    def supports(self, target: Target) -> bool:
        """Return whether a target supports this version of Python."""
        major, minor = self.python.split(".")[:2]
        return version_within((int(major), int(minor)), target.since, target.until)


def look(python: str | None, targets: Iterable[Target]) -> Installed:
    """Ask an interpreter, None for this one, which targets it has. Raises TargetError."""
    asked = {
        target.name: {
            "modules": target.needed,
            "distribution": target.distribution,
            "sys_path": target.sys_path,
        }
        for target in targets
    }
    executable = python or sys.executable
    try:
        answer = json.loads(ask(executable, HARNESS / "installed.py", json.dumps(asked)))
        return Installed(answer["python"], answer["found"])
    except OSError as error:
        raise TargetError(f"cannot start {executable}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise TargetError(f"{executable}: expected a Python with importlib, to list what is installed") from None
