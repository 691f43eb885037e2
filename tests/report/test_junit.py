"""JUnit XML: its structure, its totals, and what cannot be said in XML."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from loopspec.report.reporters.junit import render_junit
from loopspec.results.model import Verdict

from .sample import sample_results


def _cases(verdict: Verdict) -> list[tuple[str, str]]:
    return [(r.target, r.id) for r in sample_results().results if r.verdict is verdict]


def _suites(text: str) -> dict[str | None, ElementTree.Element]:
    return {suite.get("name"): suite for suite in ElementTree.fromstring(text)}


def test_one_suite_a_target_and_one_case_a_scenario() -> None:
    sample = sample_results()
    suites = _suites(render_junit(sample))
    assert list(suites) == [target.name for target in sample.targets]
    for suite in suites.values():
        assert len(suite.findall("testcase")) == len(sample.scenarios)


def test_a_case_says_where_it_comes_from() -> None:
    case = _suites(render_junit(sample_results()))["asyncio"].findall("testcase")[36]
    assert case.attrib == {
        "classname": "Lock/fairness",
        "name": "no-barging[primitive=Semaphore]",
        "file": "spec/lock/fairness.yaml",
        "line": "28",
        "time": case.get("time"),
    }


def test_totals_are_those_of_the_cases() -> None:
    root = ElementTree.fromstring(render_junit(sample_results()))
    tags = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for element in [root, *root]:
        assert int(element.get("tests", "")) == len(element.findall(".//testcase"))
        for total, tag in tags.items():
            assert int(element.get(total, "")) == len(element.findall(f".//testcase/{tag}"))


def test_each_verdict_has_its_element() -> None:
    suites = _suites(render_junit(sample_results()))
    level_of = {s.id: s.level for s in sample_results().scenarios}
    place = {s.id: at for at, s in enumerate(sample_results().scenarios)}
    expected = {
        Verdict.CRASH: ["error"],
        Verdict.HANG: ["error"],
        Verdict.ERROR: ["error"],
        Verdict.NOT_RUN: ["error"],
        Verdict.UNSUPPORTED: ["skipped"],
        Verdict.MISSING: ["skipped"],
        Verdict.PASS: [],
    }
    for verdict, tags in expected.items():
        assert _cases(verdict)
        for target, id_ in _cases(verdict):
            case = suites[target].findall("testcase")[place[id_]]
            assert [child.tag for child in case] == tags
    for target, id_ in _cases(Verdict.FAIL):
        case = suites[target].findall("testcase")[place[id_]]
        tags = ["system-out"] if level_of[id_] == "may" else ["failure"]
        assert [child.tag for child in case] == tags


def test_a_failure_tells_rule_source_traces_and_command() -> None:
    suite = _suites(render_junit(sample_results()))["rloop"]
    text = next(
        case.findtext("failure", "")
        for case in suite.findall("testcase")
        if case.get("name") == "cancelled-waiter-is-skipped"
    )
    assert "does not get the lock" in text
    assert "https://docs.python.org/3.14/library/asyncio-sync.html#asyncio.Lock.acquire" in text
    assert ">   2  patient: acquired                -" in text
    assert "lock.locked(): expected False, got True" in text
    assert "loopspec run rloop -k 'lock/acquire/cancelled-waiter-is-skipped'" in text


def test_what_xml_forbids_is_replaced() -> None:
    sample = sample_results()
    evil = replace(
        sample.results[0],
        verdict=Verdict.FAIL,
        detail="nul \x00 bell \x07 ]]> <a> & \ud800 \uffff",
        output="\x1b[31mred\x1b[0m\ttab",
    )
    text = render_junit(replace(sample, results=[evil, *sample.results[1:]]))
    text.encode("utf-8")
    failure = ElementTree.fromstring(text).find(".//failure")
    assert failure is not None
    assert failure.get("message") == r"must: nul \x00 bell \x07 ]]> <a> & \ud800" + " \ufffd"
    assert "\\x1b[31mred\\x1b[0m\ttab" in (failure.text or "")


def test_the_same_results_give_the_same_bytes() -> None:
    assert render_junit(sample_results()) == render_junit(sample_results())
