"""The comparison of two runs on the page: it says what `loopspec diff` says, whichever of the two is the page's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from loopspec.report.against import Against
from loopspec.results.difference import ChangeKind, Difference, compare
from loopspec.results.file import dump, read_results
from loopspec.results.model import Result, Results, TargetInfo, Verdict
from loopspec.scenarios.moved import moved

from .browsing import Browse
from .sample import sample_results

EARLIER = "2025-01-01T00:00:00+00:00"

TELL = """
const swap = () => $$('#changes button').find((one) => one.textContent.startsWith('Swap'))?.click();
const told = () => {
  $$('#changes details').forEach((one) => { one.open = true; });
  for (const more of $$('#changes .more')) while (!more.hidden) more.click();
  const only = Object.fromEntries($$('#changes .only-one').map((one) =>
    [one.querySelector('h3').textContent, [...one.querySelectorAll('li')].map((line) => line.textContent)]));
  return {
    kinds: Object.fromEntries($$('#changes .kind:not(.only-one)').map((one) => [one.querySelector('h3').textContent,
      [...one.querySelectorAll('.change')].map((line) => [line.dataset.target, line.dataset.id])])),
    only, conclusion: $('#changes .conclusion')?.textContent, alert: $('#changes [role=alert]')?.textContent,
    title: $('#changes-title')?.textContent,
  };
};
"""

FAMILIES = (
    ("done", "other"),
    ("<Handle at 0x7f001>", "<Handle at 0x7fffe>"),
    ("x0x1f", "x0x2f"),
    ("\u00e90x1f", "\u00e90x2f"),
    ("/tmp/a/one.txt is there", "/home/b/two.txt is there", "a/b/c is there"),
    ("C:\\one\\two", "C:\\three\\four"),
    ("at 12:00:01", "at 13:07:59.25", "at noon"),
    ("on 2026-01-02T10:11:12", "on 2025-12-31", "on 2025-13"),
    ("took 1.23456", "took 9.87654321", "took 1.5", "took 2.5e-12", "took 1e-9"),
    ("Task-3 ended", "Task-14 ended", "Task-x ended"),
    ("two  spaces\tand a tab", "two spaces and a tab"),
    ("zero\u200bwidth", "zero width", "zerowidth"),
    ("\x1c\x85 odd\u3000spaces", "odd spaces", "\ufeffodd spaces"),
    ("long " * 31 + "tail one", "long " * 31 + "tail two", "long " * 40 + "tail two"),
    ("\U0001f600" * 170, "\U0001f600" * 160, "\U0001f600" * 158),
    ("\u0663\u0663:\u0663\u0663:\u0663\u0663", "\u0664\u0664:\u0664\u0664:\u0664\u0664"),
)
"""Texts that mean the same or nearly so; a run has another one of its family where the last run had one."""


def differing(random: Random, sample: Results) -> Results:
    """A run like another in which much is different: verdicts, traces, rules, targets, holes."""
    targets = [one for one in sample.targets if one.name == "uvloop" or random.random() < 0.8]
    if random.random() < 0.5:
        targets.append(TargetInfo("mine", "3.13.0", "PyPy", "0.1"))
    targets = [replace(one, version=random.choice(["1", "2"])) for one in targets]
    scenarios = [one for one in sample.scenarios if random.random() < 0.85] or sample.scenarios[:1]
    scenarios = [replace(one, code=random.choice(["a", "a", "b"])) for one in scenarios]
    if random.random() < 0.5:
        scenarios.append(replace(scenarios[0], id=f"new/rule/{random.random()}"))
    results = [
        _result(random, target.name, one.id) for target in targets for one in scenarios if random.random() < 0.95
    ]
    return replace(sample, targets=targets, scenarios=scenarios, results=results, complete=random.random() < 0.7)


def _result(random: Random, target: str, id_: str) -> Result:
    """A result that is often that of all other runs, but for its texts."""
    usual = random if random.random() < 0.3 else Random(f"{target} {id_}")
    verdict = usual.choice([Verdict.PASS, Verdict.FAIL, *Verdict])
    events, check, value = (usual.choice(FAMILIES) for _ in range(3))
    ok, checked, observed, ended = (usual.random() < share for share in (0.5, 0.3, 0.2, 0.3))
    checks = [{"text": "x", "ok": ok, "got": random.choice(check), "expected": "y", "at": 0}]
    return Result(
        target,
        id_,
        verdict,
        events=[("main", random.choice(events))],
        checks=checks if checked else [],
        observed=[("value", random.choice(value))] if observed else [],
        ended="ValueError" if ended else "",
    )


def expected(difference: Difference) -> dict[str, Any]:
    """The words of the page for a difference."""
    names = {
        "scenarios gone": difference.scenarios_gone,
        "scenarios added": [one.partition(" (deviates")[0] for one in difference.scenarios_added],
        "targets gone": difference.targets_gone,
        "targets added": difference.targets_added,
    }
    kinds = {str(kind): [[one.new.target, one.new.id] for one in difference.of(kind)] for kind in ChangeKind}
    conclusion = difference.conclusion
    return {
        "kinds": {title: sorted(found) for title, found in kinds.items() if found},
        "only": {title: sorted(found) for title, found in names.items() if found},
        "conclusion": f"{conclusion[0].upper() if difference.code == 3 else conclusion[0]}{conclusion[1:]}. ",
    }


def normal(told: dict[str, Any]) -> dict[str, Any]:
    """The page's words, in alphabetical order."""
    return {
        "kinds": {title: sorted(found) for title, found in told["kinds"].items()},
        "only": {title: sorted(found) for title, found in told["only"].items()},
        "conclusion": told["conclusion"],
    }


