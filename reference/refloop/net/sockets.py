"""Sockets as coroutines (`loop.sock_recv(sock, n)` and its kin), their addresses, and the sockets of transports.

Every `sock_...` call tries the system call at once and returns without suspending if it succeeds.  If it would block,
the loop watches the descriptor and tries again whenever it is ready, until the call succeeds, fails or is cancelled.
An address that is written in numbers needs no resolver, and so no thread and no iteration of the loop.

Invariants: when a call is over the descriptor is not watched any more, unless another call has taken its place; the
socket stays the caller's, it is never closed here; nothing that is done through a `TransportSocket` can take the socket
away from its transport.
Refuses: TLS sockets (TypeError), descriptors of a transport (RuntimeError), in debug mode blocking sockets
(ValueError).
"""

from __future__ import annotations

import os
import socket
import stat
import sys

from ..core.log import logger
from ..core.watchers import READING, WRITING
from .transports import concrete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Info = tuple[int, int, int, str, Any]

# -- addresses -------------------------------------------------------------------------------------

_PROTOCOLS = {socket.SOCK_STREAM: socket.IPPROTO_TCP, socket.SOCK_DGRAM: socket.IPPROTO_UDP}


def numeric_info(
    host: Any, port: Any, family: int, type: int, proto: int, flowinfo: int = 0, scopeid: int = 0
) -> Info | None:
    """Return the one answer that a resolver would give for a numeric host and port, or None: ask it."""
    if host is None or proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP) or type not in _PROTOCOLS:
        return None
    if port in (None, "", b""):
        port = 0
    else:
        try:
            port = int(port)  # a name of a service is the resolver's business
        except (TypeError, ValueError):
            return None
    if isinstance(host, bytes):
        try:
            host = host.decode("idna")
        except UnicodeError:
            return None
    if "%" in host:
        return None  # an interface, whose number only the resolver knows
    families = [family] if family != socket.AF_UNSPEC else [socket.AF_INET, socket.AF_INET6]
    for af in families:
        try:
            socket.inet_pton(af, host)
        except (OSError, TypeError, ValueError):
            continue
        address = (host, port, flowinfo, scopeid) if af == socket.AF_INET6 else (host, port)
        return af, type, _PROTOCOLS[socket.SocketKind(type)], "", address
    return None


async def resolve(
    loop: Any, address: Any, *, family: int = 0, type: int = socket.SOCK_STREAM, proto: int = 0, flags: int = 0
) -> list[Info]:
    """Return what there is for *address*, a tuple that begins with host and port; `socket.gaierror` from the
    resolver.
    """
    host, port = address[:2]
    info = numeric_info(host, port, family, type, proto, *address[2:])
    if info is not None:
        return [info]
    found: list[Info] = await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)
    return found


def interleave(infos: Iterable[Info], first: int) -> list[Info]:
    """Alternate between the families, *first* addresses of the first family before any other (RFC 8305)."""
    families: dict[int, list[Info]] = {}
    for info in infos:
        families.setdefault(info[0], []).append(info)
    queues = list(families.values())
    ordered = queues[0][: first - 1] if first > 1 else []
    queues[0] = queues[0][len(ordered) :]
    for place in range(max(map(len, queues))):
        ordered += [queue[place] for queue in queues if place < len(queue)]
    return ordered


# -- the sockets of transports ---------------------------------------------------------------------


