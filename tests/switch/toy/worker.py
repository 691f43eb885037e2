"""Nothing but work in threads, which no rule of ``spec`` is about."""

import asyncio


async def work() -> None:
    await asyncio.to_thread(print, "working")
