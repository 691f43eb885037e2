"""nest-asyncio2: patches asyncio, and each loop, so that a loop can be run while it runs."""

import asyncio

import nest_asyncio2

nest_asyncio2.apply()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """Create a patched loop of the standard library."""
    loop = asyncio.new_event_loop()
    nest_asyncio2.apply(loop)
    return loop
