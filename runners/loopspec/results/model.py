"""The model of a run: its targets, its scenarios, and a result for each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from loopspec.results.shard import Shard
from loopspec.scenarios.level import Level as Level

if TYPE_CHECKING:
    from loopspec.scenarios.scenario import Scenario


class Verdict(StrEnum):
    """The outcome of a scenario on a target. Verdicts are never merged into one another."""

    PASS = "pass"
    FAIL = "fail"
    CRASH = "crash"
    HANG = "hang"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    ERROR = "error"
    NOT_RUN = "not-run"

    @property
    def deviates(self) -> bool:
        """Whether the target was seen to break the rule."""
        return self in (Verdict.FAIL, Verdict.CRASH, Verdict.HANG)

    @property
    def skipped(self) -> bool:
        """Whether the rule does not apply to the target."""
        return self in (Verdict.UNSUPPORTED, Verdict.MISSING)


OF_THE_NAMESPACE = "judges the namespace, which is the standard library's here"
"""The detail of a rule that says nothing of a loop under the standard library's asyncio."""


@dataclass(frozen=True, slots=True)
class TargetInfo:
    """A target at the time of the run."""

    name: str
    python: str
    implementation: str
    version: str = ""
    """Version of the loop's distribution, empty where it is the interpreter's own."""
    home: str = ""

    @property
    def release(self) -> str:
        """The versions of loop and interpreter, in words: ``0.22.1 on CPython 3.13.0``."""
        return f"{self.version} on {self.implementation} {self.python}".removeprefix(" on ")


@dataclass(frozen=True, slots=True)
class About:
    """The registry's knowledge of a target at the time of the run; all of it is empty where there was none."""

    notes: str = ""
    """A sentence for users."""
    pythons: str = ""
    """The versions of Python that it supports, in words."""
    install: str = ""
    """``pip install ...`` of this version, to be run by its interpreter."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """The capabilities that it does not have by its design, each in a phrase."""
    lacks_at: str = ""
    """Web address of the page on which it says so itself."""
    issues: Mapping[str, str] = field(default_factory=dict)
    """Issues of its tracker: web addresses by scenario id."""


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """A scenario as it stands in a results file, with all that a report shows of it."""

    id: str
    area: str
    subject: str
    says: str
    level: Level
    basis: Mapping[str, str]
    file: str
    line: int
    source: str
    code: str
    since: str | None = None
    until: str | None = None
    needs: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    """Versions of Python within the bounds for which the rule does not hold."""
    tags: tuple[str, ...] = ()
    judges: str = ""
    """``namespace`` where the rule says nothing of a loop under the standard library's asyncio; else empty."""

    @classmethod
    def of(cls, scenario: Scenario, code: str) -> ScenarioRecord:
        """Build the record of a scenario; ``code`` is its rendered form."""
        return cls(
            id=scenario.id, area=scenario.area, subject=scenario.subject, says=scenario.says, level=scenario.level,
            basis=scenario.basis, file=scenario.file, line=scenario.line, source=scenario.source, code=code,
            since=scenario.since, until=scenario.until, needs=scenario.needs,
            excepted=scenario.excepted, tags=scenario.tags, judges=scenario.judges,
        )  # fmt: skip

    def is_judged_like(self, other: ScenarioRecord) -> bool:
        """Return whether a target's verdict on this one is its verdict on another: words and places do not matter."""
        mine, others = (
            (one.level, one.code, one.since, one.until, set(one.needs), set(one.excepted), one.judges)
            for one in (self, other)
        )
        return mine == others


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why a deviation is accepted, by the configuration of the gate that judged the run."""

    reason: str
    issue: str
    """Web address of the issue where it is discussed, or ``none``."""
    flaky: bool = False
    """Whether it is known to fail now and then only."""
    blocked_by: str = ""
    """Id of the scenario that has to hold before this one can; empty where the deviation is known by itself."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one scenario on one target.

    ``expected`` holds events ``[lane, text]`` and groups ``{"any_order": [events]}``; ``at`` is the
    index of the first event that differs; ``seconds`` is the time of the case; ``output`` holds the
    last lines on its standard error, the traceback of what ended it, or the stacks of a hang.
    """

    target: str
    id: str
    verdict: Verdict
    detail: str = ""
    at: int | None = None
    seconds: float = 0.0
    events: list[tuple[str, str]] = field(default_factory=list)
    expected: list[Any] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    observed: list[tuple[str, str]] = field(default_factory=list)
    output: str = ""
    ended: str = ""
    """The class of the exception that ended the case, empty when it came to its end."""
    attempts: list[Verdict] = field(default_factory=list)
    """The verdicts of all runs of the case in their order, when it was run again.

    All else is of one of them: the first that deviated, or the first where none did.
    """

    ways: dict[str, int] = field(default_factory=dict)
    """The number of ends of the case, by signature, when the whole set was repeated."""
    known: Accepted | None = None
    """Why a gate accepted the deviation, None where none did."""

    @property
    def flaky(self) -> bool:
        """Whether the case was seen to pass and to deviate."""
        return Verdict.PASS in self.attempts and any(verdict.deviates for verdict in self.attempts)

    @property
    def unsteady(self) -> bool:
        """Whether the case did not end in the same way each time."""
        return len(self.ways) > 1 or len(set(self.attempts)) > 1


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what the cases were run: how often, in which order, with how much else to do."""

    repeat: int = 1
    shuffle: int | None = None
    """The seed of the order, None for the plan's own."""
    stress: int = 0
    """The number of busy processes that slowed the run."""
    maxfail: int = 0
    """After how many deviations the run was to stop, 0 for never."""
    missing_fails: bool = False
    """Whether a name that a target lacks counts against it."""

    def __str__(self) -> str:
        rounds = f"{self.repeat} rounds" if self.repeat > 1 else "one round"
        order = "in the order of the plan" if self.shuffle is None else f"in orders from seed {self.shuffle}"
        return f"{rounds} {order}" + (f", beside {self.stress} busy processes" if self.stress else "")


