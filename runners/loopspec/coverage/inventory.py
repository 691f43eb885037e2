"""The inventory of asyncio's public interface: what the documentation and the interpreter of one version name.

It is data, ``spec/inventory.json``; ``remake`` makes it. A *claim* is what a scenario may use: a name, a parameter
of it, or an error that its documentation links to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from loopspec.places import SPEC

INVENTORY = SPEC / "inventory.json"
"""The inventory that comes with loopspec."""

NOT_DOCUMENTED = "(not documented)"
"""The page of public names that the interpreter has and the documentation has not."""

LOOP = "asyncio.loop"
"""The documentation's name for the methods of ``AbstractEventLoop``."""

Kind = Literal["name", "parameter", "error"]
KINDS: tuple[Kind, ...] = ("name", "parameter", "error")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a scenario may use."""

    kind: Kind
    entry: str
    """The public name that it is or belongs to, such as ``asyncio.Queue.get``."""
    detail: str = ""
    """The parameter, without stars, or the class of the error."""

    def __str__(self) -> str:
        if self.kind == "parameter":
            return f"{self.entry}({self.detail})"
        return f"{self.entry} raises {self.detail}" if self.kind == "error" else self.entry


@dataclass(frozen=True, slots=True)
class Entry:
    """One public name."""

    name: str
    kind: str
    """``function``, ``class``, ``method``, ``attribute``, ``data`` or ``exception``."""
    page: str
    """The page of the documentation, such as ``library/asyncio-queue.html``, or ``NOT_DOCUMENTED``."""
    parameters: tuple[str, ...] = ()
    """As the documentation writes them, without defaults: ``*`` alone stands before those by keyword only."""
    errors: tuple[str, ...] = ()
    """Classes of exceptions that its text links to."""

    @property
    def owner(self) -> str:
        """The class that it is a member of; for a name of the package, the package."""
        return self.name.rpartition(".")[0]

    @property
    def short(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    @property
    def named_parameters(self) -> tuple[str, ...]:
        """Its parameters without stars and separators."""
        return tuple(name.lstrip("*") for name in self.parameters if name not in ("*", "/"))

    @property
    def positional(self) -> tuple[str, ...]:
        """The parameters that positional arguments go to, in order; one that takes all the rest keeps its star."""
        found: list[str] = []
        for name in self.parameters:
            if name == "*" or name.startswith("**"):
                break
            if name != "/":
                found.append(name)
            if name.startswith("*"):
                break
        return tuple(found)

    def claims(self) -> Iterator[Claim]:
        """Yield the name, its parameters and its errors."""
        yield Claim("name", self.name)
        for parameter in self.named_parameters:
            yield Claim("parameter", self.name, parameter)
        for error in self.errors:
            yield Claim("error", self.name, error)


@dataclass(frozen=True)
class Inventory:
    """All public names of one version of asyncio."""

    python: str
    """The version of the documentation."""
    entries: Mapping[str, Entry]
    """By name, page after page, in the order of the page."""
    bases: Mapping[str, tuple[str, ...]]
    """The public classes that a public class inherits from, nearest first."""

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that a scenario may use."""
        return tuple(claim for entry in self.entries.values() for claim in entry.claims())

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The pages, in order."""
        return tuple(dict.fromkeys(entry.page for entry in self.entries.values()))

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """The classes that have a member of a name of their own, by this name."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.entries.values():
            if entry.kind in ("method", "attribute"):
                found[entry.short] = (*found.get(entry.short, ()), entry.owner)
        return found

    def member(self, owner: str, attribute: str) -> Entry | None:
        """Return the member that an attribute of an object of a class is, be it inherited."""
        for one in (owner, *self.bases.get(owner, ())):
            entry = self.entries.get(f"{one}.{attribute}")
            if entry is not None:
                return entry
        return None


def read_inventory(path: Path = INVENTORY) -> Inventory:
    """Read an inventory that ``inventory_text`` has written."""
    return from_data(json.loads(path.read_text(encoding="utf-8")))


def from_data(data: Mapping[str, Any]) -> Inventory:
    """Build an inventory from the data of its file."""
    entries = {}
    for page, found in data["pages"].items():
        for name, facts in found.items():
            parameters, errors = tuple(facts.get("parameters", ())), tuple(facts.get("errors", ()))
            entries[name] = Entry(name, facts["kind"], page, parameters, errors)
    return Inventory(data["python"], entries, {name: tuple(bases) for name, bases in data["bases"].items()})


def inventory_text(inventory: Inventory) -> str:
    """Write an inventory as the text of its file, one name a line."""
    pages: dict[str, list[str]] = {}
    for entry in inventory.entries.values():
        facts: dict[str, Any] = {"kind": entry.kind}
        facts |= {"parameters": entry.parameters} if entry.parameters else {}
        facts |= {"errors": entry.errors} if entry.errors else {}
        pages.setdefault(entry.page, []).append(f"      {json.dumps(entry.name)}: {json.dumps(facts)}")
    text = ",\n".join(f"    {json.dumps(page)}: {{\n" + ",\n".join(lines) + "\n    }" for page, lines in pages.items())
    bases = ",\n".join(f"    {json.dumps(name)}: {json.dumps(found)}" for name, found in inventory.bases.items())
    return (
        f'{{\n  "python": {json.dumps(inventory.python)},\n  "bases": {{\n{bases}\n  }},\n'
        f'  "pages": {{\n{text}\n  }}\n}}\n'
    )
