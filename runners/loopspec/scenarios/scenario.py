"""The model of a scenario: validated, immutable, ready to render.

``load`` builds it from YAML, ``render`` writes it as code, plans and reports read its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from loopspec.results.model import Level, ScenarioRecord
from loopspec.scenarios.expressions import Expression


@dataclass(frozen=True, slots=True)
class Verification:
    """What a value is compared with: ``returns`` and ``equals`` by equality, ``is``, or ``type``."""

    how: Literal["returns", "equals", "is", "type"]
    value: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a lane: a verb, its argument, its modifiers, and the steps inside it."""

    verb: str
    line: int
    argument: Expression | None = None
    names: tuple[str, ...] = ()
    """Tasks to start, or the name of a loop to open."""
    count: int = 0
    bind: str | None = None
    """The name that the value (or the exception) gets: ``as``, or the variable of ``for``."""
    raises: Expression | None = None
    verify: Verification | None = None
    asynchronous: bool = False
    body: tuple[Step, ...] = ()
    handler: tuple[Step, ...] = ()
    otherwise: tuple[Step, ...] = ()
    cleanup: tuple[Step, ...] = ()

    def walk(self) -> Iterator[Step]:
        """This step and all inside it."""
        yield self
        for part in (self.body, self.handler, self.otherwise, self.cleanup):
            for step in part:
                yield from step.walk()


@dataclass(frozen=True, slots=True)
class Routine:
    """A function that a scenario defines: its steps are a lane of the trace."""

    kind: Literal["task", "coroutine", "generator", "callback"]
    name: str
    parameters: tuple[str, ...]
    steps: tuple[Step, ...]
    shared: tuple[str, ...] = ()
    """Names of the scenario's ``let`` (and tasks) that its steps bind anew."""


@dataclass(frozen=True, slots=True)
class Event:
    """One expected event."""

    lane: str
    text: str


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """Expected events whose order is unspecified."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class ForVersions:
    """Expected entries that belong to some versions of Python, bounds included."""

    since: str | None
    until: str | None
    entries: tuple[Event | AnyOrder, ...]


Expectation = Event | AnyOrder | ForVersions


@dataclass(frozen=True, slots=True)
class Scenario:
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
    needs: tuple[str, ...]
    file: str
    """Path of the YAML file as it was given, with forward slashes."""
    line: int
    source: str
    """The scenario's own lines of YAML."""
    let: tuple[tuple[str, Expression], ...]
    routines: tuple[Routine, ...]
    main: tuple[Step, ...]
    synchronous: bool
    """Whether ``main`` is a ``program`` that owns its loop."""
    expect: tuple[Expectation, ...]

    @property
    def function(self) -> str:
        """The name of the rendered function: ``test_`` and the scenario's name."""
        name = self.name.replace("=-", "=minus-").replace("[", "__")
        return "test_" + re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_").lower()

    def steps(self) -> Iterator[Step]:
        """All steps of all lanes."""
        for lane in (self.main, *(routine.steps for routine in self.routines)):
            for step in lane:
                yield from step.walk()

    def record(self, code: str) -> ScenarioRecord:
        """The scenario as a results file keeps it; ``code`` is its rendered form."""
        return ScenarioRecord(
            id=self.id, area=self.area, subject=self.subject, says=self.says, level=self.level,
            basis=self.basis, file=self.file, line=self.line, source=self.source, code=code,
            since=self.since, until=self.until, needs=self.needs,
        )  # fmt: skip
