"""``loopspec smoke``: what it says of loops that work, and of each that does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from targets.conftest import Run

STEPS = [
    "is imported",
    "makes a loop",
    "runs a coroutine",
    "call_soon calls, stop stops",
    "call_later calls",
    "call_soon_threadsafe wakes it from another thread",
    "closes",
]


def test_good_loops(loopspec: Run) -> None:
    """One line a step and one to conclude, for each target."""
    done = loopspec("smoke", "asyncio", "refloop")
    python = ".".join(map(str, sys.version_info[:3]))
    expected = []
    for name in ("asyncio", "refloop"):
        expected += [f"{name} on CPython {python}", *(f"  ok           {step}" for step in STEPS), f"{name} works"]
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, expected, "")


@pytest.mark.parametrize(
    ("loop", "told"),
    [
        ("HangsOnRun", ["hang         runs a coroutine: no end within 0.5 s"]),
        ("NeverWakes", ["hang         call_soon_threadsafe wakes it from another thread: no end within 0.5 s"]),
        ("ForgetsTimers", ["hang         call_later calls: no end within 0.5 s"]),
        ("CannotClose", ["fail         closes: ended by RuntimeError: not now"]),
        ("cannot_be_made", ["fail         makes a loop: ended by OSError: no such device"]),
    ],
)
def test_broken_loops(loopspec: Run, loop: str, told: list[str]) -> None:
    """The step that a loop does not take is told by name, with how it goes wrong; exit 1."""
    done = loopspec("smoke", f"broken_loops:{loop}", "--timeout", "0.5")
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert (done.returncode, lines[-1], done.stderr) == (1, f"broken_loops:{loop} does not work", "")
    assert set(told) <= set(lines)


def test_a_loop_that_cannot_be_made_is_not_tried_further(loopspec: Run) -> None:
    assert len(loopspec("smoke", "broken_loops:cannot_be_made").stdout.splitlines()) == 4


def test_loop_of_another_environment(loopspec: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The active environment is named where loopspec is installed apart from it, as by `uv tool` or pipx."""
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "theirs"))
    told = loopspec("smoke", "no_such_loop").stderr
    assert told.endswith(
        f"in {sys.executable}; if another environment has it, write no_such_loop@{tmp_path}/theirs/bin/python\n"
    )
    there = loopspec("smoke", f"no_such_loop@{sys.executable}").stderr
    assert there.endswith(f"a module that can be imported in {sys.executable}\n")  # this one was meant


@pytest.mark.parametrize("locale", [{}, {"PYTHONUTF8": "0"}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_name_in_any_script(
    loopspec: Run, locale: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The name of a target may be any identifier of Python's, whatever the locale can encode."""
    (tmp_path / "größe.py").write_text("from asyncio import new_event_loop as круг\n", encoding="utf-8")
    for name, value in {"LC_ALL": "C", **locale}.items():
        monkeypatch.setenv(name, value)
    done = loopspec("smoke", "größe:круг")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("größe:круг works\n")


def test_what_is_not_there(loopspec: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2 and one line, and the other targets are looked at all the same."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    done = loopspec("smoke", "no_such_module:new", "asyncio")
    assert done.returncode == 2
    assert done.stderr == (
        "no_such_module:new: neither a registered target nor a module that can be imported in "
        f"{sys.executable}; if another environment has it, write no_such_module:new@.venv/bin/python\n"
    )
    assert done.stdout.endswith("asyncio works\n")


def test_no_target(loopspec: Run) -> None:
    done = loopspec("smoke", "a b")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'a b' is not a target" in done.stderr


def test_what_a_namespace_lacks_is_not_wrong(loopspec: Run, tmp_path: Path) -> None:
    """A namespace that runs coroutines works, though it has no loops to be had; one that runs none does not."""
    (tmp_path / "sparse.py").write_text("from asyncio import run, sleep\n")
    done = loopspec("smoke", "sparse")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "sparse works")
    assert "  missing      makes a loop: the namespace has no new_event_loop\n" in done.stdout
    (tmp_path / "sparser.py").write_text("from asyncio import sleep, new_event_loop\n")
    done = loopspec("smoke", "sparser")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "sparser does not work")
