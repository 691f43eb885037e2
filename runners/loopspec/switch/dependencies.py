"""The installed packages that an application imports, and those that they import, read like the application itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from loopspec.coverage.inventory import Inventory
from loopspec.places import HARNESS
from loopspec.switch.application import Application, ApplicationError, read_sources
from loopspec.targets.interpreters import ask

NO_LOOPS = ("loopspec", "refloop", "rloop", "uvloop", "winloop")
"""Packages that are a loop themselves, or this tool."""


def add_dependencies(application: Application, inventory: Inventory, own: Path, python: str | None) -> None:
    """Read the packages that an application imports, wherever they are installed in its interpreter.

    ``own`` is the application's file or folder, whose modules are known already. Raises ApplicationError.
    """
    base = own.resolve()
    asked: set[str] = {base.stem, *NO_LOOPS}
    while wanted := sorted(application.imports - asked):
        asked.update(wanted)
        for name, where in locate(wanted, python).items():
            place = Path(where)
            if place.resolve().is_relative_to(base) or base.is_relative_to(place.resolve()):
                continue
            application.dependencies.append(name)
            read_sources(place, place.parent, application, inventory)


def locate(names: list[str], python: str | None) -> dict[str, str]:
    """Ask an interpreter, None for this one, where it has some modules. Raises ApplicationError."""
    executable = python or sys.executable
    try:
        answer = json.loads(ask(executable, HARNESS / "module_files.py", json.dumps(names)))
    except OSError as error:
        raise ApplicationError(f"cannot start {executable}: {error.strerror or error}") from None
    except ValueError:
        raise ApplicationError(
            f"{executable} cannot say where its modules lie; expected Python 3.10 or later"
        ) from None
    return {str(name): str(where) for name, where in answer.items()}
