"""Fixtures that the tests of targets share: loopspec from outside, in a folder of its own with broken loops in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder in which ``broken_loops`` lies."""
    shutil.copy(Path(__file__).parent / "broken_loops.py", tmp_path)

    def run(*arguments: str, encoding: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "loopspec", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, encoding=encoding, timeout=300, check=False
        )

    return run
