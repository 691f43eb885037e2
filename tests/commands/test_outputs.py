"""Commands and their outputs: standard output, devices, full disks, readers that leave."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

import command_line
from loopspec.results.file import read_results, write_results
from report.sample import sample_results

from .nodes import FULL, NULL, device

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of Unix")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a results file."""
    write_results(tmp_path / "run.jsonl", sample_results())
    return tmp_path


def loopspec(folder: Path, *arguments: str, stdout: Any = None, **more: Any) -> Any:
    if stdout is None:  # streams of the usual kind
        return command_line.loopspec(*arguments, cwd=folder)
    return subprocess.run(
        [sys.executable, "-m", "loopspec", *arguments],
        cwd=folder,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=300,
        check=False,
        **more,
    )


@pytest.fixture
def left_pipe() -> Iterator[int]:
    """The end to write into of a pipe whose reader has left."""
    take, give = os.pipe()
    os.close(take)
    yield give
    os.close(give)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[IO[bytes]]:
    """A file that takes nothing."""
    with device(tmp_path, FULL).open("wb", buffering=0) as file:
        yield file


ONE_TEXT = [
    (("report", "run.jsonl", "--html", "-"), "<!doctype html>"),
    (("report", "run.jsonl", "--junit", "-"), "<?xml"),
    (("report", "run.jsonl", "--markdown", "-"), "## loopspec"),
    (("report", "run.jsonl", "--github", "-"), "::error title=loopspec%3A not everything was judged::incomplete: "),
    (("gate", "--results-from", "run.jsonl", "--github", "-"), "::error "),
    (("badge", "run.jsonl", "--target", "uvloop", "--svg", "-"), "<svg"),
    (("badge", "run.jsonl", "--target", "uvloop", "--json", "-"), "{"),
    (("merge", "run.jsonl", "-o", "-"), '{"kind":"header"'),
    (("diff", "run.jsonl", "run.jsonl", "--markdown", "-"), "## loopspec: what has changed"),
    (("areas", "run.jsonl", "--into", "-"), "40 scenarios, run on"),
    (("gate", "--results-from", "run.jsonl", "--results", "-"), '{"kind":"header"'),
    (("gate", "asyncio", "--results-from", "run.jsonl", "--update", "--config", "-"), "# Accepted by `loopspec gate`"),
]


@pytest.mark.parametrize(("arguments", "start"), ONE_TEXT, ids=lambda value: " ".join(value)[:60])
def test_a_dash_is_standard_output_and_nothing_else_is_there(
    folder: Path, arguments: tuple[str, ...], start: str
) -> None:
    done = loopspec(folder, *arguments)
    assert done.stdout.lower().startswith(start.lower()), done.stderr
    assert "Traceback" not in done.stderr
    assert "\nexit " not in done.stdout  # a summary, if there is one, is on standard error
    assert [path.name for path in folder.iterdir()] == ["run.jsonl"]


@pytest.mark.parametrize("second", ["a.out", "./a.out"])
def test_two_outputs_on_one_file_are_refused(folder: Path, second: str) -> None:
    done = loopspec(folder, "report", "run.jsonl", "--html", "a.out", "--junit", second)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a.out: given for two outputs; expected a file for each" in done.stderr
    assert not (folder / "a.out").exists()


def test_two_outputs_on_standard_output_are_refused(folder: Path) -> None:
    done = loopspec(folder, "report", "run.jsonl", "--html", "-", "--junit", "/dev/stdout")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2 outputs on standard output; expected one at most" in done.stderr


def test_a_run_writes_to_devices_descriptors_and_standard_output(folder: Path) -> None:
    """The results to a pipe, as `>(...)` gives it; the report to a device, which is still one afterwards."""
    null = device(folder, NULL)
    take, give = os.pipe()
    done = loopspec(
        folder,
        *("run", "asyncio", "-k", "lock/acquire/a-lock-does-not-know-its-holder"),
        *("--results", f"/dev/fd/{give}", "--html", str(null), "--markdown", "-"),
        stdout=subprocess.PIPE,
        pass_fds=[give],
    )
    os.close(give)
    with os.fdopen(take) as stream, (folder / "piped.jsonl").open("w") as file:
        shutil.copyfileobj(stream, file)
    assert read_results(folder / "piped.jsonl").complete
    assert stat.S_ISCHR(null.stat().st_mode)
    assert done.stdout.startswith("## loopspec")
    assert "exit 0: " in done.stderr


