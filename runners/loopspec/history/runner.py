"""Runs cases on released versions of a target, each in an environment of its own, each at most once.

A case that deviates is run ``CONFIRMING`` times more, in a process of its own: what passes then is flaky, and no
release is said to have broken or mended it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from loopspec.history.environments import Installer, InstallError
from loopspec.history.kept import Kept
from loopspec.history.releases import requirements
from loopspec.results.model import Result, Results, TargetInfo
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import as_one
from loopspec.running.run import run as run_plan
from loopspec.targets.installed import look
from loopspec.targets.target import Target, TargetError, parse_target, registry

CONFIRMING = 2
"""The number of further runs of a case that deviates."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was run."""

    version: str
    results: Results

    @property
    def info(self) -> TargetInfo:
        """Return the target as it was then."""
        return self.results.targets[0]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A release that could not be run, and why."""

    version: str
    reason: str


class Progress:
    """Is called as releases are run; this one does nothing."""

    def installing(self, version: str) -> None:
        """Handle the start of the making of an environment."""

    def running(self, version: str, cases: int) -> None:
        """Handle the start of a run of so many cases."""

    def ended(self, result: Result) -> None:
        """Handle the end of one of them."""

    def done(self, outcome: Release | Skipped, *, kept: bool) -> None:
        """Handle the end of a release; ``kept``: its results were there before."""


def target_in(python: str, target: Target) -> Target:
    """Return a target in an environment, under its own name. Raises TargetError.

    A release and pip know themselves which Pythons it supports. The folder of a project is left out where the
    environment has all that the target needs: the code under development there would hide the release.
    """
    name = target.name.partition("@")[0]
    there = replace(parse_target(f"{name}@{python}"), name=target.name, since=None, until=None)
    alone = replace(there, sys_path=())
    return alone if name not in registry() and target.name in look(python, [alone]).versions else there


@dataclass
class Runner:
    """Runs the same cases on any release of a target."""

    target: Target
    """Under the name that results have."""
    cases: list[Case]
    options: RunOptions
    installer: Installer
    kept: Kept
    progress: Progress = field(default_factory=Progress)
    installs: int = 0
    """The number of environments asked for so far."""
    outcomes: dict[str, Release | Skipped] = field(default_factory=dict)
    """The releases that are done with, by version."""

    def known(self, version: str) -> Release | None:
        """Return a release whose results are there without an installation."""
        if version not in self.outcomes:
            found = self.kept.find(version, self.target.name, self.cases)
            if found is not None:
                self.outcomes[version] = Release(version, found)
                self.progress.done(self.outcomes[version], kept=True)
        outcome = self.outcomes.get(version)
        return outcome if isinstance(outcome, Release) else None

    def run(self, version: str) -> Release | Skipped:
        """Run the cases on a release, unless that was done before. Raises KeyboardInterrupt; nothing is kept then."""
        if self.known(version) is None and version not in self.outcomes:
            self.outcomes[version] = self._run(version)
            self.progress.done(self.outcomes[version], kept=False)
        return self.outcomes[version]

    def _run(self, version: str) -> Release | Skipped:
        self.progress.installing(version)
        self.installs += 1
        try:
            with self.installer.environment(requirements(self.target, version)) as python:
                try:
                    target = target_in(python, self.target)
                    self.progress.running(version, len(self.cases))
                    results = self._judged(target)
                except TargetError as error:
                    reason = str(error).removeprefix(f"{self.target.name}: ").replace(python, "its environment")
                    return Skipped(version, f"does not start: {reason}")
        except InstallError as error:
            return Skipped(version, f"cannot be installed: {error}")
        self.kept.keep(version, results)
        return Release(version, results)

    def _judged(self, target: Target) -> Results:
        found = self._once(target, self.cases, self.options, self.progress.ended)
        again = [case for case in self.cases if found.of(target.name)[case.id].verdict.deviates]
        if not again:
            return found
        rounds = {case.id: [found.of(target.name)[case.id]] for case in again}
        for _ in range(CONFIRMING):
            for result in self._once(target, again, replace(self.options, alone=True), lambda result: None).results:
                rounds[result.id].append(result)
        return replace(
            found,
            results=[as_one(rounds[result.id]) if result.id in rounds else result for result in found.results],
        )

    def _once(
        self, target: Target, cases: list[Case], options: RunOptions, on_result: Callable[[Result], None]
    ) -> Results:
        found = run_plan(make_plan([target], cases), options, on_result)
        if not found.complete:
            raise KeyboardInterrupt
        return found
