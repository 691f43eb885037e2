"""Run one of the interpreter's test modules: `python one_module.py MODE MODULE [-v] [PATTERN...]`.

Prints one line of JSON: how many passed, were skipped and deselected, and the names of those that failed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
MODE, MODULE, *REST = sys.argv[1:]

import stand_in  # noqa: E402

stand_in.install(MODE)

import fnmatch  # noqa: E402
import importlib  # noqa: E402
import json  # noqa: E402
import unittest  # noqa: E402

from counting import count, flatten, name_of, words_of  # noqa: E402

LISTS = Path(__file__).parent / "deselected.txt"


def deselected() -> Any:
    """Return the patterns, MODE MODULE.CLASS.TEST, of the list that apply here."""
    if MODE == "stdlib":
        return []
    return [words[1] for words in words_of(LISTS) if words[0] in ("both", MODE)]


def main() -> None:
    wanted = [arg for arg in REST if arg != "-v"]
    stand_in.adapt_utils(MODE)
    module = importlib.import_module(f"test.test_asyncio.{MODULE}")
    patterns = deselected()
    suite = unittest.TestSuite()
    out = 0
    for test in flatten(unittest.defaultTestLoader.loadTestsFromModule(module)):
        name = name_of(test)
        if wanted and not any(fnmatch.fnmatch(name, f"*{pattern}*") for pattern in wanted):
            continue
        if not wanted and any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            out += 1
        else:
            suite.addTest(test)
    print(json.dumps({"mode": MODE, "module": MODULE, **count(suite, verbose="-v" in REST), "deselected": out}))


if __name__ == "__main__":
    main()
