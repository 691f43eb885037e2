"""Transports and protocols: a protocol is called by its transport, and calls it.  The interfaces, and what is shared.

A program overrides the methods of a protocol that it cares about:

    connection_made -> data_received* -> [eof_received] -> connection_lost          (Protocol)
    connection_made -> (get_buffer buffer_updated)* -> [eof_received] -> connection_lost  (BufferedProtocol)
    connection_made -> (datagram_received | error_received)* -> connection_lost     (DatagramProtocol)
    connection_made -> (pipe_data_received | pipe_connection_lost | process_exited)* -> connection_lost

`FlowControl` is the part of a writing transport that pauses and resumes its protocol.  `concrete` makes our transports
instances of asyncio's classes too, once asyncio is there: libraries ask.

Invariants, kept by the transports: `connection_made` and `connection_lost` are called exactly once each, never from
within a call of a method of the transport; a protocol that was paused is resumed when, and only when, the buffer has
come down to the low-water mark; low <= high at all times.
Refuses: to do anything: the interfaces of transports raise NotImplementedError, the methods of protocols do nothing.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

HIGH_WATER = 64 * 1024  # bytes


# -- transports ------------------------------------------------------------------------------------


class BaseTransport:
    """The base of all transports."""

    def __init__(self, extra: Mapping[str, Any] | None = None) -> None:
        self._extra: Any = {} if extra is None else extra

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known as *name*: socket, sockname, peername, pipe, ssl_object, ...; else *default*."""
        return self._extra.get(name, default)

    def is_closing(self) -> bool:
        """Return True once the transport is closing or closed."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop reading, send what is buffered, then close; `connection_lost(None)` follows in a later iteration."""
        raise NotImplementedError

    def set_protocol(self, protocol: Any) -> None:
        """Call *protocol* from now on."""
        raise NotImplementedError

    def get_protocol(self) -> Any:
        """Return the protocol that is called."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """A transport to read from."""

    def is_reading(self) -> bool:
        """Return True while data are passed to the protocol."""
        raise NotImplementedError

    def pause_reading(self) -> None:
        """Pass no data to the protocol until `resume_reading`."""
        raise NotImplementedError

    def resume_reading(self) -> None:
        """Pass data to the protocol again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """A transport to write to."""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the water marks, in bytes.  ValueError unless 0 <= low <= high."""
        raise NotImplementedError

    def get_write_buffer_size(self) -> int:
        """Return how many bytes wait to be sent."""
        raise NotImplementedError

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return the water marks, (low, high)."""
        raise NotImplementedError

    def write(self, data: Any) -> None:
        """Send *data*, now or when the peer takes it; never blocks."""
        raise NotImplementedError

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send the buffers of a list, one after the other."""
        self.write(b"".join(list_of_data))

    def write_eof(self) -> None:
        """Close the writing side when all is sent."""
        raise NotImplementedError

    def can_write_eof(self) -> bool:
        """Return whether the writing side can be closed alone."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close at once; what is buffered is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A stream of bytes in both directions."""


class DatagramTransport(BaseTransport):
    """Datagrams."""

    def sendto(self, data: Any, addr: Any = None) -> None:
        """Send *data* as one datagram, to *addr* or to the peer."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close at once."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    """A child process."""

    def get_pid(self) -> int:
        """Return its process id."""
        raise NotImplementedError

    def get_returncode(self) -> int | None:
        """Return its return code, -N when signal N ended it, None while it runs."""
        raise NotImplementedError

    def get_pipe_transport(self, fd: int) -> BaseTransport | None:
        """Return the transport of pipe *fd*, None if it has none."""
        raise NotImplementedError

    def send_signal(self, signal: int) -> None:
        """Send a signal.  ProcessLookupError when the child has ended."""
        raise NotImplementedError

    def terminate(self) -> None:
        """Send SIGTERM."""
        raise NotImplementedError

    def kill(self) -> None:
        """Send SIGKILL."""
        raise NotImplementedError


class FlowControl(Transport):
    """Water marks.  A subclass has `_protocol`, `_loop` and `get_write_buffer_size`."""

    _protocol: Any
    _loop: Any
    _protocol_paused = False
    _low_water = HIGH_WATER // 4
    _high_water = HIGH_WATER

    def _maybe_pause_protocol(self) -> None:
        if self.get_write_buffer_size() > self._high_water and not self._protocol_paused:
            self._protocol_paused = True
            self._call_protocol("pause_writing")

    def _maybe_resume_protocol(self) -> None:
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._call_protocol("resume_writing")

    def _call_protocol(self, what: str) -> None:
        try:
            getattr(self._protocol, what)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler(
                {
                    "message": f"protocol.{what}() failed",
                    "exception": exc,
                    "transport": self,
                    "protocol": self._protocol,
                }
            )

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._low_water, self._high_water

    def _set_limits(self, high: int | None, low: int | None, default: int = HIGH_WATER) -> None:
        if high is None:
            high = default if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high_water, self._low_water = high, low

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the water marks, in bytes: high is 64 KiB or 4 * low by default, low is high / 4."""
        self._set_limits(high, low)
        self._maybe_pause_protocol()


