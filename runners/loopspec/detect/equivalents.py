"""Faults that nobody could see: data, each with the argument for it.

An entry names the fault by its id and says again what the change is, so that an entry never comes to mean another
fault when the source of a package has changed. An id with ``*`` is that of all faults with this change, or, where the
entry has none, of all faults that it fits: those of a function that never runs, or that only writes to the log. An
entry of an unknown fault is an error.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loopspec.config.file import ConfigError, lines_of
from loopspec.detect.faults import Fault
from loopspec.near import nearest

OWN = Path(__file__).with_name("equivalents.toml")
"""The file that comes with loopspec."""

KEYS = ("package", "python", "id", "change", "why")

PACKAGES = ("asyncio", "refloop")
"""The packages that loopspec's own file is about."""

VERSION = re.compile(r"3\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A fault that nobody could see."""

    id: str
    change: str
    """As ``Fault.change`` gives it; empty for all that fit an id with ``*``."""
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
    entries = data.pop("equivalent", [])
    if data or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{path}: expected tables [[equivalent]] only, got {', '.join(data) or 'something else'}")
    lines = lines_of(text)
    return [
        _equivalent(entry, f"{path}:{lines.get(('equivalent', number)) or lines.get(('equivalent',), 1)}")
        for number, entry in enumerate(entries)
    ]


def _equivalent(entry: Mapping[str, Any], place: str) -> Equivalent:
    """Check one entry, which stands at a place. Raises ConfigError."""
    for key in entry:
        if key not in KEYS:
            near = nearest(key, KEYS)
            raise ConfigError(f"{place}: unknown key {key!r}" + (f"; did you mean {near!r}?" if near else ""))
    may_be_left_out = {"change"} if "*" in str(entry.get("id")) else set()
    for key in ("package", "id", "change", "why"):
        if key in may_be_left_out and key not in entry:
            continue
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise ConfigError(f"{place}: expected {key} = a string that is not empty")
    python = entry.get("python", [])
    if not isinstance(python, list) or not all(isinstance(one, str) and VERSION.fullmatch(one) for one in python):
        raise ConfigError(f'{place}: expected python = a list of versions such as ["3.12"]')
    why = " ".join(entry["why"].split())
    return Equivalent(entry["id"], entry.get("change", ""), why, entry["package"], tuple(python), place)


def applying(
    entries: Iterable[Equivalent],
    package: str,
    python: str,
    faults: Mapping[str, Fault],
    sources: Mapping[str, str],
    *,
    strict: bool = True,
) -> dict[str, str]:
    """Return the arguments for the faults of a package by their ids; ``python`` is a version such as ``3.12``.

    Raises ConfigError when an entry is about a fault that is not there, or is another one. One that is not ``strict``
    passes over it: the sources of asyncio differ a little from patch to patch.
    """
    found = {}

    def change_of(id: str) -> str:
        return faults[id].change(sources[faults[id].module])

    def why_stale(entry: Equivalent) -> str:
        if "*" in entry.id:
            also = " and has this change" if entry.change else ""
            return f"no fault of {package} of Python {python} fits {entry.id}{also}; remove the entry"
        if entry.id in faults:
            return f"expected change = {change_of(entry.id)!r}, got {entry.change!r}; look at it again"
        near = nearest(entry.id, faults)
        advice = f"did you mean {near}?" if near else "remove the entry"
        return f"there is no fault {entry.id} in {package} of Python {python}; {advice}"

    for entry in entries:
        known = (package, *PACKAGES)
        if entry.package not in known and (near := nearest(entry.package, known)):
            raise ConfigError(f"{entry.place}: no package {entry.package!r} here; did you mean {near!r}?")
        if entry.package != package or (entry.python and python not in entry.python):
            continue
        fitting = fnmatch.filter(faults, entry.id.replace("[", "[[]")) if "*" in entry.id else [entry.id]
        alike = [id for id in fitting if id in faults and entry.change in ("", change_of(id))]
        if not alike and strict:
            raise ConfigError(f"{entry.place}: {why_stale(entry)}")
        found.update(dict.fromkeys(alike, entry.why))
    return found
