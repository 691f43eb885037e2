"""A few of the interpreter's own test modules, in both ways in.  All of them: `python tests/peer/run.py`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("test.test_asyncio") is None, reason="this Python comes without its tests")
@pytest.mark.parametrize("mode", ["own", "bridge"])
def test_fast_modules(mode: Any) -> None:
    command = [sys.executable, str(Path(__file__).with_name("run.py")), "--fast", "--mode", mode]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
