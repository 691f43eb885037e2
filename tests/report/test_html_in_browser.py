"""The HTML report in a real browser: Debian's Chromium, driven by Playwright; skipped where there is none."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.results.file import content_of, dump
from loopspec.results.model import Accepted, Gated, Verdict

from .browsing import Browse
from .sample import sample_results

LOCK = "lock/acquire/cancelled-waiter-is-skipped"


def test_it_opens_on_the_differences(browse: Browse) -> None:
    assert browse("return $('h1').textContent") == "5 targets disagree in 16 of 40 scenarios"
    first = browse("return $('.entry .rule').textContent + $$('details.kind.agree[open]').length")
    assert first.startswith("The first SIGINT cancels the main task")  # a target hangs there
    assert first.endswith("0")


def test_differences_are_in_the_order_of_their_weight(browse: Browse) -> None:
    said = browse(
        "return JSON.stringify($$('.kind.verdicts .entry').map((each) => [each.className.split(' ')[1],"
        "['crash', 'hang'].filter((kind) => each.querySelector('.glyph.' + kind)).join()]))"
    )
    entries = json.loads(said)
    grave = [kind for level, kind in entries if kind and level != "may"]
    assert [kind for _, kind in entries[: len(grave)]] == grave == sorted(grave)
    levels = [["must", "should", "may"].index(level) for level, _ in entries[len(grave) :]]
    assert levels == sorted(levels)


def test_the_headline_follows_the_filters(browse: Browse) -> None:
    said = browse("return $('h1').textContent", hash_="target=asyncio,uvloop&area=Lock")
    assert re.fullmatch(r"2 targets disagree in \d+ of \d+ scenarios|2 targets, no disagreement found", said)
    assert browse("return $('h1').textContent", hash_="target=uvloop").startswith("uvloop deviates from ")


def test_filters_come_from_the_hash(browse: Browse) -> None:
    said = browse(
        "return [$('#count').textContent, $$('tr[data-scenario]').length, "
        "$$('thead th').length, $('#search').value].join()",
        hash_="q=lock&level=must&target=uvloop,rloop",
    )
    count, rows, _, search = said.split(",")
    assert re.fullmatch(r"(\d+) of 40 scenarios", count)
    assert count.split()[0] == rows
    assert search == "lock"


def test_the_hash_opens_a_scenario_on_a_target(browse: Browse) -> None:
    said = browse(
        "const d = $('#detail'); return JSON.stringify([d.open, $('#detail-title').textContent,"
        "$('.verdict-line b').textContent, $('.trace .first-difference').textContent,"
        "$('.command code').textContent, $$('.lanes .dot').length])",
        hash_=f"open={LOCK}&on=rloop",
    )
    is_open, title, verdict, row, command, dots = json.loads(said)
    assert is_open
    assert title.startswith("A waiter cancelled while the lock is held")
    assert verdict == "rloop: fail"
    assert row == "2patient acquired\u2013first difference"
    assert command == f"loopspec run rloop -k '{LOCK}'"
    assert dots == 3  # two expected, one observed


def test_keys_move_in_the_matrix_and_open_and_close(browse: Browse) -> None:
    said = browse(
        "$('tr[data-scenario] td').focus(); key('ArrowDown'); key('ArrowRight'); key('ArrowRight');"
        "key('Enter'); const opened = location.hash; $('#detail').close(); await later();"
        "return [opened, location.hash, document.activeElement.getAttribute('aria-label')].join()"
    )
    assert said == "#open=run/cleanup/leftover-tasks-are-cancelled&on=refloop-loop,,refloop-loop: pass, way a"


def test_slash_goes_to_the_search(browse: Browse) -> None:
    said = browse(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}));"
        "return document.activeElement.id"
    )
    assert said == "search"


@pytest.mark.parametrize("hash_", ["", f"open={LOCK}&on=rloop"])
def test_a_narrow_page_does_not_scroll_sideways(browse: Browse, hash_: str) -> None:
    said = browse(
        "return [innerWidth, document.documentElement.scrollWidth, $('#detail').scrollWidth].join()",
        hash_=hash_,
        width=390,
    )
    inner, page, drawer = map(int, said.split(","))
    assert page <= inner
    assert drawer <= inner


def test_a_second_results_file_shows_what_changed(browse: Browse) -> None:
    sample = sample_results()
    turn = {Verdict.PASS: Verdict.FAIL, Verdict.FAIL: Verdict.PASS}
    changed = [
        replace(result, verdict=turn[result.verdict]) if result.id == LOCK else result for result in sample.results
    ]
    old = replace(sample, started="2025-01-01T00:00:00+00:00", results=changed[1:])
    said = browse(
        f"const text = {json.dumps(''.join(dump(old))).replace('<', chr(92) + 'u003c')};"
        "await drop(text); return $$('#changes .kind').map((each) => "
        "each.querySelector('h3').textContent + ' ' + each.querySelectorAll('.change').length).join()"
    )
    assert said == "new deviations 1,fixed 4,other changes 1"


def test_a_compressed_results_file_is_read_too(browse: Browse) -> None:
    sample = sample_results()
    old = replace(sample, started="2025-01-01T00:00:00+00:00", results=sample.results[1:])
    packed = content_of(old, Path("old.jsonl.gz"))
    assert isinstance(packed, bytes)
    said = browse(
        f"const bytes = Uint8Array.from({list(packed)});"
        "await drop(bytes, 'old.jsonl.gz'); return $$('#changes .kind').map((each) => "
        "each.querySelector('h3').textContent + ' ' + each.querySelectorAll('.change').length).join()"
    )
    assert said == "other changes 1"


def test_junk_dropped_on_it_is_refused_in_words(browse: Browse) -> None:
    said = browse("await drop('junk', 'x.txt'); return $('#changes').textContent")
    assert said.startswith("x.txt is not a results file")


def test_one_target_is_told_against_the_rules(browse: Browse) -> None:
    sample = sample_results()
    alone = replace(
        sample,
        targets=sample.targets[3:4],
        results=[result for result in sample.results if result.target == "uvloop"],
    )
    assert browse("return $('h1').textContent", results=alone) == "uvloop deviates from 3 of 40 rules"


def test_what_a_gate_knows_is_apart_with_its_reason_and_issue(browse: Browse) -> None:
    sample = sample_results()
    known = Accepted("It counts instead.", "https://example.org/issues/1")
    results = [
        replace(result, known=known) if result.target == "uvloop" and result.verdict.deviates else result
        for result in sample.results
        if result.target == "uvloop"
    ]
    found = replace(sample, targets=sample.targets[3:4], results=results, gated=Gated(("x: stale entry: y",)))
    said = browse(
        "return JSON.stringify([$('h1').textContent, $$('.kind.known[open] .entry').length,"
        "$('.kind.known .why-known').textContent, $('.kind.known .why-known a').href,"
        "$$('.glyph.known').length > 3, $('.gate-faults').textContent])",
        hash_="verdict=known",
        results=found,
    )
    count = sum(result.known is not None for result in results)
    assert json.loads(said) == [
        f"uvloop deviates from no rule but as is known, in {count}",
        count,
        "known deviation: It counts instead. https://example.org/issues/1",
        "https://example.org/issues/1",
        True,
        "x: stale entry: y",
    ]


def test_cases_that_another_deviation_blocks_are_apart_from_the_known(browse: Browse) -> None:
    sample = sample_results()
    blocked = Accepted("It counts instead.", "https://example.org/issues/1", blocked_by=LOCK)
    results = [
        replace(result, known=blocked) if result.target == "uvloop" and result.verdict.deviates else result
        for result in sample.results
        if result.target == "uvloop"
    ]
    found = replace(sample, targets=sample.targets[3:4], results=results, gated=Gated())
    said = browse(
        "return JSON.stringify([$('h1').textContent, $$('.kind.blocked[open] .entry').length,"
        "$$('.kind.known').length, $('.kind.blocked .why-known').textContent])",
        hash_="verdict=blocked",
        results=found,
    )
    count = sum(result.known is not None for result in results)
    assert json.loads(said) == [
        f"uvloop deviates from no rule beyond the {count} blocked",
        count,
        0,
        f"blocked by {LOCK}: It counts instead. https://example.org/issues/1",
    ]


def test_hostile_text_stays_text(browse: Browse) -> None:
    sample = sample_results()
    evil = "</script><img src=x onerror=document.title='owned'>"
    scenarios = [replace(each, says=evil, source=evil, code=evil) for each in sample.scenarios]
    said = browse(
        "await later(); return $$('img').length + document.title",
        hash_=f"open={LOCK}",
        results=replace(sample, scenarios=scenarios),
    )
    assert said.startswith("0loopspec: ")
