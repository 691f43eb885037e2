"""The names of targets, and the messages about those that are not there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loopspec.harness import process_group
from loopspec.results.model import Result
from loopspec.running.plan import Case
from loopspec.targets import interpreters
from loopspec.targets.target import Target, TargetError, parse_target, parse_targets

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]


def test_registered_name() -> None:
    """A registered name brings its factory and how to install it."""
    target = parse_target("uvloop")
    assert (target.name, target.factory, target.python) == ("uvloop", "uvloop:new_event_loop", None)
    assert target.advice == "install it with `pip install uvloop`"


def test_interpreter() -> None:
    """NAME@PYTHON keeps its whole name and finds the interpreter."""
    target = parse_target(f"uvloop@{sys.executable}")
    assert target.name == f"uvloop@{sys.executable}"
    assert target.executable == str(Path(sys.executable))
    assert target.advice == f"install it with `{sys.executable} -m pip install uvloop`"


@pytest.mark.parametrize(
    ("text", "namespace", "factory"),
    [
        ("package.module:factory", "asyncio", "package.module:factory"),
        ("package.module:Class.method", "asyncio", "package.module:Class.method"),
        ("package.module", "package.module", None),
    ],
)
def test_unregistered(text: str, namespace: str, factory: str | None) -> None:
    """A factory goes under the standard library, a module is a whole namespace; both may lie here."""
    target = parse_target(text)
    assert (target.namespace, target.factory) == (namespace, factory)
    assert target.sys_path == (str(Path.cwd()),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a b", "'a b' is not a target; expected NAME"),
        ("uvlo-op", "did you mean uvloop?"),
        ("module:", "'module:' is not a target"),
        ("", "'' is not a target"),
        ("asyncio@python9.9", "there is no interpreter 'python9.9'; expected a name on the PATH"),
        ("asyncio@", "there is no interpreter ''"),
    ],
)
def test_no_target(text: str, message: str) -> None:
    """Names that are not targets are refused in one line that says what was expected."""
    with pytest.raises(TargetError) as caught:
        parse_target(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_target_twice() -> None:
    """Results are kept by name, so that a name is there once."""
    with pytest.raises(TargetError, match="uvloop is given twice"):
        parse_targets(["uvloop", "asyncio", "uvloop"])


def test_misspelt(ordinary: MakeCase, run_cases: RunCases) -> None:
    """A misspelt name is told with the name that was meant."""
    with pytest.raises(TargetError) as caught:
        run_cases(parse_target("uvlop"), ordinary("x"))
    assert str(caught.value) == (
        "uvlop: neither a registered target nor a module that can be imported "
        f"in {sys.executable}; did you mean uvloop?"
    )


def test_not_installed(ordinary: MakeCase, run_cases: RunCases, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registered target that is not installed is told with the command that installs it."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    target = Target("goneloop", factory="goneloop:new", install="pip install goneloop", registered=True)
    with pytest.raises(TargetError) as caught:
        run_cases(target, ordinary("x"))
    assert str(caught.value) == (
        f"goneloop: not installed in {sys.executable}; install it with `pip install goneloop`; "
        "if another environment has it, write goneloop@.venv/bin/python"
    )


def test_no_python(ordinary: MakeCase, run_cases: RunCases, tmp_path: Path) -> None:
    """A file that is no interpreter is told as such."""
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho no such thing >&2\nexit 3\n")
    fake.chmod(0o755)
    with pytest.raises(TargetError, match="exited with status 3 without an answer: no such thing"):
        run_cases(parse_target(f"asyncio@{fake}"), ordinary("x"))


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("kill -SEGV $$", "was killed by SIGSEGV"),
        ("sh -c 'kill -SEGV $$'; exit $?", r"exited with status 139 \(128 \+ SIGSEGV\)"),
        ("exit 245", r"exited with status 245 \(-11, SIGSEGV\)"),
    ],
)
def test_interpreter_that_crashes(ordinary: MakeCase, run_cases: RunCases, tmp_path: Path, line: str, end: str) -> None:
    """The signal is named, also when a wrapper script passes it on as a status."""
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\n{line}\n")
    fake.chmod(0o755)
    with pytest.raises(TargetError, match=f"python runs no script: it {end} without an answer"):
        run_cases(parse_target(f"asyncio@{fake}"), ordinary("x"))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (-11, "was killed by SIGSEGV"),
        (-9, "was killed by SIGKILL"),
        (-100, "was killed by signal 100"),
        (0, "exited with status 0"),
        (1, "exited with status 1"),
        (134, "exited with status 134 (128 + SIGABRT)"),
        (245, "exited with status 245 (-11, SIGSEGV)"),
        (255, "exited with status 255"),  # exit(-1), which is no SIGHUP
    ],
)
def test_exit_codes_in_words(status: int, told: str) -> None:
    assert process_group.ending(status) == told


@pytest.mark.parametrize(("busy", "limit"), [(False, "0.2"), (True, "0.6")])
def test_interpreter_that_never_answers(
    ordinary: MakeCase, run_cases: RunCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: bool, limit: str
) -> None:
    """Told after a while, a longer one on a busy machine, although a grandchild holds its output open."""
    monkeypatch.setattr(interpreters, "LIMIT", 0.2)
    monkeypatch.setattr(interpreters, "is_busy", lambda: busy)
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\nsleep 3600\n")
    fake.chmod(0o755)
    with pytest.raises(TargetError, match=f"python: a script of a few lines does not end within {limit} s"):
        run_cases(parse_target(f"asyncio@{fake}"), ordinary("x"))


def test_interpreter_that_is_too_old(ordinary: MakeCase, run_cases: RunCases, tmp_path: Path) -> None:
    """Python 2 refuses the syntax before it could say what it is, so that it is asked in a way that it takes."""
    fake = tmp_path / "python"
    fake.write_text(f"""#!{sys.executable}