def check_bytes(data: object) -> None:
    """Raise TypeError for what a transport cannot send."""
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")


def safe_rest(data: Any, sent: int) -> memoryview:
    """Return what is left of *data* after *sent* bytes, in memory that nobody is going to change.

    No view of the caller's memory stays behind: a bytearray cannot be resized while there is one, and without
    reference counting, as on PyPy, a view lasts until it is released.
    """
    if type(data.obj if isinstance(data, memoryview) else data) is bytes:
        return memoryview(data).cast("B")[sent:]
    with memoryview(data) as view, view.cast("B") as octets, octets[sent:] as rest:
        return memoryview(bytes(rest))


_concrete: dict[tuple[type, str], type] = {}


def concrete(kind: type, interface: str, module: str = "transports") -> Any:
    """Return *kind*, derived from asyncio's classes of the names *interface* as well if asyncio has been imported."""
    theirs = sys.modules.get(f"asyncio.{module}")
    names = interface.split()
    if theirs is None or not hasattr(theirs, names[-1]):
        return kind
    made = _concrete.get((kind, interface))
    if made is None:
        bases = [base for name in names if not issubclass(kind, base := getattr(theirs, name))]
        made = type(kind.__name__, (kind, *bases), {"__module__": kind.__module__}) if bases else kind
        _concrete[kind, interface] = made
    return made


# -- protocols -------------------------------------------------------------------------------------


class BaseProtocol:
    """The base of all protocols: the beginning, the end, and flow control."""

    __slots__ = ()

    def connection_made(self, transport: Any) -> None:
        """Handle a new connection, with its transport."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Handle the end of the connection; *exc* is None if it was closed or aborted here, or is at its end."""

    def pause_writing(self) -> None:
        """Write no more: the transport's buffer has grown above its high-water mark."""

    def resume_writing(self) -> None:
        """Write on: the transport's buffer has shrunk to its low-water mark."""


class Protocol(BaseProtocol):
    """A stream of bytes, pushed."""

    __slots__ = ()

    def data_received(self, data: bytes) -> None:
        """Handle received bytes, at least one."""

    def eof_received(self) -> bool | None:
        """Handle the end of the peer's data.  Return true to keep the transport open for writing."""


class BufferedProtocol(BaseProtocol):
    """A stream of bytes, received into buffers of the protocol's own."""

    __slots__ = ()

    def get_buffer(self, sizehint: int) -> Any:
        """Return a writable buffer, not empty; *sizehint* is a recommended size or -1."""

    def buffer_updated(self, nbytes: int) -> None:
        """Handle *nbytes* bytes at the beginning of the buffer that `get_buffer` has returned."""

    def eof_received(self) -> bool | None:
        """Handle the end of the peer's data.  Return true to keep the transport open for writing."""


class DatagramProtocol(BaseProtocol):
    """Datagrams."""

    __slots__ = ()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """Handle a datagram from *addr*."""

    def error_received(self, exc: OSError) -> None:
        """Handle the error of a failed send or receive operation."""


class SubprocessProtocol(BaseProtocol):
    """The pipes and the end of a child process.  *fd* is 0, 1 or 2, as the child knows them."""

    __slots__ = ()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Handle bytes that the child has written to its standard output or error."""

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Handle the end of a pipe."""

    def process_exited(self) -> None:
        """Handle the exit of the child, whose return code is known.  Its pipes may still hold data."""


def is_buffered(protocol: Any) -> bool:
    """Return True for a BufferedProtocol of this package or of asyncio."""
    if isinstance(protocol, BufferedProtocol):
        return True
    theirs = getattr(sys.modules.get("asyncio.protocols"), "BufferedProtocol", None)
    return theirs is not None and isinstance(protocol, theirs)
