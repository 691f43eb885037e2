"""The part of the registry that a run keeps with its results: how to install a target, what it lacks, its issues."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.config.known import ScenarioIds
from loopspec.results.file import read_results, write_results
from loopspec.results.merge import Mark, Part, merge, renamed
from loopspec.results.model import About
from loopspec.running.plan import cases_of, make_plan
from loopspec.running.run import run
from loopspec.scenarios.load import load_suite
from loopspec.targets.about import about
from loopspec.targets.target import Target, known, parse_target, registry
from report.sample import sample_results

GATE = Path(__file__).parents[2] / "examples" / "gate-uvloop" / "loopspec.toml"


@pytest.mark.parametrize(
    ("target", "version", "command"),
    [
        ("uvloop", "1.2", "pip install uvloop==1.2"),
        ("qasync", "1.2", "pip install qasync==1.2 PySide6-Essentials"),
        ("gbulb", "0.6.6", "pip install gbulb==0.6.6 'PyGObject<3.52'"),
        ("uvloop", "1; rm -r ~", "pip install uvloop"),
        ("uvloop", "", "pip install uvloop"),
        ("uvloop@pyodide", "1.2", ""),
        ("asyncio", "", ""),
        ("somebody.other:loop", "", ""),
    ],
)
def test_the_command_that_installs_this_version(target: str, version: str, command: str) -> None:
    assert about(parse_target(target), version, ()).install == command


def test_what_a_target_lacks_by_its_own_word() -> None:
    rloop = about(parse_target("rloop"), "0.5.0", ())
    assert set(rloop.lacks) == {"debug", "sendfile", "tls", "unix"}
    assert rloop.lacks["sendfile"]
    assert rloop.lacks_at == "https://github.com/gi0baro/rloop#differences-from-stdlib"
    assert about(Target("nobody"), "", ()) == About()


def test_a_target_of_the_project_has_them_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loopspec.toml").write_text(
        """
[target.mine]
factory = "mine:loop"
install = "pip install mine"
distribution = "mine"
lacks = ["tls"]
lacks_at = "https://example.org/limits"
issues = {"lock/*" = "https://example.org/issues/1"}
""",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    mine = about(parse_target("mine"), "1.2", ["lock/a", "task/b"])
    assert mine.install == "pip install mine==1.2"
    assert mine.lacks_at == "https://example.org/limits"
    assert mine.issues == {"lock/a": "https://example.org/issues/1"}


@pytest.mark.parametrize(
    ("issues", "says"),
    [
        ('"https://example.org"', "expected a table of patterns of ids and web addresses, got"),
        ('{"lock/*" = "javascript:alert(1)"}', "expected a web address such as https://..., got 'javascript:alert(1)'"),
    ],
)
def test_issues_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, issues: str, says: str) -> None:
    text = f'[target.mine]\nfactory = "mine:loop"\nissues = {issues}\n'
    (tmp_path / "loopspec.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception, match=r"loopspec\.toml:3") as caught:
        parse_target("mine")
    assert says in str(caught.value)


def test_a_run_keeps_it_in_its_file(tmp_path: Path) -> None:
    cases = cases_of(load_suite([]))[:1]
    results = run(make_plan([parse_target("refloop")], cases))
    assert results.about["refloop"].notes == "The reference: a whole asyncio namespace in pure Python."
    write_results(tmp_path / "results.jsonl", results)
    assert read_results(tmp_path / "results.jsonl").about == results.about


def test_a_merge_keeps_it_by_the_new_names() -> None:
    sample = sample_results()
    assert set(sample.about) == {"uvloop", "rloop"}
    by_python: tuple[Mark, ...] = ("python",)
    assert set(renamed(sample, by_python).about) == {"uvloop@python3.14", "rloop@python3.14"}
    parts = [
        Part(
            Path(target.name),
            replace(sample, targets=[target], results=[one for one in sample.results if one.target == target.name]),
        )
        for target in sample.targets
    ]
    assert merge(parts).results.about == sample.about


def test_every_issue_of_the_registry_is_about_a_rule() -> None:
    ids = ScenarioIds(scenario.id for scenario in load_suite([]))
    patterns = [(name, pattern) for name, target in registry().items() for pattern, _ in target.issues]
    assert patterns
    assert [(name, pattern) for name, pattern in patterns if not ids.matching(pattern)] == []


def test_the_registry_knows_the_issues_of_the_example_gate() -> None:
    ids = ScenarioIds(scenario.id for scenario in load_suite([]))
    uvloop = known("uvloop")
    assert uvloop is not None
    here = {id_: address for pattern, address in uvloop.issues for id_ in ids.matching(pattern)}
    entries = tomllib.loads(GATE.read_text(encoding="utf-8"))["known"]
    named = {
        id_: entry["issue"] for entry in entries if entry["issue"] != "none" for id_ in ids.matching(entry["scenario"])
    }
    assert here == named
