"""Patterns, conditions and signatures."""

from __future__ import annotations

from typing import Any

import pytest

from loopspec.config.known import Known, matches, version_satisfies
from loopspec.results.model import Result, TargetInfo, Verdict
from loopspec.results.signature import LONGEST, signature_of, stable

LINUX = "Linux-6.1-x86_64-with-glibc2.36"


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("lock/a/b", "lock/a/b", True),
        ("lock/a/b", "lock/a/bc", False),
        ("lock/*", "lock/a/b", True),
        ("*", "lock/a/b", True),
        ("lock/?/b", "lock/a/b", True),
        ("lock/?/b", "lock/ab/b", False),
        ("x[kind=Lock]", "x[kind=Lock]", True),
        ("x[kind=Lock]", "xk", False),
        ("x[kind=*]", "x[kind=Lock]", True),
        ("x[value=[]]", "x[value=[]]", True),
        ("x[value='a*b']", "x[value='a*b']", True),
        ("x.y", "xzy", False),
        ("a*", "a\nb", True),
        ("LOCK", "lock", False),
        ("", "lock", False),
    ],
)
def test_patterns(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "target", "expected"),
    [
        ("", "uvloop@python3.13", True),
        ("uvloop", "uvloop", True),
        ("uvloop", "uvloop@python3.13", True),
        ("uvloop@python3.13", "uvloop", False),
        ("uvloop@python3.13", "uvloop@python3.13", True),
        ("uvloop@*", "uvloop@python3.13", True),
        ("*@python3.13", "uvloop@python3.13", True),
        ("uv*", "uvloop@python3.13", True),
        ("rloop", "uvloop", False),
    ],
)
def test_a_target_without_an_interpreter_means_it_on_all(pattern: str, target: str, expected: bool) -> None:
    assert Known("x", pattern).on(target) is expected


@pytest.mark.parametrize(
    ("version", "specifier", "expected"),
    [
        ("3.12.1", ">=3.12", True),
        ("3.12.1", "<=3.12", True),
        ("3.12.1", ">3.12", False),
        ("3.12.1", ">3.12.0", True),
        ("3.12.1", "==3.12", True),
        ("3.12.1", "==3", True),
        ("3.12.1", "!=3.12", False),
        ("3.12.1", ">=3.9,<3.12", False),
        ("3.12.1", ">= 3.9 , < 3.13", True),
        ("3.9.19", "<3.12", True),
        ("3.15.0a3", ">=3.15", True),
        ("3.4", ">=3.4.0", True),
    ],
)
def test_versions(version: str, specifier: str, expected: bool) -> None:
    assert version_satisfies(version, specifier) is expected


@pytest.mark.parametrize("specifier", ["3.12", "~=3.12", ">=3.x", "", ">=3.12,", ">=3.12 <4", "=>3.12"])
def test_what_is_no_condition_on_a_version_is_refused(specifier: str) -> None:
    with pytest.raises(ValueError, match=r"expected a condition such as '>=3\.12'"):
        version_satisfies("3.12.1", specifier)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"platform": "linux"}, True),
        ({"platform": "Linux"}, True),
        ({"platform": "macos"}, False),
        ({"platform": "*x86_64*"}, True),
        ({"platform": "*aarch64*"}, False),
        ({"implementation": "cpython"}, True),
        ({"implementation": "PyPy"}, False),
        ({"python": "<3.13", "platform": "linux", "implementation": "CPython"}, True),
        ({"python": "<3.12", "platform": "linux"}, False),
    ],
)
def test_all_conditions_have_to_hold(condition: dict[str, Any], expected: bool) -> None:
    info = TargetInfo("uvloop", "3.12.1", "CPython")
    assert Known("x", **condition).applies(info, LINUX) is expected


CHECK = {"text": "lock.locked()", "ok": False, "got": "True", "expected": "False", "at": 1}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Result("t", "i", Verdict.FAIL, at=1, events=[("a", "b"), ("main", "raises X")]),
         "fail: event 2: observed main: raises X"),
        (Result("t", "i", Verdict.FAIL, at=1, events=[("a", "b")]), "fail: event 2: the trace ended"),
        (Result("t", "i", Verdict.FAIL, at=0, ended="KeyError"), "fail: event 1: the trace ended by KeyError"),
        (Result("t", "i", Verdict.FAIL, checks=[CHECK | {"ok": True}, CHECK]), "fail: lock.locked(): got True"),
        (Result("t", "i", Verdict.FAIL, detail="ended by X: at 0x1f", ended="X"), "fail: ended by X"),
        (Result("t", "i", Verdict.FAIL), "fail"),
        (Result("t", "i", Verdict.HANG, detail="no end within 5 s"), "hang"),
        (Result("t", "i", Verdict.CRASH, detail="the worker was killed by SIGSEGV"), "crash: SIGSEGV"),
        (Result("t", "i", Verdict.CRASH, detail="killed by signal 63"), "crash: signal 63"),
        (Result("t", "i", Verdict.CRASH, detail="the process exited with status 3 before"), "crash: status 3"),
        (Result("t", "i", Verdict.CRASH, detail="could not send its answer"), "crash"),
        (Result("t", "i", Verdict.PASS), "pass"),
    ],
)  # fmt: skip
def test_signatures(result: Result, expected: str) -> None:
    assert signature_of(result) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("got '<Lock at 0x7f1AbC>'", "got '<Lock at <address>>'"),
        ("got '/home/me/x.py'", "got '<path>'"),
        (r"got 'C:\Users\me\x.py'", "got '<path>'"),
        ("at 2026-01-02T03:04:05 and 12:30:01.5", "at <time> and <time>"),
        ("got 0.0123 and 1.5 and 1e-07", "got <number> and 1.5 and <number>"),
        ("got 'Task-17'", "got 'Task-<n>'"),
        ("two\nlines\x1b[31m", "two lines [31m"),
        ("id/of/something and 1/2", "id/of/something and 1/2"),
        ("x" * 500, "x" * (LONGEST - 3) + "..."),
    ],
)
def test_what_changes_from_run_to_run_is_taken_out(text: str, expected: str) -> None:
    assert stable(text) == expected
    assert stable(stable(text)) == expected
