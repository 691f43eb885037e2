"""The printed summary, on a terminal and in a file."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from loopspec.report.terminal import progress, summary
from loopspec.results.model import Level, Result, Results, Verdict

from .sample import sample_results


def printed(results: Results, *, terminal: bool = False, width: int = 100, height: int = 40) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, height=height, force_terminal=terminal, color_system=None)
    summary(results, console)
    return out.getvalue()


def test_counts_and_deviations_are_there() -> None:
    text = printed(sample_results())
    assert "17/24" in text  # rloop at must: holds 17 of 24 that were judged
    assert "lock/acquire/cancelled-waiter-is-skipped" in text
    assert "does not get the lock; the next waiter does." in text
    assert "expected patient: acquired; the trace ended" in text
    assert "uvloop, rloop" in text
    assert text.index("Deviations: 11") < text.index("nothing is specified (may): 2")


def test_the_last_line_says_what_the_exit_code_means() -> None:
    assert "\nexit 3: incomplete: " in printed(sample_results())


def test_eighty_columns_hold_the_table() -> None:
    assert max(map(len, printed(sample_results(), width=80).splitlines())) <= 80


def test_a_long_list_is_cut_with_a_note() -> None:
    sample = sample_results()
    first = sample.scenarios[0]
    scenarios = [replace(first, id=f"run/main/rule-{n}") for n in range(900)]
    name = sample.targets[0].name
    results = [Result(name, scenario.id, Verdict.FAIL, "broken") for scenario in scenarios]
    text = printed(
        replace(sample, targets=sample.targets[:1], scenarios=scenarios, results=results),
        terminal=True,
    )
    assert len(text.splitlines()) < 90
    assert "... and 880 more: see the report (--html FILE) or use --results FILE" in text


def test_markup_and_control_characters_do_not_reach_the_terminal() -> None:
    sample = sample_results()
    evil = replace(sample.results[0], verdict=Verdict.FAIL, detail="[bold]x[/nope] \x1b[2J\x07 y")
    text = printed(replace(sample, results=[evil, *sample.results[1:]]), terminal=True)
    assert "[bold]x[/nope]" in text
    assert "\x1b[2J" not in text
    assert "\x07" not in text


def test_may_alone_is_no_deviation() -> None:
    sample = sample_results()
    calm = [result for result in sample.results if {s.id: s.level for s in sample.scenarios}[result.id] is Level.MAY]
    scenarios = [s for s in sample.scenarios if s.level is Level.MAY]
    text = printed(replace(sample, scenarios=scenarios, results=calm))
    assert "Deviations" not in text
    assert "exit 0: all 5 targets hold every rule" in text


def test_progress_into_a_file_is_one_line_a_target() -> None:
    out = io.StringIO()
    results = sample_results().results
    with progress(len(results), Console(file=out, width=40)) as update:
        for result in results:
            update(result)
        assert out.getvalue() == ""
    lines = out.getvalue().splitlines()
    assert lines[0] == "asyncio: 40 pass"
    assert lines[4] == "rloop: 27 pass, 9 fail, 1 crash, 2 hang, 1 not-run"
    assert len(lines) == 5


def test_progress_into_a_file_counts_up_to_an_interruption() -> None:
    out = io.StringIO()
    results = sample_results().results

    def interrupted() -> None:
        with progress(len(results), Console(file=out)) as update:
            update(results[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert out.getvalue() == "asyncio: 1 pass\n"


def test_progress_on_a_terminal_shows_counts_and_leaves_nothing() -> None:
    out = io.StringIO()
    results = sample_results().results
    with progress(len(results), Console(file=out, force_terminal=True, width=80)) as update:
        for result in results:
            update(result)
    assert "200/200" in out.getvalue()
    assert "27 pass" in out.getvalue()
