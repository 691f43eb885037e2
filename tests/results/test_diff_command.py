"""``loopspec diff``: what broke, what was fixed, what behaves in another way, what came and went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.results.model import Result, Results, Verdict

from .conftest import Run
from .made import IDS, LOOP, OTHER, run, scenario, write

FAIL = "fail: event 1: observed main: other"


def diff(loopspec: Run, tmp_path: Path, old: Results, new: Results, *more: str) -> tuple[int, list[str]]:
    """Exit code and lines, without the empty ones."""
    write(tmp_path, old=old, new=new)
    done = loopspec("diff", "old.jsonl", "new.jsonl", *more)
    assert "Traceback" not in done.stderr
    return done.returncode, [line for line in done.stdout.splitlines() if line]


def test_two_equal_runs_do_not_differ(loopspec: Run, tmp_path: Path) -> None:
    same = run(LOOP, OTHER, verdicts={IDS[0]: Verdict.HANG})
    assert diff(loopspec, tmp_path, same, same) == (0, ["exit 0: nothing became worse"])


def test_versions_are_named_where_they_differ(loopspec: Run, tmp_path: Path) -> None:
    new = run(replace(LOOP, version="2.0", python="3.14.0"), OTHER)
    assert diff(loopspec, tmp_path, run(replace(LOOP, version="1.0"), OTHER), new) == (
        0,
        [
            "targets of another version: 1",
            f"  loop: 1.0 on CPython {LOOP.python} -> 2.0 on CPython 3.14.0",
            "exit 0: nothing became worse",
        ],
    )


@pytest.mark.parametrize("before", [Verdict.PASS, Verdict.UNSUPPORTED, Verdict.MISSING, Verdict.NOT_RUN])
def test_a_new_deviation_is_worse(loopspec: Run, tmp_path: Path, before: Verdict) -> None:
    old, new = run(LOOP, verdicts={IDS[1]: before}), run(LOOP, verdicts={IDS[1]: Verdict.FAIL})
    assert diff(loopspec, tmp_path, old, new) == (
        1,
        [
            "new deviations: 1",
            f"  lock/made/two on loop (must): {before} -> {FAIL}",
            "exit 1: 1 of 5 cases became worse",
        ],
    )


def test_a_rule_that_held_and_is_skipped_now_is_worse(loopspec: Run, tmp_path: Path) -> None:
    new = run(LOOP, verdicts={IDS[1]: Verdict.MISSING})
    code, lines = diff(loopspec, tmp_path, run(LOOP), new)
    assert (code, lines[0]) == (1, "held, and does not apply any more: 1")


@pytest.mark.parametrize("now", [Verdict.HANG, Verdict.CRASH])
def test_a_failure_that_hangs_or_crashes_now_is_worse(loopspec: Run, tmp_path: Path, now: Verdict) -> None:
    old, new = run(LOOP, verdicts={IDS[1]: Verdict.FAIL}), run(LOOP, verdicts={IDS[1]: now})
    assert diff(loopspec, tmp_path, old, new) == (
        1,
        [
            "failed, and hangs or crashes now: 1",
            f"  lock/made/two on loop (must): {FAIL} -> {now}",
            "exit 1: 1 of 5 cases became worse",
        ],
    )


def test_what_is_fixed_or_deviates_in_another_way_is_not_worse(loopspec: Run, tmp_path: Path) -> None:
    old = run(LOOP, verdicts={IDS[0]: Verdict.FAIL, IDS[1]: Verdict.HANG})
    new = run(LOOP, verdicts={IDS[1]: Verdict.FAIL})
    assert diff(loopspec, tmp_path, old, new) == (
        0,
        [
            "fixed: 1",
            f"  lock/made/one on loop (must): {FAIL} -> pass",
            "other changes: 1",
            f"  lock/made/two on loop (must): hang -> {FAIL}",
            "exit 0: nothing became worse",
        ],
    )


def test_a_rule_at_may_makes_nothing_worse(loopspec: Run, tmp_path: Path) -> None:
    code, lines = diff(loopspec, tmp_path, run(LOOP), run(LOOP, verdicts={IDS[4]: Verdict.FAIL}))
    assert (code, lines[1]) == (0, f"  lock/made/maybe on loop (may): pass -> {FAIL}")


def with_result(results: Results, id_: str, **changes: object) -> Results:
    def changed(result: Result) -> Result:
        return replace(result, **changes) if result.id == id_ else result  # type: ignore[arg-type]

    return replace(results, results=[changed(result) for result in results.results])


@pytest.mark.parametrize(
    ("changes", "now"),
    [
        ({"events": [("main", "done"), ("main", "more")]}, "main: more"),
        ({"events": []}, "the rest is missing"),
        ({"observed": [("len(x)", "3")]}, "len(x): observed 3"),
        ({"ended": "ValueError"}, "ended by ValueError"),
    ],
)
def test_another_trace_under_the_same_verdict_is_told(
    loopspec: Run, tmp_path: Path, changes: dict[str, object], now: str
) -> None:
    assert diff(loopspec, tmp_path, run(LOOP), with_result(run(LOOP), IDS[2], **changes)) == (
        0,
        [
            "same verdict, other behaviour: 1",
            f"  lock/made/three on loop (must): pass -> {now}",
            "exit 0: nothing became worse",
        ],
    )


def test_times_and_addresses_are_no_difference(loopspec: Run, tmp_path: Path) -> None:
    old, new = (
        with_result(run(LOOP), IDS[0], seconds=seconds, events=[("main", f"<Lock at {address}>")], output=address)
        for seconds, address in ((0.1, "0x7fa0"), (0.2, "0x7fb1"))
    )
    assert diff(loopspec, tmp_path, old, new)[1] == ["exit 0: nothing became worse"]


def test_what_came_and_went_is_told_by_name(loopspec: Run, tmp_path: Path) -> None:
    old = run(LOOP, OTHER, ids=IDS[:2])
    new = run(LOOP, replace(OTHER, name="third"), ids=IDS[1:3], verdicts={IDS[2]: Verdict.FAIL})
    assert diff(loopspec, tmp_path, old, new) == (
        0,
        [
            "scenarios gone: 1",
            "  lock/made/one",
            "scenarios added: 1",
            "  lock/made/three (deviates: loop, third)",
            "targets gone: 1",
            "  other",
            "targets added: 1",
            "  third",
            "exit 0: nothing became worse",
        ],
    )


def test_a_scenario_that_was_rewritten_is_marked(loopspec: Run, tmp_path: Path) -> None:
    new = run(LOOP, verdicts={IDS[0]: Verdict.FAIL})
    new = replace(new, scenarios=[scenario(IDS[0], "def test(scenario): 1\n"), *new.scenarios[1:]])
    assert diff(loopspec, tmp_path, run(LOOP), new)[1][1] == (
        f"  lock/made/one on loop (must, the scenario has changed too): pass -> {FAIL}"
    )


@pytest.mark.parametrize("hole", [Verdict.NOT_RUN, Verdict.ERROR])
def test_holes_in_the_new_run_exit_3(loopspec: Run, tmp_path: Path, hole: Verdict) -> None:
    new = run(LOOP, verdicts={IDS[0]: Verdict.FAIL, IDS[1]: hole})
    code, lines = diff(loopspec, tmp_path, run(LOOP), new)
    assert code == 3
    assert "judged before, and not this time: 1" in lines
    assert lines[-1] == "exit 3: the new run has holes; of what was compared, 1 of 5 cases became worse"


def test_a_run_that_was_cut_short_is_told(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, old=run(LOOP), new=run(LOOP, complete=False))
    done = loopspec("diff", "old.jsonl", "new.jsonl")
    assert (done.returncode, done.stderr) == (3, "new.jsonl: incomplete: the run was cut short\n")


def test_runs_without_a_target_in_common_cannot_be_compared(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, old=run(LOOP), new=run(OTHER))
    done = loopspec("diff", "old.jsonl", "new.jsonl")
    assert (done.returncode, done.stderr) == (
        2,
        "no target is in both files: the old one has loop, the new one other\n",
    )


def test_markdown_folds_all_but_what_is_worse(loopspec: Run, tmp_path: Path) -> None:
    old, new = run(LOOP, verdicts={IDS[0]: Verdict.FAIL}), run(LOOP, verdicts={IDS[1]: Verdict.FAIL})
    assert diff(loopspec, tmp_path, old, new, "--markdown", "diff.md")[0] == 1
    text = (tmp_path / "diff.md").read_text("utf-8")
    assert "<details open><summary><b>new deviations</b>: 1</summary>" in text
    assert "<details><summary><b>fixed</b>: 1</summary>" in text
    assert "- lock/made/two on loop (must): pass -&gt; fail: event 1: observed main: other" in text
    assert "Exit code 1: 1 of 5 cases became worse." in text


def test_a_list_that_is_very_long_is_cut(loopspec: Run, tmp_path: Path) -> None:
    ids = tuple(f"lock/made/rule-{number}" for number in range(250))
    old, new = run(LOOP, ids=ids), run(LOOP, ids=ids, verdicts=dict.fromkeys(ids, Verdict.FAIL))
    code, lines = diff(loopspec, tmp_path, old, new)
    assert (code, lines[0], lines[-2]) == (1, "new deviations: 250", "  ... and 50 more")
