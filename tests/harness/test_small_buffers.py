"""``small_buffers`` leaves a socket as it is but for its buffers, on each interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

from interpreters import find_other

SCRIPT = """
import os, socket, sys
sys.path.insert(0, {folder!r})
from loopspec.harness.outside import Outside
end, other = socket.socketpair()
end.setblocking(False)
Outside(None).small_buffers(end)
print(os.get_blocking(end.fileno()))
"""


@pytest.mark.parametrize("python", [sys.executable, "pypy3"])
def test_socket_goes_on_without_blocking(python: str) -> None:
    found = find_other(python)
    if found is None:
        pytest.skip(f"no {python} here")
    script = SCRIPT.format(folder="runners")
    done = subprocess.run([found, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr
