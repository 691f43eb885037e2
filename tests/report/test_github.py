"""Annotations for GitHub Actions: a command for each broken rule, at its line, bounded, and nothing that breaks out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest

from loopspec.report.reporters.github import MOST, NAMED, REPORTER
from loopspec.results.model import Accepted, Gated, Level, Result, Results, TargetInfo, Verdict
from loopspec.results.tally import deviations

from .sample import sample_results

COMMANDS = {Level.MUST: "error", Level.SHOULD: "warning", Level.MAY: "notice"}
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")


class Annotation(NamedTuple):
    """A command, as the runner of GitHub reads it."""

    kind: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, *more: tuple[str, str]) -> str:
    for sign, written in (*more, ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(written, sign)
    return text


def annotations_of(results: Results) -> list[Annotation]:
    """The lines that GitHub reads of the text: commands stand at the beginning of a line, and end with it."""
    found = []
    for line in REPORTER.render(results).splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = (one.partition("=") for one in command[2].split(","))
        properties = {name: unescaped(value, (":", "%3A"), (",", "%2C")) for name, _, value in pairs}
        found.append(Annotation(command[1], properties, unescaped(command[3])))
    return found


def complete() -> Results:
    """The sample without the results that make it incomplete."""
    sample = sample_results()
    holes = (Verdict.ERROR, Verdict.NOT_RUN)
    return replace(
        sample, results=[replace(one, verdict=Verdict.PASS) if one.verdict in holes else one for one in sample.results]
    )


def many(count: int, level: Level = Level.MUST) -> Results:
    """A run whose target breaks that many rules, the last of them by a crash."""
    sample = sample_results()
    scenarios = [replace(sample.scenarios[0], id=f"a/b/{number}", level=level) for number in range(count)]
    results = [Result("mine", one.id, Verdict.FAIL) for one in scenarios]
    results[-1] = replace(results[-1], verdict=Verdict.CRASH)
    return replace(sample, targets=[TargetInfo("mine", "3.14.0", "CPython")], scenarios=scenarios, results=results)


def test_each_broken_rule_is_annotated_at_its_line_by_its_level() -> None:
    run = complete()
    found = annotations_of(run)
    assert sorted(
        (one.kind, one.properties["file"], one.properties["line"], one.properties["title"]) for one in found
    ) == sorted(
        (
            COMMANDS[one.scenario.level],
            one.scenario.file,
            str(one.scenario.line),
            f"{one.scenario.id} ({one.scenario.level})",
        )
        for one in deviations(run)
    )
    assert {one.kind for one in found} == {"error", "warning", "notice"}


def test_an_annotation_has_the_rule_the_targets_the_detail_and_the_command() -> None:
    (one,) = [
        one for one in annotations_of(complete()) if one.properties["title"].startswith("lock/acquire/cancelled-w")
    ]
    says, rloop, command = one.message.split("\n")
    assert says == "A waiter cancelled while the lock is held does not get the lock; the next waiter does."
    assert rloop.startswith("rloop: fail. event 2: expected patient: acquired; the trace ended")
    assert command == "loopspec run rloop -k 'lock/acquire/cancelled-waiter-is-skipped'"


@pytest.mark.parametrize("level", Level)
def test_of_each_kind_there_are_as_many_as_github_shows(level: Level) -> None:
    kind = COMMANDS[level]
    assert len(annotations_of(many(MOST, level))) == MOST
    found = annotations_of(many(300, level))
    assert [one.kind for one in found] == [kind] * MOST
    assert found[0].properties["title"].startswith("a/b/299 ")  # the crash comes first
    assert found[-1].message == f"{300 - MOST + 1} more of 300 are not shown: see the other reports of the run."


def test_names_and_details_are_bounded() -> None:
    sample = sample_results()
    targets = [TargetInfo(f"loop{number}", "3.14.0", "CPython") for number in range(80)]
    rule = sample.scenarios[0]
    alike = [Result(one.name, rule.id, Verdict.FAIL, "x" * 100_000) for one in targets[:40]]
    apart = [Result(one.name, rule.id, Verdict.FAIL, one.name) for one in targets[40:]]
    run = replace(sample, targets=targets, scenarios=[rule], results=alike + apart)
    (one,) = annotations_of(run)
    assert len(one.message) < 2000
    _, first, *ways, more, _ = one.message.split("\n")
    assert first.startswith(f"loop0, loop1, loop2, loop3, loop4 and {40 - NAMED} more: fail. xxx")
    assert len(ways) == NAMED - 1
    assert more == f"and in {41 - NAMED} more ways"


def test_nothing_breaks_out_of_a_command() -> None:
    evil = "100%: a,b::c\r\n::error::owned\x1b[31m\u202e%0A\u2028::warning::"
    run = many(2)
    scenarios = [replace(one, says=evil, file=evil, id=f"{evil}{number}") for number, one in enumerate(run.scenarios)]
    targets = [replace(run.targets[0], name=evil)]
    results = [Result(evil, one.id, Verdict.FAIL, evil) for one in scenarios]
    text = REPORTER.render(replace(run, scenarios=scenarios, targets=targets, results=results))
    assert text.isascii()
    assert len(text.split("\n")) == 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", text)
    safe = "100%: a,b::c ::error::owned\\x1b[31m\\u202e%0A\\u2028::warning::"
    found = annotations_of(replace(run, scenarios=scenarios, targets=targets, results=results))
    assert [one.properties["title"] for one in found] == [f"{safe}{number} (must)" for number in range(2)]
    assert {one.properties["file"] for one in found} == {safe}
    assert found[0].message.startswith(f"{safe}\n{safe}: fail. {safe}\nloopspec run ")


def test_what_a_gate_knows_is_not_annotated_and_the_faults_of_its_list_are() -> None:
    known = Accepted("It counts instead.", "none")
    run = complete()
    results = [replace(one, known=known) if one.verdict.deviates else one for one in run.results]
    found = annotations_of(replace(run, results=results, gated=Gated(("x: stale entry: y",))))
    assert found == [Annotation("error", {"title": "loopspec: list of known deviations"}, "x: stale entry: y")]


def test_a_run_with_holes_says_so_first() -> None:
    first, *_ = annotations_of(sample_results())
    assert first.kind == "error"
    assert first.properties == {"title": "loopspec: not everything was judged"}
    assert first.message.startswith("incomplete: 1 result in error by the suite's own fault")


def test_a_run_that_conforms_has_none() -> None:
    run = complete()
    results = [one for one in run.results if one.target == "asyncio"]
    assert REPORTER.render(replace(run, targets=run.targets[:1], results=results)) == ""
