"""The switches of `versions.py` against what each installed Python does."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
import interpreters

ROOT = Path(__file__).parents[2]
PROBES = Path(__file__).with_name("version_probes.py")
VERSIONS = [version for version in interpreters.VERSIONS if interpreters.find(version)]


@functools.cache
def answers(version: str, namespace: str) -> dict[str, dict[str, object]]:
    python = interpreters.find(version)
    assert python is not None
    command = [python, str(PROBES), str(ROOT / "reference"), namespace]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_switch_says_what_this_python_does(version: str) -> None:
    told = answers(version, "asyncio")
    switches = {name: value for name, value in told["switches"].items() if not name.startswith("PY3")}
    assert told["answers"] == switches


@pytest.mark.parametrize("version", VERSIONS)
def test_refloop_does_what_the_switches_say(version: str) -> None:
    assert answers(version, "refloop")["answers"] == answers(version, "asyncio")["answers"]
