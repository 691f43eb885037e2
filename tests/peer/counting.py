"""Running a unittest suite for its numbers: what passed, was skipped, failed and why."""

from __future__ import annotations

import io
import os
import sys
import unittest
import warnings


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def name_of(test):
    """MODULE.CLASS.METHOD of a test, of a sub-test or of a fixture."""
    return ".".join(getattr(test, "test_case", test).id().rsplit(".", 3)[-3:])


def count(suite, *, verbose=False):
    """Run *suite*, quietly unless *verbose*; return the numbers, and the last line of what each failure says."""
    stream = sys.stderr if verbose else io.StringIO()
    if not verbose:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with warnings.catch_warnings():
        result = unittest.TextTestRunner(stream=stream, verbosity=2 if verbose else 0, warnings="ignore").run(suite)
    failed = {}
    for test, text in result.failures + result.errors:
        failed.setdefault(name_of(test), text.strip().splitlines()[-1][:150])
    for test in result.unexpectedSuccesses:
        failed.setdefault(name_of(test), "unexpected success")
    passed = result.testsRun - len(result.skipped) - len(failed)
    return {"passed": passed, "skipped": len(result.skipped), "failed": failed}
