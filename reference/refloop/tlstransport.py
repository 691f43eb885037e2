"""The transport that a protocol above TLS sees.

It keeps the water marks and hands everything else to the TLSProtocol that it belongs to.

Its class has a name with SSL in it, because programs look for that.

Invariants: it stays usable, doing nothing, after the connection is lost; dropping it unclosed draws a
ResourceWarning.
Refuses: `write_eof` (NotImplementedError), because TLS cannot be half open.
"""

from __future__ import annotations

from .transports import FlowControl, check_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

HIGH_WATER = 512 * 1024  # bytes, encrypted or not


class SSLTransport(FlowControl):
    """The transport above TLS."""

    _start_tls_compatible = True
    _sendfile_kind = "blocks"
    _closed = True  # until there is something to close
    _high_water = HIGH_WATER
    _low_water = HIGH_WATER // 4

    def __init__(self, loop: Any, tls: Any) -> None:
        self._loop = loop
        self._ssl_protocol = tls
        self._closed = False

    @property
    def _protocol(self) -> Any:
        return self._ssl_protocol._app_protocol

    def __del__(self) -> None:
        if not self._closed:
            self._closed = True
            import warnings

            warnings.warn("unclosed transport <asyncio._SSLProtocolTransport object>", ResourceWarning, stacklevel=2)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._ssl_protocol.get_extra_info(name, default)

    def set_protocol(self, protocol: Any) -> None:
        self._ssl_protocol.set_app_protocol(protocol)

    def get_protocol(self) -> Any:
        return self._ssl_protocol._app_protocol

    def is_closing(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Send what was written, say good-bye to the peer, close."""
        if not self._closed:
            self._closed = True
            self._ssl_protocol.start_shutdown()

    def abort(self) -> None:
        self._force_close(None)

    def _force_close(self, exc: BaseException | None) -> None:
        self._closed = True
        self._ssl_protocol.abort(exc)

    def is_reading(self) -> bool:
        return not self._closed and not self._ssl_protocol._app_reading_paused

    def pause_reading(self) -> None:
        self._ssl_protocol.pause_app_reading()

    def resume_reading(self) -> None:
        self._ssl_protocol.resume_app_reading()

    def get_write_buffer_size(self) -> int:
        size: int = self._ssl_protocol.write_buffer_size()
        return size

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the water marks, in bytes: high is 512 KiB or 4 * low by default, low is high / 4."""
        self._set_limits(high, low, HIGH_WATER)
        self._maybe_pause_protocol()
        self._maybe_resume_protocol()

    def write(self, data: Any) -> None:
        check_bytes(data)
        if data:
            self._ssl_protocol.write((memoryview(data).cast("B") if type(data) is memoryview else data,))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send the buffers of a list, one after the other."""
        self._ssl_protocol.write([memoryview(data).cast("B") for data in list_of_data])

    def write_eof(self) -> None:
        raise NotImplementedError

    def can_write_eof(self) -> bool:
        """Return False: TLS cannot be half open."""
        return False
