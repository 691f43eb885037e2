"""The record of a verb, and the kinds of value that the words of a step hold.

A step is a mapping: its verb and the verb's modifiers are its *words*. A record says all there is to a verb: the
loader checks and builds steps by it, the renderer has its template, the JSON schema and the table of
``spec/README.md`` are made from it. The records themselves are in ``verbs/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from loopspec.scenarios.compact import Compact


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value: how it is written in the table of verbs, and its fragment of the JSON schema."""

    placeholder: str
    schema: Mapping[str, Any]


EXPRESSION = ValueKind("expr", {"$ref": "#/$defs/expression"})
"""A Python expression of the whitelist; built to an ``Expression``."""

TEXT = ValueKind("text {expression}", {"$ref": "#/$defs/text"})
"""A text with values in braces; built to an ``Expression``."""

STEPS = ValueKind("steps", {"$ref": "#/$defs/steps"})
"""Steps of the same lane; built to a tuple of ``Step``."""

FUNCTION = ValueKind("steps", {"$ref": "#/$defs/steps"})
"""Steps that run as a plain function of their own; built to a ``Routine``."""

NAME = ValueKind("name", {"$ref": "#/$defs/name"})
"""A name that the step binds; built to a text."""

TASKS = ValueKind("name or list", {"$ref": "#/$defs/names"})
"""Names of ``tasks``; built to a tuple of texts."""

NAMES = ValueKind("name, list or null", {"$ref": "#/$defs/names_or_all"})
"""Names of the scenario's own, ``null`` for all of a kind; built to a tuple of texts."""

SIGNAL = ValueKind("signal", {"type": "string", "maxLength": 80, "description": "the name of a signal"})
"""The name of a signal."""

FLAG = ValueKind("true", {"const": True, "description": "`true`, or no such word"})
"""A word that is there or not; built to True."""


NOTHING = ValueKind("null", {"type": "null", "description": "`null`: the verb takes no value"})
"""No value at all."""


def count(most: int, description: str) -> ValueKind:
    """Return the kind of a whole number from 1 to ``most``; built to an int."""
    return ValueKind("n", {"type": "integer", "minimum": 1, "maximum": most, "description": description})


@dataclass(frozen=True, slots=True)
class Place(Compact):
    """The kind of lane that a step stands in."""

    asynchronous: bool
    """Whether a loop runs the lane: main, tasks, coroutines and generators."""
    generator: bool = False


Rule = Callable[[Mapping[str, Any], Place], Iterator[str]]
"""A check that no schema can make: yields a message for each fault of a step's data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One verb of the scenario format."""

    name: str
    value: ValueKind
    """Kind of the verb's own value."""
    meaning: str
    """Last column of the table in ``spec/README.md``, in Markdown."""
    template: str
    """Jinja text of the rendered step; see ``rendering/templates/steps.py.jinja`` for what it may use."""
    modifiers: Mapping[str, ValueKind] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    """Modifiers that every step of the verb has."""
    rules: tuple[Rule, ...] = ()
    asynchronous: bool = False
    """Whether it needs a lane that a loop runs."""
    capability: str | None = None
    """A capability that the scenario has to name in ``needs``."""
    starts: bool = False
    """Whether it makes the tasks that its value names, and binds the names to them."""
    nothing: bool = False
    """Whether its value may be ``null``."""
    since: str = "1.0"
    """The version of the format that has it first."""

    @property
    def words(self) -> dict[str, ValueKind]:
        """The words that a step of the verb may have."""
        return {self.name: self.value, **self.modifiers}

    @property
    def row(self) -> str:
        """Its row of the table of verbs, in Markdown."""
        needed = [f"`{word}`" for word in self.modifiers if word in self.requires]
        optional = [f"`{word}`" for word in self.modifiers if word not in self.requires]
        words = " ".join(needed) + (("; optional " if needed else "") + " ".join(optional) if optional else "")
        return f"| `{self.name}: {self.value.placeholder}` | {words} | {self.meaning} |".replace("|  |", "| |")


COMPARISONS = ("returns", "is", "equals", "type")
"""Modifiers that compare the value of a step; a step has one of them at most."""
