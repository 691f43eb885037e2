"""The package that faults are planted into: which one of a target it is, and the sources that it has there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loopspec.places import HARNESS
from loopspec.targets.interpreters import ask
from loopspec.targets.target import Target, TargetError

ADAPTERS = "loopspec_adapters"
"""The package of loopspec's own adapters, which are no part of what is under test."""

ACCELERATORS: Mapping[str, tuple[str, ...]] = {"asyncio": ("_asyncio",)}
"""The modules of other languages that a package does without where they cannot be imported."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of pure Python as it lies in an interpreter."""

    name: str
    python: str
    """The version of the interpreter, such as ``3.12``."""
    prefix: str
    """Its folder, with a separator at the end."""
    files: Mapping[str, str]
    """The place of each module in the folder."""
    sources: Mapping[str, str]
    """The source of each module."""

    @property
    def without(self) -> list[str]:
        """The modules that must not be there, so that the package's own code is what runs."""
        return list(ACCELERATORS.get(self.name, ()))


def package_name(target: Target) -> str:
    """Return the package whose code a target is about: that of its factory, else that of its namespace."""
    candidates = [(target.factory or "").partition(":")[0], *target.modules[:1], target.namespace, "asyncio"]
    names = [name.partition(".")[0] for name in candidates]
    return next(name for name in names if name not in ("", ADAPTERS))


def package_of(target: Target) -> Package:
    """Read the package of a target. Raises TargetError when it is not there, or is not written in Python alone."""
    name = package_name(target)
    try:
        said = json.loads(
            ask(
                target.executable,
                HARNESS / "sources.py",
                json.dumps({"package": name, "sys_path": list(target.sys_path)}),
            )
        )
    except OSError as error:
        raise TargetError(f"{target.name}: cannot start {target.executable}: {error.strerror}") from None
    except ValueError:
        raise TargetError(
            f"{target.name}: {target.executable} cannot say where {name} lies; expected a Python with importlib"
        ) from None
    if said["compiled"]:
        raise TargetError(
            f"{target.name}: {name} is not written in Python alone ({said['compiled'][0]}); "
            "faults can be planted into Python only"
        )
    if not said["files"]:
        raise TargetError(f"{target.name}: there is no package {name} in {target.executable}")
    sources = {}
    for module, file in said["files"].items():
        try:
            sources[module] = Path(said["prefix"], file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TargetError(f"{said['prefix']}{file}: cannot be read as UTF-8: {error}") from None
    return Package(name, said["python"], said["prefix"], said["files"], sources)
