"""Files that are no regular files, made for a test: none of the machine's own is put at risk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

FULL, NULL = 7, 3
"""Minor numbers of the devices of Linux that take nothing and everything."""


def device(folder: Path, minor: int) -> Path:
    """A device of the test's own; skips the test where none can be made."""
    path = folder / f"device-{minor}"
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        os.close(os.open(path, os.O_WRONLY))
    except (OSError, AttributeError) as error:
        pytest.skip(f"no device can be made here: {error}")
    return path
