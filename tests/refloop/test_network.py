"""The network half: differential programs, and what happens when things go wrong."""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import socket
import ssl
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import network_programs
import pytest
import tracing

import refloop

CERTS = Path(os.__file__).parent / "test" / "certdata"
MODES = ["refloop", "bridge"]


def tls_contexts() -> Any:
    """Return a server's context and that of a client who trusts it, for the name localhost."""
    if not CERTS.exists():
        pytest.skip("this Python comes without its test certificates")
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(CERTS / "keycert3.pem")
    return server_context, ssl.create_default_context(cafile=str(CERTS / "pycacert.pem"))


def descriptors() -> Any:
    return [int(path.name) for path in Path("/proc/self/fd").iterdir()]


def run(aio: Any, factory: Any, main: Any) -> Any:
    """Run *main(aio)*; nothing may be left: no descriptor, no warning."""
    gc.collect()
    before = len(descriptors())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with aio.Runner(loop_factory=factory) as runner:
            result = runner.run(main(aio))
    gc.collect()
    assert len(descriptors()) == before
    return result


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", network_programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_program(fn: Any, mode: Any) -> None:
    expected = tracing.trace(asyncio, asyncio.new_event_loop, fn)
    assert expected
    gc.collect()
    before = len(descriptors())
    assert tracing.trace(*tracing.namespace(mode), fn) == expected
    gc.collect()
    assert len(descriptors()) <= before


@pytest.mark.parametrize("mode", MODES)
def test_many_connections_lose_nothing(mode: Any) -> None:
    async def main(aio: Any) -> None:
        async def echo(reader: Any, writer: Any) -> None:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.close()

        server = await aio.start_server(echo, "127.0.0.1", 0, backlog=500)

        async def client(number: Any) -> None:
            reader, writer = await aio.open_connection(*server.sockets[0].getsockname())
            sent = b"".join(b"%d:%d," % (number, n) for n in range(50))
            for at in range(0, len(sent), 37):
                writer.write(sent[at : at + 37])
                await writer.drain()
            writer.write_eof()
            assert await reader.read() == sent
            writer.close()
            await writer.wait_closed()

        await aio.gather(*[client(n) for n in range(200)])
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


@pytest.mark.parametrize("mode", MODES)
def test_what_was_written_cannot_be_changed_any_more(mode: Any) -> None:
    async def main(aio: Any) -> None:
        async def collect(reader: Any, writer: Any) -> None:
            await reader.readexactly(1)
            got.set_result(await reader.read())
            writer.close()

        got = aio.get_running_loop().create_future()
        server = await aio.start_server(collect, "127.0.0.1", 0)
        _, writer = await aio.open_connection(*server.sockets[0].getsockname())
        data = bytearray(b"x" * 5_000_000)
        writer.write(data)
        writer.writelines([data, memoryview(data)])
        data[:] = b"!" * len(data)
        writer.write_eof()
        assert set(await got) == {ord("x")}
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


@pytest.mark.parametrize("mode", MODES)
def test_a_protocol_is_told_of_the_end_once(mode: Any) -> None:
    """Also where it keeps the connection open and resumes reading; a protocol set later is told, too."""

    async def main(aio: Any) -> list[str]:
        class Reader(aio.Protocol):  # type: ignore[misc]
            def __init__(self, name: str) -> None:
                self.name = name

            def eof_received(self) -> bool:
                ends.append(self.name)
                if not told.done():
                    told.set_result(None)
                return True

            def connection_lost(self, exc: Any) -> None:
                lost.set_result(exc)

        ends: list[str] = []
        loop = aio.get_running_loop()
        told, lost = loop.create_future(), loop.create_future()
        near, far = socket.socketpair()
        with far:
            transport, _ = await loop.create_connection(lambda: Reader("first"), sock=near)
            far.shutdown(socket.SHUT_WR)
            await told
            transport.pause_reading()
            transport.resume_reading()
            await aio.sleep(0.01)
            told = loop.create_future()
            transport.pause_reading()
            transport.set_protocol(Reader("second"))
            transport.resume_reading()
            await told
            transport.close()
            await lost
        return ends

    assert run(*tracing.namespace(mode), main) == ["first", "second"]


@pytest.mark.parametrize("mode", MODES)
def test_a_server_survives_the_want_of_descriptors(mode: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from refloop.net import server

    monkeypatch.setattr(server, "RETRY_DELAY", 0.01)

    async def main(aio: Any) -> None:
        loop = aio.get_running_loop()
        messages = []
        loop.set_exception_handler(lambda loop, context: messages.append(context["message"]))

        async def hello(reader: Any, writer: Any) -> None:
            writer.write(b"hello")
            writer.close()
            await writer.wait_closed()

        server = await aio.start_server(hello, "127.0.0.1", 0)
        address = server.sockets[0].getsockname()
        reader, writer = await aio.open_connection(*address)
        assert await reader.read() == b"hello"
        writer.close()
        await writer.wait_closed()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        import socket

        client = socket.socket()
        client.setblocking(False)
        used = max(descriptors()) + 1
        hogs = []
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 2, hard))
        try:
            try:
                while True:
                    hogs.append(os.dup(0))
            except OSError:
                pass
            await loop.sock_connect(client, address)
            while not messages:
                await aio.sleep(0.001)
        finally:
            for fd in hogs:
                os.close(fd)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert set(messages) == {"socket.accept() out of system resource"}
        assert await loop.sock_recv(client, 10) == b"hello"
        client.close()
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


