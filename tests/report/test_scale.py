"""The HTML report at full size: bytes of the file, rows in the page, keys, print and memory; bounds, not times."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from loopspec.report.reporters.html import render_html
from loopspec.results.file import write_results

from .big import big_results

MANY_ROWS = 120
"""Rows that are in the page at once at most, in a window of 900 pixels."""

ROWS = "document.querySelectorAll('tr[data-scenario]').length"
OPEN_ALL = "document.querySelectorAll('.area button[aria-expanded=false]').forEach((one) => one.click())"
MEASURED = """
from loopspec.cli import main
try:
    main()
finally:
    print(open("/proc/self/status").read())
"""

FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(go))))"


def opened(browser: Browser, folder: Path, scenarios: int, targets: int) -> Page:
    """A report of this size, its matrix in view and all areas open."""
    file = folder / f"{scenarios}x{targets}.html"
    file.write_text(render_html(big_results(scenarios, targets)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn]")
    page.evaluate("document.querySelector('#matrix').scrollIntoView()")
    page.evaluate(OPEN_ALL)
    page.evaluate(FRAMES)
    return page


@pytest.fixture(scope="module")
def wide(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A matrix that scrolls in a window of its own."""
    page = opened(browser, tmp_path_factory.mktemp("wide"), 400, 25)
    yield page
    page.close()


