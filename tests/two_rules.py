"""loopspec as a user runs it, in a folder of its own that holds two rules."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

RULES = """\
format: "1.0"
area: Lock
subject: kit
scenarios:
  acquire-returns-true:
    says: Acquiring a free lock returns True.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - await: lock.acquire()
        returns: true
  a-lane-logs:
    says: A lane logs what it is told to log.
    level: should
    basis: {note: the suite says so}
    main:
      - log: here
    expect: [{main: here}]
"""
BROKEN = """\
import asyncio


class Broken(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        coro.close()
        raise RuntimeError("no tasks today")
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the rules, and a loop that breaks both, ``broken:Broken``."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "broken.py").write_text(BROKEN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loopspec(folder: Path) -> Run:
    """Run loopspec there."""
    return functools.partial(command_line.loopspec, cwd=folder)
