"""Datagrams: UDP and unix datagram sockets as transports.

One datagram is received in an iteration, as asyncio does it: a flood on one socket does not keep others waiting.  A
datagram that the kernel does not take at once waits in a queue, as a copy.

Invariants: datagrams are sent in the order in which they were given; `datagram_received` is not called after
`close`; errors of a datagram go to `error_received` and close nothing.
Refuses: an address other than the peer's on a connected socket (ValueError).
"""

from __future__ import annotations

import socket

from ..core.watchers import READING, WRITING
from ..versions import EMPTY_DATAGRAMS
from .socket_transport import SocketTransportBase, connected
from .sockets import remove_stale_socket, resolve, set_reuse_port
from .transports import DatagramTransport as DatagramInterface
from .transports import check_bytes, concrete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_SIZE = 256 * 1024  # bytes of a datagram
HEADER_SIZE = 8 if EMPTY_DATAGRAMS else 0  # what a datagram counts in the buffer besides its bytes


class DatagramTransport(SocketTransportBase, DatagramInterface):
    """A datagram socket and the protocol that it serves."""

    def __init__(self, loop: Any, sock: Any, protocol: Any, address: Any, waiter: Any) -> None:
        self._address = address
        super().__init__(loop, sock, protocol, waiter)

    def _details(self) -> list[str]:
        return [*super()._details(), f"bufsize={self._size}"]

    def _start_reading(self) -> None:
        if not self._closing:
            self._watch(READING, self._read_ready)

    def _read_ready(self) -> None:
        if self._lost or self._closing:
            return
        try:
            data, address = self._file.recvfrom(MAX_SIZE)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as exc:
            self._protocol.error_received(exc)
        except BaseException as exc:
            self._fatal_error(exc, "Fatal read error on datagram transport")
        else:
            self._protocol.datagram_received(data, address)

    def sendto(self, data: Any, addr: Any = None) -> None:
        """Send *data* as one datagram, to *addr*; to the peer of a connected socket *addr* may be None."""
        check_bytes(data)
        if not data and not EMPTY_DATAGRAMS:
            return
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if self._file is None or (self._lost and self._address):
            self._write_is_lost()
            return
        if not self._buffer:
            try:
                self._send(data, addr)
            except (BlockingIOError, InterruptedError):
                self._watch(WRITING, self._send_ready)
            except OSError as exc:
                self._protocol.error_received(exc)
                return
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on datagram transport")
                return
            else:
                return
        self._buffer.append((bytes(data), addr))
        self._size += len(data) + HEADER_SIZE
        self._maybe_pause_protocol()

    def _send(self, data: Any, addr: Any) -> None:
        if self._extra["peername"]:
            self._file.send(data)
        else:
            self._file.sendto(data, addr)

    def _send_ready(self) -> None:
        while self._buffer:
            data, addr = self._buffer[0]
            try:
                self._send(data, addr)
            except (BlockingIOError, InterruptedError):
                break
            except OSError as exc:
                self._forget_first()
                self._protocol.error_received(exc)
                return
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on datagram transport")
                return
            self._forget_first()
        self._some_was_sent()

    def _forget_first(self) -> None:
        data, _ = self._buffer.popleft()
        self._size -= len(data) + HEADER_SIZE


async def _address_pairs(
    loop: Any, local_addr: Any, remote_addr: Any, family: int, proto: int, flags: int
) -> list[tuple[tuple[int, int], tuple[Any, Any]]]:
    """Return ((family, protocol), (local address, remote address)) of every family that has all that is wanted."""
    found: dict[tuple[int, int], list[Any]] = {}
    for place, address in enumerate((local_addr, remote_addr)):
        if address is None:
            continue
        if not (isinstance(address, tuple) and len(address) == 2):
            raise TypeError("2-tuple is expected")
        infos = await resolve(loop, address, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags)
        if not infos:
            raise OSError("getaddrinfo() returned empty list")
        for af, _, pro, _, resolved in infos:
            found.setdefault((af, pro), [None, None])[place] = resolved
    wanted = (local_addr is not None, remote_addr is not None)
    pairs = [
        (key, (pair[0], pair[1]))
        for key, pair in found.items()
        if not (wanted[0] and pair[0] is None) and not (wanted[1] and pair[1] is None)
    ]
    if not pairs:
        raise ValueError("can not get address information")
    return pairs


def _check_sock(sock: Any, options: dict[str, Any]) -> None:
    if sock.type == socket.SOCK_STREAM:
        raise ValueError(f"A datagram socket was expected, got {sock!r}")
    given = {name: value for name, value in options.items() if value}
    if given:
        problems = ", ".join(f"{name}={value}" for name, value in given.items())
        raise ValueError(f"socket modifier keyword arguments can not be used when sock is specified. ({problems})")


def _unix_pairs(local_addr: Any, remote_addr: Any) -> list[tuple[tuple[int, int], tuple[Any, Any]]]:
    for address in (local_addr, remote_addr):
        if address is not None and not isinstance(address, (str, bytes)):
            raise TypeError("string is expected")
    if local_addr:
        remove_stale_socket(local_addr)
    return [((socket.AF_UNIX, 0), (local_addr, remote_addr))]


async def create_datagram_endpoint(
    loop: Any,
    protocol_factory: Any,
    local_addr: Any = None,
    remote_addr: Any = None,
    *,
    family: int = 0,
    proto: int = 0,
    flags: int = 0,
    reuse_port: bool | None = None,
    allow_broadcast: bool | None = None,
    sock: Any = None,
) -> tuple[Any, Any]:
    """Bind a datagram socket to *local_addr*, connect it to *remote_addr*, or take *sock*; return (transport,
    protocol).

    Returns when `connection_made` was called.  OSError when no address works; ValueError for arguments that
    contradict each other.
    """
    remote = None
    if sock is not None:
        options = {"local_addr": local_addr, "remote_addr": remote_addr, "family": family, "proto": proto}
        _check_sock(sock, {**options, "flags": flags, "reuse_port": reuse_port, "allow_broadcast": allow_broadcast})
        loop._check_not_owned(sock)
        sock.setblocking(False)
    else:
        if not (local_addr or remote_addr):
            if family == 0:
                raise ValueError("unexpected address family")
            pairs: list[tuple[tuple[int, int], tuple[Any, Any]]] = [((family, proto), (None, None))]
        elif family == socket.AF_UNIX:
            pairs = _unix_pairs(local_addr, remote_addr)
        else:
            pairs = await _address_pairs(loop, local_addr, remote_addr, family, proto, flags)
        errors: list[OSError] = []
        for (af, pro), (local, remote) in pairs:
            try:
                sock = socket.socket(family=af, type=socket.SOCK_DGRAM, proto=pro)
                if reuse_port:
                    set_reuse_port(sock)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local_addr:
                    sock.bind(local)
                if remote_addr and not allow_broadcast:
                    await loop.sock_connect(sock, remote)
                break
            except OSError as exc:
                if sock is not None:
                    sock.close()
                errors.append(exc)
            except BaseException:
                if sock is not None:
                    sock.close()
                raise
        else:
            try:
                raise errors[0]
            finally:
                errors = []  # its traceback leads to this frame
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = concrete(DatagramTransport, "Transport DatagramTransport")(loop, sock, protocol, remote, waiter)
    return await connected(transport, protocol, waiter)
