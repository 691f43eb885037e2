"""The targets known by name, from three sources: loopspec itself, the project, installed packages.

``targets.toml`` is loopspec's own list. A project adds its own in ``loopspec.toml`` of the current folder,
or in ``[tool.loopspec]`` of ``pyproject.toml``; a package by an entry point of the group ``loopspec.targets``.
A source is only looked into when the sources before it do not know the name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loopspec.config.file import ConfigError, find_config
from loopspec.config.keys import BUILT_IN_TARGET, TARGET, read_target, target_faults, target_fields
from loopspec.places import HARNESS, PACKAGE

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "loopspec.targets"

Fields = dict[str, Any]
"""The fields of a target, by the names of ``target.Target``."""


class TargetError(Exception):
    """A target that cannot be run on; the message says what was expected and what to do."""


def names() -> list[str]:
    """Return the names of all targets known here, each once, loopspec's own first. Raises TargetError."""
    return list({**built_in(), **of_project(), **_of_packages()})


def find(name: str) -> Fields | None:
    """Return the fields of a target, None when the name is not known. Raises TargetError."""
    if name in built_in():
        return built_in()[name]
    if name in of_project():
        return of_project()[name]
    point = _of_packages().get(name)
    return _read_point(point) if point else None


@cache
def built_in() -> Mapping[str, Fields]:
    """Read loopspec's own targets."""
    data = tomllib.loads(Path(__file__).with_name("targets.toml").read_text(encoding="utf-8"))
    found = {}
    for name, raw in data.items():
        entry = read_target(raw, BUILT_IN_TARGET)
        folders = [_home_of_refloop()] * entry.get("bundled", False)
        folders += [HARNESS / "adapters"] * entry.get("adapter", False)
        found[name] = target_fields(entry, tuple(str(folder) for folder in folders))
    return found


def _home_of_refloop() -> Path:
    """Return the folder that holds refloop: ``reference`` in a checkout, else beside loopspec."""
    reference = PACKAGE.parent.parent / "reference"
    return reference if (reference / "refloop").is_dir() else PACKAGE.parent


def of_project() -> Mapping[str, Fields]:
    """Return the targets of the configuration in the current folder; their modules may lie beside it."""
    try:
        config = find_config()
    except ConfigError as error:
        raise TargetError(str(error)) from None
    if config.file is None:
        return {}
    for name in config.own:
        if name in built_in():
            raise TargetError(
                f"{config.place_of_target(name)}: {name} is a target of loopspec's own; expected another name, "
                "so that its results stay comparable"
            )
    beside = (str(config.file.absolute().parent),)
    return {name: target_fields(entry, beside) for name, entry in config.own.items()}


def _of_packages() -> Mapping[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


def _read_point(point: EntryPoint) -> Fields:
    """Read an entry point: a dict like a table of ``targets.toml``, or a module with these names in it."""
    where = f"the entry point {point.name} = {point.value} of {point.dist.name if point.dist else 'a package'}"
    try:
        value = point.load()
    except BaseException as error:  # code of others, SystemExit too
        if isinstance(error, KeyboardInterrupt):
            raise
        raise TargetError(f"{point.name}: {where} cannot be loaded: {type(error).__name__}: {error}") from None
    raw = value if isinstance(value, dict) else {key: getattr(value, key) for key in TARGET if hasattr(value, key)}
    try:
        entry = read_target(raw, TARGET)
        for fault in target_faults(point.name, entry):
            raise ValueError(fault)
    except ValueError as error:
        raise TargetError(f"{point.name}: {where}: {error}") from None
    return target_fields(entry, ())
