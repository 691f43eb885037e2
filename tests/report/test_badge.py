"""The badge: an honest percentage, or none."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.report.badge import Badge, make_badge
from loopspec.results.model import (
    OF_THE_NAMESPACE,
    Level,
    Result,
    Results,
    ResultsError,
    ScenarioRecord,
    TargetInfo,
    Verdict,
)
from loopspec.results.shard import Shard
from two_rules import Run

LOOP = TargetInfo("loop", "3.11.4", "CPython")


def run_of(*verdicts: Verdict, level: Level = Level.MUST, info: TargetInfo = LOOP) -> Results:
    """A run of as many rules as there are verdicts."""
    scenarios = [
        ScenarioRecord(f"lock/made/{n}", "Lock", "made", f"Rule {n}.", level, {"note": "-"}, "made.yaml", 1, "", "")
        for n in range(len(verdicts))
    ]
    results = [Result(info.name, one.id, verdict) for one, verdict in zip(scenarios, verdicts, strict=True)]
    return Results("0.1.0", "2026-01-15T09:30:00+00:00", "Linux", "cafe", [info], scenarios, results)


@pytest.mark.parametrize(
    ("verdicts", "message"),
    [
        ([Verdict.PASS] * 3, "100%"),
        ([Verdict.PASS] * 999 + [Verdict.FAIL], "99%"),
        ([Verdict.PASS, Verdict.PASS, Verdict.FAIL], "66%"),
        ([Verdict.PASS] * 999 + [Verdict.UNSUPPORTED], "99%"),
        ([Verdict.PASS, Verdict.MISSING], "50%"),
        ([Verdict.PASS, Verdict.CRASH, Verdict.HANG], "33%"),
        ([Verdict.FAIL], "0%"),
        ([Verdict.PASS] * 9 + [Verdict.NOT_RUN], "incomplete"),
        ([Verdict.PASS] * 9 + [Verdict.ERROR], "incomplete"),
    ],
)
def test_the_percentage_is_floored_and_skips_do_not_pass(verdicts: list[Verdict], message: str) -> None:
    badge = make_badge(run_of(*verdicts))
    assert (badge.label, badge.message) == ("loopspec must", message)


def test_rules_of_other_versions_do_not_count() -> None:
    run = run_of(Verdict.PASS, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED)
    since = replace(run, scenarios=[run.scenarios[0], *(replace(one, since="3.12") for one in run.scenarios[1:])])
    assert make_badge(since).message == "100%"
    assert make_badge(replace(since, targets=[replace(LOOP, python="3.12.0")])).message == "33%"
    micropython = replace(LOOP, python="3.4.0", implementation="MicroPython")
    assert make_badge(replace(since, targets=[micropython])).message == "100%"


def test_rules_that_say_nothing_of_a_loop_do_not_count() -> None:
    run = run_of(Verdict.PASS, Verdict.UNSUPPORTED)
    rules = [run.scenarios[0], replace(run.scenarios[1], judges="namespace")]
    told = [run.results[0], replace(run.results[1], detail=OF_THE_NAMESPACE)]
    assert make_badge(replace(run, scenarios=rules, results=told)).message == "100%"
    lacking = [run.results[0], replace(run.results[1], detail="needs sockets")]
    assert make_badge(replace(run, scenarios=rules, results=lacking)).message == "50%"


def test_a_run_that_is_no_whole_run_is_incomplete() -> None:
    run = run_of(Verdict.PASS, Verdict.PASS)
    assert make_badge(replace(run, complete=False)).message == "incomplete"
    assert make_badge(replace(run, results=run.results[:1])).message == "incomplete"
    shard = replace(run, scenarios=run.scenarios[:1], results=run.results[:1], shard=Shard(1, 2), plan=run.scenarios)
    assert make_badge(shard).message == "incomplete"


def test_what_holds_only_sometimes_does_not_hold() -> None:
    run = run_of(Verdict.PASS, Verdict.PASS)
    unsteady = replace(run.results[0], attempts=[Verdict.PASS, Verdict.MISSING])
    assert make_badge(replace(run, results=[unsteady, run.results[1]])).message == "50%"


def test_only_the_levels_asked_for_count() -> None:
    run = run_of(Verdict.PASS, Verdict.FAIL)
    mixed = replace(run, scenarios=[run.scenarios[0], replace(run.scenarios[1], level=Level.SHOULD)])
    must = make_badge(mixed, levels=[Level.MUST])
    assert (must.label, must.message) == ("loopspec must", "100%")
    both = make_badge(mixed)
    assert (both.label, both.message, both.colour) == ("loopspec", "must 100%, should 0%", "red")
    assert both == make_badge(mixed, levels=[Level.SHOULD, Level.MUST])
    assert both.title == "loop: 1 of 1 must, 0 of 1 should rules hold, suite cafe"
    with pytest.raises(ResultsError, match="there is no rule at may in these results"):
        make_badge(mixed, levels=[Level.MAY])


@pytest.mark.parametrize("percent", [0, 49, 50, 69, 70, 85, 95, 99, 100])
def test_the_picture_is_well_formed_and_refers_to_nothing(percent: int) -> None:
    badge = make_badge(run_of(*[Verdict.PASS] * percent, *[Verdict.FAIL] * (100 - percent)))
    root = ElementTree.fromstring(badge.svg())
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == ["loopspec must", f"{percent}%"]
    assert "href" not in badge.svg()
    assert (badge.colour == "brightgreen") == (percent == 100)


def test_names_cannot_break_the_picture() -> None:
    badge = Badge("a<b>&$c", '"', "lightgrey", "</title><script>")
    texts = [node.text for node in ElementTree.fromstring(badge.svg()).iter() if node.text and node.text.strip()]
    assert texts == ["</title><script>", "a<b>&$c", '"']


def test_the_command_writes_both_forms(loopspec: Run, folder: Path) -> None:
    loopspec("run", "asyncio", "broken:Broken", "--spec", "rules.yaml", "--results", "out.jsonl")
    done = loopspec("badge", "out.jsonl", "--target", "broken:Broken", "--svg", "out.svg", "--json", "out.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((folder / "out.json").read_text("utf-8")) == {
        "schemaVersion": 1,
        "label": "loopspec",
        "message": "must 0%, should 0%",
        "color": "red",
    }
    assert "broken:Broken: 0 of 1 must, 0 of 1 should rules hold" in (folder / "out.svg").read_text("utf-8")
    told = loopspec("badge", "out.jsonl", "--target", "asyncio", "--level", "must").stdout
    assert told.startswith("loopspec must: 100% (asyncio: 1 of 1 must rules hold, suite ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "a badge is about one target; choose with --target: asyncio, refloop\n"),
        (("--target", "uvloop"), "target uvloop is not in the results; they have asyncio, refloop\n"),
        (("--target", "asyncio", "--svg", "no/folder/x.svg"), "its folder is missing or not writable\n"),
    ],
)
def test_a_mistake_gets_a_message(loopspec: Run, arguments: tuple[str, ...], message: str) -> None:
    loopspec("run", "asyncio", "refloop", "--spec", "rules.yaml", "--results", "out.jsonl")
    done = loopspec("badge", "out.jsonl", *arguments)
    assert done.returncode == 2
    assert done.stderr.endswith(message)
