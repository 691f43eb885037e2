"""TOML text as statements with their lines, which no parser of TOML tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Where something is: keys, and indexes into arrays of tables."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, a key with its value, or a line that is blank or a comment. Lines count from 0."""

    path: Path
    """Of the table that the header opens, or of the key; empty for a blank line or a comment."""
    start: int
    end: int
    """The line after the last one."""
    header: bool = False


def statements(text: str) -> list[Statement]:
    """The statements of a text that is valid TOML.

    A statement is the shortest run of lines that the standard library's parser accepts by itself.
    """
    lines = lines_in(text)
    found: list[Statement] = []
    table: Path = ()
    tables: dict[Path, int] = {}
    start = 0
    while start < len(lines):
        end, data = _shortest(lines, start)
        keys = tuple(_only_keys(data))
        if not keys:
            found.append(Statement((), start, end))
        elif lines[start].lstrip().startswith("["):
            table = _opened(keys, tables, array=lines[start].lstrip().startswith("[["))
            found.append(Statement(table, start, end, header=True))
        else:
            found.append(Statement((*table, *keys), start, end))
        start = end
    return found


def lines_in(text: str) -> list[str]:
    """The lines of a text with their ends: a line ends where TOML says so, not at every odd separator."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _shortest(lines: list[str], start: int) -> tuple[int, dict[str, Any]]:
    for end in range(start + 1, len(lines) + 1):
        try:
            return end, tomllib.loads("".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
    raise ValueError(f"line {start + 1} begins no statement: the text is not valid TOML")


def _only_keys(data: Any) -> Iterator[str]:
    """The keys on the way down, as long as there is only one."""
    while isinstance(data, dict) and len(data) == 1:
        ((key, data),) = data.items()
        yield key
        if isinstance(data, list) and data == [{}]:
            data = data[0]


def _opened(keys: tuple[str, ...], tables: dict[Path, int], *, array: bool) -> Path:
    """The path of a table whose header was read; ``tables`` counts those of each array."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in tables:
            path = (*path, tables[path] - 1)
    path = (*path, keys[-1])
    if array:
        tables[path] = tables.get(path, 0) + 1
        path = (*path, tables[path] - 1)
    return path


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every table and key of a text that is valid TOML."""
    found: dict[Path, int] = {}
    for statement in statements(text):
        for length in range(1, len(statement.path) + 1):
            found.setdefault(statement.path[:length], statement.start + 1)
    return found
