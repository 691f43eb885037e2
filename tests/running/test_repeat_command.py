"""``loopspec run --repeat --shuffle --stress`` from outside."""

from __future__ import annotations

import functools
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line
from loopspec.results.file import read_results
from loopspec.results.model import Conditions, Verdict

SUITE = ("--spec", "suite.yaml", "-n", "1")

RULES = """\
format: "1.0"
area: Lock
subject: rounds
scenarios:
""" + "".join(
    f"""\
  rule-{number}:
    says: Rule {number} holds.
    level: {"may" if number == 3 else "must"}
    basis: {{note: the suite says so}}
    main:
      - log: here
    expect: [{{main: here}}]
"""
    for number in range(4)
)

UNSTEADY = '''\
"""A loop that cannot make tasks in the second round.

A worker that imports this while no other is alive begins a round: all workers of a round end before the next one. The
number of workers cannot be counted instead, because more are started on a busy machine.
"""

import asyncio
import fcntl
from pathlib import Path

COUNT = Path(__file__).with_name("rounds")
alive = COUNT.open("a")
try:
    fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
    alive.write("x")
    alive.flush()
except BlockingIOError:
    pass
fcntl.flock(alive, fcntl.LOCK_SH)  # held until the worker ends
ROUND = COUNT.stat().st_size


class Broken(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        coro.close()
        raise RuntimeError("no tasks today")


new_event_loop = Broken if ROUND == 2 else asyncio.new_event_loop
'''

