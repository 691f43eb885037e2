"""Small network programs for the differential test: `name(aio, log)`, as in programs.py, but without the numbers of
iterations, which here are a matter of the kernel's time.  Loopback only; nothing sleeps that can wait for an event.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import ssl
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROGRAMS: list[Any] = []
HOST = "127.0.0.1"


def program(fn: Any) -> Any:
    fn.untimed = True
    PROGRAMS.append(fn)
    return fn


class Peer:
    """A protocol of the namespace under test that logs what it is told."""

    def __new__(cls, aio: Any, log: Any, name: Any, base: str = "Protocol", **methods: Any) -> Any:
        loop = aio.get_running_loop()

        def made(self: Any, transport: Any) -> None:
            self.transport = transport
            self.made.set_result(None)
            log(name, "made")

        def lost(self: Any, exc: Any) -> None:
            log(name, "lost", type(exc))
            self.lost.set_result(None)

        def data(self: Any, data: Any) -> None:
            assert type(data) is bytes
            self.data += data
            if len(self.data) >= self.wanted:
                self.enough.set_result(None)
                self.wanted = float("inf")

        def eof(self: Any) -> None:
            log(name, "eof", self.data[:20], len(self.data))

        body = {"connection_made": made, "connection_lost": lost, "data_received": data, "eof_received": eof}
        body["pause_writing"] = lambda self: log(name, "pause")
        body["resume_writing"] = lambda self: log(name, "resume")
        made_class = type("Logged", (getattr(aio, base),), {**body, **methods})
        protocol = made_class()
        protocol.made, protocol.lost, protocol.enough = (loop.create_future() for _ in range(3))
        protocol.data, protocol.wanted = b"", float("inf")
        return protocol


async def pair(aio: Any, log: Any, left: Any = None, right: Any = None) -> Any:
    """Two connected protocols on a socket pair."""
    loop = aio.get_running_loop()
    a, b = socket.socketpair()
    left, right = left or Peer(aio, log, "left"), right or Peer(aio, log, "right")
    await loop.create_connection(lambda: left, sock=a)
    await loop.create_connection(lambda: right, sock=b)
    return left, right


async def raises(log: Any, what: Any, call: Any, worded: bool = True) -> None:
    try:
        result = call()
        if hasattr(result, "__await__"):
            result = await result
        log(what, "returns", type(result))
    except Exception as exc:
        text = str(exc) if worded else ""
        log(what, type(exc), re.sub(r"\d{4,}", "NUMBER", text))


def collect_errors(aio: Any, log: Any) -> None:
    def handler(loop: Any, context: Any) -> None:
        message = context["message"]
        if message.startswith("Exception in callback"):
            message = "Exception in callback"  # of a name that differs
        log("handler", message, sorted(context), type(context.get("exception")))

    aio.get_running_loop().set_exception_handler(handler)


@program
async def data_and_eof_before_the_loss(aio: Any, log: Any) -> None:
    left, right = await pair(aio, log)
    left.transport.write(b"a" * 300000)
    left.transport.writelines([b"b", bytearray(b"c"), memoryview(b"d")])
    left.transport.close()
    left.transport.close()
    log(left.transport.is_closing())
    await right.lost
    await left.lost
    log(len(right.data), right.data[-3:])


@program
async def half_close(aio: Any, log: Any) -> None:
    left, right = await pair(aio, log, right=Peer(aio, log, "right", eof_received=lambda self: True))
    right.wanted = 2
    left.transport.write(b"hi")
    left.transport.write_eof()
    await right.enough
    await raises(log, "write", lambda: left.transport.write(b""))
    await raises(log, "writelines", lambda: left.transport.writelines([b"x"]), worded=False)
    log(left.transport.can_write_eof(), right.transport.is_closing())
    left.wanted = 6
    right.transport.write(b"answer")
    await left.enough
    log(left.data)
    right.transport.close()
    await right.lost
    await left.lost


@program
async def bad_data(aio: Any, log: Any) -> None:
    left, right = await pair(aio, log)
    for bad in ("text", 5, None, [1, 2]):
        await raises(log, "write", lambda bad=bad: left.transport.write(bad), worded=False)
    left.transport.write(b"")
    left.transport.abort()
    left.transport.write(b"dropped")
    await left.lost
    left.transport.write(b"dropped")
    await right.lost


@program
async def water_marks(aio: Any, log: Any) -> None:
    left, right = await pair(aio, log)
    transport = left.transport
    log(transport.get_write_buffer_limits())
    for limits in ({"high": 10}, {"low": 3}, {"high": 9, "low": 9}, {"high": 0}, {"high": 1, "low": 2}, {"high": -1}):
        await raises(log, limits and sorted(limits), lambda limits=limits: transport.set_write_buffer_limits(**limits))
        log(transport.get_write_buffer_limits())
    right.transport.pause_reading()
    right.transport.pause_reading()
    log(right.transport.is_reading())
    transport.set_write_buffer_limits(high=1000)
    data = bytearray(b"x" * 2_000_000)
    transport.write(data)
    log(transport.get_write_buffer_size() > 1000)
    right.wanted = 2_000_000
    right.transport.resume_reading()
    await right.enough
    while transport.get_write_buffer_size():
        await aio.sleep(0)
    log(len(right.data))
    left.transport.abort()
    await left.lost
    await right.lost


@program
async def protocol_errors_are_fatal(aio: Any, log: Any) -> None:
    collect_errors(aio, log)

    def fail(self: Any, *args: Any) -> None:
        raise ValueError("mine")

    for method in ("data_received", "eof_received", "connection_made", "connection_lost", "pause_writing"):
        methods: dict[str, Any] = {method: fail}
        left, right = await pair(aio, log, right=Peer(aio, log, method, **methods))
        if method == "pause_writing":
            left.transport.pause_reading()
            right_transport = right.transport
            right_transport.set_write_buffer_limits(high=0)
            right_transport.write(b"x" * 5_000_000)
            left.transport.abort()
        else:
            left.transport.write(b"x")
            left.transport.close()
        await left.lost
        for _ in range(20):
            await aio.sleep(0)


@program
async def buffered_protocols(aio: Any, log: Any) -> None:
    collect_errors(aio, log)
    buffer = bytearray(5)

    def updated(self: Any, count: Any) -> None:
        self.data += bytes(buffer[:count])

    methods = {"get_buffer": lambda self, hint: (log("hint", hint) if not self.data else None, buffer)[1]}
    right = Peer(aio, log, "right", "BufferedProtocol", buffer_updated=updated, **methods)
    left, right = await pair(aio, log, right=right)
    left.transport.write(b"0123456789")
    left.transport.close()
    await right.lost
    log(right.data)
    right = Peer(aio, log, "empty", "BufferedProtocol", get_buffer=lambda self, hint: bytearray())
    left, right = await pair(aio, log, right=right)
    left.transport.write(b"x")
    await right.lost
    await left.lost


@program
async def exchanging_the_protocol(aio: Any, log: Any) -> None:
    left, right = await pair(aio, log)
    buffer = bytearray(100)
    got = aio.get_running_loop().create_future()
    second = Peer(
        aio,
        log,
        "second",
        "BufferedProtocol",
        get_buffer=lambda self, hint: buffer,
        buffer_updated=lambda self, count: got.set_result(bytes(buffer[:count])),
    )
    right.transport.set_protocol(second)
    log(right.transport.get_protocol() is second)
    left.transport.write(b"to the second")
    log(await got)
    left.transport.close()
    await second.lost


@program
async def pausing_in_connection_made(aio: Any, log: Any) -> Any:
    def made(self: Any, transport: Any) -> None:
        self.transport = transport
        transport.pause_reading()

    if sys.version_info < (3, 12):
        return log("3.11 reads all the same")
    left, right = await pair(aio, log, right=Peer(aio, log, "right", connection_made=made))
    left.transport.write(b"x")
    for _ in range(10):
        await aio.sleep(0)
    log(right.data, right.transport.is_reading())
    right.wanted = 1
    right.transport.resume_reading()
    await right.enough
    left.transport.abort()
    await right.lost
    return None


@program
async def contradictory_arguments(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    stream, datagram = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    with stream, datagram:
        c, s, p = loop.create_connection, loop.create_server, aio.Protocol
        await raises(log, 1, lambda: c(p))
        await raises(log, 2, lambda: c(p, HOST, 1, sock=stream))
        await raises(log, 3, lambda: c(p, HOST, 1, server_hostname="x"))
        await raises(log, 4, lambda: c(p, HOST, 1, ssl_handshake_timeout=1))
        await raises(log, 5, lambda: c(p, HOST, 1, ssl_shutdown_timeout=1))
        await raises(log, 6, lambda: c(p, sock=stream, ssl=True))
        await raises(log, 7, lambda: s(p))
        await raises(log, 8, lambda: s(p, HOST, 0, sock=stream))
        await raises(log, 9, lambda: s(p, HOST, 0, ssl=True))
        await raises(log, 10, lambda: s(p, HOST, 0, ssl_handshake_timeout=1))
        await raises(log, 11, lambda: loop.create_unix_connection(p))
        await raises(log, 12, lambda: loop.create_unix_server(p))
        await raises(log, 13, lambda: loop.create_unix_server(p, "/tmp/x", sock=stream))
        await raises(log, 14, lambda: loop.create_datagram_endpoint(aio.DatagramProtocol))
        await raises(log, 15, lambda: loop.create_datagram_endpoint(aio.DatagramProtocol, local_addr="x"))
        await raises(log, 16, lambda: loop.start_tls(None, p(), None))
        await raises(log, 17, lambda: loop.subprocess_shell(aio.SubprocessProtocol, 5))
        await raises(log, 18, lambda: aio.create_subprocess_exec("true", text=True))
        await raises(log, 19, lambda: aio.create_subprocess_exec("true", bufsize=1))
        await raises(log, 20, lambda: aio.create_subprocess_exec("no such program"))
        await raises(log, 21, lambda: aio.StreamReader(limit=0))


@program
async def speaking_tls_on_a_connection_that_is_closed(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    ends: dict[str, Callable[[Any], Any]] = {
        "closed before": lambda transport: transport.close(),
        "aborted before": lambda transport: transport.abort(),
        "closed in the next iteration": lambda transport: loop.call_soon(transport.close),
        "aborted in the iteration after": lambda transport: loop.call_soon(loop.call_soon, transport.abort),
    }
    for name, end in ends.items():
        right = Peer(aio, log, "right", eof_received=lambda self: None)  # what it gets of a handshake is random
        left, right = await pair(aio, log, right=right)
        end(left.transport)
        above = Peer(aio, log, "above")
        log(name, await loop.start_tls(left.transport, above, ssl.create_default_context(), server_hostname="x"))
        await right.lost


@program
async def refused_connections(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    with socket.socket() as sock:
        sock.bind((HOST, 0))
        port = sock.getsockname()[1]
        for options in ({}, {"happy_eyeballs_delay": 0.2}, {"local_addr": (HOST, 0)}, {"local_addr": ("::1", 0)}):
            try:
                await loop.create_connection(aio.Protocol, HOST, port, **options)
            except OSError as exc:
                log(sorted(options), type(exc), str(exc).replace(str(port), "PORT"))
    await raises(log, "gaierror", lambda: loop.getaddrinfo("no such host.invalid", 1))


@program
async def a_server_from_start_to_end(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    clients = []

    def factory() -> Any:
        clients.append(Peer(aio, log, "accepted"))
        return clients[-1]

    server = await loop.create_server(factory, [HOST, HOST], 0, start_serving=False)
    log(server.is_serving(), len(server.sockets), server.get_loop() is loop)
    await server.start_serving()
    await server.start_serving()
    log(server.is_serving())
    client = Peer(aio, log, "client")
    transport, _ = await loop.create_connection(lambda: client, *server.sockets[0].getsockname())
    peername, sockname = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
    while not clients or not clients[0].made.done():
        await aio.sleep(0)
    log(clients[0].transport.get_extra_info("peername") == sockname, peername == server.sockets[0].getsockname())
    log(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
    forever = aio.create_task(server.serve_forever())
    await aio.sleep(0)
    server.close()
    server.close()
    log(server.is_serving(), server.sockets)
    with contextlib.suppress(aio.CancelledError):
        await_closed = aio.create_task(server.wait_closed())
        await aio.sleep(0)
        log("wait_closed", await_closed.done())
        transport.close()
        await clients[0].lost
        await await_closed
        await forever
    log(forever.cancelled())
    await server.wait_closed()


@program
async def datagrams(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    got = loop.create_future()

    def back(self: Any, data: Any, address: Any) -> None:
        self.transport.sendto(data + b"!", address)

    def answer(self: Any, data: Any, address: Any) -> None:
        got.set_result(data)

    server = Peer(aio, log, "server", "DatagramProtocol", datagram_received=back)
    client = Peer(aio, log, "client", "DatagramProtocol", datagram_received=answer)
    await loop.create_datagram_endpoint(lambda: server, local_addr=(HOST, 0))
    address = server.transport.get_extra_info("sockname")
    await loop.create_datagram_endpoint(lambda: client, remote_addr=address)
    log(client.transport.get_extra_info("peername") == address)
    client.transport.sendto(b"hello")
    log(await got)
    got = loop.create_future()
    client.transport.sendto(bytearray(b"again"), address)
    log(await got)
    await raises(log, "elsewhere", lambda: client.transport.sendto(b"x", (HOST, 1)))
    await raises(log, "text", lambda: client.transport.sendto("x"), worded=False)
    await raises(log, "port", lambda: server.transport.sendto(b"x", (HOST, 70000)))
    for peer in (client, server):
        peer.transport.close()
        await peer.lost


@program
async def unix_sockets(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "socket")
        server = await loop.create_unix_server(lambda: Peer(aio, log, "accepted"), path)
        log(path.exists())
        client = Peer(aio, log, "client")
        await loop.create_unix_connection(lambda: client, path)
        client.transport.write(b"through the file system")
        client.transport.write_eof()
        await client.lost
        server.close()
        await server.wait_closed()
        log(path.exists())
        await raises(log, "refused", lambda: loop.create_unix_connection(aio.Protocol, "/nowhere/at/all"))


@program
async def pipes(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    r, w = os.pipe()
    reader, writer = Peer(aio, log, "reader"), Peer(aio, log, "writer")
    read, _ = await loop.connect_read_pipe(lambda: reader, os.fdopen(r, "rb", 0))
    write, _ = await loop.connect_write_pipe(lambda: writer, os.fdopen(w, "wb", 0))
    log(type(read.get_extra_info("pipe")), write.get_extra_info("pipe").fileno() == w)
    write.write(b"x" * 200000)
    log(write.can_write_eof())
    write.write_eof()
    await writer.lost
    await reader.lost
    r, w = os.pipe()
    writer = Peer(aio, log, "writer")
    write, _ = await loop.connect_write_pipe(lambda: writer, os.fdopen(w, "wb", 0))
    os.close(r)
    await writer.lost
    with tempfile.TemporaryFile() as file:
        await raises(log, "file", lambda: loop.connect_read_pipe(aio.Protocol, file))
        await raises(log, "file", lambda: loop.connect_write_pipe(aio.Protocol, file))


@program
async def sockets_closed_before_they_are_removed(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    for side in ("reader", "writer"):
        here, there = socket.socketpair()
        getattr(loop, f"add_{side}")(here, log, "never")
        here.close()
        for _ in range(2):
            await raises(log, side, lambda side=side, here=here: log(getattr(loop, f"remove_{side}")(here)))
        there.close()


@program
async def owned_descriptors(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    left, right = await pair(aio, log)
    sock = left.transport.get_extra_info("socket")
    for call in (loop.add_reader, loop.add_writer):
        try:
            call(sock, print)
        except RuntimeError as exc:
            log(type(exc))
    left.transport.abort()
    await right.lost


@program
async def socket_coroutines(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    a, b = socket.socketpair()
    with a, b:
        a.setblocking(False)
        b.setblocking(False)
        receive = aio.create_task(loop.sock_recv(b, 10))
        await aio.sleep(0)
        await loop.sock_sendall(a, b"0123456789ab")
        log(await receive)
        buffer = bytearray(5)
        log(await loop.sock_recv_into(b, buffer), bytes(buffer))
        task = aio.create_task(loop.sock_recv(b, 1))
        await aio.sleep(0)
        task.cancel("enough")
        with contextlib.suppress(aio.CancelledError):
            await task
        log(loop.remove_reader(b))
        sending = aio.create_task(loop.sock_sendall(a, bytearray(b"z" * 3_000_000)))
        total = 0
        while total < 3_000_000:
            total += len(await loop.sock_recv(b, 1_000_000))
        await sending
        with tempfile.TemporaryFile() as file:
            file.write(b"content of a file")
            file.flush()
            log(await loop.sock_sendfile(a, file, 3, 5), file.tell())
            log(await loop.sock_recv(b, 100))
            await raises(log, "offset", lambda: loop.sock_sendfile(a, file, -1))
            await raises(log, "count", lambda: loop.sock_sendfile(a, file, 0, 0))
        a.shutdown(socket.SHUT_WR)
        log(await loop.sock_recv(b, 10))
    with socket.socket() as server, socket.socket() as client:
        for sock in (server, client):
            sock.setblocking(False)
        server.bind((HOST, 0))
        server.listen()
        accepting = aio.create_task(loop.sock_accept(server))
        await loop.sock_connect(client, server.getsockname())
        connection, address = await accepting
        log(connection.gettimeout(), address == client.getsockname())
        connection.close()


@program
async def sending_a_file_through_a_transport(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    left, right = await pair(aio, log)
    with tempfile.TemporaryFile() as file:
        file.write(b"f" * 700_000)
        file.flush()
        right.wanted = 700_007
        left.transport.write(b"before:")
        log(await loop.sendfile(left.transport, file), file.tell())
        await right.enough
        log(left.transport.is_reading(), right.data[:9])
        left.transport.close()
        await raises(log, "closing", lambda: loop.sendfile(left.transport, file))
    await right.lost


@program
async def stream_reader_limits(aio: Any, log: Any) -> None:
    reader = aio.StreamReader(limit=8)
    reader.feed_data(b"ab\ncdefghijklmnop\nqr")
    log(await reader.readline())
    await raises(log, "long line", reader.readline)
    reader.feed_eof()
    log(await reader.readline(), await reader.readline(), reader.at_eof())
    reader = aio.StreamReader(limit=4)
    reader.feed_data(b"abcdefgh--ij")
    for separator in (b"--", b"xx", b""):
        try:
            log(await reader.readuntil(separator))
        except Exception as exc:
            log(type(exc), str(exc), getattr(exc, "consumed", None))
    log(await reader.readexactly(3), await reader.read(2), await reader.read(0))
    reader.feed_eof()
    await raises(log, "negative", lambda: reader.readexactly(-1))
    try:
        await reader.readexactly(100)
    except aio.IncompleteReadError as exc:
        log(exc.partial, exc.expected)
    log(await reader.read())
    reader = aio.StreamReader()
    first = aio.create_task(reader.read(1))
    await aio.sleep(0)
    await raises(log, "two readers", reader.readline)
    reader.set_exception(ValueError("broken"))
    await raises(log, "first", lambda: first)
    await raises(log, "later", lambda: reader.read(1))


@program
async def streams_end_to_end(aio: Any, log: Any) -> None:
    collect_errors(aio, log)

    async def echo(reader: Any, writer: Any) -> None:
        async for line in reader:
            if line == b"fail\n":
                raise ValueError("mine")
            writer.writelines([b"<", line.strip(), b">\n"])
            await writer.drain()
        writer.close()

    server = await aio.start_server(echo, HOST, 0)
    address = server.sockets[0].getsockname()
    async with server:
        reader, writer = await aio.open_connection(*address)
        writer.write(b"one\ntwo\n")
        log(await reader.readline(), await reader.readline())
        writer.write_eof()
        log(writer.can_write_eof(), await reader.read())
        writer.close()
        log(writer.is_closing())
        await writer.wait_closed()
        await raises(log, "drain", writer.drain)
        reader, writer = await aio.open_connection(*address)
        writer.write(b"fail\n")
        log(await reader.read())
        writer.close()
        await writer.wait_closed()


@program
async def child_processes(aio: Any, log: Any) -> None:
    code = (
        "import sys; data = sys.stdin.read(); print(data.upper(), end=''); print('err', file=sys.stderr); sys.exit(7)"
    )
    pipe = aio.subprocess.PIPE
    process = await aio.create_subprocess_exec(sys.executable, "-c", code, stdin=pipe, stdout=pipe, stderr=pipe)
    log(process.returncode, await process.communicate(b"input" * 10), process.returncode)
    process = await aio.create_subprocess_shell(
        "echo out; echo err >&2; exit 3", stdout=pipe, stderr=aio.subprocess.STDOUT
    )
    log(await process.communicate(), await process.wait(), process.stdin)
    process = await aio.create_subprocess_exec("sleep", "60", stdout=aio.subprocess.DEVNULL)
    process.terminate()
    log(await process.wait(), process.returncode)
    process = await aio.create_subprocess_exec("cat", stdin=pipe, stdout=pipe)
    process.stdin.write(b"line\n")
    await process.stdin.drain()
    log(await process.stdout.readline())
    process.stdin.close()
    log(await process.stdout.read(), await process.wait())
    await process.stdin.wait_closed()


@program
async def a_child_process_and_its_protocol(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    over = loop.create_future()
    ends: list[tuple[Any, ...]] = []

    class Told(aio.SubprocessProtocol):
        def connection_made(self, transport: Any) -> None:
            log("made")

        def pipe_data_received(self, fd: Any, data: Any) -> None:
            log("data", fd, data)

        def pipe_connection_lost(self, fd: Any, exc: Any) -> None:
            ends.append(("pipe lost", fd, exc))

        def process_exited(self) -> None:
            ends.append(("exited",))

        def connection_lost(self, exc: Any) -> None:
            over.set_result(exc)

    transport, _ = await loop.subprocess_exec(Told, "cat", stdout=aio.subprocess.PIPE, stderr=None)
    log(transport.get_pipe_transport(2), transport.get_returncode(), transport.is_closing())
    transport.get_pipe_transport(0).write(b"through the cat")
    transport.get_pipe_transport(0).close()
    log("lost", await over, transport.get_returncode(), sorted(ends, key=str))  # in the kernel's order
    await raises(log, "kill", transport.kill)
