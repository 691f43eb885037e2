"""Targets: what a scenario can be run on.

A target is written ``NAME[@PYTHON]``. NAME is an entry of the ``registry``, ``package.module:factory``
for a loop factory under the standard library's asyncio, or ``package.module`` for a whole
namespace; PYTHON is an interpreter by path or by its name on the PATH.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from loopspec.capabilities import ALL
from loopspec.config.keys import dotted
from loopspec.near import nearest
from loopspec.targets.interpreters import launchers
from loopspec.targets.registry import Fields, built_in, find, names
from loopspec.targets.registry import TargetError as TargetError

if TYPE_CHECKING:
    from loopspec.harness.protocol import TargetDescription


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
    """Its name for ``pip``, empty for what comes with Python or with loopspec."""
    modules: tuple[str, ...] = ()
    """The modules that it needs, where they are more than the factory's."""
    install: str = ""
    """The command that installs it: ``pip install ...``."""
    home: str = ""
    notes: str = ""
    since: str | None = None
    """The oldest version of Python that it supports, such as ``"3.12"``."""
    until: str | None = None
    """The newest one."""
    capabilities: frozenset[str] = ALL
    """Capabilities that scenarios may ask of it with ``needs``; any other is unsupported."""
    lacks_at: str = ""
    """Web address of the page on which the target itself says what it lacks."""
    issues: tuple[tuple[str, str], ...] = ()
    """Issues of its tracker about deviations: a pattern of scenario ids, and the web address."""
    lacking: frozenset[str] = frozenset()
    """The closing services that its loops were found to refuse: ``running.preflight.CLOSING_SERVICES``."""
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
    def description(self) -> TargetDescription:
        """Return its description for a worker."""
        return {
            "namespace": self.namespace,
            "factory": self.factory,
            "distribution": self.distribution,
            "sys_path": list(self.sys_path),
            "forks": self.forks,
            "since": self.since,
            "until": self.until,
        }

    @property
    def is_a_namespace(self) -> bool:
        """Whether the names of asyncio are the target's own, not the standard library's around a loop of it."""
        return self.factory is None or self.namespace != "asyncio"

    @property
    def needed(self) -> tuple[str, ...]:
        """The modules that have to be there to be imported."""
        return self.modules or ((self.factory or self.namespace).partition(":")[0],)

    @property
    def pythons(self) -> str:
        """The versions of Python that it supports, in words; empty when there are no bounds."""
        if self.since and self.until:
            return f"Python {self.since} only" if self.since == self.until else f"Python {self.since} to {self.until}"
        if self.since:
            return f"Python {self.since} and later"
        return f"Python {self.until} and earlier" if self.until else ""

    @property
    def advice(self) -> str:
        """The way to install the target, a part of a sentence; empty where it is not known."""
        if not self.install:
            return ""
        if self.python is None:
            return f"install it with `{self.install}`"
        return f"install it with `{self.python} -m {self.install}`"


def registry() -> Mapping[str, Target]:
    """Return the targets that loopspec itself knows by name."""
    return {name: _registered(name, fields) for name, fields in built_in().items()}


def known(name: str) -> Target | None:
    """Return the target of a name, from whichever source knows it; None for none. Raises TargetError."""
    fields = find(name)
    return None if fields is None else _registered(name, fields)


def _registered(name: str, fields: Fields) -> Target:
    return Target(name=name, registered=True, **fields)


def parse_target(text: str) -> Target:
    """Return the target that a user means by ``NAME[@PYTHON]``.

    The target is imported only when it is started. Raises TargetError for a text that is no target and for an
    interpreter that is not there.
    """
    name, at, python = text.partition("@")
    executable = _find_python(text, python) if at else None
    target = _named(text, name, executable)
    launcher = launchers().get(executable or "")
    return replace(target, capabilities=target.capabilities - launcher.lacks) if launcher else target


def _named(text: str, name: str, executable: str | None) -> Target:
    registered = known(name)
    if registered is not None:
        return replace(registered, name=text, python=executable)
    module, colon, attribute = name.partition(":")
    if not dotted(module) or (colon and not dotted(attribute)):
        raise TargetError(
            f"{text!r} is not a target; expected NAME[@PYTHON] where NAME is one that `loopspec targets` lists, "
            f"`package.module:factory` or `package.module`{hint(name)}"
        )
    here = (str(Path.cwd()),)  # as for a script started here
    if colon:
        return Target(text, factory=name, python=executable, sys_path=here)
    return Target(text, namespace=name, python=executable, sys_path=here)


def parse_targets(texts: Iterable[str]) -> list[Target]:
    """Parse several targets, in the order given. Raises TargetError; also when one is given twice."""
    targets: list[Target] = []
    for text in texts:
        if any(target.name == text for target in targets):
            raise TargetError(f"target {text} is given twice; expected each once")
        targets.append(parse_target(text))
    return targets


def not_there(target: Target) -> str:
    """Explain that the interpreter of a target does not have it, and what to do: a part of a sentence.

    The searched interpreter is always named: loopspec may be installed apart from the loop, as by `uv tool` or pipx.
    """
    name = target.name.partition("@")[0]
    advice = [target.advice] if target.advice else []
    if target.registered:
        state = f"not installed in {target.executable}"
    else:
        state = f"neither a registered target nor a module that can be imported in {target.executable}"
        advice = [close.removeprefix("; ")] if (close := hint(name)) else []
    if target.python is None and (target.registered or not advice):
        advice.append(f"if another environment has it, write {name}@{_other_python()}")
    return "; ".join([state, *advice])


def _other_python() -> str:
    """Return the interpreter of the environment that the user works in, if that is not the one that runs loopspec."""
    folder = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    active = os.environ.get("VIRTUAL_ENV")
    if active and Path(active).resolve() != Path(sys.prefix).resolve():
        return str(Path(active) / folder)
    return f".venv/{folder}"


def hint(name: str) -> str:
    """Return ``; did you mean ...?`` for a name that resembles a registered one, else nothing."""
    near = nearest(name, names())
    return f"; did you mean {near}?" if near else ""


def _find_python(text: str, python: str) -> str:
    if python in launchers():
        return python
    found = shutil.which(python) if python else None
    if found is None:
        state = f"{python} is not executable" if Path(python).is_file() else f"there is no interpreter {python!r}"
        raise TargetError(
            f"{text}: {state}; expected a name on the PATH (python3.13), a path (./python) "
            f"or a launcher ({', '.join(launchers())})"
        )
    return str(Path(found).absolute())
