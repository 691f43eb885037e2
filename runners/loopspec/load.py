"""Scenario files to scenarios: YAML, then the schema, then the rules that a schema cannot say.

All faults of a file are collected and told with their place; a file with faults yields no scenario.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from loopspec import schema
from loopspec.build import build
from loopspec.scenario import Scenario
from loopspec.spec_root import SPEC
from loopspec.yamlfile import Document, Fault, SpecError, parse

MODAL = re.compile(r"\b(should|must|may|shall|ought)\b", re.IGNORECASE)


def load_suite(paths: Iterable[Path] = ()) -> list[Scenario]:
    """Load scenario files, or whole folders of them; without a path, the suite that comes with loopspec.

    Scenarios come in the order of their ids. Raises SpecError with all faults of all files.
    """
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    for path in find_files(list(paths) or [SPEC]):
        try:
            scenarios += load_file(path)
        except SpecError as error:
            faults += error.faults
    faults += _clashes(scenarios)
    if faults:
        raise SpecError(sorted(faults))
    return sorted(scenarios, key=lambda scenario: scenario.id)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The YAML files that paths name. Raises SpecError for a path that names none."""
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.yaml"))
            if not found:
                raise SpecError([Fault(str(path), 1, 1, "no scenario file in this folder, expected *.yaml")])
            yield from found
        elif path.exists():
            yield path
        else:
            raise SpecError([Fault(str(path), 1, 1, "no such file or folder")])


def load_file(path: Path) -> list[Scenario]:
    """Load one scenario file. Raises SpecError."""
    name = _shown(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            raw = file.read(min(size, 8 * 1024 * 1024))
    except OSError as error:
        raise SpecError([Fault(name, 1, 1, f"cannot be read: {error.strerror}")]) from error
    return load_text(name, raw)


def load_text(name: str, raw: bytes) -> list[Scenario]:
    """Load the bytes of a scenario file called ``name``. Raises SpecError."""
    document = parse(name, raw)
    schema.check(document)
    if document.faults:
        raise SpecError(sorted(document.faults))
    scenarios: list[Scenario] = []
    for key, data in document.data["scenarios"].items():
        _check_sentence(document, key, data)
        for variant, values in _variants(data.get("each", {})):
            substituted = _substitute(data, values)
            scenarios.append(build(document, key, variant, substituted))
    _check_unused_values(document)
    if document.faults:
        raise SpecError(sorted(set(document.faults)))
    return scenarios


def _shown(path: Path) -> str:
    """A path as it is written in faults and results: below ``spec/`` where it is the suite's own."""
    resolved = path.resolve()
    if resolved.is_relative_to(SPEC):
        return f"spec/{resolved.relative_to(SPEC).as_posix()}"
    return path.as_posix()


def _check_sentence(document: Document, key: str, data: dict[str, Any]) -> None:
    modal = MODAL.search(data["says"])
    if modal:
        document.fault(
            ("scenarios", key, "says"),
            f"the sentence says {modal.group()!r}; state what happens, the level says how much it binds",
        )


def _variants(each: dict[str, list[Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    """The suffix of the id and the values of every form of a scenario."""
    if not each:
        yield "", {}
        return
    for choice in itertools.product(*each.values()):
        values = dict(zip(each, map(_written, choice), strict=True))
        yield "[" + ",".join(f"{name}={value}" for name, value in values.items()) + "]", values


def _written(value: Any) -> str:
    return str(value)


def _substitute(value: Any, values: dict[str, str]) -> Any:
    """Replace ``$name`` in every text of a scenario."""
    if not values:
        return value
    if isinstance(value, str):
        return string.Template(value).safe_substitute(values)
    if isinstance(value, list):
        return [_substitute(item, values) for item in value]
    if isinstance(value, dict):
        return {
            key if key == "each" else _substitute(key, values): item
            if key == "each"
            else _substitute(item, values)
            for key, item in value.items()
        }
    return value


def _check_unused_values(document: Document) -> None:
    for key, data in document.data["scenarios"].items():
        for name in data.get("each", {}):
            rest = {part: value for part, value in data.items() if part not in ("each", "says")}
            if not re.search(rf"\$\{{?{name}\b", str(rest)):
                document.fault(("scenarios", key, "each", name), f"${name} is never used", key=True)


def _clashes(scenarios: list[Scenario]) -> Iterator[Fault]:
    """Ids and sentences that more than one scenario has."""
    ids: dict[str, Scenario] = {}
    sentences: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = ids.setdefault(scenario.id, scenario)
        if other is not scenario:
            yield Fault(
                scenario.file, scenario.line, 1,
                f"duplicate id {scenario.id}, first given at {other.file}:{other.line}",
            )  # fmt: skip
            continue
        other = sentences.setdefault(scenario.says, scenario)
        if (other.file, other.line) != (scenario.file, scenario.line):
            yield Fault(
                scenario.file, scenario.line, 1,
                f"the sentence is already that of {other.id} at {other.file}:{other.line}; "
                "one rule, one scenario",
            )  # fmt: skip
