"""The user's cache folder, for what can be made again: where it lies, and whether it can be trusted.

``LOOPSPEC_CACHE`` names another folder, or turns all caches off when it is empty. A folder that cannot be written, or
belongs to somebody else, is not used.
"""

from __future__ import annotations

import os
from pathlib import Path

from loopspec.files import FileError, make_folder

VARIABLE = "LOOPSPEC_CACHE"
"""Environment variable with the folder to use."""


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
