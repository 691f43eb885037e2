"""A report format is a module, or an entry point of another distribution; the options come from them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import loopspec
from loopspec.report.reporter import reporters
from loopspec.results.file import text_of
from report.sample import sample_results

FORMAT = """
class NamesReporter:
    name = "names"
    writes = "the names of the targets"

    def render(self, results, appendices=()):
        return "".join(target.name + "\\n" for target in results.targets)


REPORTER = NamesReporter()
"""


def loopspec_report(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``loopspec report`` with what stands in a folder before what is installed."""
    return subprocess.run(
        [sys.executable, "-m", "loopspec", "report", *options],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def results(tmp_path: Path) -> Path:
    file = tmp_path / "results.jsonl"
    file.write_text(text_of(sample_results()), encoding="utf-8")
    return file


def test_each_format_has_a_name_and_says_what_it_writes() -> None:
    assert [reporter.name for reporter in reporters()][:5] == ["compat", "github", "html", "junit", "markdown"]
    assert all(reporter.writes for reporter in reporters())


def test_a_format_is_added_by_one_file(tmp_path: Path, results: Path) -> None:
    package = tmp_path / "copy" / "loopspec"
    shutil.copytree(Path(loopspec.__file__).parent, package)
    (package / "report" / "reporters" / "names.py").write_text(FORMAT, encoding="utf-8")
    made = tmp_path / "names.txt"
    done = loopspec_report(package.parent, str(results), "--names", str(made))
    assert done.returncode == 0, done.stderr
    assert made.read_text().splitlines() == [target.name for target in sample_results().targets]


def plug_in(folder: Path, module: str, point: str) -> None:
    """Make a distribution with an entry point for a report format."""
    folder.mkdir()
    (folder / "names_report.py").write_text(module, encoding="utf-8")
    info = folder / "names_report-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: names-report\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[loopspec.reporters]\nnames = {point}\n", encoding="utf-8")


def test_a_format_comes_with_another_distribution(tmp_path: Path, results: Path) -> None:
    plug_in(tmp_path / "site", FORMAT, "names_report:REPORTER")
    done = loopspec_report(tmp_path / "site", str(results), "--names", "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [target.name for target in sample_results().targets]
    assert "the report of names-report" in loopspec_report(tmp_path / "site", "--help").stdout


@pytest.mark.parametrize(
    ("module", "point", "told"),
    [
        (
            "raise RuntimeError('no')",
            "names_report:REPORTER",
            "names_report:REPORTER cannot be imported: RuntimeError('no')",
        ),
        ("REPORTER = 1", "names_report:REPORTER", "names_report:REPORTER: expected an object with a method render"),
    ],
)
def test_a_format_that_cannot_be_loaded_is_refused_when_it_is_asked_for(
    tmp_path: Path, results: Path, module: str, point: str, told: str
) -> None:
    plug_in(tmp_path / "site", module, point)
    assert loopspec_report(tmp_path / "site", str(results), "--markdown", str(tmp_path / "m.md")).returncode == 0
    done = loopspec_report(tmp_path / "site", str(results), "--names", "-")
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
