"""Scenario files to scenarios: YAML, then the schema, then the rules that a schema cannot say.

All faults of a file are collected and told with their place; a file with faults yields no scenario.
"""

from __future__ import annotations

import itertools
import os
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from loopspec.places import SPEC
from loopspec.scenarios import schema
from loopspec.scenarios.build import build
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.yamlfile import SIZE_LIMIT, Document, Fault, SpecError, parse

VALUE = re.compile(r"(?<!\$)\$\{?([a-z][a-z0-9_]*)")
MODAL = re.compile(r"\b(should|must|may|shall|ought)\b", re.IGNORECASE)


GROUND_UP = ("run", "Task", "Future", "gather", "sleep", "Queue", "Lock", "Event")
"""The areas in the order in which they rest on each other; others come after them."""

WORTH_A_PROCESS = 20
"""Files that make it pay to read with more than one process."""


def load_suite(paths: Iterable[Path] = (), *, processes: int = 1) -> list[Scenario]:
    """Load scenario files, or whole folders of them; without a path, the suite that comes with loopspec.

    Scenarios come by areas (``GROUND_UP``), and within these in the order of their ids. With more than one of
    ``processes``, many files are read side by side, where this process can fork; for callers without threads.
    Raises SpecError with all faults of all files.
    """
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    files = list(dict.fromkeys(find_files(list(paths) or [SPEC])))
    for found, wrong in _load_all(files, processes if hasattr(os, "fork") else 1):
        scenarios += found
        faults += wrong
    faults += _clashes(scenarios)
    if faults:
        raise SpecError(sorted(faults))
    return sorted(scenarios, key=lambda scenario: (_floor(scenario.area), scenario.id))


def _floor(area: str) -> int:
    return GROUND_UP.index(area) if area in GROUND_UP else len(GROUND_UP)


def _load_all(files: list[Path], processes: int) -> Iterable[tuple[list[Scenario], list[Fault]]]:
    if processes == 1 or len(files) < WORTH_A_PROCESS:
        return map(_load_or_tell, files)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    schema.validator()  # made once, before the fork
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        return list(pool.map(_load_or_tell, files, chunksize=4))


def _load_or_tell(path: Path) -> tuple[list[Scenario], list[Fault]]:
    try:
        return load_file(path), []
    except SpecError as error:
        return [], error.faults


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
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise SpecError([Fault(name, 1, 1, f"cannot be read: {error.strerror}")]) from error
    return load_text(name, raw)


def load_text(name: str, raw: bytes) -> list[Scenario]:
    """Load the bytes of a scenario file called ``name``. Raises SpecError."""
    if not name.isprintable():
        raise SpecError([Fault(ascii(name), 1, 1, "the file's name has characters that cannot be seen")])
    document = parse(name, raw)
    if not document.faults:
        schema.check(document)
    if document.faults:
        raise SpecError(sorted(set(document.faults)))
    scenarios: list[Scenario] = []
    for key, data in document.data["scenarios"].items():
        for variant, values in _variants(data.get("each", {})):
            substituted = _substitute(data, values)
            _check_sentence(document, key, substituted)
            scenarios.append(build(document, key, variant, substituted))
            if document.faults:
                break  # the other variants have the same
    _check_values(document)
    _check_functions(document, scenarios)
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
            key if key == "each" else _substitute(key, values): item if key == "each" else _substitute(item, values)
            for key, item in value.items()
        }
    return value


def _check_values(document: Document) -> None:
    """Every value of ``each`` is used, and every ``$name`` has values."""
    for key, data in document.data["scenarios"].items():
        each = data.get("each", {})
        rest = {part: value for part, value in data.items() if part not in ("each", "says")}
        used = set(VALUE.findall(str(rest)))
        for name in each:
            if name not in used:
                document.fault(("scenarios", key, "each", name), f"${name} is never used", key=True)
        for name in sorted((used | set(VALUE.findall(data["says"]))) - set(each)) if each else ():
            document.fault(("scenarios", key, "each"), f"${name} is not among the values", key=True)


def _check_functions(document: Document, scenarios: list[Scenario]) -> None:
    """No two values of ``each`` make the same function, as ``a.b`` and ``a-b`` would."""
    functions: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = functions.setdefault(scenario.function, scenario)
        if other is not scenario:
            key = scenario.name.partition("[")[0]
            document.fault(
                ("scenarios", key, "each"),
                f"{other.name} and {scenario.name} would both be rendered as {scenario.function}",
                key=True,
            )


def _clashes(scenarios: list[Scenario]) -> Iterator[Fault]:
    """Ids and sentences that more than one scenario has, subjects that more than one file has."""
    ids: dict[str, Scenario] = {}
    subjects: dict[tuple[str, str], Scenario] = {}
    sentences: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = ids.setdefault(scenario.id, scenario)
        if other is not scenario:
            yield Fault(
                scenario.file, scenario.line, 1,
                f"duplicate id {scenario.id}, first given at {other.file}:{other.line}",
            )  # fmt: skip
            continue
        other = subjects.setdefault((scenario.area.lower(), scenario.subject), scenario)
        if other.file != scenario.file:
            subjects[scenario.area.lower(), scenario.subject] = scenario  # told once a file
            yield Fault(
                scenario.file, 1, 1,
                f"{scenario.area} {scenario.subject} is already the subject of {other.file}; "
                "one subject, one file",
            )  # fmt: skip
        other = sentences.setdefault(scenario.says, scenario)
        if (other.file, other.line) != (scenario.file, scenario.line):
            yield Fault(
                scenario.file, scenario.line, 1,
                f"the sentence is already that of {other.id} at {other.file}:{other.line}; "
                "one rule, one scenario",
            )  # fmt: skip
