"""Listening: from a host and a port, a path or a socket to a server.

A server listens on one socket for each address that its hosts have.

Invariants: either all sockets are bound or none stays open; the same address is bound once.
Refuses: contradictory arguments (ValueError).
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat

from .addresses import resolve
from .connecting import check_tls_options
from .servers import Server, make_server
from .services import logger
from .sockets import check_not_tls
from .versions import CLEANUP_SOCKET_OPTION, KEEP_ALIVE_OPTION, SKIPS_UNAVAILABLE_ADDRESSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def set_reuse_port(sock: Any) -> None:
    if not hasattr(socket, "SO_REUSEPORT"):
        raise ValueError("reuse_port not supported by socket module")
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError(
            "reuse_port not supported by socket module, SO_REUSEPORT defined but not implemented."
        ) from None


async def _listening_sockets(
    loop: Any, hosts: list[Any], port: Any, family: int, flags: int, options: tuple[Any, Any, Any]
) -> list[Any]:
    """Return a bound socket for every address of every host."""
    from .combine import gather

    reuse_address, reuse_port, keep_alive = options
    found = await gather(
        *[resolve(loop, (host, port), family=family, type=socket.SOCK_STREAM, flags=flags) for host in hosts]
    )
    for host, some in zip(hosts, found, strict=True):
        if not some:
            raise OSError(f"getaddrinfo({host!r}) returned empty list")
    infos = list(dict.fromkeys(info for some in found for info in some))
    sockets: list[Any] = []
    try:
        for af, kind, proto, _, address in infos:
            try:
                sock = socket.socket(af, kind, proto)
            except OSError:
                continue  # a family that this host has not
            sockets.append(sock)
            if reuse_address:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
            if reuse_port and af in (socket.AF_INET, socket.AF_INET6):
                set_reuse_port(sock)
            if keep_alive:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
            if af == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)  # IPv4 has a socket of its own
            try:
                sock.bind(address)
            except OSError as exc:
                if SKIPS_UNAVAILABLE_ADDRESSES and exc.errno == errno.EADDRNOTAVAIL:
                    sockets.pop().close()
                    continue
                text = f"error while attempting to bind on address {address!r}: {str(exc).lower()}"
                raise OSError(exc.errno, text) from None
        if not sockets:
            raise OSError(f"could not bind on any address out of {[info[4] for info in infos]!r}")
    except BaseException:
        for sock in sockets:
            sock.close()
        raise
    return sockets


async def create_server(
    self: Any,
    protocol_factory: Any,
    host: Any = None,
    port: Any = None,
    *,
    family: int = socket.AF_UNSPEC,
    flags: int = socket.AI_PASSIVE,
    sock: Any = None,
    backlog: int = 100,
    ssl: Any = None,
    reuse_address: bool | None = None,
    reuse_port: bool | None = None,
    keep_alive: bool | None = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
    start_serving: bool = True,
) -> Server:
    """Listen on *port* of *host* (a name, a list of names, None or "": all interfaces), or on the bound *sock*.

    Connections are accepted from the next turn on, unless *start_serving* is false.  OSError when an address
    cannot be bound; ValueError for arguments that contradict each other.
    """
    if keep_alive is not None and not KEEP_ALIVE_OPTION:
        raise TypeError("create_server() got an unexpected keyword argument 'keep_alive'")
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        check_not_tls(sock)
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        if reuse_address is None:
            reuse_address = os.name == "posix"
        from collections.abc import Iterable

        hosts = [host] if isinstance(host, str) or not isinstance(host, Iterable) else list(host)
        if host == "":
            hosts = [None]
        sockets = await _listening_sockets(self, hosts, port, family, flags, (reuse_address, reuse_port, keep_alive))
    else:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        sockets = [sock]
    for sock in sockets:
        sock.setblocking(False)
    server = make_server(self, sockets, protocol_factory, ssl, backlog, (ssl_handshake_timeout, ssl_shutdown_timeout))
    if start_serving:
        await server.start_serving()
    return server


async def create_unix_server(
    self: Any,
    protocol_factory: Any,
    path: Any = None,
    *,
    sock: Any = None,
    backlog: int = 100,
    ssl: Any = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
    start_serving: bool = True,
    cleanup_socket: bool = CLEANUP_SOCKET_OPTION,
) -> Server:
    """Listen on the unix socket *path* (str, bytes or path-like; an old socket there is removed), or on *sock*.

    With *cleanup_socket* (the default from Python 3.13 on) the file goes when the server is closed, if it is still
    the server's.
    """
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        path = os.fspath(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if path[0] not in (0, "\x00"):
            try:
                if stat.S_ISSOCK(os.stat(path).st_mode):  # noqa: PTH116
                    os.remove(path)  # noqa: PTH107
            except FileNotFoundError:
                pass
            except OSError as exc:
                logger().error("Unable to check or remove stale UNIX socket %r: %r", path, exc)
        try:
            sock.bind(path)
        except OSError as exc:
            sock.close()
            if exc.errno == errno.EADDRINUSE:
                raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
            raise
        except BaseException:
            sock.close()
            raise
    else:
        if sock is None:
            raise ValueError("path was not specified, and no sock specified")
        if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")
        path = sock.getsockname()
    sock.setblocking(False)
    server = make_server(self, [sock], protocol_factory, ssl, backlog, (ssl_handshake_timeout, ssl_shutdown_timeout))
    if cleanup_socket and path and path[0] not in (0, "\x00"):
        with contextlib.suppress(FileNotFoundError):
            server._owned_path = (path, os.stat(path).st_ino)  # noqa: PTH116
    if start_serving:
        await server.start_serving()
    return server
