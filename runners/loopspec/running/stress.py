"""Keeps the machine busy while a run goes on, to find what depends on its being idle."""

from __future__ import annotations

import subprocess
import sys
from types import TracebackType
from typing import Self

from loopspec.groups import kill_group, own_group

BUSY = """
import os, sys, threading

def leave():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=leave).start()
while True:
    sum(range(1000))
"""
"""A program that computes until its standard input is closed, as it is when its parent ends, however that happens."""


class Stress:
    """``count`` busy processes that end with the block; a context manager."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            for _ in range(self._count):
                command = [sys.executable, "-I", "-S", "-c", BUSY]
                self._processes.append(subprocess.Popen(command, stdin=subprocess.PIPE, **own_group()))
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; returns when they are gone."""
        for process in self._processes:
            kill_group(process)
        for process in self._processes:
            with process:  # closes its standard input and waits
                pass
        self._processes.clear()
