"""Scenario files to scenarios: YAML, then the schema, then the rules that a schema cannot say.

All faults of a file are collected and reported with their place; a file with faults yields no scenario.
"""

from __future__ import annotations

import itertools
import os
import re
import string
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from loopspec import caches
from loopspec.near import one_of
from loopspec.places import SPEC
from loopspec.scenarios import schema
from loopspec.scenarios.build import build
from loopspec.scenarios.document import SIZE_LIMIT, Document, Fault, SpecError
from loopspec.scenarios.document import Path as Place
from loopspec.scenarios.frame import FORMATS
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.vocabulary import AREAS

VALUE = re.compile(r"(?<!\$)\$\{?([a-z][a-z0-9_]*)")
MODAL = re.compile(r"\b(should|must|may|shall|ought)\b", re.IGNORECASE)

READERS = ("scenarios", "harness/outside.py", "harness/tools.py", "capabilities.py", "targets/capabilities.toml")
"""Dependencies of a file's scenarios beside the file: its vocabulary and the code that reads it."""

KEPT = caches.Cache("scenarios", *READERS)
"""The scenarios of files without faults."""

WORTH_A_PROCESS = 20
"""Files that make it pay to read with more than one process."""


Answer = tuple[list[Scenario], list[Fault]]
"""The sound scenarios of a file, and the faults of the others."""


class _Text(NamedTuple):
    """A file that has to be read."""

    name: str
    raw: bytes
    own: bool
    """Whether it is one of the suite's."""
    key: str
    """Its key in the cache."""


def load_suite(paths: Iterable[Path] = (), *, processes: int = 1) -> list[Scenario]:
    """Load scenario files, or whole folders of them; without a path, the suite that comes with loopspec.

    Scenarios come by areas (``AREAS``), and within these in the order of their ids. With more than one of
    ``processes``, many files are read side by side, where this process can fork; for callers without threads.
    Raises SpecError with all faults of all files.
    """
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    files = list(dict.fromkeys(find_files(list(paths) or [SPEC])))
    for found, wrong in _read_all(files, processes if hasattr(os, "fork") else 1):
        scenarios += found
        faults += wrong
    faults += _clashes(scenarios)
    if faults:
        raise SpecError(sorted(faults))
    floors = {area: number for number, area in enumerate(AREAS)}
    return sorted(scenarios, key=lambda scenario: (floors.get(scenario.area, len(floors)), scenario.id))


def _read_all(files: list[Path], processes: int) -> list[Answer]:
    found = [_open(path) for path in files]
    read = iter(_read_texts([one for one in found if isinstance(one, _Text)], processes))
    return [next(read) if isinstance(one, _Text) else one for one in found]


def _read_texts(texts: list[_Text], processes: int) -> Iterable[Answer]:
    if processes == 1 or len(texts) < WORTH_A_PROCESS:
        return map(_read_anew, texts)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    for version in FORMATS:
        schema.validator(version)  # made once, before the fork
    with ProcessPoolExecutor(processes, get_context("fork"), initializer=_end_with_the_parent) as pool:
        return list(pool.map(_read_anew, texts, chunksize=4))


def _end_with_the_parent() -> None:
    """End this process when its parent does: one that is killed leaves others waiting at their pipes for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the YAML files that paths name. Raises SpecError for a path that names none."""
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
    [(scenarios, faults)] = _read_all([path], 1)
    return _without_faults(scenarios, faults)


def _open(path: Path) -> Answer | _Text:
    """Return the scenarios of a file read before, else its text, which is read once: a path may name a pipe."""
    name = _shown(path)
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        return [], [Fault(name, 1, 1, f"cannot be read: {error.strerror}")]
    own = name != path.as_posix()
    key = caches.key(name, str(own), raw)
    kept = KEPT.read(key)
    return (kept, []) if isinstance(kept, list) else _Text(name, raw, own, key)


def _read_anew(text: _Text) -> Answer:
    """Return the sound scenarios of a file, and the faults of the others; keep those of a file without faults."""
    try:
        scenarios, faults = read_text(text.name, text.raw, AREAS if text.own else None)
    except SpecError as error:
        return [], error.faults
    if not faults:
        scenarios = [replace(scenario, file_key=text.key) for scenario in scenarios]
        KEPT.keep(text.key, scenarios)
    return scenarios, faults


def load_text(name: str, raw: bytes) -> list[Scenario]:
    """Load the bytes of a scenario file called ``name``. Raises SpecError."""
    return _without_faults(*read_text(name, raw))


def _without_faults(scenarios: list[Scenario], faults: list[Fault]) -> list[Scenario]:
    if faults:
        raise SpecError(faults)
    return scenarios


