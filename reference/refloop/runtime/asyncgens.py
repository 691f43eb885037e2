"""Async generators: those that a loop has started are closed with it.

The functions are methods of `Loop`.  The interpreter calls the first two while the loop runs
(`sys.set_asyncgen_hooks`).

Invariant: a generator that is dropped unfinished is closed by a task of the loop that started it.
"""

from __future__ import annotations

from ..waiting.combinators import gather

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import Any


def asyncgen_started(loop: Any, generator: AsyncGenerator[Any, Any]) -> None:
    """Add a generator that is iterated for the first time to those that the loop will shut down."""
    if loop._asyncgens_were_shut_down:
        import warnings

        warnings.warn(
            f"asynchronous generator {generator!r} was scheduled after loop.shutdown_asyncgens() call",
            ResourceWarning,
            stacklevel=2,
            source=loop,
        )
    if loop._asyncgens is None:
        from weakref import WeakSet

        loop._asyncgens = WeakSet()
    loop._asyncgens.add(generator)


def asyncgen_dropped(loop: Any, generator: AsyncGenerator[Any, Any]) -> None:
    """Close a generator that is collected unfinished, in whatever thread."""
    if loop._asyncgens is not None:
        loop._asyncgens.discard(generator)
    if not loop._closed:
        loop.call_soon_threadsafe(loop.create_task, generator.aclose())


async def shutdown_asyncgens(loop: Any) -> None:
    """Close all async generators that are suspended; errors go to the exception handler.

    A generator that is iterated for the first time after this call draws a ResourceWarning.
    """
    loop._asyncgens_were_shut_down = True
    if not loop._asyncgens:
        return
    closing = list(loop._asyncgens)
    loop._asyncgens.clear()
    results = await gather(*[generator.aclose() for generator in closing], return_exceptions=True)
    for result, generator in zip(results, closing, strict=True):
        if isinstance(result, Exception):
            loop.call_exception_handler(
                {
                    "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                    "exception": result,
                    "asyncgen": generator,
                }
            )
