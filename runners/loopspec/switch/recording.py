"""Recordings: what ran of asyncio while a command was watched, made by ``harness/recording`` in each of its Pythons."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from loopspec.coverage.inventory import Inventory
from loopspec.places import HARNESS
from loopspec.results.document import read_document
from loopspec.results.tally import plural
from loopspec.switch.application import Application, Place, Use

FORMAT = "1.0"

RECORDER = HARNESS / "recording"
"""The folder whose ``sitecustomize.py`` records."""

_TEXT: Mapping[str, Any] = {"type": "string"}
_CALL: Mapping[str, Any] = {
    "type": "object",
    "required": ["name", "classes", "file", "line"],
    "properties": {
        "name": _TEXT,
        "classes": {"type": "array", "items": _TEXT},
        "file": _TEXT,
        "line": {"type": "integer"},
    },
}
_PART: Mapping[str, Any] = {
    "type": "object",
    "required": ["python", "calls"],
    "properties": {"python": _TEXT, "calls": {"type": "array", "items": _CALL}},
}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["format", "command", "status", "python", "calls"],
    "properties": {
        "format": {"const": FORMAT},
        "command": {"type": "array", "items": _TEXT},
        "status": {"type": "integer"},
        "python": {"type": "array", "items": _TEXT},
        "calls": {"type": "array", "items": _CALL},
    },
}
"""A recording as it stands in its file."""

_INSTALLED = ("/site-packages/", "/dist-packages/")


class RecordingError(Exception):
    """A command that could not be recorded; the message says why."""


def record(command: Sequence[str]) -> dict[str, Any]:
    """Run a command, let each Python that it starts record, and return the recording.

    Raises RecordingError when the command cannot be started, or when no Python of it wrote what it saw.
    """
    with TemporaryDirectory(prefix="loopspec-") as folder:
        path = os.pathsep.join(filter(None, [str(RECORDER), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": path, "LOOPSPEC_RECORD": folder}
        try:
            status = subprocess.run(list(command), env=environment, check=False).returncode
        except OSError as error:
            raise RecordingError(f"cannot start {command[0]}: {error.strerror or error}") from None
        files = sorted(Path(folder).glob("*.json"))
        parts = [
            read_document(file, "part of a recording", _PART, "expected a process that ended by itself")
            for file in files
        ]
    if not parts:
        raise RecordingError(
            f"{command[0]}: nothing was recorded; expected a command that starts Python 3.11 or later, without "
            "-I and -S, and lets it come to its end"
        )
    calls = {json.dumps(call, sort_keys=True) for part in parts for call in part["calls"]}
    return {
        "format": FORMAT,
        "command": list(command),
        "status": status,
        "python": sorted({part["python"] for part in parts}),
        "calls": [json.loads(call) for call in sorted(calls)],
    }


def add_recorded(application: Application, file: Path, inventory: Inventory) -> None:
    """Add what ran to the uses of an application. Raises ResultsError for a file that is no recording."""
    data = read_document(file, "recording", SCHEMA, "expected what `loopspec record FILE -- COMMAND` writes")
    names: set[str] = set()
    base = Path(application.path).resolve()
    base = base.parent if base.is_file() else base
    for call in data["calls"]:
        for name in public_names(call["name"], call["classes"], inventory):
            names.add(name)
            use: Use = application.use(name)
            place = Place(_shortened(call["file"], base), call["line"])
            if place not in use.ran:
                use.ran.append(place)
    count = f"{len(names)} {plural(len(names), 'name')} recorded on Python {', '.join(data['python'])}"
    application.recorded = f"{count} while `{' '.join(data['command'])}` ran"
    if data["status"]:
        application.cannot_see("code that did not run", f"the recorded command ended with status {data['status']}")


def public_names(name: str, classes: Sequence[str], inventory: Inventory) -> list[str]:
    """Return the public names of a call that was recorded; none for a private one."""
    if not classes:
        found = [f"asyncio.{name}", f"asyncio.subprocess.{name}"]
        return [one for one in found if one in inventory.entries][:1]
    for one in classes:
        for owner in (f"asyncio.{one}", f"asyncio.subprocess.{one}"):
            if (entry := inventory.member(owner, name)) is not None:
                return [entry.name]
    return []


def _shortened(file: str, base: Path) -> str:
    """Return a file relative to the application, or to where packages are installed."""
    for part in _INSTALLED:
        if part in file:
            return file.rpartition(part)[2]
    path = Path(file)
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
