"""The capabilities that scenarios need and targets may lack, read from ``targets/capabilities.toml``.

Adding one is an entry in that file: the checks of scenarios and targets, the questions to a bare interpreter
and `loopspec targets --capabilities` are made from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loopspec.places import PACKAGE


@dataclass(frozen=True, slots=True)
class Capability:
    """A part of asyncio or of the interpreter that a target may lack by its design."""

    says: str
    """One phrase for users."""
    names: tuple[str, ...] = ()
    """Names, attributes and arguments that are there only with it."""
    modules: tuple[str, ...] = ()
    """Modules of the interpreter without which no target has it."""
    group: str = ""
    """The group that it belongs to, such as ``io``."""


def _read() -> dict[str, Capability]:
    data = tomllib.loads((PACKAGE / "targets" / "capabilities.toml").read_text(encoding="utf-8"))
    return {
        name: Capability(entry.pop("says"), tuple(entry.pop("names", ())), tuple(entry.pop("modules", ())), **entry)
        for name, entry in sorted(data.items())
    }


CAPABILITIES: Mapping[str, Capability] = _read()
"""All capabilities by name, in alphabetical order."""

ALL = frozenset(CAPABILITIES)
"""Their names."""

GROUPS: Mapping[str, frozenset[str]] = {
    group: frozenset(name for name, entry in CAPABILITIES.items() if entry.group == group)
    for group in sorted({entry.group for entry in CAPABILITIES.values()} - {""})
}
"""The capabilities of each group by its name."""


def expand(names: Iterable[str]) -> frozenset[str]:
    """Replace each name of a group by the capabilities that belong to it."""
    return frozenset().union(*(GROUPS.get(name, {name}) for name in names))


IMPLIED: Mapping[str, str] = {name: which for which, entry in CAPABILITIES.items() for name in entry.names}
"""The capability without which there is no such name, attribute or argument."""
