"""loopspec where there is no fork, no process group, no poll and few signals, as on Windows.

``poor/sitecustomize.py`` takes these away from loopspec and from its workers. It is no Windows: what Windows
does in another way, rather than not at all, does not show here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loopspec.groups import kill_group, own_group
from loopspec.results.file import read_results
from loopspec.results.model import Result, Verdict

pytestmark = pytest.mark.slow

POOR = Path(__file__).parent / "poor"
STUCK = """\
import asyncio
import time


class Stuck(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        time.sleep(60)


class Exits(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        import os
        os._exit(7)
"""
ACCENTED = """\
format: "1.0"
area: Lock
subject: letters
scenarios:
  letters-are-logged:
    says: A lane logs the letters “é” and “→”.
    level: must
    basis: {note: the suite says so}
    main:
      - log: "é →"
    expect: [{main: something else}]
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder of its own; ``poor`` takes away what Windows does not have."""
    (tmp_path / "stuck.py").write_text(STUCK, encoding="utf-8")
    (tmp_path / "letters.yaml").write_text(ACCENTED, encoding="utf-8")

    def run(*arguments: str, poor: bool = False, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **more, **({"PYTHONPATH": str(POOR)} if poor else {})}
        command = [sys.executable, "-m", "loopspec", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    return run


def behaviour(result: Result) -> tuple[Any, ...]:
    return result.target, result.id, result.verdict, result.events


def test_verdicts_and_traces_are_the_same_without_a_fork(loopspec: Run, tmp_path: Path) -> None:
    chosen = ("-k", "lock/acquire", "-k", "run/run/", "-k", "event/wait", "-k", "sleep/zero")
    for poor in (False, True):
        done = loopspec("run", "asyncio", "refloop", *chosen, "--results", f"{poor}.jsonl", poor=poor)
        assert done.returncode == 0, done.stdout + done.stderr
    rich, poor_one = (read_results(tmp_path / f"{poor}.jsonl") for poor in (False, True))
    assert len(rich.results) > 60
    assert list(map(behaviour, poor_one.results)) == list(map(behaviour, rich.results))


@pytest.mark.parametrize(
    ("loop", "verdict", "detail"),
    [
        ("stuck:Stuck", Verdict.HANG, r"no end within 0\.5 s, nor within [\d.]+ s when it was run again"),
        ("stuck:Exits", Verdict.CRASH, "the worker exited with status 7"),
    ],
)
def test_a_hang_and_a_crash_cost_one_case_without_a_fork(
    loopspec: Run, tmp_path: Path, loop: str, verdict: Verdict, detail: str
) -> None:
    done = loopspec("run", loop, "-k", "sleep/zero and result", "--timeout", "0.5", "--results", "out.jsonl", poor=True)
    assert done.returncode == 1, done.stderr
    found = read_results(tmp_path / "out.jsonl")
    assert found.complete
    bad = [result for result in found.results if result.verdict is verdict]
    assert bad
    assert all(re.fullmatch(detail, result.detail) for result in bad)
    assert {result.verdict for result in found.results} <= {verdict, Verdict.PASS, Verdict.FAIL, Verdict.UNSUPPORTED}


def test_repeat_and_stress_work_without_process_groups(loopspec: Run) -> None:
    options = ("-k", "lock/acquire/acquire-returns", "--repeat", "2", "--shuffle", "1", "--stress")
    done = loopspec("run", "asyncio", *options, poor=True)
    assert done.returncode == 0, done.stderr
    assert "ended alike in 2 runs" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_a_console_without_the_letters_ends_nothing(loopspec: Run, tmp_path: Path, encoding: str) -> None:
    arguments = ("run", "asyncio", "--spec", "letters.yaml", "--results", "out.jsonl", "--markdown", "out.md")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for command in (arguments, ("show", "lock/letters/letters-are-logged", "--spec", "letters.yaml")):
        done = subprocess.run(
            [sys.executable, "-m", "loopspec", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == (1 if command is arguments else 0), done.stderr
        assert b"Traceback" not in done.stderr
    assert read_results(tmp_path / "out.jsonl").results[0].events == [("main", "é →")]
    assert "“é”" in (tmp_path / "out.md").read_text("utf-8")


def test_the_file_of_a_scenario_is_written_with_slashes(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "letters.yaml").rename(tmp_path / "deep" / "er" / "letters.yaml")
    loopspec("run", "asyncio", "--spec", "deep", "--results", "out.jsonl")
    assert read_results(tmp_path / "out.jsonl").scenarios[0].file == "deep/er/letters.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="a copy of an interpreter there needs more than its file")
def test_an_interpreter_may_be_called_exe(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "python.exe").symlink_to(Path(sys.executable).resolve())
    done = loopspec("run", "asyncio@./python.exe", "-k", "lock/acquire/acquire-returns")
    assert done.returncode == 0, done.stderr


def test_a_group_of_its_own_on_either_kind_of_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "CREATE_NEW_PROCESS_GROUP", raising=False)
    assert own_group() == {"start_new_session": True}
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x200, raising=False)
    assert own_group() == {"creationflags": 0x200}


def test_without_groups_the_process_alone_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "killpg", raising=False)
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    kill_group(process)
    assert process.wait(10) != 0
    kill_group(process)  # a second time is no fault
