"""The ends of connections, datagrams and pipes that the harness holds against the loop under test.

A method does at once what it does (``send``, ``take``, ``close`` ...), or is awaited (``send_all``, ``receive`` ...).
Nothing blocks: one loop writes only later, so that a blocking read in the lane would hang it. A call that would block
is tried again, with ``sleep`` of the namespace in between and nothing else of the loop.

Invariant: data is read and written in order, and counted once; closing twice does nothing.
"""

import os
import select
import socket
import struct
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness.execution import Execution
    from loopspec.harness.tls import client_context, configure, outcome_of, secured, server_context
elif __package__:
    from loopspec.harness.tls import client_context, configure, outcome_of, secured, server_context
else:
    from tls import client_context, configure, outcome_of, secured, server_context

CHUNK = 1 << 16
"""Bytes that are read or written in one go."""

SMALL = 1 << 16
"""Bytes that the system keeps for a small connection; it doubles them."""

MOST_WAITING = 500
"""Connections that wait to be accepted at most before a listening socket counts as one that is never full."""

UNANSWERED = 100
"""Milliseconds after which a connection to this machine is not answered; the system itself answers, at once."""

AGAIN = (BlockingIOError, InterruptedError)
"""Exceptions of an operation that would block."""


class End:
    """The harness's end opposite the loop: something with a descriptor."""

    def __init__(self, scenario: "Execution") -> None:
        self._scenario = scenario

    def fileno(self) -> int:
        """Return the number of its descriptor, -1 when it is closed."""
        raise NotImplementedError

    def is_readable(self) -> bool:
        """Return whether data, a connection, an end or a reset can be read at once."""
        poller = select.poll()
        poller.register(self.fileno(), select.POLLIN)
        return bool(poller.poll(0))


class SocketEnd(End):
    """An end that is a socket."""

    def __init__(self, scenario: "Execution", sock: socket.socket) -> None:
        End.__init__(self, scenario)
        self.socket = sock

    def fileno(self) -> int:
        """Return the number of its descriptor, -1 when it is closed."""
        return self.socket.fileno()

    def shrink(self, buffers: "str | None") -> None:
        """Shrink the system's buffers of the socket where ``buffers`` asks for it."""
        shrink(self.socket, buffers)

    def close(self) -> None:
        """Close it at once. Unread data makes this a reset, so read first."""
        close(self.socket)


class BoundEnd(SocketEnd):
    """A socket that others reach by its address."""

    address = None  # type: Any

    def bind(self, address: "Any") -> None:
        """Bind the socket to an address, which stays known once a loop has taken the socket."""
        self.socket.bind(address)
        self.address = self.socket.getsockname()


class Stream(End):
    """One end of a stream of bytes; ``_read`` and ``_write`` do what can be done at once or raise one of ``AGAIN``."""

    def _read(self, size: int) -> bytes:
        raise NotImplementedError

    def _write(self, data: "bytes | memoryview") -> int:
        raise NotImplementedError

    def send(self, data: bytes) -> None:
        """Send at once; raises BlockingIOError where not all of it fits."""
        sent = self._write(data)
        if sent < len(data):
            raise BlockingIOError("only " + str(sent) + " of " + str(len(data)) + " bytes fit; use send_all")

    def take(self) -> bytes:
        """Return all that has arrived, at once."""
        parts = []  # type: list[bytes]
        try:
            while True:
                part = self._read(CHUNK)
                parts.append(part)
                if not part:
                    break
        except AGAIN:
            pass
        return b"".join(parts)

    async def send_all(self, data: bytes) -> None:
        """Send all of it, as fast as it is taken."""
        view = memoryview(data)
        while len(view):
            sent = await self._soon(lambda rest=view: self._write(rest[:CHUNK]))  # type: ignore[misc]
            view = view[sent:]

    async def receive(self, size: int) -> bytes:
        """Receive as many bytes, fewer where the stream ends before."""
        parts = []  # type: list[bytes]
        while size > 0:
            part = await self._soon(lambda wanted=size: self._read(min(wanted, CHUNK)))  # type: ignore[misc]
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    async def receive_all(self) -> bytes:
        """Receive all up to the end of the stream."""
        parts = []  # type: list[bytes]
        while True:
            part = await self._soon(lambda: self._read(CHUNK))
            if not part:
                return b"".join(parts)
            parts.append(part)

    async def ended(self) -> str:
        """Return the stream's end, its data left aside: `eof`, `reset`, or `truncated` (TLS without its farewell)."""
        try:
            while await self._soon(lambda: self._read(CHUNK)):
                pass
        except (ConnectionResetError, BrokenPipeError):
            return "reset"
        except OSError as error:
            if type(error).__name__ == "SSLEOFError":
                return "truncated"
            raise
        return "eof"

    async def _soon(self, attempt: "Callable[[], Any]") -> "Any":
        """Return the value of ``attempt`` once it can be done; the loop goes on in between."""
        return await self._scenario.repeat("a peer can go on", attempt, AGAIN)


