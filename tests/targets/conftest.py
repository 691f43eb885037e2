"""Fixtures that the tests of targets share: loopspec from outside, in a folder of its own with broken loops in it."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder in which ``broken_loops`` lies."""
    shutil.copy(Path(__file__).parent / "broken_loops.py", tmp_path)

    return functools.partial(command_line.loopspec, cwd=tmp_path)
