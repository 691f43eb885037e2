"""``loopspec history`` as a user runs it, on releases of a toy loop."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from history.toy_releases import BREAKS_MAY, BREAKS_MUST, BREAKS_SHOULD, DIES, Toys, toys_in
from loopspec.commands.history import the_rule
from loopspec.places import SPEC
from whole_suite import whole_suite

MUST, SHOULD, MAY = "lock/kit/has-no-handler", "lock/kit/runs-while-it-runs", "lock/kit/has-no-task-factory"


def installed(errors: str) -> list[str]:
    """The releases that a command has installed, or tried to, in this order."""
    return [line.partition(":")[0] for line in errors.splitlines() if "kept from an earlier run" not in line]


def changes(document: Path) -> dict[tuple[str, str], str]:
    """The kind of each change in a history file, by release and rule."""
    data = json.loads(document.read_text())
    jsonschema.validate(data, json.loads((SPEC / "schema" / "history-1.0.json").read_text()))
    return {(one["version"], change["rule"]): change["kind"] for one in data["releases"] for change in one["changes"]}


@pytest.mark.slow
def test_rules_are_broken_and_mended_and_what_does_not_install_is_passed_over(toys: Toys) -> None:
    toys.release("1.0")
    toys.release("2.0", requires="nowhere-to-be-found")
    toys.release("3.0", BREAKS_MUST)
    toys.release("4.0", BREAKS_SHOULD)
    done = toys.history("--json", "history.json", "--markdown", "history.md")
    assert installed(done.stderr) == ["4.0", "3.0", "2.0", "1.0"]
    assert changes(toys.home / "history.json") == {
        ("3.0", MUST): "broken",
        ("4.0", MUST): "mended",
        ("4.0", SHOULD): "broken",
    }
    text = " ".join(done.stdout.split())
    assert "toyloop on CPython " in text
    assert "3 of 4 releases run, 3 rules" in text
    assert "4.0 0 1 0 0 0 0 1 0 1 3.0 1 0 0 0 0 0 1 0 0 1.0 0 0 0 0 0 0" in text
    assert re.search(r"2\.0: cannot be installed: .*nowhere-to-be-found", done.stdout)
    assert "3.0 since 1.0, without 2.0" in text
    assert f"Mended: 1 {MUST} (must): was fail: get_running_loop().get_exception_handler(): got" in text
    assert "exit 1: 4.0 is worse than 3.0 in 1 rule at must and should, and better in 1" in text
    assert done.returncode == 1
    document = (toys.home / "history.md").read_text()
    assert f"- `{SHOULD}` (should): fail: " in document
    assert "| `3.0` | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 |" in document
    assert list((toys.wheels.parent / "temporary").iterdir()) == []

    again = toys.history("--json", "again.json", "--markdown", "again.md")
    assert installed(again.stderr) == ["2.0"]  # it may install today
    assert (toys.home / "again.json").read_text() == (toys.home / "history.json").read_text()
    assert (toys.home / "again.md").read_text() == document
    assert again.stdout == done.stdout

    part = toys.history("-k", MUST, "--last", "2")
    assert installed(part.stderr) == []
    assert "2 of 2 releases run, 1 rule" in part.stdout
    assert part.returncode == 0

    cleared = toys.history("--clear")
    assert (cleared.returncode, cleared.stdout) == (0, "results removed: 3\n")
    assert installed(toys.history("--last", "1").stderr) == ["4.0"]


@pytest.mark.slow
def test_a_crash_is_worse_than_a_failure_and_a_rule_at_may_makes_nothing_worse(quick_toys: Toys) -> None:
    quick_toys.release("1.0", BREAKS_MUST)
    quick_toys.release("2.0", DIES)
    quick_toys.release("3.0", f"{DIES}\n    {BREAKS_MAY}")
    done = quick_toys.history("--json", "history.json", "-v")
    assert changes(quick_toys.home / "history.json") == {("2.0", MUST): "worse", ("3.0", MAY): "unspecified"}
    assert "-> crash: status 3" in done.stdout
    assert "Changed where nothing is specified (may): 1" in done.stdout
    assert done.returncode == 0


def test_a_release_that_does_not_start_is_passed_over(quick_toys: Toys) -> None:
    quick_toys.release("1.0")
    quick_toys.release("2.0", "raise ImportError('built for another toy')")
    done = quick_toys.history("--last", "1")
    assert "2.0: does not start: " in done.stdout
    assert "built for another toy" in done.stdout
    assert str(quick_toys.wheels.parent / "temporary") not in done.stdout
    assert "exit 3: none of 1 release could be run" in done.stdout
    assert done.returncode == 3


def test_the_code_beside_the_configuration_does_not_hide_the_release(quick_toys: Toys) -> None:
    quick_toys.release("1.0", BREAKS_MUST)
    (quick_toys.home / "toyloop.py").write_text("from asyncio import new_event_loop\n")
    done = quick_toys.history("--last", "1")
    assert "1.0: 2 pass, 1 fail" in done.stderr


@pytest.mark.release
def test_a_source_distribution_is_not_built_where_wheels_are_asked_for(quick_toys: Toys) -> None:
    quick_toys.release("1.0")
    (quick_toys.wheels / "toyloop-2.0.tar.gz").write_bytes(b"nothing that could be built")
    done = quick_toys.history("--only-binary")
    assert re.search(r"2\.0: cannot be installed: .*toyloop", done.stdout)
    assert "1 of 2 releases run" in done.stdout


@pytest.mark.release
def test_pre_releases_are_among_them_when_they_are_asked_for(quick_toys: Toys) -> None:
    quick_toys.release("1.0")
    quick_toys.release("2.0rc1", BREAKS_MUST)
    assert installed(quick_toys.history().stderr) == ["1.0"]
    assert installed(quick_toys.history("--pre").stderr) == ["2.0rc1"]


@pytest.mark.slow
def test_bisect_finds_the_release_in_few_installations(quick_toys: Toys) -> None:
    for number in range(1, 17):
        quick_toys.release(f"{number}.0", BREAKS_MUST if number >= 6 else "pass")
    done = quick_toys.history("--bisect", "-k", MUST, "--json", "history.json")
    assert f"exit 0: {MUST} was broken in 6.0: it holds in 5.0, and is broken in 6.0 (fail: " in done.stdout
    assert len(installed(done.stderr)) <= 2 + 4
    assert json.loads((quick_toys.home / "history.json").read_text())["found"] == {
        "rule": MUST,
        "release": "6.0",
        "before": "5.0",
    }
    assert installed(quick_toys.history("--bisect", "-k", MUST).stderr) == []


def test_a_rule_is_named_by_its_whole_id_where_others_hold_it() -> None:
    short, long = (replace(whole_suite()[0], id=id_) for id_ in ("lock/kit/one", "lock/kit/one-more"))
    assert the_rule([short, long], ["lock/kit/one"]) is short
    assert the_rule([long], ["kit"]) is long


def test_bisect_is_about_one_rule(quick_toys: Toys) -> None:
    done = quick_toys.history("--bisect", "-k", "kit")
    assert "--bisect is about one rule, and 3 are selected; name it with -k ID" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["asyncio"], "asyncio: the registry names no distribution for it, so it has no releases to install"),
        (["uvlop"], "uvlop: not a registered target, so its distribution is not known; did you mean uvloop?"),
        (["a.module:factory"], "a.module:factory: not a registered target"),
        (["toyloop@pyodide"], "toyloop@pyodide: nothing can be installed in pyodide; expected an interpreter"),
        (["toyloop@python3", "--python", "python3"], "cannot be combined with toyloop@python3"),
        (["toyloop", "--python", "no-such-python"], "there is no interpreter 'no-such-python'"),
        (["toyloop"], "No matching distribution found for toyloop; --pre looks among pre-releases too"),
    ],
)
def test_errors_say_where_and_leave_nothing_behind(tmp_path: Path, words: list[str], message: str) -> None:
    toys = toys_in(tmp_path, path=os.environ["PATH"])
    done = subprocess.run(
        toys.command(*words, "--spec", "rules.yaml", "--json", "history.json"),
        cwd=toys.home, env=toys.variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert not (toys.home / "history.json").exists()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="signals of POSIX")
@pytest.mark.slow
def test_what_was_run_before_an_interrupt_is_told_and_kept(quick_toys: Toys) -> None:
    """The older release waits in the constructor of its loop for ever; Ctrl-C comes when it says that it does."""
    reached = quick_toys.home / "reached"
    hangs = f"def __init__(self): import pathlib, time; pathlib.Path({str(reached)!r}).touch(); time.sleep(3600)"
    quick_toys.release("1.0", hangs)
    quick_toys.release("2.0", BREAKS_MUST)
    process = subprocess.Popen(
        quick_toys.command("toyloop", "--spec", "rules.yaml", "--timeout", "600", "--json", "history.json"),
        cwd=quick_toys.home, env=quick_toys.variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    give_up = time.monotonic() + 120
    while not reached.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 130, errors
    assert "2.0" in output
    assert "interrupted; the releases that were run by then are above, and kept" in errors
    assert "Traceback" not in errors
    assert list((quick_toys.wheels.parent / "temporary").iterdir()) == []
    assert json.loads((quick_toys.home / "history.json").read_text())["complete"] is False
    assert installed(quick_toys.history("--timeout", "600", "--last", "1").stderr) == []


@pytest.mark.release
def test_a_cache_that_is_turned_off_keeps_nothing(tmp_path: Path, quick_toys: Toys) -> None:
    quick_toys.release("1.0")
    quick_toys.environment = {**quick_toys.environment, "LOOPSPEC_CACHE": ""}
    for _ in range(2):
        assert installed(quick_toys.history().stderr) == ["1.0"]


@pytest.mark.release
def test_the_interpreter_that_is_asked_for_runs_the_releases(quick_toys: Toys) -> None:
    quick_toys.release("1.0")
    done = quick_toys.history("--python", sys.executable)
    assert f"toyloop@{sys.executable} on CPython" in done.stdout
    assert installed(quick_toys.history().stderr) == []  # the same interpreter
