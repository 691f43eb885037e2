"""Faults that nobody could see: data, each with the argument for it.

An entry names the fault by its id and says again what the change is, so that an entry never comes to mean another
fault when the source of a package has changed. An id with wildcards is that of all faults with this change. An entry
of an unknown fault is an error.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from loopspec.config.file import ConfigError
from loopspec.detect.faults import Fault
from loopspec.near import nearest

OWN = Path(__file__).with_name("equivalents.toml")
"""The file that comes with loopspec."""

KEYS = ("package", "python", "id", "change", "why")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A fault that nobody could see."""

    id: str
    change: str
    """As ``Fault.change`` gives it."""
    why: str
    package: str
    python: tuple[str, ...]
    """The versions of Python that it holds for; none for all, where a package is the same on all."""
    place: str
    """The file and line of the entry."""


def read_equivalents(path: Path) -> list[Equivalent]:
    """Read a file of equivalents. Raises ConfigError, which says where and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    lines = [
        number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*equivalent\s*\]\]", line)
    ]
    unknown = [key for key in data if key != "equivalent"]
    if unknown or not isinstance(data.get("equivalent", []), list):
        raise ConfigError(f"{path}: expected tables [[equivalent]] only, got {', '.join(unknown) or 'something else'}")
    found = []
    for line, entry in zip(lines, data.get("equivalent", []), strict=True):
        place = f"{path}:{line}"
        for key in entry:
            if key not in KEYS:
                near = nearest(key, KEYS)
                raise ConfigError(f"{place}: unknown key {key!r}" + (f"; did you mean {near!r}?" if near else ""))
        for key in ("package", "id", "change", "why"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                raise ConfigError(f"{place}: expected {key} = a string that is not empty")
        python = entry.get("python", [])
        if not isinstance(python, list) or not all(isinstance(version, str) for version in python):
            raise ConfigError(f'{place}: expected python = a list of versions such as ["3.12"]')
        found.append(
            Equivalent(
                entry["id"], entry["change"], " ".join(entry["why"].split()), entry["package"], tuple(python), place
            )
        )
    return found


def applying(
    entries: Iterable[Equivalent], package: str, python: str, faults: Mapping[str, Fault], sources: Mapping[str, str]
) -> dict[str, str]:
    """Return the arguments for the faults of a package by their ids; ``python`` is a version such as ``3.12``.

    Raises ConfigError when an entry is about a fault that is not there, or is another one.
    """
    found = {}

    def change_of(id: str) -> str:
        return faults[id].change(sources[faults[id].module])

    for entry in entries:
        if entry.package != package or (entry.python and python not in entry.python):
            continue
        if any(mark in entry.id for mark in "*?"):
            alike = [id for id in fnmatch.filter(faults, entry.id) if change_of(id) == entry.change]
            if not alike:
                raise ConfigError(
                    f"{entry.place}: no fault of {package} of Python {python} fits {entry.id} and has this change; "
                    "remove the entry"
                )
            found.update(dict.fromkeys(alike, entry.why))
            continue
        if entry.id not in faults:
            near = nearest(entry.id, faults)
            raise ConfigError(
                f"{entry.place}: there is no fault {entry.id} in {package} of Python {python}"
                + (f"; did you mean {near}?" if near else "; remove the entry")
            )
        change = change_of(entry.id)
        if change != entry.change:
            raise ConfigError(f"{entry.place}: expected change = {change!r}, got {entry.change!r}; look at it again")
        found[entry.id] = entry.why
    return found