COUNTED = """\
import asyncio
from pathlib import Path

MADE = Path(__file__).with_name("made")


def new_event_loop():
    with MADE.open("a") as file:
        file.write("x")
    return asyncio.new_event_loop()
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the suite and the loop."""
    (tmp_path / "suite.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "unsteady.py").write_text(UNSTEADY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loopspec(folder: Path) -> Run:
    """Run ``loopspec run`` on the suite."""
    return functools.partial(command_line.loopspec, cwd=folder)


def test_what_is_steady_exits_0(loopspec: Run, folder: Path) -> None:
    done = loopspec("run", "asyncio", "refloop", *SUITE, "--repeat", "3", "--results", "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("3 rounds in the order of the plan\n")
    assert "steady: each of 8 cases ended alike in 3 runs\n" in done.stdout
    found = read_results(folder / "out.jsonl")
    assert found.conditions == Conditions(repeat=3)
    assert all(result.attempts == [Verdict.PASS] * 3 for result in found.results)


def test_the_flaky_are_told_with_their_counts(loopspec: Run, folder: Path) -> None:
    done = loopspec(
        *("run", "unsteady:new_event_loop", *SUITE, "--repeat", "3", "--shuffle", "5", "--results", "out.jsonl")
    )
    assert done.returncode == 1, done.stderr
    assert "3 rounds in orders from seed 5\n" in done.stderr
    assert "flaky in 3 runs: 4\n" in done.stdout
    ways = "2 x pass, 1 x fail: event 1: the trace ended by RuntimeError"
    assert f"  lock/rounds/rule-0 on unsteady:new_event_loop: {ways}\n" in done.stdout
    assert "exit 1: unsteady:new_event_loop (3 must) deviates; 4 cases are flaky" in done.stdout
    found = read_results(folder / "out.jsonl")
    assert [result.id[-1] for result in found.results] == ["0", "1", "2", "3"]
    for result in found.results:
        assert (result.verdict, result.flaky, result.unsteady) == (Verdict.FAIL, True, True)
        assert result.attempts == [Verdict.PASS, Verdict.FAIL, Verdict.PASS]
        assert result.detail.endswith(f"(3 runs: {ways})")
    again = loopspec("report", "out.jsonl")
    assert "exit 1: unsteady:new_event_loop (3 must) deviates; 4 cases are flaky" in again.stdout
    assert loopspec("report", "out.jsonl", "--html", "out.html", "--junit", "out.xml").returncode == 0


def test_flaky_at_may_is_flaky_all_the_same(loopspec: Run) -> None:
    done = loopspec("run", "unsteady:new_event_loop", *SUITE, "--level", "may", "--repeat", "2")
    assert done.returncode == 1
    assert "exit 1: 1 case is flaky" in done.stdout


def test_a_shuffled_run_gives_the_same_verdicts(loopspec: Run, folder: Path) -> None:
    run = ("run", "asyncio", "refloop", *SUITE)
    assert loopspec(*run, "--results", "plain.jsonl").returncode == 0
    done = loopspec(*run, "--shuffle", "11", "--results", "shuffled.jsonl")
    assert done.returncode == 0
    assert "flaky" not in done.stdout
    plain, shuffled = read_results(folder / "plain.jsonl"), read_results(folder / "shuffled.jsonl")
    assert (shuffled.suite, shuffled.targets) == (plain.suite, plain.targets)
    assert shuffled.conditions == Conditions(shuffle=11)
    assert [(r.target, r.id, r.verdict) for r in shuffled.results] == [
        (r.target, r.id, r.verdict) for r in plain.results
    ]
    assert loopspec("diff", "plain.jsonl", "shuffled.jsonl").stdout == "exit 0: nothing became worse\n"


def test_shards_can_be_repeated_and_merged(loopspec: Run, folder: Path) -> None:
    for shard in ("1/2", "2/2"):
        done = loopspec(
            *("run", "asyncio", *SUITE, "--shard", shard, "--repeat", "2", "--results", f"{shard[0]}.jsonl")
        )
        assert done.returncode == 0, done.stderr
    assert loopspec("merge", "1.jsonl", "2.jsonl", "-o", "all.jsonl").returncode == 0
    found = read_results(folder / "all.jsonl")
    assert found.conditions == Conditions(repeat=2)
    assert all(len(result.attempts) == 2 for result in found.results)


@pytest.mark.parametrize("option", [("--repeat", "0"), ("--repeat", "x"), ("--shuffle", "abc")])
def test_a_wrong_option_gets_a_message(loopspec: Run, option: tuple[str, str]) -> None:
    done = loopspec("run", "asyncio", *SUITE, *option)
    assert done.returncode == 2
    assert f"Invalid value for '{option[0]}'" in done.stderr


def test_stress_is_told_and_stored(loopspec: Run, folder: Path) -> None:
    done = loopspec("run", "asyncio", *SUITE, "--stress", "--results", "out.jsonl")
    assert done.returncode == 0, done.stderr
    busy = read_results(folder / "out.jsonl").conditions.stress
    assert busy >= 1
    assert f"one round in the order of the plan, beside {busy} busy processes\n" in done.stderr


def test_a_target_that_does_not_start_again_keeps_the_first_round(folder: Path, loopspec: Run) -> None:
    (folder / "once.py").write_text(
        "import pathlib\nif pathlib.Path('up').exists(): raise RuntimeError('once is enough')\n"
        "pathlib.Path('up').touch()\nfrom asyncio import new_event_loop\n"
    )
    done = loopspec("run", "once:new_event_loop", *SUITE, "-n", "1", "--repeat", "3", "--results", "out.jsonl")
    assert done.returncode == 3, done.stderr
    found = read_results(folder / "out.jsonl").results
    assert {tuple(result.attempts) for result in found} == {(Verdict.PASS, Verdict.NOT_RUN, Verdict.NOT_RUN)}
    assert "importing it failed: RuntimeError: once is enough" in found[0].detail


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes by /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_busy_processes_end_with_the_run(
    folder: Path, nothing_left_over: Callable[[], list[str]], how: signal.Signals
) -> None:
    (folder / "counted.py").write_text(COUNTED, encoding="utf-8")
    made = folder / "made"
    made.touch()
    many = ("--repeat", "1000", "--stress", "--results", "out.jsonl")
    command = [sys.executable, "-m", "loopspec", "run", "counted:new_event_loop", *SUITE, *many]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    assert "beside" in process.stderr.readline()
    while made.stat().st_size < 20 and process.poll() is None:  # whole rounds have ended
        time.sleep(0.01)
    assert len(nothing_left_over()) >= 3  # the run, a busy one, a worker
    process.send_signal(how)
    _, told = process.communicate(timeout=300)
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted; what had ended by then is reported above" in told
        assert read_results(folder / "out.jsonl").complete is False
    else:
        assert process.returncode == -how
    assert "Traceback" not in told
