"""Reads the configuration of a project: ``loopspec.toml``, or ``[tool.loopspec]`` in ``pyproject.toml``.

What cannot be understood is an error with ``file:line``, and all errors are told at once. What can be
understood and is not acceptable (an entry without a reason, or out of date) is for ``compare``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loopspec.config.known import Known
from loopspec.config.statements import Path as Place
from loopspec.config.statements import lines_of
from loopspec.config.target_entry import KEYS, faults
from loopspec.config.values import ENTRY, TOP, Reader, guess

FILE = "loopspec.toml"
PYPROJECT = "pyproject.toml"
TABLES = ("known", "target")
"""The keys of the configuration that hold tables, which have keys of their own."""

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest file that is read."""


class ConfigError(Exception):
    """A configuration that cannot be used; the message has a line ``file:line: ...`` for each fault."""


@dataclass(frozen=True, slots=True)
class Config:
    """How a gate runs, and what is known. What is None or empty is left to the command line."""

    file: Path | None = None
    """Where it was read; None where there is no such file."""
    text: str = ""
    targets: tuple[str, ...] = ()
    """What to run on, each ``NAME[@PYTHON]``."""
    areas: tuple[str, ...] = ()
    """Only these areas."""
    levels: tuple[str, ...] = ()
    """Only these levels: ``must``, ``should``, ``may``."""
    timeout: float | None = None
    """Seconds a case may take."""
    time_factor: float | None = None
    """Multiplies the delays of scenarios on the real clock."""
    workers: int | None = None
    """Worker processes."""
    memory: int | None = None
    """Mebibytes a case may allocate; 0 for no bound."""
    retries: int | None = None
    """How often a case that fails is run again, to tell the flaky."""
    known: tuple[Known, ...] = ()
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Targets of the project's own, ``[target.NAME]``: the values of each by key (``target_entry.KEYS``)."""

    @property
    def table(self) -> Place:
        """The path of the configuration inside its file."""
        return ("tool", "loopspec") if self.file is not None and self.file.name == PYPROJECT else ()

    def place(self, entry: Known) -> str:
        """``file:line`` of an entry."""
        return f"{self.file}:{entry.line}"


def find_config(named: Path | None = None) -> Config:
    """The configuration of a file, or of the one in the current folder; an empty one where there is none.

    Raises ConfigError.
    """
    if named is not None:
        return read_config(named)
    here = Path(FILE)
    project = Path(PYPROJECT)
    in_project = project.is_file() and _section(_parsed(project, _text(project)), ("tool", "loopspec")) is not None
    if here.is_file() and in_project:
        raise ConfigError(f"{FILE} and [tool.loopspec] in {PYPROJECT}: two configurations; keep one")
    if here.is_file():
        return read_config(here)
    return read_config(project) if in_project else Config()


def read_config(file: Path) -> Config:
    """The configuration of a file. Raises ConfigError."""
    text = _text(file)
    empty = Config(file=file, text=text)
    data = _section(_parsed(file, text), empty.table)
    if data is None:
        raise ConfigError(f"{file}: no [tool.loopspec]; expected that section, or another file for --config")
    return _Reader(file, text, empty.table).config(data)


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
        if len(raw) > LARGEST:
            raise ConfigError(f"{file}: more than {LARGEST} bytes; that is no list that people keep")
        return raw.decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{file}:{line}: bytes that are not UTF-8; save the file as UTF-8") from None


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        number = place.removeprefix("line ").partition(",")[0]
        line = int(number) if number.isdigit() else text.count("\n") + 1
        raise ConfigError(f"{file}:{line}: not TOML: {message[:1].lower()}{message[1:]}") from None
    except RecursionError:
        raise ConfigError(f"{file}: nested too deeply") from None


def _section(data: Any, table: Place) -> Any:
    for key in table:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


class _Reader:
    """Collects the faults of a configuration while it is read."""

    def __init__(self, file: Path, text: str, table: Place) -> None:
        self._file = file
        self._text = text
        self._table = table
        self._lines = lines_of(text)
        self._faults: list[tuple[int, str]] = []

    def config(self, data: Any) -> Config:
        """The configuration; raises ConfigError with all faults."""
        if not isinstance(data, dict):
            raise ConfigError(f"{self._file}: tool.loopspec is not a table")
        found = self._fields((), data, TOP)
        entries = data.get("known", [])
        known: list[Known] = []
        if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
            known = [self._known(number, entry) for number, entry in enumerate(entries)]
        else:
            self._fault(("known",), "known is no array of tables; expected [[known]] headers")
        own = self._own(data.get("target", {}))
        if self._faults:
            raise ConfigError("\n".join(f"{self._file}:{line}: {text}" for line, text in sorted(self._faults)))
        return Config(file=self._file, text=self._text, known=tuple(known), own=own, **found)

    def _own(self, tables: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            self._fault(("target",), "target is no table of tables; expected [target.NAME] headers")
            return {}
        own = {}
        for name, table in tables.items():
            own[name] = self._fields(("target", name), table, KEYS)
            for fault in faults(name, table):
                self._fault(("target", name), fault)
        return own

    def _known(self, number: int, entry: dict[str, Any]) -> Known:
        where: Place = ("known", number)
        found = self._fields(where, entry, ENTRY)
        if "scenario" not in entry:
            self._fault(where, "an entry without `scenario`; expected an id, or a pattern such as lock/*")
        return Known(**{"scenario": "", **found}, line=self._line(where))

    def _fields(self, where: Place, table: dict[str, Any], readers: dict[str, Reader]) -> dict[str, Any]:
        found = {}
        for key, value in table.items():
            if key in readers:
                try:
                    found[key] = readers[key](value)
                except ValueError as error:
                    self._fault((*where, key), f"{key}: {error}")
            elif where or key not in TABLES:
                names = [*readers, *([] if where else TABLES)]
                self._fault((*where, key), f"unknown key {key!r}; {guess(key, names)}")
        return found

    def _line(self, where: Place) -> int:
        path = (*self._table, *where)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _fault(self, where: Place, message: str) -> None:
        self._faults.append((self._line(where), message))
