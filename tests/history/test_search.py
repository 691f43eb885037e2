"""The search for a change over releases that are not there: its answer, and the number of installations."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, log2
from typing import cast

import pytest

from loopspec.history.runner import Release, Runner, Skipped
from loopspec.history.search import Search
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict

RULE = "lock/kit/rule"


@dataclass
class Case:
    """A case, as far as a search knows it."""

    id: str = RULE


@dataclass
class StoredRunner:
    """Knows what comes of each release, ``p``, ``f``, ``u`` or ``-`` for none, and counts those that are asked for."""

    outcomes: str
    before: set[int] = field(default_factory=set)
    """The releases that were run by an earlier command."""
    asked: set[int] = field(default_factory=set)

    cases = (Case(),)

    def run(self, version: str) -> Release | Skipped:
        number = int(version)
        if number not in self.before:
            self.asked.add(number)
        if self.outcomes[number] == "-":
            return Skipped(version, "cannot be installed")
        verdict = {"p": Verdict.PASS, "f": Verdict.FAIL, "u": Verdict.UNSUPPORTED}[self.outcomes[number]]
        record = ScenarioRecord(RULE, "Lock", "kit", "It holds.", Level.MUST, {}, "", 0, "", "")
        info = TargetInfo("toyloop", "3.13.0", "CPython", version)
        result = Result("toyloop", RULE, verdict)
        return Release(version, Results("1", "", "", "", [info], [record], [result]))

    def known(self, version: str) -> Release | None:
        if int(version) not in self.before | self.asked or self.outcomes[int(version)] == "-":
            return None
        return cast("Release", self.run(version))


def look(outcomes: str, before: set[int] | None = None) -> tuple[tuple[str, str, str] | None, int]:
    """The release before the change, the one after it and the sentence; and how many were installed."""
    runner = StoredRunner(outcomes, before or set())
    found = Search(cast("Runner", runner), [str(number) for number in range(len(outcomes))]).run()
    answer = None if found is None else (found.before, found.release, found.sentence)
    return answer, len(runner.asked)


@pytest.mark.parametrize("count", [2, 3, 4, 17, 64])
def test_every_change_is_found_in_the_fewest_installations(count: int) -> None:
    for change in range(1, count):
        for old, new in ("pf", "fp"):
            found, installations = look(old * change + new * (count - change))
            assert found is not None
            assert found[:2] == (str(change - 1), str(change))
            assert installations <= 2 + ceil(log2(count - 1))


@pytest.mark.parametrize(
    ("outcomes", "before", "release", "doubt"),
    [
        ("pp-ff", "1", "3", "or in one of 2, which could not be run"),
        ("pp-pff", "3", "4", ""),
        ("p----f", "0", "5", "or in one of 1, 2, 3, 4, which could not be run"),
        ("-----ppf", "6", "7", ""),
        ("--------pf--", "8", "9", ""),
        ("pppf-", "2", "3", ""),
        ("uuff", "1", "2", ""),
    ],
)
def test_releases_that_cannot_be_run_are_passed_over(outcomes: str, before: str, release: str, doubt: str) -> None:
    found, _ = look(outcomes)
    assert found is not None
    assert found[:2] == (before, release)
    assert doubt in found[2]
    assert ("which could not be run" in found[2]) == bool(doubt)


def test_old_releases_that_do_not_install_are_not_tried_one_by_one() -> None:
    found, installations = look("-" * 60 + "ppff")
    assert found is not None
    assert found[:2] == ("61", "62")
    assert installations <= 2 + ceil(log2(64)) + 2


def test_releases_that_were_run_before_narrow_the_search() -> None:
    found, installations = look("p" * 30 + "f" * 34, before={0, 29, 31, 63})
    assert (found and found[:2], installations) == (("29", "30"), 1)


@pytest.mark.parametrize(
    ("outcomes", "sentence"),
    [
        ("ppp", f"{RULE} holds in 0 and in 2; no change was found"),
        ("-f-", f"{RULE} is broken in 1, the only release that could be run; no change was found"),
        ("uu", f"{RULE} is not judged in 0 and in 1; no change was found"),
    ],
)
def test_where_nothing_changed_it_says_so(outcomes: str, sentence: str) -> None:
    found, _ = look(outcomes)
    assert found == ("", "", sentence)


def test_without_a_release_that_runs_there_is_no_answer() -> None:
    assert look("---")[0] is None
