"""sleep: to give way for a turn, or for some time.

A sleep of nothing is a bare yield and costs exactly one turn [sleep/zero/one-iteration-exactly]; any other is a
future that a timer of the loop completes.

Invariant: a sleep that ends early, because its task was cancelled, leaves no timer behind.
Refuses: NaN, since Python 3.13 (ValueError).
"""

from __future__ import annotations

from . import running
from .coroutines import yield_once
from .versions import SLEEP_REFUSES_NAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def set_result_unless_done(future: Any, result: Any) -> None:
    """Set the result of a future that somebody may have cancelled meanwhile."""
    if not future.done():
        future.set_result(result)


async def sleep(delay: float, result: Any = None) -> Any:
    """Suspend the task for *delay* seconds and return *result*; zero or less: for exactly one turn of the
    loop.

    ValueError for NaN since Python 3.13.
    """
    if delay <= 0:
        await yield_once()
        return result
    if SLEEP_REFUSES_NAN and delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = running.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, set_result_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()
