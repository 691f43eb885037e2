"""Toy releases for the tests of this folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from history.toy_releases import Toys, toys_in

UV = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


def path_without(name: str) -> str:
    """The PATH without the folders that have a command."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if shutil.which(name, path=folder) is None)


@pytest.fixture(params=[pytest.param("pip", marks=pytest.mark.release), "uv"])
def toys(request: pytest.FixtureRequest, tmp_path: Path) -> Toys:
    """A folder to release toy loops in; venv and pip install them, or uv."""
    if request.param == "pip":
        return toys_in(tmp_path, path=path_without("uv"))
    if UV is None:
        pytest.skip("uv is not installed: pip install 'loopspec[test]'")
    return toys_in(tmp_path, path=os.pathsep.join([str(Path(UV).parent), os.environ["PATH"]]))


@pytest.fixture
def quick_toys(tmp_path: Path) -> Toys:
    """The same, installed by uv where it is there."""
    folders = [str(Path(UV).parent)] if UV else []
    return toys_in(tmp_path, path=os.pathsep.join([*folders, os.environ["PATH"]]))
