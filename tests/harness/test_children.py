"""Child processes of a case: all that are left end with it, and no others do."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from loopspec.harness import process_group, tools
from loopspec.harness.children import PROGRAMS
from loopspec.harness.execution import Execution, Namespace
from loopspec.harness.outside import Outside


@pytest.fixture
def execution() -> Iterator[Execution]:
    one = Execution(Namespace(asyncio), tools)
    one.make_outside = Outside
    yield one
    one.close()


def start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a program that says when it is ready."""
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.read(5) == b"ready"
    return process


@pytest.mark.parametrize("name", ["is-ready-and-sleeps", "ignores-terminate"])
def test_child_ends_with_the_case(execution: Execution, name: str) -> None:
    with start(execution.outside().program(name)) as process:
        execution.close()
        with pytest.raises(ChildProcessError):  # it is reaped, too
            os.waitpid(process.pid, os.WNOHANG)
        assert process.stdout
        assert process.stdout.read() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
def test_children_of_all_threads_are_known(execution: Execution, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thread has those that it has started; a kernel that does not list them has all processes looked at."""
    program = execution.outside().program("is-ready-and-sleeps")
    with ThreadPoolExecutor() as pool:
        processes = {start(program).pid, pool.submit(start, program).result().pid}
        assert processes <= set(process_group.children())
        monkeypatch.setattr(process_group, "THREADS", "/no/such/folder/")
        assert processes <= set(process_group.children())


def test_child_of_somebody_else_lives_on(execution: Execution) -> None:
    other = start([sys.executable, "-c", "print('ready', end='', flush=True); input()"])
    try:
        execution.outside().program("exits")
        execution.close()
        assert other.poll() is None
    finally:
        other.kill()
        other.communicate()


def test_grandchild_ends_with_its_input(execution: Execution) -> None:
    with subprocess.Popen(
        execution.outside().program("has-a-grandchild"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.wait() == 0
        assert process.communicate()[0] == b"childgrandchild"


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_program_is_python(name: str) -> None:
    compile(PROGRAMS[name], name, "exec")


def test_names_and_kinds_are_known(execution: Execution) -> None:
    with pytest.raises(ValueError, match=r"expected a program of exits, .*, got 'sh'"):
        execution.outside().program("sh")
    with pytest.raises(ValueError, match="expected a kind of text, bytes, path, got 'list'"):
        execution.outside().program("exits", kind="list")


def test_interpreter_without_a_path_cannot_be_judged(execution: Execution, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    execution.outside().program("exits")
    assert execution.observation()["lack"] == "this interpreter does not know its own path"
