"""What transports over a watched descriptor share: whom they serve, and how they end.

`Watched` is any of them; `OnSocket` is one over a socket, with a buffer of what is still to be sent.

Invariants: `connection_lost` is called in a turn of its own, in the context in which the transport was made; an
error that the network explains (an OSError) is for the log of debug mode, every other goes to the exception handler.
"""

from __future__ import annotations

from .services import logger
from .transports import BaseTransport, FlowControl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

READING, WRITING = 0, 1  # the sides on which the loop watches a descriptor


class Watched(BaseTransport):
    """Whoever derives from this has `_loop`, and says in `_force_close` how it ends before its time."""

    _protocol: Any
    _loop: Any
    _closing = False

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def is_closing(self) -> bool:
        return self._closing

    def _fatal_error(self, exc: BaseException, message: str = "Fatal error on transport") -> None:
        if isinstance(exc, OSError):  # the network is like that
            if self._loop.get_debug():
                logger().debug("%r: %s", self, message, exc_info=True)
        else:
            self._loop.call_exception_handler(
                {"message": message, "exception": exc, "transport": self, "protocol": self._protocol}
            )
        self._force_close(exc)

    def _force_close(self, exc: BaseException | None) -> None:
        raise NotImplementedError


class OnSocket(Watched, FlowControl):
    """Whoever derives from this has `_fd`, `_context` and `_buffer`, and says in `_call_connection_lost` what ends."""

    _sock: Any = None
    _fd: int
    _context: Any
    _buffer: Any
    _size: int  # bytes in the buffer
    _lost = 0  # from the first on, nothing can be sent any more

    def get_write_buffer_size(self) -> int:
        return self._size

    def abort(self) -> None:
        self._force_close(None)

    def _force_close(self, exc: BaseException | None) -> None:
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._size = 0
            self._loop._unwatch(self._fd, WRITING)
        if not self._closing:
            self._closing = True
            self._loop._unwatch(self._fd, READING)
        self._lost += 1
        self._loop.call_soon(self._call_connection_lost, exc, context=self._context)

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        raise NotImplementedError
