"""Verbs that evaluate, compare and record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loopspec.scenarios.verb import COMPARISONS, EXPRESSION, NAME, TEXT, Place, Verb


def one_expectation(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Check that a step compares its value once, or expects an exception."""
    if sum(word in data for word in (*COMPARISONS, "raises")) > 1:
        yield "one expectation a step: returns, is, equals, type or raises"


def one_comparison(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Check that a check compares, and once."""
    if sum(word in data for word in COMPARISONS) != 1:
        yield "'check' takes exactly one of is, equals, type"


EXPECTED = {"as": NAME, "raises": EXPRESSION, "returns": EXPRESSION, "is": EXPRESSION, "type": EXPRESSION}

EVALUATED = """\
{% set code = CODE %}
{% if 'raises' in step.words %}
with scenario.raises({{ lane | repr }}, {{ step.words.raises.code }}){{ ' as caught' if step.bind }}:
    {{ code }}
{% if step.bind %}
{{ step.bind }} = caught.exception
{% endif %}
{% else %}
{% if step.bind %}
{{ step.bind }} = {{ code }}
{% endif %}
{% if step.comparison %}
{{ compare(step, step.bind or code) | tight }}
{% elif not step.bind %}
{{ code }}
{% endif %}
{% endif %}
"""

VERBS = (
    Verb(
        name="log",
        value=TEXT,
        meaning="add an event to this lane",
        template="log({{ lane | repr }}, {{ step.value.code }})",
    ),
    Verb(
        name="call",
        value=EXPRESSION,
        modifiers=EXPECTED,
        rules=(one_expectation,),
        meaning="evaluate; with one of `raises`, `returns`, `is`, `type`, also compare",
        template=EVALUATED.replace("CODE", "step.value.code"),
    ),
    Verb(
        name="await",
        value=EXPRESSION,
        modifiers=EXPECTED,
        rules=(one_expectation,),
        asynchronous=True,
        meaning="await; otherwise as `call`",
        template=EVALUATED.replace("CODE", "step.value.awaited"),
    ),
    Verb(
        name="check",
        value=EXPRESSION,
        modifiers={"is": EXPRESSION, "equals": EXPRESSION, "type": EXPRESSION},
        rules=(one_comparison,),
        meaning="compare, with exactly one of the three; a failed check is noted and the program goes on",
        template="{{ compare(step, step.value.code) | tight }}",
    ),
    Verb(
        name="observe",
        value=EXPRESSION,
        meaning="record a value without judging it",
        template="scenario.observe({{ step.value.text | repr }}, {{ step.value.code }})",
    ),
)
