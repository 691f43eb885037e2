"""Runs cases on released versions of a target, each in an environment of its own, each at most once.

Environments stay until they are left, so that cases can be run again in them: a change from one release to another
counts when both keep to it, else the case is flaky.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from loopspec.history.environments import PREFIX, Installer, InstallError
from loopspec.history.kept import Kept
from loopspec.history.releases import requirements
from loopspec.results.model import Result, Results, TargetInfo
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case
from loopspec.running.rest import rest_of, run_rest
from loopspec.running.run import as_one
from loopspec.targets.installed import look
from loopspec.targets.target import Target, TargetError, parse_target, registry

CONFIRMING = 3
"""The number of further runs of a case that has changed, each in a process of its own."""


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
    """Runs the same cases on any release of a target; a context manager, which removes all environments."""

    target: Target
    """Under the name that results have."""
    cases: list[Case]
    options: RunOptions
    installer: Installer
    kept: Kept
    progress: Progress = field(default_factory=Progress)
    confirming: bool = False
    """Whether each case is run again at once."""
    outcomes: dict[str, Release | Skipped] = field(default_factory=dict)
    """The releases that are done with, by version."""
    _environments: dict[str, ExitStack] = field(default_factory=dict)
    _targets: dict[str, Target] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for version in list(self._environments):
            self.leave(version)

    def known(self, version: str) -> Release | None:
        """Return a release whose results are there without an installation."""
        if version not in self.outcomes:
            found = self.kept.find(version, self.cases)
            if found is not None:
                self.outcomes[version] = Release(version, found)
                self.progress.done(self.outcomes[version], kept=True)
        outcome = self.outcomes.get(version)
        return outcome if isinstance(outcome, Release) else None

    def run(self, version: str) -> Release | Skipped:
        """Run the cases on a release, unless that was done before. Raises KeyboardInterrupt; nothing is kept then."""
        if self.known(version) is None and version not in self.outcomes:
            self.outcomes[version] = outcome = self._run(version)
            if isinstance(outcome, Release):
                self.kept.keep(version, outcome.results)
            self.progress.done(outcome, kept=False)
            if self.confirming:
                self.leave(version)
        return self.outcomes[version]

    def confirm(self, version: str, ids: Collection[str]) -> None:
        """Run some cases again on a release that was run, unless that was done before. Raises KeyboardInterrupt."""
        release = self.outcomes[version]
        if not isinstance(release, Release):
            return
        doubted = {
            result.id
            for result in release.results.results
            if result.id in ids and not result.verdict.skipped and len(result.attempts) <= CONFIRMING
        }
        if not doubted:
            return
        try:
            target = self._environment(version)
            self.progress.running(version, CONFIRMING * len(doubted))
            results = self._again(target, release.results, doubted)
        except (InstallError, TargetError):  # it did work before; there is nothing more to be learnt now
            return
        self.outcomes[version] = Release(version, results)
        self.kept.keep(version, results)

    def leave(self, version: str) -> None:
        """Remove the environment of a release, if there is one."""
        self._targets.pop(version, None)
        stack = self._environments.pop(version, None)
        if stack is not None:
            stack.close()

    def _environment(self, version: str) -> Target:
        """Return the target in the environment of a release, which is made where there is none."""
        if version not in self._targets:
            self.progress.installing(version)
            self._environments[version] = stack = ExitStack()
            python = stack.enter_context(self.installer.environment(requirements(self.target, version)))
            self._targets[version] = target_in(python, self.target)
        return self._targets[version]

    def _run(self, version: str) -> Release | Skipped:
        try:
            target = self._environment(version)
            before = None if self.confirming else self.kept.nearest(version, self.cases)
            self.progress.running(version, len(rest_of(before, self.cases)) * (1 + CONFIRMING * self.confirming))
            results = self._once(target, self.cases, self.options, before)
            if self.confirming:
                results = self._again(target, results, {case.id for case in self.cases})
        except InstallError as error:
            self.leave(version)
            return Skipped(version, f"cannot be installed: {error}")
        except TargetError as error:
            self.leave(version)
            reason = str(error).removeprefix(f"{self.target.name}: ")
            return Skipped(version, f"does not start: {_IN_AN_ENVIRONMENT.sub('its environment', reason)}")
        return Release(version, results)

    def _again(self, target: Target, results: Results, ids: Collection[str]) -> Results:
        """Run some cases again and put the results together with those of the first run."""
        first = results.of(target.name)
        attempts = {id_: [first[id_]] for id_ in ids}
        cases = [case for case in self.cases if case.id in ids]
        for _ in range(CONFIRMING):
            for result in self._once(target, cases, replace(self.options, alone=True)).results:
                attempts[result.id].append(result)
        return replace(
            results,
            results=[as_one(attempts[one.id]) if one.id in attempts else one for one in results.results],
        )

    def _once(self, target: Target, cases: list[Case], options: RunOptions, before: Results | None = None) -> Results:
        found = run_rest(before, target, cases, options, self.progress.ended)
        if not found.complete:
            raise KeyboardInterrupt
        return found


_IN_AN_ENVIRONMENT = re.compile(rf"\S*{PREFIX}[^\s:;,]*")
