"""The command: table, gaps, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loopspec.cli import main

RULES = """\
format: "1.0"
area: sleep
subject: small
scenarios:
  one:
    says: It is small.
    level: may
    basis: {note: none}
    main: [{await: sleep(0)}]
    expect: []
"""

EXPLAINED = """\
# Not covered

| name | reason |
| --- | --- |
| `asyncio.sleep(result)` | it has no result |

| behaviour | rules |
| --- | --- |
| It sleeps. | `sleep/small/one` |

| behaviour | area |
| --- | --- |
| It dreams. | sleep |
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A folder with one scenario, and its explanations."""
    folder = tmp_path / "spec"
    folder.mkdir()
    (folder / "small.yaml").write_text(RULES)
    (folder / "NOT-COVERED.md").write_text(EXPLAINED)
    return folder


def coverage(*arguments: str | Path) -> Result:
    """The command, ended."""
    return CliRunner().invoke(main, ["coverage", *map(str, arguments)])


def test_the_table_and_the_gaps(spec: Path) -> None:
    plain, verbose, gaps = (coverage("--spec", spec, *more) for more in ((), ("-v",), ("--gaps",)))
    assert plain.exit_code == verbose.exit_code == gaps.exit_code == 0
    assert "1 / 0 / " in plain.stdout
    assert "1 / 1 / " in plain.stdout
    assert "gap" not in gaps.stdout.splitlines()[0]
    lines = gaps.stdout.splitlines()
    assert "task: asyncio.sleep raises ValueError" in lines
    assert "task: asyncio.sleep" not in lines
    assert "task: asyncio.sleep(delay)" not in lines
    assert "task: asyncio.sleep(result)" not in lines
    assert "sleep: It dreams." in lines
    assert verbose.stdout.endswith(gaps.stdout)
    assert lines[-1].startswith(
        "748 names, parameters and errors of asyncio 3.14.10: 2 covered, 1 explained, 745 gaps; 1 rule"
    )


def test_gaps_fail_where_that_is_asked_for(spec: Path) -> None:
    assert coverage("--spec", spec, "--fail").exit_code == 1


def test_nothing_left_to_do_does_not_fail(spec: Path) -> None:
    (spec / "NOT-COVERED.md").write_text(
        EXPLAINED.split("| behaviour | area")[0].replace("`asyncio.sleep(result)`", "`asyncio.*`")
    )
    done = coverage("--spec", spec, "--fail", "--gaps")
    assert done.exit_code == 0, done.stdout
    assert done.stdout.endswith(", 0 gaps\n")


def test_json_and_markdown(spec: Path, tmp_path: Path) -> None:
    done = coverage("--spec", spec, "--json", tmp_path / "a.json", "--markdown", tmp_path / "a.md")
    assert done.exit_code == 0, done.stderr
    data = json.loads((tmp_path / "a.json").read_text())
    claims = {one["claim"]: one for one in data["claims"]}
    assert claims["asyncio.sleep(delay)"]["scenarios"] == ["sleep/small/one"]
    assert claims["asyncio.sleep(result)"]["state"] == "explained"
    assert claims["asyncio.sleep(result)"]["reason"] == "it has no result"
    assert claims["asyncio.sleep raises ValueError"]["state"] == "gap"
    assert (data["met"], data["left_out"], data["to_do"]) == (1, 0, [{"area": "sleep", "behaviour": "It dreams."}])
    text = (tmp_path / "a.md").read_text()
    assert "| task | `asyncio.sleep raises ValueError` |" in text
    assert "| sleep | It dreams. |" in text


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("`asyncio.sleep` | never", "NOT-COVERED.md:5:1: 'asyncio.sleep' is covered by a scenario now; delete the row"),
        (
            "`asyncio.slep` | never",
            "NOT-COVERED.md:5:1: 'asyncio.slep' is nothing in the inventory of asyncio; correct the name",
        ),
    ],
)
def test_a_row_that_has_become_false_is_an_error(spec: Path, tmp_path: Path, row: str, message: str) -> None:
    (spec / "NOT-COVERED.md").write_text(EXPLAINED.replace("`asyncio.sleep(result)` | it has no result", row))
    done = coverage("--spec", spec, "--json", tmp_path / "a.json")
    assert done.exit_code == 2
    assert done.stderr == f"{spec}/{message}\n"
    assert not done.stdout
    assert not (tmp_path / "a.json").exists()


def test_rules_that_are_not_there_are_errors(spec: Path) -> None:
    (spec / "NOT-COVERED.md").write_text(EXPLAINED.replace("sleep/small/one", "sleep/small/two"))
    done = coverage("--spec", spec)
    assert done.exit_code == 2
    assert done.stderr == f"{spec}/NOT-COVERED.md:9:1: no scenario 'sleep/small/two'; correct the id\n"


def test_the_suite_explains_itself_truly() -> None:
    done = coverage("--gaps")
    assert done.exit_code == 0, done.stderr


def test_an_inventory_is_remade_of_documentation_only(tmp_path: Path) -> None:
    done = coverage("--remake", tmp_path)
    assert done.exit_code == 2
    assert "expected the HTML of the Python documentation" in done.stderr
