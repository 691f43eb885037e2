"""Processes in a group of their own, on every platform: Ctrl-C at the terminal is for us, and none is left over."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import Any


def own_group() -> dict[str, Any]:
    """Return the options of ``subprocess.Popen`` that give a process a group of its own."""
    flag: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows
    return {"creationflags": flag} if flag else {"start_new_session": True}


def kill_group(process: subprocess.Popen[Any]) -> None:
    """Kill a process and, where the platform has groups, what it has left in its own."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
