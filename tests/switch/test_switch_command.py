"""The command as a user runs it, on a toy application and results made by hand."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from loopspec.cli import main
from loopspec.results.file import write_results
from loopspec.switch.document import SCHEMA

from .toy_results import ENDS, HERE, TARGET, toy_results

TOY = HERE / "toy"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.jsonl"
    write_results(path, toy_results())
    return path


def switch(results: Path, app: Path = TOY, *more: str, target: str = TARGET) -> Result:
    words = ["switch", target, "--app", str(app), "--results", str(results), "--spec", str(HERE / "spec"), *more]
    return CliRunner().invoke(main, words)


def test_the_answer_word_for_word(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    done = switch(results, Path("toy"))
    assert done.output == (HERE / "expected.txt").read_text()
    assert done.exit_code == 1


def test_nothing_touches(results: Path) -> None:
    done = switch(results, TOY / "worker.py")
    assert done.exit_code == 0
    assert done.output.startswith(f"no known deviation of {TARGET} 1.2 on CPython 3.12.1 touches what was seen of ")
    assert "asyncio.to_thread" in done.output.partition("no rule that was judged covers it: ")[2]
    assert "safe" not in done.output


def test_nothing_touches_but_the_run_was_cut_short(tmp_path: Path) -> None:
    write_results(tmp_path / "cut.jsonl", replace(toy_results(), complete=False))
    done = switch(tmp_path / "cut.jsonl", TOY / "worker.py")
    assert done.exit_code == 3
    assert "only a part of the rules was run" in done.output


def test_nothing_touches_but_only_a_part_was_run(tmp_path: Path) -> None:
    whole = toy_results()
    first = whole.scenarios[0]
    few = replace(whole, scenarios=[first], results=[one for one in whole.results if one.id == first.id])
    write_results(tmp_path / "few.jsonl", few)
    done = switch(tmp_path / "few.jsonl", TOY / "worker.py")
    assert done.exit_code == 3, done.output
    assert "only a part of the rules was run" in done.output


def test_the_json_document_fits_its_schema_and_names_everything(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    switch(results, TOY, "--json", str(out))
    data = json.loads(out.read_text())
    jsonschema.validate(data, json.loads(SCHEMA.read_text()))
    assert data["code"] == 1
    causes = {touch["cause"]: touch for touch in data["blockers"] + data["minor"]}
    assert causes["asyncio.loop.set_exception_handler"]["places"] == ["server.py:19"]
    assert causes["asyncio.loop.create_connection(happy_eyeballs_delay)"]["sure"] is False
    rules = [rule["id"] for key in ("blockers", "minor", "others") for cause in data[key] for rule in cause["rules"]]
    hidden = [rule["id"] for rule in data["misuse"]]
    assert sorted(rules + hidden) == sorted(set(ENDS) - {"exception-handler/handler/may-log"})


@pytest.mark.parametrize("option", ["--json", "--markdown", "--html"])
def test_an_output_on_standard_output_sends_the_rest_aside(results: Path, option: str) -> None:
    done = switch(results, TOY, option, "-")
    begins = {"--json": "{\n", "--markdown": "# Can ", "--html": "<!doctype html>"}
    assert done.stdout.startswith(begins[option])
    assert "2 blockers" in done.stderr
    assert "2 blockers" in done.stdout


def test_outputs_are_the_same_each_time(results: Path) -> None:
    for option in ("--json", "--markdown", "--html"):
        assert switch(results, TOY, option, "-").stdout == switch(results, TOY, option, "-").stdout


def test_everything_and_misuse_on_request(results: Path) -> None:
    assert "refuses-a-number" not in switch(results).output
    assert "[exception-handler/handler/refuses-a-number]" in switch(results, TOY, "--misuse").output
    assert "[exception-handler/handler/is-called]" in switch(results, TOY, "-v").output


def test_only_a_class_that_the_application_names_touches_a_rule_about_it(results: Path, tmp_path: Path) -> None:
    source = "import asyncio\nasync def f(loop, x):\n await loop.create_connection(print)\n"
    (tmp_path / "app.py").write_text(source)
    assert switch(results, tmp_path / "app.py").exit_code == 0
    (tmp_path / "app.py").write_text(source + " assert isinstance(x, asyncio.Transport)\n")
    done = switch(results, tmp_path / "app.py")
    assert done.exit_code == 1
    assert "asyncio.Transport: cosmetic" in done.output
    assert "Blockers" not in done.output


def test_something_lacking_is_a_blocker_where_it_is_used(results: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("async def f(loop, a, b):\n await loop.sock_sendfile(a, b)\n")
    done = switch(results, tmp_path / "app.py")
    assert "asyncio.loop.sock_sendfile (needs sendfile): lacks (the loop does not have it)" in done.output
    assert done.exit_code == 1


def test_text_of_the_application_and_the_results_is_made_safe(tmp_path: Path) -> None:
    evil = "\x1b[2Jred\u202e <script>alert(1)</script> `x` | y"
    found = toy_results()
    records = [replace(record, says=evil) for record in found.scenarios]
    targets = [replace(found.targets[0], version=evil)]
    write_results(tmp_path / "evil.jsonl", replace(found, scenarios=records, targets=targets))
    folder = tmp_path / "a\x1b[2J\u202e<b>"
    folder.mkdir()
    (folder / "x\x1b[31m.py").write_text((TOY / "server.py").read_text())
    for option in ("-v", "--markdown=-", "--html=-"):
        output = switch(tmp_path / "evil.jsonl", folder, option).output
        assert "\x1b" not in output
        assert "\u202e" not in output
    assert "<script>alert" not in switch(tmp_path / "evil.jsonl", folder, "--html", "-").stdout
    assert "<script>alert" not in switch(tmp_path / "evil.jsonl", folder, "--markdown", "-").stdout


def test_the_target_on_any_python_is_meant_where_it_is_the_only_one(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    write_results(one, toy_results(names=["toyloop@python3.12", "other"]))
    write_results(two, toy_results(names=["toyloop@python3.12", "toyloop@python3.13"]))
    assert "loopspec run toyloop -k" in switch(one).output
    done = switch(two)
    assert done.exit_code == 2
    assert "expected one of toyloop@python3.12, toyloop@python3.13" in done.output
    assert "toyloop 1.2" in switch(two, target="toyloop@python3.13").output
    done = switch(one, target="nobody")
    assert done.exit_code == 2
    assert "the results have no nobody; expected one of toyloop@python3.12, other" in done.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--app", "nowhere"], "nowhere: no such file or folder"),
        (["--timeout", "1"], "expected no options of a run"),
        (["--json", "-", "--html", "-"], "expected one at most"),
        (["--json", "no/folder/x.json"], "its folder is missing"),
        (["--recorded", "nothing.json"], "cannot be read"),
        (["--deps", "--python", "no-such-python"], "cannot start no-such-python"),
    ],
)
def test_mistakes(
    results: Path, words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = switch(results, TOY, *words)
    assert done.exit_code == 2
    assert message in done.output
    assert "Traceback" not in done.output


def test_dependencies_are_read_on_request(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "packages"
    (packages / "library").mkdir(parents=True)
    (packages / "library" / "__init__.py").write_text("import single\n")
    (packages / "library" / "_speed.so").touch()
    (packages / "single.py").write_text("async def f(loop):\n loop.set_exception_handler(None)\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(packages), os.environ.get("PYTHONPATH")])))
    app = tmp_path / "app.py"
    app.write_text("import json, library, missing\n")
    assert switch(results, app).exit_code == 0
    done = switch(results, app, "--deps", "--python", sys.executable, "--json", "-")
    data = json.loads(done.stdout)
    assert data["application"]["dependencies"] == ["library", "single"]
    assert data["blockers"][0]["places"] == ["single.py:2"]
    assert data["unseen"] == {"compiled modules": ["library/_speed.so"]}


def test_the_suite_is_run_without_results(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import asyncio\nasync def f():\n await asyncio.Lock().acquire()\n")
    rules = tmp_path / "spec"
    rules.mkdir()
    (rules / "lock.yaml").write_text(
        "format: '1.0'\narea: Lock\nsubject: switch\nscenarios:\n"
        "  free:\n    says: A free lock is acquired.\n    level: must\n"
        "    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}\n    let: {lock: Lock()}\n"
        "    main:\n      - await: lock.acquire()\n        returns: true\n"
    )
    done = CliRunner().invoke(main, ["switch", "asyncio", "--app", str(tmp_path / "app.py"), "--spec", str(rules)])
    assert done.exit_code == 0, done.output
    assert "no known deviation of asyncio on CPython" in done.output
