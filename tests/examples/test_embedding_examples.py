"""The examples of embedding run as they are; skipped is what needs a package or a screen that is not here."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "embedding"


def run(name: str, *prefix: str, **environment: str) -> str:
    """Run an example, which ends well and prints nothing on standard error; return its output."""
    done = subprocess.run(
        [*prefix, sys.executable, EXAMPLES / name],
        env={**os.environ, "PYTHONPATH": str(ROOT / "reference"), **environment},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "never retrieved" not in done.stderr, done.stderr
    return done.stdout


def needs(module: str, advice: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed here ({advice})")


def test_game_loop() -> None:
    out = run("game_loop.py")
    found = re.fullmatch(r"(\d+) frames, (\d+) spins, heard ready set go\nlongest frame [\d.]+ ms\n", out)
    assert found, out
    assert int(found[2]) > int(found[1]) > 1


def test_simulation() -> None:
    first, second, again, *error = run("simulation.py").splitlines()
    assert first == again != second
    assert re.match(r"\d+ customers until 8\.\d+ h, [\d.]+ min in line", first)
    assert "at 60 s" in error[0]
    assert [line.split()[0] for line in error[1:3]] == ["Ann", "Bob"]
    assert "Lock.acquire" in error[1]


def test_pygame() -> None:
    needs("pygame", "pip install pygame-ce")
    lines = run("pygame_app.py", SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy").splitlines()[-2:]
    assert lines == [
        "box at 200; box at 0; one second; half a second more",
        "2 of 2 tasks done at 2.0 s of game time",
    ]


def test_tk() -> None:
    needs("tkinter", "a Python with Tk")
    screen = [] if os.environ.get("DISPLAY") else ["xvfb-run", "-a"]
    if screen and shutil.which("xvfb-run") is None:
        pytest.skip("no screen here, and no xvfb-run (apt install xvfb xauth)")
    assert run("tk_app.py", *screen) == "QUESTION 0; QUESTION 1; QUESTION 2\nthe window lived: True\n"


def test_qt() -> None:
    needs("PySide6", "pip install 'loopspec[gui]'")
    out = run("qt_app.py", QT_QPA_PLATFORM="offscreen")
    assert out == "MESSAGE 0; MESSAGE 1; MESSAGE 2\n3 answers; Qt's timer went on: True\n"
