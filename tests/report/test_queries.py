"""One query language, two parsers: ``-k`` and the report's search box answer a table of queries alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from playwright.sync_api import Browser, Page

from loopspec.report.reporters.html import render_html
from loopspec.results.model import Results
from loopspec.scenarios import query
from loopspec.scenarios.query import QueryError, parse
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.selection import SelectionError, select

from .sample import sample_results

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
QUERY_JS = Path(query.__file__).parents[1] / "report" / "assets" / "query.js"
DEEP = "(" * 5000 + "x"

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])


def tagged() -> Results:
    """The sample, in which some rules have a tag."""
    sample = sample_results()
    return replace(sample, scenarios=[
        replace(one, tags=("iterations",))
        if one.id.startswith("sleep/zero/") or one.id == "queue/get/waiters-are-served-in-order" else one
        for one in sample.scenarios
    ])  # fmt: skip


def ids_of(names: list[str]) -> set[str]:
    """The ids of the sample that are written as their last part, and ``@`` with the area's where several have it."""
    found = set()
    for name in names:
        last, _, folder = name.partition("@")
        (id_,) = [s.id for s in tagged().scenarios if s.id.endswith(f"/{last}") and s.id.startswith(folder)]
        found.add(id_)
    return found


def wanted(case: dict[str, Any], side: str) -> tuple[set[str], str]:
    """The ids that one side finds, and a part of the message with which it refuses; one of them is empty."""
    answer = case["refused"] if "refused" in case else case.get(side, case.get("finds"))
    if isinstance(answer, dict):
        answer = answer["refused"]
    return (set(), answer) if isinstance(answer, str) else (ids_of(cast("list[str]", answer)), "")


@every_case
def test_the_command_line_answers(case: dict[str, Any]) -> None:
    found, refused = wanted(case, "on_command")
    scenarios = cast("list[Scenario]", tagged().scenarios)
    if found:
        assert {one.id for one in select(scenarios, expressions=[case["query"]])} == found
    else:
        with pytest.raises(SelectionError) as caught:
            select(scenarios, expressions=[case["query"]])
        assert (refused or "no scenario is selected") in str(caught.value)


@pytest.fixture(scope="module")
def report(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The report of the sample, opened once."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(render_html(tagged()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn]")
    yield page
    page.close()


SEARCH = """query => new Promise((answer) => {
  addEventListener("hashchange", () => answer({
    fault: document.querySelector("#query-fault").textContent,
    invalid: document.querySelector("#search").getAttribute("aria-invalid"),
    rows: [...document.querySelectorAll("tr[data-scenario]")].map((row) => Number(row.dataset.scenario)),
  }), {once: true});
  location.hash = `q=${encodeURIComponent(query)}&level=`;
})"""


@every_case
def test_the_report_answers(case: dict[str, Any], report: Page) -> None:
    ids, refused = wanted(case, "in_report")
    found = report.evaluate(SEARCH, case["query"])
    shown = [tagged().scenarios[row].id for row in found["rows"]]
    if refused:
        assert refused.replace("`", "") in found["fault"]
        assert found["invalid"] == "true"
        assert len(shown) == len(tagged().scenarios)  # it says so, and leaves out nothing
    else:
        assert (set(shown), found["fault"], found["invalid"]) == (ids, "", "false")


@pytest.fixture(scope="module")
def parser(browser: Browser) -> Iterator[Page]:
    """An empty page with the parser of the report."""
    page = browser.new_page()
    page.add_script_tag(content=QUERY_JS.read_text(encoding="utf-8"))
    yield page
    page.close()


@pytest.mark.parametrize("case", [case for case in CASES if "tree" in case], ids=lambda case: case["query"])
def test_both_parsers_read_the_same_tree(case: dict[str, Any], parser: Page) -> None:
    assert str(parse(case["query"])) == case["tree"]
    assert parser.evaluate("text => queryText(parseQuery(text))", case["query"]) == case["tree"]


REFUSED = [case["query"] for case in CASES if "refused" in case] + [DEEP, "not " * 5000 + "x", "-" * 5000 + "x"]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_both_parsers_refuse_in_the_same_words(text: str, parser: Page) -> None:
    ours = "read"
    try:
        parse(text)
    except QueryError as error:
        ours = str(error)
    theirs = "text => { try { parseQuery(text); return 'read'; } catch (error) { return error.message; } }"
    assert parser.evaluate(theirs, text) == ours


def test_both_know_the_same_words(parser: Page) -> None:
    assert json.loads(parser.evaluate("JSON.stringify([FIELDS, STANDINGS, AGREEMENT, DEEPEST])")) == [
        list(query.FIELDS), list(query.STANDINGS), list(query.AGREEMENT), query.DEEPEST,
    ]  # fmt: skip


def typed(page: Page, text: str) -> list[str]:
    """Type a text into the empty search box, and return the completions that are offered."""
    page.fill("#search", "")
    page.type("#search", text)
    return page.locator(".completion-text").all_text_contents()


@pytest.mark.parametrize(
    ("text", "first", "query"),
    [
        ("ar", "area:", "area:"),
        ("area:sl", 'area:"sleep(0)"', 'area:"sleep(0)"'),
        ("lock -uvl", "uvloop:", "lock -uvloop:"),
        ("(rloop:ha", "rloop:hang", "(rloop:hang"),
        ("not is:dif", "is:different", "not is:different"),
        ("cras", "crash", "crash"),
    ],
)
def test_the_last_word_is_completed(report: Page, text: str, first: str, query: str) -> None:
    assert typed(report, text)[0] == first
    report.keyboard.press("ArrowDown")
    assert report.get_attribute("#search", "aria-activedescendant") == "completion-0"
    report.keyboard.press("Enter")
    assert report.input_value("#search").strip() == query
    assert report.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") == query
    assert report.evaluate("document.activeElement.id") == "search"


def test_escape_closes_the_completions_and_then_leaves_the_box(report: Page) -> None:
    assert typed(report, "le") == ["level:"]
    report.keyboard.press("Escape")
    assert report.is_hidden("#completions")
    assert report.input_value("#search") == "le"
    report.keyboard.press("Escape")
    assert report.evaluate("document.activeElement.id") != "search"


def test_every_example_of_the_help_can_be_searched(report: Page) -> None:
    for number in range(report.locator(".query-help li button").count()):
        report.click(".query-help summary")
        example = report.locator(".query-help li button").nth(number)
        text = example.text_content()
        example.click()
        assert report.input_value("#search") == text
        # a target that this report does not have is the only thing that it may not know
        assert report.is_hidden("#query-fault") or "no target" in (report.text_content("#query-fault") or "")
        assert report.get_attribute(".query-help", "open") is None