@pytest.fixture(scope="module")
def long(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A matrix that scrolls with the page."""
    page = opened(browser, tmp_path_factory.mktemp("long"), 1200, 5)
    yield page
    page.close()


@pytest.fixture(params=["wide", "long"])
def page(request: pytest.FixtureRequest) -> Page:
    """Either of the large reports, all areas open, from their first row."""
    page: Page = request.getfixturevalue(request.param)
    page.evaluate("location.hash = 'level='")
    page.evaluate(OPEN_ALL)
    scroll(page, "0")
    return page


def scroll(page: Page, to: str) -> None:
    """Scroll the matrix, or the page where the matrix has no window of its own."""
    page.evaluate(f"""(() => {{
      const place = document.querySelector('#matrix-scroll');
      if (place.classList.contains('scrolls')) place.scrollTop = {to};
      else scrollTo(0, scrollY + place.getBoundingClientRect().top + {to});
    }})()""")
    page.evaluate(FRAMES)


def row_in_the_middle(page: Page) -> str | None:
    """The id of the row in the middle of the matrix's part in view, None where it is empty."""
    script = """(() => {
      const { left, top, bottom } = document.querySelector('#matrix-scroll').getBoundingClientRect();
      const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      const row = document.elementFromPoint(left + 60, middle)?.closest('tr.area, tr[data-scenario]');
      return row?.querySelector('th').textContent ?? null;
    })()"""
    found: str | None = page.evaluate(script)
    return found


@pytest.mark.slow
def test_five_thousand_scenarios_on_30_targets(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, 5000, 30)
    assert (tmp_path / "5000x30.html").stat().st_size < 4_000_000  # the limit is 12 MB
    assert 0 < page.evaluate(ROWS) <= MANY_ROWS
    assert page.evaluate("document.querySelectorAll('*').length") < 25_000
    for query in ("uvloop or lock", "acquired", "is:different -loop03:fail", "level:must hang"):
        page.evaluate(f"location.hash = 'q={query}'")
        page.evaluate(FRAMES)
        assert page.evaluate(ROWS) <= MANY_ROWS
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    assert session.send("Runtime.getHeapUsage")["usedSize"] < 150_000_000  # the limit, of all memory, is 300 MB
    page.close()


def test_only_rows_in_view_are_in_the_page(page: Page) -> None:
    for to in ("0", "3000", "7777", "1e9", "5000"):
        scroll(page, to)
        assert 0 < page.evaluate(ROWS) <= MANY_ROWS
        assert row_in_the_middle(page)
    total = int(page.get_attribute("table.matrix", "aria-rowcount") or 0)
    areas = page.locator("tr.area").count()
    assert total == 1 + areas + int(
        page.evaluate("[...document.querySelectorAll('.area-size')].reduce((n, e) => n + +e.textContent, 0)")
    )


def test_rows_that_come_into_view_are_those_of_their_place(page: Page) -> None:
    scroll(page, "1e9")
    last = page.locator("tr[data-scenario]").last
    assert last.get_attribute("aria-rowindex") == page.get_attribute("table.matrix", "aria-rowcount")
    indexes = page.evaluate("[...document.querySelectorAll('tr[aria-rowindex]')].map((row) => +row.ariaRowIndex)")
    assert indexes == sorted(set(indexes))


def test_keys_reach_rows_that_are_not_drawn(page: Page) -> None:
    page.locator("tr[data-scenario] td").first.focus()
    page.keyboard.press("Control+End")
    focused = "document.activeElement.closest('tr').getAttribute('aria-rowindex')"
    assert page.evaluate(focused) == page.get_attribute("table.matrix", "aria-rowcount")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert int(page.evaluate(focused)) == int(page.get_attribute("table.matrix", "aria-rowcount") or 0) - 10
    page.keyboard.press("Control+Home")
    assert page.evaluate("document.activeElement.className") == "area-count"
    assert page.locator("table.matrix [tabindex='0']").count() == 1


def test_the_row_with_the_focus_stays_when_it_is_scrolled_away(page: Page) -> None:
    scroll(page, "0")
    page.locator("tr[data-scenario] td").first.focus()
    label = page.evaluate("document.activeElement.closest('tr').dataset.scenario")
    scroll(page, "9000")
    assert page.evaluate("document.activeElement.closest('tr')?.dataset.scenario") == label
    assert page.evaluate(ROWS) <= MANY_ROWS


def test_print_has_all_rows_that_match(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = page.evaluate("+document.querySelector('#count').textContent.split(' ')[0]")
    assert page.evaluate(ROWS) == shown
    assert page.text_content("#print-note") == ""
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(ROWS) <= MANY_ROWS


@pytest.mark.slow
def test_print_says_how_many_rows_it_leaves_out(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, 1300, 25)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(ROWS) == 30_000 // 25
    assert page.text_content("#print-note") == "100 further rows left out: filter the report to print them."
    page.close()


def test_all_rows_can_be_drawn_for_the_search_of_the_browser(page: Page) -> None:
    assert "rows those in view are in the page" in (page.text_content("#matrix-note") or "")
    page.click("#matrix-note button")
    assert page.evaluate(ROWS) == page.evaluate("+document.querySelector('#count').textContent.split(' ')[0]")
    assert page.is_hidden("#matrix-note")


def test_columns_keep_their_width_while_rows_come_and_go(page: Page) -> None:
    widths = set()
    for to in ("0", "4000", "1e9"):
        scroll(page, to)
        widths.add(page.evaluate("[...document.querySelectorAll('thead th')].map((head) => head.offsetWidth).join()"))
    page.evaluate("document.querySelectorAll('.area button[aria-expanded=true]').forEach((one) => one.click())")
    page.evaluate(FRAMES)
    widths.add(page.evaluate("[...document.querySelectorAll('thead th')].map((head) => head.offsetWidth).join()"))
    assert len(widths) == 1


def test_the_matrix_fits_again_when_its_room_changes(long: Page) -> None:
    place = "document.querySelector('#matrix-scroll').className"
    assert "scrolls" not in long.evaluate(place)
    long.set_viewport_size({"width": 800, "height": 900})
    long.evaluate(FRAMES)
    assert "scrolls" in long.evaluate(place)
    long.set_viewport_size({"width": 1280, "height": 900})
    long.evaluate(FRAMES)
    assert "scrolls" not in long.evaluate(place)


def most_memory(*words: str | Path) -> int:
    """The largest size that a command of loopspec had in memory, in bytes."""
    ran = subprocess.run([sys.executable, "-c", MEASURED, *words], stdout=subprocess.PIPE, text=True, check=False)
    found = re.search(r"VmHWM:\s+(\d+) kB", ran.stdout)
    assert found, ran.stdout[-1000:]
    return int(found[1]) * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such file on its processes")
def test_memory_to_make_a_report_of_five_thousand_scenarios_on_30_targets(tmp_path: Path) -> None:
    write_results(tmp_path / "run.jsonl", big_results(5000, 30))
    assert most_memory("report", tmp_path / "run.jsonl", "--html", tmp_path / "run.html") < 300_000_000
    assert (tmp_path / "run.html").stat().st_size > 1_000_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such file on its processes")
def test_files_that_are_merged_share_what_is_equal(tmp_path: Path) -> None:
    run = big_results(2000, 20)
    files = [tmp_path / f"{info.name}.jsonl" for info in run.targets]
    for info, file in zip(run.targets, files, strict=True):
        own = [result for result in run.results if result.target == info.name]
        write_results(file, replace(run, targets=[info], results=own))
    merged = tmp_path / "merged.jsonl"
    assert most_memory("merge", *files, "-o", merged) < 160_000_000
    assert merged.stat().st_size > 10_000_000
