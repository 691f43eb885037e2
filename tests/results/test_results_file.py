"""The results file against its published schema, and what reading makes of broken ones."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from jsonschema import Draft202012Validator

from loopspec.results.file import Former, dump, read_results, text_of, write_results
from loopspec.results.model import ResultsError
from report.sample import sample_results

SCHEMA = Path(__file__).parents[2] / "spec" / "schema" / "results-1.0.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_line_written_is_valid(validator: Draft202012Validator) -> None:
    for line in dump(sample_results()):
        validator.validate(json.loads(line))


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"kind": "trailer"},
        {"kind": "footer", "results": -1, "seconds": 0},
        {"kind": "footer", "results": 1, "seconds": 0, "more": 1},
    ],
)
def test_other_lines_are_not(validator: Draft202012Validator, line: dict[str, object]) -> None:
    assert not validator.is_valid(line)


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "passed"), ("at", -1), ("events", [["one"]]), ("expected", [{"some_order": []}])],
)
def test_a_wrong_field_of_a_result_is_invalid(validator: Draft202012Validator, key: str, value: object) -> None:
    line = next(line for line in dump(sample_results()) if '"kind":"result"' in line)
    assert not validator.is_valid(json.loads(line) | {key: value})


def test_reading_gives_back_what_was_written(tmp_path: Path) -> None:
    write_results(tmp_path / "results.jsonl", sample_results())
    assert read_results(tmp_path / "results.jsonl") == sample_results()


def test_a_text_that_looks_like_a_member_is_a_text(tmp_path: Path) -> None:
    results = sample_results()
    odd = replace(results.results[0], detail=',"events":[],"output":', output='{"kind":"result"},"events":')
    results = replace(results, results=[odd, *results.results[1:]])
    write_results(tmp_path / "results.jsonl", results)
    assert read_results(tmp_path / "results.jsonl") == results


@pytest.mark.parametrize("first", ["events", "checks", "output", "seconds"])
def test_members_may_come_in_any_order(tmp_path: Path, first: str) -> None:
    lines = []
    for line in dump(sample_results()):
        record = json.loads(line)
        front = {name: record.pop(name) for name in ("kind", first) if name in record}
        lines.append(json.dumps(front | record))
    (tmp_path / "results.jsonl").write_text("\n".join(lines), "utf-8")
    assert read_results(tmp_path / "results.jsonl") == sample_results()


def test_files_that_are_read_together_share_what_is_equal(tmp_path: Path) -> None:
    write_results(tmp_path / "results.jsonl", sample_results())
    former = Former()
    one, other = (read_results(tmp_path / "results.jsonl", former) for _ in range(2))
    assert one == other
    assert all(before is now for before, now in zip(one.scenarios, other.scenarios, strict=True))
    assert all(before.events is now.events for before, now in zip(one.results, other.results, strict=True))


def test_a_file_is_compressed_where_its_name_asks_for_it(tmp_path: Path) -> None:
    results = sample_results()
    write_results(tmp_path / "results.jsonl.gz", results)
    packed = (tmp_path / "results.jsonl.gz").read_bytes()
    assert gzip.decompress(packed).decode() == text_of(results)
    write_results(tmp_path / "again.gz", results)
    assert (tmp_path / "again.gz").read_bytes() == packed
    (tmp_path / "other.name").write_bytes(packed)
    assert read_results(tmp_path / "other.name") == results


@pytest.mark.parametrize("keep", [4, 40, -20])
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, keep: int) -> None:
    file = tmp_path / "results.jsonl.gz"
    write_results(file, sample_results())
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(ResultsError, match="damaged"):
        read_results(file)


def test_without_its_footer_a_file_is_incomplete(tmp_path: Path) -> None:
    write_results(tmp_path / "results.jsonl", sample_results(complete=False))
    assert read_results(tmp_path / "results.jsonl").complete is False


def test_a_file_cut_in_the_middle_of_a_line_is_incomplete(tmp_path: Path) -> None:
    text = "".join(dump(sample_results()))
    (tmp_path / "cut.jsonl").write_text(text[: len(text) // 2], encoding="utf-8")
    results = read_results(tmp_path / "cut.jsonl")
    assert results.complete is False
    assert results.scenarios


def test_a_footer_that_counts_more_than_there_is_tells_of_a_loss(tmp_path: Path) -> None:
    lines = list(dump(sample_results()))
    del lines[-5]
    (tmp_path / "holed.jsonl").write_text("".join(lines), encoding="utf-8")
    assert read_results(tmp_path / "holed.jsonl").complete is False


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ":1: "),
        ("junk\n", ":1: "),
        ("[]\n{}\n", ":1: "),
        ('{"kind":"footer","results":0,"seconds":0}\n', ":1: "),
    ],
)
def test_junk_is_refused_with_its_place(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "junk.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError) as caught:
        read_results(path)
    assert f"{path}{where}" in str(caught.value)


def test_junk_in_the_middle_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = list(dump(sample_results()))
    lines[3] = '{"kind":"scenario"}\n'
    path = tmp_path / "junk.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"junk\.jsonl:4: "):
        read_results(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize("name", ["results.jsonl", "results.jsonl.gz"])
def test_a_pipe_is_read_once(tmp_path: Path, name: str) -> None:
    write_results(tmp_path / name, sample_results())
    os.mkfifo(tmp_path / "pipe")
    writing = Thread(target=(tmp_path / "pipe").write_bytes, args=((tmp_path / name).read_bytes(),), daemon=True)
    writing.start()
    assert read_results(tmp_path / "pipe") == sample_results()
    writing.join()


def test_an_empty_line_is_refused_but_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    head, *rest = dump(sample_results())
    file.write_text(head + "\n" + "".join(rest), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"results\.jsonl:2: not a line"):
        read_results(file)
    file.write_text(head + "".join(rest) + "\n\n", encoding="utf-8")
    assert read_results(file) == sample_results()