class TransportSocket:
    """A socket of which only options, names and shutdown can be used."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    @property
    def family(self) -> int:
        return self._sock.family

    @property
    def type(self) -> int:
        return self._sock.type

    @property
    def proto(self) -> int:
        return self._sock.proto

    def __repr__(self) -> str:
        words = [f"fd={self.fileno()}", f"family={self.family!s}", f"type={self.type!s}", f"proto={self.proto}"]
        if self.fileno() != -1:
            for what, ask in (("laddr", self._sock.getsockname), ("raddr", self._sock.getpeername)):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    words.append(f"{what}={address}")
        return f"<asyncio.TransportSocket {', '.join(words)}>"

    def __getstate__(self) -> object:
        raise TypeError("Cannot serialize asyncio.TransportSocket object")

    def fileno(self) -> int:
        return self._sock.fileno()

    def dup(self) -> socket.socket:
        return self._sock.dup()

    def get_inheritable(self) -> bool:
        return self._sock.get_inheritable()

    def shutdown(self, how: int) -> None:
        self._sock.shutdown(how)

    def getsockopt(self, *args: Any, **kwargs: Any) -> Any:
        return self._sock.getsockopt(*args, **kwargs)

    def setsockopt(self, *args: Any, **kwargs: Any) -> None:
        self._sock.setsockopt(*args, **kwargs)

    def getpeername(self) -> Any:
        return self._sock.getpeername()

    def getsockname(self) -> Any:
        return self._sock.getsockname()

    def gettimeout(self) -> float:
        return 0

    def settimeout(self, value: float | None) -> None:
        """Accept what is the case anyway: no time at all.  ValueError for anything else."""
        if value != 0:
            raise ValueError("settimeout(): only 0 timeout is allowed on transport sockets")

    def setblocking(self, flag: bool) -> None:
        """Accept what is the case anyway: not blocking.  ValueError for anything else."""
        if flag:
            raise ValueError("setblocking(): transport sockets cannot be blocking")


def transport_socket(sock: Any) -> Any:
    """Return what programs may see of *sock*; an instance of asyncio's class too, once asyncio is there."""
    return concrete(TransportSocket, "TransportSocket", "trsock")(sock)


def names_of(sock: Any, extra: Any = None) -> dict[str, Any]:
    """Return what `get_extra_info` knows of a socket, *extra* first."""
    found: dict[str, Any] = {"socket": transport_socket(sock)}
    try:
        found["sockname"] = sock.getsockname()
    except OSError:
        found["sockname"] = None
    if extra is None or "peername" not in extra:
        try:
            found["peername"] = sock.getpeername()
        except OSError:
            found["peername"] = None
    if extra:
        found.update(extra)
    return found


# -- coroutines ------------------------------------------------------------------------------------


def remove_stale_socket(path: Any) -> None:
    """Remove the file of a unix socket at *path*, if there is one, so that the path can be bound."""
    if path[0] in (0, "\x00"):  # a name without a file (Linux)
        return
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):  # noqa: PTH116
            os.remove(path)  # noqa: PTH107
    except FileNotFoundError:
        pass
    except OSError as exc:
        logger().error("Unable to check or remove stale UNIX socket %r: %r", path, exc)


def set_reuse_port(sock: Any) -> None:
    """Allow several sockets to bind the same port.  ValueError where the system cannot do that."""
    if not hasattr(socket, "SO_REUSEPORT"):
        raise ValueError("reuse_port not supported by socket module")
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError(
            "reuse_port not supported by socket module, SO_REUSEPORT defined but not implemented."
        ) from None


def check_not_tls(sock: Any) -> None:
    """Raise TypeError for a socket of the ssl module, which would speak TLS by itself."""
    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        raise TypeError("Socket cannot be of type SSLSocket")


def check_socket(loop: Any, sock: Any) -> None:
    """Refuse sockets that `sock_...` methods cannot work with."""
    check_not_tls(sock)
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")


