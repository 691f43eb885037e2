"""Verbs that leave a lane, or pause a generator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loopspec.scenarios.verb import EXPRESSION, NAME, Place, Verb


def nothing_from_a_generator(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Refuse a return with a value in an asynchronous generator, as Python does."""
    if place.generator and data["return"] is not None:
        yield "a generator returns nothing, expected `return: null`"


def in_a_generator(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Refuse a yield outside of generators: its lane would be another kind of function."""
    if not place.generator:
        yield "'yield' belongs in generators"


VERBS = (
    Verb(
        name="return",
        value=EXPRESSION,
        rules=(nothing_from_a_generator,),
        nothing=True,
        meaning="return from the lane; `return: null` in generators",
        template="return{{ ' ' ~ step.value.code if not step.place.generator }}",
    ),
    Verb(
        name="raise",
        value=EXPRESSION,
        nothing=True,
        meaning="raise; `raise: null` raises the current exception again",
        template="raise{{ ' ' ~ step.value.code if step.value.text != 'None' }}",
    ),
    Verb(
        name="yield",
        value=EXPRESSION,
        modifiers={"as": NAME},
        rules=(in_a_generator,),
        nothing=True,
        meaning="yield a value, in generators only; `as` binds what is sent in",
        template="{{ step.bind ~ ' = ' if step.bind }}yield {{ step.value.code }}",
    ),
)
