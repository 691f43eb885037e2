"""Judge refloop by the tests of the interpreter that runs this: `python tests/peer/run.py`.

    python tests/peer/run.py [--mode own|bridge|stdlib] [--fast] [--jobs N] [MODULE...]

Every module of `test.test_asyncio` runs in a process of its own, with refloop in asyncio's place (`own`), as the
loop under the stdlib's asyncio (`bridge`), or, for comparison, untouched (`stdlib`).  The tests stay where the
interpreter has them.  What is not run stands in deselected.txt, what fails for a known reason in known.txt.
Exit status 1 when anything else fails.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from counting import Account, in_a_process, words_of

HERE = Path(__file__).parent
FAST = """test_events test_futures2 test_locks test_queues test_server test_streams test_taskgroups test_timeouts
    test_waitfor""".split()
"""The modules that CI runs."""
ALL = [
    *FAST,
    *"""test_sock_lowlevel test_subprocess test_sendfile test_ssl test_unix_events test_tasks
    test_futures test_runners test_eager_task_factory test_buffered_proto test_context test_pep492
    test_threads""".split(),
]
SPEC = importlib.util.find_spec("test")
assert SPEC is not None
assert SPEC.submodule_search_locations
TESTS = Path(SPEC.submodule_search_locations[0])


def known(mode: Any) -> Any:
    return [words[1] for words in words_of(HERE / "known.txt") if words[0] in ("both", mode)]


def run(mode: Any, module: Any) -> Any:
    """Return the numbers of one module; None where this Python has no such module."""
    if not list(Path(TESTS).glob(f"test_asyncio/{module}.py")):
        return None
    return in_a_process([sys.executable, str(HERE / "one_module.py"), mode, module], module)


def main() -> None:
    import test.test_asyncio  # noqa: F401 - told here if it is not installed

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mode", action="append", choices=["own", "bridge", "stdlib"])
    parser.add_argument("--fast", action="store_true", help="only modules that take a second or two")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("modules", nargs="*")
    args = parser.parse_args()
    modules = args.modules or (FAST if args.fast else ALL)
    pairs = [(mode, module) for mode in args.mode or ("own", "bridge") for module in modules]
    account = Account()
    with ThreadPoolExecutor(args.jobs) as pool:
        for (mode, module), result in zip(pairs, pool.map(run, *zip(*pairs, strict=True)), strict=True):
            if result is not None:
                account.add(f"{mode:7} {module:24}", result, known(mode))
    account.close()


if __name__ == "__main__":
    main()
