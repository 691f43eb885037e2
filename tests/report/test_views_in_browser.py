"""The page of a loop and the view by documentation, in a real browser."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from loopspec.coverage.section import Coverage
from loopspec.places import GENERATED
from loopspec.rendering.render import file_name
from loopspec.report.compat import compat, without_rule
from loopspec.results.model import OF_THE_NAMESPACE, Accepted, Gated, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.results.tally import tallies
from loopspec.scenarios.load import load_suite
from loopspec.targets.about import about
from loopspec.targets.target import parse_target

from .browsing import Browse
from .sample import sample_results
from .test_compat import ACCOUNT, PAGE, QUOTED, on_one_promise

LOCK = "lock/acquire/cancelled-waiter-is-skipped"


def said_of(browse: Browse, script: str, **more: Any) -> Any:
    """The value that a script in the page gives."""
    return json.loads(browse(f"return JSON.stringify({script})", **more))


def test_the_page_of_a_loop_takes_the_place_of_the_sections(browse: Browse) -> None:
    title, headings, sections = said_of(
        browse,
        "[document.title, $$('h1').filter((one) => one.offsetHeight).map((one) => one.textContent), "
        "$$('main > section').filter((one) => one.offsetHeight).length]",
        hash_="loop=rloop",
    )
    assert (title, headings, sections) == ("rloop - loopspec", ["rloop"], 0)


def test_a_link_opens_the_page_and_back_leaves_it(browse: Browse) -> None:
    script = (
        "const seen = [];"
        "const see = () => seen.push([location.hash, $('#view').hidden, $('#targets').offsetHeight > 0]);"
        "$('table.targets tr[data-target=rloop] th a').click(); await later(); see();"
        "await back(); see();"
        "return JSON.stringify([seen, $$('tr[data-scenario]').length])"
    )
    seen, rows = json.loads(browse(script))
    assert seen == [["#loop=rloop", False, False], ["", True, True]]
    assert rows == 40


def test_what_it_breaks_is_sorted_by_severity(browse: Browse) -> None:
    kinds = said_of(
        browse,
        "$$('#view .severity').map((one) => [one.className.split(' ').at(-1), one.open, "
        "+one.querySelector('.kind-count').textContent, one.querySelectorAll('.entry').length])",
        hash_="loop=rloop",
    )
    (tally,) = [one for one in tallies(sample_results()) if one.target == "rloop"]
    order = ["crash", "hang", "silent", "must", "should", "may"]
    assert [kind for kind, *_ in kinds] == [kind for kind in order if kind in {kind for kind, *_ in kinds}]
    assert sum(count for *_, count, _ in kinds) == tally.total(*(one for one in Verdict if one.deviates))
    assert {kind: count for kind, _, count, _ in kinds if kind in ("crash", "hang")} == {
        str(one): tally.total(one) for one in (Verdict.CRASH, Verdict.HANG) if tally.total(one)
    }
    assert all(is_open == (kind != "may") for kind, is_open, *_ in kinds)


def test_a_must_is_silent_where_no_exception_ended_the_program(browse: Browse) -> None:
    run = on_one_promise(uvloop=[Verdict.FAIL, Verdict.FAIL])
    must = [replace(one, level=type(one.level)("must")) for one in run.scenarios]
    ended = [run.results[0], replace(run.results[1], ended="RuntimeError")]
    kinds = said_of(
        browse,
        "$$('#view .severity').map((one) => "
        "[one.className.split(' ').at(-1), one.querySelector('.entry-id a').textContent])",
        hash_="loop=uvloop",
        results=replace(run, scenarios=must, results=ended),
    )
    assert kinds == [["silent", must[0].id], ["must", must[1].id]]


def test_the_areas_have_the_counts_of_the_table(browse: Browse) -> None:
    rows = said_of(
        browse,
        "$$('#view [aria-label=Areas] tbody tr').map((one) => [...one.cells].map((cell) => cell.textContent))",
        hash_="loop=rloop",
    )
    (tally,) = [one for one in tallies(sample_results()) if one.target == "rloop"]
    sums = [sum(int(row[column] or 0) for row in rows) for column in range(1, 6)]
    assert sums[:3] == [tally.deviated(level) for level in ("must", "should", "may")]  # type: ignore[arg-type]
    assert sums[3:] == [tally.total(Verdict.CRASH), tally.total(Verdict.HANG)]


def test_an_area_leads_to_its_rules_on_this_target(browse: Browse) -> None:
    script = (
        "const link = $('#view [aria-label=Areas] tbody a'); const area = link.textContent; link.click();"
        "await later();"
        "return JSON.stringify([area, location.hash, $('#view').hidden, $$('.matrix thead th').length])"
    )
    area, hash_, hidden, columns = json.loads(browse(script, hash_="loop=rloop"))
    assert (hash_, hidden, columns) == (f"#area={area}&target=rloop", True, 2)


def test_what_it_cannot_is_told_with_the_registrys_reason_and_link(browse: Browse) -> None:
    lacks, link, reasons = said_of(
        browse,
        "[$$('#view .lacks tbody th').map((one) => one.textContent).sort(), $('#view .lacks').parentElement"
        ".nextElementSibling.querySelector('a').href, $$('#view .reason bdi').map((one) => one.textContent)]",
        hash_="loop=rloop",
    )
    assert {"debug", "sendfile", "tls", "unix"} <= set(lacks)
    assert link == "https://github.com/gi0baro/rloop#differences-from-stdlib"
    sample = sample_results()
    told = {one.detail for one in sample.results if one.target == "rloop" and one.verdict.skipped}
    assert {text for text in told if text and not text.startswith("needs ")} <= set(reasons)


def test_rules_that_are_not_asked_of_it_come_last_and_apart(browse: Browse) -> None:
    run = on_one_promise(uvloop=[Verdict.UNSUPPORTED, Verdict.MISSING, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED])
    details = ["holds from Python 3.15", "the namespace has no Barrier", "needs tls, unix", OF_THE_NAMESPACE]
    results = [replace(one, detail=detail) for one, detail in zip(run.results, details, strict=True)]
    lacks, told = said_of(
        browse,
        "[$$('#view .lacks tbody tr').map((one) => [one.cells[0].textContent, one.cells[2].textContent]),"
        "$$('#view .reason bdi, #view .not-asked').map((one) => one.tagName === 'H3' ? '' : one.textContent)]",
        hash_="loop=uvloop",
        results=replace(run, results=results),
    )
    assert lacks == [["tls", "1"], ["unix", "1"]]
    assert told == [details[1], "", details[0], details[3]]


def test_a_promise_that_all_keep_says_all(browse: Browse) -> None:
    run = on_one_promise(asyncio=[Verdict.PASS], uvloop=[Verdict.PASS])
    script = "document.getElementById('docs-asyncio.Lock.acquire').open = true; await later();"
    said = browse(f"{script} return $('.support').textContent", hash_=f"docs={PAGE}", results=run)
    assert said == "kept by all 2"


def test_an_issue_of_its_own_tracker_is_linked(browse: Browse) -> None:
    run = on_one_promise(uvloop=[Verdict.FAIL, Verdict.FAIL])
    cited = replace(run.scenarios[0], basis={"issue": "MagicStack/uvloop#506"})
    other = replace(run.scenarios[1], basis={"issue": "python/cpython#1"})
    links = said_of(
        browse,
        "$$('#view .entry').map((one) => one.querySelector('.issue')?.href ?? '')",
        hash_="loop=uvloop",
        results=replace(run, scenarios=[cited, other]),
    )
    assert sorted(links) == ["", "https://github.com/MagicStack/uvloop/issues/506"]


def test_the_issue_of_a_gate_is_linked_too(browse: Browse) -> None:
    sample = sample_results()
    known = Accepted("It counts instead.", "https://example.org/issues/1")
    results = [
        replace(one, known=known) if one.target == "uvloop" and one.verdict.deviates else one for one in sample.results
    ]
    kinds, link = said_of(
        browse,
        "[$$('#view .severity').map((one) => one.className.split(' ').at(-1)), $('#view .why-known a').href]",
        hash_="loop=uvloop",
        results=replace(sample, results=results, gated=Gated()),
    )
    assert (kinds, link) == (["known"], "https://example.org/issues/1")


def real_run() -> tuple[Results, ScenarioRecord]:
    """A run of one rule of the suite that uvloop breaks, in the interpreter of its name."""
    scenario = next(one for one in load_suite([]) if one.id == "lifecycle/stop/new-callbacks-wait-for-the-next-run")
    record = ScenarioRecord.of(scenario, f"def {scenario.function}(scenario):\n    pass\n")
    target = TargetInfo("uvloop@python3.12", "3.12.1", "CPython", "0.22.1", "https://github.com/MagicStack/uvloop")
    (result,) = on_one_promise(uvloop=[Verdict.FAIL]).results
    fail = replace(result, target=target.name, id=scenario.id)
    known = {target.name: about(parse_target("uvloop"), target.version, [record.id])}
    return replace(sample_results(), targets=[target], scenarios=[record], results=[fail], about=known), record


def test_the_commands_that_show_a_deviation_again(browse: Browse) -> None:
    run, record = real_run()
    install, again, script, debugger = json.loads(
        browse(
            "$('#view .again summary').click(); await later();"
            "return JSON.stringify($$('#view .again .command code').map((one) => one.textContent))",
            hash_="loop=uvloop%40python3.12",
            results=run,
        )
    )
    assert install == "python3.12 -m pip install uvloop==0.22.1"
    assert shlex.split(again) == ["loopspec", "run", "uvloop@python3.12", "-k", record.id]
    assert shlex.split(script) == shlex.split(
        f"loopspec show {record.id} --script uvloop@python3.12 > case.py && python3.12 case.py"
    )
    python, m, pytest_, node, *options = shlex.split(debugger)
    assert [python, m, pytest_] == ["python3.12", "-m", "pytest"]
    assert options == ["--loop", "uvloop", "--in-process", "--pdb"]
    file, _, test = node.partition("::")
    scenario = next(one for one in load_suite([]) if one.id == record.id)
    assert GENERATED.parent / file == GENERATED / file_name(scenario)
    assert f"def {test}(scenario)" in (GENERATED.parent / file).read_text(encoding="utf-8")


def test_a_name_that_is_not_there_says_so(browse: Browse) -> None:
    assert browse("return $('#view').textContent", hash_="loop=nope").endswith("nope is not in this report.")
    assert "No rule of this report rests on nope.html" in browse(
        "return $('#view').textContent", hash_="docs=nope.html"
    )


def test_hostile_names_stay_text(browse: Browse) -> None:
    evil = "a&b=c#d %41</h1><img src=x onerror=document.title='owned'>\u202e"
    sample = sample_results()
    targets = [replace(one, name=evil, version=evil) if one.name == "rloop" else one for one in sample.targets]
    results = [replace(one, target=evil, detail=evil) if one.target == "rloop" else one for one in sample.results]
    run = replace(sample, targets=targets, results=results)
    script = (
        "$('table.targets th a[href*=onerror]').click(); await later();"
        "$$('#view details').forEach((one) => one.open = true); await later();"
        "return JSON.stringify([$('#view h1').textContent, $$('#view img').map((one) => one.src.slice(0, 18)), "
        "document.title.includes(' - loopspec')])"
    )
    assert json.loads(browse(script, results=run)) == [evil, ["data:image/svg+xml"], True]
    assert said_of(browse, "$('#view h1').textContent", hash_=f"loop={quote(evil, safe='')}", results=run) == evil


@pytest.mark.parametrize("hash_", ["", "loop=rloop", "docs=all", f"docs={PAGE}", "docs=library/asyncio-task.html"])
def test_a_narrow_view_does_not_scroll_sideways(browse: Browse, hash_: str) -> None:
    inner, page = said_of(
        browse,
        "($$('#view details').forEach((one) => one.open = true), await later(), "
        "[innerWidth, document.documentElement.scrollWidth])",
        hash_=hash_,
        width=390,
        appendices=[Coverage(ACCOUNT)],
    )
    assert page <= inner


def test_a_scenario_opens_above_a_view_and_closes_to_it(browse: Browse) -> None:
    script = (
        "$('#view .entry-id a').click(); const seen = [$('#detail').open, location.hash];"
        "$('#detail').close(); await later(); return JSON.stringify([...seen, location.hash, $('#view').hidden])"
    )
    opened, hash_, after, hidden = json.loads(browse(script, hash_="loop=rloop"))
    assert opened
    assert hash_.startswith("#open=")
    assert hash_.endswith("&on=rloop&loop=rloop")
    assert (after, hidden) == ("#loop=rloop", False)


def test_a_section_leaves_a_view(browse: Browse) -> None:
    script = (
        "$('.sections a[href=\"#matrix\"]').click(); await later();"
        "const top = $('#matrix').getBoundingClientRect().top;"
        "return JSON.stringify([$('#view').hidden, document.body.className, top < innerHeight, "
        "$$('tr[data-scenario]').length])"
    )
    assert json.loads(browse(script, hash_="loop=rloop")) == [True, "", True, 40]


def test_the_view_by_documentation_says_what_the_data_say(browse: Browse) -> None:
    run = on_one_promise(
        asyncio=[Verdict.PASS, Verdict.PASS, Verdict.PASS],
        refloop=[Verdict.PASS, Verdict.MISSING, Verdict.UNSUPPORTED],
        uvloop=[Verdict.PASS, Verdict.HANG, Verdict.ERROR],
        rloop=[Verdict.ERROR, Verdict.PASS, Verdict.FAIL],
    )
    bases = [
        {"docs": f"{PAGE}#asyncio.Lock", "quote": QUOTED},
        {"docs": f"{PAGE}#asyncio.Lock", "quote": QUOTED},
        {"docs": f"{PAGE}#asyncio.Lock", "note": "silent"},
    ]
    run = replace(run, scenarios=[replace(one, basis=basis) for one, basis in zip(run.scenarios, bases, strict=True)])
    script = (
        "$$('#view details').forEach((one) => one.open = true); await later();"
        "return JSON.stringify($$('#view .promise').map((one) => [one.querySelector('blockquote')?.textContent ?? '',"
        "[...one.querySelectorAll('.rule-ids a')].map((link) => link.textContent),"
        "Object.fromEntries([...one.querySelectorAll('.support > li')].flatMap((line) => "
        "[...line.querySelectorAll('bdi')].map((name) => [name.textContent, line.className])))]))"
    )
    seen = json.loads(browse(script, hash_=f"docs={PAGE}", results=run))
    api = compat(run)["pages"][PAGE]["apis"]["asyncio.Lock"]
    told = [(one["sentence"], one) for one in api["promises"]] + [("", api["unquoted"])]
    assert seen == [[sentence, one["rules"], one["support"]] for sentence, one in told]
    assert {support for _, _, theirs in seen for support in theirs.values()} >= {"pass", "deviate", "unknown"}


def test_every_page_is_listed_with_its_counts(browse: Browse) -> None:
    run = sample_results()
    rows = said_of(
        browse,
        "$$('#view [aria-label=Pages] tbody tr').map((one) => [...one.cells].map((cell) => cell.textContent))",
        hash_="docs=all",
        appendices=[Coverage(ACCOUNT)],
    )
    pages = compat(run, without_rule([Coverage(ACCOUNT)]))["pages"]
    assert [row[0] for row in rows] == [Path(page).stem for page in pages]
    assert [int(row[1]) for row in rows] == [len(page["apis"]) for page in pages.values()]
    unused = [sum(len(api.get("without_rule", ())) for api in page["apis"].values()) for page in pages.values()]
    assert [int(row[5]) for row in rows] == unused
    assert sum(unused) == 1


def test_a_part_without_a_rule_shows_as_such(browse: Browse) -> None:
    said = browse(
        "return document.getElementById('docs-asyncio.wait').querySelector('.without-rule').textContent",
        hash_="docs=library/asyncio-task.html%23asyncio.wait",
        appendices=[Coverage(ACCOUNT)],
    )
    assert said == "no rule: asyncio.wait raises TimeoutError it is not raised"
