"""refloop and the stdlib's asyncio, event by event and iteration by iteration, on the same small programs."""

from __future__ import annotations

import asyncio
import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any

import programs
import pytest
import tracing

import interpreters
from loopspec.fuzz.context import Profile
from loopspec.fuzz.differential import Differential
from loopspec.fuzz.export import found_file
from loopspec.fuzz.grammar import AREAS
from loopspec.fuzz.search import Search
from loopspec.targets.target import parse_targets

MODES = ["refloop", "bridge"]
REFERENCE = str(Path(__file__).parents[2] / "reference")

GENERATED = 300
"""Programs drawn for each version of Python; of ten some seven or eight are new."""

PASSING = 80
"""Programs drawn for each version in which time passes."""

SOME = 20
"""Programs drawn where there is little time."""

DEADLINE = 10.0
"""Seconds that one may take: no verdict on a machine that is busy."""


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_program(fn: Any, mode: Any, debug: Any) -> None:
    expected = tracing.trace(asyncio, asyncio.new_event_loop, fn, debug)
    assert expected, "a program that shows nothing"
    assert tracing.trace(*tracing.namespace(mode), fn, debug) == expected


@pytest.mark.slow
@pytest.mark.parametrize("passing", [False, True], ids=["", "time passes"])
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_generated_programs(version: Any, passing: Any) -> None:
    """Random programs, in every Python at hand; one that parts refloop from asyncio is printed as a scenario."""
    assert_no_difference(version, passing, PASSING if passing else GENERATED)


@pytest.mark.parametrize("passing", [False, True], ids=["", "time passes"])
def test_some_generated_programs(passing: Any) -> None:
    """The first of them, in this Python."""
    assert_no_difference(interpreters.OWN, passing, SOME)


def assert_no_difference(version: Any, passing: Any, count: Any) -> None:
    python = interpreters.find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    clock = "-virtual" if passing else ""
    names = [f"{name}{clock}@{python}" for name in ("asyncio", "refloop", "refloop-loop")]
    targets = [dataclasses.replace(it, sys_path=(REFERENCE, *it.sys_path)) for it in parse_targets(names)]
    seed = int(version.replace(".", ""))
    with Differential(targets, DEADLINE) as differential:
        found = Search(differential, Profile(frozenset(AREAS), differential.version, passing), count, seed).run()
    assert found is None, "\n" + found_file(found, seed, f"on Python {version}")
    assert differential.tally.programs > 0.6 * count
    assert differential.tally.unsteady == differential.tally.left_out == differential.tally.cut == 0


def test_without_asyncio() -> None:
    """The same traces in a process that never imports asyncio."""

    def output(mode: Any) -> Any:
        script = Path(tracing.__file__)
        return subprocess.run(
            [sys.executable, script, mode], capture_output=True, text=True, check=True, timeout=300
        ).stdout.splitlines()

    assert output("refloop") == output("asyncio")
