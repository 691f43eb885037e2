"""`loopspec fuzz` as a user runs it: exit codes, what is printed, and that the printed program shows what was found."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import command_line

pytestmark = pytest.mark.slow

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder of its own, in which the targets can be imported."""
    for name in ("parting_loops.py", "unsteady_events.py"):
        (tmp_path / name).write_text(Path(__file__).with_name(name).read_text())

    return functools.partial(command_line.loopspec, cwd=tmp_path)


def test_no_difference(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec("fuzz", "asyncio", "refloop", "refloop-loop", "--programs", "40", "--seed", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("asyncio, refloop, refloop-loop: no difference in ")
    assert done.stdout.endswith(" events (seed 5)\n")
    assert done.stderr == ""
    assert not (tmp_path / ".hypothesis").exists()  # nor anything else is left with the user


def test_time_passes_where_clocks_jump(loopspec: Run) -> None:
    done = loopspec("fuzz", "refloop-virtual", "--virtual-time", "--programs", "20")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("refloop-virtual: no difference in ")


def test_what_clocks_part_on_is_seen(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec("fuzz", "asyncio-virtual", "parting_loops:Late", "--virtual-time", "--out", "found.yaml")
    assert done.returncode == 1, done.stdout + done.stderr
    assert loopspec("run", "asyncio-virtual", "--spec", "found.yaml").returncode == 0
    assert loopspec("run", "parting_loops:Late", "--spec", "found.yaml").returncode == 1


def test_a_seed_gives_the_same_programs(loopspec: Run) -> None:
    first, second, other = (loopspec("fuzz", "refloop", "--programs", "20", "--seed", seed) for seed in "112")
    assert first.stdout == second.stdout
    assert first.stdout.partition(" events")[0] != other.stdout.partition(" events")[0]


def test_a_difference_is_printed_as_a_scenario_that_shows_it(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec("fuzz", "asyncio", "parting_loops:Limps", "--seed", "1", "--shrink", "200")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("# asyncio and parting_loops:Limps differ at event ")
    (tmp_path / "found.yaml").write_text(done.stdout)
    assert loopspec("validate", "found.yaml").returncode == 0
    assert loopspec("run", "asyncio", "--spec", "found.yaml").returncode == 0
    limping = loopspec("run", "parting_loops:Limps", "--spec", "found.yaml", "--results", "seen.jsonl")
    assert limping.returncode == 1, limping.stdout
    said = done.stdout.splitlines()
    at = said[0].partition(" event ")[2].partition(",")[0]
    seen = said[2].partition("parting_loops:Limps")[2].strip()
    assert f"event {at}: expected " in (tmp_path / "seen.jsonl").read_text()
    assert seen in (tmp_path / "seen.jsonl").read_text()
    assert len(said) < 60, "it shrinks"


def test_what_a_connection_loses_is_seen(loopspec: Run) -> None:
    words = ("--area", "Stream", "--area", "Transport", "--programs", "200", "--timeout", "0.5", "--shrink", "20")
    done = loopspec("fuzz", "parting_loops:Drops", *words, "--out", "found.yaml")
    assert done.returncode == 1, done.stdout + done.stderr
    assert loopspec("run", "asyncio", "refloop", "refloop-loop", "--spec", "found.yaml").returncode == 0
    assert loopspec("run", "parting_loops:Drops", "--spec", "found.yaml").returncode == 1


def test_the_program_found_is_written_to_a_file(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec("fuzz", "parting_loops:Limps", "--out", "found.yaml", "--seed", "1", "--shrink", "0")
    assert done.returncode == 1, done.stderr
    first, *_, last = done.stdout.splitlines()
    assert last == "written to found.yaml"
    assert (tmp_path / "found.yaml").read_text().startswith(f"# {first}\n")
    assert not list(tmp_path.glob(".found*"))


@pytest.mark.parametrize(("loop", "verdict"), [("Dies", "crash"), ("Hangs", "hang")])
def test_a_crash_or_a_hang_is_a_difference(loopspec: Run, loop: str, verdict: str) -> None:
    done = loopspec(
        "fuzz", f"parting_loops:{loop}", "--area", "Callback", "--timeout", "0.2", "--shrink", "0", "--programs", "200"
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"#   parting_loops:{loop}  {verdict}: " in done.stdout
    assert "call_soon_threadsafe" in done.stdout


def test_what_does_not_come_again_is_no_difference(loopspec: Run) -> None:
    done = loopspec("fuzz", "unsteady_events", "--area", "Event", "--programs", "20")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "left aside as unsteady" in done.stdout


def test_programs_can_leave_an_area_out(loopspec: Run) -> None:
    done = loopspec(
        "fuzz",
        "parting_loops:Dies",
        "--area",
        "Callback",
        "--area",
        "Task",
        "--without",
        "callback",
        "--programs",
        "30",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asyncio"], "Error: asyncio alone has nothing to be compared with; expected one more target"),
        (["asyncio-virtual", "--virtual-time"], "Error: asyncio-virtual alone has nothing to be compared with"),
        (["refloop-virtual", "--virtual-time", "--area", "loop"], "Error: no time passes in programs of the area loop"),
        (
            ["refloop-virtual", "--virtual-time", "--area", "Stream", "--area", "loop"],
            "Error: no time passes in programs of the area Stream and loop; expected --area of another one",
        ),
        (
            ["asyncio-virtual", "refloop", "--virtual-time", "--timeout", "0.2"],
            "Error: refloop: the clock does not jump when everything waits; --virtual-time expects targets like",
        ),
        (
            ["refloop", "asyncio-shuffled"],
            "Error: asyncio-shuffled: without the capability ordered-callbacks a target differs on nearly every program"
            "; expected targets that run ready callbacks in the order in which they were scheduled",
        ),
        (["refloop", "--area", "Locks"], "Error: no area 'Locks', expected one of as_completed, Barrier, "),
        (["refloop", "--area", "Lock", "--without", "Lock"], "Error: --without leaves no area"),
        (
            ["refloop", "--out", "nowhere/found.yaml"],
            "Error: nowhere/found.yaml: its folder is missing or not writable",
        ),
        (["refloop", "--known", "unsteady_events.py"], "unsteady_events.py:1:"),
        (["refloop", "--known", "nowhere.yaml"], "Path 'nowhere.yaml' does not exist"),
        (["nosuchloop"], "nosuchloop: neither a registered target nor a module that can be imported"),
        (["refloop", "refloop"], "target refloop is given twice; expected each once"),
    ],
    ids=lambda value: None if isinstance(value, str) else " ".join(value),
)
def test_mistakes(loopspec: Run, arguments: list[str], message: str) -> None:
    done = loopspec("fuzz", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_without_hypothesis_it_says_how_to_get_it(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "hypothesis.py").write_text("raise ModuleNotFoundError('not here', name='hypothesis')\n")
    done = loopspec("fuzz", "refloop")
    assert done.returncode == 2
    assert "it needs Hypothesis; install it with `pip install hypothesis`" in done.stderr
