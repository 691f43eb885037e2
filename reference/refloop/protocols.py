"""Protocols: what a transport calls.  A program overrides the methods that it cares about.

    connection_made -> data_received* -> [eof_received] -> connection_lost          (Protocol)
    connection_made -> (get_buffer buffer_updated)* -> [eof_received] -> connection_lost  (BufferedProtocol)
    connection_made -> (datagram_received | error_received)* -> connection_lost     (DatagramProtocol)
    connection_made -> (pipe_data_received | pipe_connection_lost | process_exited)* -> connection_lost

Invariants, kept by the transports: `connection_made` and `connection_lost` are called exactly once each, never
from within a call of a method of the transport; `resume_writing` follows `pause_writing`.
Refuses: nothing; the methods do nothing.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class BaseProtocol:
    """What all protocols have: the beginning, the end, and flow control."""

    __slots__ = ()

    def connection_made(self, transport: Any) -> None:
        """The connection is there; *transport* is its other end for us."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone: *exc* says why, None that it was closed or aborted on this side, or at its end."""

    def pause_writing(self) -> None:
        """The transport's buffer has grown above its high-water mark: please write no more."""

    def resume_writing(self) -> None:
        """The transport's buffer has shrunk to its low-water mark: write on."""


class Protocol(BaseProtocol):
    """A stream of bytes, pushed."""

    __slots__ = ()

    def data_received(self, data: bytes) -> None:
        """Bytes came, at least one."""

    def eof_received(self) -> bool | None:
        """The peer sends no more.  Return true to keep the transport open for writing."""


class BufferedProtocol(BaseProtocol):
    """A stream of bytes, received into buffers of the protocol's own."""

    __slots__ = ()

    def get_buffer(self, sizehint: int) -> Any:
        """Return a writable buffer, not empty; *sizehint* is a recommended size or -1."""

    def buffer_updated(self, nbytes: int) -> None:
        """*nbytes* bytes were put at the beginning of the buffer that `get_buffer` has returned."""

    def eof_received(self) -> bool | None:
        """The peer sends no more.  Return true to keep the transport open for writing."""


class DatagramProtocol(BaseProtocol):
    """Datagrams."""

    __slots__ = ()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """A datagram came from *addr*."""

    def error_received(self, exc: OSError) -> None:
        """A send or receive operation failed."""


class SubprocessProtocol(BaseProtocol):
    """The pipes and the end of a child process.  *fd* is 0, 1 or 2, as the child knows them."""

    __slots__ = ()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """The child wrote to its standard output or error."""

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """A pipe is closed."""

    def process_exited(self) -> None:
        """The child has ended; its return code is known.  Its pipes may still hold data."""


def is_buffered(protocol: Any) -> bool:
    """Return True for a BufferedProtocol of this package or of asyncio."""
    if isinstance(protocol, BufferedProtocol):
        return True
    theirs = getattr(sys.modules.get("asyncio.protocols"), "BufferedProtocol", None)
    return theirs is not None and isinstance(protocol, theirs)
