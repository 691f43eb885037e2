"""The standard library's default loop in a mode that programs can ask for."""

import asyncio


def debug_loop() -> asyncio.AbstractEventLoop:
    """Create a loop in debug mode."""
    loop = asyncio.new_event_loop()
    loop.set_debug(True)
    return loop


def eager_loop() -> asyncio.AbstractEventLoop:
    """Create a loop that begins each task at once (Python 3.12)."""
    loop = asyncio.new_event_loop()
    loop.set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined,unused-ignore]
    return loop
