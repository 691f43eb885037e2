"""Streams: connections for coroutines, which read and write instead of being called.

`open_connection` and `start_server` make a transport, a StreamReaderProtocol that feeds a StreamReader, and a
StreamWriter.  `drain` is how a writer learns that it is faster than its peer: it waits while the transport has paused
the protocol.  When a reader has buffered more than twice its limit, it pauses the transport; it resumes it when the
buffer is down to the limit, or when a coroutine wants more than there is.

Invariants: bytes are given out once, in order; what a failed `readuntil` has looked at stays in the buffer; after the
end of the stream, everything that came before it can still be read.  `drain` raises once the connection is lost; every
waiter in `drain` is woken when writing may go on or the connection is lost; `wait_closed` returns when the transport is
closed, with the error that closed it.
Refuses: two coroutines that wait for data at the same time (RuntimeError).
"""

from __future__ import annotations

from collections import deque
from weakref import ref

from ..core import current
from ..core.tasks import iscoroutine
from ..exceptions import IncompleteReadError, LimitOverrunError
from ..versions import READUNTIL_TAKES_TUPLES, SYNC_CALLBACK_ERRORS_CLOSE
from ..waiting.timeouts import sleep
from .transports import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIMIT = 2**16  # bytes
SMALL = 4096  # bytes that are copied twice in less time than views of them take


