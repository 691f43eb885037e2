"""Files on their way into sockets, without passing through our hands where the system can do that.

`sock_sendfile` works on sockets, `sendfile` on transports.  Both use `os.sendfile` if the file is a real one
that the system takes, and otherwise read and write in blocks, unless the caller does not want that.

Invariants: the file's position shows afterwards how much was sent, also after errors; a transport is not read
from, and refuses writes, while a file is being sent through it.
Refuses: text files and strange numbers (ValueError, TypeError), transports that are closing (RuntimeError).
"""

from __future__ import annotations

import os
import socket

from ..core.watchers import WRITING
from ..exceptions import SendfileNotAvailableError
from .sockets import check_socket, until_ready
from .transports import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BLOCK_SIZE = 256 * 1024  # bytes read at a time where the system does not help
_AT_MOST = 2**30  # bytes that one system call is asked for


def _check(file: Any, offset: Any, count: Any) -> None:
    if "b" not in getattr(file, "mode", "b"):
        raise ValueError("file should be opened in binary mode")
    if count is not None:
        if not isinstance(count, int):
            raise TypeError(f"count must be a positive integer (got {count!r})")
        if count <= 0:
            raise ValueError(f"count must be a positive integer (got {count!r})")
    if not isinstance(offset, int):
        raise TypeError(f"offset must be a non-negative integer (got {offset!r})")
    if offset < 0:
        raise ValueError(f"offset must be a non-negative integer (got {offset!r})")


async def sock_sendfile(
    loop: Any, sock: Any, file: Any, offset: int = 0, count: int | None = None, *, fallback: bool | None = True
) -> int:
    """Send *count* bytes (None: all) of *file* from *offset* on; return how many were sent.

    SendfileNotAvailableError without *fallback* where the system cannot do it.
    """
    check_socket(loop, sock)
    _check(file, offset, count)
    if sock.type != socket.SOCK_STREAM:
        raise ValueError("only SOCK_STREAM type sockets are supported")
    try:
        return await _send_natively(loop, sock, file, offset, count)
    except SendfileNotAvailableError:
        if not fallback:
            raise
    return await _send_blocks(loop, lambda data: loop.sock_sendall(sock, data), file, offset, count)


async def _send_natively(loop: Any, sock: Any, file: Any, offset: int, count: int | None, future: Any = None) -> int:
    if not hasattr(os, "sendfile"):
        raise SendfileNotAvailableError("os.sendfile() is not available")
    try:
        number = file.fileno()
        size = os.fstat(number).st_size
    except (AttributeError, OSError) as exc:  # io.UnsupportedOperation is one; a closed file raises ValueError
        raise SendfileNotAvailableError("not a regular file") from exc
    wanted = size if count is None else count
    if not wanted:
        return 0  # an empty file
    sent = 0

    def send_some() -> None:
        nonlocal sent
        while sent < wanted:
            some = os.sendfile(sock.fileno(), number, offset + sent, min(wanted - sent, _AT_MOST))
            if not some:
                break  # the end of the file
            sent += some
            raise BlockingIOError  # let other callbacks run

    try:
        try:
            send_some()
        except (BlockingIOError, InterruptedError):
            await until_ready(loop, sock, WRITING, send_some, future=future)
    except OSError as exc:
        if sent == 0:
            raise SendfileNotAvailableError("os.sendfile call failed") from exc
        import errno

        if exc.errno == errno.ENOTCONN and type(exc) is not ConnectionError:
            raise ConnectionError("socket is not connected", errno.ENOTCONN) from exc
        raise
    finally:
        if sent:
            os.lseek(number, offset + sent, os.SEEK_SET)
    if not sent:
        os.lseek(number, offset, os.SEEK_SET)
    return sent


