"""The speed section of the HTML and Markdown reports, and the bench file that it is made from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from loopspec.bench.measurements import Measurement, read_measurements, to_json
from loopspec.bench.section import bar, section
from loopspec.cli import main
from loopspec.report.reporters.html import render_html
from loopspec.results.file import write_results
from loopspec.results.model import ResultsError, TargetInfo
from report.sample import sample_results

from .test_measurements import FULL


def test_a_bench_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    file.write_text(to_json(FULL), encoding="utf-8")
    assert to_json(read_measurements(file)) == to_json(FULL)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[]", "is not of type 'object'"),
        ("{}", "is a required property"),
        (json.dumps({**json.loads(to_json(FULL)), "rounds": "many"}), "not a bench file at $.rounds: 'many' is not of"),
    ],
)
def test_what_is_no_bench_file_is_told(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "bench.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError) as told:
        read_measurements(file)
    assert str(told.value).startswith(str(file))
    assert says in str(told.value)
    assert "loopspec bench --json" in str(told.value)


def test_bars_are_logarithmic_and_bounded() -> None:
    twice, half = bar(2), bar(0.5)
    assert twice
    assert half
    assert (twice.side, half.side) == ("faster", "slower")
    assert twice.percent == half.percent == pytest.approx(50 / 3, abs=0.1)
    much = bar(1000)
    assert much
    assert much.percent == 50
    assert bar(1.0) is None
    assert bar(None) is None


def test_the_section_tells_what_was_measured_and_what_was_not() -> None:
    part = section(FULL)
    assert (part.id, part.link) == ("speed", "Speed")
    assert "200 µs" in part.body
    assert "2.00" in part.body
    assert "fast, extra: hang: no end within 60 s" in part.body
    assert (
        part.body.index("geometric mean") < part.body.index("not in the mean") < part.body.index('scope="row">memory')
    )


def test_names_from_a_file_are_escaped() -> None:
    mean = TargetInfo("<script>", "3.13.0", "CPython")
    body = section(replace(FULL, targets=[mean, mean], measurements=[Measurement("one", "<script>", [1.0])])).body
    assert "<script>" not in body


def test_the_page_has_the_section_and_the_way_to_it() -> None:
    page = render_html(sample_results(), [section(FULL)])
    assert '<a href="#speed">Speed</a>' in page
    assert page.index('id="targets"') < page.index('id="speed"') < page.index('id="matrix"')
    assert ".speed-bar" in page
    assert page == render_html(sample_results(), [section(FULL)])
    assert "speed" not in render_html(sample_results()).partition("<main>")[2].partition("</main>")[0]


def test_the_command_writes_it(tmp_path: Path) -> None:
    results, bench = tmp_path / "results.jsonl", tmp_path / "bench.json"
    write_results(results, sample_results())
    bench.write_text(to_json(FULL), encoding="utf-8")
    html, markdown = tmp_path / "report.html", tmp_path / "report.md"
    asked = ["report", str(results), "--bench", str(bench)]
    done = CliRunner().invoke(main, [*asked, "--html", str(html), "--markdown", str(markdown)])
    assert done.exit_code == 0, done.output
    assert "How fast they are" in html.read_text(encoding="utf-8")
    assert "## How fast they are\n\n| workload" in markdown.read_text(encoding="utf-8")
    told = CliRunner().invoke(main, asked)
    assert "geometric mean" in told.output


def test_a_bad_bench_file_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    results, html = tmp_path / "results.jsonl", tmp_path / "report.html"
    write_results(results, sample_results())
    done = CliRunner().invoke(main, ["report", str(results), "--bench", str(results), "--html", str(html)])
    assert done.exit_code == 2
    assert "not JSON" in done.output
    assert not html.exists()
