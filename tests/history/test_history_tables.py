"""A history as it is shown: on terminals of any width, in Markdown, while it is made."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from loopspec.history.changes import History, steps_of
from loopspec.history.runner import Release, Skipped
from loopspec.history.tables import markdown, progress, show
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict

HOSTILE = "\x1b[2J\u202e|<b>`"


def release(version: str, *verdicts: Verdict) -> Release:
    """A release with a rule for each verdict."""
    ids = [f"lock/kit/rule-{number}" for number in range(len(verdicts))]
    records = [ScenarioRecord(id_, "Lock", "kit", "It holds.", Level.MUST, {}, "", 0, "", "") for id_ in ids]
    results = [Result("toyloop", id_, verdict, ended=HOSTILE) for id_, verdict in zip(ids, verdicts, strict=True)]
    info = TargetInfo("toyloop", "3.13.0", "CPython", version)
    return Release(version, Results("1", "", "", "", [info], records, results))


def history(*releases: Release, skipped: tuple[Skipped, ...] = ()) -> History:
    """A history of some releases."""
    listed = [one.version for one in releases] + [one.version for one in skipped]
    return History("toyloop", "toyloop", listed, list(steps_of(releases, listed)), list(skipped))


MANY = history(
    release("1.0", *[Verdict.PASS] * 30),
    release("2.0", *[Verdict.FAIL] * 30),
    skipped=(Skipped("3.0", f"cannot be installed: {HOSTILE}"),),
)


def shown(width: int, *, every: bool = False) -> str:
    """The output on a terminal."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=width)
    show(MANY, console, code=1, every=every)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_number_is_cut(width: int) -> None:
    text = shown(width)
    assert "must" in text
    assert "30" in text
    assert "..." not in text.split("Broken")[0]


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    assert "... and 10 more: -v lists all" in shown(80)
    assert "lock/kit/rule-9 " not in shown(80)
    assert "lock/kit/rule-9 " in shown(80, every=True)


def test_text_of_installers_and_loops_is_safe_to_print() -> None:
    for text in (shown(80, every=True), markdown(MANY)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<b>" not in markdown(MANY).replace("`<b>`", "")


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere() -> None:
    for terminal in (True, False):
        console = Console(file=io.StringIO(), force_terminal=terminal, width=80)
        with progress(console) as told:
            told.installing("1.0")
            told.running("1.0", 3)
            told.ended(Result("toyloop", "lock/kit/rule-0", Verdict.PASS))
            told.done(release("1.0", Verdict.PASS, Verdict.HANG), kept=False)
            told.done(Skipped("2.0", "cannot be installed: no"), kept=False)
        assert isinstance(console.file, io.StringIO)
        assert "1.0: 1 pass, 1 hang" in console.file.getvalue()
        assert "2.0: cannot be installed: no" in console.file.getvalue()
