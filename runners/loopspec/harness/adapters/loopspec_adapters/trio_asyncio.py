"""trio-asyncio: outside of Trio, its import makes ``asyncio.new_event_loop`` give loops that run in Trio."""

import asyncio

import trio_asyncio  # noqa: F401


def new_event_loop() -> asyncio.AbstractEventLoop:
    """Create a loop that can be started and stopped from synchronous code."""
    return asyncio.new_event_loop()
