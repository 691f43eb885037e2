"""A server that uses a little of everything that the rules of ``spec`` are about."""

import asyncio
from asyncio import get_running_loop as running
from typing import Any


class Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(data)
        self.transport.close()


async def serve(options: dict[str, Any]) -> None:
    loop = running()
    loop.set_exception_handler(lambda owner, context: print(context))
    loop.call_later(1, print)
    await loop.create_server(Echo, "127.0.0.1", 0)
    await loop.create_connection(Echo, "127.0.0.1", 1, **options)
    await asyncio.Event().wait()
