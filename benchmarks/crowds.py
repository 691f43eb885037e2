"""Crowds: n things that are there at the same time, each in a workload that costs as much for one as for many."""

import socket

ROUND_TRIPS = 20


async def tasks(asyncio, n):
    """N tasks are alive at the same time and give way twice each."""

    async def steps():
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    for task in [asyncio.create_task(steps()) for _ in range(n)]:
        await task


async def timers(asyncio, n):
    """N timers wait at the same time, scheduled in an order that is not that of their times, and fire."""
    loop = asyncio.get_running_loop()
    left = n
    done = loop.create_future()

    def fire():
        nonlocal left
        left -= 1
        if not left:
            done.set_result(None)

    start = loop.time()
    for i in range(n):
        loop.call_at(start + i * 7919 % n * 1e-9, fire)
    await done


async def cancelled_timers(asyncio, n):
    """N timers wait at the same time and are called off in the order in which they were scheduled."""
    loop = asyncio.get_running_loop()
    for handle in [loop.call_later(60 + i * 7919 % n, print) for i in range(n)]:
        handle.cancel()
    await asyncio.sleep(0)


async def waiters(asyncio, n):
    """N tasks wait for one event, which is set."""
    event = asyncio.Event()
    waiting = [asyncio.create_task(event.wait()) for _ in range(n)]
    await asyncio.sleep(0)
    event.set()
    for task in waiting:
        await task


async def cancelled_waiters(asyncio, n):
    """N tasks wait in a queue's line and are cancelled, the last one first."""
    items = asyncio.Queue()
    waiting = [asyncio.create_task(items.get()) for _ in range(n)]
    await asyncio.sleep(0)
    for task in reversed(waiting):
        task.cancel()
    await asyncio.wait(waiting)


async def callbacks(asyncio, n):
    """N callbacks are added to one future, which is completed."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    for _ in range(n):
        future.add_done_callback(bool)
    future.set_result(None)
    await asyncio.sleep(0)


async def gathered(asyncio, n):
    """N futures are gathered and completed."""
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(n)]
    whole = asyncio.gather(*futures)
    for future in futures:
        future.set_result(None)
    await whole


async def connections(asyncio, n):
    """N connections are open at the same time, and a byte goes to and fro on each, 20 times."""
    loop = asyncio.get_running_loop()
    left = n
    done = loop.create_future()

    class Echo(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport

        def data_received(self, data):
            self.transport.write(data)

    class Client(Echo):
        def connection_made(self, transport):
            self.transport = transport
            self.trips = ROUND_TRIPS

        def data_received(self, data):
            nonlocal left
            self.trips -= 1
            if self.trips:
                self.transport.write(data)
            else:
                self.transport.close()
                left -= 1
                if not left:
                    done.set_result(None)

    clients = []
    for _ in range(n):
        near, far = socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        await loop.create_connection(Echo, sock=far)
        clients.append((await loop.create_connection(Client, sock=near))[0])
    for client in clients:
        client.write(b"x")
    await done
