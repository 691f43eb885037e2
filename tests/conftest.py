"""Signals as a terminal gives them, compiled sources, and fixtures of several folders."""

from __future__ import annotations

import compileall
import gc
import os
import signal
import sys
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from two_rules import folder as folder
from two_rules import loopspec as loopspec

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a background job of a shell; its children would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)

# pytest rewrites each module of tests, and of the tool, which is a plugin: without files that keep it, every process of
# pytest does so anew, for most of its start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


ONE_PROCESS_FOR_ALL = (
    "test_access_in_browser.py",
    "test_compare_in_browser.py",
    "test_faults_are_seen.py",
    "test_half_finished_python.py",
    "test_html_in_browser.py",
    "test_paper_and_files.py",
    "test_planted_faults.py",
    "test_queries.py",
    "test_scale.py",
    "test_trend_in_browser.py",
    "test_views_in_browser.py",
    "test_wrong_loops.py",
)
"""Files whose tests share what takes long to come by: a run, a browser."""


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Hand out single tests, but the tests of some files to the same process."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.endswith(ONE_PROCESS_FOR_ALL) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    """Return the scheduling of this run's tests to its processes."""
    return Scheduling(config, log)


def pytest_configure() -> None:
    """Compile the sources once, so that none of the many processes does, even where Python writes no bytecode."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in ("runners", "reference"):
            compileall.compile_dir(Path(__file__).parents[1] / name, quiet=2)


def pytest_collection_finish() -> None:
    """Leave what the collection made out of each later search for garbage: many tests make one, or many."""
    gc.collect()
    gc.freeze()
