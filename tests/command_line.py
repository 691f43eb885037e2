"""loopspec as a user runs it, without the time that its imports take: in forks of one process that has made them.

A command has a process, a folder, an environment and streams of its own, as one that is started anew. One whose
environment changes how Python itself starts has a process that is started anew.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LIMIT = 300.0
"""Seconds that a command may take."""

MODULES = ("loopspec.rendering.render", "loopspec.report.terminal", "loopspec.running.run", "rich.progress")
"""The modules that most commands import once they run."""


def _of_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that Python reads when it starts."""
    return {name: value for name, value in environment.items() if name.startswith(("LANG", "LC_", "PYTHON"))}


STARTED_WITH = _of_the_start(os.environ)
"""The variables with which the process was started whose forks run the commands."""


def loopspec(
    *words: str, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout: float = LIMIT
) -> subprocess.CompletedProcess[str]:
    """Run loopspec with some words in a folder, the present one without ``cwd``.

    Raises subprocess.TimeoutExpired when it takes longer than ``timeout`` seconds.
    """
    folder, environment = str(cwd or Path.cwd()), dict(os.environ if env is None else env)
    if not hasattr(os, "fork") or _of_the_start(environment) != STARTED_WITH:
        command = [sys.executable, "-m", "loopspec", *words]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=timeout, check=False
        )
    with tempfile.TemporaryDirectory() as streams:
        out, err = f"{streams}/out", f"{streams}/err"
        request = {"words": words, "cwd": folder, "environment": environment, "out": out, "err": err}
        code = _server().ask(request, timeout)
        said, wrong = (Path(file).read_text(encoding="utf-8", errors="replace") for file in (out, err))
        return subprocess.CompletedProcess(["loopspec", *words], code, said, wrong)


class Server:
    """The process whose forks run the commands."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        atexit.register(self.close)

    def ask(self, request: Mapping[str, Any], timeout: float) -> int:
        """Run a command; its exit code, negative for a signal. Raises TimeoutExpired."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(json.dumps(request) + "\n")
        asked.flush()
        if not select.select([answered], [], [], timeout)[0]:
            self.close()
            raise subprocess.TimeoutExpired(["loopspec", *request["words"]], timeout)
        return int(answered.readline())

    def close(self) -> None:
        """End the process, and a command that still runs."""
        _server.cache_clear()
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)
            self._process.wait()


@functools.cache
def _server() -> Server:
    return Server()


def serve() -> None:
    """Run the commands that are asked for on standard input, one JSON object a line; print the exit code of each."""
    del sys.path[0]  # the folder of the tests
    from loopspec.cli import COMMANDS

    for name in (*MODULES, *(f"loopspec.commands.{place.partition(':')[0]}" for place in COMMANDS.values())):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            become(json.loads(line))
            break
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    else:
        return
    from loopspec.__main__ import main

    main()


def become(request: Mapping[str, Any]) -> None:
    """Make this process, a fork, what ``python -m loopspec`` is in the folder and with the environment."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    for number, path in enumerate((os.devnull, request["out"], request["err"])):
        descriptor = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = ["loopspec", *request["words"]]
    sys.path.insert(0, request["cwd"])
    importlib.invalidate_caches()


if __name__ == "__main__":
    serve()
