"""Wheels of a toy loop, written by hand, and a folder that runs loopspec on them without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import command_line

RULES = """\
format: "1.0"
area: Lock
subject: kit
scenarios:
  has-no-handler:
    says: A loop has no exception handler unless it is given one.
    level: must
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_exception_handler()
        is: null
    expect: []
  runs-while-it-runs:
    says: A loop says that it runs.
    level: should
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().is_running()
        is: true
    expect: []
  has-no-task-factory:
    says: A loop has no task factory unless it is given one.
    level: may
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_task_factory()
        is: null
    expect: []
"""

CONFIGURATION = """\
[target.toyloop]
factory = "toyloop:new_event_loop"
distribution = "toyloop"
install = "pip install toyloop"
"""

HOLDS = """\
import asyncio


class ToyLoop(asyncio.SelectorEventLoop):
    {body}


def new_event_loop():
    return ToyLoop()
"""

BREAKS_MUST = "def get_exception_handler(self): return print"
BREAKS_SHOULD = "def is_running(self): return False"
BREAKS_MAY = "def get_task_factory(self): return print"
DIES = "def get_exception_handler(self): import os; os._exit(3)"
KEEPS_ALL = "pass"


def module(body: str = KEEPS_ALL) -> str:
    """The code of a toy loop with a class body."""
    return HOLDS.format(body=body)


def write_wheel(folder: Path, version: str, code: str, *, requires: str = "", name: str = "toyloop") -> Path:
    """Write a wheel with one module."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": metadata + (f"Requires-Dist: {requires}\n" if requires else ""),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_digest(text)},{len(text.encode())}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


def _digest(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Toys:
    """A folder with rules, a configuration and wheels; runs loopspec there."""

    home: Path
    wheels: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def release(self, version: str, body: str = KEEPS_ALL, *, requires: str = "") -> None:
        """Release a version."""
        write_wheel(self.wheels, version, module(body), requires=requires)

    def command(self, *words: str) -> list[str]:
        """The command line for the toy loop."""
        return [sys.executable, "-m", "loopspec", "history", *words]

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables of the command."""
        return {**os.environ, **self.environment}

    def history(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``loopspec history toyloop`` with the rules."""
        words = ("history", "toyloop", "--spec", "rules.yaml", *words)
        return command_line.loopspec(*words, cwd=self.home, env=self.variables, timeout=600)


def toys_in(folder: Path, *, path: str) -> Toys:
    """Lay a folder out; ``path`` is the PATH of the command."""
    home, wheels, temporary = folder / "home", folder / "wheels", folder / "temporary"
    for made in (home, wheels, temporary):
        made.mkdir()
    (home / "rules.yaml").write_text(RULES, encoding="utf-8")
    (home / "loopspec.toml").write_text(CONFIGURATION, encoding="utf-8")
    return Toys(
        home,
        wheels,
        {
            "PATH": path,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheels),
            "PIP_CONFIG_FILE": os.devnull,
            "LOOPSPEC_CACHE": str(folder / "cache"),
            "TMPDIR": str(temporary),
        },
    )
