"""A plain game loop that gives asyncio two milliseconds of each frame.

The host keeps its `while` loop. Asyncio does what is ready and never more than the budget, although one of its tasks
spins as fast as it can. Runs until the other one has nothing more to say, and prints how it went.
"""

import time

import refloop as asyncio

FRAME = 1 / 60
BUDGET = 0.002


async def spin(count):
    """Would keep a loop of its own busy for ever."""
    while True:
        count["spins"] += 1
        await asyncio.sleep(0)


async def talk(log):
    """Sees the real time, as any program of asyncio does."""
    for word in ("ready", "set", "go"):
        await asyncio.sleep(0.1)
        log.append(word)


def main():
    loop = asyncio.new_event_loop()
    count, log, longest = {"spins": 0}, [], 0.0
    tasks = [loop.create_task(spin(count)), loop.create_task(talk(log))]

    frames = 0
    while not tasks[1].done():
        start = time.perf_counter()
        # ... input, physics and drawing of the frame ...
        loop.run_ready(budget=BUDGET)
        longest = max(longest, time.perf_counter() - start)
        frames += 1
        time.sleep(max(0, FRAME - (time.perf_counter() - start)))

    for task in tasks:
        task.cancel()
    loop.run_ready()
    loop.close()
    print(f"{frames} frames, {count['spins']} spins, heard {' '.join(log)}")
    print(f"longest frame {longest * 1000:.1f} ms", flush=True)


if __name__ == "__main__":
    main()
