"""A bank for a day, on virtual time: hours pass in milliseconds, and the same seed gives the same day.

Then the same program with a mistake, two clerks who wait for each other's key: the loop says who waits for what.
"""

import random

import refloop as asyncio
from refloop import Deadlock, VirtualClock

MINUTE, HOUR = 60, 3600


async def customer(bank, clerks, waits):
    came = bank.time()
    async with clerks:
        waits.append(bank.time() - came)
        await asyncio.sleep(random.expovariate(1 / (4 * MINUTE)))


async def day():
    bank, clerks, waits = asyncio.get_running_loop(), asyncio.Semaphore(2), []
    async with asyncio.TaskGroup() as customers:
        while bank.time() < 8 * HOUR:
            await asyncio.sleep(random.expovariate(1 / (2.5 * MINUTE)))
            customers.create_task(customer(bank, clerks, waits))
    print(
        f"{len(waits)} customers until {bank.time() / HOUR:.2f} h, {sum(waits) / len(waits) / MINUTE:.1f} min in line"
    )


async def mistake():
    vault, till = asyncio.Lock(), asyncio.Lock()

    async def clerk(first, second):
        async with first:
            await asyncio.sleep(MINUTE)
            async with second:
                pass

    await asyncio.gather(
        asyncio.create_task(clerk(vault, till), name="Ann"), asyncio.create_task(clerk(till, vault), name="Bob")
    )


def simulate(main, seed):
    """Run *main* on virtual time; the seed decides about chance and about who of several ready tasks goes first."""
    random.seed(seed)
    order = random.Random(seed).shuffle
    with asyncio.Runner(loop_factory=lambda: asyncio.Loop(clock=VirtualClock(patience=0), order=order)) as runner:
        runner.run(main())


def main():
    for seed in (1, 2, 1):
        simulate(day, seed)
    try:
        simulate(mistake, 1)
    except Deadlock as error:
        print(error)


if __name__ == "__main__":
    main()