def _try_again(future: Any, attempt: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """Try again, now that the descriptor is ready; complete the future unless it still would block."""
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

    A caller that gives a *future* may end the waiting through it, with an exception.
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


async def sock_recv(loop: Any, sock: Any, n: int) -> bytes:
    """Receive up to *n* bytes; b"" once the peer has closed its side."""
    check_socket(loop, sock)
    data: bytes
    try:
        data = sock.recv(n)
    except (BlockingIOError, InterruptedError):
        data = await until_ready(loop, sock, READING, sock.recv, n)
    return data


async def sock_recv_into(loop: Any, sock: Any, buf: Any) -> int:
    """Receive into *buf* and return the number of bytes."""
    check_socket(loop, sock)
    count: int
    try:
        count = sock.recv_into(buf)
    except (BlockingIOError, InterruptedError):
        count = await until_ready(loop, sock, READING, sock.recv_into, buf)
    return count


async def sock_recvfrom(loop: Any, sock: Any, bufsize: int) -> tuple[bytes, Any]:
    """Receive a datagram of up to *bufsize* bytes; return it with the address of its sender."""
    check_socket(loop, sock)
    received: tuple[bytes, Any]
    try:
        received = sock.recvfrom(bufsize)
    except (BlockingIOError, InterruptedError):
        received = await until_ready(loop, sock, READING, sock.recvfrom, bufsize)
    return received


async def sock_recvfrom_into(loop: Any, sock: Any, buf: Any, nbytes: int = 0) -> tuple[int, Any]:
    """Receive a datagram of up to *nbytes* bytes (0: as many as fit) into *buf*; return its size and its sender."""
    check_socket(loop, sock)
    if not nbytes:
        nbytes = len(buf)
    received: tuple[int, Any]
    try:
        received = sock.recvfrom_into(buf, nbytes)
    except (BlockingIOError, InterruptedError):
        received = await until_ready(loop, sock, READING, sock.recvfrom_into, buf, nbytes)
    return received


async def sock_sendall(loop: Any, sock: Any, data: Any) -> None:
    """Send all of *data*.  After an error it is not known how much of it was sent."""
    check_socket(loop, sock)
    try:
        sent = sock.send(data)
    except (BlockingIOError, InterruptedError):
        sent = 0
    if type(data) is bytes and sent == len(data):
        return

    def send_more() -> None:
        nonlocal sent
        with octets[sent:] as rest:
            sent += sock.send(rest)
        if sent < len(octets):
            raise BlockingIOError

    with memoryview(data) as view, view.cast("B") as octets:  # released: the caller may resize a bytearray
        if sent < len(octets):
            await until_ready(loop, sock, WRITING, send_more)


async def sock_sendto(loop: Any, sock: Any, data: Any, address: Any) -> int:
    """Send *data* as one datagram to *address*; return the number of bytes sent."""
    check_socket(loop, sock)
    count: int
    try:
        count = sock.sendto(data, address)
    except (BlockingIOError, InterruptedError):
        count = await until_ready(loop, sock, WRITING, lambda: sock.sendto(data, address))
    return count


async def sock_connect(loop: Any, sock: Any, address: Any) -> None:
    """Connect *sock* to *address*, resolving the host of an Internet address first.

    OSError (mostly ConnectionRefusedError) when it fails, `socket.gaierror` when the host is unknown.
    """
    check_socket(loop, sock)
    if sock.family == socket.AF_INET or (socket.has_ipv6 and sock.family == socket.AF_INET6):
        infos = await resolve(loop, address, family=sock.family, type=sock.type, proto=sock.proto)
        address = infos[0][4]
    try:
        sock.connect(address)
    except (BlockingIOError, InterruptedError):

        def outcome() -> None:
            error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error:
                raise OSError(error, f"Connect call failed {address}")

        await until_ready(loop, sock, WRITING, outcome)


async def sock_accept(loop: Any, sock: Any) -> tuple[Any, Any]:
    """Accept a connection; return its non-blocking socket and the address of the peer."""
    check_socket(loop, sock)

    def accept() -> tuple[Any, Any]:
        connection, address = sock.accept()
        connection.setblocking(False)
        return connection, address

    try:
        return accept()
    except (BlockingIOError, InterruptedError):
        accepted: tuple[Any, Any] = await until_ready(loop, sock, READING, accept)
        return accepted
