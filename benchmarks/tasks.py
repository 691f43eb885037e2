"""Tasks and futures: steps, creation, wakeups, fan-in."""


async def sleep_zero_in_100_tasks(asyncio, n):
    """A hundred tasks take turns, n steps each."""

    async def steps():
        for _ in range(n):
            await asyncio.sleep(0)

    for task in [asyncio.create_task(steps()) for _ in range(100)]:
        await task


async def sleep_zero_in_one_task(asyncio, n):
    """One task gives way n times, and nobody else wants to run."""
    for _ in range(n):
        await asyncio.sleep(0)


async def create_and_await(asyncio, n):
    """A task is made and awaited, n times."""

    async def nothing():
        pass

    for _ in range(n):
        await asyncio.create_task(nothing())


async def gather_1000(asyncio, n):
    """A thousand coroutines are gathered, n times."""

    async def nothing():
        return 1

    for _ in range(n):
        await asyncio.gather(*[nothing() for _ in range(1000)])


async def future_ping_pong(asyncio, n):
    """Two tasks wake each other by completing the other's future, n times."""
    loop = asyncio.get_running_loop()
    ping, pong = loop.create_future(), loop.create_future()

    async def echo():
        nonlocal ping, pong
        for _ in range(n):
            await ping
            ping = loop.create_future()
            pong.set_result(None)

    echoing = asyncio.create_task(echo())
    for _ in range(n):
        ping.set_result(None)
        await pong
        pong = loop.create_future()
    await echoing
