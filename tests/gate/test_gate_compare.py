"""Judge made-up results: held, known, flaky and red."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loopspec.gate.compare import FindingKind, GateResult, evaluate, scope, worth_a_retry
from loopspec.gate.retry import retry
from loopspec.results.model import Conditions, Result, Results, ResultsError, Verdict

from .made_up import config, failing, passing, results

TODAY = date(2026, 1, 15)
TEXT = """\
[[known]]
scenario = "lock/*"
signature = "fail: f(): got 1"
reason = "Because."
issue = "none"
"""


def judged(folder: Path, text: str, run: Results, today: date = TODAY) -> GateResult:
    """The result of the gate on a run by the text of a configuration."""
    return evaluate(config(folder, text), run, {"lock/a"}, today)


def kinds(found: GateResult) -> list[FindingKind]:
    """Why things are red, in order."""
    return [red.kind for red in found.findings]


def test_an_entry_expires_the_day_after(tmp_path: Path) -> None:
    run = results(failing("lock/a"))
    text = TEXT + "expires = 2026-01-15\n"
    assert judged(tmp_path, text, run).findings == []
    found = judged(tmp_path, text, run, date(2026, 1, 16))
    assert kinds(found) == [FindingKind.EXPIRED]
    assert found.known == 1


def test_a_pattern_of_which_a_part_holds_has_one_red_line(tmp_path: Path) -> None:
    found = judged(tmp_path, TEXT, results(failing("lock/a"), *(passing(f"lock/{name}") for name in "bcdef")))
    assert str(found.findings[0]).endswith(
        "loopspec.toml:1: unexpected pass: 5 of 6 cases hold now (lock/b on loop, lock/c on loop, lock/d on loop "
        "and 2 more); narrow the entry"
    )
    assert (found.known, found.held, found.code, len(found.findings)) == (1, 0, 1, 1)


def test_an_entry_to_be_removed_needs_no_explanation(tmp_path: Path) -> None:
    """An entry that holds now, or fits nothing, is to be removed: one line, not two. What stays is to be explained."""
    text = TEXT.replace('issue = "none"', 'issue = ""')
    assert text != TEXT
    assert kinds(judged(tmp_path, text, results(passing("lock/a"), passing("lock/b")))) == [FindingKind.PASSES]
    assert kinds(judged(tmp_path, text.replace("lock/*", "lok/*"), results(passing("lock/a")))) == [FindingKind.STALE]
    found = judged(tmp_path, text, results(passing("lock/a"), failing("lock/b")))
    assert kinds(found) == [FindingKind.PASSES, FindingKind.UNEXPLAINED]


def test_entries_for_different_pythons_do_not_overlap(tmp_path: Path) -> None:
    text = TEXT + 'python = "<3.12"\n' + TEXT.replace("got 1", "got 2") + 'python = ">=3.12"\n'
    found = judged(tmp_path, text, results(failing("lock/a", got="2"), python="3.12.1"))
    assert (found.known, found.findings) == (1, [])
    assert judged(tmp_path, text, results(failing("lock/a", got="1"), python="3.11.7")).known == 1


def test_overlapping_entries_are_told_once(tmp_path: Path) -> None:
    text = TEXT + TEXT.replace("lock/*", "*/?")
    found = judged(tmp_path, text, results(*(failing(f"lock/{name}") for name in "abc")))
    assert kinds(found) == [FindingKind.OVERLAP]
    assert found.known == 3


def test_may_never_gates_and_what_does_not_apply_is_apart(tmp_path: Path) -> None:
    run = results(
        failing("lock/may/a"), passing("lock/may/b"), Result("loop", "lock/c", Verdict.UNSUPPORTED),
        Result("loop", "lock/d", Verdict.MISSING), failing("lock/should/e"),
    )  # fmt: skip
    found = judged(tmp_path, TEXT, run)
    assert (found.unspecified, found.held, found.not_applicable, found.known, found.code) == (1, 1, 2, 1, 0)


@pytest.mark.parametrize("verdict", [Verdict.ERROR, Verdict.NOT_RUN])
def test_a_run_with_holes_outweighs_red(tmp_path: Path, verdict: Verdict) -> None:
    found = judged(tmp_path, "", results(failing("lock/a"), Result("loop", "lock/b", verdict)))
    assert (found.code, kinds(found)) == (3, [FindingKind.UNEXPECTED])
    assert judged(tmp_path, "", results()).code == 3
    assert judged(tmp_path, "", results(passing("lock/a"), complete=False)).code == 3


def test_a_known_failure_that_flakes_is_red(tmp_path: Path) -> None:
    flaky = failing("lock/a", attempts=[Verdict.FAIL, Verdict.PASS])
    found = judged(tmp_path, TEXT, results(flaky))
    assert kinds(found) == [FindingKind.FLAKY]
    assert str(found.findings[0]).endswith("lock/a on loop: attempts: fail, pass; mend it, or say flaky = true")


def test_a_flaky_entry_with_a_signature_takes_no_other_failure(tmp_path: Path) -> None:
    text = TEXT + "flaky = true\n"
    assert judged(tmp_path, text, results(failing("lock/a"))).code == 0
    assert kinds(judged(tmp_path, text, results(failing("lock/a", got="2")))) == [FindingKind.CHANGED]


def test_what_is_red_or_said_to_be_flaky_is_worth_a_retry(tmp_path: Path) -> None:
    text = TEXT.replace("lock/*", "lock/?") + TEXT.replace("lock/*", "race/*") + "flaky = true\n"
    run = results(
        failing("lock/a"), failing("lock/b", got="2"), passing("lock/c"), failing("new"), failing("race/x"),
        passing("race/y"), failing("may/z"),
    )  # fmt: skip
    pairs = worth_a_retry(config(tmp_path, text), run, {"lock/a"}, TODAY)
    assert pairs == {("loop", "lock/b"), ("loop", "new"), ("loop", "race/x")}


def test_retries_end_with_the_first_pass_and_keep_the_first_result() -> None:
    asked: list[set[tuple[str, str]]] = []

    def again(pairs: set[tuple[str, str]]) -> list[Results]:
        asked.append(set(pairs))
        return [results(passing(id_) if id_ == "b" else failing(id_, got="9")) for _, id_ in sorted(pairs)]

    done = retry(results(failing("a"), failing("b"), failing("c")), {("loop", "a"), ("loop", "b")}, 3, again)
    assert asked == [{("loop", "a"), ("loop", "b")}, {("loop", "a")}, {("loop", "a")}]
    assert [result.attempts for result in done.results] == [[Verdict.FAIL] * 4, [Verdict.FAIL, Verdict.PASS], []]
    assert [result.flaky for result in done.results] == [False, True, False]
    assert {result.checks[0]["got"] for result in done.results} == {"1"}


def test_a_retry_that_is_interrupted_makes_the_run_incomplete() -> None:
    def again(pairs: set[tuple[str, str]]) -> list[Results]:
        return [results(Result("loop", "a", Verdict.NOT_RUN), complete=False)]

    done = retry(results(failing("a")), {("loop", "a")}, 3, again)
    assert (done.complete, done.results[0].attempts) == (False, [])


def test_an_interruption_before_a_retry_has_begun_keeps_the_results() -> None:
    def again(pairs: set[tuple[str, str]]) -> list[Results]:
        raise KeyboardInterrupt

    done = retry(results(failing("a")), {("loop", "a")}, 3, again)
    assert (done.complete, done.results) == (False, [failing("a")])


def test_a_scope_is_some_targets_and_some_scenarios() -> None:
    run = results(passing("a", "x@1"), passing("a", "x@2"), passing("a", "y"), passing("b", "y"))
    part = scope(run, ["x"], {"a"})
    assert [(result.target, result.id) for result in part.results] == [("x@1", "a"), ("x@2", "a")]
    assert scope(run, [], {"a", "b"}) == run
    with pytest.raises(ResultsError, match="target z is not in the results; they have x@1, x@2, y"):
        scope(run, ["z"], {"a"})


def test_missing_names_are_red_where_they_are_said_to_be(tmp_path: Path) -> None:
    lacking = [Result("loop", f"lock/{id_}", Verdict.MISSING, "the namespace has no Queue") for id_ in "ab"]
    run = results(passing("lock/c"), *lacking)
    assert judged(tmp_path, "", run).findings == []
    strict = replace(run, conditions=Conditions(missing_fails=True))
    found = judged(tmp_path, "", strict)
    assert [str(one) for one in found.findings] == ["missing name: Queue (2 rules) on loop"]
    assert found.code == 1