class StreamReader:
    """A stream of bytes to read from.  *limit* bounds the length of lines, and the buffer (roughly)."""

    _exception: BaseException | None = None
    _waiter: Any = None
    _transport: Any = None
    _eof = _paused = False

    def __init__(self, limit: int = LIMIT, loop: Any = None) -> None:
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop: Any = current.get_event_loop() if loop is None else loop
        self._buffer = bytearray()

    def __repr__(self) -> str:
        info = ["StreamReader"]
        if self._buffer:
            info.append(f"{len(self._buffer)} bytes")
        if self._eof:
            info.append("eof")
        if self._limit != LIMIT:
            info.append(f"limit={self._limit}")
        if self._waiter:
            info.append(f"waiter={self._waiter!r}")
        if self._exception:
            info.append(f"exception={self._exception!r}")
        if self._transport:
            info.append(f"transport={self._transport!r}")
        if self._paused:
            info.append("paused")
        return f"<{' '.join(info)}>"

    # -- the transport's side ----------------------------------------------------------------------

    def exception(self) -> BaseException | None:
        """Return the exception that was set."""
        return self._exception

    def set_exception(self, exc: BaseException) -> None:
        """Raise *exc* in all readers, from now on."""
        self._exception = exc
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def set_transport(self, transport: Any) -> None:
        """Set the transport that feeds this reader."""
        assert self._transport is None, "Transport already set"
        self._transport = transport

    def feed_eof(self) -> None:
        """Mark the end of the stream."""
        self._eof = True
        self._wake()

    def feed_data(self, data: Any) -> None:
        """Add data that have arrived."""
        assert not self._eof, "feed_data after feed_eof"
        if not data:
            return
        self._buffer += data
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.done():
                waiter.set_result(None)
        if len(self._buffer) > 2 * self._limit and self._transport is not None and not self._paused:
            try:
                self._transport.pause_reading()
            except NotImplementedError:
                self._transport = None  # it cannot
            else:
                self._paused = True

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    # -- the reader's side -------------------------------------------------------------------------

    def at_eof(self) -> bool:
        """Return True when all was read and nothing more is going to come."""
        return self._eof and not self._buffer

    async def _wait_for_data(self, who: str) -> None:
        """Wait until something happens: data, the end, an error."""
        if self._waiter is not None:
            raise RuntimeError(f"{who}() called while another coroutine is already waiting for incoming data")
        assert not self._eof, "_wait_for_data after EOF"
        if self._paused:  # the reader wants more than the limit: it has to come
            self._paused = False
            self._transport.resume_reading()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _take(self, size: int) -> bytes:
        """Remove *size* bytes from the buffer and return them."""
        buffer = self._buffer
        if size >= len(buffer):
            data = bytes(buffer)
            buffer.clear()
        else:
            if size <= SMALL:
                data = bytes(buffer[:size])
            else:
                with memoryview(buffer) as view, view[:size] as block:  # released: the buffer is resized
                    data = bytes(block)
            del buffer[:size]
        if self._paused and len(buffer) <= self._limit:
            self._paused = False
            self._transport.resume_reading()
        return data

    async def read(self, n: int = -1) -> bytes:
        """Return up to *n* bytes, as soon as there is one; all until the end if *n* is negative; b"" at the end."""
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b"".join(blocks)
        if not self._buffer and not self._eof:
            await self._wait_for_data("read")
        return self._take(n)

    async def readexactly(self, n: int) -> bytes:
        """Return exactly *n* bytes.  IncompleteReadError, with what there was, when the stream ends before."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        if self._exception is not None:
            raise self._exception
        while len(self._buffer) < n:
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), n)
            await self._wait_for_data("readexactly")
        return self._take(n) if n else b""

    async def readline(self) -> bytes:
        r"""Return bytes up to and including \n; at the end of the stream, what is left.

        ValueError when the line is longer than the limit; as much of it as is there is then removed.
        """
        try:
            return await self.readuntil(b"\n")
        except IncompleteReadError as exc:
            return exc.partial
        except LimitOverrunError as exc:
            if self._buffer.startswith(b"\n", exc.consumed):
                self._take(exc.consumed + 1)
            else:
                self._take(len(self._buffer))
            raise ValueError(exc.args[0]) from None

    async def readuntil(self, separator: Any = b"\n") -> bytes:
        """Return bytes up to and including *separator* (from Python 3.13 on, the first of a tuple of them).

        IncompleteReadError, with what there was, when the stream ends before; LimitOverrunError when the data
        without the separator are longer than the limit (they stay in the buffer); ValueError for an empty
        separator.
        """
        if READUNTIL_TAKES_TUPLES and isinstance(separator, tuple):
            separators = separator
            if not separators:
                raise ValueError("Separator should contain at least one element")
            lengths = [len(sep) for sep in separators]
            shortest, longest = min(lengths), max(lengths)
        else:
            separators = (separator,)
            shortest = longest = len(separator)
        if not shortest:
            raise ValueError("Separator should be at least one-byte string")
        if self._exception is not None:
            raise self._exception

        seen = 0  # no separator begins before here
        while True:
            size = len(self._buffer)
            if size - seen >= shortest:
                start, end = self._find(separators, seen)
                if end:
                    break
                seen = max(0, size + 1 - longest)
                if seen > self._limit:
                    raise LimitOverrunError("Separator is not found, and chunk exceed the limit", seen)
            if self._eof:  # asked after the search: the last bytes may have come together with the end
                raise IncompleteReadError(self._take(size), None)
            await self._wait_for_data("readuntil")
        if start > self._limit:
            raise LimitOverrunError("Separator is found, but chunk is longer than limit", start)
        return self._take(end)

    def _find(self, separators: tuple[Any, ...], seen: int) -> tuple[int, int]:
        """Return begin and end of the separator that ends first, (0, 0) if there is none."""
        if len(separators) == 1:
            start = self._buffer.find(separators[0], seen)
            return (0, 0) if start < 0 else (start, start + len(separators[0]))
        best = (0, 0)
        for sep in separators:
            start = self._buffer.find(sep, seen)
            if start >= 0 and (not best[1] or (start + len(sep), -start) < (best[1], -best[0])):
                best = (start, start + len(sep))
        return best

    def __aiter__(self) -> StreamReader:
        return self

    async def __anext__(self) -> bytes:
        line = await self.readline()
        if line == b"":
            raise StopAsyncIteration
        return line


class FlowControlMixin(Protocol):
    """The part of a stream protocol that coroutines wait for in `drain`."""

    def __init__(self, loop: Any = None) -> None:
        self._loop: Any = current.get_event_loop() if loop is None else loop
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
            closed.exception()  # retrieved, so that nothing is logged


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
        """Return True once the connection is closing or closed."""
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

        Without need to wait it takes no iteration, but for a connection that is closing it takes one, so that a loop
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
    loop: Any = current.get_running_loop()
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
    loop: Any = current.get_running_loop()

    def factory() -> StreamReaderProtocol:
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)

    return await loop.create_server(factory, host, port, **kwds)


async def open_unix_connection(
    path: Any = None, *, limit: int = LIMIT, **kwds: Any
) -> tuple[StreamReader, StreamWriter]:
    """Connect to a unix socket, as `open_connection` does by TCP; see `loop.create_unix_connection`."""
    loop: Any = current.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb: Any, path: Any = None, *, limit: int = LIMIT, **kwds: Any) -> Any:
    """Listen on a unix socket, as `start_server` does by TCP; see `loop.create_unix_server`."""
    loop: Any = current.get_running_loop()

    def factory() -> StreamReaderProtocol:
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)

    return await loop.create_unix_server(factory, path, **kwds)
