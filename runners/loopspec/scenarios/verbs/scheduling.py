"""Verbs that start tasks and let the loop go on."""

from __future__ import annotations

from loopspec.scenarios.verb import EXPRESSION, NAMES, TASKS, Verb, count

VERBS = (
    Verb(
        name="start",
        value=TASKS,
        starts=True,
        asynchronous=True,
        meaning="create tasks of `tasks`, in order",
        template="""\
{% for name in step.value %}
{{ name }} = aio.create_task({{ name }}_steps())
{% endfor %}
""",
    ),
    Verb(
        name="tick",
        value=count(100, "a number of loop iterations"),
        asynchronous=True,
        meaning="`await sleep(0)`, n times",
        template="await scenario.ticks({{ step.value }})",
    ),
    Verb(
        name="settle",
        value=NAMES,
        since="1.1",
        asynchronous=True,
        nothing=True,
        meaning="go on when each named task is suspended or done, within a bound; `settle: null` means all tasks "
        "of the loop but this one. It brings tasks into position on any scheduler, where `tick` counts iterations",
        template="await scenario.settle({{ step.value | join(', ') }})",
    ),
    Verb(
        name="wait_until",
        value=EXPRESSION,
        asynchronous=True,
        meaning="tick until it holds, within a bound",
        template="await scenario.wait_until({{ step.value.text | repr }}, lambda: {{ step.value.code }})",
    ),
)
