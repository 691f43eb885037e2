"""Scenarios that were read before, kept in the user's cache folder: a file that has not changed is not read again.

An entry holds the scenarios of one file without faults. Its name is a digest of all that they were made from: the
bytes of the file, the name it is shown by, the code that reads it, and the version of Python. So nothing is ever out
of date, and entries are only added; those of a reader that is gone are removed after a while. Runs side by side may
share the folder, since an entry is written as a whole. One that is damaged counts as none, as a checksum in front
shows before a program is unpacked; a folder that cannot be written, or belongs to somebody else, is not used.

``LOOPSPEC_CACHE`` names another folder, or turns the cache off when it is empty.
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
from contextlib import suppress
from pathlib import Path

from loopspec.caches import VARIABLE, cache_folder
from loopspec.files import FileError, write
from loopspec.places import PACKAGE
from loopspec.scenarios.scenario import Scenario

READERS = ("scenarios", "harness/outside.py", "harness/tools.py", "capabilities.py", "targets/capabilities.toml")
"""Dependencies of a file's scenarios beside the file: its vocabulary and the code that reads it."""

CHECKSUM = 4
"""Bytes of the checksum in front of an entry."""

KEPT_DAYS = 14
"""Days after which the entries of another reader are removed."""


def read(name: str, raw: bytes, known_areas: bool) -> list[Scenario] | None:
    """Return the scenarios of a file, None when they are not there.

    ``name`` is the name that the file is shown by, ``raw`` its bytes; ``known_areas`` says whether its area had to be
    one of the suite's.
    """
    folder = _folder_in(os.environ.get(VARIABLE))
    if folder is None:
        return None
    try:
        kept = (folder / _entry(name, raw, known_areas)).read_bytes()
        found = pickle.loads(kept[CHECKSUM:]) if kept[:CHECKSUM] == _checksum(kept[CHECKSUM:]) else None
    except Exception:  # whatever a damaged entry makes of itself
        return None
    return found if isinstance(found, list) else None


def keep(name: str, raw: bytes, known_areas: bool, scenarios: list[Scenario]) -> None:
    """Keep the scenarios of a file, if there is a folder for them."""
    folder = _folder_in(os.environ.get(VARIABLE))
    if folder is not None:
        packed = pickle.dumps(scenarios, pickle.HIGHEST_PROTOCOL)
        with suppress(FileError):
            write(folder / _entry(name, raw, known_areas), _checksum(packed) + packed)


def _checksum(packed: bytes) -> bytes:
    return zlib.crc32(packed).to_bytes(CHECKSUM, "big")


def _entry(name: str, raw: bytes, known_areas: bool) -> str:
    digest = hashlib.sha256(f"{name}\0{known_areas}\0".encode("utf-8", "surrogateescape"))
    digest.update(raw)
    return f"{digest.hexdigest()}.pickle"


@functools.cache
def _folder_in(named: str | None) -> Path | None:
    """Return the folder of this reader's entries, None without a trusted one; ``named`` is the user's choice."""
    home = cache_folder("scenarios")
    if home is None:
        return None
    try:
        own = _reader()
        is_new = not (home / own).is_dir()
        folder = cache_folder("scenarios", own)
        if is_new and folder is not None:
            _remove_old(home, folder)
    except OSError:
        return None
    return folder


def _reader() -> str:
    """Return a digest of the code that reads scenario files, by the times at which its files were changed."""
    digest = hashlib.sha256(f"{sys.version}\0{PACKAGE}".encode())
    for name in READERS:
        path = PACKAGE / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            status = file.stat()
            digest.update(f"{file}\0{status.st_mtime_ns}\0{status.st_size}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _remove_old(home: Path, own: Path) -> None:
    """Remove the entries of readers that have added none for long."""
    for folder in home.iterdir():
        with suppress(OSError):
            if folder != own and time.time() - folder.stat().st_mtime > KEPT_DAYS * 24 * 3600:
                shutil.rmtree(folder)
