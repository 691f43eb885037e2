"""Runs a program on several targets and says where they part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from loopspec.fuzz.written import scenario_file
from loopspec.results.model import Result, Verdict
from loopspec.running.plan import Version, cases_of
from loopspec.running.supervisor import Supervisor
from loopspec.scenarios.load import load_text
from loopspec.targets.target import Target

CONFIRMATIONS = 2
"""How often a difference has to be seen again, just so, before it counts."""

COMPARABLE = (Verdict.PASS, Verdict.FAIL, Verdict.CRASH, Verdict.HANG)
"""Verdicts that are about what a target did; the others say that it was not asked, or cannot answer."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A program that two targets do not run the same way."""

    data: dict[str, Any]
    one: Result
    other: Result

    @property
    def at(self) -> int:
        """The index of the first event that differs."""
        pairs = zip(self.one.events, self.other.events, strict=False)
        same = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
        return min(len(self.one.events), len(self.other.events)) if same is None else same


@dataclass(slots=True)
class Tally:
    """What became of the programs."""

    programs: int = 0
    events: int = 0
    """Of the first target."""
    unsteady: int = 0
    """Programs that a target ran now this way, now that."""
    left_out: int = 0
    """Programs that a target could not run: a name or a capability is not there."""
    cut: int = 0
    """Programs that did not come to their end on any target: hangs and crashes that all share."""

    def __str__(self) -> str:
        notes = [
            f"{self.unsteady} left aside as unsteady" if self.unsteady else "",
            f"{self.left_out} not known to every target" if self.left_out else "",
            f"{self.cut} that end nowhere" if self.cut else "",
        ]
        return ", ".join([f"{self.programs} different programs, {self.events} events", *filter(None, notes)])


class Arena:
    """Workers for some targets, the first of which the others are compared with; a context manager.

    ``deadline`` is in seconds for each program. Raises TargetError when entered, as ``Supervisor.start`` does.
    """

    def __init__(self, targets: Sequence[Target], deadline: float) -> None:
        self._targets = tuple(targets)
        self._supervisor = Supervisor(len(targets), deadline, alone=True)  # no trace is expected, so none passes
        self.tally = Tally()

    def __enter__(self) -> Self:
        try:
            self._supervisor.start(self._targets)
        except BaseException:
            self._supervisor.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._supervisor.close()

    @property
    def version(self) -> Version:
        """The oldest Python among the targets."""
        return min(self._supervisor.version(target) for target in self._targets)

    def compare(self, data: dict[str, Any]) -> Difference | None:
        """Run a program and return where targets part, if they do so every time."""
        results = self._run(data)
        self.tally.programs += 1
        self.tally.events += len(results[0].events)
        self.tally.left_out += any(result.verdict not in COMPARABLE for result in results)
        self.tally.cut += all(result.verdict in (Verdict.CRASH, Verdict.HANG) for result in results)
        other = _parting(results)
        if other is None:
            return None
        for _ in range(CONFIRMATIONS):
            again = self._run(data)
            if any(_seen(old) != _seen(new) for old, new in zip(results, again, strict=True)):
                self.tally.unsteady += 1
                return None
        return Difference(data, results[0], other)

    def _run(self, data: dict[str, Any]) -> list[Result]:
        """One result a target, in their order."""
        [case] = cases_of(load_text("program.yaml", scenario_file(data).encode()))
        results: dict[str, Result] = {}
        pairs = [(target, case) for target in self._targets]
        self._supervisor.run(pairs, lambda result: results.update({result.target: result}))
        return [results[target.name] for target in self._targets]


def _seen(result: Result) -> Any:
    """All of a result that has to be the same on all targets."""
    verdict = result.verdict if result.verdict in (Verdict.CRASH, Verdict.HANG) else None
    return result.events, result.ended, verdict


def _parting(results: Iterable[Result]) -> Result | None:
    """The first result that is not that of the first target."""
    first, *others = results
    if first.verdict not in COMPARABLE:
        return None
    return next((it for it in others if it.verdict in COMPARABLE and _seen(it) != _seen(first)), None)
