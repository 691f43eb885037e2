"""Connecting: from a host and a port, a path or a socket to a transport and its protocol.

A host may have many addresses.  They are tried one after the other; with *happy_eyeballs_delay* the next one is
tried when the delay has passed or the last one has failed, and the first that connects wins (RFC 8305).

Invariants: a socket made here is closed when it does not become a transport, whatever ends the attempt; the
protocol factory is called once, after the connection was made.
Refuses: contradictory arguments (ValueError).
"""

from __future__ import annotations

import os
import socket

from ..versions import ALL_ERRORS_OPTION
from .socket_transport import connected, make_socket_transport
from .sockets import check_not_tls, resolve
from .sockets import interleave as interleave_infos

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .sockets import Info


def check_tls_options(ssl: Any, handshake: float | None, shutdown: float | None) -> None:
    """Raise ValueError for options of TLS without TLS."""
    if handshake is not None and not ssl:
        raise ValueError("ssl_handshake_timeout is only meaningful with ssl")
    if shutdown is not None and not ssl:
        raise ValueError("ssl_shutdown_timeout is only meaningful with ssl")


async def make_connection(
    loop: Any,
    sock: Any,
    protocol_factory: Any,
    ssl: Any = None,
    server_hostname: Any = None,
    handshake: float | None = None,
    shutdown: float | None = None,
    *,
    server_side: bool = False,
) -> tuple[Any, Any]:
    """Return transport and protocol for a connected socket, when `connection_made` has been called."""
    sock.setblocking(False)
    protocol = protocol_factory()
    waiter = loop.create_future()
    if ssl:
        from .tls import make_tls_transport

        transport = make_tls_transport(
            loop,
            sock,
            protocol,
            None if isinstance(ssl, bool) else ssl,
            waiter,
            server_side=server_side,
            server_hostname=server_hostname,
            handshake=handshake,
            shutdown=shutdown,
        )
    else:
        transport = make_socket_transport(loop, sock, protocol, waiter)
    return await connected(transport, protocol, waiter)


async def _connect_one(loop: Any, info: Info, local: list[Info] | None, errors: list[OSError]) -> Any:
    """Return a socket connected to one address; what went wrong on the way goes to *errors*."""
    family, kind, proto, _, address = info
    sock = None
    try:
        sock = socket.socket(family=family, type=kind, proto=proto)
        sock.setblocking(False)
        if local is not None:
            _bind(sock, local, errors)
        await loop.sock_connect(sock, address)
    except OSError as exc:
        errors.append(exc)
        if sock is not None:
            sock.close()
        raise
    except BaseException:
        if sock is not None:
            sock.close()
        raise
    finally:
        errors = None  # type: ignore[assignment]
    return sock


def _bind(sock: socket.socket, local: list[Info], errors: list[OSError]) -> None:
    """Bind to the first local address that works."""
    try:
        for family, _, _, _, address in local:
            if family != sock.family:
                continue
            try:
                sock.bind(address)
            except OSError as exc:
                text = f"error while attempting to bind on address {address!r}: {str(exc).lower()}"
                errors.append(OSError(exc.errno, text))
            else:
                return
        if errors:
            raise errors.pop()
        raise OSError(f"no matching local address with family={sock.family!r} found")
    finally:
        errors = None  # type: ignore[assignment]  # the traceback of what will be in it leads to this frame


async def _connect_in_turn(loop: Any, infos: list[Info], local: list[Info] | None, errors: list[Any]) -> Any:
    mine: Any = None
    try:
        for info in infos:
            mine = []
            errors.append(mine)
            try:
                return await _connect_one(loop, info, local, mine)
            except OSError:
                continue
        return None
    finally:
        errors = mine = None  # type: ignore[assignment]  # the tracebacks of what is in them lead to this frame


async def _connect_racing(
    loop: Any, infos: list[Info], local: list[Info] | None, errors: list[Any], delay: float
) -> Any:
    """Start an attempt every *delay* seconds, sooner when one has failed; return the first socket or None."""
    from ..waiting.combinators import FIRST_COMPLETED, wait

    left = list(infos)
    attempts: set[Any] = set()
    winner: Any = None
    attempt: Any = None
    mine: Any = None
    done: Any = None
    try:
        while winner is None and (left or attempts):
            if left:
                mine = []
                errors.append(mine)
                attempts.add(loop.create_task(_connect_one(loop, left.pop(0), local, mine)))
            done, attempts = await wait(attempts, timeout=delay if left else None, return_when=FIRST_COMPLETED)
            for attempt in done:
                if not attempt.cancelled() and attempt.exception() is None and winner is None:
                    winner = attempt.result()
                elif not attempt.cancelled() and attempt.exception() is None:
                    attempt.result().close()
    except BaseException:
        if winner is not None:
            winner.close()
        raise
    finally:
        for attempt in attempts:
            attempt.cancel()
        if attempts:
            await _dispose(attempts)
        errors = mine = attempt = done = None  # type: ignore[assignment]
    return winner


