"""TLS between a transport below and a protocol above, by way of two memory buffers.

TLSProtocol is the protocol of the transport below; SSLTransport is the transport of the protocol above (its name has
SSL in it, because programs look for that).  This file is the life of a connection, from handshake to shutdown; what is
written and read meanwhile goes through tls_engine.py.  There is one state:

    CREATED -> HANDSHAKE -> WRAPPED -> FLUSHING -> SHUTDOWN -> OVER

FLUSHING: no more is going to be written, but what was written still has to be sent.  SHUTDOWN: our close_notify is
sent, and we wait for the peer's.  Either may be cut short by a timeout, an error or an abort.

Invariants: the protocol above sees `connection_made` after a handshake that went well, and then exactly one
`connection_lost`; a waiter for the handshake is woken exactly once; no timer outlives its state; written
data are never held in memory that the program can still change; a connection whose handshake fails is closed; an
SSLTransport stays usable, doing nothing, after the connection is lost.
Refuses: a server without an SSLContext (ValueError), transports that cannot speak TLS and contexts that are none
(TypeError), `write_eof` (NotImplementedError), because TLS cannot be half open.  Which peers are accepted is the
context's decision alone.
"""

from __future__ import annotations

import ssl

from ..core.log import logger
from .socket_transport import make_socket_transport
from .tls_engine import CREATED, FLUSHING, HANDSHAKE, OVER, READ_SIZE, SHUTDOWN, TRY_LATER, WRAPPED, TLSContent
from .transports import BufferedProtocol, FlowControl, check_bytes, concrete, safe_rest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

TLS_HIGH_WATER = 512 * 1024  # bytes, encrypted or not
HANDSHAKE_TIMEOUT = 60.0  # seconds
SHUTDOWN_TIMEOUT = 30.0


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


class SSLTransport(FlowControl):
    """The transport above TLS."""

    _start_tls_compatible = True
    _sendfile_kind = "blocks"
    _closed = True  # until there is something to close
    _high_water = TLS_HIGH_WATER
    _low_water = TLS_HIGH_WATER // 4

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
        below = self._ssl_protocol._transport
        return self._closed or (below is not None and below.is_closing())

    def close(self) -> None:
        """Send what was written and a close_notify to the peer, close."""
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
        self._set_limits(high, low, TLS_HIGH_WATER)
        self._maybe_pause_protocol()
        self._maybe_resume_protocol()

    def write(self, data: Any) -> None:
        check_bytes(data)
        if data:
            self._ssl_protocol.write((data if type(data) is bytes else safe_rest(data, 0),))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send the buffers of a list, one after the other."""
        self._ssl_protocol.write([safe_rest(data, 0) for data in list_of_data])

    def write_eof(self) -> None:
        raise NotImplementedError

    def can_write_eof(self) -> bool:
        """Return False: TLS cannot be half open."""
        return False


class TLSProtocol(TLSContent, BufferedProtocol):
    """One TLS connection."""

    _app_transport: Any = None  # the one above
    _timer: Any = None
    _eof_below = False

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
        super().__init__(loop)
        self._waiter = waiter
        self._state = CREATED
        self._read_buffer = memoryview(bytearray(READ_SIZE))
        self._extra: dict[str, Any] = {"sslcontext": self._sslcontext}
        self.set_app_protocol(app_protocol)
        if not call_connection_made:
            self._app_knows = "made"

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
        self._wake(exc)  # no error: closed at this end
        self._transport = self._app_transport = self._app_protocol = self.flow = None

    def get_buffer(self, sizehint: int) -> Any:
        return self._read_buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._incoming.write(self._read_buffer[:nbytes])
        self._go_on()

    def _go_on(self) -> None:
        """Continue after data came from below, or when the protocol above reads again."""
        if self._state == HANDSHAKE:
            self._do_handshake()
        elif self._state == WRAPPED:
            self._do_read()
        elif self._state == FLUSHING:
            self._do_flush()
        elif self._state == SHUTDOWN:
            self._do_shutdown()

    def eof_received(self) -> bool:
        """Begin or finish the shutdown: the transport below is at its end, with or without a close_notify."""
        self._eof_below = True
        if self._state == HANDSHAKE:
            self._handshake_ended(ConnectionResetError())
        elif self._state == WRAPPED:
            if self._app_reading_paused:
                self._start_flushing()
                return True  # the protocol above has not read everything yet
            self._do_read()  # it may find the peer's close_notify, and shut down by itself
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
        except TRY_LATER:
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
        self._loop.call_soon(self._do_read)  # after those that waited for the handshake

    def _wake(self, exc: BaseException | None) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None) if exc is None else waiter.set_exception(exc)

    # -- shutdown ----------------------------------------------------------------------------------

    def start_shutdown(self) -> None:
        """Send what was written and a close_notify, wait for the peer's, close."""
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
        except TRY_LATER:
            self._send_outgoing()
        except ssl.SSLError as exc:
            if exc.reason == "APPLICATION_DATA_AFTER_CLOSE_NOTIFY" and self._transport is not None:
                # The peer has not read the farewell yet. Its data is dropped; ours goes out to the end.
                self._transport.write(self._outgoing.read())
                self._shutdown_ended(None)
            else:
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


def make_tls_transport(
    loop: Any,
    sock: Any,
    protocol: Any,
    sslcontext: Any,
    waiter: Any,
    *,
    server_side: bool = False,
    server_hostname: Any = None,
    extra: Any = None,
    server: Any = None,
    handshake: float | None = None,
    shutdown: float | None = None,
) -> Any:
    """Return a TLS transport for a connected socket; *waiter* is done when the handshake is over."""
    tls = TLSProtocol(
        loop, protocol, sslcontext, waiter, server_side, server_hostname, True, handshake=handshake, shutdown=shutdown
    )
    transport = tls.app_transport()
    make_socket_transport(loop, sock, tls, None, extra, server)
    return transport


async def start_tls(
    loop: Any,
    transport: Any,
    protocol: Any,
    sslcontext: Any,
    *,
    server_side: bool = False,
    server_hostname: str | None = None,
    ssl_handshake_timeout: float | None = None,
    ssl_shutdown_timeout: float | None = None,
) -> Any:
    """Speak TLS on a connection that has been in the clear so far; return the transport to use from now on.

    Returns when the handshake is over; `connection_made` is not called again.  None if the connection was closed
    at this end before.  Data that a stream has received and nobody has read belong to the handshake.  TypeError for
    transports that cannot do it; ssl.SSLError, or ConnectionError, when the handshake fails.
    """
    if not isinstance(sslcontext, ssl.SSLContext):
        raise TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}")
    if not getattr(transport, "_start_tls_compatible", False):
        raise TypeError(f"transport {transport!r} is not supported by start_tls()")
    waiter = loop.create_future()
    tls = TLSProtocol(
        loop,
        protocol,
        sslcontext,
        waiter,
        server_side,
        server_hostname,
        call_connection_made=False,
        handshake=ssl_handshake_timeout,
        shutdown=ssl_shutdown_timeout,
    )
    transport.pause_reading()
    transport.set_protocol(tls)
    unread = getattr(getattr(protocol, "_stream_reader", None), "_buffer", None)
    if unread:
        tls._incoming.write(bytes(unread))
        unread.clear()
    begin = loop.call_soon(tls.connection_made, transport)
    resume = loop.call_soon(transport.resume_reading)
    try:
        await waiter
    except BaseException:
        transport.close()
        begin.cancel()
        resume.cancel()
        raise
    return tls._app_transport
