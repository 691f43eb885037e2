"""TLS between a transport below and a protocol above, by way of two memory buffers.

The ssl module encrypts and decrypts from and to memory: what comes from below goes into `_incoming`, what the
ssl object wants sent is taken from `_outgoing`.  TLSProtocol is the protocol of the transport below;
SSLTransport (in tlstransport.py) is the transport of the protocol above.  In between there is one state:

    CREATED -> HANDSHAKE -> WRAPPED -> FLUSHING -> SHUTDOWN -> OVER

FLUSHING: no more is going to be written, but what was written still has to be sent.  SHUTDOWN: we have said
good-bye (close_notify) and wait for the peer's.  Either may be cut short by a timeout, an error or an abort.

Invariants: the protocol above sees `connection_made` after a handshake that went well, and then exactly one
`connection_lost`; whoever waits for the handshake is woken exactly once; no timer outlives its state; written
data are never held in memory that the program can still change.
Refuses: a server without an SSLContext (ValueError).  Who may connect to whom is the context's decision alone.
"""

from __future__ import annotations

import ssl
from collections import deque

from .protocols import BufferedProtocol, is_buffered
from .services import logger
from .tlstransport import SSLTransport
from .transports import concrete, safe_rest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CREATED, HANDSHAKE, WRAPPED, FLUSHING, SHUTDOWN, OVER = "created handshake wrapped flushing shutdown over".split()
HANDSHAKE_TIMEOUT = 60.0  # seconds
SHUTDOWN_TIMEOUT = 30.0
READ_SIZE = 64 * 1024  # bytes
READ_HIGH_WATER = 256 * 1024  # encrypted bytes that wait for a protocol that does not read
READ_LOW_WATER = READ_HIGH_WATER // 4
_TRY_LATER = (ssl.SSLWantReadError, ssl.SSLSyscallError)


def _timeout(name: str, value: float | None, default: float) -> float:
    if value is None:
        return default
    if value <= 0:
        raise ValueError(f"{name} should be a positive number, got {value}")
    return value


def _context(given: Any, server_side: bool, server_hostname: Any) -> ssl.SSLContext:
    if given is None:  # ssl=True
        if server_side:
            raise ValueError("Server side SSL needs a valid SSLContext")
        given = ssl.create_default_context()
        if not server_hostname:
            given.check_hostname = False
    context: ssl.SSLContext = given
    return context