async def _dispose(attempts: set[Any]) -> None:
    """Wait for cancelled attempts; one that was faster than its cancellation gives its socket back."""
    from ..waiting.combinators import gather

    results = await gather(*attempts, return_exceptions=True)
    for result in results:
        if isinstance(result, socket.socket):
            result.close()


def _failure(errors: list[OSError], all_errors: bool) -> BaseException:
    """Return the one exception that stands for all."""
    if all_errors:
        return ExceptionGroup("create_connection failed", errors)
    if len(errors) == 1 or len({str(exc) for exc in errors}) == 1:
        return errors[0]
    return OSError(f"Multiple exceptions: {', '.join(map(str, errors))}")


async def create_connection(
    loop: Any,
    protocol_factory: Any,
    host: Any = None,
    port: Any = None,
    *,
    ssl: Any = None,
    family: int = 0,
    proto: int = 0,
    flags: int = 0,
    sock: Any = None,
    local_addr: Any = None,
    server_hostname: Any = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
    happy_eyeballs_delay: float | None = None,
    interleave: int | None = None,
    all_errors: bool = False,
) -> tuple[Any, Any]:
    """Connect to *host* and *port*, or take the connected *sock*; return (transport, protocol).

    Returns when `connection_made` was called (and, with *ssl*, the handshake is over).  OSError when no address
    could be connected to (with *all_errors*, from Python 3.12 on, an ExceptionGroup of all errors); ValueError
    for arguments that contradict each other.
    """
    if all_errors and not ALL_ERRORS_OPTION:
        raise TypeError("create_connection() got an unexpected keyword argument 'all_errors'")
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if server_hostname is None and ssl:
        if not host:
            raise ValueError("You must set server_hostname when using ssl without a host")
        server_hostname = host
    check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        check_not_tls(sock)
        loop._check_not_owned(sock)
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        options: dict[str, Any] = {"family": family, "type": socket.SOCK_STREAM, "proto": proto, "flags": flags}
        infos = await resolve(loop, (host, port), **options)
        if not infos:
            raise OSError("getaddrinfo() returned empty list")
        local = None
        if local_addr is not None:
            local = await resolve(loop, local_addr, **options)
            if not local:
                raise OSError("getaddrinfo() returned empty list")
        if happy_eyeballs_delay is not None and interleave is None:
            interleave = 1
        if interleave:
            infos = interleave_infos(infos, interleave)
        errors: list[list[OSError]] = []
        try:
            if happy_eyeballs_delay is None:
                sock = await _connect_in_turn(loop, infos, local, errors)
            else:
                sock = await _connect_racing(loop, infos, local, errors, happy_eyeballs_delay)
            if sock is None:
                raise _failure([exc for some in errors for exc in some], all_errors)
        finally:
            errors = []  # their tracebacks lead to this frame
    elif sock is None:
        raise ValueError("host and port was not specified and no sock specified")
    elif sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    return await make_connection(
        loop, sock, protocol_factory, ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout
    )


async def create_unix_connection(
    loop: Any,
    protocol_factory: Any,
    path: Any = None,
    *,
    ssl: Any = None,
    sock: Any = None,
    server_hostname: Any = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
) -> tuple[Any, Any]:
    """Connect to the unix socket at *path* (str, bytes or path-like), or take *sock*; as `create_connection`."""
    if server_hostname is not None and not (isinstance(server_hostname, str)):
        raise TypeError("server_hostname must be a string or None")
    if ssl:
        if server_hostname is None:
            raise ValueError("you have to pass server_hostname when using ssl")
    else:
        if server_hostname is not None:
            raise ValueError("server_hostname is only meaningful with ssl")
        check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await loop.sock_connect(sock, os.fspath(path))
        except BaseException:
            sock.close()
            raise
    else:
        if sock is None:
            raise ValueError("no path and sock were specified")
        if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")
        loop._check_not_owned(sock)
    return await make_connection(
        loop, sock, protocol_factory, ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout
    )


async def connect_accepted_socket(
    loop: Any,
    protocol_factory: Any,
    sock: Any,
    *,
    ssl: Any = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
) -> tuple[Any, Any]:
    """Make a transport of a socket that was accepted outside of the loop; the server's side of TLS."""
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    check_not_tls(sock)
    loop._check_not_owned(sock)
    return await make_connection(
        loop, sock, protocol_factory, ssl, "", ssl_handshake_timeout, ssl_shutdown_timeout, server_side=True
    )
