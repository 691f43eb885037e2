"""Refloop's loop by uvloop's names, for uvloop's own tests: the first place where they look for uvloop.

The helpers of those tests (`uvloop._testbase`) come from the checkout that UVLOOP_CHECKOUT names; LOOP_UNDER_TEST
puts the stdlib's loop in refloop's place.  What is compiled (`uvloop.loop`) is not there.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[4] / "reference"))
__path__ = [str(Path(os.environ["UVLOOP_CHECKOUT"]) / "uvloop")]

if os.environ.get("LOOP_UNDER_TEST") == "asyncio":
    Loop = asyncio.SelectorEventLoop
else:
    from refloop import EventLoop as Loop


def new_event_loop() -> Any:
    return Loop()


class EventLoopPolicy(getattr(asyncio, "_DefaultEventLoopPolicy", None) or asyncio.DefaultEventLoopPolicy):
    _loop_factory = Loop


def install() -> None:
    asyncio.set_event_loop_policy(EventLoopPolicy())


def run(main: Any, *, loop_factory: Any = new_event_loop, debug: Any = None) -> Any:
    with asyncio.Runner(loop_factory=loop_factory, debug=debug) as runner:
        return runner.run(main)
