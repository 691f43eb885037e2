"""Processes that read scenario files side by side end with the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLOW_READER = """
import os, time
from loopspec.scenarios import load

def read(text):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(600)

load.KEPT.read = lambda *_: None
load._read_anew = read
load.load_suite(processes=2)
"""


def alive(pid: int) -> bool:
    """Whether there is a process of this number that has not ended; one that nobody waits for has."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_they_end_when_the_command_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW_READER], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        readers = [int(command.stdout.readline()) for _ in range(2)]
        command.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 60
        while any(map(alive, readers)) and time.monotonic() < deadline:
            time.sleep(0.05)  # nothing tells of the end of a process that is no child
        left = [pid for pid in readers if alive(pid)]
        for pid in left:
            os.kill(pid, signal.SIGKILL)
    assert left == []
