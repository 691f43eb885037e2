"""Servers: listening sockets, and a transport with its protocol for each connection that comes in.

A server listens on one socket for each address that its hosts have.  While it is serving, the loop watches its
listening sockets.  An iteration that finds one readable accepts all connections that wait there, at most `backlog` of
them; each gets its protocol in the next iteration and `connection_made` in the one after that.  When the process has
run out of descriptors, the listening socket is left alone for a second and then tried again: connections wait in the
kernel meanwhile.

Invariants: either all sockets are bound or none stays open; the same address is bound once; a closed server's sockets
are closed; `wait_closed` returns when, besides, no connection is left (not waiting for them before Python 3.12); the
loop holds a serving server alive.
Refuses: to serve when closed, or for two at once (RuntimeError); contradictory arguments (ValueError).
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket

from ..core.log import logger
from ..core.watchers import READING
from ..exceptions import CancelledError
from ..versions import (
    CLEANUP_SOCKET_OPTION,
    KEEP_ALIVE_OPTION,
    SERVE_FOREVER_CLOSES_CLIENTS,
    SERVER_CLOSES_CLIENTS,
    SKIPS_UNAVAILABLE_ADDRESSES,
    WAIT_CLOSED_WAITS,
)
from ..waiting.timeouts import sleep
from .connect import check_tls_options
from .socket_transport import make_socket_transport
from .sockets import check_not_tls, remove_stale_socket, resolve, set_reuse_port, transport_socket
from .transports import concrete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from ..core.abstract import AbstractEventLoop

RETRY_DELAY = 1  # seconds until the next try when there were no descriptors left
_NO_RESOURCES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class AbstractServer:
    """The interface of a server, as `create_server` returns it."""

    def close(self) -> None:
        """Stop listening and close the sockets; connections that exist stay."""
        raise NotImplementedError

    def get_loop(self) -> AbstractEventLoop:
        """Return the loop."""
        raise NotImplementedError

    def is_serving(self) -> bool:
        """Return True while connections are accepted."""
        raise NotImplementedError

    async def start_serving(self) -> None:
        """Begin to accept connections; nothing happens when it does already."""
        raise NotImplementedError

    async def serve_forever(self) -> None:
        """Accept connections until cancelled."""
        raise NotImplementedError

    async def wait_closed(self) -> None:
        """Wait until the server is closed and its last connection is gone."""
        raise NotImplementedError

    async def __aenter__(self) -> AbstractServer:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()
        await self.wait_closed()


class Server(AbstractServer):
    """The server of `create_server` and `create_unix_server`."""

    def __init__(
        self, loop: Any, sockets: list[Any], protocol_factory: Any, ssl: Any, backlog: int, timeouts: tuple[Any, Any]
    ) -> None:
        self._loop = loop
        self._sockets: list[Any] | None = sockets
        self._factory = protocol_factory
        self._ssl_context = ssl
        self._backlog = backlog
        self._timeouts = timeouts
        self._serving = False
        self._forever: Any = None  # the future that serve_forever waits for
        self._waiters: list[Any] | None = []  # None: nobody needs to wait any more
        from weakref import WeakSet

        self._clients: WeakSet[Any] = WeakSet()
        self._connections = 0
        self._owned_path: tuple[Any, int] | None = None  # a unix socket's file, and its inode

    def __repr__(self) -> str:
        return f"<{type(self).__name__} sockets={self.sockets!r}>"

    # -- connections come and go -------------------------------------------------------------------

    def _attach(self, transport: Any = None) -> None:
        self._connections += 1
        if transport is not None:
            self._clients.add(transport)

    def _detach(self, transport: Any = None) -> None:
        self._connections -= 1
        if transport is not None:
            self._clients.discard(transport)
        if not self._connections and self._sockets is None:
            self._wake()

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def _accept(self, sock: Any) -> None:
        """Accept the connections that wait at a listening socket."""
        loop = self._loop
        for _ in range(max(self._backlog, 1)):
            try:
                connection, address = sock.accept()
                connection.setblocking(False)
            except ConnectionAbortedError:
                continue  # it went away while it waited; there may be others
            except (BlockingIOError, InterruptedError):
                return
            except OSError as exc:
                if exc.errno not in _NO_RESOURCES:
                    raise
                loop.call_exception_handler(
                    {
                        "message": "socket.accept() out of system resource",
                        "exception": exc,
                        "socket": transport_socket(sock),
                    }
                )
                loop._unwatch(sock.fileno(), READING)
                loop.call_later(RETRY_DELAY, self._try_again, sock)
                return
            loop.call_soon(self._serve_connection, connection, address)

    def _try_again(self, sock: Any) -> None:
        if self._sockets is not None and sock in self._sockets:
            self._loop._watch(sock.fileno(), READING, self._accept, (sock,))

    def _serve_connection(self, connection: Any, address: Any) -> None:
        """Create the protocol and transport of an accepted connection; report errors in debug mode only."""
        loop = self._loop
        context: dict[str, Any] = {"message": "Error on transport creation for incoming connection"}
        try:
            context["protocol"] = protocol = self._factory()
            extra = {"peername": address}
            if self._ssl_context:
                from .tls import make_tls_transport

                waiter = loop.create_future()
                waiter.add_done_callback(_handshake_done)
                handshake, shutdown = self._timeouts
                transport = make_tls_transport(
                    loop,
                    connection,
                    protocol,
                    self._ssl_context,
                    waiter,
                    server_side=True,
                    extra=extra,
                    server=self,
                    handshake=handshake,
                    shutdown=shutdown,
                )
                loop._handshakes[waiter] = connection, transport, context
            else:
                make_socket_transport(loop, connection, protocol, None, extra, self)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            connection.close()
            if loop.get_debug():
                loop.call_exception_handler({**context, "exception": exc})

    # -- what programs ask -------------------------------------------------------------------------

    def get_loop(self) -> AbstractEventLoop:
        loop: AbstractEventLoop = self._loop
        return loop

    @property
    def sockets(self) -> tuple[Any, ...]:
        """The listening sockets; none when closed."""
        return tuple(transport_socket(sock) for sock in self._sockets or ())

    def is_serving(self) -> bool:
        return self._serving

    def _start_serving(self) -> None:
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets or ():
            sock.listen(self._backlog)
            self._loop._watch(sock.fileno(), READING, self._accept, (sock,))

    async def start_serving(self) -> None:
        self._start_serving()
        await sleep(0)

    async def serve_forever(self) -> None:
        """Accept connections until cancelled, then close the server.  RuntimeError if it is closed already, or
        if somebody else does the same.
        """
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except CancelledError:
            self.close()
            if SERVE_FOREVER_CLOSES_CLIENTS:
                self._close_clients()
            with contextlib.suppress(Exception):
                await self.wait_closed()
            raise
        finally:
            self._forever = None

    def close(self) -> None:
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            self._loop._unwatch(sock.fileno(), READING)
            sock.close()
        self._serving = False
        if self._owned_path is not None:
            _remove_socket_file(*self._owned_path)
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
            self._forever = None
        if not self._connections:
            self._wake()

    def _close_clients(self) -> None:
        for transport in list(self._clients):
            transport.close()

    if SERVER_CLOSES_CLIENTS:

        def close_clients(self) -> None:
            """Close the transports of all connections."""
            self._close_clients()

        def abort_clients(self) -> None:
            """Abort the transports of all connections."""
            for transport in list(self._clients):
                transport.abort()

    async def wait_closed(self) -> None:
        """Wait until the server is closed and its last connection is gone; before Python 3.12 not for
        connections.
        """
        if self._waiters is None or (self._sockets is None and not WAIT_CLOSED_WAITS):
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


def make_server(*args: Any) -> Server:
    """Return a Server; an instance of asyncio's class too, once asyncio is there."""
    server: Server = concrete(Server, "Server", "base_events")(*args)
    return server


