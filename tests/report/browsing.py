"""A browser for the tests of the HTML report: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from loopspec.report.reporter import Appendix
from loopspec.report.reporters.html import REPORTER
from loopspec.results.model import Results

from .sample import sample_results

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The quickest first: the shell takes a third of the processor's time of a whole browser."""

CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), "")

PATIENCE = 120_000
"""Milliseconds for a page to open, on a busy machine; an idle one takes less than a second."""

PRELUDE = """
const $ = (s) => document.querySelector(s);
const $$ = (s) => [...document.querySelectorAll(s)];
const key = (k) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key: k, bubbles: true, cancelable: true}));
const later = () => new Promise((go) => setTimeout(go, 300));
const back = () => new Promise((go) => {
  window.addEventListener("hashchange", () => setTimeout(go), {once: true});
  history.back();
});
const drop = (content, name = "old.jsonl") => new Promise((go) => {
  new MutationObserver((_, self) => { self.disconnect(); go(); }).observe($("#changes"), {childList: true});
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  window.dispatchEvent(new DragEvent("drop", {dataTransfer: files, cancelable: true}));
});
"""

Browse = Callable[..., str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a file; they are skipped where there is none."""
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browse(browser: Browser, tmp_path: Path) -> Iterator[Browse]:
    """Open a report, run a script in the page, and return the text that the script gives; no page has an error."""
    errors: list[str] = []

    def visit(
        script: str,
        *,
        hash_: str = "",
        width: int = 1280,
        results: Results | None = None,
        appendices: Sequence[Appendix] = (),
    ) -> str:
        file = tmp_path / "report.html"
        file.write_text(REPORTER.render(results or sample_results(), appendices), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{file.as_uri()}#{hash_}")
        page.wait_for_selector("html[data-drawn]")
        said = page.evaluate(f"async () => {{ {PRELUDE} {script} }}")
        page.close()
        return str(said)

    yield visit
    assert errors == []
