"""Sockets as coroutines: `loop.sock_recv(sock, n)` and its kin, for non-blocking sockets of the caller's own.

Every call tries the system call at once and returns without a turn of the loop if it succeeds.  If it would
block, the loop watches the descriptor and tries again whenever it is ready, until the call succeeds, fails or
is cancelled.

Invariants: when the call is over the descriptor is not watched any more, unless another call has taken its
place; the socket stays the caller's, it is never closed here.
Refuses: TLS sockets (TypeError), descriptors of a transport (RuntimeError), in debug mode blocking sockets
(ValueError).
"""

from __future__ import annotations

import socket

from .addresses import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_READ, _WRITE = 0, 1  # the sides of a watched descriptor


def check_not_tls(sock: Any) -> None:
    """TypeError for a socket of the ssl module, which would speak TLS behind our back."""
    import sys

    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        raise TypeError("Socket cannot be of type SSLSocket")


def check_socket(loop: Any, sock: Any) -> None:
    """Refuse sockets that `sock_...` methods cannot work with."""
    check_not_tls(sock)
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")


def _try_again(future: Any, attempt: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """The descriptor is ready: try, and tell the future unless it still would block."""
    if future.done():
        return
    try:
        result = attempt(*args)
    except (BlockingIOError, InterruptedError):
        return
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as exc:
        future.set_exception(exc)
    else:
        future.set_result(result)
    finally:
        future = None  # the traceback of the exception leads here


async def until_ready(
    loop: Any, sock: Any, side: int, attempt: Callable[..., Any], *args: Any, future: Any = None
) -> Any:
    """Call `attempt(*args)` each time that *side* of *sock* is ready until it does not raise BlockingIOError.

    Whoever gives a *future* may end the waiting through it, with an exception.
    """
    fd = sock.fileno()
    loop._check_not_owned(fd)
    if future is None:
        future = loop.create_future()
    handle = loop._watch(fd, side, _try_again, (future, attempt, args))
    try:
        return await future
    finally:
        if not handle.cancelled():  # else somebody else watches this descriptor now
            loop._unwatch(fd, side)
        future = None  # an exception in it has a traceback that leads here


async def sock_recv(self: Any, sock: Any, n: int) -> bytes:
    """Receive up to *n* bytes; b"" once the peer has closed its side."""
    check_socket(self, sock)
    data: bytes
    try:
        data = sock.recv(n)
    except (BlockingIOError, InterruptedError):
        data = await until_ready(self, sock, _READ, sock.recv, n)
    return data


async def sock_recv_into(self: Any, sock: Any, buf: Any) -> int:
    """Receive into *buf* and return the number of bytes."""
    check_socket(self, sock)
    count: int
    try:
        count = sock.recv_into(buf)
    except (BlockingIOError, InterruptedError):
        count = await until_ready(self, sock, _READ, sock.recv_into, buf)
    return count


async def sock_recvfrom(self: Any, sock: Any, bufsize: int) -> tuple[bytes, Any]:
    """Receive a datagram of up to *bufsize* bytes; return it with the address of its sender."""
    check_socket(self, sock)
    received: tuple[bytes, Any]
    try:
        received = sock.recvfrom(bufsize)
    except (BlockingIOError, InterruptedError):
        received = await until_ready(self, sock, _READ, sock.recvfrom, bufsize)
    return received


async def sock_recvfrom_into(self: Any, sock: Any, buf: Any, nbytes: int = 0) -> tuple[int, Any]:
    """Receive a datagram of up to *nbytes* bytes (0: as many as fit) into *buf*; return its size and its sender."""
    check_socket(self, sock)
    if not nbytes:
        nbytes = len(buf)
    received: tuple[int, Any]
    try:
        received = sock.recvfrom_into(buf, nbytes)
    except (BlockingIOError, InterruptedError):
        received = await until_ready(self, sock, _READ, sock.recvfrom_into, buf, nbytes)
    return received


async def sock_sendall(self: Any, sock: Any, data: Any) -> None:
    """Send all of *data*.  After an error nobody can tell how much of it was sent."""
    check_socket(self, sock)
    try:
        sent = sock.send(data)
    except (BlockingIOError, InterruptedError):
        sent = 0
    if type(data) is bytes and sent == len(data):
        return
    rest = memoryview(data).cast("B")[sent:]
    if not rest:
        return

    def send_more() -> None:
        nonlocal rest
        rest = rest[sock.send(rest) :]
        if rest:
            raise BlockingIOError

    await until_ready(self, sock, _WRITE, send_more)


async def sock_sendto(self: Any, sock: Any, data: Any, address: Any) -> int:
    """Send *data* as one datagram to *address*; return the number of bytes sent."""
    check_socket(self, sock)
    count: int
    try:
        count = sock.sendto(data, address)
    except (BlockingIOError, InterruptedError):
        count = await until_ready(self, sock, _WRITE, lambda: sock.sendto(data, address))
    return count


async def sock_connect(self: Any, sock: Any, address: Any) -> None:
    """Connect *sock* to *address*, resolving the host of an Internet address first.

    OSError (mostly ConnectionRefusedError) when it fails, `socket.gaierror` when the host is unknown.
    """
    check_socket(self, sock)
    if sock.family == socket.AF_INET or (socket.has_ipv6 and sock.family == socket.AF_INET6):
        infos = await resolve(self, address, family=sock.family, type=sock.type, proto=sock.proto)
        address = infos[0][4]
    try:
        sock.connect(address)
    except (BlockingIOError, InterruptedError):

        def outcome() -> None:
            error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error:
                raise OSError(error, f"Connect call failed {address}")

        await until_ready(self, sock, _WRITE, outcome)


async def sock_accept(self: Any, sock: Any) -> tuple[Any, Any]:
    """Accept a connection; return its non-blocking socket and the address of the peer."""
    check_socket(self, sock)

    def accept() -> tuple[Any, Any]:
        connection, address = sock.accept()
        connection.setblocking(False)
        return connection, address

    try:
        return accept()
    except (BlockingIOError, InterruptedError):
        accepted: tuple[Any, Any] = await until_ready(self, sock, _READ, accept)
        return accepted
