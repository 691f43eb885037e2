"""Programs after which a bytearray, the program's or a stream's, must be resizable: no view of it may be left.

As a script, this runs each program and prints its name: for interpreters that do not count references, where a view
that is not released lasts until the collector finds it.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable
from typing import Any

import refloop
from refloop.net.tls import TLSProtocol

PATTERN = bytes(range(251)) * 4_000  # more than a pipe or a socket takes at once; no block is like the next
PROGRAMS: list[Callable[[], Any]] = []


def program(fn: Callable[[], Any]) -> Callable[[], Any]:
    PROGRAMS.append(fn)
    return fn


def run(fn: Callable[[], Any]) -> None:
    """Run a program; raise an exception that no part of it has seen, too."""

    async def main() -> None:
        failures: list[dict[str, Any]] = []
        refloop.get_running_loop().set_exception_handler(lambda loop, context: failures.append(context))
        await fn()
        for context in failures:
            raise context["exception"]

    refloop.run(main())


def resize(data: bytearray) -> None:
    data += b"more"
    del data[:4]


def read(fd: int, size: int) -> bytes:
    """Read *size* bytes, or what there is until the end."""
    received = bytearray()
    while len(received) < size and (block := os.read(fd, 65536)):
        received += block
    return bytes(received)


async def received(fd: int, size: int) -> bytes:
    data: bytes = await refloop.wait_for(refloop.to_thread(read, fd, size), 20)
    return data


async def send_by_pipe(data: Any, sent: bytes) -> None:
    """Write *data* twice to a pipe, the second time mostly when it is full; its reader must get *sent* twice."""
    reader, writer = os.pipe()
    loop = refloop.get_running_loop()
    transport, _ = await loop.connect_write_pipe(refloop.Protocol, os.fdopen(writer, "wb", 0))
    transport.write(data)
    transport.write(data)
    if isinstance(data, bytearray):
        resize(data)
    try:
        assert await received(reader, 2 * len(sent)) == 2 * sent
    finally:
        transport.abort()
        os.close(reader)


async def send_by_socket(write: Callable[[Any], object], sent: bytes) -> None:
    """Call *write* with a transport over a socket; its peer must get *sent*."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    transport, _ = await refloop.get_running_loop().create_connection(refloop.Protocol, sock=ours)
    write(transport)
    try:
        assert await received(theirs.fileno(), len(sent)) == sent
    finally:
        transport.abort()
        theirs.close()


@program
async def reader_takes_few_bytes() -> None:
    reader = refloop.StreamReader()
    for _ in range(3):
        reader.feed_data(b"a line\nand more")
        assert (await reader.readline()).endswith(b"a line\n")


@program
async def reader_takes_many_bytes() -> None:
    reader = refloop.StreamReader()
    for size in (5_000, 100_000):
        reader.feed_data(PATTERN[:size] + b"!")
        assert await reader.readexactly(size) == PATTERN[:size]
        assert await reader.readexactly(1) == b"!"


@program
async def pipe_sends_few_bytes_of_bytearray() -> None:
    await send_by_pipe(bytearray(b"1234"), b"1234")


@program
async def pipe_sends_many_bytes() -> None:
    await send_by_pipe(PATTERN, PATTERN)


@program
async def pipe_sends_many_bytes_of_bytearray() -> None:
    await send_by_pipe(bytearray(PATTERN), PATTERN)


@program
async def pipe_sends_wide_items() -> None:
    await send_by_pipe(memoryview(PATTERN).cast("I"), PATTERN)


@program
async def child_takes_much_input() -> None:
    pipe = refloop.subprocess.PIPE
    process = await refloop.create_subprocess_exec("cat", stdin=pipe, stdout=pipe)
    out, _ = await refloop.wait_for(process.communicate(PATTERN), 20)
    assert out == PATTERN


@program
async def socket_sends_bytearray() -> None:
    def write(transport: Any) -> None:
        data = bytearray(PATTERN)
        transport.write(data)
        transport.write(data)
        resize(data)

    await send_by_socket(write, 2 * PATTERN)


@program
async def socket_sends_list_of_bytearrays() -> None:
    def write(transport: Any) -> None:
        data = bytearray(PATTERN)
        transport.writelines([data[:5], data, b"", memoryview(PATTERN)])
        transport.writelines([data])
        resize(data)

    await send_by_socket(write, PATTERN[:5] + 3 * PATTERN)


@program
async def socket_sends_view_that_is_released() -> None:
    def write(transport: Any) -> None:
        data = bytearray(PATTERN)
        with memoryview(data) as view:
            transport.write(view)
            transport.writelines([view])
        resize(data)

    await send_by_socket(write, 2 * PATTERN)


@program
async def sendall_sends_bytearray() -> None:
    ours, theirs = socket.socketpair()
    loop = refloop.get_running_loop()
    with ours, theirs:
        ours.setblocking(False)
        for sent in (b"1234", PATTERN):
            data = bytearray(sent)
            receiving = loop.create_task(received(theirs.fileno(), len(sent)))
            await refloop.wait_for(loop.sock_sendall(ours, data), 20)
            resize(data)
            assert await receiving == sent


@program
async def tls_keeps_data_until_handshake() -> None:
    context = ssl.create_default_context()
    protocol = TLSProtocol(refloop.get_running_loop(), refloop.Protocol(), context, None, server_hostname="localhost")
    transport = protocol.app_transport()
    data = bytearray(1000)
    transport.write(data)
    with memoryview(data) as view:
        transport.write(view)
    transport.writelines([data])
    assert transport.get_write_buffer_size() == 3000
    resize(data)
    transport.abort()


if __name__ == "__main__":
    for each in PROGRAMS:
        try:
            run(each)
        except (AssertionError, BufferError, TimeoutError) as exc:
            print(f"{each.__name__}: {exc!r:.100}", flush=True)
        else:
            print(each.__name__, flush=True)
