"""The programs of docs/embedding.md run as pasted, and say what the document says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
PRINTS = {
    "run_ready(budget": r"working 0\nworking 1\nworking 2\n",
    "wake_fd": r"42\n",
    "run_as_guest": r"done\n",
    "VirtualClock": r"an hour later: 3600\.0\nnothing can happen any more, at 3600 s: .* 1 task waits:\n"
    r"  Task-1 waits for Event\.wait of <refloop\.waiting\.locks\.Event object at 0x\w+ \[unset, waiters:1\]> "
    r"\(main, example\.py:7\)\n",
    "shuffle": r"(found with seed \d\n){1,9}",
}


@pytest.mark.parametrize("text", PRINTS)
def test_program_prints(text: str, tmp_path: Path) -> None:
    (program,) = [program for program in PROGRAMS if text in program]
    (tmp_path / "example.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-W", "error", "example.py"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "reference")},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(PRINTS[text], done.stdout), done.stdout
    assert done.stderr == ""


def test_every_program_is_run() -> None:
    assert len(PROGRAMS) == len(PRINTS)


def test_every_example_is_told_of() -> None:
    for example in (ROOT / "examples" / "embedding").glob("*.py"):
        assert f"(../examples/embedding/{example.name})" in DOCUMENT


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", DOCUMENT):
        assert (ROOT / "docs" / target).exists(), target