def _handshake_done(waiter: Any) -> None:
    """Close an accepted connection whose TLS handshake has failed."""
    loop = waiter.get_loop()
    _, transport, context = loop._handshakes.pop(waiter)
    if waiter.cancelled():
        transport.close()
    elif waiter.exception() is not None:
        transport.close()
        if loop.get_debug():
            loop.call_exception_handler({**context, "exception": waiter.exception(), "transport": transport})


def _remove_socket_file(path: Any, inode: int) -> None:
    """Remove a unix server's file, unless it is somebody else's by now."""
    try:
        if os.stat(path).st_ino == inode:  # noqa: PTH116
            os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        pass
    except OSError as exc:
        logger().error("Unable to clean up listening UNIX socket %r: %s", path, exc)


# -- listening -------------------------------------------------------------------------------------


async def _listening_sockets(
    loop: Any, hosts: list[Any], port: Any, family: int, flags: int, options: tuple[Any, Any, Any]
) -> list[Any]:
    """Return a bound socket for every address of every host."""
    from ..waiting.combinators import gather

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
    loop: Any,
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

    Connections are accepted from the next iteration on, unless *start_serving* is false.  OSError when an address
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
        sockets = await _listening_sockets(loop, hosts, port, family, flags, (reuse_address, reuse_port, keep_alive))
    else:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        sockets = [sock]
    for sock in sockets:
        sock.setblocking(False)
    server = make_server(loop, sockets, protocol_factory, ssl, backlog, (ssl_handshake_timeout, ssl_shutdown_timeout))
    if start_serving:
        await server.start_serving()
    return server


async def create_unix_server(
    loop: Any,
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
        remove_stale_socket(path)
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
    server = make_server(loop, [sock], protocol_factory, ssl, backlog, (ssl_handshake_timeout, ssl_shutdown_timeout))
    if cleanup_socket and path and path[0] not in (0, "\x00"):
        with contextlib.suppress(FileNotFoundError):
            server._owned_path = (path, os.stat(path).st_ino)  # noqa: PTH116
    if start_serving:
        await server.start_serving()
    return server
