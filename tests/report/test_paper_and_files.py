"""The report leaves the browser: as a file of the rows that the filters show, and on paper."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from loopspec.coverage.section import Coverage
from loopspec.report.reporters.html import REPORTER
from loopspec.results.model import Results

from .big import big_results
from .browsing import PATIENCE
from .sample import sample_results
from .test_compat import ACCOUNT

COLUMNS = ["id", "level", "area", "target", "version", "verdict", "detail"]


@contextmanager
def opened(browser: Browser, folder: Path, results: Results, hash_: str = "", theme: str = "light") -> Iterator[Page]:
    """Open a report in a window of the usual size."""
    file = folder / "report.html"
    file.write_text(REPORTER.render(results, [Coverage(ACCOUNT)]), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    page.goto(f"{file.as_uri()}#{hash_}")
    page.wait_for_selector("html[data-drawn]")
    yield page
    page.close()


def downloaded(page: Page, kind: str) -> str:
    """The text of a file that the page gives."""
    with page.expect_download() as coming:
        page.click(f"[data-download={kind}]")
    assert coming.value.suggested_filename == f"loopspec.{kind.lower()}"
    return Path(coming.value.path()).read_bytes().decode()


def records(results: Results) -> list[dict[str, str]]:
    """All records of a run, rule by rule."""
    rules = {one.id: one for one in results.scenarios}
    version = {one.name: one.version or f"{one.implementation} {one.python}" for one in results.targets}
    return [
        {
            "id": one.id,
            "level": str(rules[one.id].level),
            "area": rules[one.id].area,
            "target": one.target,
            "version": version[one.target],
            "verdict": str(one.verdict),
            "detail": one.detail,
        }
        for one in sorted(results.results, key=lambda one: list(rules).index(one.id))
    ]


def test_both_files_have_a_record_for_each_scenario_and_target(browser: Browser, tmp_path: Path) -> None:
    expected = records(sample_results())
    with opened(browser, tmp_path, sample_results()) as page:
        assert json.loads(downloaded(page, "JSON")) == expected
        rows = csv.DictReader(io.StringIO(downloaded(page, "CSV"), newline=""))
    assert rows.fieldnames == COLUMNS
    assert list(rows) == expected


def test_the_files_have_what_the_filters_show(browser: Browser, tmp_path: Path) -> None:
    """Targets are those of the filter, rules those that it leaves, as in the matrix."""
    sample = sample_results()
    fails = {one.id for one in sample.results if one.target == "uvloop" and one.verdict == "fail"}
    expected = [one for one in records(sample) if one["id"] in fails and one["target"] in ("asyncio", "uvloop")]
    with opened(browser, tmp_path, sample, "q=uvloop:fail&target=uvloop,asyncio") as page:
        assert json.loads(downloaded(page, "JSON")) == expected
        page.evaluate("location.hash = 'q=uvloop:fail&target=uvloop'")
        page.wait_for_function("document.querySelectorAll('thead .column-name').length === 1")
        rows = list(csv.DictReader(io.StringIO(downloaded(page, "CSV"), newline="")))
    assert [row["id"] for row in rows] == [one["id"] for one in expected if one["target"] == "uvloop"]


@pytest.mark.parametrize(
    ("detail", "field"),
    [
        ('a "quoted", text\nof two lines', '"a ""quoted"", text\nof two lines"'),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@x", "'@x"),
        ("+1,2", '"\'+1,2"'),
        ("\t=1", "'\t=1"),
        ("\u00e9\u202e\U0001f600", "\u00e9\u202e\U0001f600"),
    ],
)
def test_a_field_is_quoted_and_never_a_formula(browser: Browser, tmp_path: Path, detail: str, field: str) -> None:
    sample = sample_results()
    one = replace(sample.results[0], detail=detail)
    with opened(browser, tmp_path, replace(sample, results=[one], scenarios=sample.scenarios[:1])) as page:
        text = downloaded(page, "CSV")
        assert json.loads(downloaded(page, "JSON"))[0]["detail"] == detail
    assert text.split("\r\n")[1] == f"{one.id},must,run,asyncio,CPython 3.14.0,pass,{field}"


CONTROLS = (
    ".toolbar, #theme, .skip, .compare, #download, .matrix-note button, .copy, .close, .again, .back, .more, .keys,"
    ".quiet"
)
VISIBLE = f"""[...document.querySelectorAll({json.dumps(CONTROLS)})]
    .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"""
SCROLLING = """[...document.querySelectorAll('main *, .drawer, .drawer *')]
    .filter((one) => one.checkVisibility() && /auto|scroll/.test(getComputedStyle(one).overflow))
    .map((one) => one.className)"""
INK = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"


@pytest.mark.parametrize(
    ("hash_", "shown", "hidden"),
    [
        ("", ["h1", ".facts", "table.targets", "#differences", "table.matrix", ".legend"], ["#detail"]),
        ("loop=rloop", ["#view h1", "#view .severity", "#view .areas"], ["table.matrix", "table.targets"]),
        ("open=lock/acquire/cancelled-waiter-is-skipped&on=rloop", ["#detail .trace"], ["table.matrix", ".masthead"]),
    ],
    ids=["front page", "target", "scenario"],
)
def test_paper_has_what_is_shown_without_controls(
    browser: Browser, tmp_path: Path, hash_: str, shown: list[str], hidden: list[str]
) -> None:
    with opened(browser, tmp_path, sample_results(), hash_, "dark") as page:
        assert page.evaluate(VISIBLE) != []
        page.evaluate("document.querySelector('#theme').click(); document.querySelector('#theme').click()")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(VISIBLE) == []
        assert page.evaluate(SCROLLING) == []
        assert page.evaluate(INK) == ["rgb(30, 29, 26)", "rgb(255, 255, 255)"]  # dark on white, also in the dark theme
        for one in shown:
            assert page.locator(one).first.is_visible(), one
        for one in hidden:
            assert not page.locator(one).first.is_visible(), one


def test_a_long_table_of_targets_is_not_cut_on_paper(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, tmp_path, big_results(60, 40)) as page:
        assert page.evaluate(SCROLLING) != []
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(SCROLLING) == []
        assert page.locator("tr[data-scenario]").count() == 60


def test_a_scenario_goes_over_as_many_pages_as_it_needs(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, tmp_path, sample_results(), "open=lock/acquire/cancelled-waiter-is-skipped") as page:
        page.emulate_media(media="print")
        assert page.evaluate("document.querySelector('#detail').offsetHeight") > 1200
