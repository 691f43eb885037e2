"""Names of asyncio that ran, recorded in another process and read back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from interpreters import find, own_first
from loopspec.cli import main
from loopspec.coverage.inventory import read_inventory
from loopspec.results.file import write_results
from loopspec.results.model import ResultsError
from loopspec.switch.application import Application
from loopspec.switch.recording import add_recorded, public_names

from .toy_results import HERE, TARGET, toy_results

PROGRAM = HERE / "program.py"

RAN = {
    "asyncio.BaseProtocol.connection_made",
    "asyncio.BaseTransport.close",
    "asyncio.Task.add_done_callback",
    "asyncio.Queue",
    "asyncio.Queue.get",
    "asyncio.Queue.put_nowait",
    "asyncio.Server.close",
    "asyncio.Server.sockets",
    "asyncio.StreamReader.read",
    "asyncio.StreamWriter.close",
    "asyncio.WriteTransport.write",
    "asyncio.get_running_loop",
    "asyncio.loop.create_server",
    "asyncio.loop.create_task",
    "asyncio.open_connection",
    "asyncio.run",
}


def record(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loopspec", "record", *words], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("version", own_first("3.11", "3.12", "3.13", "3.14"))
def test_the_same_names_whatever_watches(version: str, tmp_path: Path) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    file = tmp_path / "ran.json"
    done = record(str(file), "--", python, str(PROGRAM), "0")
    assert done.returncode == 0, done.stderr
    application = Application(HERE.as_posix())
    add_recorded(application, file, read_inventory())
    assert set(application.uses) >= RAN
    assert [str(place) for place in application.uses["asyncio.loop.create_server"].ran] == ["program.py:15"]
    assert [str(place) for place in application.uses["asyncio.BaseProtocol.connection_made"].ran] == ["program.py:8"]
    assert application.recorded.startswith(f"{len(application.uses)} names recorded on Python {version}.")


def test_a_command_that_fails_is_recorded_and_told(tmp_path: Path) -> None:
    file = tmp_path / "ran.json"
    done = record(str(file), "--", sys.executable, str(PROGRAM), "3")
    assert done.returncode == 1
    assert "it ended with status 3" in done.stdout
    application = Application(HERE.as_posix())
    add_recorded(application, file, read_inventory())
    assert application.unseen == {"code that did not run": ["the recorded command ended with status 3"]}


def test_children_are_recorded_and_the_own_sitecustomize_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('mine')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")])))
    parent = f"import subprocess, sys; subprocess.run([sys.executable, {str(PROGRAM)!r}, '0'], check=True)"
    done = record("-", "--", sys.executable, "-c", parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("mine") == 3  # of loopspec, the parent and the child
    data = json.loads(done.stdout[done.stdout.index("{") :])
    assert "open_connection" in {call["name"] for call in data["calls"]}


@pytest.mark.parametrize(
    ("command", "message", "code"),
    [
        (["no-such-program"], "cannot start no-such-program", 3),
        ([sys.executable, "-I", "-S", "-c", ""], "nothing was recorded", 3),
        ([], "Missing argument", 2),
    ],
)
def test_nothing_to_record(command: list[str], message: str, code: int, tmp_path: Path) -> None:
    done = record(str(tmp_path / "ran.json"), "--", *command)
    assert done.returncode == code
    assert message in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "classes", "public"),
    [
        ("sleep", [], ["asyncio.sleep"]),
        ("create_subprocess_exec", [], ["asyncio.create_subprocess_exec"]),
        ("create_task", ["_UnixSelectorEventLoop", "BaseEventLoop", "AbstractEventLoop"], ["asyncio.loop.create_task"]),
        ("write", ["_SelectorSocketTransport", "Transport"], ["asyncio.WriteTransport.write"]),
        ("communicate", ["Process"], ["asyncio.subprocess.Process.communicate"]),
        ("_run_once", ["BaseEventLoop", "AbstractEventLoop"], []),
        ("nothing", [], []),
    ],
)
def test_public_names(name: str, classes: list[str], public: list[str]) -> None:
    assert public_names(name, classes, read_inventory()) == public


@pytest.mark.parametrize("content", ["", "{}", '{"format": "2.0"}', "[1]"])
def test_a_file_that_is_no_recording(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(ResultsError, match="loopspec record FILE"):
        add_recorded(Application("."), tmp_path / "x.json", read_inventory())


def test_what_ran_touches(tmp_path: Path) -> None:
    write_results(tmp_path / "results.jsonl", toy_results())
    call: dict[str, Any] = {"name": "set_exception_handler", "classes": ["BaseEventLoop"], "line": 7}
    calls = [{**call, "file": "/venv/lib/site-packages/lib/x.py"}]
    recording = {"format": "1.0", "command": ["pytest"], "status": 0, "python": ["3.12.1"], "calls": calls}
    (tmp_path / "ran.json").write_text(json.dumps(recording))
    words = ["switch", TARGET, "--app", str(HERE / "toy" / "worker.py"), "--results", str(tmp_path / "results.jsonl")]
    more = ["--spec", str(HERE / "spec"), "--recorded", str(tmp_path / "ran.json")]
    done = CliRunner().invoke(main, [*words, *more])
    assert done.exit_code == 1
    assert "at lib/x.py:7" in done.output
    assert "1 name recorded on Python 3.12.1 while `pytest` ran" in done.output
