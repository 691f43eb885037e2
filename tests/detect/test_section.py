"""Detections in a report: the same figures as in their own tables, and text of targets escaped."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import command_line
from loopspec.detect.model import Detection, Fate, Outcome, to_json
from loopspec.detect.section import Detected
from loopspec.results.file import write_results
from loopspec.results.model import TargetInfo
from results.made import LOOP, run


def outcome(number: int, module: str, fate: Fate, change: str = "a -> b") -> Outcome:
    id_ = f"{module}:put:drop-call:{number}"
    rule, level = ("queue/put/wakes", "must") if fate is Fate.SEEN else ("", "")
    return Outcome(id_, module, "put", "drop-call", "queues.py", number, change, "-a\n+b\n", fate, rule, level)


def made(name: str = "asyncio") -> Detection:
    """One module of which two of three faults are seen, and one of which none is."""
    return Detection(
        loopspec="0.1.0", started="2026-01-15T09:30:00+00:00", platform="Linux", suite="0123456789abcdef", seed=7,
        target=TargetInfo(name, "3.12.4", "CPython"), package="asyncio", planted=40, unused={}, left_out=[],
        rules={"queue/put/wakes": "must"},
        outcomes=[
            outcome(1, "asyncio.queues", Fate.SEEN),
            outcome(2, "asyncio.queues", Fate.IMPORT),
            outcome(3, "asyncio.queues", Fate.UNSEEN),
            outcome(4, "asyncio.locks", Fate.UNREACHED, "<script>alert(1)</script> -> \x1b[31m"),
            outcome(5, "asyncio.locks", Fate.EQUIVALENT),
        ],
    )  # fmt: skip


def report(folder: Path, *words: str, detections: tuple[str, ...] = ("asyncio",)) -> subprocess.CompletedProcess[str]:
    """Run ``loopspec report`` on made results and made detections of some targets."""
    write_results(folder / "results.jsonl", run(LOOP))
    for name in detections:
        (folder / f"{name}.json").write_text(to_json(made(name)), encoding="utf-8")
        words = (*words, "--detection", str(folder / f"{name}.json"))
    return command_line.loopspec("report", str(folder / "results.jsonl"), *words)


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The page of a report of two detections."""
    done = report(tmp_path, "--html", str(tmp_path / "report.html"), detections=("asyncio", "refloop"))
    assert (done.returncode, done.stderr) == (0, "")
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_page_has_the_figures_of_each_target_by_module(page: str) -> None:
    section = page.partition('id="detection"')[2]
    assert section.count("2 of 4 faults seen (50 %), 1 of them at the import") == 2
    for name in ("asyncio 3.12.4", "refloop 3.12.4"):
        assert f"<h3>{name}</h3>" in section
    rows = [
        '<tr><th scope="row">asyncio.queues</th><td>2</td><td>3</td><td>66</td>',
        '<tr><th scope="row">asyncio.locks</th><td>0</td><td>1</td><td>0</td>',
        '<tr><th scope="row">all</th><td>2</td><td>4</td><td>50</td>',
    ]
    for text in rows:
        assert section.count(text) == 2
    assert "asyncio.queues:put:drop-call:3" in section
    assert "asyncio.queues:put:drop-call:1" not in section


def test_text_of_a_target_is_text(page: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "\x1b" not in page


def test_the_markdown_is_a_part_of_the_report() -> None:
    text = Detected([made(), made("refloop")]).markdown()
    assert text.startswith("## ")
    assert text.count("\n## ") == 0
    assert text.count("### Not seen") == 2


def test_without_an_option_the_tables_are_printed(tmp_path: Path) -> None:
    done = report(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 4 faults seen (50 %)" in done.stdout


def test_a_file_that_is_no_detection_is_an_error(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    done = report(tmp_path, "--detection", str(wrong), detections=())
    assert (done.returncode, done.stdout) == (2, "")
    assert "wrong.json" in done.stderr
