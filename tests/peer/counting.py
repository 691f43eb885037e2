"""Running unittest suites for their numbers: what passed, was skipped, failed and why, and what of that is known."""

from __future__ import annotations

import fnmatch
import io
import json
import os
import subprocess
import sys
import unittest
import warnings
from collections.abc import Iterator
from typing import Any

TIMEOUT = 300  # seconds a module may take


def in_a_process(command: Any, module: Any, **options: Any) -> Any:
    """Run a command that ends on the numbers of a module, for at most TIMEOUT seconds; return these numbers."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False, **options)
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        why = (done.stderr.strip().splitlines() or ["no output"])[-1]
    except subprocess.TimeoutExpired:
        why = f"did not end in {TIMEOUT} seconds"
    return {"passed": 0, "skipped": 0, "deselected": 0, "failed": {module: why}}


class Account:
    """Print the totals of modules line by line; failures that a pattern expects are *known*."""

    def __init__(self) -> None:
        self.total = dict.fromkeys(("passed", "skipped", "deselected", "known", "failed"), 0)

    def add(self, title: Any, result: Any, patterns: Any) -> None:
        """Tell the numbers of one module, and its failures that are not known."""
        expected = [name for name in result["failed"] if any(fnmatch.fnmatch(name, p) for p in patterns)]
        failed = {name: why for name, why in result["failed"].items() if name not in expected}
        numbers = {"deselected": 0, **result, "known": len(expected), "failed": len(failed)}
        for key in self.total:
            self.total[key] += numbers[key]
        told = ", ".join(f"{numbers[key]} {key}" for key in self.total if numbers[key] or key == "passed")
        print(title, told, flush=True)
        for name, why in failed.items():
            print(f"        {name}: {why}", flush=True)

    def close(self) -> None:
        """Tell the sum and leave, with exit status 1 if anything has failed."""
        print(f"Python {sys.version.split()[0]}:", ", ".join(f"{number} {key}" for key, number in self.total.items()))
        sys.exit(self.total["failed"] > 0)


def words_of(file: Any) -> Any:
    """The lines of a list as words, without comments and blank lines."""
    lines = (line.split("#", 1)[0].split() for line in file.read_text(encoding="utf-8").splitlines())
    return [words for words in lines if words]


def flatten(suite: Any) -> Iterator[Any]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def name_of(test: Any) -> Any:
    """MODULE.CLASS.METHOD of a test, of a sub-test or of a fixture."""
    return ".".join(getattr(test, "test_case", test).id().rsplit(".", 3)[-3:])


def count(suite: Any, *, verbose: bool = False) -> Any:
    """Run *suite*, quietly unless *verbose*; return the numbers, and the last line of what each failure says."""
    stream = sys.stderr if verbose else io.StringIO()
    if not verbose:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with warnings.catch_warnings():
        result = unittest.TextTestRunner(stream=stream, verbosity=2 if verbose else 0, warnings="ignore").run(suite)
    failed: dict[Any, Any] = {}
    for test, text in result.failures + result.errors:
        failed.setdefault(name_of(test), text.strip().splitlines()[-1][:150])
    for test in result.unexpectedSuccesses:
        failed.setdefault(name_of(test), "unexpected success")
    passed = result.testsRun - len(result.skipped) - len(failed)
    return {"passed": passed, "skipped": len(result.skipped), "failed": failed}