@pytest.mark.parametrize("option", ["--results", "--html", "--junit", "--markdown"])
def test_a_full_disk_costs_the_file_and_not_the_summary(folder: Path, option: str) -> None:
    full = device(folder, FULL)
    done = loopspec(folder, "run", "asyncio", "-k", "lock/acquire/a-lock-does-not-know-its-holder", option, str(full))
    assert done.returncode == 3
    assert "\nexit 3: asyncio holds every rule" in done.stdout
    assert done.stderr.splitlines()[-1] == f"{full}: cannot be written: No space left on device"


@pytest.mark.parametrize(
    "arguments",
    [
        ("badge", "run.jsonl", "--target", "uvloop", "--svg"),
        ("merge", "run.jsonl", "-o"),
        ("diff", "run.jsonl", "run.jsonl", "--markdown"),
        ("areas", "run.jsonl", "--into"),
        ("gate", "--results-from", "run.jsonl", "--markdown"),
        ("gate", "asyncio", "--results-from", "run.jsonl", "--update", "--config"),
        ("fuzz", "asyncio", "tests_part:new_event_loop", "--programs", "300", "--shrink", "0", "--out"),
    ],
    ids=" ".join,
)
def test_every_command_tells_of_a_full_disk(folder: Path, arguments: tuple[str, ...]) -> None:
    full = device(folder, FULL)
    (folder / "tests_part.py").write_text(
        "import asyncio\n\n\nclass Loop(asyncio.SelectorEventLoop):\n"
        "    def call_soon(self, callback, *arguments, context=None):\n"
        "        handle = super().call_soon(callback, *arguments, context=context)\n"
        "        self._ready.rotate(1)\n        return handle\n\n\ndef new_event_loop():\n    return Loop()\n"
    )
    done = loopspec(folder, *arguments, str(full))
    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stderr.splitlines()[-1] == f"{full}: cannot be written: No space left on device"
    assert "Traceback" not in done.stderr
    assert stat.S_ISCHR(full.stat().st_mode)


WITH_OUTPUT = [
    ("list",),
    ("--help",),
    ("show", "lock/acquire/a-lock-does-not-know-its-holder"),
    ("report", "run.jsonl"),
    ("report", "run.jsonl", "--html", "-"),
    ("diff", "run.jsonl", "run.jsonl"),
    ("gate", "--results-from", "run.jsonl"),
    ("run", "asyncio", "-k", "lock/acquire/a-lock-does-not-know-its-holder"),
]


@pytest.mark.parametrize("arguments", WITH_OUTPUT, ids=" ".join)
def test_a_reader_that_has_left_ends_a_command_as_usual(
    folder: Path, left_pipe: int, arguments: tuple[str, ...]
) -> None:
    done = loopspec(folder, *arguments, stdout=left_pipe)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("arguments", WITH_OUTPUT, ids=" ".join)
def test_a_full_standard_output_is_told_in_a_line(
    folder: Path, full_disk: IO[bytes], arguments: tuple[str, ...]
) -> None:
    done = loopspec(folder, *arguments, stdout=full_disk)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "standard output: cannot be written: No space left on device"
    assert "Traceback" not in done.stderr


def test_a_standard_error_that_breaks_changes_nothing(folder: Path, full_disk: IO[bytes]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "run", "asyncio", "-k", "lock/acquire/a-lock-does-not-know-its-holder"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=full_disk,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0
    assert "exit 0: asyncio holds every rule" in done.stdout


def test_a_closed_standard_output_is_no_deviation(folder: Path) -> None:
    command = [sys.executable, "-m", "loopspec", "report", "run.jsonl"]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command],
        cwd=folder,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