class TLSProtocol(BufferedProtocol):
    """One TLS connection."""

    _transport: Any = None  # the one below
    _app_transport: Any = None  # the one above
    _tls: Any = None  # the ssl module's object
    _timer: Any = None
    _app_knows = ""  # "made", then "eof", then "lost"
    _eof_below = _writing_paused = _reading_paused = _app_reading_paused = False

    def __init__(
        self,
        loop: Any,
        app_protocol: Any,
        sslcontext: Any,
        waiter: Any,
        server_side: bool = False,
        server_hostname: Any = None,
        call_connection_made: bool = True,
        handshake: float | None = None,
        shutdown: float | None = None,
    ) -> None:
        self._handshake_timeout = _timeout("ssl_handshake_timeout", handshake, HANDSHAKE_TIMEOUT)
        self._shutdown_timeout = _timeout("ssl_shutdown_timeout", shutdown, SHUTDOWN_TIMEOUT)
        self._sslcontext = _context(sslcontext, server_side, server_hostname)
        self._server_side = server_side
        self._server_hostname = server_hostname if server_hostname and not server_side else None
        self._loop = loop
        self._waiter = waiter
        self._state = CREATED
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._read_buffer = memoryview(bytearray(READ_SIZE))
        self._backlog: deque[Any] = deque()  # written above, not encrypted yet
        self._backlog_size = 0
        self._extra: dict[str, Any] = {"sslcontext": self._sslcontext}
        self.set_app_protocol(app_protocol)
        if not call_connection_made:
            self._app_knows = "made"
        self.flow: Any = None  # the transport above, as the keeper of water marks

    def set_app_protocol(self, protocol: Any) -> None:
        self._app_protocol = protocol
        self._app_is_buffered = is_buffered(protocol)

    def app_transport(self) -> Any:
        """Return the transport for the protocol above."""
        if self._app_transport is None:
            self._app_transport = self.flow = concrete(SSLTransport, "Transport")(self._loop, self)
        return self._app_transport

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        if name in self._extra:
            return self._extra[name]
        return default if self._transport is None else self._transport.get_extra_info(name, default)

    # -- called from below -------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        if self._state == OVER:  # closed before it began
            self.abort(None)
        else:
            self._start_handshake()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._backlog.clear()
        self._backlog_size = 0
        self._outgoing.read()
        if self._app_transport is not None:
            self._app_transport._closed = True
        if self._state != HANDSHAKE and self._app_knows in ("made", "eof"):
            self._app_knows = "lost"
            self._loop.call_soon(self._app_protocol.connection_lost, exc)
        self._enter(OVER)
        self._wake(exc or ConnectionResetError("connection lost during the TLS handshake"))
        self._transport = self._app_transport = self._app_protocol = self.flow = None

    def get_buffer(self, sizehint: int) -> Any:
        return self._read_buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._incoming.write(self._read_buffer[:nbytes])
        self._go_on()

    def _go_on(self) -> None:
        """Something came from below, or the protocol above reads again."""
        if self._state == HANDSHAKE:
            self._do_handshake()
        elif self._state == WRAPPED:
            self._do_read()
        elif self._state == FLUSHING:
            self._do_flush()
        elif self._state == SHUTDOWN:
            self._do_shutdown()

    def eof_received(self) -> bool:
        """The transport below has reached its end, with or without a good-bye of the peer."""
        self._eof_below = True
        if self._state == HANDSHAKE:
            self._handshake_ended(ConnectionResetError())
        elif self._state == WRAPPED:
            if self._app_reading_paused:
                self._start_flushing()
                return True  # the protocol above has not read everything yet
            self._do_read()  # it may find the peer's good-bye, and shut down by itself
            if self._state == WRAPPED:
                self._start_flushing()
                self._do_flush()
        elif self._state == FLUSHING:
            self._do_flush()
        elif self._state == SHUTDOWN:
            self._do_shutdown()
        return False

    def pause_writing(self) -> None:
        self._writing_paused = True

    def resume_writing(self) -> None:
        self._writing_paused = False
        self._send_outgoing()
        if self._state == FLUSHING:
            self._do_flush()

    # -- handshake ---------------------------------------------------------------------------------

    def _enter(self, state: str) -> None:
        self._state = state
        if state in (WRAPPED, OVER):
            self._stop_timer()

    def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    def _start_handshake(self) -> None:
        self._enter(HANDSHAKE)
        self._timer = self._loop.call_later(self._handshake_timeout, self._handshake_timed_out)
        try:
            self._tls = self._sslcontext.wrap_bio(
                self._incoming,
                self._outgoing,
                server_side=self._server_side,
                server_hostname=self._server_hostname,
            )
        except Exception as exc:
            self._handshake_ended(exc)
        else:
            self._do_handshake()

    def _handshake_timed_out(self) -> None:
        if self._state == HANDSHAKE:
            text = f"SSL handshake is taking longer than {self._handshake_timeout} seconds: aborting the connection"
            self._fatal_error(ConnectionAbortedError(text))

    def _do_handshake(self) -> None:
        try:
            self._tls.do_handshake()
        except _TRY_LATER:
            self._send_outgoing()
        except ssl.SSLError as exc:
            self._handshake_ended(exc)
        else:
            self._handshake_ended(None)

    def _handshake_ended(self, exc: BaseException | None) -> None:
        if exc is None:
            try:
                peercert = self._tls.getpeercert()
            except Exception as error:
                exc = error
        if exc is not None:
            self._enter(OVER)
            self._send_outgoing()  # an alert for the peer
            certificate = isinstance(exc, ssl.CertificateError)
            self._wake(exc)
            self._fatal_error(exc, "SSL handshake failed" + (" on verifying the certificate" if certificate else ""))
            return
        self._enter(WRAPPED)
        self._extra.update(
            peercert=peercert, cipher=self._tls.cipher(), compression=self._tls.compression(), ssl_object=self._tls
        )
        transport = self.app_transport()
        if not self._app_knows:
            self._app_knows = "made"
            self._app_protocol.connection_made(transport)
        self._wake(None)
        self._loop.call_soon(self._do_read)  # after whoever has waited for the handshake

    def _wake(self, exc: BaseException | None) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None) if exc is None else waiter.set_exception(exc)

    # -- shutdown ----------------------------------------------------------------------------------

    def start_shutdown(self) -> None:
        """Send what was written, say good-bye, wait for the peer's, close."""
        if self._state == HANDSHAKE:
            self.abort(None)
        elif self._state == WRAPPED:
            self._start_flushing()
            self._do_flush()
        elif self._state == CREATED:
            self._enter(OVER)

    def _start_flushing(self) -> None:
        if self._app_transport is not None:
            self._app_transport._closed = True
        self._enter(FLUSHING)
        self._timer = self._loop.call_later(self._shutdown_timeout, self._shutdown_timed_out)

    def _shutdown_timed_out(self) -> None:
        if self._state in (FLUSHING, SHUTDOWN) and self._transport is not None:
            self._transport._force_close(TimeoutError("SSL shutdown timed out"))

    def _do_flush(self) -> None:
        try:
            self._do_read()
            if self._state != FLUSHING:
                return
            self._encrypt()
            self._send_outgoing()
        except Exception as exc:
            self._shutdown_ended(exc)
        else:
            if not self.write_buffer_size():
                self._enter(SHUTDOWN)
                self._do_shutdown()

    def _do_shutdown(self) -> None:
        try:
            if not self._eof_below:
                self._tls.unwrap()
        except _TRY_LATER:
            self._send_outgoing()
        except ssl.SSLError as exc:
            self._shutdown_ended(exc)
        else:
            self._send_outgoing()
            self._tell_eof()
            self._shutdown_ended(None)

    def _shutdown_ended(self, exc: BaseException | None) -> None:
        self._stop_timer()
        if exc is not None:
            self._fatal_error(exc, "Error occurred during shutdown")
        elif self._transport is not None:
            self._loop.call_soon(self._transport.close)

    def abort(self, exc: BaseException | None) -> None:
        """Close the transport below at once."""
        was_handshake = self._state == HANDSHAKE
        self._enter(OVER)
        if was_handshake:
            self._wake(exc or ConnectionAbortedError("SSL handshake was aborted"))
        if self._transport is not None:
            self._transport._force_close(exc)

    def _fatal_error(self, exc: BaseException, message: str = "Fatal error on transport") -> None:
        transport, protocol = self._app_transport or self._transport, self._app_protocol
        if self._state == HANDSHAKE:
            self._enter(OVER)
            self._wake(exc)
        if self._transport is not None:
            self._transport._force_close(exc)
        if isinstance(exc, OSError):
            if self._loop.get_debug():
                logger().debug("%r: %s", transport, message, exc_info=True)
        else:
            self._loop.call_exception_handler(
                {"message": message, "exception": exc, "transport": transport, "protocol": protocol}
            )

    # -- writing -----------------------------------------------------------------------------------

    def write(self, buffers: Iterable[Any]) -> None:
        """Encrypt and send; before the handshake is over, keep."""
        if self._state in (FLUSHING, SHUTDOWN, OVER):
            return
        for data in buffers:
            self._backlog.append(data)
            self._backlog_size += len(data)
        try:
            if self._state == WRAPPED:
                self._encrypt()
                self._send_outgoing()
            for place, data in enumerate(self._backlog):
                self._backlog[place] = safe_rest(data, 0)
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
        except _TRY_LATER:
            pass  # TLS has to hear from the peer first

    def _send_outgoing(self) -> None:
        """Hand encrypted bytes to the transport below, unless it has enough."""
        if not self._writing_paused and self._outgoing.pending and self._transport is not None:
            self._transport.write(self._outgoing.read())
        if self.flow is not None and self._state == WRAPPED:
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
        except _TRY_LATER:
            pass
        except ssl.SSLZeroReturnError:
            ended = True
        finally:
            if blocks:
                self._app_protocol.data_received(blocks[0] if len(blocks) == 1 else b"".join(blocks))
        return ended

    def _read_into_buffers(self) -> bool:
        """The same for a BufferedProtocol, buffer by buffer."""
        while not self._app_reading_paused and self._app_protocol is not None:
            buffer = self._app_protocol.get_buffer(-1)
            if not len(buffer):
                raise RuntimeError("get_buffer() returned an empty buffer")
            try:
                count = self._tls.read(len(buffer), buffer)
            except _TRY_LATER:
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
        """Let the transport below read only while the protocol above keeps up."""
        if self._transport is None:
            return
        if not self._reading_paused and self._incoming.pending >= READ_HIGH_WATER:
            self._reading_paused = True
            self._transport.pause_reading()
        elif self._reading_paused and self._incoming.pending <= READ_LOW_WATER:
            self._reading_paused = False
            self._transport.resume_reading()