@pytest.mark.parametrize("mode", MODES)
def test_tls(mode: Any) -> None:
    server_context, client_context = tls_contexts()

    async def main(aio: Any) -> None:
        async def echo(reader: Any, writer: Any) -> None:
            if await reader.readline() == b"STARTTLS\n":
                writer.write(b"go\n")
                await writer.start_tls(server_context)
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.close()

        gone = aio.Event()

        async def mute(reader: Any, writer: Any) -> None:
            await reader.read()
            writer.close()
            await writer.wait_closed()
            gone.set()

        servers = [
            await aio.start_server(echo, "127.0.0.1", 0, ssl=server_context),
            await aio.start_server(echo, "127.0.0.1", 0),
            await aio.start_server(mute, "127.0.0.1", 0),
        ]
        tls, plain, silent = [server.sockets[0].getsockname() for server in servers]

        async def exchange(reader: Any, writer: Any) -> None:
            data = os.urandom(1_000_000)

            async def send() -> None:
                for at in range(0, len(data), 100_000):
                    writer.write(bytearray(data[at : at + 100_000]))
                    await writer.drain()

            task = aio.create_task(send())
            assert await reader.readexactly(len(data)) == data
            await task
            assert writer.get_extra_info("ssl_object").version().startswith("TLS")
            assert not writer.can_write_eof()
            writer.close()
            await writer.wait_closed()

        reader, writer = await aio.open_connection(*tls, ssl=client_context, server_hostname="localhost")
        writer.write(b"begin\n")
        await exchange(reader, writer)
        reader, writer = await aio.open_connection(*plain)
        writer.write(b"STARTTLS\n")
        assert await reader.readline() == b"go\n"
        await writer.start_tls(client_context, server_hostname="localhost")
        await exchange(reader, writer)
        with pytest.raises(ssl.SSLCertVerificationError):
            await aio.open_connection(*tls, ssl=client_context, server_hostname="elsewhere.example")
        with pytest.raises(ConnectionAbortedError, match="longer than"):
            await aio.open_connection(
                *silent, ssl=client_context, server_hostname="localhost", ssl_handshake_timeout=0.05
            )
        await gone.wait()
        for server in servers:
            server.close()
            await server.wait_closed()

    run(*tracing.namespace(mode), main)


@pytest.mark.parametrize("way", ["pidfd", "waitid", "wait"])
def test_children_in_any_thread(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from refloop.net import processes

    if way != "pidfd":
        monkeypatch.setattr(processes, "_pidfd_works", False)
    if way == "wait":  # as PyPy has it
        monkeypatch.delattr(os, "waitid")

    async def main() -> Any:
        process = await refloop.create_subprocess_exec("sh", "-c", "exit 5")
        return await process.wait()

    codes = []
    thread = threading.Thread(target=lambda: codes.append(refloop.run(main())))
    thread.start()
    thread.join(30)
    assert codes == [5]


def test_a_fork_leaves_both_loops_working() -> None:
    code = """
import os, refloop
async def main():
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            refloop.run(child(writer))
        finally:
            os._exit(3)
    os.close(writer)
    loop = refloop.get_running_loop()
    done = loop.create_future()
    loop.add_reader(reader, lambda: done.set_result(os.read(reader, 100)))
    print(await done)
    loop.remove_reader(reader)
    os.waitpid(pid, 0)
async def child(writer):
    await refloop.sleep(0.01)
    os.write(writer, b"from the child")
    os._exit(0)
refloop.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(refloop.__file__).parents[1])},
    )
    assert done.stdout.strip() == "b'from the child'", done.stderr


@pytest.mark.parametrize("mode", MODES)
def test_wait_is_over_although_a_grandchild_holds_the_output(mode: Any) -> None:
    """Up to 3.13 the standard library waits for the pipes, too (gh-119710): the documentation says otherwise."""
    code = "import os, sys\nif os.fork(): os._exit(7)\nsys.stdin.read()\nprint('late')"

    async def main(aio: Any) -> Any:
        pipe = aio.subprocess.PIPE
        process = await aio.create_subprocess_exec(sys.executable, "-c", code, stdin=pipe, stdout=pipe)
        status = await aio.wait_for(process.wait(), 20)
        process.stdin.close()
        output = await process.stdout.read()
        await aio.sleep(0)
        return status, output

    aio, factory = tracing.namespace(mode)
    assert run(aio, factory, main) == (7, b"late\n")


def test_no_cycles_are_left_by_a_run() -> None:
    async def main() -> None:
        async def echo(reader: Any, writer: Any) -> None:
            writer.write(await reader.readline())
            writer.close()

        server = await refloop.start_server(echo, "127.0.0.1", 0)
        reader, writer = await refloop.open_connection(*server.sockets[0].getsockname())
        writer.write(b"x\n")
        await reader.read()
        writer.close()
        await writer.wait_closed()
        with pytest.raises(ConnectionRefusedError):
            await refloop.open_connection("127.0.0.1", 1)
        server.close()
        await server.wait_closed()

    refloop.run(main())
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        refloop.run(main())
        gc.collect()
        ours = {type(thing).__name__ for thing in gc.garbage if type(thing).__module__.startswith("refloop")}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not ours & {"SocketTransport", "StreamReader", "StreamWriter", "Server", "Loop"}, ours
