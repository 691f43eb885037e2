"""A tiny suite, a loop that breaks in its second worker, and a look for processes that are left over."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import leftovers

SUITE = """\
format: "1.0"
area: Lock
subject: rounds
scenarios:
""" + "".join(
    f"""\
  rule-{number}:
    says: Rule {number} holds.
    level: {"may" if number == 3 else "must"}
    basis: {{note: the suite says so}}
    main:
      - log: here
    expect: [{{main: here}}]
"""
    for number in range(4)
)

UNSTEADY = '''\
"""A loop that cannot make tasks in the second worker that imports it."""

import asyncio
from pathlib import Path

COUNT = Path(__file__).with_name("imports")
with COUNT.open("a") as file:
    file.write("x")
NUMBER = COUNT.stat().st_size


class Broken(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        coro.close()
        raise RuntimeError("no tasks today")


new_event_loop = Broken if NUMBER == 2 else asyncio.new_event_loop
'''

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the suite and the loop."""
    (tmp_path / "suite.yaml").write_text(SUITE, encoding="utf-8")
    (tmp_path / "unsteady.py").write_text(UNSTEADY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loopspec(folder: Path) -> Run:
    """Run ``loopspec run`` on the suite."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "loopspec", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)

    return run


@pytest.fixture(autouse=True)
def nothing_left_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """What the test has started and is alive; fails when a process outlives it."""
    yield from leftovers.watch(monkeypatch, seconds=3.0)
