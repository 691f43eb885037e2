"""An application read without being run: the names of asyncio that its sources use, and where.

A use is *seen* when it is reached through ``asyncio`` or an object that asyncio made: a value followed through
assignments and annotations, ``self`` of a protocol, or a receiver that everybody calls ``loop`` or ``transport``. It
is *guessed* when only the name of an attribute fits, in a file that has to do with asyncio.
"""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from loopspec.coverage.inventory import Inventory
from loopspec.switch.reading import Reader

SKIPPED = ("node_modules", "site-packages", "__pycache__")
"""Folders that hold nothing of the application's own; hidden ones and virtual environments are left out too."""

COMPILED = (".so", ".pyd", ".pyx")
"""Suffixes of modules whose sources cannot be read."""

MOST_PLACES = 1000
"""Places of one name that are kept."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file."""

    file: str
    """Relative to the application's folder, with forward slashes."""
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Use:
    """One name of asyncio, a parameter or a trait that an application uses."""

    name: str
    seen: list[Place] = field(default_factory=list)
    guessed: list[Place] = field(default_factory=list)
    ran: list[Place] = field(default_factory=list)
    """Places from which it was called while the application was recorded."""

    @property
    def sure(self) -> bool:
        """Whether it is more than a guess."""
        return bool(self.seen or self.ran)

    @property
    def places(self) -> list[Place]:
        """All places, the surest first."""
        return list(dict.fromkeys([*self.ran, *self.seen, *self.guessed]))


@dataclass(slots=True)
class Application:
    """Everything that was found in the sources of an application."""

    path: str
    files: int = 0
    """Files that were read."""
    uses: dict[str, Use] = field(default_factory=dict)
    """By name or parameter, and by trait."""
    forwarded: dict[str, list[Place]] = field(default_factory=dict)
    """Calls that forward arguments nobody can see (``**options``), by the name that is called."""
    unseen: dict[str, list[str]] = field(default_factory=dict)
    """Places, files and modules that could not be read, by kind."""
    imports: set[str] = field(default_factory=set)
    """Modules that are imported, by their first name."""
    dependencies: list[str] = field(default_factory=list)
    """Modules whose sources were read too."""
    recorded: str = ""
    """The recording in words, empty where there is none."""

    @property
    def names(self) -> set[str]:
        """The names of asyncio among the uses: no parameters, no traits."""
        return {name for name in self.uses if name.startswith("asyncio.") and "(" not in name}

    def use(self, name: str) -> Use:
        """Return the use of a name, a new one where there is none."""
        return self.uses.setdefault(name, Use(name))

    def cannot_see(self, kind: str, what: str) -> None:
        """Note something that could not be read."""
        self.unseen.setdefault(kind, []).append(what)


class ApplicationError(Exception):
    """An application that cannot be read; the message says why."""


def read_application(path: Path, inventory: Inventory, exclude: Sequence[str] = ()) -> Application:
    """Read a file, or all of a folder but what fits a pattern of ``exclude``. Raises ApplicationError."""
    application = Application(path.as_posix())
    if not path.exists():
        raise ApplicationError(f"{path}: no such file or folder; expected the sources of an application")
    read_sources(path, path.parent if path.is_file() else path, application, inventory, exclude)
    if not application.files:
        raise ApplicationError(f"{path}: no Python file could be read; expected the sources of an application")
    return application


def read_sources(
    path: Path, base: Path, application: Application, inventory: Inventory, exclude: Sequence[str] = ()
) -> None:
    """Add what a file or a folder uses to an application; places are relative to ``base``.

    A name that is only guessed does not count where the sources define a function of this name themselves.
    """
    guesses: list[tuple[str, Place]] = []
    defined: set[str] = set()
    for file in [path] if path.is_file() else walk(path):
        name = file.relative_to(base).as_posix()
        if any(fnmatchcase(name, pattern) or fnmatchcase(name, f"{pattern}/*") for pattern in exclude):
            continue
        reader = _read_file(file, name, application, inventory)
        if reader is not None:
            defined |= reader.defined
            guesses += [(one.name, Place(name, one.line)) for one in sorted(reader.found) if not one.sure]
    for name, place in guesses:
        if name.partition("(")[0].rpartition(".")[2] not in defined or name.rpartition(".")[0].endswith("Protocol"):
            _keep(application.use(name).guessed, place)


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order, without hidden folders, virtual environments and what others installed."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in SKIPPED and not Path(where, name, "pyvenv.cfg").exists()
        )
        yield from (Path(where, name) for name in sorted(files) if not name.startswith("."))


def _keep(places: list[Place], place: Place) -> None:
    if len(places) < MOST_PLACES:
        places.append(place)


def _read_file(file: Path, name: str, application: Application, inventory: Inventory) -> Reader | None:
    """Add what a file is seen to use to an application, and return its reader; None for one that cannot be read."""
    if file.suffix in COMPILED:
        application.cannot_see("compiled modules", name)
        return None
    if file.suffix != ".py":
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of the application's literals
            tree = ast.parse(file.read_bytes(), name)
    except OSError as error:
        application.cannot_see("files that cannot be read", f"{name}: {error.strerror or error}")
        return None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        application.cannot_see("files that are not parsed", f"{name}{line}: {reason}")
        return None
    application.files += 1
    reader = Reader(inventory)
    try:
        reader.read(tree)
    except RecursionError:
        application.cannot_see("files that are not parsed", f"{name}: nested too deeply")
        return None
    application.imports |= reader.imports
    for found in sorted(reader.found):
        if found.sure:
            _keep(application.use(found.name).seen, Place(name, found.line))
    for called, at in sorted(reader.forwarded):
        application.forwarded.setdefault(called, []).append(Place(name, at))
    for kind, at in sorted(reader.unseen):
        application.cannot_see(kind, str(Place(name, at)))
    return reader
