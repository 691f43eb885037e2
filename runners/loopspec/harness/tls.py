"""TLS of the other side, and the contexts that a case hands to the loop under test.

A peer's TLS is the standard library's ``ssl`` over its plain socket, which does not block: the handshake is a step in
the lane that is tried again until it is done, as all that a peer is awaited for.

Invariant: a context trusts the authorities that it is given, and never an authority of the machine.
"""

from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness.certificates import CERTIFICATES
elif __package__:
    from loopspec.harness.certificates import CERTIFICATES
else:
    from certificates import CERTIFICATES

try:
    import ssl
except ImportError:  # the capability `tls` is lacking then
    ssl = None  # type: ignore[assignment]

CHUNK = 1 << 16
"""Bytes that are read in one go."""

WANTS = (ssl.SSLWantReadError, ssl.SSLWantWriteError) if ssl else ()
"""Exceptions of TLS that waits for the other side."""


def client_context(outside: "Any", trust: "str | None", check_hostname: bool, cert: "str | None") -> "ssl.SSLContext":
    """Create a context for the client's end; without ``trust`` it takes any certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = check_hostname and trust is not None
    _trust(context, trust)
    if cert is not None:
        context.load_cert_chain(certificate_file(outside, cert))
    return context


def server_context(outside: "Any", cert: str, trust: "str | None") -> "ssl.SSLContext":
    """Create a context for the server's end; with ``trust`` it wants a certificate of the client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_file(outside, cert))
    _trust(context, trust)
    return context


def _trust(context: "ssl.SSLContext", trust: "str | None") -> None:
    if trust is None:
        context.verify_mode = ssl.CERT_NONE
        return
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=_pem(trust))


def configure(
    context: "ssl.SSLContext", alpn: "Any", version: "str | None", names: "list[Any] | None" = None
) -> "ssl.SSLContext":
    """Set the protocols that it offers by ALPN and the one version of TLS that it speaks, where they are given.

    A server's context adds the name of a server that each client asks for, None for none, to ``names``.
    """
    if alpn is not None:
        context.set_alpn_protocols(alpn)
    if version is not None:
        number = ssl.TLSVersion["TLSv" + version.replace(".", "_")]
        context.minimum_version = context.maximum_version = number
    if names is not None:
        context.sni_callback = lambda _connection, name, _context: names.append(name)
    return context


def certificate_file(outside: "Any", name: str) -> str:
    """Write a certificate and its key to a file of the case's own, as ``ssl`` takes them from files only."""
    path = outside.unix_path("certificate-" + name)
    with open(path, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(_pem(name))
    return str(path)


def _pem(name: str) -> str:
    if name not in CERTIFICATES:
        raise ValueError("expected one of " + ", ".join(sorted(CERTIFICATES)) + ", got " + repr(name))
    return CERTIFICATES[name]


def secured(channel: "Any", context: "ssl.SSLContext", server: bool, name: str) -> "Secured | Inner":
    """Wrap a socket, or TLS, in TLS whose handshake has not begun."""
    asked = None if server else name
    if isinstance(channel, (Secured, Inner)):
        return Inner(channel, context, server, asked)
    return Secured(
        context.wrap_socket(
            channel,
            server_side=server,
            server_hostname=asked,
            do_handshake_on_connect=False,
            suppress_ragged_eofs=False,
        )
    )


def details_of(end: "Any") -> "tuple[Any, Any, bool]":
    """Return the version of TLS, the protocol agreed on by ALPN, and whether the other side gave a certificate."""
    return end.version(), end.selected_alpn_protocol(), bool(end.getpeercert(True))


def outcome_of(error: BaseException) -> str:
    """Name the outcome of a failed handshake: the other side has `refused`, or was `lost`."""
    lost = isinstance(error, (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError))
    return "lost" if lost else "refused"


class Secured:
    """A socket under TLS: like a plain one, it raises BlockingIOError where it has to wait."""

    def __init__(self, sock: "Any") -> None:
        self.socket = sock

    def details(self) -> "tuple[Any, Any, bool]":
        """Return the agreed parameters."""
        return details_of(self.socket)

    def recv(self, size: int) -> bytes:
        """Read what is there."""
        return _at_once(lambda: self.socket.recv(size))  # type: ignore[no-any-return]

    def send(self, data: "bytes | memoryview") -> int:
        """Write what fits."""
        return _at_once(lambda: self.socket.send(data))  # type: ignore[no-any-return]

    def shake_hands(self) -> None:
        """Continue the handshake."""
        _at_once(self.socket.do_handshake)

    def unwrap(self) -> "Any":
        """Continue closing; return the plain socket when both sides have closed."""
        return _at_once(self.socket.unwrap)


class Inner:
    """TLS inside TLS: its records are the data of the outer one, which it leaves as it is.

    Nothing is read any more once it has failed: not every ``ssl`` says a second time how.
    """

    def __init__(self, outer: "Any", context: "ssl.SSLContext", server: bool, asked: "str | None") -> None:
        self.socket = outer.socket
        self._outer = outer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._object = context.wrap_bio(self._incoming, self._outgoing, server_side=server, server_hostname=asked)
        self._unsent = b""
        self._has_failed = False

    def details(self) -> "tuple[Any, Any, bool]":
        """Return the agreed parameters."""
        return details_of(self._object)

    def recv(self, size: int) -> bytes:
        """Read what is there."""
        if self._has_failed:
            return b""
        return self._step(lambda: self._object.read(size))  # type: ignore[no-any-return]

    def send(self, data: "bytes | memoryview") -> int:
        """Write it; what the outer TLS does not take at once goes in front of the next step."""
        return self._step(lambda: self._object.write(data))  # type: ignore[no-any-return]

    def shake_hands(self) -> None:
        """Continue the handshake."""
        self._step(self._object.do_handshake)

    def unwrap(self) -> "Any":
        """Continue closing; return the outer TLS when both sides have closed."""
        self._step(self._object.unwrap)
        return self._outer

    def _step(self, step: "Callable[[], Any]") -> "Any":
        self._flush()
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                self._flush()
                received = self._outer.recv(CHUNK)
                if received:
                    self._incoming.write(received)
                else:
                    self._incoming.write_eof()
            except (ssl.SSLEOFError, ssl.SSLZeroReturnError):  # it has ended, and says so each time
                raise
            except ssl.SSLError:
                self._has_failed = True
                raise
            finally:
                with suppress(BlockingIOError):
                    self._flush()

    def _flush(self) -> None:
        self._unsent += self._outgoing.read()
        while self._unsent:
            self._unsent = self._unsent[self._outer.send(self._unsent) :]


def _at_once(step: "Callable[[], Any]") -> "Any":
    try:
        return step()
    except WANTS as error:
        raise BlockingIOError(str(error)) from None
