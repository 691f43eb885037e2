"""Text of a target that drives a terminal or breaks Markdown, in every field of a results file."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from loopspec.bench import tables as speed
from loopspec.bench.measurements import Measurement, Measurements
from loopspec.bench.workloads import workloads
from loopspec.cli import main
from loopspec.config.file import Config
from loopspec.gate.compare import annotate, evaluate
from loopspec.gate.report import print_result
from loopspec.harness.execution import Execution, observe
from loopspec.harness.interpreter import LONGEST
from loopspec.printable import lines, one_line, printable
from loopspec.report.badge import make_badge
from loopspec.report.markdown import changes_as_markdown, render_areas
from loopspec.report.reporters.junit import render_junit
from loopspec.report.reporters.markdown import render_markdown
from loopspec.report.terminal import ALL, progress, summary
from loopspec.report.text import changes_as_text, details, web_address
from loopspec.results.difference import compare
from loopspec.results.file import read_results, write_results
from loopspec.results.model import Accepted, Gated, Level, Result, Results, Verdict

from .sample import sample_results

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
HOSTILE = f"\x1b[2J\x1b]0;title\x07{CONTROLS}{BIDI}\udcff\ud800[/nope]`|</details><b>"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def harmful(text: str) -> set[str]:
    """The letters of a text that no terminal should be given, but for tabs and the ends of lines."""
    return {letter for letter in text if letter in BIDI or unicodedata.category(letter) in ("Cc", "Cs")} - {"\n", "\t"}


def without_code(markdown: str) -> str:
    """Markdown without its code, in which nothing means anything."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown.replace("\\`", ""), flags=re.DOTALL)


def spoiled(value: Any) -> Any:
    """The same value with something hostile behind every text in it; the same text becomes the same."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value + HOSTILE
    if isinstance(value, (list, tuple)):
        return type(value)([spoiled(item) for item in value])
    if isinstance(value, dict):
        return {key: spoiled(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: spoiled(getattr(value, field.name)) for field in fields(value)})
    return value


def hostile_results() -> Results:
    """A run in which every text of every field is hostile, in a gate's eyes too."""
    sample = sample_results()
    known = Accepted("a reason", "https://example.org/1")
    first = next(result for result in sample.results if result.verdict is Verdict.FAIL)
    results = [replace(result, known=known) if result is first else result for result in sample.results]
    found: Results = spoiled(replace(sample, results=results, gated=Gated(("an entry is stale",))))
    return found


def on_screen(print_it: Any) -> str:
    """Return the text that reaches a terminal, without its colours, and the text that reaches a file."""
    told = []
    for terminal in (True, False):
        out = io.StringIO()
        print_it(Console(file=out, width=100, force_terminal=terminal, color_system="truecolor" if terminal else None))
        told.append(COLOURS.sub("", out.getvalue()))
    return "".join(told)


def test_the_hostile_run_has_all_of_it_in_every_field() -> None:
    found = hostile_results()
    assert harmful(found.results[0].detail) >= set(CONTROLS + BIDI) - {"\n", "\t"}
    empty = [field.name for field in fields(Result) if not any(getattr(one, field.name) for one in found.results)]
    assert set(empty) <= {"observed", "ways", "attempts"}


def test_the_summary_is_harmless() -> None:
    text = on_screen(lambda console: summary(hostile_results(), console))
    assert "does not get the lock" in text
    assert "\\x1b[2J" in text
    assert not harmful(text)


def test_progress_is_harmless() -> None:
    def follow(console: Console) -> None:
        with progress(1, console) as update:
            update(hostile_results().results[0])

    out = io.StringIO()
    follow(Console(file=out))
    assert "asyncio" in out.getvalue()
    assert not harmful(out.getvalue())


@pytest.mark.parametrize("render", [render_markdown, render_areas, render_junit])
def test_reports_are_harmless(render: Any) -> None:
    text = render(hostile_results())
    assert "uvloop" in text
    assert not harmful(text)
    if render is not render_junit:
        text = without_code(text)
        assert text.count("<b>") == text.count("</b>")  # none but our own
        assert text.count("</details>") == text.count("<details>")
        assert "/nope](" not in text


def test_the_account_of_a_result_is_harmless() -> None:
    found = hostile_results()
    assert not harmful(details(found.scenarios[0], found.results[0]))


def test_a_gate_is_harmless() -> None:
    found = hostile_results()
    suite = {scenario.id for scenario in found.scenarios}
    outcome = evaluate(Config(), found, suite, date(2026, 1, 1))
    gated = annotate(found, outcome)
    text = on_screen(lambda console: print_result(outcome, Config(), gated, console, code=1, detail=ALL))
    assert "unexpected failure" in text
    assert not harmful(text)


def test_a_difference_is_harmless() -> None:
    old, new = hostile_results(), hostile_results()
    worse = [
        replace(result, verdict=Verdict.CRASH, detail=f"SIGABRT {HOSTILE}", events=[(HOSTILE, HOSTILE)])
        if result.verdict is Verdict.PASS
        else result
        for result in new.results
    ]
    added = replace(new.targets[0], name=f"new {HOSTILE}")
    found = compare(old, replace(new, results=worse, targets=[*new.targets, added], scenarios=new.scenarios[1:]))
    for text in (changes_as_text(found), changes_as_markdown(found)):
        assert "new deviations" in text
        assert not harmful(text)
    assert changes_as_markdown(found).count("</details>") == changes_as_markdown(found).count("<details")


def test_a_badge_is_harmless() -> None:
    found = hostile_results()
    badge = make_badge(found, one_line(found.targets[0].name), list(Level))
    assert not harmful(badge.svg() + badge.endpoint() + badge.title)


def test_figures_are_harmless() -> None:
    targets = hostile_results().targets[:2]
    work = workloads()[:2]
    measured = [Measurement(one.id, target.name, [0.5, 0.5]) for one in work[:1] for target in targets]
    failed = [Measurement(work[1].id, target.name, verdict="failed", detail=HOSTILE) for target in targets]
    measurements = Measurements("0.1.0", "", "", targets, list(work), measurements=[*measured, *failed])
    texts = [on_screen(lambda console: speed.show(measurements, console)), speed.markdown(measurements)]
    assert all("failed" in text for text in texts)
    assert not harmful("".join(texts))
    assert "<b>" not in without_code(texts[1])


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "hostile.jsonl"),
        ("report", "hostile.jsonl", "--markdown", "-"),
        ("areas", "hostile.jsonl"),
        ("badge", "hostile.jsonl"),
        ("badge", "hostile.jsonl", "--target", "other"),
        ("gate", "--results-from", "hostile.jsonl"),
        ("gate", "--results-from", "hostile.jsonl", "--update"),
        ("gate", "other", "--results-from", "hostile.jsonl"),
        ("diff", "hostile.jsonl", "plain.jsonl"),
        ("diff", "hostile.jsonl", "less.jsonl"),
        ("merge", "hostile.jsonl", "plain.jsonl", "-o", "merged.jsonl"),
        ("merge", "less.jsonl", "-o", "merged.jsonl", "--expect", "other"),
    ],
    ids=" ".join,
)
def test_commands_print_nothing_harmful_of_a_hostile_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = hostile_results()
    write_results(tmp_path / "hostile.jsonl", hostile)
    write_results(tmp_path / "less.jsonl", replace(hostile, results=hostile.results[5:]))
    write_results(tmp_path / "plain.jsonl", sample_results())
    assert read_results(tmp_path / "hostile.jsonl").results[0].detail == hostile.results[0].detail  # the file is exact
    done = CliRunner().invoke(main, arguments)
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert done.output
    assert not harmful(done.output)


def test_a_link_to_somewhere_else_is_none() -> None:
    assert web_address("https://example.org/a?b=c#d")
    for text in ("https://x>[y](z", "https://x\n", "https://x\x1b[2J", "https://x\u202e", "javascript:alert(1)"):
        assert not web_address(text)


def test_what_is_harmless_stays_as_it_is() -> None:
    text = "größer, 日本語, 👩\u200d🚀,   three spaces"
    assert (one_line(text), lines(text), printable([text])) == (text, text, [text])
    assert one_line("a\n  b\tc\r\n") == "a b c"
    assert lines("a\r\n\tb\rc") == "a\n\tb\\x0dc"


HUGE = "x" * (LONGEST + 12345)


class Huge(Exception):
    """An exception with a long message."""


class Mute(Exception):
    """An exception that has no message to give."""

    def __str__(self) -> str:
        raise ValueError


def seen(error: Exception) -> dict[str, Any]:
    """Return the observation of a case that writes a lot everywhere."""

    def case(scenario: Execution) -> None:
        scenario.log(HUGE, HUGE)
        scenario.check("a value", HUGE, [HUGE, HUGE])
        scenario.observe("a value", HUGE)
        with scenario.raises("main", ValueError):
            raise type(HUGE, (Exception,), {})
        raise error

    def other(scenario: Execution) -> None:
        try:
            case(scenario)
        except Exception as inner:
            if type(inner).__name__ != HUGE:
                raise
            raise error from None

    return {**observe(other, Execution(None))}


def texts(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for item in items for text in texts(item)]


def test_long_texts_are_cut_where_they_come_in() -> None:
    found = seen(Huge(HUGE))
    assert found["events"][0][1] == "x" * LONGEST + "... [12345 characters cut]"
    assert found["ended"]["message"] == found["events"][0][1]
    assert max(map(len, texts(found))) <= LONGEST + len("... [1234567 characters cut]")
    assert sum("characters cut]" in text for text in texts(found)) >= 8


def test_an_exception_without_a_message_ends_a_case_all_the_same() -> None:
    assert seen(Mute())["ended"]["message"] == "its message raises ValueError"
