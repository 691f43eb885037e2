"""``loopspec report NEW --against OLD``: every format that can say what has changed does; wrong files are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loopspec.cli import main
from loopspec.report.markdown import changes_as_markdown
from loopspec.results.difference import compare
from loopspec.results.file import read_results, write_results
from loopspec.results.model import Results, Verdict
from report.sample import sample_results
from report_data import embedded

RULE = "lock/acquire/cancelled-waiter-is-skipped"


def older() -> Results:
    """An older run, in which all targets break a rule."""
    sample = sample_results()
    results = [replace(one, verdict=Verdict.FAIL) if one.id == RULE else one for one in sample.results]
    targets = [replace(one, version="0.21.0") if one.name == "uvloop" else one for one in sample.targets]
    return replace(sample, results=results, targets=targets)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a run and an older one."""
    monkeypatch.chdir(tmp_path)
    write_results(tmp_path / "new.jsonl", sample_results())
    write_results(tmp_path / "old.jsonl", older())
    return tmp_path


def report(*options: str) -> Result:
    return CliRunner().invoke(main, ["report", "new.jsonl", *options])


def test_the_page_has_the_older_run_and_is_as_large_without_it_as_before(folder: Path) -> None:
    for options in ((), ("--against", "old.jsonl")):
        assert report("--html", f"{len(options)}.html", *options).exit_code == 0
    without, with_ = (embedded((folder / name).read_text("utf-8")) for name in ("0.html", "2.html"))
    carried = with_.pop("against")
    assert without == with_
    assert (carried["name"], carried["scenarios"]) == ("old.jsonl", list(range(40)))
    assert carried["targets"][3]["version"] == "0.21.0"


def test_a_rule_that_has_changed_keeps_its_former_text(folder: Path) -> None:
    old = older()
    changed = replace(old.scenarios[0], code="pass", says="It was another rule.")
    write_results(folder / "old.jsonl", replace(old, scenarios=[changed, *old.scenarios[1:]]))
    assert report("--html", "page.html", "--against", "old.jsonl").exit_code == 0
    first, second, *_ = embedded((folder / "page.html").read_text("utf-8"))["against"]["scenarios"]
    assert first == {"id": changed.id, "level": "must", "says": "It was another rule.", "code": "pass"}
    assert second == 1


def test_markdown_ends_with_what_has_changed(folder: Path) -> None:
    assert report("--markdown", "summary.md", "--against", "old.jsonl").exit_code == 0
    difference = compare(read_results(folder / "old.jsonl"), read_results(folder / "new.jsonl"))
    assert (folder / "summary.md").read_text("utf-8").endswith(changes_as_markdown(difference))


def test_without_a_format_the_changes_follow_the_summary(folder: Path) -> None:
    done = report("--against", "old.jsonl")
    assert done.exit_code == 0
    _, _, changes = done.stdout.partition("\nagainst old.jsonl:\n\n")
    assert changes.startswith("fixed: 4\n")
    assert "\n  uvloop: 0.21.0 on CPython 3.14.0 -> 0.22.1 on CPython 3.14.0\n" in changes
    assert changes.endswith("nothing became worse\n")
    assert "exit" not in changes


def test_quiet_prints_the_conclusions(folder: Path) -> None:
    _, _, changes = report("-q", "--against", "old.jsonl").stdout.partition("\nagainst old.jsonl:\n")
    assert changes == "nothing became worse\n"


def test_a_run_that_was_cut_short_is_named(folder: Path) -> None:
    write_results(folder / "old.jsonl", replace(older(), complete=False))
    assert report("--against", "old.jsonl").stderr.startswith("old.jsonl: incomplete")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.jsonl", "none.jsonl: cannot be read"),
        ("junk.jsonl", "junk.jsonl:1: "),
        ("mine.jsonl", "no target is in both"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(folder: Path, name: str, told: str) -> None:
    (folder / "junk.jsonl").write_text("junk\n")
    mine = [replace(one, name=f"my-{one.name}") for one in older().targets]
    write_results(folder / "mine.jsonl", replace(older(), targets=mine, results=[]))
    done = report("--html", "page.html", "--against", name)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (folder / "page.html").exists()
