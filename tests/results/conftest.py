"""loopspec as a user runs it, in a folder of its own."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec; the folder is ``tmp_path``."""
    return functools.partial(command_line.loopspec, cwd=tmp_path)
