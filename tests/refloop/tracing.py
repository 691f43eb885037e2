"""Run programs and record what happens, iteration by iteration.  `python tracing.py MODE` prints the traces of a
fresh process.

MODE: asyncio | refloop | bridge (refloop's loop under the stdlib's asyncio); a second argument `debug`
turns debug mode on.
"""

from __future__ import annotations

import gc
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "reference")]

import programs  # noqa: E402
import programs_loop  # noqa: E402, F401 - these fill programs.PROGRAMS
import programs_tasks  # noqa: E402, F401
import programs_waiting  # noqa: E402, F401


class Trace:
    """A list of events, each with the number of iterations that the loop has made."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.turn = 0
        self.counting = True

    def __call__(self, *event: Any) -> None:
        self.events.append((self.turn, *[_plain(e) for e in event]))

    def count_turns(self, loop: Any) -> None:
        if self.counting:
            self.turn += 1
            loop.call_soon(self.count_turns, loop)


def _plain(value: Any) -> Any:
    """Things as text that is the same for both namespaces."""
    if isinstance(value, BaseException):
        return f"{type(value).__name__}{value.args!r}" if not isinstance(value, RuntimeError) else type(value).__name__
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if isinstance(value, (str, int, float, bytes, bool, type(None))) else type(value).__name__


# Where the poll finds something, the number of iterations is a matter of time.
UNTIMED = {
    "all_tasks_wherever_they_stand",  # asks in a thread
    "executors",
    "file_descriptors",
    "signals",
    "wait_variants",
    "wait_for_variants",
    "timeout_variants",
    "as_completed_order",
    "timers_in_order",
    "never_retrieved",
}


def trace(aio: Any, factory: Any, fn: Any, debug: bool = False) -> Any:
    """Return the trace of one program, run by *aio* on a loop of *factory*."""
    log = Trace()

    async def main() -> Any:
        loop = aio.get_running_loop()
        if fn.__name__ not in UNTIMED and not getattr(fn, "untimed", False):
            loop.call_soon(log.count_turns, loop)
        try:
            return await fn(aio, log)
        finally:
            log.counting = False

    logging.disable(logging.CRITICAL)
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with aio.Runner(loop_factory=factory, debug=debug) as runner:
                    log("result", runner.run(main()))
            except BaseException as exc:
                log("run raises", exc)
    finally:
        gc.enable()
        logging.disable(logging.NOTSET)
    return log.events


def namespace(mode: str) -> tuple[Any, Any]:
    """Return the namespace and the loop factory of a mode."""
    if mode == "refloop":
        import refloop

        return refloop, refloop.new_event_loop
    import asyncio

    if mode == "bridge":
        import refloop

        return asyncio, refloop.EventLoop
    return asyncio, asyncio.new_event_loop


def main() -> None:
    mode, debug = sys.argv[1], "debug" in sys.argv
    aio, factory = namespace(mode)
    for fn in programs.PROGRAMS:
        print(fn.__name__, trace(aio, factory, fn, debug))
    if mode == "refloop":
        assert "asyncio" not in sys.modules, "somebody imported asyncio"


if __name__ == "__main__":
    main()
