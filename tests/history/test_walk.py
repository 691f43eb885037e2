"""Releases walked through in environments that are not there: which cases are run again, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from loopspec.history import runner as runner_module
from loopspec.history.changes import History, Kind
from loopspec.history.environments import Installer, InstallError
from loopspec.history.history import bisect, walk
from loopspec.history.kept import Kept
from loopspec.history.runner import CONFIRMING, Runner
from loopspec.results.model import Result, Results, TargetInfo, Verdict
from loopspec.running import rest as rest_module
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Plan, own_case
from loopspec.targets.target import Target

CASE = own_case("It holds.", "rule", "def rule(scenario):\n    pass\n")
TOY = Target("toyloop", distribution="toyloop")
VERDICTS = {"p": Verdict.PASS, "f": Verdict.FAIL, "h": Verdict.HANG, "u": Verdict.UNSUPPORTED}


@dataclass
class Machine:
    """Releases by version, each with the verdicts of its runs one after another: ``pff``; ``-`` does not install."""

    verdicts: dict[str, str]
    runs: list[str] = field(default_factory=list)
    """The version of each run."""
    installed: list[str] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    """The environments that are there."""
    most: int = 0
    """The number of environments that were there at a time."""
    interrupted_at: int = -1

    @contextmanager
    def environment(self, requirements: Sequence[str]) -> Iterator[str]:
        """Make the environment of a release; the version is its interpreter."""
        version = requirements[0].partition("==")[2]
        self.installed.append(version)
        if self.verdicts[version] == "-":
            raise InstallError("no")
        self.there.add(version)
        self.most = max(self.most, len(self.there))
        try:
            yield version
        finally:
            self.there.remove(version)

    def run(self, plan: Plan, options: RunOptions, on_result: Callable[[Result], None]) -> Results:
        """Run a plan of the only case."""
        ((target, case),) = plan.pairs
        version = str(target.python)
        assert version in self.there
        if len(self.runs) == self.interrupted_at:
            raise KeyboardInterrupt
        verdict = VERDICTS[self.verdicts[version][self.runs.count(version)]]
        assert options.alone == (version in self.runs)
        self.runs.append(version)
        info = TargetInfo(target.name, "3.13.0", "CPython", version)
        return Results("1", "", "", plan.suite, [info], [case.record], [Result(target.name, case.id, verdict)])


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., History]:
    """Walk through the releases of a machine, or bisect them, with results kept in one folder."""

    def walked(machine: Machine, how: Callable[[Runner, Sequence[str]], History] = walk) -> History:
        monkeypatch.setattr(rest_module, "run", machine.run)
        monkeypatch.setattr(runner_module, "target_in", lambda python, target: replace(target, python=python))
        kept = Kept(TOY, tmp_path, "conditions")
        runner = Runner(TOY, [CASE], DEFAULTS, cast("Installer", machine), kept)
        history = how(runner, list(machine.verdicts)[::-1])
        assert machine.there == set()
        return history

    return walked


def kinds(history: History) -> list[tuple[str, Kind]]:
    """The changes of a history."""
    return [(step.release.version, change.kind) for step in history.steps for change in step.changes]


@pytest.mark.parametrize(
    ("older", "newer", "kind"),
    [
        ("pppp", "ffff", Kind.BROKEN),
        ("ffff", "pppp", Kind.MENDED),
        ("hhhh", "pppp", Kind.MENDED),
        ("pppp", "uuuu", Kind.LOST),
        ("ffff", "hhhh", Kind.WORSE),
        ("hhhh", "ffff", Kind.OTHER),
        ("pppp", "fppp", Kind.FLAKY),
        ("pppf", "ffff", Kind.FLAKY),
        ("ffff", "ppfp", Kind.FLAKY),
        ("ffpf", "pppp", Kind.FLAKY),
    ],
)
def test_a_change_counts_when_both_releases_keep_to_it(
    walked: Callable[..., History], older: str, newer: str, kind: Kind
) -> None:
    machine = Machine({"1.0": older, "2.0": newer})
    history = walked(machine)
    assert kinds(history) == [("2.0", kind)]
    judged = [version for version, verdicts in machine.verdicts.items() if "u" not in verdicts]
    assert sorted(machine.runs) == sorted(["1.0", "2.0", *judged * CONFIRMING])
    assert machine.installed == ["2.0", "1.0"]


def test_what_does_not_change_is_run_once(walked: Callable[..., History]) -> None:
    machine = Machine({"1.0": "f", "2.0": "f", "3.0": "f"})
    assert kinds(walked(machine)) == []
    assert machine.runs == ["3.0", "2.0", "1.0"]


def test_two_environments_are_there_at_most(walked: Callable[..., History]) -> None:
    machine = Machine({"1.0": "pppp", "2.0": "ffff", "2.1": "-", "3.0": "pppp", "4.0": "ffff"})
    history = walked(machine)
    assert kinds(history) == [("2.0", Kind.BROKEN), ("3.0", Kind.MENDED), ("4.0", Kind.BROKEN)]
    assert [one.version for one in history.skipped] == ["2.1"]
    assert machine.most == 2
    assert machine.installed == ["4.0", "3.0", "2.1", "2.0", "1.0"]
    again = Machine(machine.verdicts)
    assert kinds(walked(again)) == kinds(history)
    assert (again.runs, again.installed) == ([], ["2.1"])


def test_a_release_kept_from_an_earlier_run_is_installed_to_confirm_what_is_new(walked: Callable[..., History]) -> None:
    walked(Machine({"1.0": "p"}))
    machine = Machine({"1.0": "xppp", "2.0": "ffff"}, runs=["1.0"])
    assert kinds(walked(machine)) == [("2.0", Kind.BROKEN)]
    assert machine.installed == ["2.0", "1.0"]


@pytest.mark.parametrize("at", range(8))
def test_an_interrupt_at_any_time_leaves_what_had_ended(walked: Callable[..., History], at: int) -> None:
    verdicts = {"1.0": "p" * 9, "2.0": "f" * 9}
    machine = Machine(verdicts, interrupted_at=at)
    history = walked(machine)
    assert not history.complete
    assert len(history.steps) == min(at, 2)
    again = Machine(verdicts, list(machine.runs))
    assert kinds(walked(again)) == [("2.0", Kind.BROKEN)]
    assert len(again.runs) - at <= 2 * (1 + CONFIRMING)


def test_bisect_runs_the_rule_several_times_on_each_release(walked: Callable[..., History]) -> None:
    machine = Machine({"1.0": "pppp", "2.0": "pppp", "3.0": "ppfp", "4.0": "ffff"})
    history = walked(machine, bisect)
    assert history.found is not None
    assert (history.found.before, history.found.release) == ("2.0", "3.0")
    assert "rule was made flaky in 3.0: it holds in 2.0, and is flaky in 3.0" in history.found.sentence
    assert machine.most == 1
    assert history.code == 0
