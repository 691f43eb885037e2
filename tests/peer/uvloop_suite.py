"""Judge refloop by uvloop's own tests: `python tests/peer/uvloop_suite.py CHECKOUT [--loop NAME] [MODULE...]`.

CHECKOUT is a clone of uvloop's repository; its tests stay where they are and see refloop's loop (or, with `--loop
asyncio`, the stdlib's, for comparison) by the name of uvloop.  Where they ask what kind of loop they have they are
told that it is neither asyncio's nor uvloop's, but for modules that would then wait for ever for what only uvloop
does.  What fails for a known reason stands in uvloop_known.txt; exit status 1 when
anything else does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from counting import Account, count, flatten, in_a_process, words_of

HERE = Path(__file__).parent
PATIENCE = 15  # seconds a test may take
NOT_BLACK_BOX = {
    "test_cython": "calls compiled code of uvloop",
    "test_fs_event": "a feature that asyncio's loops do not have",
    "test_libuv_api": "calls compiled code of uvloop",
    "test_sourcecode": "looks at uvloop's own source",
    "test_testbase": "tests the helpers of the tests",
}
LIKE_ASYNCIO = ("test_context",)


def one_module(module: Any) -> None:
    """Run one module in this process, and print one line of JSON."""
    import importlib
    import signal
    import unittest

    from uvloop import _testbase

    _testbase.UVTestCase.implementation = "asyncio" if module in LIKE_ASYNCIO else "neither"
    suite = unittest.TestSuite()

    def give_up(*_: Any) -> None:
        raise TimeoutError(f"did not end in {PATIENCE} seconds")

    class Bounded(unittest.TestSuite):
        """One test, bounded in time."""

        def run(self, result: Any, debug: bool = False) -> Any:
            signal.signal(signal.SIGALRM, give_up)
            signal.alarm(PATIENCE)
            try:
                return super().run(result, debug)
            finally:
                signal.alarm(0)

    for test in flatten(unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(f"tests.{module}"))):
        if not isinstance(test, _testbase.AIOTestCase):
            suite.addTest(Bounded([test]))
    print(json.dumps(count(suite, verbose=bool(os.environ.get("VERBOSE")))), flush=True)
    os._exit(0)  # a failed test may have left a thread that waits for ever


def run(checkout: Any, loop: Any, module: Any) -> Any:
    """Return the outcome of one module, run in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (HERE / "in_uvloops_place", HERE, checkout))),
        "UVLOOP_CHECKOUT": str(checkout),
        "LOOP_UNDER_TEST": loop,
        "PYTHONSAFEPATH": "1",  # else child processes of the tests find the uvloop of the checkout
    }
    command = [sys.executable, __file__, "--one", module, str(checkout)]
    return in_a_process(command, module, env=environment, cwd=checkout)


def known() -> Any:
    return [words[0] for words in words_of(HERE / "uvloop_known.txt")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--loop", choices=["refloop", "asyncio"], default="refloop")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("modules", nargs="*")
    args = parser.parse_intermixed_args()
    if args.one:
        one_module(args.one)
        return
    checkout = args.checkout.resolve()
    if not (checkout / "uvloop" / "_testbase.py").exists():
        parser.error(f"{args.checkout}: no checkout of uvloop, there is no uvloop/_testbase.py")
    modules = args.modules or sorted(
        path.stem for path in checkout.glob("tests/test_*.py") if path.stem not in NOT_BLACK_BOX
    )
    account = Account()
    with ThreadPoolExecutor(args.jobs) as pool:
        for module, result in zip(modules, pool.map(lambda name: run(checkout, args.loop, name), modules), strict=True):
            account.add(f"{module:24}", result, known())
    account.close()


if __name__ == "__main__":
    main()
