"""refloop and the stdlib's asyncio, event by event and turn by turn, on the same small programs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import programs
import pytest
import tracing

MODES = ["refloop", "bridge"]


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_program(fn, mode, debug):
    expected = tracing.trace(asyncio, asyncio.new_event_loop, fn, debug)
    assert expected, "a program that shows nothing"
    assert tracing.trace(*tracing.namespace(mode), fn, debug) == expected


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("block", range(4))
def test_random_programs(block, mode):
    for seed in range(block * 50, block * 50 + 50):
        fn = tracing.random_program(seed)
        expected = tracing.trace(asyncio, asyncio.new_event_loop, fn)
        assert tracing.trace(*tracing.namespace(mode), fn) == expected, seed


def test_without_asyncio():
    """The same traces in a process that never imports asyncio."""

    def output(mode):
        script = Path(tracing.__file__)
        return subprocess.run(
            [sys.executable, script, mode], capture_output=True, text=True, check=True, timeout=60
        ).stdout.splitlines()

    assert output("refloop") == output("asyncio")
