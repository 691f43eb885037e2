"""Ctrl-C at any moment: soon over, what had ended is kept, exit code 130, no traceback, no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import leftovers
from loopspec.results.file import read_results
from loopspec.results.model import Verdict

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes by /proc")

RULES = """\
format: "1.0"
area: Lock
subject: basics
scenarios:
  a-first:
    says: A lane logs what it is told to log.
    level: must
    basis: {note: the suite says so}
    main:
      - log: here
    expect: [{main: here}]
  b-second:
    says: A loop has no exception handler unless it is given one.
    level: must
    basis: {note: the suite says so}
    main:
      - check: get_running_loop().get_exception_handler()
        is: null
  c-third:
    says: A lane logs what it is told to log, again.
    level: must
    basis: {note: the suite says so}
    main:
      - log: here
    expect: [{main: here}]
"""

HELD_UP = "import pathlib, time; pathlib.Path('reached').touch(); time.sleep(3600)"

LOOP = """\
import asyncio
import os
import signal

{on_import}


class Loop(asyncio.SelectorEventLoop):
    def get_exception_handler(self):
        {in_a_case}


def new_event_loop():
    {on_making}
    return Loop()
"""

SECONDS_HELD = 60
"""The time that a case that is held up has; a command that waited for it would take longer than the test allows."""

Interrupt = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def nothing_left_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Yield a function that lists the live processes of the test; fail when a process outlives it."""
    yield from leftovers.watch(monkeypatch, seconds=10.0)


@pytest.fixture
def interrupt(tmp_path: Path) -> Interrupt:
    """Start loopspec, wait until the loop has reached where it is held up, and interrupt as a terminal does."""
    (tmp_path / "basics.yaml").write_text(RULES)

    def go(*arguments: str, **places: str) -> tuple[int, str, str]:
        places = {"on_import": "pass", "in_a_case": "return None", "on_making": "pass"} | places
        (tmp_path / "held.py").write_text(LOOP.format(**places))
        command = [
            sys.executable,
            "-m",
            "loopspec",
            *arguments,
            "--spec",
            "basics.yaml",
            "--timeout",
            str(SECONDS_HELD),
        ]
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
        )
        until = time.monotonic() + 60
        while not (tmp_path / "reached").exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=SECONDS_HELD / 2)
        return process.returncode, output, errors

    return go


@pytest.mark.parametrize("options", [("-n", "1"), ("-n", "3")], ids=" ".join)
@pytest.mark.parametrize(
    "held_up",
    [HELD_UP, f"signal.signal(signal.SIGTERM, signal.SIG_IGN); {HELD_UP}", f"os.fork(); {HELD_UP}"],
    ids=["sleeping", "deaf", "forked"],
)
def test_a_run_ends_soon_and_keeps_what_has_ended(
    interrupt: Interrupt, tmp_path: Path, held_up: str, options: tuple[str, ...]
) -> None:
    code, output, errors = interrupt(
        *("run", "held:new_event_loop", "--results", "out.jsonl", "--junit", "out.xml", *options), in_a_case=held_up
    )
    assert code == 130
    assert "interrupted; what had ended by then is reported above" in errors
    assert "Traceback" not in errors
    assert "exit 130: incomplete" in output
    assert "the run was cut short" in output
    found = read_results(tmp_path / "out.jsonl")
    assert not found.complete
    assert found.results[0].verdict is Verdict.PASS
    assert found.results[1].verdict is Verdict.NOT_RUN
    assert (tmp_path / "out.xml").exists()


def test_a_gate_says_what_it_knows_by_then(interrupt: Interrupt, tmp_path: Path) -> None:
    code, output, errors = interrupt("gate", "held:new_event_loop", "--results", "out.jsonl", in_a_case=HELD_UP)
    assert code == 130
    assert "exit 130: the run is incomplete" in output
    assert "interrupted; the results up to then are above" in errors
    assert read_results(tmp_path / "out.jsonl").results[0].verdict is Verdict.PASS


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("where", ["on_import", "on_making"])
def test_a_target_that_does_not_come_up_can_be_left(interrupt: Interrupt, command: str, where: str) -> None:
    code, output, errors = interrupt(command, "held:new_event_loop", **{where: HELD_UP})
    assert (code, output) == (130, "")
    assert errors == "interrupted; nothing had ended by then\n"


def test_while_the_command_line_is_loading(tmp_path: Path) -> None:
    """An import that is held up stands for a slow disk."""
    (tmp_path / "click.py").write_text(HELD_UP)
    process = subprocess.Popen(
        [sys.executable, "-m", "loopspec", "list"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not (tmp_path / "reached").exists() and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (130, "interrupted; nothing had been done by then\n")
