"""Private environments: made for one release, removed at the end of the block that uses it, whatever comes of it.

They lie in the system's folder for temporary files. Wheels that were downloaded or built stay in the
caches of pip and uv, so that making an environment again is cheap.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from loopspec.history.installers import Places, find_uv, places_of, run

PREFIX = "loopspec-history-"
"""The beginning of the names of the folders."""


class InstallError(Exception):
    """Something that does not install; the message is the installer's, in a line."""


@dataclass(frozen=True, slots=True)
class Installer:
    """Makes environments of one interpreter: by uv where there is one, else by venv and pip."""

    python: str
    pip: Sequence[str]
    only_binary: bool
    uv: str | None
    places: Places
    """The places that uv installs from, which are pip's."""

    @classmethod
    def of(cls, python: str, pip: Sequence[str], *, only_binary: bool = False) -> Installer:
        """Choose what installs."""
        uv = find_uv()
        return cls(python, pip, only_binary, uv, places_of(pip) if uv else Places())

    @contextmanager
    def environment(self, requirements: Sequence[str]) -> Iterator[str]:
        """Make an environment with some distributions for the time of a block, which gets its interpreter.

        Raises InstallError.
        """
        with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            home = Path(folder) / "env"
            python = str(home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
            options = ["--only-binary=:all:"] * self.only_binary
            if self.uv:
                self._do([self.uv, "venv", "--no-config", "--python", self.python, str(home)])
                options += self.places.options
                self._do([self.uv, "pip", "install", "--no-config", "--python", python, *options, *requirements])
            else:
                self._do([self.python, "-m", "venv", "--without-pip", str(home)])
                self._do([*self.pip, "--python", python, "install", *options, *requirements])
            yield python

    def _do(self, command: Sequence[str]) -> None:
        try:
            done = run(command, self.places.environment)
        except OSError as error:
            raise InstallError(f"cannot start {command[0]}: {error.strerror or error}") from None
        if done.code:
            raise InstallError(done.reason)