async def _send_blocks(loop: Any, send: Any, file: Any, offset: int, count: int | None) -> int:
    """Read blocks in the default executor and send them."""
    if hasattr(file, "seek"):
        file.seek(offset)
    buffer = bytearray(BLOCK_SIZE if count is None else min(count, BLOCK_SIZE))
    sent = 0
    try:
        while count is None or sent < count:
            wanted = len(buffer) if count is None else min(count - sent, len(buffer))
            view = memoryview(buffer)[:wanted]
            size = await loop.run_in_executor(None, file.readinto, view)
            if not size:
                break
            await send(view[:size])
            sent += size
    finally:
        if hasattr(file, "seek"):
            file.seek(offset + sent)
    return sent


class _Interlude(Protocol):
    """Stands in for a transport's protocol while a file is being sent in blocks: waits while writing is paused."""

    def __init__(self, loop: Any, transport: Any) -> None:
        self._loop = loop
        self._transport = transport
        self._protocol = transport.get_protocol()
        self._was_reading = transport.is_reading()
        self._was_paused = transport._protocol_paused
        self._writable: Any = loop.create_future() if self._was_paused else None
        self._lost = False
        transport.pause_reading()
        transport.set_protocol(self)

    async def send(self, data: Any) -> None:
        await self.wait()
        self._transport.write(bytes(data))

    async def wait(self) -> None:
        if self._transport.is_closing() or self._lost:
            raise ConnectionError("Connection closed by peer")
        if self._writable is not None:
            await self._writable

    def connection_made(self, transport: Any) -> None:
        raise RuntimeError("Invalid state: connection should have been established already.")

    def data_received(self, data: bytes) -> None:
        raise RuntimeError("Invalid state: reading should be paused")

    def eof_received(self) -> None:
        raise RuntimeError("Invalid state: reading should be paused")

    def pause_writing(self) -> None:
        if self._writable is None:
            self._writable = self._loop.create_future()

    def resume_writing(self) -> None:
        if self._writable is not None:
            if not self._writable.done():
                self._writable.set_result(False)
            self._writable = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        if self._writable is not None and not self._writable.done():
            self._writable.set_exception(exc or ConnectionError("Connection is closed by peer"))
        self._protocol.connection_lost(exc)

    def restore(self) -> None:
        """Restore the protocol of the transport."""
        if self._lost:
            return
        self._transport.set_protocol(self._protocol)
        if self._was_reading:
            self._transport.resume_reading()
        if self._writable is not None:
            self._writable.cancel()
        if self._was_paused:
            self._protocol.resume_writing() if self._writable is None else None
        elif self._writable is not None:
            self._protocol.pause_writing()


async def sendfile(
    loop: Any, transport: Any, file: Any, offset: int = 0, count: int | None = None, *, fallback: bool = True
) -> int:
    """Send *count* bytes (None: all) of *file* from *offset* on through *transport*; return how many were sent.

    RuntimeError for a transport that is closing, is sending another file, or cannot do it; ConnectionError when the
    connection ends before the file does, by whose hand ever; SendfileNotAvailableError without *fallback* where the
    system cannot do it.
    """
    if transport.is_closing():
        raise RuntimeError("Transport is closing")
    kind = getattr(transport, "_sendfile_kind", None)
    if kind is None:
        raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
    _check(file, offset, count)
    if kind == "native":
        try:
            return await _through_the_socket(loop, transport, file, offset, count)
        except SendfileNotAvailableError:
            if not fallback:
                raise
    if not fallback:
        raise RuntimeError(f"fallback is disabled and native sendfile is not supported for transport {transport!r}")
    interlude = _Interlude(loop, transport)
    try:
        return await _send_blocks(loop, interlude.send, file, offset, count)
    finally:
        interlude.restore()


async def _through_the_socket(loop: Any, transport: Any, file: Any, offset: int, count: int | None) -> int:
    """Send a file on the socket of a transport that is neither reading nor writing meanwhile."""
    if transport._sending_file is not None:
        raise RuntimeError("another sendfile is in progress")
    was_reading = transport.is_reading()
    transport.pause_reading()
    try:
        future = await transport._lend()
        return await _send_natively(loop, transport._file, file, offset, count, future)
    finally:
        transport._go_on()
        if was_reading:
            transport.resume_reading()
