"""The versions of a loop over time, on its page, where a results file has several of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from loopspec.report.reporters.html import REPORTER
from loopspec.results.file import write_results
from loopspec.results.merge import Mark, merge, read_parts
from loopspec.results.model import Level, Results, TargetInfo, Verdict

from .browsing import PATIENCE, Browse
from .sample import sample_results

ROWS = (
    "$$('#view .trend tbody tr').map((one) => [one.getAttribute('aria-current') ?? '', one.cells[0].textContent,"
    "...[1, 2, 3, 4].map((at) => one.cells[at].textContent)])"
)


def release(version: str, broken: dict[int, Verdict]) -> Results:
    """A run of one release of uvloop, which breaks the rules of these numbers; of three, must, should and may."""
    sample = sample_results()
    levels = [Level.MUST, Level.MUST, Level.SHOULD, Level.MAY]
    scenarios = [replace(one, level=level) for one, level in zip(sample.scenarios, levels, strict=False)]
    ids = [one.id for one in scenarios]
    results = [
        replace(one, target="uvloop", verdict=broken.get(ids.index(one.id), Verdict.PASS))
        for one in sample.results
        if one.target == "asyncio" and one.id in ids
    ]
    targets = [TargetInfo("uvloop", "3.12.1", "CPython", version, "https://github.com/MagicStack/uvloop")]
    return replace(sample, suite="one", targets=targets, scenarios=scenarios, results=results, about={})


RELEASES = {
    "0.10.0": {0: Verdict.HANG, 3: Verdict.FAIL},
    "0.9.0": {0: Verdict.FAIL, 1: Verdict.FAIL, 2: Verdict.CRASH},
    "0.11.0": {0: Verdict.FAIL, 1: Verdict.FAIL},
    "0.10.0rc1": {0: Verdict.FAIL, 1: Verdict.UNSUPPORTED, 2: Verdict.FAIL},
    "0.10.0.post1": {0: Verdict.FAIL},
}


@pytest.fixture
def releases(tmp_path: Path) -> Results:
    """All of them, as `loopspec merge --by version` puts them together, with another loop."""
    sample = sample_results()
    other = release("1.0", {})
    other = replace(
        other,
        targets=[replace(other.targets[0], name="rloop", home=sample.targets[4].home)],
        results=[replace(one, target="rloop") for one in other.results],
    )
    paths = []
    for number, run in enumerate([*(release(version, broken) for version, broken in RELEASES.items()), other]):
        paths.append(tmp_path / f"{number}.jsonl")
        write_results(paths[-1], run)
    by: tuple[Mark, ...] = ("version",)
    return merge(read_parts(paths, by)).results


def rows(browse: Browse, releases: Results, name: str) -> list[list[str]]:
    found: list[list[str]] = json.loads(
        browse(f"return JSON.stringify({ROWS})", hash_=f"loop={name}", results=releases)
    )
    return found


def test_versions_are_in_their_order_with_what_each_breaks(browse: Browse, releases: Results) -> None:
    assert rows(browse, releases, "uvloop (0.10.0)") == [
        ["", "0.9.0", "2", "1", "", ""],
        ["", "0.10.0rc1", "1", "1", "0", "0"],
        ["true", "0.10.0", "1", "0", "0", "1"],
        ["", "0.10.0.post1", "1", "0", "0", "0"],
        ["", "0.11.0", "2", "0", "1", "0"],
    ]


def test_a_loop_of_one_version_has_no_trend(browse: Browse, releases: Results) -> None:
    assert rows(browse, releases, "rloop") == []


def test_bars_are_as_long_as_their_numbers_and_only_for_the_eye(browse: Browse, releases: Results) -> None:
    script = (
        "return JSON.stringify($$('#view .trend .trend-count').map((one) => [+one.textContent,"
        "one.querySelector('.bar')?.getBoundingClientRect().width ?? 0, one.querySelector('.bar')?.ariaHidden]))"
    )
    found = json.loads(browse(script, hash_="loop=uvloop (0.9.0)", results=releases))
    assert {(count > 0, hidden) for count, _, hidden in found} == {(True, "true"), (False, None)}
    assert {(count, round(width)) for count, width, _ in found} == {(0, 0), (1, 80), (2, 160)}


def test_what_has_changed_leads_to_the_two_versions(browse: Browse, releases: Results) -> None:
    script = (
        "$('#view .trend .broken a').click(); await later();"
        "return JSON.stringify([$$('.matrix .column-name').map((one) => one.textContent),"
        "$$('tr[data-scenario]').map((one) => one.querySelector('.row-name').textContent), $('h1').textContent])"
    )
    columns, names, headline = json.loads(browse(script, hash_="loop=uvloop (0.9.0)", results=releases))
    rule = releases.scenarios[1]
    assert columns == ["uvloop (0.11.0)", "uvloop (0.10.0.post1)"]  # in the order of the report
    assert names == [f"{rule.subject}/{rule.id.rpartition('/')[2]}"]
    assert headline == "2 targets disagree in 1 of 1 scenario"


def test_the_versions_are_not_listed_a_second_time(browse: Browse, releases: Results) -> None:
    """But with another interpreter in the report, all are, beside the trend of each."""
    script = "return JSON.stringify($$('#view h2').map((one) => one.textContent).filter((one) => /versions/.test(one)))"
    assert json.loads(browse(script, hash_="loop=uvloop (0.9.0)", results=releases)) == ["Its versions over time"]
    elsewhere = TargetInfo("uvloop@python3.13", "3.13.0", "CPython", "0.11.0")
    more = replace(releases, targets=[*releases.targets, elsewhere])
    assert json.loads(browse(script, hash_="loop=uvloop (0.9.0)", results=more)) == [
        "Its versions over time",
        "Its versions and interpreters in this report",
    ]


def test_a_narrow_page_does_not_scroll_sideways(browse: Browse, releases: Results) -> None:
    script = "return JSON.stringify([innerWidth, document.documentElement.scrollWidth])"
    inner, page = json.loads(browse(script, hash_="loop=uvloop (0.9.0)", results=releases, width=390))
    assert page <= inner


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, releases: Results, theme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    file = tmp_path / "report.html"
    file.write_text(REPORTER.render(releases), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    page.set_default_timeout(PATIENCE)
    page.goto(f"{file.as_uri()}#loop=uvloop (0.9.0)")
    page.wait_for_selector("html[data-drawn]")
    violations = axe.run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
