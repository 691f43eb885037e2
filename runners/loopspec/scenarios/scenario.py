"""The model of a scenario: validated, immutable, ready to render.

``load`` builds it from YAML, ``render`` writes it as code, plans and reports read its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from loopspec.harness.execution import version_within
from loopspec.scenarios.compact import Compact, Deferred
from loopspec.scenarios.expressions import Expression
from loopspec.scenarios.level import Level
from loopspec.scenarios.verb import COMPARISONS, Place


@dataclass(frozen=True, slots=True)
class Step(Compact):
    """One step of a lane: its verb, and the value of each of its words."""

    verb: str
    line: int
    place: Place
    words: Mapping[str, Any]
    """The verb's own value and its modifiers, in the order in which they were written; ``verb`` says what each kind of
    word is built to."""

    @property
    def value(self) -> Any:
        """The verb's own value."""
        return self.words[self.verb]

    @property
    def bind(self) -> str | None:
        """The name that ``as`` gives to the value or the exception."""
        return self.words.get("as")

    @property
    def comparison(self) -> tuple[str, Expression] | None:
        """The word that compares the value, and what it is compared with."""
        return next(((word, self.words[word]) for word in COMPARISONS if word in self.words), None)

    def walk(self) -> Iterator[Step]:
        """Yield this step and all inside it."""
        yield self
        for value in self.words.values():
            inside = value.steps if isinstance(value, Routine) else value if isinstance(value, tuple) else ()
            for step in inside:
                if isinstance(step, Step):
                    yield from step.walk()


@dataclass(frozen=True, slots=True)
class Routine(Compact):
    """A function that a scenario defines: its steps are a lane of the trace."""

    kind: Literal["task", "coroutine", "generator", "callback", "thread", "method"]
    name: str
    parameters: tuple[str, ...]
    steps: tuple[Step, ...]
    shared: tuple[str, ...] = ()
    """Names of the scenario's ``let`` (and tasks) that its steps bind anew."""


@dataclass(frozen=True, slots=True)
class Protocol(Compact):
    """A class of protocols that a scenario defines; its name is the lane of its methods."""

    name: str
    base: str
    methods: tuple[Routine, ...]


@dataclass(frozen=True, slots=True)
class Event(Compact):
    """One expected event."""

    lane: str
    text: str


@dataclass(frozen=True, slots=True)
class AnyOrder(Compact):
    """Expected events whose order is unspecified."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class ForVersions(Compact):
    """Expected entries that belong to some versions of Python, bounds included."""

    since: str | None
    until: str | None
    entries: tuple[Event | AnyOrder, ...]


Expectation = Event | AnyOrder | ForVersions


@dataclass(frozen=True, slots=True)
class Program(Deferred):
    """The small program that shows a rule."""

    let: tuple[tuple[str, Expression], ...]
    routines: tuple[Routine, ...]
    protocols: tuple[Protocol, ...]
    main: tuple[Step, ...]
    synchronous: bool
    """Whether ``main`` is a ``program`` that owns its loop."""


@dataclass(frozen=True, slots=True)
class Trace(Deferred):
    """The trace expected of a program: apart from it, since a run asks for nothing else."""

    entries: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Scenario(Compact):
    """One rule and the small program that shows it."""

    id: str
    area: str
    subject: str
    name: str
    says: str
    level: Level
    basis: Mapping[str, str]
    since: str | None
    until: str | None
    excepted: tuple[str, ...]
    """Versions of Python within the bounds for which the rule does not hold, for a bug of the standard library."""
    needs: tuple[str, ...]
    judges: str
    """``namespace`` where a rule says nothing of a loop under the standard library's asyncio; else empty."""
    tags: tuple[str, ...]
    file: str
    """Path of the YAML file as it was given, with forward slashes."""
    line: int
    source: str
    """The scenario's own lines of YAML."""
    program: Program
    trace: Trace
    file_key: str = field(default="", compare=False)
    """The key of its file in caches, empty for one that is in no file."""

    @property
    def function(self) -> str:
        """The name of the rendered function: ``test_`` and the scenario's name."""
        name = self.name.replace("=-", "=minus-").replace("[", "__")
        return "test_" + re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_").lower()

    def steps(self) -> Iterator[Step]:
        """Yield all steps of all lanes."""
        program = self.program
        methods = (method for protocol in program.protocols for method in protocol.methods)
        for lane in (program.main, *(routine.steps for routine in (*program.routines, *methods))):
            for step in lane:
                yield from step.walk()

    def expected(self, version: tuple[int, ...]) -> list[Any]:
        """Return the trace expected of a version of Python, as plain data.

        An entry is an event ``[lane, text]`` or a group ``{"any_order": [events]}``: the form that the harness
        compares, a worker's answer carries and a results file keeps.
        """
        entries: list[Any] = []
        for entry in self.trace.entries:
            if isinstance(entry, ForVersions):
                if version_within(version, entry.since, entry.until):
                    entries += map(_plain, entry.entries)
            else:
                entries.append(_plain(entry))
        return entries


def _plain(entry: Event | AnyOrder) -> Any:
    if isinstance(entry, AnyOrder):
        return {"any_order": [[event.lane, event.text] for event in entry.events]}
    return [entry.lane, entry.text]
