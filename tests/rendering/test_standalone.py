"""Standalone scripts: deterministic, and run by hand with nothing but an interpreter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from interpreters import find_other

pytestmark = pytest.mark.slow

LAST = re.compile(r"^END (\d+) cases (\d+) bad$", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("standalone")
    render(where)
    return where


def render(folder: Path) -> None:
    command = [sys.executable, "-m", "loopspec", "render", "--standalone", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def run(python: str | None, script: Path, *words: str) -> str:
    if python is None:
        pytest.skip("not here")
    return subprocess.run([python, str(script), *words], capture_output=True, text=True, check=False).stdout


def test_same_text_every_time(folder: Path, tmp_path: Path) -> None:
    render(tmp_path)
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.py")}
    assert len(files) > 50
    assert files == {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.py")}


def test_script_without_a_source_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    text = (folder / "lock" / "acquire.py").read_text(encoding="utf-8")
    (folder / "lock" / "old.py").write_text(text, encoding="utf-8")
    (folder / "lock" / "mine.py").write_text("print(1)\n", encoding="utf-8")
    render(folder)
    assert not (folder / "lock" / "old.py").exists()
    (folder / "lock" / "mine.py").unlink()


def test_all_hold_on_this_python(folder: Path) -> None:
    """On six of the areas, two of them with the other side: an interpreter is started for each script."""
    for script in sorted(
        path for area in ("event", "gather", "lock", "pipes", "sleep", "tls") for path in (folder / area).iterdir()
    ):
        closing = LAST.search(run(sys.executable, script))
        assert closing is not None, script
        assert int(closing[1]) > 0
        assert int(closing[2]) == 0, script


def test_traces_and_verdicts_are_printed(folder: Path) -> None:
    said = run(sys.executable, folder / "lock" / "acquire--async-with.py", "cancelled-waiter-is-skipped")
    assert said.splitlines() == [
        "CASE lock/acquire/cancelled-waiter-is-skipped",
        "    quitter: raises CancelledError",
        "    patient: acquired",
        "  pass",
        "END 1 cases 0 bad",
    ]


@pytest.mark.parametrize("name", ["pypy3", "micropython", "monty"])
def test_other_python_runs_them_by_hand(name: str, folder: Path) -> None:
    said = run(find_other(name), folder / "gather" / "results.py")
    assert LAST.search(said), said
    assert re.search(r"^  pass$", said, re.MULTILINE), said


def test_missing_names_are_not_bad(folder: Path) -> None:
    said = run(find_other("micropython"), folder / "queue" / "fifo.py")
    assert "missing (the namespace has no Queue)" in said
    assert said.splitlines()[-1].endswith(" cases 0 bad")
