"""tornado's loop that watches descriptors in a thread, round the standard library's."""

import asyncio

from tornado.platform.asyncio import AddThreadSelectorEventLoop


def new_event_loop() -> asyncio.AbstractEventLoop:
    """Create a wrapped loop."""
    loop: asyncio.AbstractEventLoop = AddThreadSelectorEventLoop(asyncio.new_event_loop())
    return loop
