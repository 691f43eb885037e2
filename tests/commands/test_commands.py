"""The commands as a user runs them: exit code, standard output, standard error, files written."""

from __future__ import annotations

import functools
import json
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

RULES = """\
format: "1.0"
area: Lock
subject: basics
scenarios:
  acquire-returns-true:
    says: Acquiring a free lock returns True.
    level: must
    basis: {docs: library/asyncio-sync.html#asyncio.Lock.acquire}
    let: {lock: Lock()}
    main:
      - await: lock.acquire()
        returns: true
  tick-logs:
    says: A lane logs what it is told to log.
    level: should
    basis: {note: the suite says so}
    main:
      - log: here
    expect: [{main: here}]
"""

WRONG = RULES.replace("returns: true", "returns: false")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder of its own, which holds two rules."""
    (tmp_path / "basics.yaml").write_text(RULES)

    return functools.partial(command_line.loopspec, cwd=tmp_path)


def test_version_and_help(loopspec: Run) -> None:
    assert loopspec("--version").stdout.startswith("loopspec, version ")
    help_text = loopspec("--help").stdout
    for command in ("validate", "render", "list", "show", "run", "report"):
        assert f"\n  {command} " in help_text
    assert "..." not in help_text.partition("Commands:")[2]  # no sentence is cut


def test_validate_counts_what_it_read(loopspec: Run) -> None:
    done = loopspec("validate", "basics.yaml")
    assert (done.returncode, done.stdout) == (0, "1 file, 2 scenarios: valid\n")


def test_validate_reports_faults_with_their_place(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "basics.yaml").write_text(RULES.replace("level: must", "level: most"))
    done = loopspec("validate", "basics.yaml")
    assert done.returncode == 2
    assert done.stderr == "basics.yaml:7:12: 'most', did you mean 'must'? Expected one of must, should, may\n"


def test_run_of_a_bad_file_runs_nothing(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "basics.yaml").write_text(RULES.replace("lock.acquire()\n", "lock.aquire()\n"))
    done = loopspec("run", "asyncio", "--spec", "basics.yaml", "--results", "out.jsonl")
    assert done.returncode == 2
    assert "basics.yaml:11:16: 'lock.aquire()': the attribute 'aquire' is not in the vocabulary" in done.stderr
    assert "did you mean 'acquire'?" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_list_prints_one_id_a_line(loopspec: Run) -> None:
    done = loopspec("list", "--spec", "basics.yaml")
    assert done.stdout == "lock/basics/acquire-returns-true\nlock/basics/tick-logs\n"
    assert loopspec("list", "--spec", "basics.yaml", "-k", "TICK").stdout == "lock/basics/tick-logs\n"
    assert loopspec("list", "--spec", "basics.yaml", "--level", "must").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--area", "Lok"), "no area Lok; expected one of Lock\n"),
        (("-k", "nothing-like-it"), "no scenario is selected; `loopspec list` prints the ids there are\n"),
    ],
)
def test_a_selection_that_names_nothing_is_refused(loopspec: Run, arguments: tuple[str, ...], message: str) -> None:
    done = loopspec("run", "asyncio", "--spec", "basics.yaml", *arguments)
    assert (done.returncode, done.stderr) == (2, message)


def test_show_prints_all_there_is_to_a_scenario(loopspec: Run) -> None:
    done = loopspec("show", "lock/basics/acquire-returns-true", "--spec", "basics.yaml")
    assert done.returncode == 0
    for part in (
        "Acquiring a free lock returns True.",
        "must; basics.yaml:5",
        "docs: https://docs.python.org/3.14/library/asyncio-sync.html#asyncio.Lock.acquire",
        "- await: lock.acquire()",
        "def test_acquire_returns_true(scenario):",
        "loopspec run asyncio -k 'lock/basics/acquire-returns-true'",
    ):
        assert part in done.stdout


def test_show_of_an_unknown_id_guesses(loopspec: Run) -> None:
    done = loopspec("show", "lock/basics/tick-log", "--spec", "basics.yaml")
    assert done.returncode == 2
    assert done.stderr == "no scenario lock/basics/tick-log; did you mean lock/basics/tick-logs?\n"


def test_run_that_conforms_exits_0_and_writes_every_report(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec(
        *("run", "asyncio", "--spec", "basics.yaml", "--results", "out.jsonl"),
        *("--html", "out.html", "--junit", "out.xml", "--markdown", "out.md"),
    )
    assert done.returncode == 0, done.stderr
    assert "exit 0: asyncio holds every rule" in done.stdout
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [record["kind"] for record in records] == [
        *("header", "scenario", "scenario", "result", "result", "footer"),
    ]
    suite = ElementTree.parse(tmp_path / "out.xml").getroot().find("testsuite")
    assert suite is not None
    assert suite.get("tests") == "2"
    assert (tmp_path / "out.html").read_text().lstrip().lower().startswith("<!doctype html>")
    assert "asyncio" in (tmp_path / "out.md").read_text()


def test_run_that_deviates_exits_1_and_names_the_rule(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "basics.yaml").write_text(WRONG)
    done = loopspec("run", "asyncio", "--spec", "basics.yaml")
    assert done.returncode == 1
    assert "Acquiring a free lock returns True." in done.stdout
    assert "lock.acquire(): expected False, got True" in " ".join(done.stdout.split())


def test_a_deviation_at_may_does_not_gate(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "basics.yaml").write_text(WRONG.replace("level: must", "level: may"))
    assert loopspec("run", "asyncio", "--spec", "basics.yaml").returncode == 0


def test_report_is_made_again_from_results(loopspec: Run, tmp_path: Path) -> None:
    loopspec("run", "asyncio", "--spec", "basics.yaml", "--results", "out.jsonl", "--html", "first.html")
    assert loopspec("report", "out.jsonl", "--html", "second.html").returncode == 0
    assert (tmp_path / "first.html").read_bytes() == (tmp_path / "second.html").read_bytes()
    assert "asyncio" in loopspec("report", "out.jsonl").stdout


def test_report_of_a_file_without_footer_says_so(loopspec: Run, tmp_path: Path) -> None:
    loopspec("run", "asyncio", "--spec", "basics.yaml", "--results", "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "out.jsonl").write_text("".join(lines[:-1]))
    assert "out.jsonl: incomplete: it has no footer" in loopspec("report", "out.jsonl").stderr
    assert "out.jsonl: incomplete: it has no footer" in loopspec("areas", "out.jsonl").stderr
    again = loopspec("run", "asyncio", "--failed-in", "out.jsonl")
    assert again.returncode == 2
    assert "out.jsonl: incomplete, and nothing in it deviated; expected the results of a whole run" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "uvlop"), "did you mean uvloop?"),
        (
            ("run", "no_such_module:factory"),
            "no_such_module:factory: neither a registered target nor a module",
        ),
        (
            ("run", "asyncio@no-such-python"),
            "asyncio@no-such-python: there is no interpreter 'no-such-python'",
        ),
        (("run", "asyncio", "asyncio"), "target asyncio is given twice"),
        (("run", "json"), "json: expected an asyncio, got a module json without any of create_task, sleep, gather"),
        (("gate", "json"), "write json:FACTORY for a loop"),
        (("run", "json:dumps"), "json:dumps: makes no event loop: ended by TypeError"),
        (
            ("run", "builtins:list"),
            "makes no event loop: ended by TypeError: it gives [], which has no run_forever",
        ),
        (("run", "asyncio", "--html", "no/such/folder/x.html"), "its folder is missing or not writable"),
        (("run", "asyncio", "--html", "basics.yaml/x.html"), "its folder is missing or not writable"),
        (("run", "asyncio", "--spec", "basics.yaml", "--results", "."), "'--results': File '.' is a directory"),
        (("run", "asyncio@./basics.yaml"), "asyncio@./basics.yaml: ./basics.yaml is not executable"),
        (
            ("run", "asyncio@/bin/true", "--spec", "basics.yaml"),
            "/bin/true runs no script: it exited with status 0 without an answer",
        ),
        (("run", "asyncio@"), "asyncio@: there is no interpreter ''"),
        (("run", "asyncio:"), "'asyncio:' is not a target; expected NAME[@PYTHON]"),
        (("run", "asyncio", "--shard", "3/2"), "--shard: expected a shard I/N"),
        (("run", "asyncio", "-n", "0"), "'-n': 0 is not in the range"),
        (("report", "."), ".: cannot be read: Is a directory\n"),
        (("report", "latin"), "latin: not a results file: bytes that are not UTF-8\n"),
        (("areas", "."), ".: cannot be read: Is a directory\n"),
        (("badge", "."), ".: cannot be read: Is a directory\n"),
        (("diff", "."), "Missing argument 'NEW'"),
        (("diff", ".", "."), ".: cannot be read: Is a directory\n"),
        (("merge", ".", "-o", "x.jsonl"), ".: cannot be read: Is a directory\n"),
        (("merge", "-o", "x.jsonl"), "Missing argument 'RESULTS...'"),
        (("gate", "asyncio", "--config", "."), "'--config': File '.' is a directory"),
        (("gate", "asyncio", "--config", "basics.yaml"), "basics.yaml:1: not TOML: "),
        (("smoke", "no_such_loop"), "no_such_loop: neither a registered target nor a module"),
        (("bench", "no_such_loop"), "no_such_loop: neither a registered target nor a module"),
        (("fuzz", "no_such_loop"), "no_such_loop: neither a registered target nor a module"),
        (("list", "--area", "Lok"), "no area Lok; expected one of"),
        (("show", "zzz"), "no scenario zzz; `loopspec list` prints the ids there are"),
        (("validate", "latin"), "latin:1:4: expected UTF-8, got the byte 0xe9; save the file as UTF-8"),
        (("render", "--output", "basics.yaml"), "'--output': Directory 'basics.yaml' is a file"),
        (("nonsense",), "No such command 'nonsense'"),
        (("run",), "Missing argument 'TARGET...'"),
        (("report", "no-such-file.jsonl"), "no-such-file.jsonl: cannot be read"),
        (("report", "basics.yaml"), "basics.yaml:1: not a line of a results file"),
        (("validate", "no-such-folder"), "no such file or folder"),
        (("render", "--spec", "no-such-folder"), "no such file or folder"),
    ],
)
def test_a_mistake_gets_a_message_and_exit_2(
    loopspec: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    done = loopspec(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_longest_name_is_written_and_one_that_is_too_long_refused(loopspec: Run, tmp_path: Path) -> None:
    name = "x" * 255
    done = loopspec("run", "asyncio", "--spec", "basics.yaml", "--results", name)
    assert (done.returncode, (tmp_path / name).exists()) == (0, True)
    done = loopspec("run", "asyncio", "--spec", "basics.yaml", "--results", name + "x")
    assert done.returncode == 2
    assert done.stderr.endswith("x: cannot be written: File name too long\n")
    assert "asyncio:" not in done.stderr  # nothing was run


def test_a_target_that_lacks_everything_was_not_judged(loopspec: Run, tmp_path: Path) -> None:
    """An asyncio that lacks what all rules of a run need: a gate of it must not be green."""
    (tmp_path / "sparse.py").write_text("from asyncio import Lock\n")
    done = loopspec("run", "sparse", "--spec", "basics.yaml")
    told = " ".join(done.stdout.split())
    assert "incomplete: nothing was judged of sparse, which lacks what the scenarios use" in told
    assert done.returncode == 3


def test_the_module_of_a_loop_is_no_asyncio(loopspec: Run, tmp_path: Path) -> None:
    """A forgotten ``:new_event_loop`` is an error, although the module has functions that make loops and run them."""
    (tmp_path / "mypackage.py").write_text("from asyncio import SelectorEventLoop as Loop, new_event_loop, run\n")
    done = loopspec("run", "mypackage")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("; write mypackage:FACTORY for a loop\n")


def test_memory_is_bound(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "greedy.py").write_text(
        "import asyncio\n\n\nclass Loop(asyncio.SelectorEventLoop):\n    def run_forever(self):\n"
        "        hoard = [bytes(1 << 24) for _ in range(16)]\n        super().run_forever()\n"
    )
    command = ("run", "greedy:Loop", "--spec", "basics.yaml", "-k", "tick-logs")
    done = loopspec(*command, "--memory", "128")
    assert done.returncode == 1
    assert "ended by MemoryError: the memory limit is 128 MiB" in " ".join(done.stdout.split())
    assert loopspec(*command, "--memory", "512").returncode == 0
    assert loopspec(*command).returncode == 0
    (tmp_path / "loopspec.toml").write_text("memory = 128\n")
    gate = ("gate", *command[1:])
    assert "fail: event 1: the trace ended by MemoryError" in loopspec(*gate).stdout
    assert loopspec(*gate, "--memory", "0").returncode == 0


def test_render_check_tells_drift(loopspec: Run, tmp_path: Path) -> None:
    rendered = tmp_path / "rendered"
    arguments = ("render", "--spec", "basics.yaml", "--output", "rendered")
    assert loopspec(*arguments).returncode == 0
    assert loopspec(*arguments, "--check").returncode == 0
    file = rendered / "lock" / "test_lock_basics.py"
    file.write_text(file.read_text() + "\n")
    (rendered / "lock" / "test_old.py").write_text("")
    done = loopspec(*arguments, "--check")
    assert done.returncode == 1
    assert "test_lock_basics.py: differs from its source" in done.stdout
    assert "test_old.py: has no source" in done.stdout
    assert loopspec(*arguments).returncode == 0
    assert not (rendered / "lock" / "test_old.py").exists()
    assert loopspec(*arguments, "--check").returncode == 0
