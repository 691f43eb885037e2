"""``loopspec merge``: what belongs together, what is refused, what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.report.text import reproduce
from loopspec.results.file import read_results
from loopspec.results.model import Conditions, Results, Verdict

from .conftest import Run
from .made import IDS, LOOP, OTHER, edit_header, run, scenario, write

ON_313 = replace(LOOP, python="3.13.1")


def merged(tmp_path: Path) -> Results:
    return read_results(tmp_path / "all.jsonl")


def test_targets_of_two_machines_become_one_run(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP), b=run(OTHER, platform="macOS-14.5-arm64", started="2026-01-14T00:00:00+00:00"))
    done = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert done.returncode == 0, done.stderr
    assert "exit 0: all 2 targets hold every rule" in done.stdout
    found = merged(tmp_path)
    assert [info.name for info in found.targets] == ["loop", "other"]
    assert [(r.target, r.id) for r in found.results] == [(t, id_) for t in ("loop", "other") for id_ in IDS]
    assert found.platform == "Linux-6.12-x86_64-with-glibc2.41; macOS-14.5-arm64"
    assert (found.started, found.seconds) == ("2026-01-14T00:00:00+00:00", 3.0)


def test_the_merged_file_is_one_like_any_other(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP), b=run(OTHER, verdicts={IDS[1]: Verdict.FAIL}))
    reports = ("--html", "all.html", "--junit", "all.xml", "--markdown", "all.md")
    done = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl", *reports)
    assert done.returncode == 1
    assert loopspec("report", "all.jsonl", "--html", "again.html").returncode == 0
    assert (tmp_path / "all.html").read_bytes() == (tmp_path / "again.html").read_bytes()
    assert loopspec("merge", "all.jsonl", "-o", "same.jsonl").returncode == 1
    assert (tmp_path / "same.jsonl").read_bytes() == (tmp_path / "all.jsonl").read_bytes()
    assert loopspec("diff", "all.jsonl", "same.jsonl").stdout == "exit 0: nothing became worse\n"


def test_the_order_of_shards_changes_nothing(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP, OTHER, shard="1/2"), b=run(LOOP, OTHER, shard="2/2"), whole=run(LOOP, OTHER))
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl").returncode == 0
    assert loopspec("merge", "b.jsonl", "a.jsonl", "-o", "back.jsonl").returncode == 0
    assert (tmp_path / "all.jsonl").read_bytes() == (tmp_path / "back.jsonl").read_bytes()
    assert merged(tmp_path) == replace(read_results(tmp_path / "whole.jsonl"), seconds=3.0)


def test_the_same_target_on_two_pythons_is_told_apart(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP), b=run(ON_313))
    refused = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert (refused.returncode, refused.stderr) == (
        2,
        "target loop is in both a.jsonl and b.jsonl; "
        "`--by python` distinguishes them as loop@python3.12 and loop@python3.13\n",
    )
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl", "--by", "python").returncode == 0
    assert [info.name for info in merged(tmp_path).targets] == ["loop@python3.12", "loop@python3.13"]
    assert {result.target for result in merged(tmp_path).results} == {"loop@python3.12", "loop@python3.13"}


def test_the_same_target_on_two_systems_is_told_apart(loopspec: Run, tmp_path: Path) -> None:
    at = replace(LOOP, name="loop@pypy3", implementation="PyPy", python="3.11.9")
    write(tmp_path, a=run(at), b=run(at, platform="macOS-14.5-arm64"))
    refused = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert "`--by platform` distinguishes them as loop@pypy3 (Linux) and loop@pypy3 (macOS)" in refused.stderr
    both = ("--by", "python", "--by", "platform")
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl", *both).returncode == 0
    assert [info.name for info in merged(tmp_path).targets] == ["loop@pypy3 (Linux)", "loop@pypy3 (macOS)"]


def test_two_releases_of_a_loop_stand_side_by_side(loopspec: Run, tmp_path: Path) -> None:
    one, two, three = (replace(LOOP, version=version) for version in ("0.9.0", "0.10.0", "0.11.0"))
    write(tmp_path, a=run(one), b=run(two, OTHER, verdicts={IDS[1]: Verdict.FAIL}), c=run(three))
    refused = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert (refused.returncode, refused.stderr) == (
        2,
        "target loop is in both a.jsonl and b.jsonl; "
        "`--by version` distinguishes them as loop (0.9.0) and loop (0.10.0)\n",
    )
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl", "--by", "version").returncode == 1
    assert [info.name for info in merged(tmp_path).targets] == ["loop (0.9.0)", "loop (0.10.0)", "other"]
    assert {one.target for one in merged(tmp_path).results if one.verdict is Verdict.FAIL} == {"loop (0.10.0)", "other"}
    # A merged file is one like any other: its names are completed, not made twice as long.
    (tmp_path / "all.jsonl").rename(tmp_path / "ab.jsonl")
    assert loopspec("merge", "ab.jsonl", "c.jsonl", "-o", "all.jsonl", "--by", "version").returncode == 1
    assert [info.name for info in merged(tmp_path).targets] == [
        "loop (0.9.0)",
        "loop (0.10.0)",
        "other",
        "loop (0.11.0)",
    ]


def test_versions_go_together_with_pythons_systems_and_shards(loopspec: Run, tmp_path: Path) -> None:
    one, two = (replace(LOOP, version=version) for version in ("0.9 (odd, @home)", "0.10.0"))
    write(tmp_path, a=run(one, shard="1/2"), b=run(one, shard="2/2"), c=run(two), d=run(replace(ON_313, version="0.9")))
    marks = ("--by", "python", "--by", "platform", "--by", "version")
    done = loopspec("merge", "a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "-o", "all.jsonl", *marks)
    assert done.returncode == 0, done.stderr
    names = [info.name for info in merged(tmp_path).targets]
    assert names == [
        "loop@python3.12 (Linux) (0.9-odd-home-)",
        "loop@python3.12 (Linux) (0.10.0)",
        "loop@python3.13 (Linux)",
    ]
    assert [reproduce(name, "x") for name in names[1:]] == [
        "loopspec run loop@python3.12 -k 'x'",
        "loopspec run loop@python3.13 -k 'x'",
    ]


def test_a_loop_of_the_interpreter_has_its_version(loopspec: Run, tmp_path: Path) -> None:
    own = replace(LOOP, name="asyncio", version="")
    write(tmp_path, a=run(own), b=run(replace(own, python="3.13.1")))
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl", "--by", "version").returncode == 0
    assert [info.name for info in merged(tmp_path).targets] == ["asyncio (3.12.4)", "asyncio (3.13.1)"]


def test_what_is_missing_is_told_and_nothing_written(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP, shard="1/3"), c=run(LOOP, shard="3/3"), other=run(OTHER))
    done = loopspec("merge", "a.jsonl", "c.jsonl", "other.jsonl", "-o", "all.jsonl")
    assert done.returncode == 3
    assert done.stderr == (
        "2 planned results are in none of the files:\n"
        "  loop: 2 of 5; shard 2/3 is not there: lock/made/two, lock/made/maybe\n"
        "nothing was written; --allow-missing writes them as not-run\n"
    )
    assert not (tmp_path / "all.jsonl").exists()


def test_what_is_missing_can_be_written_as_not_run(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP, shard="1/5"))
    done = loopspec("merge", "a.jsonl", "-o", "all.jsonl", "--allow-missing")
    assert done.returncode == 3
    assert "lock/made/two, lock/made/three, lock/made/four and 1 more" in done.stderr
    assert "exit 3: incomplete: 4 planned results did not run" in done.stdout
    found = merged(tmp_path)
    assert [result.verdict for result in found.results] == [Verdict.PASS, *[Verdict.NOT_RUN] * 4]
    assert (found.complete, found.shard) == (True, None)


def test_a_target_that_was_expected_is_missed(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP))
    command = ("merge", "a.jsonl", "-o", "all.jsonl", "--by", "python", "--expect", "loop@python3.12")
    assert loopspec(*command).returncode == 0
    done = loopspec(*command, "--expect", "other@python3.12", "--allow-missing", "--html", "all.html")
    assert done.returncode == 3
    assert "  other@python3.12: 5 of 5: lock/made/one, lock/made/two, lock/made/three and 2 more\n" in done.stderr
    assert [info.name for info in merged(tmp_path).targets] == ["loop@python3.12", "other@python3.12"]
    assert {r.verdict for r in merged(tmp_path).results if r.target == "other@python3.12"} == {Verdict.NOT_RUN}
    assert ": incomplete" in loopspec("badge", "all.jsonl", "--target", "other@python3.12").stdout


CHANGED = [scenario(IDS[0], "def test(scenario): 1\n"), *(scenario(id_) for id_ in IDS[1:])]


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (run(LOOP), run(LOOP), "target loop is in both a.jsonl and b.jsonl; expected each target once"),
        (
            run(LOOP, shard="1/2"),
            run(LOOP, shard="1/2"),
            "target loop is in both a.jsonl and b.jsonl, as the same shard 1/2; expected each target once",
        ),
        (
            run(LOOP, shard="1/2"),
            run(LOOP, shard="2/3"),
            "target loop is in both a.jsonl and b.jsonl, as shards of different splits, 1/2 and 2/3; "
            "split all of a run alike",
        ),
        (
            run(LOOP, shard="1/2"),
            run(LOOP),
            "target loop is in both a.jsonl and b.jsonl; expected each target once",
        ),
        (
            run(LOOP, shard="1/2"),
            run(ON_313, shard="2/2"),
            "target loop is in both a.jsonl and b.jsonl, as shards of one run, but is 1.0 on CPython 3.12.4 in the one "
            "and 1.0 on CPython 3.13.1 in the other; run all shards on the same versions",
        ),
        (
            run(LOOP),
            run(OTHER, ids=IDS[:2]),
            "a.jsonl and b.jsonl are of different plans: of the scenarios, 3 only in a.jsonl "
            "(lock/made/three, lock/made/four, lock/made/maybe); "
            "run all with the same selection and the same version of the suite",
        ),
        (
            run(LOOP),
            run(OTHER, scenarios=CHANGED, suite="another"),
            "a.jsonl and b.jsonl are of different suites: lock/made/one; run all with the same version of the suite",
        ),
        (
            run(LOOP),
            run(OTHER, complete=False),
            "b.jsonl is incomplete: the run was cut short; run it again to the end",
        ),
        (
            run(LOOP, complete=False),
            run(OTHER, complete=False),
            "a.jsonl, b.jsonl are incomplete: the run was cut short; run it again to the end",
        ),
    ],
)
def test_what_does_not_belong_together_is_refused(
    loopspec: Run, tmp_path: Path, one: Results, other: Results, message: str
) -> None:
    write(tmp_path, a=one, b=other)
    done = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message + "\n")
    assert not (tmp_path / "all.jsonl").exists()


def test_a_newer_format_is_told_by_its_version(loopspec: Run, tmp_path: Path) -> None:
    write(tmp_path, a=run(LOOP), b=run(OTHER))
    edit_header(tmp_path / "b.jsonl", format="1.1", weather="fine", targets=[{"name": "other", "mood": "good"}])
    done = loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    message = "b.jsonl:1: results format 1.1 is newer than this loopspec knows (1.0); upgrade loopspec\n"
    assert (done.returncode, done.stderr) == (2, message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.jsonl", "a.jsonl", "-o", "all.jsonl"), "a.jsonl is given twice; expected each file once"),
        (("a.jsonl", "none.jsonl", "-o", "all.jsonl"), "none.jsonl: cannot be read"),
        (("a.jsonl", "both.jsonl", "-o", "all.jsonl"), "both.jsonl:8: a second header"),
        (("a.jsonl", "-o", "no/folder/all.jsonl"), "its folder is missing or not writable"),
        (("a.jsonl",), "Missing option '-o'"),
        (("-o", "all.jsonl"), "Missing argument 'RESULTS...'"),
    ],
)
def test_a_mistake_gets_one_message(loopspec: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    write(tmp_path, a=run(LOOP))
    text = (tmp_path / "a.jsonl").read_text("utf-8")
    (tmp_path / "both.jsonl").write_text(text + text, encoding="utf-8")
    done = loopspec("merge", *arguments)
    assert done.returncode == 2
    assert message.replace(":8:", f":{text.count(chr(10)) + 1}:") in done.stderr
    assert "Traceback" not in done.stderr


def test_conditions_are_kept_where_they_are_the_same(loopspec: Run, tmp_path: Path) -> None:
    busy = Conditions(repeat=3, shuffle=7, stress=2)
    write(tmp_path, a=run(LOOP, conditions=busy), b=run(OTHER, conditions=busy), c=run(ON_313))
    assert loopspec("merge", "a.jsonl", "b.jsonl", "-o", "all.jsonl").returncode == 0
    assert merged(tmp_path).conditions == busy
    assert loopspec("merge", "b.jsonl", "c.jsonl", "-o", "all.jsonl").returncode == 0
    assert merged(tmp_path).conditions == Conditions()
