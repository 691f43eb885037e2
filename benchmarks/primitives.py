"""Primitives that tasks share: Queue, Lock, Event, wait_for."""


async def queue(asyncio, n):
    """A producer and a consumer at the two ends of a queue of ten places, n items."""
    items = asyncio.Queue(10)

    async def produce():
        for i in range(n):
            await items.put(i)

    producing = asyncio.create_task(produce())
    for _ in range(n):
        await items.get()
    await producing


async def lock(asyncio, n):
    """Ten tasks that want one lock and give way while they have it, n times each."""
    shared = asyncio.Lock()

    async def work():
        for _ in range(n):
            async with shared:
                await asyncio.sleep(0)

    for task in [asyncio.create_task(work()) for _ in range(10)]:
        await task


async def event_to_1000_waiters(asyncio, n):
    """An event that a thousand tasks wait for is set, n times."""
    for _ in range(n):
        event = asyncio.Event()
        tasks = [asyncio.create_task(event.wait()) for _ in range(1000)]
        await asyncio.sleep(0)
        event.set()
        for task in tasks:
            await task


async def wait_for(asyncio, n):
    """A coroutine that gives way once, awaited with a timeout that never comes, n times."""
    for _ in range(n):
        await asyncio.wait_for(asyncio.sleep(0), 60)
