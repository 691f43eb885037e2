"""A scenario file as plain data with positions, and the faults found in it; ``yamlfile`` reads it from YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SIZE_LIMIT = 256 * 1024
"""Bytes of the largest scenario file that is read."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """A fault in a file, its place, and what was expected. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class SpecError(Exception):
    """Scenario files that cannot be used; ``faults`` says all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(slots=True)
class Document:
    """Plain data, the position of each key and value, and the faults found on the way."""

    file: str
    lines: list[str]
    data: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    ends: dict[Path, int] = field(default_factory=dict)
    """The line after the last one of a value."""
    faults: list[Fault] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    """Paths of what cannot be taken as it stands, and of mappings of which a part is lost."""

    def fault(self, path: Path, message: str, *, key: bool = False) -> None:
        """Add a fault at a value, or at its key."""
        places = self.keys if key else self.values
        while path and path not in places:
            path = path[:-1]
        line, column = places.get(path) or self.values.get(path, (1, 1))
        self.faults.append(Fault(self.file, line, column, message))
