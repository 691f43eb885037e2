"""``loopspec run --shard``: a deterministic, balanced split, and what the file says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loopspec.results.file import read_results
from loopspec.results.shard import Shard, ShardError, absent, parse_shard

from .conftest import Run

SUITE = """\
format: "1.0"
area: Lock
subject: shards
scenarios:
""" + "".join(
    f"""\
  rule-{number}:
    says: Rule {number} holds.
    level: must
    basis: {{note: the suite says so}}
    main:
      - log: here
    expect: [{{main: here}}]
"""
    for number in range(5)
)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("size", [0, 1, 7, 100, 101])
def test_shares_are_disjoint_whole_and_even(count: int, size: int) -> None:
    shares = [Shard(number, count).share(range(size)) for number in range(1, count + 1)]
    assert sorted(item for share in shares for item in share) == list(range(size))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "a/b", "1/0", "-1/2", "1/2/3", " 1/2", "1/99999"])
def test_a_shard_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ShardError, match=r"expected a shard I/N with I from 1 to N, such as 2/4, got "):
        parse_shard(text)


def test_the_shards_that_are_not_there() -> None:
    assert absent([Shard(1, 3), Shard(3, 3)]) == [Shard(2, 3)]
    assert absent([]) == []


def test_the_shards_of_a_run_make_the_run(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "suite.yaml").write_text(SUITE, encoding="utf-8")
    run = ("run", "asyncio", "refloop", "--spec", "suite.yaml")
    assert loopspec(*run, "--results", "whole.jsonl").returncode == 0
    for shard in ("1/2", "2/2"):
        done = loopspec(*run, "--shard", shard, "--results", f"{shard[0]}.jsonl", "--html", "out.html")
        assert done.returncode == 0, done.stderr
    whole, first = read_results(tmp_path / "whole.jsonl"), read_results(tmp_path / "1.jsonl")
    assert [scenario.id[-1] for scenario in first.scenarios] == ["0", "2", "4"]
    assert (first.shard, first.plan, first.suite) == (Shard(1, 2), whole.scenarios, whole.suite)
    header = json.loads((tmp_path / "1.jsonl").read_text("utf-8").partition("\n")[0])
    assert (header["shard"], len(header["plan"])) == ("1/2", 5)
    assert "exit 0: all 2 targets hold every rule" in loopspec("report", "1.jsonl").stdout
    assert loopspec("merge", "2.jsonl", "1.jsonl", "-o", "all.jsonl").returncode == 0
    merged = read_results(tmp_path / "all.jsonl")
    assert [(r.target, r.id, r.verdict, r.events) for r in merged.results] == [
        (r.target, r.id, r.verdict, r.events) for r in whole.results
    ]
    assert (merged.scenarios, merged.targets, merged.suite) == (whole.scenarios, whole.targets, whole.suite)


@pytest.mark.parametrize(
    ("shard", "message"),
    [
        ("3/2", "--shard: expected a shard I/N with I from 1 to N, such as 2/4, got '3/2'"),
        ("6/6", "--shard 6/6: expected at most as many shards as there are scenarios, 5"),
    ],
)
def test_a_wrong_shard_runs_nothing(loopspec: Run, tmp_path: Path, shard: str, message: str) -> None:
    (tmp_path / "suite.yaml").write_text(SUITE, encoding="utf-8")
    done = loopspec("run", "asyncio", "--spec", "suite.yaml", "--shard", shard, "--results", "out.jsonl")
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
