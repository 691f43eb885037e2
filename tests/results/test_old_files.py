"""Results files that were written once stay readable for ever.

The files under ``data/`` are as the first 1.0 wrote them, and with every field that 1.0 has got since. They are
never written again: when a test here fails, it is the reader that has to learn.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from loopspec.results.file import read_results
from loopspec.results.model import Conditions, Results, ResultsError, Verdict
from loopspec.results.shard import Shard

from .conftest import Run
from .made import edit_header

DATA = Path(__file__).parent / "data"
FILES = ("results-1.0.jsonl", "results-1.0-shard.jsonl")
SCHEMA = Path(__file__).parents[2] / "spec" / "schema" / "results-1.0.json"


def read(name: str) -> Results:
    return read_results(DATA / name)


def test_the_first_format_is_read_in_full() -> None:
    found = read("results-1.0.jsonl")
    assert found.complete
    assert [info.name for info in found.targets] == ["asyncio", "refloop", "refloop-loop", "uvloop", "rloop"]
    assert {result.verdict for result in found.results} == set(Verdict)
    assert len(found.results) == len(found.targets) * len(found.scenarios)
    assert (found.shard, found.conditions) == (None, Conditions())
    assert not any(result.attempts for result in found.results)


def test_the_fields_that_came_later_are_read_too() -> None:
    found = read("results-1.0-shard.jsonl")
    assert found.complete
    assert (found.shard, found.conditions) == (Shard(2, 2), Conditions(repeat=3, shuffle=7, stress=2))
    assert found.scenarios == Shard(2, 2).share(found.plan)
    assert all(len(result.attempts) == 3 for result in found.results)


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_valid_still(name: str) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for line in (DATA / name).read_text("utf-8").splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("option", ["--html", "--junit", "--markdown"])
def test_every_report_is_made_of_it(loopspec: Run, tmp_path: Path, name: str, option: str) -> None:
    done = loopspec("report", str(DATA / name), option, "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_it_can_be_merged_and_compared(loopspec: Run, name: str) -> None:
    assert loopspec("merge", str(DATA / name), "-o", "out.jsonl", "--allow-missing").returncode == 3
    assert "Traceback" not in loopspec("diff", str(DATA / name), "out.jsonl").stderr


@pytest.mark.parametrize("version", ["1.1", "1.10", "2.0"])
def test_a_newer_file_is_told_by_its_version_whatever_else_it_has(tmp_path: Path, version: str) -> None:
    path = tmp_path / "new.jsonl"
    path.write_text((DATA / "results-1.0.jsonl").read_text("utf-8"), encoding="utf-8")
    edit_header(path, format=version, targets={"in": "another form"}, plan=None)
    with pytest.raises(ResultsError, match=rf"new.jsonl:1: results format {version} is newer than this loopspec"):
        read_results(path)


@pytest.mark.parametrize(
    "fields",
    [
        {"targets": [{"name": "x", "mood": "good"}]},
        {"targets": None},
        {"shard": "9/2"},
        {"conditions": 3},
        {"format": 1},
    ],
)
def test_a_header_that_is_wrong_is_told_with_its_place(tmp_path: Path, fields: dict[str, object]) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text((DATA / "results-1.0.jsonl").read_text("utf-8"), encoding="utf-8")
    edit_header(path, **fields)
    with pytest.raises(ResultsError, match=r"odd.jsonl:1: not a line of a results file"):
        read_results(path)
