"""Runs a program on several targets and finds where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from loopspec.fuzz.divergence import Divergence, Signature
from loopspec.fuzz.export import built, scenario_file
from loopspec.machine import default_workers
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Version, cases_of
from loopspec.running.supervisor import Supervisor
from loopspec.scenarios.load import load_text
from loopspec.scenarios.scenario import Scenario
from loopspec.targets.target import Target

CONFIRMATIONS = 3
"""Number of processes of their own that have to see a difference, just so, before it counts."""

COMPARABLE = (Verdict.PASS, Verdict.FAIL, Verdict.CRASH, Verdict.HANG)
"""Verdicts that are about what a target did; the others say that it was not asked, or cannot answer."""


@dataclass(slots=True)
class Tally:
    """Counts of the programs by outcome."""

    programs: int = 0
    events: int = 0
    """Of the first target."""
    unsteady: int = 0
    """Programs that a target ran now this way, now that."""
    left_out: int = 0
    """Programs that a target could not run: a name or a capability is not there."""
    known: int = 0
    """Programs that part targets as a known one does."""
    cut: int = 0
    """Programs that did not come to their end on any target: hangs and crashes that all share."""

    def __str__(self) -> str:
        notes = [
            f"{self.known} that part as a known one does" if self.known else "",
            f"{self.unsteady} left aside as unsteady" if self.unsteady else "",
            f"{self.left_out} not known to every target" if self.left_out else "",
            f"{self.cut} that end nowhere" if self.cut else "",
        ]
        return ", ".join([f"{self.programs} different programs, {self.events} events", *filter(None, notes)])


class Differential:
    """Workers for some targets, the first of which the others are compared with; a context manager.

    ``timeout`` is in seconds for each program. Raises TargetError when entered, as ``Supervisor.start`` does.
    """

    def __init__(self, targets: Sequence[Target], timeout: float) -> None:
        self._first, *self._others = targets
        self._workers = Supervisor(RunOptions(workers=min(len(targets), default_workers()), timeout=timeout))
        self._known: set[Signature] = set()
        self.tally = Tally()

    def __enter__(self) -> Self:
        try:
            self._workers.start([self._first, *self._others])
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    @property
    def version(self) -> Version:
        """The oldest Python among the targets."""
        return min(map(self._workers.version, (self._first, *self._others)))

    def compare(self, data: dict[str, Any]) -> Divergence | None:
        """Run a program and return where a target differs from the first one, if it does so every time.

        A difference is only believed of the program as it is written into a file, run in processes of its own.
        """
        results = self.run(data)
        first = results[0]
        self.tally.programs += 1
        self.tally.events += len(first.events)
        self.tally.left_out += any(result.verdict not in COMPARABLE for result in results)
        self.tally.cut += all(result.verdict in (Verdict.CRASH, Verdict.HANG) for result in results)
        parted = self._parted(data, results)
        if not parted:
            return None
        if not self._new(parted):  # as most are once they are known: nothing has to be confirmed
            self.tally.known += 1
            return None
        [written] = load_text("program.yaml", scenario_file(data).encode())
        runs = self._confirmed(written)
        if not runs:
            self.tally.unsteady += 1
            return None
        found = self._new(self._parted(data, runs))
        if found is None:
            self.tally.known += 1
        return found

    def learn(self, scenario: Scenario) -> bool:
        """Leave aside, from now on, programs that part targets as this one does; whether it parts any."""
        parted = self._parted({}, self._confirmed(scenario))
        self._known |= {difference.signature for difference in parted}
        return bool(parted)

    def _confirmed(self, scenario: Scenario) -> list[Result]:
        """Return the results of a program when they are the same each time and targets differ; else none."""
        runs = [self._run(scenario, self._others, alone=True) for _ in range(CONFIRMATIONS)]
        steady = all(list(map(seen, again)) == list(map(seen, runs[0])) for again in runs)
        return runs[0] if steady and self._parted({}, runs[0]) else []

    def _parted(self, data: dict[str, Any], results: Sequence[Result]) -> list[Divergence]:
        """Find where other targets differ from the first."""
        return [Divergence(data, results[0], other) for other in results[1:] if parts(results[0], other)]

    def _new(self, parted: Sequence[Divergence]) -> Divergence | None:
        """Return the first divergence that is not known."""
        return next((difference for difference in parted if difference.signature not in self._known), None)

    def run(self, data: dict[str, Any], others: Sequence[Target] = ()) -> list[Result]:
        """Run a program on the first target and on some of the others, or all; the results are in their order."""
        return self._run(built(data), others or self._others, alone=False)

    def _run(self, scenario: Scenario, others: Sequence[Target], *, alone: bool) -> list[Result]:
        """Run targets side by side: nothing is expected of any, so that none waits for another."""
        results: dict[str, Result] = {}

        def keep(result: Result) -> None:
            results[result.target] = result

        [case] = cases_of([scenario])
        targets = (self._first, *others)
        self._workers.run([(target, replace(case, judged=False)) for target in targets], keep, alone=alone)
        return [results[target.name] for target in targets]


def seen(result: Result) -> Any:
    """Return all of a result that has to be the same on all targets."""
    verdict = result.verdict if result.verdict in (Verdict.CRASH, Verdict.HANG) else None
    return result.events, result.ended, verdict


def parts(one: Result, other: Result) -> bool:
    """Return whether targets behaved differently; False when one of them could not run the program."""
    return one.verdict in COMPARABLE and other.verdict in COMPARABLE and seen(one) != seen(other)
