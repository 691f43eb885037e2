"""Tags: declared by scenarios, selected by commands, kept in results, shown in every report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import command_line
from loopspec.report.reporters.html import render_html
from loopspec.report.reporters.junit import render_junit
from loopspec.report.reporters.markdown import render_markdown
from loopspec.results.file import read_results
from report_data import embedded

RULES = """\
format: "1.1"
area: Lock
subject: tags
scenarios:
  plain:
    says: A coroutine runs to its end.
    level: must
    basis: {note: none}
    main: [{log: ran}]
    expect: [{main: ran}]
  tagged:
    says: A coroutine runs to another end.
    level: should
    basis: {note: none}
    tags: [iterations]
    main: [{tick: 1}, {log: ran}]
    expect: [{main: ran too}]
  never:
    says: A coroutine runs on versions that nobody has.
    level: must
    basis: {note: none}
    except: ["3.11", "3.12.0-3.99.99"]
    main: [{log: ran}]
    expect: [{main: ran}]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def loopspec(*arguments: object) -> subprocess.CompletedProcess[str]:
    return command_line.loopspec(*map(str, arguments))


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), ["never", "plain", "tagged"]),
        (("--tag", "iterations"), ["tagged"]),
        (("--without", "iterations"), ["never", "plain"]),
        (("--tag", "iterations", "--level", "must"), None),
    ],
)
def test_scenarios_are_selected_by_tags(rules: Path, options: tuple[str, ...], names: list[str] | None) -> None:
    done = loopspec("list", "--spec", rules, *options)
    if names is None:
        assert done.returncode == 2
        assert "no scenario is selected" in done.stderr
    else:
        assert done.stdout.splitlines() == [f"lock/tags/{name}" for name in names]


def test_tags_are_listed_with_what_they_mean(rules: Path) -> None:
    done = loopspec("list", "--tags", "--spec", rules)
    assert done.stdout.startswith("iterations: 1 scenario; counts iterations of the loop")


def test_unknown_tag_is_refused(rules: Path) -> None:
    done = loopspec("run", "asyncio", "--spec", rules, "--without", "iteration")
    assert done.returncode == 2
    assert "'iteration' is not" in done.stderr


def test_run_keeps_tags_and_exceptions_and_reports_show_them(rules: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert loopspec("run", "asyncio", "--spec", rules, "--without", "iterations", "--results", out).returncode == 0
    assert loopspec("run", "asyncio", "--spec", rules, "--results", out).returncode == 1
    found = read_results(out)
    assert {scenario.id.rpartition("/")[2]: scenario.tags for scenario in found.scenarios} == {
        "plain": (), "tagged": ("iterations",), "never": (),
    }  # fmt: skip
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line.get("tags") for line in lines if line["kind"] == "scenario"] == [None, None, ["iterations"]]
    [never] = [result for result in found.results if result.id.endswith("never")]
    assert never.verdict == "unsupported"
    assert never.detail == f"does not hold on Python {'.'.join(map(str, sys.version_info[:3]))}"
    assert [scenario.get("tags") for scenario in embedded(render_html(found))["scenarios"]] == [
        None,
        None,
        ["iterations"],
    ]
    assert "(should, iterations)" in render_markdown(found)
    properties = ElementTree.fromstring(render_junit(found)).findall(".//testcase/properties/property")
    assert [(one.get("name"), one.get("value")) for one in properties] == [("tag", "iterations")]


def test_gate_selects_by_tags_in_results(rules: Path, tmp_path: Path) -> None:
    out, config = tmp_path / "out.jsonl", tmp_path / "loopspec.toml"
    config.write_text('targets = ["asyncio"]\n', encoding="utf-8")
    loopspec("run", "asyncio", "--spec", rules, "--results", out)
    gate = ("gate", "--config", config, "--spec", rules, "--results-from", out)
    assert loopspec(*gate).returncode == 1
    assert loopspec(*gate, "--without", "iterations").returncode == 0
