"""Parts of the programs of the differential test.

A program is a coroutine function `name(aio, log)`: it takes the namespace under test and a Trace, and imports no
asyncio. `log(...)` records an event together with the number of the loop's iteration in which it happened, so that
two traces are equal only if everything took the same number of iterations. What a random program can say too
(tests/refloop/test_differential.py) is not said here.
"""

from __future__ import annotations

import contextvars
import sys
from collections.abc import Callable, Coroutine
from typing import Any

Program = Callable[[Any, Any], Coroutine[Any, Any, None]]

PROGRAMS: list[Program] = []
var = contextvars.ContextVar("var", default="unset")


def program(fn: Program) -> Program:
    PROGRAMS.append(fn)
    return fn


def since(*version: int) -> Callable[[Program], Program]:
    return program if sys.version_info >= version else lambda fn: fn


async def ticks(aio: Any, n: Any) -> None:
    for _ in range(n):
        await aio.sleep(0)


async def step(aio: Any, log: Any, name: Any, n: int = 1, value: Any = None) -> Any:
    for i in range(n):
        log(name, i)
        await aio.sleep(0)
    return value


def say(log: Any, name: Any) -> Any:
    return lambda fut: log("done", name, fut.cancelled())


async def tried(log: Any, name: Any, awaitable: Any) -> None:
    try:
        log(name, "returns", await awaitable)
    except BaseException as exc:
        log(name, "raises", exc)
        if not isinstance(exc, Exception) and type(exc).__name__ != "CancelledError":
            raise
