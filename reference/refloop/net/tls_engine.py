"""The engine of a TLS connection: it encrypts what is written and decrypts what has come.

The ssl module encrypts and decrypts from and to memory: what comes from below goes into `_incoming`, what the
ssl object wants sent is taken from `_outgoing`.  Data written before the handshake is over, or while TLS itself
has to hear from the peer first, waits in `_backlog`.

Invariants: written data are never held in memory that the program can still change; the transport below is read from
only while the protocol above keeps up, and written to only while it wants more; the protocol above sees one end of
the stream at most.
Refuses: a protocol that offers an empty buffer (RuntimeError), and what is written once the connection closes: that
is dropped.
"""

from __future__ import annotations

import ssl
from collections import deque

from ..core.log import logger
from .transports import is_buffered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CREATED, HANDSHAKE, WRAPPED, FLUSHING, SHUTDOWN, OVER = "created handshake wrapped flushing shutdown over".split()
READ_SIZE = 64 * 1024  # bytes
READ_HIGH_WATER = 256 * 1024  # encrypted bytes that wait for a protocol that does not read
READ_LOW_WATER = READ_HIGH_WATER // 4
TRY_LATER = (ssl.SSLWantReadError, ssl.SSLSyscallError)


class TLSContent:
    """The half of a TLS connection that encrypts and decrypts.  The other half decides when."""

    _state: str
    _transport: Any = None  # the one below
    _tls: Any = None  # the ssl module's object
    _app_knows = ""  # "made", then "eof", then "lost"
    _writing_paused = _reading_paused = _app_reading_paused = False

    def __init__(self, loop: Any) -> None:
        self._loop = loop
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._backlog: deque[Any] = deque()  # written above, not encrypted yet
        self._backlog_size = 0
        self.flow: Any = None  # the transport above, as the keeper of water marks

    def set_app_protocol(self, protocol: Any) -> None:
        self._app_protocol = protocol
        self._app_is_buffered = is_buffered(protocol)

    # -- writing -----------------------------------------------------------------------------------

    def write(self, buffers: Iterable[Any]) -> None:
        """Encrypt and send *buffers*, of memory that nobody is going to change; before the handshake is over, keep."""
        if self._state in (FLUSHING, SHUTDOWN, OVER):
            return
        for data in buffers:
            self._backlog.append(data)
            self._backlog_size += len(data)
        try:
            if self._state == WRAPPED:
                self._encrypt()
                self._send_outgoing()
        except Exception as exc:
            self._fatal_error(exc, "Fatal error on SSL protocol")

    def _encrypt(self) -> None:
        """Turn the backlog into encrypted bytes."""
        backlog = self._backlog
        try:
            while backlog:
                data = backlog[0]
                if len(data):
                    done = self._tls.write(data)
                    self._backlog_size -= done
                    if done < len(data):
                        backlog[0] = memoryview(data)[done:]
                        continue
                backlog.popleft()
        except TRY_LATER:
            pass  # TLS has to hear from the peer first

    def _send_outgoing(self) -> None:
        """Hand encrypted bytes to the transport below, unless it has enough."""
        if not self._writing_paused and self._outgoing.pending and self._transport is not None:
            self._transport.write(self._outgoing.read())
        if self.flow is not None and self._state in (WRAPPED, FLUSHING):
            self.flow._maybe_pause_protocol()
            if self.flow is not None:
                self.flow._maybe_resume_protocol()

    def write_buffer_size(self) -> int:
        return self._outgoing.pending + self._backlog_size

    # -- reading -----------------------------------------------------------------------------------

    def _do_read(self) -> None:
        """Decrypt what has come and hand it to the protocol above."""
        if self._state not in (WRAPPED, FLUSHING):
            return
        try:
            if not self._app_reading_paused:
                ended = self._read_into_buffers() if self._app_is_buffered else self._read_at_once()
                if self._backlog:
                    self._encrypt()
                self._send_outgoing()
                if ended:
                    self._tell_eof()
                    self.start_shutdown()
            self._control_reading()
        except Exception as exc:
            self._fatal_error(exc, "Fatal error on SSL protocol")

    def _read_at_once(self) -> bool:
        """Pass on all that can be decrypted in one piece.  Return True at the end of the stream."""
        blocks = []
        ended = False
        try:
            while not ended:
                block = self._tls.read(READ_SIZE)
                blocks.append(block) if block else None
                ended = not block
        except TRY_LATER:
            pass
        except ssl.SSLZeroReturnError:
            ended = True
        finally:
            if blocks:
                self._app_protocol.data_received(blocks[0] if len(blocks) == 1 else b"".join(blocks))
        return ended

    def _read_into_buffers(self) -> bool:
        """Pass on all that can be decrypted, buffer by buffer.  Return True at the end of the stream."""
        while not self._app_reading_paused and self._state != OVER:
            buffer = self._app_protocol.get_buffer(-1)
            if not len(buffer):
                raise RuntimeError("get_buffer() returned an empty buffer")
            try:
                count = self._tls.read(len(buffer), buffer)
            except TRY_LATER:
                return False
            except ssl.SSLZeroReturnError:
                count = 0
            if not count:
                return True
            self._app_protocol.buffer_updated(count)
            if not self._app_is_buffered:
                return self._read_at_once()  # the protocol was exchanged
        return False

    def _tell_eof(self) -> None:
        if self._app_knows == "made":
            self._app_knows = "eof"
            try:
                keep_open = self._app_protocol.eof_received()
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Error calling eof_received()")
            else:
                if keep_open:
                    logger().warning("returning true from eof_received() has no effect when using ssl")

    def pause_app_reading(self) -> None:
        self._app_reading_paused = True

    def resume_app_reading(self) -> None:
        if self._app_reading_paused:
            self._app_reading_paused = False
            self._loop.call_soon(self._go_on)

    def _control_reading(self) -> None:
        """Pause and resume the transport below so that it reads only while the protocol above keeps up."""
        if self._transport is None:
            return
        if not self._reading_paused and self._incoming.pending >= READ_HIGH_WATER:
            self._reading_paused = True
            self._transport.pause_reading()
        elif self._reading_paused and self._incoming.pending <= READ_LOW_WATER:
            self._reading_paused = False
            self._transport.resume_reading()

    # -- what the other half has -------------------------------------------------------------------

    if TYPE_CHECKING:

        def start_shutdown(self) -> None: ...
        def _go_on(self) -> None: ...
        def _fatal_error(self, exc: BaseException, message: str = "") -> None: ...
