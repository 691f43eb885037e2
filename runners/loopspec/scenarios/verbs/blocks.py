"""Verbs whose steps stand inside: they open a block of Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loopspec.scenarios.verb import EXPRESSION, FLAG, NAME, STEPS, Place, Verb


def whole_try(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Check that each handler has its exception, and that there is a handler or a clean-up."""
    if ("except" in data) != ("do" in data):
        yield "'except' and its 'do' come together"
    if not {"except", "finally"} & data.keys():
        yield "'try' without 'except' or 'finally'"
    for word in ("else", "as"):
        if word in data and "except" not in data:
            yield f"{word!r} without 'except'"


def loop_for_async(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Refuse an asynchronous iteration without a running loop."""
    if "async" in data and not place.asynchronous:
        yield "'async' needs a coroutine's lane: main, tasks, coroutines or generators"


GUARDED = """\
{% if 'raises' in step.words %}
with scenario.raises({{ lane | repr }}, {{ step.words.raises.code }}):
    HEAD:
{{ block(lane, step.words.do) | tight | indent(4, first=true) }}
{% else %}
HEAD:
{{ block(lane, step.words.do) | tight }}
{% endif %}
"""

VERBS = (
    Verb(
        name="try",
        value=STEPS,
        modifiers={"except": EXPRESSION, "as": NAME, "do": STEPS, "else": STEPS, "finally": STEPS},
        rules=(whole_try,),
        meaning="`except: Class` with its `do: steps`, `finally: steps`, or both; `else: steps` after no exception",
        template="""\
try:
{{ block(lane, step.value) | tight }}
{% if 'except' in step.words %}
except {{ step.words['except'].code }}{{ ' as ' ~ step.bind if step.bind }}:
{{ block(lane, step.words.do) | tight }}
{% endif %}
{% if step.words.get('else') %}
else:
{{ block(lane, step.words['else']) | tight }}
{% endif %}
{% if step.words.get('finally') %}
finally:
{{ block(lane, step.words['finally']) | tight }}
{% endif %}
""",
    ),
    Verb(
        name="with",
        value=EXPRESSION,
        modifiers={"as": NAME, "do": STEPS, "raises": EXPRESSION},
        requires=("do",),
        meaning="`async with` in coroutines, plain `with` in a `program`, a thread and callbacks",
        template=GUARDED.replace(
            "HEAD",
            "{{ 'async ' if step.place.asynchronous }}with {{ step.value.code }}{{ ' as ' ~ step.bind if step.bind }}",
        ),
    ),
    Verb(
        name="for",
        value=NAME,
        modifiers={"in": EXPRESSION, "async": FLAG, "do": STEPS, "raises": EXPRESSION},
        requires=("in", "do"),
        rules=(loop_for_async,),
        meaning="iterate; `async: true` makes it `async for`",
        template=GUARDED.replace(
            "HEAD",
            "{{ 'async ' if step.words.get('async') }}for {{ step.value }} in {{ step.words['in'].code }}",
        ),
    ),
)
