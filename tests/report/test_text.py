"""Words that several reports share."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from loopspec.report.reporters.markdown import render_markdown
from loopspec.report.terminal import summary
from loopspec.report.text import cited_issues, name_of, reproduce, sources, trace_text
from loopspec.results.model import Results, TargetInfo, Verdict

from .sample import sample_results


@pytest.mark.parametrize(
    ("kind", "text", "url"),
    [
        (
            "docs",
            "library/asyncio-sync.html#asyncio.Lock.acquire",
            "https://docs.python.org/3.14/library/asyncio-sync.html#asyncio.Lock.acquire",
        ),
        ("docs", 'x"><script>', "https://docs.python.org/3.14/x%22%3E%3Cscript%3E"),
        ("pep", "3156", "https://peps.python.org/pep-3156/"),
        ("pep", "8", "https://peps.python.org/pep-0008/"),
        ("issue", "python/cpython#1234", "https://github.com/python/cpython/issues/1234"),
        ("issue", "https://github.com/x/y/pull/3", "https://github.com/x/y/pull/3"),
        ("issue", "javascript:alert(1)", ""),
        ("test", "test_asyncio.test_locks.LockTests.test_acquire", ""),
        ("note", "what CPython does", ""),
    ],
)
def test_a_source_links_to_what_can_be_read(kind: str, text: str, url: str) -> None:
    scenario = replace(sample_results().scenarios[0], basis={kind: text})
    assert [(s.kind, s.text, s.url) for s in sources(scenario)] == [(kind, text, url)]


def test_the_command_survives_a_shell() -> None:
    assert reproduce("uvloop", "lock/acquire/x") == "loopspec run uvloop -k 'lock/acquire/x'"
    assert shlex.split(reproduce("asyncio", "a/b[x=-float('inf')]"))[-1] == "a/b[x=-float('inf')]"
    assert reproduce("asyncio@./my python", "a/b/c[x=1]") == ("loopspec run 'asyncio@./my python' -k 'a/b/c[x=1]'")


def test_the_name_is_what_follows_the_last_slash_outside_of_values() -> None:
    assert name_of("lock/acquire/x") == "x"
    assert name_of("lock/acquire/x[primitive=a/b]") == "x[primitive=a/b]"


def test_traces_stand_side_by_side_with_the_difference_marked() -> None:
    result = sample_results().of("rloop")["gather/cancel/cancels-every-child"]
    assert trace_text(result).splitlines() == [
        "       expected                               observed",
        "    1  main: cancels                          main: cancels",
        "    2  a: raises CancelledError (any order)   a: raises CancelledError",
        "    3  b: raises CancelledError (any order)   b: raises CancelledError",
        ">   4  c: raises CancelledError (any order)   main: raises CancelledError",
        "    5  main: raises CancelledError            -",
    ]


def on_screen(results: Results) -> str:
    out = io.StringIO()
    summary(results, Console(file=out, width=100))
    return out.getvalue()


@pytest.mark.parametrize("render", [render_markdown, on_screen])
def test_a_long_sentence_is_cut_in_lists(render: Callable[[Results], str]) -> None:
    sample = sample_results()
    loud = replace(sample.results[0], verdict=Verdict.FAIL, detail="soon" * 16_000)
    text = render(replace(sample, results=[loud, *sample.results[1:]]))
    assert len(re.findall("soon", text)) < 200
    assert "(63500 more characters)" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("uvloop", "loopspec run uvloop -k 'a/b/c'"),
        ("uvloop@python3.12", "loopspec run uvloop@python3.12 -k 'a/b/c'"),
        ("uvloop@python3.12 (macOS)", "loopspec run uvloop@python3.12 -k 'a/b/c'"),
        ("uvloop@/opt/my (old) python", "loopspec run 'uvloop@/opt/my (old) python' -k 'a/b/c'"),
    ],
)
def test_a_merged_target_is_run_by_the_name_that_it_had(name: str, command: str) -> None:
    assert reproduce(name, "a/b/c") == command


def test_issues_that_rules_cite_are_those_of_the_targets_own_tracker() -> None:
    bases = [{"issue": "MagicStack/uvloop#1"}, {"issue": "python/cpython#2"}, {"note": "x"}, {"issue": "a/b#3"}]
    scenarios = [replace(one, basis=basis) for one, basis in zip(sample_results().scenarios, bases, strict=False)]
    first, second, *_ = (one.id for one in scenarios)

    def cited(home: str) -> dict[str, str]:
        return cited_issues(TargetInfo("x", "3.12.1", "CPython", "", home), scenarios)

    assert cited("https://github.com/magicstack/uvloop/") == {first: "https://github.com/MagicStack/uvloop/issues/1"}
    assert cited("https://docs.python.org/3/library/asyncio.html") == {
        second: "https://github.com/python/cpython/issues/2"
    }
    assert cited("") == cited("https://example.org/a/b") == {}
