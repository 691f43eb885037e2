"""Targets: what a scenario can be run on, and the registry of those known by name.

A target is written ``NAME[@PYTHON]``. NAME is an entry of the registry, ``package.module:factory``
for a loop factory under the standard library's asyncio, or ``package.module`` for a whole
namespace; PYTHON is an interpreter by path or by its name on the PATH.
"""

from __future__ import annotations

import difflib
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from loopspec.interpreters import launchers
from loopspec.vocabulary import CAPABILITIES

_PACKAGE = Path(__file__).resolve().parent
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


class TargetError(Exception):
    """A target that cannot be run on; the message says what was expected and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """A namespace or a loop factory, and the interpreter to run it in."""

    name: str
    """As the user wrote it, ``NAME[@PYTHON]``; the key of its results."""
    namespace: str = "asyncio"
    factory: str | None = None
    """``module:attribute`` that makes every loop of the namespace."""
    python: str | None = None
    """Path of the interpreter or name of a launcher, None for the one that runs loopspec."""
    distribution: str = ""
    install: str = ""
    home: str = ""
    notes: str = ""
    capabilities: frozenset[str] = CAPABILITIES
    forks: bool = True
    """Whether the loop survives a fork of a process that has imported it."""
    sys_path: tuple[str, ...] = ()
    """Folders put in front of the interpreter's own ``sys.path``."""
    registered: bool = False

    @property
    def executable(self) -> str:
        """The interpreter to start."""
        return self.python or sys.executable

    @property
    def description(self) -> dict[str, Any]:
        """What a worker has to know of it."""
        return {
            "namespace": self.namespace,
            "factory": self.factory,
            "distribution": self.distribution,
            "sys_path": list(self.sys_path),
            "forks": self.forks,
        }

    @property
    def advice(self) -> str:
        """How to get what is not there, a part of a sentence; empty when nobody knows."""
        if not self.install:
            return ""
        if self.python is None:
            return f"install it with `{self.install}`"
        return f"install it with `{self.python} -m {self.install}`"


@cache
def registry() -> Mapping[str, Target]:
    """The targets known by name."""
    data = tomllib.loads((_PACKAGE / "targets.toml").read_text(encoding="utf-8"))
    return {name: _registered(name, dict(entry)) for name, entry in data.items()}


def _registered(name: str, entry: dict[str, object]) -> Target:
    bundled = entry.pop("bundled", False)
    target = Target(name=name, registered=True, **entry)  # type: ignore[arg-type]
    return replace(
        target,
        capabilities=frozenset(target.capabilities),
        sys_path=(str(_home_of_refloop()),) if bundled else (),
    )


def _home_of_refloop() -> Path:
    """The folder that holds refloop: ``reference`` in a checkout, else beside loopspec."""
    reference = _PACKAGE.parent.parent / "reference"
    return reference if (reference / "refloop").is_dir() else _PACKAGE.parent


def parse_target(text: str) -> Target:
    """The target that a user means by ``NAME[@PYTHON]``.

    Whether it can be imported shows only when it is started. Raises TargetError for a text that is
    no target and for an interpreter that is not there.
    """
    name, at, python = text.partition("@")
    executable = _find_python(text, python) if at else None
    target = _named(text, name, executable)
    launcher = launchers().get(executable or "")
    return replace(target, capabilities=target.capabilities - launcher.lacks) if launcher else target


def _named(text: str, name: str, executable: str | None) -> Target:
    known = registry().get(name)
    if known is not None:
        return replace(known, name=text, python=executable)
    module, colon, attribute = name.partition(":")
    if not _DOTTED.fullmatch(module) or (colon and not _DOTTED.fullmatch(attribute)):
        raise TargetError(
            f"{text!r} is not a target; expected NAME[@PYTHON] where NAME is one of "
            f"{', '.join(registry())}, `package.module:factory` or `package.module`{hint(name)}"
        )
    here = (str(Path.cwd()),)  # as for a script started here
    if colon:
        return Target(text, factory=name, python=executable, sys_path=here)
    return Target(text, namespace=name, python=executable, sys_path=here)


def parse_targets(texts: Iterable[str]) -> list[Target]:
    """Several targets, in the order given. Raises TargetError; also when one is given twice."""
    targets: list[Target] = []
    for text in texts:
        if any(target.name == text for target in targets):
            raise TargetError(f"target {text} is given twice; expected each once")
        targets.append(parse_target(text))
    return targets


def hint(name: str) -> str:
    """``; did you mean ...?`` for a name that resembles a registered one, else nothing."""
    close = difflib.get_close_matches(name, registry(), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _find_python(text: str, python: str) -> str:
    if python in launchers():
        return python
    found = shutil.which(python) if python else None
    if found is None:
        raise TargetError(
            f"{text}: there is no interpreter {python!r}; expected a name on the PATH (python3.13), a path (./python) "
            f"or a launcher ({', '.join(launchers())})"
        )
    return str(Path(found).absolute())
