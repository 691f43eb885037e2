"""The HTML report as text: one file, no network, data that cannot break out, moderate size."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

from loopspec.report.reporters.html import render_html
from loopspec.report.view_model import view_model
from loopspec.results.model import Results, TargetInfo
from report_data import embedded

from .big import big_results
from .sample import sample_results


def outcome(data: dict[str, Any], scenario_id: str, target: str) -> dict[str, Any]:
    s = next(i for i, each in enumerate(data["scenarios"]) if each["id"] == scenario_id)
    t = next(i for i, each in enumerate(data["targets"]) if each["name"] == target)
    found: dict[str, Any] = data["outcomes"][data["cells"][s][t]]
    return found


def test_the_same_results_give_the_same_bytes_in_whatever_order_they_came() -> None:
    sample = sample_results()
    turned = replace(sample, results=sample.results[::-1])
    assert render_html(turned) == render_html(sample)


def test_it_asks_nothing_of_the_network() -> None:
    text = render_html(sample_results())
    assert not re.findall(r"""<(?:link|script|img|iframe)[^>]+(?:src|href)=(?!"data:)""", text)
    assert not re.findall(r"@import|url\((?!data:)|fetch\(|XMLHttpRequest|WebSocket", text)


def test_data_cannot_break_out_of_its_script_element() -> None:
    sample = sample_results()
    evil = "</script><script>alert(1)</script><!-- \u2028\u2029 \ud800 \x00 & ' \""
    results = [replace(result, detail=evil, output=evil) for result in sample.results]
    scenarios = [replace(each, says=evil, source=evil, area=evil) for each in sample.scenarios]
    text = render_html(replace(sample, results=results, scenarios=scenarios))
    text.encode("ascii", "strict") if text.isascii() else text.encode("utf-8")
    assert "alert(1)</script>" not in text
    assert "\u2028" not in text
    data = embedded(text)
    assert data["scenarios"][0]["says"] == evil
    assert data["outcomes"][0]["detail"] == evil


def test_names_cannot_break_out_of_the_page() -> None:
    sample = sample_results()
    evil = '"><img src=x onerror=alert(1)>'
    target = TargetInfo(evil, evil, evil, evil, "javascript:alert(1)")
    results = [replace(r, target=evil) for r in sample.results if r.target == "asyncio"]
    hostile = replace(sample, targets=[target], results=results, platform=evil, started=evil)
    text = render_html(hostile)
    assert "<img" not in text
    assert 'href="javascript:' not in text


def test_a_cell_tells_what_happened() -> None:
    data = embedded(render_html(sample_results()))
    found = outcome(data, "lock/acquire/cancelled-waiter-is-skipped", "rloop")
    assert found["verdict"] == "fail"
    assert found["at"] == 1
    assert data["traces"][found["events"]] == [["quitter", "raises CancelledError"]]
    assert data["traces"][found["expected"]][1] == ["patient", "acquired"]
    assert "Traceback" in found["output"]


def test_targets_that_did_the_same_share_their_behaviour() -> None:
    data = view_model(sample_results())
    id_ = "gather/cancel/cancels-every-child"
    by_target = {name: outcome(data, id_, name)["behaviour"] for name in ("asyncio", "refloop", "uvloop")}
    assert by_target["asyncio"] == by_target["refloop"] != by_target["uvloop"]
    assert "behaviour" not in outcome(data, "run/signals/interrupt-cancels-main", "refloop")


def test_an_incomplete_run_says_so_in_a_banner() -> None:
    assert "This run is incomplete" in render_html(sample_results(complete=False))
    assert "Not everything was judged" in render_html(sample_results())
    whole = sample_results()
    clean = replace(
        whole,
        targets=whole.targets[:1],
        results=[result for result in whole.results if result.target == "asyncio"],
    )
    assert 'class="banner" role="status"' not in render_html(clean)


def test_counts_stand_in_the_table_and_no_percentage() -> None:
    text = render_html(sample_results())
    row = text[text.index('<tr data-target="rloop"') :]
    assert re.search(r'class="number must some"><a [^>]+>7</a><span class="of"> of 24</span>', row)
    page = re.sub(r"<style>.*?</style>|<script.*?</script>", "", text, flags=re.S)
    assert "%" not in page.replace("%3E", "").replace("%3C", "").replace("%23", "")


def test_refloop_and_asyncio_are_apart_from_loops() -> None:
    page = re.sub(r"\s+", " ", render_html(sample_results()))
    titles = re.findall(r'scope="rowgroup" colspan="\d+">([^<]+)<', page)
    loops, reference, modes = (page.index(f">{title}<") for title in titles)
    assert titles == ["Loops", "refloop, the reference, and its modes", "asyncio itself, and its modes"]
    assert loops < page.index('<tr data-target="uvloop"') < reference < page.index('<tr data-target="refloop"')
    assert reference < modes < page.index('<tr data-target="asyncio"')


def test_a_run_of_nothing_can_still_be_rendered() -> None:
    nothing = Results("0.1.0", "now", "here", "none", [], [], [], complete=False)
    assert embedded(render_html(nothing))["scenarios"] == []


def test_two_thousand_scenarios_on_25_targets() -> None:
    results = big_results(2000, 25)
    start = time.process_time()
    text = render_html(results)
    assert time.process_time() - start < 15  # seconds of this process alone: about 0.6 on an idle machine
    assert len(text) < 2_000_000  # the limit is 5 MB
