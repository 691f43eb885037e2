"""Counts, groups of deviations, and exit codes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loopspec.results.model import Level, Result, Results, Verdict
from loopspec.results.tally import complete_grid, conclude, deviations, tallies
from report.sample import sample_results


def _with_verdicts(*verdicts: Verdict, level: Level = Level.MUST) -> Results:
    """One target, one scenario a verdict, all at one level."""
    sample = sample_results()
    scenarios = [replace(s, level=level) for s in sample.scenarios[: len(verdicts)]]
    name = sample.targets[0].name
    results = [Result(name, s.id, v) for s, v in zip(scenarios, verdicts, strict=True)]
    return replace(sample, targets=sample.targets[:1], scenarios=scenarios, results=results)


def test_what_was_planned_and_has_no_result_is_not_run() -> None:
    whole = sample_results()
    holed = replace(whole, results=whole.results[1:])
    first = complete_grid(holed).results[0]
    assert (first.target, first.id) == (whole.results[0].target, whole.results[0].id)
    assert first.verdict is Verdict.NOT_RUN


def test_counts_do_not_depend_on_the_order_of_the_results() -> None:
    whole = sample_results()
    turned = replace(whole, results=whole.results[::-1])
    assert tallies(turned) == tallies(whole)
    assert deviations(turned) == deviations(whole)


def test_every_result_is_counted_once() -> None:
    whole = sample_results()
    for tally in tallies(whole):
        assert tally.total() == len(whole.scenarios)
        judged = sum(tally.passed(level) + tally.deviated(level) for level in Level)
        rest = tally.total(Verdict.UNSUPPORTED, Verdict.MISSING, Verdict.ERROR, Verdict.NOT_RUN)
        assert judged + rest == len(whole.scenarios)


def test_must_comes_before_should_before_may() -> None:
    levels = [deviation.scenario.level for deviation in deviations(sample_results())]
    assert levels == sorted(levels, key=list(Level).index)


def test_targets_that_break_a_rule_alike_are_one_way() -> None:
    by_id = {each.scenario.id: each for each in deviations(sample_results())}
    ways = by_id["task/cancel/message-reaches-the-waiter"].ways
    assert [[result.target for result in way] for way in ways] == [["uvloop", "rloop"]]


@pytest.mark.parametrize(
    ("verdict", "level", "code"),
    [
        (Verdict.PASS, Level.MUST, 0),
        (Verdict.UNSUPPORTED, Level.MUST, 0),
        (Verdict.MISSING, Level.MUST, 0),
        (Verdict.FAIL, Level.MUST, 1),
        (Verdict.FAIL, Level.SHOULD, 1),
        (Verdict.FAIL, Level.MAY, 0),
        (Verdict.CRASH, Level.MUST, 1),
        (Verdict.CRASH, Level.MAY, 0),
        (Verdict.HANG, Level.SHOULD, 1),
        (Verdict.ERROR, Level.MAY, 3),
        (Verdict.NOT_RUN, Level.MAY, 3),
    ],
)
def test_exit_code(verdict: Verdict, level: Level, code: int) -> None:
    assert conclude(_with_verdicts(Verdict.PASS, verdict, level=level)).code == code


def test_a_run_with_holes_says_3_and_still_names_the_deviation() -> None:
    conclusion = conclude(_with_verdicts(Verdict.FAIL, Verdict.NOT_RUN))
    assert conclusion.code == 3
    assert "1 planned result did not run" in conclusion.sentence
    assert "asyncio (1 must) deviates" in conclusion.sentence


def test_a_run_cut_short_says_3() -> None:
    run = replace(_with_verdicts(Verdict.PASS), complete=False)
    assert conclude(run).code == 3
    assert "cut short" in conclude(run).sentence


def test_a_clean_run_says_that_it_holds() -> None:
    sentence = conclude(_with_verdicts(Verdict.PASS)).sentence
    assert sentence == "asyncio holds every rule at must and should that applies"


def test_a_run_of_nothing_is_no_pass() -> None:
    assert conclude(_with_verdicts()).code == 3


@pytest.mark.parametrize(
    ("verdicts", "code", "says"),
    [
        ([Verdict.UNSUPPORTED, Verdict.UNSUPPORTED], 0, "no rule applies to"),
        ([Verdict.MISSING, Verdict.UNSUPPORTED], 3, "incomplete: nothing was judged of"),
        ([Verdict.MISSING, Verdict.PASS], 0, "holds every rule"),
        ([Verdict.MISSING, Verdict.HANG], 1, "deviates"),
    ],
)
def test_a_target_of_which_nothing_was_judged(verdicts: list[Verdict], code: int, says: str) -> None:
    conclusion = conclude(_with_verdicts(*verdicts))
    assert conclusion.code == code
    assert says in conclusion.sentence
