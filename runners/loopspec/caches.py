"""Caches: what can be made again, in the user's cache folder; where that lies, and whether it can be trusted.

``LOOPSPEC_CACHE`` names another folder, or turns all caches off when it is empty. A folder that cannot be written, or
belongs to somebody else, is not used.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from loopspec.files import FileError, make_folder, write
from loopspec.places import PACKAGE, PREBUILT

VARIABLE = "LOOPSPEC_CACHE"
"""Environment variable with the folder to use."""

CHECKSUM = 4
"""Bytes of the checksum in front of an entry."""

KEPT_DAYS = 14
"""Days after which the entries of other code are removed."""

MAKERS = "makers"
"""Name of the file, in a prebuilt cache, with the digest of the code that made it."""


class Cache:
    """Values that code of this package has made of texts: what has not changed is not made again.

    A value's key is a digest of all that it was made of, and its folder that of the code that made it; so nothing is
    ever out of date, and the values of code that is gone are removed after a while. Runs side by side may share a
    cache, since a value is written as a whole. One that is damaged counts as none, as a checksum in front shows before
    it is unpacked. An installed copy comes with the values of the suite itself, which were made with it.
    """

    def __init__(self, name: str, *makers: str) -> None:
        """Name a cache, and the files and folders of the package that make its values, or say how they are made."""
        self.name = name
        self.makers = makers

    def read(self, key: str) -> Any:
        """Return a value, None where there is none."""
        if os.environ.get(VARIABLE) == "":
            return None
        for folder in (_prebuilt(self.name, self.makers), self._folder()):
            if folder is None:
                continue
            try:
                kept = (folder / f"{key}.pickle").read_bytes()
                if kept[:CHECKSUM] == _checksum(kept[CHECKSUM:]):
                    return pickle.loads(kept[CHECKSUM:])
            except Exception:
                continue
        return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value, if there is a folder for it."""
        folder = self._folder()
        if folder is not None:
            with suppress(FileError):
                write(folder / f"{key}.pickle", _packed(value))

    def _folder(self) -> Path | None:
        return _folder_in(os.environ.get(VARIABLE), self.name, self.makers)

    def build(self, folder: Path) -> None:
        """Write all values that are kept, and what they were made by, to a folder that an installed copy will have."""
        own = self._folder()
        if own is None:
            raise FileError("there is no cache folder to take them from")
        make_folder(folder / self.name)
        for file in sorted(own.glob("*.pickle")):
            write(folder / self.name / file.name, file.read_bytes())
        write(folder / self.name / MAKERS, _contents(self.makers))


def key(*parts: str | bytes) -> str:
    """Return the key of a value that is made of these parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape"))
        digest.update(b"\0")
    return digest.hexdigest()


def cache_folder(*names: str) -> Path | None:
    """Return a folder below the user's cache folder, made where it was not there; None where there is none to trust."""
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        folder = (Path(named) if named else _user_folder()).joinpath(*names)
        if not folder.is_dir():
            make_folder(folder)
            folder.chmod(0o700)
        status = folder.stat()
    except (OSError, RuntimeError, FileError):  # RuntimeError: there is no home
        return None
    # An entry that somebody else has written could do anything.
    trusted = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    return folder if trusted else None


def _user_folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("loopspec")


def _packed(value: object) -> bytes:
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _checksum(packed) + packed


def _checksum(packed: bytes) -> bytes:
    return zlib.crc32(packed).to_bytes(CHECKSUM, "big")


@functools.cache
def _folder_in(named: str | None, name: str, makers: tuple[str, ...]) -> Path | None:
    """Return the folder of what this code makes, None without a trusted one; ``named`` is the user's choice."""
    home = cache_folder(name)
    if home is None:
        return None
    try:
        own = _times(makers)
        is_new = not (home / own).is_dir()
        folder = cache_folder(name, own)
        if is_new and folder is not None:
            _remove_old(home, folder)
    except OSError:
        return None
    return folder


@functools.cache
def _prebuilt(name: str, makers: tuple[str, ...]) -> Path | None:
    """Return the folder of what came with this code, None where nothing did, or the code has changed since."""
    folder = PREBUILT / name
    try:
        made_by = (folder / MAKERS).read_text(encoding="ascii")
        return folder if made_by == _contents(makers) else None
    except (OSError, UnicodeDecodeError):
        return None


def _times(makers: tuple[str, ...]) -> str:
    """Return a digest of code by the times at which its files were changed, which is quickest."""
    status = [(file, file.stat()) for file in _files(makers)]
    parts = [f"{file}\0{one.st_mtime_ns}\0{one.st_size}" for file, one in status]
    return key(sys.version, str(PACKAGE), *parts)[:32]


def _contents(makers: tuple[str, ...]) -> str:
    """Return a digest of code by its text, which is the same wherever it is installed."""
    return key(*(part for file in _files(makers) for part in (file.relative_to(PACKAGE).as_posix(), file.read_bytes())))


def _files(makers: tuple[str, ...]) -> Iterator[Path]:
    for name in makers:
        path = PACKAGE / name
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix in (".py", ".jinja"))
        else:
            yield path


def _remove_old(home: Path, own: Path) -> None:
    """Remove the values of code that has added none for long."""
    for folder in home.iterdir():
        with suppress(OSError):
            if folder != own and time.time() - folder.stat().st_mtime > KEPT_DAYS * 24 * 3600:
                shutil.rmtree(folder)
