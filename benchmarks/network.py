"""Sockets on the loopback interface: both ends in one loop."""

import socket

MESSAGE = b"x" * 1024


async def _read_exactly(loop, sock, size):
    while size:
        size -= len(await loop.sock_recv(sock, size))


async def sock_echo(asyncio, n):
    """A message of 1 KiB goes to and fro by sock_sendall and sock_recv, n times."""
    loop = asyncio.get_running_loop()
    near, far = socket.socketpair()
    near.setblocking(False)
    far.setblocking(False)

    async def echo():
        while data := await loop.sock_recv(far, 65536):
            await loop.sock_sendall(far, data)

    with near, far:
        echoing = asyncio.create_task(echo())
        for _ in range(n):
            await loop.sock_sendall(near, MESSAGE)
            await _read_exactly(loop, near, len(MESSAGE))
        near.shutdown(socket.SHUT_WR)
        await echoing


async def streams_echo(asyncio, n):
    """A line of 1 KiB goes to and fro between two streams over TCP, n times."""

    async def echo(reader, writer):
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
        writer.close()

    line = MESSAGE[:-1] + b"\n"
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for _ in range(n):
        writer.write(line)
        await writer.drain()
        await reader.readline()
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def protocol_echo(asyncio, n):
    """A message of 1 KiB goes to and fro between two protocols over TCP, n times."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    class Echo(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport

        def data_received(self, data):
            self.transport.write(data)

    class Client(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport
            self.rounds = n
            self.missing = len(MESSAGE)
            transport.write(MESSAGE)

        def data_received(self, data):
            self.missing -= len(data)
            if self.missing:
                return
            self.missing = len(MESSAGE)
            self.rounds -= 1
            if self.rounds:
                self.transport.write(MESSAGE)
            else:
                self.transport.close()

        def connection_lost(self, error):
            if not done.done():
                done.set_result(error)

    server = await loop.create_server(Echo, "127.0.0.1", 0)
    await loop.create_connection(Client, *server.sockets[0].getsockname())
    assert await done is None
    server.close()
    await server.wait_closed()
