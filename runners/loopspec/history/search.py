"""Looks for the release in which one rule changed, with as few installations as will do.

A binary search over the releases between the newest and the oldest that install. It finds one change; where there were
several, the newest that results kept from earlier runs do not hide. A release that cannot be run is passed over, its
nearest neighbour tried instead. The oldest release that installs is looked for in the same way, since what does not
install for its age is followed by nothing older that does.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from loopspec.history.changes import Found
from loopspec.history.runner import Release, Runner
from loopspec.results.model import Verdict
from loopspec.results.signature import signature_of


class State(StrEnum):
    """The state of a rule in a release."""

    HOLDS = "holds"
    BROKEN = "is broken"
    FLAKY = "is flaky"
    """Kept in some runs and broken in others."""
    UNJUDGED = "is not judged"


def state_of(release: Release) -> State:
    """Return the state of the only rule that was run."""
    (result,) = release.results.results
    if result.verdict.deviates:
        return State.FLAKY if result.flaky else State.BROKEN
    return State.HOLDS if result.verdict is Verdict.PASS else State.UNJUDGED


CHANGED_TO = {
    State.HOLDS: "mended",
    State.BROKEN: "broken",
    State.FLAKY: "made flaky",
    State.UNJUDGED: "not judged any more",
}


class Search:
    """A search over releases, the oldest first; ``rule`` is the only case of the runner."""

    def __init__(self, runner: Runner, listed: Sequence[str]) -> None:
        self._runner = runner
        self._listed = listed
        (self._rule,) = [case.id for case in runner.cases]

    def run(self) -> Found | None:
        """Find the change; None where no release could be run."""
        for version in self._listed:
            self._runner.known(version)
        newest = self._first_of(range(len(self._listed) - 1, -1, -1))
        if newest is None:
            return None
        oldest = self._oldest(newest)
        if self._at(oldest) == self._at(newest):
            return self._unchanged(oldest, newest)
        before, after = self._narrowed(oldest, newest)
        while after - before > 1:
            middle = (before + after) // 2
            tried = self._first_of(sorted(range(before + 1, after), key=lambda at: abs(at - middle)))
            if tried is None:
                break
            before, after = (tried, after) if self._at(tried) == self._at(before) else (before, tried)
        return self._changed(before, after)

    def _at(self, number: int) -> State:
        release = self._runner.run(self._listed[number])
        assert isinstance(release, Release)
        return state_of(release)

    def _first_of(self, numbers: Sequence[int]) -> int | None:
        """Return the first of some releases that can be run."""
        return next((at for at in numbers if isinstance(self._runner.run(self._listed[at]), Release)), None)

    def _oldest(self, newest: int) -> int:
        """Find the oldest release that can be run, where none does that is older than one that cannot."""
        below, found = -1, newest
        probe = 0
        while below < probe < found:
            if isinstance(self._runner.run(self._listed[probe]), Release):
                found = probe
            else:
                below = probe
            probe = (below + found) // 2
        return found

    def _narrowed(self, oldest: int, newest: int) -> tuple[int, int]:
        """Return the newest change among the releases whose results are there."""
        known = [at for at in range(oldest, newest + 1) if self._runner.known(self._listed[at])]
        return [pair for pair in pairwise(known) if self._at(pair[0]) != self._at(pair[1])][-1]

    def _unchanged(self, oldest: int, newest: int) -> Found:
        first, last = self._listed[oldest], self._listed[newest]
        ends = f"in {first} and in {last}" if first != last else f"in {first}, the only release that could be run"
        sentence = f"{self._rule} {self._at(newest)} {ends}; no change was found"
        return Found(self._rule, "", "", sentence)

    def _changed(self, before: int, after: int) -> Found:
        first, last = self._listed[before], self._listed[after]
        verb = CHANGED_TO[self._at(after)]
        release = self._runner.run(self._listed[before if self._at(after) is State.HOLDS else after])
        assert isinstance(release, Release)
        (result,) = release.results.results
        between = list(self._listed[before + 1 : after])
        doubt = f" or in one of {', '.join(between)}, which could not be run" if between else ""
        was = f"it {self._at(before)} in {first}, and {self._at(after)} in {last}"
        sentence = f"{self._rule} was {verb} in {last}{doubt}: {was} ({signature_of(result)})"
        return Found(self._rule, last, first, sentence)
