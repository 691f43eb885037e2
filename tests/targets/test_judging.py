"""Rules that judge a namespace say nothing of a loop under the standard library's asyncio."""

from __future__ import annotations

import json
from pathlib import Path

from loopspec.results.file import read_results
from targets.conftest import Run

RULES = """\
format: "1.1"
area: streams
subject: made
scenarios:
  reader:
    says: A reader begins with no exception.
    level: must
    basis: {note: none}
    judges: namespace
    main: [{call: StreamReader().exception(), returns: 5}]
"""

LOOPS_TOO = """\
  loops-too:
    says: Another reader begins with no exception.
    level: must
    basis: {note: none}
    main: [{call: StreamReader().exception(), returns: null}]
"""

TARGETS = """
[target.loop]
factory = "asyncio:new_event_loop"
[target.whole]
namespace = "asyncio"
[target.own]
namespace = "own"
[target.driven]
namespace = "own"
factory = "asyncio:new_event_loop"
"""

REASON = "judges the namespace, which is the standard library's here"


def test_loop_alone_is_not_judged(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "loopspec.toml").write_text(TARGETS)
    (tmp_path / "own.py").write_text("from asyncio import *\n")
    targets = ("loop", "asyncio:new_event_loop", "whole", "own", "driven")
    done = loopspec("run", *targets, "--spec", "rules.yaml", "--results", "out.jsonl")
    results = read_results(tmp_path / "out.jsonl")
    told = {result.target: (result.verdict.value, result.detail) for result in results.results}
    assert {name for name, told_of in told.items() if told_of == ("unsupported", REASON)} == set(targets[:2])
    assert {name for name, (verdict, _) in told.items() if verdict == "fail"} == set(targets[2:])
    assert done.returncode == 1
    assert f"2 unsupported {REASON} loop 1" in " ".join(done.stdout.split()), done.stdout


def test_results_and_show_say_what_a_rule_judges(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES + LOOPS_TOO)
    loopspec("run", "asyncio:new_event_loop", "--spec", "rules.yaml", "--results", "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    kept = {line["id"]: line.get("judges") for line in lines if line["kind"] == "scenario"}
    assert kept == {"streams/made/reader": "namespace", "streams/made/loops-too": None}
    read = {rule.id: rule.judges for rule in read_results(tmp_path / "out.jsonl").scenarios}
    assert read == {"streams/made/reader": "namespace", "streams/made/loops-too": ""}
    shown = loopspec("show", "streams/made/reader", "--spec", "rules.yaml").stdout
    assert "must, judges the namespace; " in shown, shown
