"""The plan of a run: cases, and the ordered pairs of a target and a case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loopspec.capabilities import IMPLIED
from loopspec.harness.execution import excepted, version_within
from loopspec.results.model import OF_THE_NAMESPACE, Level, ScenarioRecord
from loopspec.results.shard import Shard, ShardError
from loopspec.running.options import RunOptions
from loopspec.targets.target import Target

if TYPE_CHECKING:
    from loopspec.harness.protocol import CaseRequest
    from loopspec.scenarios.scenario import Scenario

Version = tuple[int, ...]
"""Major and minor of a Python, and its patch release where that is known."""


@dataclass(frozen=True, slots=True)
class Case:
    """A rendered scenario, ready to be sent to a worker."""

    record: ScenarioRecord
    function: str
    """Name of the function in ``record.code``."""
    expected: Callable[[Version], list[Any]]
    """The trace expected of a version of Python, as ``Scenario.expected`` gives it."""
    file: str = ""
    """The code's file name in tracebacks; without it, the id."""
    judged: bool = True
    """Whether its trace is held against the one expected; else it is as expected once it came to its end."""

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.record.id

    def request(self, options: RunOptions, lacking: Iterable[str] = ()) -> CaseRequest:
        """Build the request that asks a worker to run the case.

        ``lacking`` are the closing services of the target's loops that a run has to do without.
        """
        return {
            "case": self.id,
            "source": self.record.code,
            "function": self.function,
            "file": self.file or f"<{self.id}>",
            "deadline": options.timeout,
            "time_factor": options.time_factor,
            "alone": options.isolates,
            "judged": self.judged,
            "lacking": {service: IMPLIED[service] in self.record.needs for service in sorted(lacking)},
        }

    def inapplicable(self, target: Target, version: Version) -> str:
        """Return the reason why the case does not apply to a target of a version of Python; empty when it does."""
        record = self.record
        if record.judges == "namespace" and not target.is_a_namespace:
            return OF_THE_NAMESPACE
        if not version_within(version, record.since, None):
            return f"holds from Python {record.since}"
        if not version_within(version, None, record.until):
            return f"holds until Python {record.until}"
        if excepted(version, record.excepted):
            return f"does not hold on Python {'.'.join(map(str, version))}"
        lacking = [need for need in record.needs if need not in target.capabilities]
        return f"needs {', '.join(lacking)}" if lacking else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered pairs; results come back in this order."""

    pairs: tuple[tuple[Target, Case], ...]

    @property
    def targets(self) -> list[Target]:
        """The targets, each once, in order."""
        return list({target.name: target for target, _ in self.pairs}.values())

    @property
    def cases(self) -> list[Case]:
        """The cases, each once, in order."""
        return list({case.id: case for _, case in self.pairs}.values())

    @property
    def suite(self) -> str:
        """A digest of all that the cases do and expect: equal for equal suites."""
        digest = hashlib.sha256()
        for case in self.cases:
            digest.update(f"{case.id}\0{case.record.level}\0{case.record.code}\0".encode())
        return digest.hexdigest()[:16]

    def shard(self, shard: Shard) -> Plan:
        """Return a shard's share: some of the cases, each on all targets. Raises ShardError when that is nothing."""
        cases = self.cases
        if shard.count > len(cases):
            raise ShardError(f"--shard {shard}: expected at most as many shards as there are scenarios, {len(cases)}")
        own = {case.id for case in shard.share(cases)}
        return Plan(tuple((target, case) for target, case in self.pairs if case.id in own))


def make_plan(targets: Iterable[Target], cases: Iterable[Case]) -> Plan:
    """Plan all cases on all targets, target by target."""
    ordered = tuple(cases)
    return Plan(tuple((target, case) for target in targets for case in ordered))


def own_case(says: str, function: str, code: str, needs: tuple[str, ...] = ()) -> Case:
    """Build a case that is no scenario: the tool's own question to a target, which expects no events."""
    record = ScenarioRecord(function, "", "", says, Level.MUST, {}, file="", line=0, source="", code=code, needs=needs)
    return Case(record, function, expected=lambda version: [])


def cases_of(scenarios: Iterable[Scenario]) -> list[Case]:
    """Render scenarios into cases."""
    from loopspec.rendering.kept import render_cases  # which a plan of ready-made cases does not need

    every = list(scenarios)
    return [
        Case(record=ScenarioRecord.of(one, code), function=one.function, expected=one.expected)
        for one, code in zip(every, render_cases(every), strict=True)
    ]
