"""Verbs for rules about input and output, where both sides go on in one lane."""

from __future__ import annotations

from loopspec.scenarios.verb import EXPRESSION, NAME, NOTHING, Verb

VERBS = (
    Verb(
        name="begin",
        value=EXPRESSION,
        modifiers={"as": NAME},
        requires=("as",),
        since="1.1",
        asynchronous=True,
        meaning="go on, and await in a task, which `as` binds: both sides of a connection proceed in one lane",
        template="{{ step.bind }} = scenario.begin({{ step.value.code }})",
    ),
    Verb(
        name="pause",
        value=NOTHING,
        since="1.1",
        asynchronous=True,
        nothing=True,
        meaning="sleep for three times 5 ms of real time; only before a check that something did *not* happen",
        template="await scenario.pause()",
    ),
)
