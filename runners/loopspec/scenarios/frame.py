"""The JSON Schemas of the scenario format, made from the records of the verbs and the frame around them.

The files in ``spec/schema/`` are written from here (``loopspec render``), for editors and other tools; the loader takes
the schema as it is made.
"""

from __future__ import annotations

import json
from typing import Any

from loopspec.scenarios.verbs import VERBS, WORDS
from loopspec.scenarios.vocabulary import EVERY_PROTOCOL, PROTOCOLS

FORMATS = ("1.0", "1.1")
"""The versions of the format, the newest last."""

SLUG = {
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "maxLength": 80,
    "description": "small letters and digits, words joined by hyphens",
}
IDENTIFIER = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    "maxLength": 40,
    "description": "a Python name in small letters without a leading underscore",
}
VERSION = {
    "type": "string",
    "pattern": r"^3\.[0-9]{1,2}$",
    "description": 'a version of Python in quotes, such as "3.12"',
}
RELEASE = {
    "type": "string",
    "pattern": r"^3\.[0-9]{1,2}(\.[0-9]{1,2})?$",
    "description": 'a version of Python in quotes, such as "3.12" or "3.12.4"',
}
EXCEPTIONS = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {
        "type": "string",
        "pattern": r"^3\.[0-9]{1,2}(\.[0-9]{1,2})?(-3\.[0-9]{1,2}(\.[0-9]{1,2})?)?$",
        "description": 'versions of Python in quotes, such as "3.12.4" or "3.12.0-3.12.4"',
    },
    "description": "a list of versions for which the rule does not hold",
}
JUDGES = {"const": "namespace", "description": "`namespace`, where a loop alone is not judged"}
TAG_LIST = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"type": "string", "description": "a tag"},
    "description": "a list of tags",
}
QUOTE = {
    "type": "string",
    "maxLength": 400,
    "description": "the sentence of the documentation that the rule rests on, at most 25 words",
}
BASIS = {
    "docs": {
        "type": "string",
        "pattern": r"^[a-z0-9]+/[A-Za-z0-9._-]+\.html(#.+)?$",
        "description": "a page of the Python documentation, such as library/asyncio-sync.html#asyncio.Lock",
    },
    "pep": {"type": "string", "pattern": "^[0-9]+$", "description": "the number of a PEP in quotes"},
    "test": {"type": "string", "description": "a test of CPython or of a loop"},
    "issue": {
        "type": "string",
        "pattern": "^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+#[0-9]+$",
        "description": "an issue as owner/name#number",
    },
    "note": {"type": "string", "description": "why the rule holds, in words"},
}
EACH = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 2,
    "propertyNames": {"$ref": "#/$defs/name"},
    "description": "names with their values",
    "additionalProperties": {
        "type": "array",
        "minItems": 2,
        "maxItems": 12,
        "uniqueItems": True,
        "items": {
            "type": ["string", "number", "boolean"],
            "pattern": r'^[^"\\\n\t$]+$',
            "maxLength": 80,
            "description": "a value in one line, without double quotes, backslash and $",
        },
        "description": "a list of values",
    },
}
SAYS = {
    "type": "string",
    "pattern": r'^[A-Z`][^"\\\n]*\.$',
    "maxLength": 240,
    "description": "one sentence that states the rule, ending with a full stop",
}
PARAMETER = {
    "type": "string",
    "pattern": r"^\*{0,2}[a-z][a-z0-9]*(_[a-z0-9]+)*( *= *None)?$",
    "description": "a parameter, such as item, *items, **options or item=None",
}
NAMES = {
    "anyOf": [
        {"$ref": "#/$defs/name"},
        {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/name"}},
    ],
    "description": "the name of a task, or a list of names",
}

CLASS_NAME = {
    "type": "string",
    "pattern": "^[A-Z][A-Za-z0-9]*$",
    "maxLength": 40,
    "description": "the name of a class, such as Echo",
}

QUOTED = '"{}"'.format
OR_ALL = "the name of a task, a list of names, or null for all"


def json_schema(version: str) -> dict[str, Any]:
    """Return the JSON Schema of a version of the format, one of ``FORMATS``."""
    newer = version > "1.0"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"scenario-{version}.json",
        "title": f"loopspec scenario file, format {version}",
        "type": "object",
        "required": ["format", "area", "subject", "scenarios"],
        "additionalProperties": False,
        "properties": {
            "format": {
                "const": version,
                "description": f"the format's version in quotes, {' or '.join(map(QUOTED, FORMATS))}",
            },
            "area": {
                "type": "string",
                "pattern": "^[A-Za-z]+(-[A-Za-z]+)*$",
                "description": "the area's name, such as Lock",
            },
            "subject": _part("slug"),
            "scenarios": {
                "type": "object",
                "minProperties": 1,
                "propertyNames": _part("slug"),
                "additionalProperties": _part("scenario"),
            },
        },
        "$defs": {
            "slug": SLUG,
            "name": IDENTIFIER,
            "names": NAMES,
            **(
                {"names_or_all": {"anyOf": [*NAMES["anyOf"], {"type": "null"}], "description": OR_ALL}} if newer else {}
            ),
            "version": RELEASE if newer else VERSION,
            "expression": {
                "type": ["string", "number", "boolean", "null"],
                "maxLength": 1000,
                "description": "a Python expression",
            },
            "text": {"type": ["string", "integer"], "maxLength": 1000, "description": "a text"},
            "scenario": _scenario(version),
            "routines": {
                "type": "object",
                "propertyNames": _part("name"),
                "additionalProperties": {
                    "type": "object",
                    "required": ["do"],
                    "additionalProperties": False,
                    "properties": {"args": {"type": "array", "items": PARAMETER}, "do": _part("steps")},
                },
            },
            **({"class_name": CLASS_NAME, "protocols": _protocols()} if newer else {}),
            "steps": {"type": "array", "items": _part("step"), "description": "a list of steps"},
            "step": _step(version),
            "expectation": {
                "type": "object",
                "minProperties": 1,
                "properties": {
                    "any_order": {"type": "array", "minItems": 2, "items": _part("event")},
                    "since": _part("version"),
                    "until": _part("version"),
                    "events": {"type": "array", "minItems": 1, "items": _part("expectation")},
                },
                "additionalProperties": _part("text"),
            },
            "event": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": _part("text"),
                "description": "one event, as `lane: text`",
            },
        },
    }


