"""Addresses: what can be said of a host and a port without asking a resolver, and asking it when it must be.

An address that is written in numbers needs no resolver, and so no thread and no turn of the loop.

Invariant: the answer has the form of `socket.getaddrinfo`: tuples of family, type, protocol, name, address.
Refuses: to resolve what is of no Internet family.
"""

from __future__ import annotations

import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Info = tuple[int, int, int, str, Any]

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
    """Take turns between the families, *first* addresses of the first family before any other (RFC 8305)."""
    families: dict[int, list[Info]] = {}
    for info in infos:
        families.setdefault(info[0], []).append(info)
    queues = list(families.values())
    ordered = queues[0][: first - 1] if first > 1 else []
    queues[0] = queues[0][len(ordered) :]
    for place in range(max(map(len, queues))):
        ordered += [queue[place] for queue in queues if place < len(queue)]
    return ordered
