"""One worker process as the near side sees it: started, fed with JSON lines, watched, ended."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from loopspec.caches import cache_folder
from loopspec.groups import kill_group, own_group
from loopspec.harness import process_group
from loopspec.harness.children import FOLDER
from loopspec.targets.interpreters import command
from loopspec.targets.target import Target

if TYPE_CHECKING:
    from loopspec.harness.protocol import Answer, Hello, Planted, Ready, Request

PATIENCE = 1.0
"""Seconds that a worker has to leave by itself."""

FOLDER_LENGTH = 40
"""Characters of a folder in which sockets can be made: their paths have 107 bytes at most."""

_NOT_INHERITED = frozenset(
    [
        "PYTHONASYNCIODEBUG",
        "PYTHONDEVMODE",
        "PYTHONWARNINGS",
        "PYTHONTRACEMALLOC",
        "PYTHONFAULTHANDLER",
        "PYTHONINSPECT",
        "PYTHONOPTIMIZE",
        "PYTHONVERBOSE",
        "PYTHONPROFILEIMPORTTIME",
        "PYTHONMALLOC",
        "PYTHON_GIL",
        "PYTHON_CONTEXT_AWARE_WARNINGS",
        "PYTHON_THREAD_INHERIT_CONTEXT",
    ]
)
"""Variables of the user's environment that would change what a loop does."""


class WorkerProcess:
    """A worker for one target.

    ``deliver`` is called from a thread of its own with each answer, and with None when the process
    has closed its side. ``memory`` is the mebibytes that the worker and each case may allocate, 0 for no
    bound. A ``timed`` worker takes rounds of workloads instead of cases; ``environment`` is
    added to what it inherits; ``planted`` is a change to a module of the target. Raises OSError when the interpreter
    cannot be started.
    """

    def __init__(
        self,
        target: Target,
        deliver: Callable[[WorkerProcess, Answer | None], None],
        *,
        memory: int = 0,
        timed: bool = False,
        environment: Mapping[str, str] | None = None,
        planted: Planted | None = None,
    ) -> None:
        self.target = target
        self.facts: Ready | None = None
        self.expires: float = 0.0
        """When it is given up, on the monotonic clock, while something is asked of it."""
        self.limit: float = 0.0
        """Seconds that it has to start."""
        self.asked: float = 0.0
        """When it was last asked something."""
        self.given_up = False
        """Whether its time was up."""
        self._deliver = deliver
        self._token = secrets.token_hex(4)
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._folder = new_folder()
        self._process = subprocess.Popen(
            command(target.python),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**environment_for(target), FOLDER: self._folder.name, **(environment or {})},
            **own_group(),  # a Ctrl-C at the terminal is for us, not for the loops
        )
        self._reader = threading.Thread(target=self._read, daemon=True, name=f"{target.name} reader")
        self._reader.start()
        hello: Hello = {
            "token": self._token, "memory": memory, "timed": timed, "planted": planted,
            "compiled": str(cache_folder("compiled") or ""), **target.description,
        }  # fmt: skip
        self.ask(hello)

    @property
    def isolates(self) -> bool:
        """Whether each case has a process of its own."""
        return self.facts is not None and self.facts["mode"] in ("forked", "scripted")

    @property
    def tells_all_it_left(self) -> bool:
        """Whether a case that left nothing is known not to touch the next, whatever its verdict."""
        return self.facts is not None and self.facts["mode"] == "watched"

    def ask(self, request: Request) -> None:
        """Send one line. A worker that is gone does not raise here; its end is delivered."""
        assert self._process.stdin is not None
        self.asked = time.monotonic()
        with suppress(OSError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        start = self._token.encode() + b" "
        for line in self._process.stdout:
            if line.startswith(start):
                self._deliver(self, json.loads(line[len(start) :]))
        self._deliver(self, None)

    def give_up(self) -> None:
        """Dismiss the worker, whose time is up; one that has ended by itself is not given up."""
        self.given_up = self._process.poll() is None
        self.dismiss()

    def dismiss(self) -> None:
        """Ask the process to leave, which it does at once when it is not held up by a case."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def end(self, patience: float = PATIENCE) -> str:
        """Wait until the process has left, kill it after ``patience`` seconds; say how it ended."""
        self.dismiss()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        kill_group(self._process)  # also what it has left there
        status = self._process.wait()
        self._reader.join(PATIENCE)
        assert self._process.stdout is not None
        if not self._reader.is_alive():
            self._process.stdout.close()
        self._folder.cleanup()
        return process_group.ending(status)

    def last_words(self, most: int = 8192, lines: int = 60) -> str:
        """Return the last lines of its standard error; to be read when it has ended."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - most))
        text = self._errors.read(most).decode("utf-8", "replace")
        return "\n".join(text.splitlines()[-lines:])


def new_folder() -> tempfile.TemporaryDirectory[str]:
    """Make the folder for the files of a worker's cases: those of a case that was killed go with it."""
    parent = tempfile.gettempdir()
    if len(os.fsencode(parent)) > FOLDER_LENGTH and os.access("/tmp", os.W_OK):
        parent = "/tmp"
    return tempfile.TemporaryDirectory(prefix="loopspec-", dir=parent, ignore_cleanup_errors=True)


def environment_for(target: Target) -> dict[str, str]:
    """Return the variables that a process of a target inherits, without those that change what a loop does."""
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    if target.python is not None:
        inherited.pop("PYTHONHOME", None)
    return inherited
