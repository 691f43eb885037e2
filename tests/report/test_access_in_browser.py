"""The report is accessible: axe finds nothing in either theme, whatever is shown, and text of targets is isolated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from loopspec.report.reporters.html import REPORTER
from loopspec.results.file import dump
from loopspec.results.model import Verdict

from .browsing import PATIENCE, PRELUDE, Browse
from .sample import sample_results
from .test_compare_in_browser import EARLIER
from .test_compat import on_one_promise

SHOWN = {
    "front page": "",
    "target": "loop=rloop",
    "pages": "docs=all",
    "page": "docs=library/asyncio-sync.html",
    "scenario": "open=lock/acquire/cancelled-waiter-is-skipped&on=rloop",
    "filtered": "q=lock&level=must&verdict=fail",
    "comparison": "",
}


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    file = tmp_path / "report.html"
    file.write_text(REPORTER.render(sample_results()), encoding="utf-8")
    old = "".join(dump(replace(sample_results(), started=EARLIER, results=sample_results().results[7:])))
    found: dict[str, list[str]] = {}
    for name, hash_ in SHOWN.items():
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        page.goto(f"{file.as_uri()}#{hash_}")
        page.wait_for_selector("html[data-drawn]")
        if name == "comparison":
            page.evaluate(f"async () => {{ {PRELUDE} await drop({json.dumps(old)}); }}")
        violations = axe.run(page).response["violations"]
        found |= {f"{name}: {one['id']}": [node["html"] for node in one["nodes"]] for one in violations}
        page.close()
    assert found == {}


def test_text_of_a_target_is_isolated(browse: Browse) -> None:
    """A detail that turns the direction of text does not turn what stands beside it."""
    run = on_one_promise(uvloop=[Verdict.FAIL, Verdict.PASS], rloop=[Verdict.PASS, Verdict.PASS])
    results = [replace(one, detail="\u202eturned" if one.verdict is Verdict.FAIL else "") for one in run.results]
    script = (
        "return JSON.stringify($$('*').filter((one) => [...one.childNodes].some((node) => "
        "node.nodeType === 3 && node.data.includes('\\u202e')) && one.tagName !== 'TITLE')"
        ".map((one) => [one.className, getComputedStyle(one).unicodeBidi]))"
    )
    for hash_ in ("", "loop=uvloop", f"open={run.scenarios[0].id}&on=uvloop"):
        found = json.loads(browse(script, hash_=hash_, results=replace(run, results=results)))
        assert found
        assert {how for _, how in found} <= {"isolate", "isolate-override", "plaintext"}, found
