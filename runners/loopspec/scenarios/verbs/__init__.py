"""The verbs of the scenario format, one module a family.

Every module of this package has a tuple ``VERBS`` of records; a new verb is one more record, a new family one more
module. Verbs come in the order of the modules' names and, within a module, of its tuple.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from loopspec.scenarios.verb import FUNCTION, NAME, STEPS, ValueKind, Verb


def _records() -> Mapping[str, Verb]:
    verbs: dict[str, Verb] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        for verb in importlib.import_module(f"{__name__}.{module}").VERBS:
            if verbs.setdefault(verb.name, verb) is not verb:
                raise ValueError(f"two records of the verb {verb.name!r}")
    return MappingProxyType(verbs)


def _words() -> Mapping[str, ValueKind]:
    verbs = VERBS.values()
    words = {verb.name: verb.value for verb in verbs}
    for verb in verbs:
        for word, kind in verb.modifiers.items():
            if words.setdefault(word, kind) is not kind:
                raise ValueError(f"the word {word!r} of {verb.name!r} is of another kind elsewhere")
    return MappingProxyType(words)


VERBS = _records()
"""Every verb by its name."""

WORDS = _words()
"""Every word of a step with the kind of its value: the verbs, then their modifiers."""

BINDING = tuple(word for word, kind in WORDS.items() if kind is NAME)
"""Words that bind a name."""

BLOCKS = tuple(word for word, kind in WORDS.items() if kind is STEPS)
"""Words that hold steps of the same lane."""

FUNCTIONS = tuple(word for word, kind in WORDS.items() if kind is FUNCTION)
"""Words that hold steps of a function of their own."""
