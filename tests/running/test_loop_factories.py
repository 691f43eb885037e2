"""``pytest --loopspec-loop NAME``: other people's async tests on a registered loop, by pytest-asyncio."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

LIBRARY_TESTS = """
import asyncio
import pytest
import pytest_asyncio

@pytest_asyncio.fixture
async def of_fixture():
    return type(asyncio.get_running_loop()).__name__

@pytest.mark.asyncio
async def test_loop(of_fixture, record_property):
    await asyncio.sleep(0)
    print("loops:", of_fixture, type(asyncio.get_running_loop()).__name__, end=";")

def test_plain():
    pass
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A project whose tests know nothing of loopspec."""
    (tmp_path / "test_library.py").write_text(LIBRARY_TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    return tmp_path


def pytest_in(folder: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-s", "-v", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("loop", "kind"),
    [("refloop-loop", "EventLoop"), ("uvloop", "Loop"), ("asyncio-virtual", "VirtualLoop"), ("mine:Mine", "Mine")],
)
def test_tests_and_fixtures_run_on_the_loop(library: Path, loop: str, kind: str) -> None:
    (library / "mine.py").write_text("import asyncio\nclass Mine(asyncio.SelectorEventLoop): pass\n")
    if loop == "uvloop":
        pytest.importorskip("uvloop")
    status, said = pytest_in(library, "--loopspec-loop", loop)
    assert status == 0, said
    assert f"loops: {kind} {kind};" in said
    assert f"loopspec: async tests run on {loop}" in said
    assert "test_library.py::test_loop " in said  # its id is what it was
    assert "2 passed" in said


def test_option_precedes_the_project_s_own_hook(library: Path) -> None:
    (library / "conftest.py").write_text(
        "import asyncio\ndef pytest_asyncio_loop_factories(config, item): return {'own': asyncio.new_event_loop}\n"
    )
    status, said = pytest_in(library, "--loopspec-loop", "refloop-loop")
    assert (status, "loops: EventLoop EventLoop;" in said) == (0, True), said
    status, said = pytest_in(library)
    assert (status, "loops: _UnixSelectorEventLoop" in said) == (0, True), said


def test_without_the_option_nothing_changes(library: Path) -> None:
    status, said = pytest_in(library)
    assert (status, "test_library.py::test_loop " in said, "loopspec: " in said) == (0, True, False), said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--loopspec-loop=uvloop", "-p", "no:asyncio"), "--loopspec-loop needs pytest-asyncio 1.4 or later"),
        (("--loopspec-loop=refloop",), "--loopspec-loop refloop: expected a loop factory, got a whole asyncio; write"),
        (("--loopspec-loop=uvlop",), "; did you mean uvloop?"),
        (("--loopspec-loop=nosuch",), "nosuch: neither a registered target nor a module that can be imported"),
        (("--loopspec-loop=no_such:loop",), "no_such:loop: neither a registered target nor a module that can be"),
        (("--loopspec-loop=json:loop",), "json:loop: importing it failed: AttributeError: module 'json' has no"),
        (("--loopspec-loop=asyncio@python3",), "expected a loop of this interpreter; run pytest with "),
    ],
)
def test_loop_that_cannot_be_used(library: Path, options: tuple[str, ...], told: str) -> None:
    """One line, exit code 4 of pytest's, and no test is run."""
    status, said = pytest_in(library, *options)
    assert status == pytest.ExitCode.USAGE_ERROR
    (line,) = said.strip().splitlines()
    assert line.startswith("ERROR: --loopspec-loop ")
    assert told in line
