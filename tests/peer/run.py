"""Judge refloop by the tests of the interpreter that runs this: `python tests/peer/run.py`.

    python tests/peer/run.py [--mode own|bridge|stdlib] [--fast] [--jobs N] [MODULE...]

Every module of `test.test_asyncio` runs in a process of its own, with refloop in asyncio's place (`own`), as the
loop under the stdlib's asyncio (`bridge`), or, for comparison, untouched (`stdlib`).  The tests stay where the
interpreter has them.  What is not run stands in deselected.txt, what fails for a known reason in known.txt.
Exit status 1 when anything else fails.
"""

from __future__ import annotations

import argparse
import fnmatch
import importlib.util
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
FAST = (
    "test_queues test_locks test_taskgroups test_timeouts test_futures2 test_server test_streams test_waitfor".split()
)
ALL = [
    *FAST,
    *"""test_events test_sock_lowlevel test_subprocess test_sendfile test_ssl test_unix_events test_tasks
    test_futures test_runners test_eager_task_factory test_buffered_proto test_context test_pep492
    test_threads""".split(),
]
TESTS = Path(importlib.util.find_spec("test").submodule_search_locations[0])
TIMEOUT = 300  # seconds a module may take


def known(mode):
    lines = [line.split("#", 1)[0].split() for line in (HERE / "known.txt").read_text(encoding="utf-8").splitlines()]
    return [words[1] for words in lines if len(words) == 2 and words[0] in ("both", mode)]


def run(mode, module):
    """Return the outcome of one module."""
    empty = {"mode": mode, "module": module, "passed": 0, "skipped": 0, "deselected": 0}
    if not list(Path(TESTS).glob(f"test_asyncio/{module}.py")):
        return {**empty, "failed": {}, "absent": True}
    command = [sys.executable, str(HERE / "one_module.py"), mode, module]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return {**empty, "failed": {module: (done.stderr.strip().splitlines() or ["no output"])[-1]}}
    except subprocess.TimeoutExpired:
        return {**empty, "failed": {module: f"did not end in {TIMEOUT} seconds"}}


def main():
    import test.test_asyncio  # noqa: F401 - told here if it is not installed

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mode", action="append", choices=["own", "bridge", "stdlib"])
    parser.add_argument("--fast", action="store_true", help="only modules that take a second or two")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("modules", nargs="*")
    args = parser.parse_args()
    modules = args.modules or (FAST if args.fast else ALL)
    total = dict.fromkeys(("passed", "skipped", "deselected", "known", "failed"), 0)
    with ThreadPoolExecutor(args.jobs) as pool:
        jobs = [pool.submit(run, mode, module) for mode in args.mode or ("own", "bridge") for module in modules]
        for job in jobs:
            result = job.result()
            if result.get("absent"):
                continue
            patterns = known(result["mode"])
            expected = [name for name in result["failed"] if any(fnmatch.fnmatch(name, p) for p in patterns)]
            failed = {name: why for name, why in result["failed"].items() if name not in expected}
            result |= {"known": len(expected), "failed": len(failed)}
            for key in total:
                total[key] += result[key]
            numbers = ", ".join(f"{result[key]} {key}" for key in total if result[key] or key == "passed")
            print(f"{result['mode']:7} {result['module']:24} {numbers}", flush=True)
            for name, why in failed.items():
                print(f"        {name}: {why}", flush=True)
    print(f"Python {sys.version.split()[0]}:", ", ".join(f"{number} {key}" for key, number in total.items()))
    sys.exit(total["failed"] > 0)


if __name__ == "__main__":
    main()