def read_text(name: str, raw: bytes, areas: Collection[str] | None = None) -> tuple[list[Scenario], list[Fault]]:
    """Read the sound scenarios of a file called ``name``, and all faults of the others and of the file.

    Faults of its structure hide no fault of a scenario that can be read. With ``areas``, the file's area has to be
    one of them. Raises SpecError when there is nothing to go on with.
    """
    from loopspec.scenarios.yamlfile import parse  # PyYAML is imported where a file has to be read

    if not name.isprintable():
        raise SpecError([Fault(ascii(name), 1, 1, "the file's name has characters that cannot be seen")])
    document = parse(name, raw)
    broken = schema.check(document)
    scenarios: list[Scenario] = []
    if not broken & {(), ("scenarios",)}:
        _check_area(document, broken, areas)
        for key, data in document.data["scenarios"].items():
            scenarios += _read_scenario(document, key, data, broken)
    faults = sorted(set(document.faults))
    head = {path for path in broken if path[0] != "scenarios"} if () not in broken else broken
    return ([] if head else scenarios), faults


def _check_area(document: Document, broken: set[Place], areas: Collection[str] | None) -> None:
    if areas is not None and ("area",) not in broken and document.data["area"] not in areas:
        found = document.data["area"]
        document.fault(("area",), f"unknown area {found!r}, {one_of(found, areas)}")


def _read_scenario(document: Document, key: str, data: Any, broken: set[Place]) -> Iterator[Scenario]:
    """Yield all variants of a scenario that are sound."""
    place = ("scenarios", key)
    wrong = {path for path in broken if path[:2] == place}
    if place in wrong:
        return
    left_out = {str(path[2]) for path in wrong}
    if wrong:
        data = _sound(data, place, wrong)
    if "each" in left_out:
        _check_sentence(document, key, data)
        return
    before = len(document.faults)
    scenarios = []
    for variant, values in _variants(data.get("each", {})):
        substituted = _substitute(data, values)
        _check_sentence(document, key, substituted)
        scenarios.append(build(document, key, variant, substituted, left_out))
        if len(document.faults) > before:
            break  # the other variants have the same
    _check_values(document, key, data)
    found = [scenario for scenario in scenarios if scenario is not None]
    _check_functions(document, found)
    if len(document.faults) == before:
        yield from found


def _sound(value: Any, place: Place, broken: set[Place]) -> Any:
    """Remove from a value what breaks the schema, which leaves None in a list; a step is there whole or not at all."""
    if isinstance(value, dict):
        return {key: _sound(item, (*place, key), broken) for key, item in value.items() if (*place, key) not in broken}
    if isinstance(value, list):
        lost = {path[len(place)] for path in broken if path[: len(place)] == place and len(path) <= len(place) + 2}
        return [None if at in lost else _sound(item, (*place, at), broken) for at, item in enumerate(value)]
    return value


def _shown(path: Path) -> str:
    """Return a path as it is written in faults and results: below ``spec/`` where it is the suite's own."""
    resolved = path.resolve()
    if resolved.is_relative_to(SPEC):
        return f"spec/{resolved.relative_to(SPEC).as_posix()}"
    return path.as_posix()


def _check_sentence(document: Document, key: str, data: dict[str, Any]) -> None:
    modal = MODAL.search(data.get("says", ""))
    if modal:
        document.fault(
            ("scenarios", key, "says"),
            f"the sentence says {modal.group()!r}; state what happens, the level says how much it binds",
        )


def _variants(each: dict[str, list[Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the suffix of the id and the values of every form of a scenario."""
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


def _check_values(document: Document, key: str, data: dict[str, Any]) -> None:
    """Check that every value of ``each`` is used, and every ``$name`` has values."""
    each = data.get("each", {})
    rest = {part: value for part, value in data.items() if part not in ("each", "says")}
    used = set(VALUE.findall(str(rest)))
    for name in each:
        if name not in used:
            document.fault(("scenarios", key, "each", name), f"${name} is never used", key=True)
    for name in sorted((used | set(VALUE.findall(data.get("says", "")))) - set(each)) if each else ():
        document.fault(("scenarios", key, "each"), f"${name} is not among the values", key=True)


def _check_functions(document: Document, scenarios: list[Scenario]) -> None:
    """Check that no two values of ``each`` make the same function, as ``a.b`` and ``a-b`` would."""
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
    """Yield the ids and sentences that several scenarios have, the subjects that several files have."""
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
            subjects[scenario.area.lower(), scenario.subject] = scenario  # reported once a file
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