class Peer(SocketEnd, Stream):
    """One end of a connection."""

    def __init__(self, scenario: "Execution", sock: socket.socket) -> None:
        SocketEnd.__init__(self, scenario, sock)
        self._channel = sock  # type: Any

    @property
    def address(self) -> "Any":
        """Its own address."""
        return self.socket.getsockname()

    def _read(self, size: int) -> bytes:
        return self._channel.recv(size)  # type: ignore[no-any-return]

    def _write(self, data: "bytes | memoryview") -> int:
        return self._channel.send(data)  # type: ignore[no-any-return]

    async def start_tls(
        self,
        cert: str = "good",
        server: bool = True,
        trust: "str | None" = None,
        name: str = "localhost",
        alpn: "Any" = None,
        version: "str | None" = None,
        names: "list[Any] | None" = None,
    ) -> str:
        """Start TLS, or TLS inside of it; return `done`, or its failure: the loop has `refused`, or was `lost`."""
        outside = self._scenario.outside()
        context = server_context(outside, cert, trust) if server else client_context(outside, trust, True, cert)
        self._channel = secured(self._channel, configure(context, alpn, version, names), server, name)
        self.socket = self._channel.socket
        try:
            await self._soon(self._channel.shake_hands)
        except OSError as error:
            return outcome_of(error)
        return "done"

    def tls_details(self) -> "tuple[Any, Any, bool]":
        """Return the version of TLS, the protocol agreed on by ALPN, and whether the other side gave a certificate."""
        return self._channel.details()  # type: ignore[no-any-return]

    async def close_tls(self) -> str:
        """Close TLS and wait for the answer; return `done`, or `truncated` where there is none."""
        try:
            self._channel = await self._soon(self._channel.unwrap)
            self.socket = getattr(self._channel, "socket", self._channel)
        except OSError:
            return "truncated"
        return "done"

    def shutdown_writing(self) -> None:
        """End its own stream; the other one goes on."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Close the connection with a reset (TCP only: another family resets when data is left unread)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()


class Listener(BoundEnd):
    """A socket that listens."""

    def fill(self) -> None:
        """Connect to it, and accept nothing, until a connection is not answered any more."""
        for _ in range(MOST_WAITING):
            sock = socket.socket(self.socket.family, socket.SOCK_STREAM)
            sock.setblocking(False)
            peer = self._scenario.own(Peer(self._scenario, sock))
            poller = select.poll()
            poller.register(peer.fileno(), select.POLLOUT)
            if sock.connect_ex(self.address) and not poller.poll(UNANSWERED):
                return
        raise OSError("the system answers more than " + str(MOST_WAITING) + " connections that nobody accepts")

    async def accept(self) -> Peer:
        """Accept the next connection."""
        sock, _ = await self._scenario.repeat("a connection comes", self.socket.accept, AGAIN)
        sock.setblocking(False)
        return Peer(self._scenario, sock)


class Datagrams(BoundEnd):
    """A socket for datagrams."""

    sender = None  # type: Any

    def send(self, data: bytes, place: "Any") -> None:
        """Send one datagram at once, to a transport, a socket or an address of this machine."""
        self.socket.sendto(data, self._scenario.outside().address_of(place))

    def take(self) -> "list[bytes]":
        """Return all datagrams that have arrived, at once."""
        taken = []
        try:
            while True:
                taken.append(self._receive())
        except AGAIN:
            return taken

    async def receive(self) -> bytes:
        """Receive the next datagram; ``sender`` is where it came from."""
        return await self._scenario.repeat("a datagram comes", self._receive, AGAIN)  # type: ignore[no-any-return]

    def _receive(self) -> bytes:
        data, self.sender = self.socket.recvfrom(CHUNK)
        return data


class PipeEnd(Stream):
    """One end of a pipe; ``file`` is for `connect_read_pipe` and `connect_write_pipe`."""

    def __init__(self, scenario: "Execution", descriptor: int, mode: str) -> None:
        Stream.__init__(self, scenario)
        os.set_blocking(descriptor, False)
        self.file = open(descriptor, mode, buffering=0)  # noqa: SIM115

    def _read(self, size: int) -> bytes:
        return os.read(self.fileno(), size)

    def _write(self, data: "bytes | memoryview") -> int:
        return os.write(self.fileno(), data)

    def fileno(self) -> int:
        """Return the number of its descriptor, -1 when it is closed."""
        return -1 if self.file.closed else self.file.fileno()

    def close(self) -> None:
        """Close it at once."""
        close(self.file)


def close(thing: "Any") -> None:
    """Close a socket or a file; a loop may have closed its descriptor already."""
    with suppress(OSError):
        thing.close()


def shrink(sock: socket.socket, buffers: "str | None") -> None:
    """Shrink the system's buffers of a socket; None leaves it as it is."""
    if buffers not in (None, "small"):
        raise ValueError("expected buffers='small', got " + repr(buffers))
    if buffers:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)


def socket_of(place: "Any") -> "Any":
    """Return the socket of a server (its first), of a transport or a writer; a socket itself."""
    if hasattr(place, "sockets"):
        return place.sockets[0]
    if hasattr(place, "get_extra_info"):
        return place.get_extra_info("socket")
    return getattr(place, "socket", place)


def is_local(address: "Any", folder: str) -> bool:
    """Return whether an address is one of this machine's loopback, or a path in a folder of the case's own."""
    if isinstance(address, tuple):
        return len(address) > 1 and address[0] in ("127.0.0.1", "::1")
    return address == "" or (isinstance(address, str) and bool(folder) and address.rpartition("/")[0] == folder)
