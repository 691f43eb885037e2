"""A small suite, a loop that deviates as told, and the gate as a user runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

RULES = """\
format: "1.0"
area: Lock
subject: basics
scenarios:
  acquire-returns-true:
    says: Acquiring a free lock returns True.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - await: lock.acquire()
        returns: true
  handler-is-unset:
    says: A loop has no exception handler unless it is given one.
    level: must
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_exception_handler()
        is: null
  handler-stays-unset:
    says: A loop that was asked for its exception handler says the same again.
    level: should
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_exception_handler()
        is: null
      - log: asked
      - check: get_running_loop().get_exception_handler()
        is: null
    expect: [{main: asked}]
  future-is-made:
    says: A loop makes a future.
    level: should
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().create_future().done()
        is: false
  unspecified:
    says: The exception handler of a loop is None in this rule that nobody needs.
    level: may
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_exception_handler()
        is: null
"""

CROOKED = """\
import asyncio
import os
import pathlib
import time


class Loop(asyncio.SelectorEventLoop):
    def get_exception_handler(self):
        {get_exception_handler}
        return super().get_exception_handler()

    def create_future(self):
        {create_future}
        return super().create_future()


def new_event_loop():
    return Loop()
"""

ONCE = """
        seen = pathlib.Path('seen')
        if not seen.exists():
            seen.touch()
            return 'at first'
"""
"""Deviates the first time that it is asked, in whatever process."""

HANDLER = "lock/basics/handler-is-unset"
STAYS = "lock/basics/handler-stays-unset"
FUTURE = "lock/basics/future-is-made"
MAY = "lock/basics/unspecified"

Run = Callable[..., "subprocess.CompletedProcess[str]"]
MakeLoop = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small suite and a loop that is as it should be."""
    (tmp_path / "basics.yaml").write_text(RULES)
    write_loop(tmp_path)
    return tmp_path


def write_loop(folder: Path, get_exception_handler: str = "pass", create_future: str = "pass") -> None:
    """Write a loop; each argument is what it does first when that method is called."""
    text = CROOKED.format(get_exception_handler=get_exception_handler, create_future=create_future)
    (folder / "crooked.py").write_text(text)


@pytest.fixture
def gate(folder: Path) -> Run:
    """Run ``loopspec gate`` on the loop with the small suite."""

    def run(
        *arguments: str, targets: tuple[str, ...] = ("crooked:new_event_loop",)
    ) -> subprocess.CompletedProcess[str]:
        return command_line.loopspec("gate", *targets, "--spec", "basics.yaml", *arguments, cwd=folder)

    return run
