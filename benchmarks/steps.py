"""Where the time of `gather` and of a crowd at an Event goes: `python benchmarks/steps.py asyncio`, or refloop.

Prints the median time of each step, in nanoseconds for one of 1000 tasks. One namespace a process: refloop keeps its
registers elsewhere when asyncio has been imported.
"""

import gc
import importlib
import statistics
import sys
import time

CROWD = 1000
ROUNDS = 60


async def steps(asyncio, took):
    """Do everything once; `took(step)` says that a step has just ended."""

    async def nothing():
        pass

    took("")
    coroutines = [nothing() for _ in range(CROWD)]
    took("make a coroutine")
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    took("create_task")
    await asyncio.sleep(0)
    took("its only step")
    for task in tasks:
        await task
    took("await it when done")
    del coroutines, tasks, task
    took("forget it")

    event = asyncio.Event()
    waiting = [asyncio.create_task(event.wait()) for _ in range(CROWD)]
    took("")
    await asyncio.sleep(0)
    took("first step, into Event.wait")
    event.set()
    took("Event.set")
    await asyncio.sleep(0)
    took("second step, to the end")
    del waiting

    coroutines = [nothing() for _ in range(CROWD)]
    took("")
    gathered = asyncio.gather(*coroutines)
    took("gather: the call")
    await asyncio.sleep(0)
    took("gather: steps of the children")
    await asyncio.sleep(0)
    took("gather: their done callbacks")
    await gathered


def main(namespace):
    """Measure, and print."""
    asyncio = importlib.import_module(namespace)
    found = {}
    for _ in range(ROUNDS):
        gc.collect()
        last = time.perf_counter()

        def took(step):
            nonlocal last
            now = time.perf_counter()
            found.setdefault(step, []).append(now - last)  # the step "" is what lies between two steps
            last = time.perf_counter()

        asyncio.run(steps(asyncio, took))
    for step, seconds in found.items():
        if step:
            print(f"{step:<32}{statistics.median(seconds) / CROWD * 1e9:6.0f}")


if __name__ == "__main__":
    main(sys.argv[1])
