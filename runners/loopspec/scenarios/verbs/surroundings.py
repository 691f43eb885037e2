"""Verbs for things beside the lane: a loop of its own, another thread, another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loopspec.near import one_of
from loopspec.scenarios.verb import FUNCTION, NAME, SIGNAL, Place, Verb

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD")
"""Signals that a program may handle and that a case may get."""


def known_signal(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Accept no signal that stops or ends a process whatever it does."""
    name = data["signal_while_idle"]
    if name not in SIGNALS:
        yield f"unknown signal {name!r}, {one_of(name, SIGNALS)}"


THREAD = """\
def thread_steps():
{% if step.value.shared %}
    nonlocal {{ step.value.shared | join(', ') }}
{% endif %}
{{ block('thread', step.value.steps) | tight }}

CALL(thread_steps)
"""

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
        template=THREAD.replace(
            "CALL",
            "{{ 'await scenario.beside_thread' if step.place.asynchronous else 'scenario.in_thread' }}",
        ),
    ),
    Verb(
        name="thread_while_idle",
        value=FUNCTION,
        since="1.1",
        capability="threads",
        meaning="go on, and run steps in another thread once the thread of this lane waits in the poll of its loop",
        template=THREAD.replace("CALL", "scenario.while_idle"),
    ),
    Verb(
        name="signal_while_idle",
        value=SIGNAL,
        rules=(known_signal,),
        since="1.1",
        capability="signals",
        meaning="go on, and get this signal from another process once the thread of this lane waits in the poll "
        "of its loop",
        template="scenario.signal_while_idle({{ step.value | repr }})",
    ),
)
