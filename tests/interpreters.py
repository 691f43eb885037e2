"""The Pythons at hand to run the far side in."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
OWN = f"{sys.version_info[0]}.{sys.version_info[1]}"
ROOT = Path(__file__).parent.parent


def own_first(*versions: str) -> list[ParameterSet]:
    """Make parameters of versions of Python: that of this interpreter, and the others as slow tests.

    CI runs the last but one of them; the others are for a release.
    """

    def mark(version: str) -> Any:
        return pytest.mark.slow if version == versions[-2] else pytest.mark.release

    return [pytest.param(version, marks=[] if version == OWN else mark(version)) for version in versions]


@functools.cache
def find(version: str) -> str | None:
    """An interpreter of a version: this one, on the PATH, of pyenv, or below ``.interpreters``."""
    for candidate in _candidates(version):
        if _version_of(candidate) == version:
            return candidate
    return None


@functools.cache
def find_other(name: str) -> str | None:
    """Another Python, such as ``pypy3``: on the PATH, or below ``.interpreters``."""
    unpacked = [
        *(ROOT / ".interpreters").glob(f"*/root/usr/bin/{name}"),
        *(ROOT / ".interpreters").glob(f"*/bin/{name}"),
    ]
    return shutil.which(name) or next(map(str, sorted(unpacked)), None)


@functools.cache
def pyodide_is_here() -> bool:
    """Whether node finds the npm package, from here or on NODE_PATH."""
    node = shutil.which("node")
    if node is None:
        return False
    done = subprocess.run([node, "-e", "require.resolve('pyodide')"], capture_output=True, check=False)
    return done.returncode == 0


def _candidates(version: str) -> Iterator[str]:
    yield sys.executable
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    if os.access(pyenv, os.R_OK | os.X_OK):  # PYENV_ROOT may be that of another user, from whom it was inherited
        yield from map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}")))
    yield from map(str, sorted((ROOT / ".interpreters").glob(f"*/root/usr/bin/python{version}")))


def _version_of(python: str) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()
