"""Verbs for what is beside the lane: a loop of its own, another thread."""

from __future__ import annotations

from loopspec.scenarios.verb import FUNCTION, NAME, Verb

VERBS = (
    Verb(
        name="open",
        value=NAME,
        meaning="bind a fresh loop of the target, closed by the harness whatever happens",
        template="{{ step.value }} = scenario.open_loop()",
    ),
    Verb(
        name="thread",
        value=FUNCTION,
        capability="threads",
        meaning="run steps in another thread and go on when it has ended; in a coroutine the loop runs meanwhile",
        template="""\
def thread_steps():
{% if step.value.shared %}
    nonlocal {{ step.value.shared | join(', ') }}
{% endif %}
{{ block('thread', step.value.steps) | tight }}

{{ 'await scenario.beside_thread' if step.place.asynchronous else 'scenario.in_thread' }}(thread_steps)
""",
    ),
)
