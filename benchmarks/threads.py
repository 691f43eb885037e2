"""Other threads that call into the loop."""

import queue
import threading


async def threadsafe_ping_pong(asyncio, n):
    """A thread and a sleeping loop wake each other in turn, n times."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    asked = queue.SimpleQueue()

    def answer(left):
        if left:
            asked.put(left)
        else:
            done.set_result(None)

    def ask():
        while left := asked.get():
            loop.call_soon_threadsafe(answer, left - 1)
            if left == 1:
                return

    thread = threading.Thread(target=ask)
    thread.start()
    asked.put(n)
    await done
    thread.join()


async def threadsafe_flood(asyncio, n):
    """Two threads call into a running loop as fast as they can, n calls each."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = 2 * n

    def count():
        nonlocal left
        left -= 1
        if not left:
            done.set_result(None)

    def flood():
        for _ in range(n):
            loop.call_soon_threadsafe(count)

    threads = [threading.Thread(target=flood) for _ in range(2)]
    for thread in threads:
        thread.start()
    await done
    for thread in threads:
        thread.join()
