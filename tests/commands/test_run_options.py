"""The amount that a run prints, the moment it stops, and the part of the last run that it repeats."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import command_line
from loopspec.results.file import read_results
from loopspec.results.model import Verdict

RULE = """\
  {name}:
    says: A free lock is locked, it says {name}.
    level: {level}
    basis: {{docs: library/asyncio-sync.html#asyncio.Lock.acquire}}
    let: {{lock: Lock()}}
    main:
      - log: first
      - check: lock.locked()
        is: {expected}
      - log: second
    expect: [{{main: first}}, {{main: {last}}}]
"""
HEAD = 'format: "1.0"\narea: Lock\nsubject: made\nscenarios:\n'
LATER = """\
  later:
    says: A rule of a version to come.
    level: must
    since: "3.99"
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    main: [{log: in}]
    expect: [{main: in}]
"""


def rule(name: str, *, holds: bool = False, level: str = "must") -> str:
    last = "second" if holds else "third"
    return RULE.format(name=name, level=level, expected="false" if holds else "true", last=last)


class Folder:
    """A folder with rules, in which loopspec runs with a cache of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cache = path / "cache"

    def rules(self, *rules: str) -> None:
        (self.path / "made.yaml").write_text(HEAD + "".join(rules))

    def run(self, *options: str, target: str = "asyncio") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache), "COLUMNS": "100"}
        words = ("run", target, "--spec", "made.yaml", "-n", "1", *options)
        return command_line.loopspec(*words, cwd=self.path, env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.rules(rule("one"), rule("two", holds=True), rule("three"), rule("four", level="may"), rule("five"), LATER)
    return folder


def test_verbose_prints_traces_with_the_first_difference_marked(folder: Folder) -> None:
    plain, verbose = folder.run().stdout, folder.run("-v").stdout
    assert ">  2  main: third  main: second" not in " ".join(plain.splitlines())
    assert [" ".join(line.split()) for line in verbose.splitlines()].count("> 2 main: third main: second") == 4
    assert "lock.locked(): expected True, got False" in verbose


def test_quiet_prints_the_conclusion_alone(folder: Folder) -> None:
    done = folder.run("-q")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "exit 1: asyncio (3 must) deviates\n"
    both = folder.run("-q", "-v")
    assert (both.returncode, both.stdout) == (2, "")
    assert "-v and -q exclude each other" in both.stderr


def test_reasons_of_what_was_not_judged(folder: Folder) -> None:
    assert "Not judged: 1" not in folder.run().stdout
    said = folder.run("--reasons").stdout
    assert "Not judged: 1" in said
    assert "1 unsupported  holds from Python 3.99  asyncio 1" in said
    assert "lock/made/later" in folder.run("--reasons", "-v").stdout


POOR = "from asyncio import *\nfrom asyncio import events\n\ndel Queue, Barrier\n"
QUEUES = """\
  queue-{name}:
    says: A new queue is empty, it says {name}.
    level: must
    basis: {{docs: library/asyncio-queue.html#asyncio.Queue}}
    let: {{queue: {name}(2)}}
    main: [{{check: queue is None, is: false}}]
"""


@pytest.fixture
def poor(folder: Folder) -> Folder:
    """A folder with a namespace that lacks names, and rules that ask for them."""
    (folder.path / "poor.py").write_text(POOR)
    queues = [QUEUES.format(name="Queue").replace("-Queue", f"-{n}").replace("Queue.", f"{n}.") for n in ("a", "b")]
    folder.rules(
        rule("two", holds=True), LATER, *(q.replace("it says Queue", f"it says {n}") for n, q in enumerate(queues)),
        QUEUES.format(name="Barrier").replace("-Barrier", "-c"),
    )  # fmt: skip
    return folder


def test_missing_names_are_grouped_and_ranked(poor: Folder) -> None:
    done = poor.run("--markdown", "summary.md", "--html", "report.html", target="poor")
    assert "missing: Queue (2 rules), Barrier (1 rule)" in done.stdout
    assert "unsupported: holds from Python 3.99 (1 rule)" in done.stdout
    assert "exit 0: nothing deviates, but little was judged: 1 of 5 rules on poor" in done.stdout
    assert done.returncode == 0
    for name in ("summary.md", "report.html"):
        written = (poor.path / name).read_text()
        assert "missing: Queue (2 rules), Barrier (1 rule)" in written
        assert "unsupported: holds from Python 3.99 (1 rule)" in written


def test_missing_names_count_where_they_are_said_to(poor: Folder) -> None:
    done = poor.run("--missing", "fails", "--results", "run.jsonl", target="poor")
    assert done.returncode == 1
    assert "exit 1: 3 results missing, which --missing fails counts" in done.stdout
    assert read_results(poor.path / "run.jsonl").conditions.missing_fails
    again = command_line.loopspec("report", "run.jsonl", cwd=poor.path)
    assert "exit 1: 3 results missing" in again.stdout
    assert poor.run("--missing", "fails", "-k", "made/two", target="poor").returncode == 0


def test_a_single_case_prints_its_trace_whatever_came_of_it(folder: Folder) -> None:
    assert "> 2 main: third main: second" in " ".join(folder.run("-k", "made/one").stdout.split())
    assert "2 main: second main: second" in " ".join(folder.run("-k", "made/two").stdout.split())
    assert "holds from Python 3.99" in folder.run("-k", "made/later").stdout


def test_a_single_case_that_hangs_prints_its_stack(folder: Folder) -> None:
    (folder.path / "spins.py").write_text(
        "import asyncio\n\n\nclass Loop(asyncio.SelectorEventLoop):\n    def run_forever(self):\n"
        "        self.spin_for_ever()\n\n    def spin_for_ever(self):\n        while True:\n            pass\n"
    )
    several = folder.run("--timeout", "0.3", target="spins:Loop")
    assert "in spin_for_ever" not in several.stdout
    said = folder.run("-k", "made/two", "--timeout", "0.3", target="spins:Loop").stdout
    assert "hang  spins:Loop" in said
    assert "in spin_for_ever" in said


@pytest.mark.parametrize(("option", "count"), [(("-x",), 1), (("--maxfail", "2"), 2)])
def test_a_run_stops_after_so_many_deviations(folder: Folder, option: tuple[str, ...], count: int) -> None:
    done = folder.run(*option, "--results", "out.jsonl")
    found = read_results(folder.path / "out.jsonl")
    verdicts = [result.verdict for result in found.results if not result.id.endswith("four")]  # may does not count
    assert verdicts.count(Verdict.FAIL) == count
    left = [result for result in found.results if result.verdict is Verdict.NOT_RUN]
    assert left
    words = f"{count} deviation" + "s" * (count > 1)
    assert {result.detail for result in left} == {f"the run was stopped after {words}"}
    assert (done.returncode, f"stopped after {words}, {len(left)} planned" in done.stdout) == (1, True)


def test_a_run_that_need_not_stop_is_as_any_other(folder: Folder) -> None:
    done = folder.run("--maxfail", "9", "--results", "out.jsonl")
    assert "stopped" not in done.stdout
    assert all(result.verdict is not Verdict.NOT_RUN for result in read_results(folder.path / "out.jsonl").results)


def test_stopped_rounds_are_told_by_those_that_ran(folder: Folder) -> None:
    folder.rules(rule("one", holds=True), rule("two"))
    done = folder.run("-x", "--repeat", "3", "--results", "out.jsonl")
    assert done.returncode == 1
    two = next(result for result in read_results(folder.path / "out.jsonl").results if result.id == "lock/made/two")
    assert two.verdict is Verdict.FAIL
    assert two.attempts == []  # there was no second round


def ids(folder: Folder, *options: str) -> set[str]:
    folder.run(*options, "--results", "out.jsonl")
    return {scenario.id.rpartition("/")[2] for scenario in read_results(folder.path / "out.jsonl").scenarios}


def test_what_failed_is_run_again_until_it_holds(folder: Folder) -> None:
    folder.run()
    assert ids(folder, "--last-failed") == {"one", "three", "five"}
    folder.rules(rule("one", holds=True), rule("two", holds=True), rule("three"), rule("five"))
    folder.run("-k", "made/one")  # a part of it leaves the rest remembered
    assert ids(folder, "--last-failed") == {"three", "five"}
    assert ids(folder, "--last-failed", "-x") == {"three", "five"}  # one of them has not run since
    assert ids(folder, "--last-failed") == {"three", "five"}
    folder.rules(rule("one"), rule("three", holds=True), rule("five", holds=True))
    folder.run("--last-failed")
    done = folder.run("--last-failed", "-q")
    assert done.stderr == "nothing selected deviated as it was last run from this folder: all of it is run\n"
    assert list(folder.cache.rglob("*.json"))  # of `one`, which was run and deviates


def test_what_failed_in_a_results_file(folder: Folder) -> None:
    folder.run("-k", "made/one", "--results", "old.jsonl")
    assert ids(folder, "--failed-in", "old.jsonl") == {"one"}
    done = folder.run("--failed-in", "no-such.jsonl")
    assert (done.returncode, "no-such.jsonl: cannot be read" in done.stderr) == (2, True)


def test_a_cache_that_cannot_be_used_is_no_matter(folder: Folder) -> None:
    folder.cache.write_text("a file where a folder should be")
    done = folder.run("-q")
    assert (done.returncode, done.stderr) == (1, "")
    assert folder.run("--last-failed", "-q").returncode == 1
    folder.cache.unlink()
    folder.run("-q")
    next(folder.cache.rglob("*.json")).write_text("{broken")
    assert folder.run("--last-failed", "-q").stdout == "exit 1: asyncio (3 must) deviates\n"
