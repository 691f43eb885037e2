"""pip and uv: started so that they can be interrupted, and asked for no more than they say of themselves.

pip decides which releases there are and where they come from, with the configuration that it has: its files, and the
environment variables ``PIP_*``. uv, where it is there, makes environments and installs into them, from the same places.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loopspec.groups import kill_group, own_group
from loopspec.report.text import excerpt
from loopspec.targets.registry import TargetError

_QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NO_COLOR": "1", "UV_NO_PROGRESS": "1"}

_FAILS = ("error:", "\u00d7")
"""The beginnings of the line that says what failed: of pip and uv, of older versions of uv."""

_BECAUSE = ("cause:", "\u251c\u2500\u25b6", "\u2570\u2500\u25b6")
"""The beginnings of uv's lines below it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    output: str
    errors: str

    @property
    def reason(self) -> str:
        """The reason of the failure in a line: the last error with its causes, else the last line."""
        lines = [line.strip() for line in self.errors.splitlines() if line.strip()]
        errors: list[str] = []
        for line in lines:
            for beginning in (*_FAILS, *_BECAUSE):
                if line.lower().startswith(beginning):
                    errors = [] if beginning in _FAILS else errors
                    errors.append(line[len(beginning) :].strip())
        return excerpt("; ".join(filter(None, errors)) or (lines[-1] if lines else f"exit status {self.code}"))


def run(command: Sequence[str], environment: Mapping[str, str] = {}) -> Ended:
    """Run a command to its end; it is killed, and what it has started, when an exception comes first.

    Raises OSError when it cannot be started.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **_QUIET, **environment},
        **own_group(),
    )
    try:
        output, errors = process.communicate()
    except BaseException:
        kill_group(process)
        process.communicate()
        raise
    return Ended(process.returncode, output.decode("utf-8", "replace"), errors.decode("utf-8", "replace"))


def find_uv() -> str | None:
    """Return the uv on the PATH, None where there is none."""
    return shutil.which("uv")


def find_pip(python: str) -> list[str]:
    """Return the command of a pip for an interpreter: its own, else that beside loopspec, else one that uv brings.

    It needs ``--python`` to work on another environment than its own. Raises TargetError where there is none.
    """
    for candidate in (python, sys.executable):
        if run([candidate, "-m", "pip", "--version"]).code == 0:
            return [candidate, "-m", "pip"]
    uv = find_uv()
    if uv is not None:
        return [uv, "tool", "run", "pip"]
    raise TargetError(
        f"no pip in {python}, none in {sys.executable}, and no uv on the PATH; "
        f"one of them is needed to see and install releases: `{python} -m ensurepip`"
    )


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a pip is configured to install from, for uv, which does not read pip's configuration."""

    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


_SECTIONS = ("global", "install", ":env:")
"""The sections of pip's configuration that count for an installation, the last wins."""


def places_of(pip: Sequence[str]) -> Places:
    """Ask a pip for its places."""
    found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
    for line in run([*pip, "config", "list"]).output.splitlines():
        key, equals, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if equals and section in found:
            found[section][name] = str(ast.literal_eval(value))
    settings = {name: value for section in _SECTIONS for name, value in found[section].items()}
    environment = {}
    for name, variable, between in (
        ("index-url", "UV_INDEX_URL", " "),
        ("extra-index-url", "UV_EXTRA_INDEX_URL", " "),
        ("find-links", "UV_FIND_LINKS", ","),
        ("cert", "SSL_CERT_FILE", ""),
    ):
        if name in settings and variable not in os.environ:
            environment[variable] = between.join(settings[name].split()) if between else settings[name]
    if "extra-index-url" in settings:
        environment["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip, which looks everywhere
    no_index = settings.get("no-index", "").lower() in ("1", "true", "yes", "on")
    return Places(("--no-index",) if no_index else (), environment)
