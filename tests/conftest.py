"""Signals as a terminal gives them, compiled sources, and fixtures of several folders."""

from __future__ import annotations

import compileall
import os
import signal
import sys
from pathlib import Path

from two_rules import folder as folder
from two_rules import loopspec as loopspec

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a background job of a shell; its children would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)

# pytest rewrites each module of tests, and of the tool, which is a plugin: without files that keep it, every process of
# pytest does so anew, for most of its start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure() -> None:
    """Compile the sources once, so that none of the many processes does, even where Python writes no bytecode."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in ("runners", "reference"):
            compileall.compile_dir(Path(__file__).parents[1] / name, quiet=2)
