"""Beginning to speak TLS: on a new socket, or on a connection that has been in the clear so far.

Invariant: a connection whose handshake fails is closed.
Refuses: transports that cannot do it, and contexts that are none (TypeError).
"""

from __future__ import annotations

import ssl

from .streamtransport import make_socket_transport
from .tls import TLSProtocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


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
    self: Any,
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
    at this end before.  What a stream has received and nobody has read belongs to the handshake.  TypeError for
    transports that cannot do it; ssl.SSLError, or ConnectionError, when the handshake fails.
    """
    if not isinstance(sslcontext, ssl.SSLContext):
        raise TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}")
    if not getattr(transport, "_start_tls_compatible", False):
        raise TypeError(f"transport {transport!r} is not supported by start_tls()")
    waiter = self.create_future()
    tls = TLSProtocol(
        self,
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
    begin = self.call_soon(tls.connection_made, transport)
    resume = self.call_soon(transport.resume_reading)
    try:
        await waiter
    except BaseException:
        transport.close()
        begin.cancel()
        resume.cancel()
        raise
    return tls._app_transport