def _part(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _scenario(version: str) -> dict[str, Any]:
    newer = version > "1.0"
    basis = {**BASIS, "quote": QUOTE} if newer else BASIS
    return {
        "type": "object",
        "required": ["says", "level", "basis"],
        "oneOf": [{"required": ["main"]}, {"required": ["program"]}],
        "additionalProperties": False,
        "properties": {
            "says": SAYS,
            "level": {"enum": ["must", "should", "may"]},
            "basis": {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": basis},
            "since": _part("version"),
            "until": _part("version"),
            **({"except": EXCEPTIONS} if newer else {}),
            "needs": {
                "type": "array",
                "uniqueItems": True,
                "items": {"type": "string", "description": "a capability"},
            },
            **({"judges": JUDGES, "tags": TAG_LIST} if newer else {}),
            "clock": {"const": "real", "description": "`real`, the only other clock than none"},
            "each": EACH,
            "let": {"type": "object", "propertyNames": _part("name"), "additionalProperties": _part("expression")},
            "tasks": {"type": "object", "propertyNames": _part("name"), "additionalProperties": _part("steps")},
            "coroutines": _part("routines"),
            "generators": _part("routines"),
            "callbacks": _part("routines"),
            **({"protocols": _part("protocols")} if newer else {}),
            "main": _part("steps"),
            "program": _part("steps"),
            "expect": {"type": "array", "items": _part("expectation")},
        },
    }


def _protocols() -> dict[str, Any]:
    methods = {**EVERY_PROTOCOL, **{name: args for base in PROTOCOLS.values() for name, args in base.items()}}
    return {
        "type": "object",
        "propertyNames": _part("class_name"),
        "additionalProperties": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"base": {"enum": [*PROTOCOLS]}, **{name: _part("steps") for name in methods}},
        },
    }


def _step(version: str) -> dict[str, Any]:
    known = {word for verb in VERBS.values() if verb.since <= version for word in verb.words}
    titles = {name: _plain(verb.meaning) for name, verb in VERBS.items()}
    return {
        "type": "object",
        "description": "a step, such as `call: noop()`",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            word: {**kind.schema, **({"title": titles[word]} if word in titles else {})}
            for word, kind in WORDS.items()
            if word in known
        },
    }


def _plain(text: str) -> str:
    return text.replace("`", "")


def schema_file(version: str) -> str:
    """Return the text of ``spec/schema/scenario-VERSION.json``."""
    return json.dumps(json_schema(version), indent=2, ensure_ascii=False) + "\n"
