"""What a loop has to live through: crowds, peers that misbehave, callbacks that raise, a lack of descriptors.

Every test runs in both ways in, on loopback, and waits on events.  `python tests/refloop/crowd.py` is the same crowd
as here, with 10,000 connections.
"""

from __future__ import annotations

import tempfile

import pytest
import tracing
from test_network import MODES, run


class Recorder:
    """A protocol that tells what it is told, and reads once."""

    def __init__(self, loop):
        self.made = loop.create_future()
        self.got = loop.create_future()
        self.lost = loop.create_future()

    def connection_made(self, transport):
        self.made.set_result(transport)

    def connection_lost(self, exc):
        self.lost.set_result(exc)

    def data_received(self, data):
        self.made.result().pause_reading()
        self.got.set_result(data)

    def eof_received(self):
        pass

    def pause_writing(self):
        pass

    def resume_writing(self):
        pass


async def connected_pair(loop):
    """Return a server, and both ends of a connection to it, the server's first."""
    there, here = Recorder(loop), Recorder(loop)
    server = await loop.create_server(lambda: there, "127.0.0.1", 0)
    await loop.create_connection(lambda: here, *server.sockets[0].getsockname())
    await there.made
    return server, there, here


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("end", ["abort", "close", "reset"])
def test_sendfile_ends_with_its_connection(mode, end):
    async def main(aio):
        loop = aio.get_running_loop()
        server, there, here = await connected_pair(loop)
        transport = here.made.result()
        with tempfile.TemporaryFile() as file:
            file.truncate(50_000_000)
            sending = aio.create_task(loop.sendfile(transport, file, fallback=False))
            await there.got  # some of it is on its way, the rest waits for the peer
            with pytest.raises(RuntimeError, match="another sendfile"):
                await loop.sendfile(transport, file)
            with pytest.raises(RuntimeError, match="sendfile is in progress"):
                transport.write(b"x")
            there.made.result().abort() if end == "reset" else getattr(transport, end)()
            with pytest.raises(ConnectionError):
                await sending
            assert 0 < file.tell() < 50_000_000
        await here.lost
        transport.close()
        there.made.result().abort()
        await there.lost
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)