def text_of(results: Results) -> str:
    """The text of a results file."""
    return "".join(dump(results))


def as_read(results: Results, folder: Path) -> Results:
    """The run as its file is read."""
    (folder / "run.jsonl").write_text(text_of(results), encoding="utf-8")
    return read_results(folder / "run.jsonl")


def answers(browse: Browse, here: Results, there: Sequence[Results]) -> list[list[dict[str, Any]]]:
    """The page's words for each pair, as it comes and swapped; a file of another name is not swapped at first."""
    texts = json.dumps([text_of(one) for one in there])
    script = (
        f"{TELL} const all = []; for (const text of {texts}) {{ await drop(text, all.length + '.jsonl');"
        "const first = told(); swap();"
        "all.push([first, told()]); } return JSON.stringify(all);"
    )
    found: list[list[dict[str, Any]]] = json.loads(browse(script, results=here))
    return found


def small_sample() -> Results:
    """Some scenarios of the sample, alike but for their results."""
    sample = sample_results()
    return replace(sample, scenarios=[replace(one, source="", code="a") for one in sample.scenarios[:24]])


@pytest.mark.parametrize("seed", range(4))
def test_page_and_command_agree_on_every_pair(browse: Browse, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    small = small_sample()
    here = as_read(differing(random, small), tmp_path)
    there = [replace(differing(random, small), started=EARLIER) for _ in range(6)]
    seen = set()
    for run, (first, swapped) in zip(there, answers(browse, here, there), strict=True):
        read = as_read(run, tmp_path)
        assert normal(first) == expected(compare(read, here))
        assert normal(swapped) == expected(compare(here, read))
        seen |= first["kinds"].keys() | swapped["kinds"].keys()
    assert seen == {str(kind) for kind in ChangeKind}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_a_report_against_an_older_run_agrees_too(browse: Browse, tmp_path: Path, seed: int) -> None:
    """The same pairs, the older run in the report: it opens with the answer, whenever the runs began."""
    random = Random(seed)
    small = small_sample()
    here = as_read(differing(random, small), tmp_path)
    script = f"{TELL} const first = told(); swap(); return JSON.stringify([location.hash, first, told()])"
    for started in (EARLIER, "2027-01-01T00:00:00+00:00") * 3:
        older = as_read(replace(differing(random, small), started=started), tmp_path)
        hash_, first, swapped = json.loads(
            browse(script, results=here, appendices=[Against.of("old.jsonl", older, here)])
        )
        assert first["title"] == "Compared with old.jsonl"
        assert hash_ == "#versus=old.jsonl&swap=1"
        assert normal(first) == expected(compare(older, here))
        assert normal(swapped) == expected(compare(here, older))


def against_older(**changes: Any) -> tuple[Results, list[Against]]:
    """A run, and what it is held against: the same, with these changes."""
    sample = sample_results()
    return sample, [Against.of("old.jsonl", replace(sample, **changes), sample)]


def test_a_report_against_an_older_run_names_both_versions(browse: Browse) -> None:
    older = [replace(one, version="0.21.0") if one.name == "uvloop" else one for one in sample_results().targets]
    sample, appendices = against_older(targets=older)
    row, place, link = json.loads(
        browse(
            "const row = [...$('.versions tr.different').cells].map((cell) => cell.textContent);"
            "return JSON.stringify([row, $$('main > section').filter((one) => one.offsetHeight)[0].id,"
            "$('.sections a').getAttribute('href')])",
            results=sample,
            appendices=appendices,
        )
    )
    assert row == ["uvloop", "0.21.0, CPython 3.14.0", "0.22.1, CPython 3.14.0"]
    assert (place, link) == ("changes", "#changes")


def test_the_trace_of_the_older_run_is_in_the_drawer(browse: Browse) -> None:
    rule = "lock/acquire/cancelled-waiter-is-skipped"
    results = [
        replace(one, verdict=Verdict.FAIL, events=[("main", "elsewhere")]) if one.id == rule else one
        for one in sample_results().results
    ]
    sample, appendices = against_older(results=results)
    verdict, trace = json.loads(
        browse(
            "const block = $$('#detail .block').find((one) => one.querySelector('h3').textContent === 'In old.jsonl');"
            "return JSON.stringify([block.querySelector('b').textContent, block.querySelector('.trace').textContent])",
            hash_=f"open={rule}&on=asyncio",
            results=sample,
            appendices=appendices,
        )
    )
    assert verdict == "fail"
    assert "patient acquired" in trace
    assert "main elsewhere" in trace


def test_the_address_says_which_run_a_report_is_compared_with(browse: Browse) -> None:
    """None after "Stop comparing", a file that is dropped, and again the older run, which needs no file."""
    sample, appendices = against_older(started=EARLIER, results=sample_results().results[7:])
    dropped = text_of(replace(sample, started=EARLIER))
    script = (
        f"{TELL} const seen = []; const see = () => seen.push([location.hash, $('#changes').offsetHeight ?"
        "$('#changes-title').textContent : '']); const stop = () => $$('#changes button').find((one) => "
        "one.textContent === 'Stop comparing').click();"
        f"see(); stop(); see(); await drop({json.dumps(dropped)}, 'x.jsonl'); see(); $('.compare a').click(); see();"
        "location.hash = 'level=must'; await later(); see();"
        "location.hash = 'versus=x.jsonl'; await later(); see(); stop(); see();"
        "location.hash = 'versus=y.jsonl'; await later(); see(); return JSON.stringify(seen)"
    )
    seen = json.loads(browse(script, results=sample, appendices=appendices))
    assert seen == [
        ["", "Compared with old.jsonl"],
        ["#versus=none", ""],
        ["#versus=x.jsonl", "Compared with x.jsonl"],
        ["#versus=old.jsonl", "Compared with old.jsonl"],
        ["#level=must", "Compared with x.jsonl"],
        ["#versus=x.jsonl", "Compared with x.jsonl"],
        ["#versus=none", ""],
        ["#versus=y.jsonl", "Compared with y.jsonl"],
    ]
    after_stop = browse(
        f"{TELL} return $('#changes').offsetHeight", hash_="versus=none", results=sample, appendices=appendices
    )
    assert after_stop == "0"


def test_former_ids_are_known(browse: Browse, tmp_path: Path) -> None:
    former, present = next(iter(moved().items()))
    sample = sample_results()
    area, subject = present.split("/")
    one = replace(sample.scenarios[0], id=f"{present}/x", area=area, subject=subject)
    here = replace(sample, scenarios=[one], results=[Result("uvloop", one.id, Verdict.FAIL)])
    old = replace(one, id=f"{former}/x", file=f"spec/{former}.yaml")
    there = replace(here, started=EARLIER, scenarios=[old], results=[Result("uvloop", old.id, Verdict.PASS)])
    ((first, _),) = answers(browse, here, [there])
    assert normal(first) == expected(compare(as_read(there, tmp_path), here))
    assert first["kinds"]["new deviations"] == [["uvloop", one.id]]


def test_versions_are_named_and_the_state_is_in_the_address(browse: Browse) -> None:
    sample = sample_results()
    targets = [replace(one, version="0.21.0") if one.name == "uvloop" else one for one in sample.targets]
    old = replace(sample, started=EARLIER, targets=targets)
    script = (
        f"{TELL} await drop({json.dumps(text_of(old))}, 'old.jsonl'); const seen = [location.hash];"
        "const row = () => [...$('.versions tr.different').cells].map((cell) => cell.textContent);"
        "seen.push(row()); swap(); seen.push(location.hash, row());"
        "$('#search').value = 'lock'; $('#search').dispatchEvent(new Event('input', {bubbles: true})); await later();"
        "seen.push(location.hash); return JSON.stringify(seen)"
    )
    first, row, swapped, turned, filtered = json.loads(browse(script))
    assert first == "#versus=old.jsonl"
    assert row == ["uvloop", "0.21.0, CPython 3.14.0", "0.22.1, CPython 3.14.0"]
    assert swapped == "#versus=old.jsonl&swap=1"
    assert turned == [row[0], row[2], row[1]]
    assert filtered == "#q=lock&versus=old.jsonl&swap=1"


def test_the_address_of_a_comparison_asks_for_the_file_and_keeps_the_order(browse: Browse) -> None:
    old = replace(sample_results(), started=EARLIER, targets=[TargetInfo("uvloop", "3.14.0", "CPython", "0.21.0")])
    script = (
        f"{TELL} const asked = $('#changes .note').textContent; await drop({json.dumps(text_of(old))}, 'old.jsonl');"
        "return JSON.stringify([asked, location.hash, $('.versions thead th:last-child').textContent])"
    )
    asked, hash_, newer = json.loads(browse(script, hash_="versus=old.jsonl&swap=1"))
    assert asked.startswith("A page cannot open a file by itself")
    assert hash_ == "#versus=old.jsonl&swap=1"
    assert newer.startswith("new: old.jsonl")


def test_two_files_without_a_target_in_common(browse: Browse) -> None:
    mine = replace(sample_results(), started=EARLIER, targets=[TargetInfo("mine", "3.13.0", "PyPy")], results=[])
    ((first, _),) = answers(browse, sample_results(), [mine])
    assert first["alert"].startswith("no target is in both files: the old one has mine, the new one asyncio, refloop")


def test_the_drawer_has_the_trace_of_the_other_run(browse: Browse) -> None:
    sample = sample_results()
    rule = "lock/acquire/cancelled-waiter-is-skipped"
    results = [
        replace(one, verdict=Verdict.FAIL, events=[("main", "elsewhere")]) if one.id == rule else one
        for one in sample.results
    ]
    old = replace(sample, started=EARLIER, results=results)
    script = (
        f"{TELL} await drop({json.dumps(text_of(old))}, 'old.jsonl');"
        "$('#changes .change[data-target=asyncio] a').click(); await later();"
        "const block = $$('#detail .block').find((one) => one.querySelector('h3').textContent === 'In old.jsonl');"
        "return JSON.stringify([block.querySelector('b').textContent, block.querySelector('.trace').textContent])"
    )
    verdict, trace = json.loads(browse(script))
    assert verdict == "fail"
    assert "main elsewhere" in trace


def test_a_file_dropped_on_a_view_leaves_it(browse: Browse) -> None:
    old = replace(sample_results(), started=EARLIER)
    script = (
        f"{TELL} await drop({json.dumps(text_of(old))}, 'old.jsonl');"
        "return JSON.stringify([$('#view').hidden, $('#changes').offsetHeight > 0, location.hash])"
    )
    assert json.loads(browse(script, hash_="loop=rloop")) == [True, True, "#versus=old.jsonl"]
