"""Streams: connections for coroutines, which read and write instead of being called.

`open_connection` and `start_server` make a transport, a StreamReaderProtocol that feeds a StreamReader, and a
StreamWriter.  `drain` is how a writer learns that it is faster than its peer: it waits while the transport has
told the protocol to pause.

Invariants: `drain` raises once the connection is lost; every waiter in `drain` is woken when writing may go on or
the connection is lost; `wait_closed` returns when the transport is closed, with the error that closed it.
Refuses: nothing of its own; reader and transport do.
"""

from __future__ import annotations

from collections import deque
from weakref import ref

from . import running
from .coroutines import iscoroutine
from .protocols import Protocol
from .sleeping import sleep
from .streamreader import LIMIT, StreamReader
from .versions import SYNC_CALLBACK_ERRORS_CLOSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class FlowControlMixin(Protocol):
    """The part of a stream protocol that coroutines wait for in `drain`."""

    def __init__(self, loop: Any = None) -> None:
        self._loop: Any = running.get_event_loop() if loop is None else loop
        self._paused = False
        self._drain_waiters: deque[Any] = deque()
        self._connection_lost = False

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        for waiter in self._drain_waiters:
            if not waiter.done():
                waiter.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connection_lost = True
        if not self._paused:
            return
        for waiter in self._drain_waiters:
            if not waiter.done():
                waiter.set_result(None) if exc is None else waiter.set_exception(exc)

    async def _drain_helper(self) -> None:
        if self._connection_lost:
            raise ConnectionResetError("Connection lost")
        if not self._paused:
            return
        waiter = self._loop.create_future()
        self._drain_waiters.append(waiter)
        try:
            await waiter
        finally:
            self._drain_waiters.remove(waiter)

    def _get_close_waiter(self, writer: Any) -> Any:
        raise NotImplementedError


class StreamReaderProtocol(FlowControlMixin):
    """Between a transport and a StreamReader.

    The reader of a server's connection belongs to its callback, that of `open_connection` to the caller: it is
    held weakly, and what comes for a reader that was dropped is dropped too.
    """

    _reader_ref: Any = None
    _strong_reader: StreamReader | None = None
    _transport: Any = None
    _task: Any = None
    _over_ssl = False

    def __init__(self, stream_reader: StreamReader | None, client_connected_cb: Any = None, loop: Any = None) -> None:
        super().__init__(loop)
        if stream_reader is not None:
            self._reader_ref = ref(stream_reader)
            if client_connected_cb is not None:
                self._strong_reader = stream_reader  # until there is somebody to give it to
        self._client_connected_cb = client_connected_cb
        self._closed = self._loop.create_future()

    @property
    def _stream_reader(self) -> StreamReader | None:
        reader: StreamReader | None = self._reader_ref() if self._reader_ref is not None else None
        return reader

    def _replace_transport(self, transport: Any) -> None:
        self._transport = transport
        self._over_ssl = transport.get_extra_info("sslcontext") is not None

    def connection_made(self, transport: Any) -> None:
        self._replace_transport(transport)
        reader = self._stream_reader
        if reader is not None:
            reader.set_transport(transport)
        if self._client_connected_cb is None:
            return
        writer = StreamWriter(transport, self, reader, self._loop)
        loop = self._loop

        def failed(exc: BaseException) -> None:
            loop.call_exception_handler(
                {"message": "Unhandled exception in client_connected_cb", "exception": exc, "transport": transport}
            )
            transport.close()

        def ended(task: Any) -> None:
            if task.cancelled():
                transport.close()
            elif task.exception() is not None:
                failed(task.exception())

        self._strong_reader = None
        try:
            result = self._client_connected_cb(reader, writer)
        except Exception as exc:
            if not SYNC_CALLBACK_ERRORS_CLOSE:
                raise
            failed(exc)
            return
        if iscoroutine(result):
            self._task = loop.create_task(result)
            self._task.add_done_callback(ended)

    def connection_lost(self, exc: Exception | None) -> None:
        reader = self._stream_reader
        if reader is not None:
            reader.feed_eof() if exc is None else reader.set_exception(exc)
        if not self._closed.done():
            self._closed.set_result(None) if exc is None else self._closed.set_exception(exc)
        super().connection_lost(exc)
        self._reader_ref = self._task = self._transport = None

    def data_received(self, data: bytes) -> None:
        reader = self._reader_ref() if self._reader_ref is not None else None
        if reader is not None:
            reader.feed_data(data)

    def eof_received(self) -> bool:
        reader = self._stream_reader
        if reader is not None:
            reader.feed_eof()
        return not self._over_ssl  # TLS cannot be half open

    def _get_close_waiter(self, writer: Any) -> Any:
        return self._closed

    def __del__(self) -> None:
        closed = getattr(self, "_closed", None)  # __init__ may have failed
        if closed is not None and closed.done() and not closed.cancelled():
            closed.exception()  # whoever cares has asked


