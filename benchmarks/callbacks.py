"""Callbacks: the loop's inner circle, without a task in sight but the one that waits for the end."""


async def call_soon_chain(asyncio, n):
    """Each callback schedules the next: n iterations of one callback."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = n

    def step():
        nonlocal left
        left -= 1
        if left:
            loop.call_soon(step)
        else:
            done.set_result(None)

    loop.call_soon(step)
    await done


async def call_soon_burst(asyncio, n):
    """A thousand callbacks scheduled at once, n times."""
    loop = asyncio.get_running_loop()

    def nothing(argument):
        pass

    for _ in range(n):
        for _ in range(1000):
            loop.call_soon(nothing, 1)
        await asyncio.sleep(0)


async def timers_fire(asyncio, n):
    """A thousand timers that are due at once, n times."""
    loop = asyncio.get_running_loop()

    for _ in range(n):
        left = 1000
        done = loop.create_future()

        def fire():
            nonlocal left
            left -= 1
            if not left:
                done.set_result(None)  # noqa: B023 - awaited before the next round begins

        for i in range(1000):
            loop.call_later(i * 1e-9, fire)
        await done


async def timers_cancel(asyncio, n):
    """Timers that are called off before they are due, as those of timeouts are."""
    loop = asyncio.get_running_loop()

    def never():
        raise AssertionError("called off")

    for i in range(n):
        loop.call_later(60, never).cancel()
        if i % 100 == 0:
            await asyncio.sleep(0)
