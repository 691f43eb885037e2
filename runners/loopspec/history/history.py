"""Makes the history of a target: releases run one after another, or as few of them as find one rule's change."""

from __future__ import annotations

from collections.abc import Sequence

from loopspec.history.changes import Found, History, changes_between, steps_of
from loopspec.history.environments import Installer
from loopspec.history.installers import find_pip
from loopspec.history.kept import Kept
from loopspec.history.releases import distribution_of, releases
from loopspec.history.runner import Progress, Release, Runner, Skipped
from loopspec.history.search import Search
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case
from loopspec.targets.installed import look
from loopspec.targets.interpreters import launchers
from loopspec.targets.target import Target, TargetError


def prepare(
    target: Target,
    cases: list[Case],
    options: RunOptions,
    progress: Progress,
    *,
    pre: bool = False,
    only_binary: bool = False,
) -> tuple[Runner, list[str]]:
    """Prepare to run cases on releases of a target; return the runner, and all releases there are, newest first.

    Raises TargetError when the target has no distribution or no releases, or its interpreter no environments.
    """
    distribution = distribution_of(target)
    if target.python in launchers():
        raise TargetError(f"{target.name}: nothing can be installed in {target.python}; expected an interpreter")
    python = target.executable
    version = look(python, []).python
    pip = find_pip(python)
    listed = releases(python, pip, distribution, pre=pre)
    installer = Installer.of(python, pip, only_binary=only_binary)
    return Runner(target, cases, options, installer, Kept.of(target, python, version, options), progress), listed


def walk(runner: Runner, newest: Sequence[str]) -> History:
    """Run releases, the newest first. After Ctrl-C the history is that of the releases that were run by then.

    Rules that changed from one release to the next are run again on both.
    """
    after: Release | None = None
    try:
        with runner:
            for version in newest:
                before = runner.run(version)
                if isinstance(before, Skipped):
                    continue
                if after is not None:
                    changed = {change.rule for change in changes_between(before, after)}
                    runner.confirm(after.version, changed)
                    runner.confirm(before.version, changed)
                    runner.leave(after.version)
                after = before
    except KeyboardInterrupt:
        return _history(runner, newest, complete=False)
    return _history(runner, newest)


def bisect(runner: Runner, newest: Sequence[str]) -> History:
    """Run as many releases as it takes to find in which the runner's only rule changed; the same after Ctrl-C."""
    runner.confirming = True
    try:
        with runner:
            found = Search(runner, newest[::-1]).run()
    except KeyboardInterrupt:
        return _history(runner, newest, complete=False)
    return _history(runner, newest, found=found)


def _history(runner: Runner, newest: Sequence[str], *, complete: bool = True, found: Found | None = None) -> History:
    listed = list(newest[::-1])
    tried = [runner.outcomes[version] for version in listed if version in runner.outcomes]
    releases = [one for one in tried if isinstance(one, Release)]
    skipped = [one for one in tried if isinstance(one, Skipped)]
    target = runner.target
    return History(target.name, target.distribution, listed, list(steps_of(releases, listed)), skipped, complete, found)