class StreamWriter:
    """The writing side of a connection, and what there is to say about it as a whole."""

    def __init__(self, transport: Any, protocol: Any, reader: StreamReader | None, loop: Any) -> None:
        self._transport = transport
        self._protocol = protocol
        self._reader = reader
        self._loop = loop

    def __repr__(self) -> str:
        info = [type(self).__name__, f"transport={self._transport!r}"]
        if self._reader is not None:
            info.append(f"reader={self._reader!r}")
        return f"<{' '.join(info)}>"

    def __del__(self) -> None:
        if not self._transport.is_closing():
            import warnings

            if self._loop.is_closed():
                warnings.warn("loop is closed", ResourceWarning, stacklevel=2)
            else:
                self.close()
                warnings.warn(f"unclosed {self!r}", ResourceWarning, stacklevel=2)

    @property
    def transport(self) -> Any:
        """The transport."""
        return self._transport

    def write(self, data: Any) -> None:
        """Send *data*, now or when the peer takes it; follow with `await drain()`."""
        self._transport.write(data)

    def writelines(self, data: Any) -> None:
        """Send the buffers of an iterable."""
        self._transport.writelines(data)

    def write_eof(self) -> None:
        """Close the writing side when all is sent."""
        self._transport.write_eof()

    def can_write_eof(self) -> bool:
        """Return whether the writing side can be closed alone."""
        result: bool = self._transport.can_write_eof()
        return result

    def close(self) -> None:
        """Close the connection when all is sent; follow with `await wait_closed()`."""
        self._transport.close()

    def is_closing(self) -> bool:
        """Return True once the connection was told to close, or has."""
        result: bool = self._transport.is_closing()
        return result

    async def wait_closed(self) -> None:
        """Wait until the connection is closed; raise the error that closed it."""
        await self._protocol._get_close_waiter(self)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what the transport knows as *name*."""
        return self._transport.get_extra_info(name, default)

    async def drain(self) -> None:
        """Wait until it is reasonable to go on writing.

        Without need to wait it takes no turn, but for a connection that is closing it takes one, so that a loop
        of write and drain learns of the loss.  ConnectionResetError once the connection is lost, or the error
        that the reader got.
        """
        if self._reader is not None:
            exc = self._reader.exception()
            if exc is not None:
                raise exc
        if self._transport.is_closing():
            await sleep(0)
        await self._protocol._drain_helper()

    async def start_tls(
        self,
        sslcontext: Any,
        *,
        server_hostname: str | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
    ) -> None:
        """Speak TLS from now on, as the server if this is a server's connection; see `loop.start_tls`."""
        protocol = self._protocol
        await self.drain()
        transport = await self._loop.start_tls(
            self._transport,
            protocol,
            sslcontext,
            server_side=protocol._client_connected_cb is not None,
            server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout,
            ssl_shutdown_timeout=ssl_shutdown_timeout,
        )
        self._transport = transport
        protocol._replace_transport(transport)
        if self._reader is not None:
            self._reader._transport = transport


async def open_connection(
    host: Any = None, port: Any = None, *, limit: int = LIMIT, **kwds: Any
) -> tuple[StreamReader, StreamWriter]:
    """Connect and return (reader, writer).  Keywords and errors are those of `loop.create_connection`."""
    loop: Any = running.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(
    client_connected_cb: Any, host: Any = None, port: Any = None, *, limit: int = LIMIT, **kwds: Any
) -> Any:
    """Serve connections: call `client_connected_cb(reader, writer)` for each, in a task if it is a coroutine
    function.

    Keywords, result and errors are those of `loop.create_server`.
    """
    loop: Any = running.get_running_loop()

    def factory() -> StreamReaderProtocol:
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)

    return await loop.create_server(factory, host, port, **kwds)


async def open_unix_connection(
    path: Any = None, *, limit: int = LIMIT, **kwds: Any
) -> tuple[StreamReader, StreamWriter]:
    """`open_connection` for unix sockets; see `loop.create_unix_connection`."""
    loop: Any = running.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb: Any, path: Any = None, *, limit: int = LIMIT, **kwds: Any) -> Any:
    """`start_server` for unix sockets; see `loop.create_unix_server`."""
    loop: Any = running.get_running_loop()

    def factory() -> StreamReaderProtocol:
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)

    return await loop.create_unix_server(factory, path, **kwds)
