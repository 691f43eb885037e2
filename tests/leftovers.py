"""Processes that a test has started, however indirectly, and that may outlive it."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def watch(monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[Callable[[], list[str]]]:
    """Give a function that names those alive; then fail when one is alive ``seconds`` after the test.

    The body of a fixture: ``yield from watch(...)``.
    """
    mark = f"LOOPSPEC_TEST_MARK={uuid.uuid4()}"
    monkeypatch.setenv(*mark.split("="))
    yield lambda: processes_with(mark)
    deadline = time.monotonic() + seconds
    while (left := processes_with(mark)) and time.monotonic() < deadline:
        time.sleep(0.01)  # a killed process takes a moment to go
    assert not left, left


def processes_with(mark: str) -> list[str]:
    """The command lines of the other processes whose environment has ``NAME=VALUE`` in it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()) and mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found
