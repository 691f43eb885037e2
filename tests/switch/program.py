"""A program that calls asyncio in every way: functions, methods of C and of Python, classes, callbacks."""

import asyncio
import sys


class Echo(asyncio.Protocol):
    def connection_made(self, transport):  # type: ignore[no-untyped-def]
        transport.write(b"hello")
        transport.close()


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    where = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*where)
    assert await reader.read() == b"hello"
    writer.close()
    queue: asyncio.Queue[int] = asyncio.Queue()
    queue.put_nowait(1)
    await queue.get()
    task = loop.create_task(asyncio.sleep(0))
    task.add_done_callback(lambda done: None)
    await task
    server.close()


asyncio.run(main())
sys.exit(int(sys.argv[1]))
