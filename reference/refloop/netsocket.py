"""A transport's socket as programs may see it: `get_extra_info("socket")` and `Server.sockets`.

Invariant: nothing that is done through it can take the socket away from the transport.
Refuses: to receive, send, connect, accept, close or block; there are no such methods.
"""

from __future__ import annotations

import socket

from .transports import concrete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class TransportSocket:
    """The harmless half of a socket: options, names, shutdown."""

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