@dataclass(frozen=True, slots=True)
class Gated:
    """That a run was held against known deviations, and which entries of their list are not in order."""

    faults: tuple[str, ...] = ()
    """A line for each: a deviation known that holds now, a stale entry, an expired one."""


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run, or a shard of one.

    ``complete`` is false when the footer is missing or the run was cut short. In a shard, ``scenarios``
    are its own share of ``plan``, the scenarios of all shards; elsewhere ``plan`` is empty.
    """

    loopspec: str
    started: str
    platform: str
    suite: str
    targets: list[TargetInfo]
    scenarios: list[ScenarioRecord]
    results: list[Result]
    seconds: float = 0.0
    complete: bool = True
    shard: Shard | None = None
    plan: list[ScenarioRecord] = field(default_factory=list)
    conditions: Conditions = Conditions()
    starved: int = 0
    """The number of cases that missed the deadline because they waited for a processor; they were run again."""
    gated: Gated | None = None
    """The findings of a gate, None where none has judged the run."""
    about: Mapping[str, About] = field(default_factory=dict)
    """The registry's knowledge of targets, by name."""

    @property
    def whole(self) -> list[ScenarioRecord]:
        """The scenarios of the whole plan, also where this is a shard of it."""
        return self.plan if self.shard else self.scenarios

    def of(self, target: str) -> dict[str, Result]:
        """Return the results of one target by scenario id."""
        return {result.id: result for result in self.results if result.target == target}

    def counts(self, target: str) -> Counter[tuple[Level, Verdict]]:
        """Count a target's results by level and verdict."""
        level = {scenario.id: scenario.level for scenario in self.scenarios}
        return Counter((level[r.id], r.verdict) for r in self.results if r.target == target)


class ResultsError(Exception):
    """A results file that cannot be read; the message says where and why."""
