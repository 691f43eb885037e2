"""Reads the configuration of a project: ``loopspec.toml``, or ``[tool.loopspec]`` in ``pyproject.toml``.

A text that cannot be understood is an error with ``file:line``, and all errors are reported at once. An entry
that is understood and not acceptable (without a reason, or out of date) is for ``loopspec.gate`` to judge.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loopspec.config import keys
from loopspec.config.keys import Reader, target_faults
from loopspec.config.known import Blocked, Known
from loopspec.encoding import EncodingError, decode
from loopspec.near import guess

FILE = "loopspec.toml"
PYPROJECT = "pyproject.toml"
TABLES = ("known", "blocked", "target")
"""The keys of the configuration that hold tables, which have keys of their own."""

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest file that is read."""

KeyPath = tuple[str | int, ...]
"""A place in a document: keys, and indexes into arrays of tables."""


class ConfigError(Exception):
    """A configuration that cannot be used; the message has a line ``file:line: ...`` for each fault."""


@dataclass(frozen=True, slots=True)
class Config:
    """A gate's settings, and the deviations it knows. The command line decides where a setting is None or empty."""

    file: Path | None = None
    """The file that was read; None where there is none."""
    raw: bytes = b""
    targets: tuple[str, ...] = ()
    """Targets to run on, each ``NAME[@PYTHON]``."""
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
    """Number of reruns of a case that fails, to find the flaky ones."""
    known: tuple[Known, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Targets of the project's own, ``[target.NAME]``: the values of each by key (``keys.TARGET``)."""

    @property
    def run_options(self) -> dict[str, Any]:
        """The options of a run that the file sets, by the fields of ``running.options.RunOptions``."""
        settings = {
            "workers": self.workers,
            "timeout": self.timeout,
            "time_factor": self.time_factor,
            "memory": self.memory,
        }
        return {name: value for name, value in settings.items() if value is not None}

    @property
    def text(self) -> str:
        """The file without its byte order mark."""
        return decode(self.raw)

    @property
    def byte_order_mark(self) -> str:
        """The mark that the file begins with, or nothing."""
        return "\ufeff" if self.raw.startswith(codecs.BOM_UTF8) else ""

    @property
    def table(self) -> KeyPath:
        """The path of the configuration inside its file."""
        return ("tool", "loopspec") if self.file is not None and self.file.name == PYPROJECT else ()

    def place(self, entry: Known | Blocked) -> str:
        """Return ``file:line`` of an entry."""
        return f"{self.file}:{entry.line}"

    def place_of_target(self, name: str) -> str:
        """Return ``file:line`` of the table ``[target.NAME]``."""
        return f"{self.file}:{lines_of(self.text)[(*self.table, 'target', name)]}"


def find_config(named: Path | None = None) -> Config:
    """Read the named file, or the configuration of the current folder; an empty one where there is none.

    Raises ConfigError.
    """
    if named is not None:
        return read_config(named)
    here = Path(FILE)
    project = Path(PYPROJECT)
    in_project = project.is_file() and _section(_parsed(project, _read(project)), ("tool", "loopspec")) is not None
    if here.is_file() and in_project:
        raise ConfigError(f"{FILE} and [tool.loopspec] in {PYPROJECT}: expected one configuration, got two; keep one")
    if here.is_file():
        return read_config(here)
    return read_config(project) if in_project else Config()


def read_config(file: Path) -> Config:
    """Read the configuration of a file. Raises ConfigError."""
    return parse_config(file, _read(file))


def parse_config(file: Path, raw: bytes) -> Config:
    """Read the configuration in bytes that stand in a file, or are to stand there. Raises ConfigError."""
    empty = Config(file=file, raw=raw)
    data = _section(_parsed(file, raw), empty.table)
    if data is None:
        raise ConfigError(f"{file}: no [tool.loopspec]; add that section, or name another file with --config")
    return _Reader(empty).config(data)


def _read(file: Path) -> bytes:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    if len(raw) > LARGEST:
        raise ConfigError(f"{file}: file too large (limit: {LARGEST >> 20} MiB)")
    return raw


def _parsed(file: Path, raw: bytes) -> dict[str, Any]:
    try:
        text = decode(raw)
    except EncodingError as error:
        raise ConfigError(f"{file}:{error.line}: {error}") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        number = place.removeprefix("line ").partition(",")[0]
        line = int(number) if number.isdigit() else text.count("\n") + 1
        raise ConfigError(f"{file}:{line}: not TOML: {message[:1].lower()}{message[1:]}") from None
    except RecursionError:
        raise ConfigError(f"{file}: nested too deeply") from None


def _section(data: Any, table: KeyPath) -> Any:
    for key in table:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


class _Reader:
    """Collects the faults of a configuration while it is read."""

    def __init__(self, empty: Config) -> None:
        self._empty = empty
        self._lines = lines_of(empty.text)
        self._faults: list[tuple[int, str]] = []

    def config(self, data: Any) -> Config:
        """Check everything; raises ConfigError with all faults."""
        file = self._empty.file
        if not isinstance(data, dict):
            raise ConfigError(f"{file}: expected tool.loopspec to be a table")
        found = self._fields((), data, keys.SETTINGS)
        known = tuple(Known(**fields) for fields in self._entries(data, "known", keys.KNOWN, {"scenario": ""}))
        missing = {"blocked_by": "", "scenarios": ()}
        blocked = tuple(Blocked(**fields) for fields in self._entries(data, "blocked", keys.BLOCKED, missing))
        own = self._own(data.get("target", {}))
        if self._faults:
            raise ConfigError("\n".join(f"{file}:{line}: {text}" for line, text in sorted(self._faults)))
        return Config(file=file, raw=self._empty.raw, known=known, blocked=blocked, own=own, **found)

    def _own(self, tables: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            self._fault(("target",), "expected [target.NAME] headers, got another kind of value for target")
            return {}
        own = {}
        for name, table in tables.items():
            own[name] = self._fields(("target", name), table, keys.TARGET)
            for fault in target_faults(name, table):
                self._fault(("target", name), fault)
        return own

    def _entries(
        self, data: dict[str, Any], name: str, readers: dict[str, Reader], required: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """Yield the fields of each ``[[name]]``; ``required`` has the keys that each needs, with a stand-in."""
        tables = data.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._fault((name,), f"expected [[{name}]] headers, got another kind of value for {name}")
            return
        for number, table in enumerate(tables):
            where: KeyPath = (name, number)
            fields = self._fields(where, table, readers)
            for key in required:
                if key not in table:
                    self._fault(where, f"[[{name}]] without `{key}`; {_NEEDED[key]}")
            yield {**required, **fields, "line": self._line(where)}

    def _fields(self, where: KeyPath, table: dict[str, Any], readers: dict[str, Reader]) -> dict[str, Any]:
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

    def _line(self, where: KeyPath) -> int:
        path = (*self._empty.table, *where)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _fault(self, where: KeyPath, message: str) -> None:
        self._faults.append((self._line(where), message))


_NEEDED = {
    "scenario": "add an id, or a pattern such as lock/*",
    "blocked_by": "add the id of the scenario that shows the cause",
    "scenarios": "add a list of ids, or of patterns such as lock/*",
}


# Lines: the parser of TOML in the standard library does not give them.


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, a key with its value, or a line that is blank or a comment. Lines count from 0."""

    path: KeyPath
    """The table that a header opens, or the key; empty for a blank line or a comment."""
    start: int
    end: int
    """The line after the last one."""
    header: bool = False


_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)",
    re.DOTALL,
)
_KEY = re.compile(r"""[ \t]*(?:("(?:[^"\\]|\\.)*")|'([^']*)'|([\w-]+))[ \t]*(\.?)""")


def statements(text: str) -> Iterator[Statement]:
    """Split a text that is valid TOML into its statements, in one pass over it."""
    tables: dict[KeyPath, int] = {}
    table: KeyPath = ()
    line = start_line = start = depth = 0
    length = len(text)
    if text and not text.endswith("\n"):
        text += "\n"
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "end":
            line += 1
            if depth == 0:
                statement = text[start : token.start()].lstrip()
                if not statement or statement.startswith("#"):
                    yield Statement((), start_line, line)
                elif statement.startswith("["):
                    array = statement.startswith("[[")
                    table = _opened(_keys(statement, 1 + array), tables, array=array)
                    yield Statement(table, start_line, line, header=True)
                else:
                    yield Statement((*table, *_keys(statement, 0)), start_line, line)
                start, start_line = token.end(), line
        elif kind is None:
            line += token[0].count("\n")
    assert start >= length, "the text is not valid TOML"


def _keys(text: str, at: int) -> tuple[str, ...]:
    """Return the parts of the dotted key that begins at an index."""
    found = []
    dot = "."
    while dot:
        key = _KEY.match(text, at)
        assert key is not None, f"{text!r} begins with no key"
        basic, literal, bare, dot = key.groups()
        found.append(tomllib.loads(f"key = {basic}")["key"] if basic else bare or literal)
        at = key.end()
    return tuple(found)


def _opened(path: tuple[str, ...], tables: dict[KeyPath, int], *, array: bool) -> KeyPath:
    """Return the path of a table whose header was read; ``tables`` counts those of each array."""
    found: KeyPath = ()
    for key in path[:-1]:
        found = (*found, key)
        if found in tables:
            found = (*found, tables[found] - 1)
    found = (*found, path[-1])
    if array:
        tables[found] = tables.get(found, 0) + 1
        found = (*found, tables[found] - 1)
    return found


def lines_of(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every table and key of a text that is valid TOML."""
    found: dict[KeyPath, int] = {}
    for statement in statements(text):
        for length in range(1, len(statement.path) + 1):
            found.setdefault(statement.path[:length], statement.start + 1)
    return found
