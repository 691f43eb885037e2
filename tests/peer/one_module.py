"""Run one of the interpreter's test modules: `python one_module.py MODE MODULE [-v] [PATTERN...]`.

Prints one line of JSON: how many passed, were skipped and deselected, and the names of those that failed.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
MODE, MODULE, *REST = sys.argv[1:]

import stand_in  # noqa: E402

stand_in.install(MODE)

import fnmatch  # noqa: E402
import importlib  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
import unittest  # noqa: E402
import warnings  # noqa: E402

LISTS = Path(__file__).parent / "deselected.txt"


def deselected():
    """Return the patterns, MODE MODULE.CLASS.TEST, of the list that apply here."""
    patterns = []
    for line in LISTS.read_text(encoding="utf-8").splitlines():
        words = line.split("#", 1)[0].split()
        if len(words) == 2 and words[0] in ("both", MODE) and MODE != "stdlib":
            patterns.append(words[1])
    return patterns


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def main():
    verbose = "-v" in REST
    wanted = [arg for arg in REST if arg != "-v"]
    stand_in.adapt_utils(MODE)
    module = importlib.import_module(f"test.test_asyncio.{MODULE}")
    patterns = deselected()
    suite = unittest.TestSuite()
    out = 0
    for test in flatten(unittest.defaultTestLoader.loadTestsFromModule(module)):
        name = ".".join(test.id().rsplit(".", 3)[-3:])
        if wanted and not any(fnmatch.fnmatch(name, f"*{pattern}*") for pattern in wanted):
            continue
        if not wanted and any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            out += 1
        else:
            suite.addTest(test)
    stream = sys.stderr if verbose else io.StringIO()
    if not verbose:
        sys.stderr = open("/dev/null", "w")  # noqa: SIM115, PTH123
    with warnings.catch_warnings():
        result = unittest.TextTestRunner(stream=stream, verbosity=2 if verbose else 0, warnings="ignore").run(suite)
    bad = {}
    for test, text in result.failures + result.errors:
        name = test.id() if "." in test.id() else str(test)
        name = ".".join(getattr(test, "test_case", test).id().rsplit(".", 3)[-3:])
        bad.setdefault(name, text.strip().splitlines()[-1][:150])
    for test in result.unexpectedSuccesses:
        bad.setdefault(".".join(test.id().rsplit(".", 3)[-3:]), "unexpected success")
    ran = result.testsRun - len(result.skipped)
    print(
        json.dumps(
            {
                "mode": MODE,
                "module": MODULE,
                "passed": ran - len(bad),
                "skipped": len(result.skipped),
                "deselected": out,
                "failed": bad,
            }
        )
    )


if __name__ == "__main__":
    main()