import sys
source = open(sys.argv[1]).read()
if "async def" in source or "print(" in source:
    sys.exit("  File 'case.py', line 7\\nSyntaxError: invalid syntax")
sys.version_info = (2, 7, 18, "final", 0)
sys.implementation = None
exec(source)
""")
    fake.chmod(0o755)
    with pytest.raises(TargetError) as caught:
        run_cases(parse_target(f"asyncio@{fake}"), ordinary("x"))
    assert str(caught.value) == f"asyncio@{fake}: {fake} is Python 2.7; expected 3.11 or newer"


def test_interpreter_with_a_version_of_its_own_is_not_too_old(
    ordinary: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """An interpreter that refuses the harness and counts in its own way, as MicroPython does, gives its own reason."""
    fake = tmp_path / "python"
    fake.write_text(f"""#!{sys.executable}
import os, sys, types
source = open(sys.argv[1]).read()
if "async def" in source:
    sys.exit("SyntaxError: no async def")
del os.dup
sys.version_info = (3, 4, 0)
sys.implementation = types.SimpleNamespace(name="nanopython")
exec(source)
""")
    fake.chmod(0o755)
    with pytest.raises(TargetError, match=r"importing it in .* failed: SyntaxError: no async def"):
        run_cases(parse_target(f"asyncio@{fake}"), ordinary("x"))


def test_attribute_that_is_not_there(ordinary: MakeCase, run_cases: RunCases) -> None:
    """A factory that the module does not have is told by name."""
    with pytest.raises(TargetError, match="module 'json' has no attribute 'new_loop'"):
        run_cases(parse_target("json:new_loop"), ordinary("x"))


def test_names_of_the_far_side_are_free(
    ordinary: MakeCase, run_cases: RunCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's module may have the name of one of ours."""
    (tmp_path / "tools.py").write_text("from asyncio import *\n")
    monkeypatch.chdir(tmp_path)
    assert run_cases(parse_target("tools"), ordinary("x"))["x"].verdict == "pass"
