"""The coverage in reports, and the file that it is made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loopspec.cli import main
from loopspec.coverage.account import Account, Found
from loopspec.coverage.file import read_account, to_json
from loopspec.coverage.inventory import Claim
from loopspec.coverage.section import Coverage
from loopspec.results.file import write_results
from loopspec.results.model import ResultsError
from report.sample import sample_results

PAGE = "library/asyncio-task.html"
ACCOUNT = Account(
    "3.14.0",
    (
        Found(Claim("name", "asyncio.sleep"), PAGE, ("sleep/zero/one",), ""),
        Found(Claim("parameter", "asyncio.sleep", "delay<b>"), PAGE, (), ""),
        Found(Claim("error", "asyncio.sleep", "ValueError"), PAGE, (), "it is rare"),
    ),
    1,
    2,
    (("sleep", "It dreams."),),
)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "coverage.json").write_text(to_json(ACCOUNT), encoding="utf-8")
    assert read_account(tmp_path / "coverage.json") == ACCOUNT


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[]", "is not of type 'object'"),
        ("{}", "is a required property"),
        (json.dumps({**json.loads(to_json(ACCOUNT)), "met": "many"}), r"at \$\.met: 'many' is not of type 'integer'"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "coverage.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=says) as caught:
        read_account(tmp_path / "coverage.json")
    assert "loopspec coverage --json" in str(caught.value)


def test_the_section_has_the_table_and_the_gaps() -> None:
    section = Coverage(ACCOUNT).html()
    assert "<td>1 / 0 / 0</td><td>0 / 0 / 1</td><td>0 / 1 / 0</td>" in section.body
    assert "<li>asyncio.sleep(delay&lt;b&gt;)</li>" in section.body
    assert "ValueError" not in section.body
    assert "1 covered, 1 explained, 1 gap;" in section.body


def test_reports_have_the_section_where_it_is_asked_for(tmp_path: Path) -> None:
    results, coverage = tmp_path / "results.jsonl", tmp_path / "coverage.json"
    write_results(results, sample_results())
    coverage.write_text(to_json(ACCOUNT), encoding="utf-8")
    html, markdown = tmp_path / "report.html", tmp_path / "report.md"
    asked = ["report", str(results), "--html", str(html), "--markdown", str(markdown)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert 'id="coverage"' not in html.read_text()
    assert CliRunner().invoke(main, [*asked, "--coverage", str(coverage)]).exit_code == 0
    assert 'id="coverage"' in html.read_text()
    assert '<a href="#coverage">Coverage</a>' in html.read_text()
    assert "## Coverage of the API" in markdown.read_text()
    shown = CliRunner().invoke(main, ["report", str(results), "--coverage", str(coverage)])
    assert "1 / 0 / 0" in shown.output


def test_a_bad_file_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    results, html = tmp_path / "results.jsonl", tmp_path / "report.html"
    write_results(results, sample_results())
    done = CliRunner().invoke(main, ["report", str(results), "--coverage", str(results), "--html", str(html)])
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
    assert not html.exists()
