"""Holds a scenario file against the published JSON Schema and says in words what is wrong."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from loopspec.near import one_of
from loopspec.scenarios.document import Document, Path
from loopspec.scenarios.frame import FORMATS, json_schema
from loopspec.scenarios.verb import NAMES, TASKS
from loopspec.scenarios.verbs import WORDS

if TYPE_CHECKING:  # its import takes longer than all else that a command does with scenarios from the cache
    import jsonschema

KINDS = {
    "object": "a mapping", "array": "a list", "string": "a text", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip

SCENARIO_DEPTH = 2
"""Length of a scenario's path; what is missing higher up or there is a key, deeper down it costs the whole mapping."""

SCALARS = ("args", "needs", "tags", "except", *(word for word, kind in WORDS.items() if kind in (TASKS, NAMES)))
"""Keys of lists of plain values, of which one that is wrong costs the whole list."""


@functools.cache
def validator(version: str) -> Any:
    """Return the validator of a version of the scenario format."""
    import jsonschema

    schema = json_schema(version)
    parts = schema["$defs"]

    def follow(checker: Any, reference: str, value: Any, _: Any) -> Iterator[jsonschema.ValidationError]:
        """Check a part of the same file: no need to resolve it as if it could be anywhere."""
        yield from checker.descend(value, parts[reference.removeprefix("#/$defs/")])

    rules = {"pattern": _pattern, "uniqueItems": _unique_items, "$ref": follow, "properties": _properties}
    extend: Any = jsonschema.validators.extend
    return extend(jsonschema.Draft202012Validator, rules)(schema)


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    """Match a whole text, as in ECMAScript, where ``$`` does not match before a last newline."""
    import jsonschema

    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield jsonschema.ValidationError("does not match")


def _properties(checker: Any, known: Any, value: Any, _: Any) -> Iterator[jsonschema.ValidationError]:
    """Check the few keys that are there, not each of the many that could be."""
    if isinstance(value, dict):
        for key in filter(known.__contains__, value):
            yield from checker.descend(value[key], known[key], path=key, schema_path=key)


def _unique_items(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    """Refuse repetitions, as written; in one go, where jsonschema may compare each with each."""
    import jsonschema

    if wanted and isinstance(value, list) and len(set(map(str, value))) < len(value):
        yield jsonschema.ValidationError("has a repetition")


def check(document: Document) -> set[Path]:
    """Add a fault to the document for everything that breaks the schema; returns the paths of all that is broken.

    Of a key that is missing the path is the one that it would have.
    """
    found = document.data.get("format") if isinstance(document.data, dict) else None
    if isinstance(found, str) and _newer(found):
        newest = FORMATS[-1]
        document.fault(("format",), f"format {found} is newer than this loopspec knows ({newest}); upgrade loopspec")
        return {()}
    broken = set(document.broken)
    version = str(found) if found in FORMATS else FORMATS[-1]
    for error in validator(version).iter_errors(document.data):
        path = tuple(error.absolute_path)
        if not any(path[: len(known)] == known for known in document.broken):  # reported already
            newer = newer_parts(version).get(id(error.schema))
            broken.update(_explain(error, document, version, newer))
    return broken


def _newer(version: str) -> bool:
    parts = version.split(".")
    numeric = all(re.fullmatch("[0-9]{1,9}", part) for part in parts)
    return numeric and tuple(map(int, parts)) > tuple(map(int, FORMATS[-1].split(".")))


def _explain(
    error: jsonschema.ValidationError, document: Document, version: str, newer: dict[str, Any] | None
) -> Iterator[Path]:
    """Put an error into words; yields the paths of what is wrong or missing.

    ``newer`` is what the newest format has for the part of the schema that was broken.
    """
    path = tuple(error.absolute_path)
    value: Any = error.instance
    schema: Any = error.schema
    wanted = schema.get("description") or _kinds(schema.get("type"))
    rule = error.validator
    limit: Any = error.validator_value
    if rule == "additionalProperties":
        known = schema["properties"]
        for key in value:
            if key in known:
                continue
            if newer and key in newer["properties"]:
                document.fault((*path, key), f"{key!r} is new in {_upgrade(version)}", key=True)
            else:
                document.fault((*path, key), f"unknown key {key!r}, {one_of(key, known)}", key=True)
            yield (*path, key)
        return
    if rule == "required":
        missing = [key for key in limit if key not in value]
        document.fault(path, f"missing {_list(map(repr, missing))}, expected {_list(limit)}", key=True)
        yield from ((*path, key) for key in missing) if len(path) <= SCENARIO_DEPTH else [path]
        return
    if rule == "oneOf":
        if isinstance(value, dict):  # that something is no mapping is reported already
            both = "both `main` and `program`" if "main" in value else "neither `main` nor `program`"
            document.fault(path, f"{both}, expected one of the two", key=True)
            yield from ((*path, "main"), (*path, "program"))
        return
    if error.parent is None and path and _is_key_error(error):
        document.fault((*path, value), f"the key {value!r} is not {wanted}", key=True)
        path = (*path, value)
    elif rule == "enum":
        document.fault(path, f"{_shown(value)}, {one_of(str(value), limit)}")
    elif rule == "minProperties":
        document.fault(path, "an empty mapping, expected at least one key")
    elif newer and validator(FORMATS[-1]).evolve(schema=newer).is_valid(value):
        document.fault(path, f"{_shown(value)} is a value of {_upgrade(version)}")
    else:
        document.fault(path, f"{_shown(value)}, expected {wanted}{_limit(error)}")
    yield path[:-1] if len(path) > 1 and path[-2] in SCALARS else path


def _upgrade(version: str) -> str:
    return f'format {FORMATS[-1]}; this file says `format: "{version}"`'


@functools.cache
def newer_parts(version: str) -> dict[int, dict[str, Any]]:
    """Map an older format's mappings, by identity, to the newest format's parts in their places."""
    found: dict[int, dict[str, Any]] = {}
    pairs = [(validator(version).schema, validator(FORMATS[-1]).schema)] if version != FORMATS[-1] else []
    while pairs:
        old, new = pairs.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            found[id(old)] = new
            pairs += [(old[key], new[key]) for key in old.keys() & new.keys()]
    return found


def _is_key_error(error: jsonschema.ValidationError) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _limit(error: jsonschema.ValidationError) -> str:
    words = {
        "maxLength": "at most {} characters", "minItems": "at least {}", "maxItems": "at most {}",
        "minimum": "at least {}", "maximum": "at most {}", "uniqueItems": "none twice",
        "maxProperties": "at most {}",
    }  # fmt: skip
    text = words.get(str(error.validator))
    return f", {text.format(error.validator_value)}" if text else ""


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _kinds(kind: Any) -> str:
    kinds = kind if isinstance(kind, list) else [kind]
    return " or ".join(KINDS.get(str(one), "a value") for one in kinds)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return repr(text if len(text) <= 60 else text[:57] + "...") if isinstance(value, str) else text
