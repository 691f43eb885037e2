"""Results and configurations made up for the tests that need no run."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from loopspec.config.file import Config, read_config
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict

LEVELS = {"may": Level.MAY, "should": Level.SHOULD}


def results(*found: Result, python: str = "3.12.1", complete: bool = True) -> Results:
    """A run; a scenario whose id has a part ``may`` or ``should`` is of that level."""
    return Results(
        loopspec="0.1.0",
        started="2026-01-15T09:30:00+00:00",
        platform="Linux-6.1-x86_64-with-glibc2.36",
        suite="made up",
        targets=[TargetInfo(name, python, "CPython") for name in dict.fromkeys(result.target for result in found)],
        scenarios=[_record(id_) for id_ in dict.fromkeys(result.id for result in found)],
        results=list(found),
        complete=complete,
    )


def _record(id_: str) -> ScenarioRecord:
    level = next((level for word, level in LEVELS.items() if word in id_.split("/")), Level.MUST)
    return ScenarioRecord(id_, "Lock", "x", "Something holds.", level, {}, "x.yaml", 1, "", "")


def passing(id_: str, target: str = "loop") -> Result:
    """A result that passes."""
    return Result(target, id_, Verdict.PASS)


def failing(id_: str, target: str = "loop", got: str = "1", **more: Any) -> Result:
    """A result whose signature is ``fail: f(): got ...``."""
    check = {"text": "f()", "ok": False, "got": got, "expected": "0", "at": 0}
    return Result(target, id_, Verdict.FAIL, checks=[check], **more)


def config(folder: Path, text: str, name: str = "loopspec.toml") -> Config:
    """A configuration, read from a file."""
    (folder / name).write_bytes(textwrap.dedent(text).encode())
    return read_config(folder / name)
