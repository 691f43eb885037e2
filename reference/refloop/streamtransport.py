"""The transport of a connected stream socket, TCP or unix.

Reading: while the transport is reading, the loop watches the descriptor; each turn that finds it readable
receives once, 64 KiB at most, and hands that to the protocol.  (More than that at a time is slower: memory
blocks of 256 KiB come from the kernel and go back to it each time.)

Writing: `write` sends at once what the kernel takes.  What is left waits in `_buffer`, as memory that nobody
else can change; while there is something, the loop watches the descriptor for writing.

The end: `close` waits for the buffer to be sent, `abort` and errors do not; then `connection_lost` is called, in
a turn of its own, and the socket is closed.  `_lost` counts from the moment on that nothing can be sent any more.

Invariants: the buffer is not empty exactly while the descriptor is watched for writing; protocols are called in
the context in which the transport was made; every error that is not an OSError goes to the exception handler.
Refuses: to write after `write_eof` (RuntimeError), and what is not bytes (TypeError).  Writing to a closed
transport is no error: the data are dropped.
"""

from __future__ import annotations

import socket
from collections import deque
from contextvars import copy_context

from .netsocket import TransportSocket, names_of
from .protocols import is_buffered
from .services import logger
from .transports import check_bytes, concrete, safe_rest
from .watched import READING, WRITING, OnSocket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

MAX_READ = 64 * 1024  # bytes received at a time
MANY_BUFFERS = 512  # buffers handed to the kernel at a time; it takes 1024
PATIENCE = 5  # writes to a lost connection before the log is told


class SocketTransport(OnSocket):
    """A connected stream socket and the protocol that it serves."""

    _start_tls_compatible = True
    _sendfile_kind = "native"
    _server: Any = None
    _sending_file: Any = None  # the future that `sendfile` waits for: the buffer to be empty, then the file to be sent
    _eof = _paused = False

    def __init__(
        self, loop: Any, sock: Any, protocol: Any, waiter: Any = None, extra: Any = None, server: Any = None
    ) -> None:
        super().__init__(names_of(sock, extra))
        self._loop = loop
        self._sock = sock
        self._fd = sock.fileno()
        self._context = copy_context()
        self._buffer: deque[Any] = deque()
        self._size = 0
        self.set_protocol(protocol)
        self._server = server
        if server is not None:
            server._attach(self)
        loop._own(self._fd, self)
        if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        loop.call_soon(protocol.connection_made, self, context=self._context)
        loop.call_soon(self._start_reading, context=self._context)
        if waiter is not None:
            loop.call_soon(_set_unless_done, waiter, context=self._context)

    def __repr__(self) -> str:
        info = [type(self).__name__]
        if self._sock is None:
            info.append("closed")
        elif self._closing:
            info.append("closing")
        info.append(f"fd={self._fd}")
        if self._loop is not None and not self._loop.is_closed():
            reader, writer = self._loop._watched.get(self._fd, (None, None))
            info.append("read=idle" if reader is None else "read=polling")
            state = "idle" if writer is None else "polling"
            info.append(f"write=<{state}, bufsize={self._size}>")
        return f"<{' '.join(info)}>"

    def __del__(self) -> None:
        if self._sock is not None:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, stacklevel=2, source=self)
            self._sock.close()
            if self._server is not None:
                self._server._detach(self)

    # -- reading -----------------------------------------------------------------------------------

    def set_protocol(self, protocol: Any) -> None:
        super().set_protocol(protocol)
        self._buffered = is_buffered(protocol)

    def is_reading(self) -> bool:
        return not self._closing and not self._paused

    def pause_reading(self) -> None:
        if self.is_reading():
            self._paused = True
            self._loop._unwatch(self._fd, READING)

    def resume_reading(self) -> None:
        if not self._closing and self._paused:
            self._paused = False
            self._start_reading()

    def _start_reading(self) -> None:
        if self.is_reading():
            self._loop._watch(self._fd, READING, self._read_ready, (), self._context)

    def _read_ready(self) -> None:
        if self._lost:
            return
        if self._buffered:
            self._read_into_buffer()
            return
        try:
            data = self._sock.recv(MAX_READ)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal read error on socket transport")
            return
        if not data:
            self._read_eof()
            return
        try:
            self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal error: protocol.data_received() call failed.")

    def _read_into_buffer(self) -> None:
        doing = "Fatal error: protocol.get_buffer() call failed."
        try:
            buffer = self._protocol.get_buffer(-1)
            if not len(buffer):
                raise RuntimeError("get_buffer() returned an empty buffer")
            doing = "Fatal read error on socket transport"
            try:
                count = self._sock.recv_into(buffer)
            except (BlockingIOError, InterruptedError):
                return
            if count:
                doing = "Fatal error: protocol.buffer_updated() call failed."
                self._protocol.buffer_updated(count)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, doing)
        else:
            if not count:
                self._read_eof()

    def _read_eof(self) -> None:
        try:
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal error: protocol.eof_received() call failed.")
            return
        if keep_open:  # the peer may still listen; but there is nothing to read any more
            self._loop._unwatch(self._fd, READING)
        else:
            self.close()

    # -- writing -----------------------------------------------------------------------------------

    def _may_write(self, what: str = "write") -> None:
        if self._eof:
            raise RuntimeError(f"Cannot call {what}() after write_eof()")
        if self._sending_file is not None:
            raise RuntimeError(f"unable to {what}; sendfile is in progress")

    def _write_is_lost(self) -> None:
        if self._lost >= PATIENCE:
            logger().warning("socket.send() raised exception.")
        self._lost += 1

    def write(self, data: Any) -> None:
        check_bytes(data)
        if self._eof or self._sending_file is not None:
            self._may_write()
        if not data:
            return
        if self._lost:
            self._write_is_lost()
            return
        sent = 0
        if not self._buffer:
            try:
                sent = self._sock.send(data)
            except (BlockingIOError, InterruptedError):
                pass
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on socket transport")
                return
            if sent == len(data):
                return
            data = safe_rest(data, sent)
            if not data:
                return  # a memoryview of items larger than a byte
            self._loop._watch(self._fd, WRITING, self._write_ready, (), self._context)
        else:
            data = safe_rest(data, 0)
        self._buffer.append(data)
        self._size += len(data)
        self._maybe_pause_protocol()

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send the buffers of a list, one after the other, in as few system calls as possible."""
        self._may_write("writelines")
        buffers = [memoryview(data).cast("B") for data in list_of_data]
        if not buffers:
            return
        if self._lost:
            self._write_is_lost()
            return
        sent, total = 0, sum(map(len, buffers))
        if not self._buffer:
            try:
                while sent < total:
                    sent += self._sock.sendmsg(buffers[:MANY_BUFFERS])
                    buffers = _without(buffers, sent - (total - sum(map(len, buffers))))
            except (BlockingIOError, InterruptedError):
                pass
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on socket transport")
                return
            if sent == total:
                return
            self._loop._watch(self._fd, WRITING, self._write_ready, (), self._context)
        self._buffer.extend(rest if type(rest.obj) is bytes else safe_rest(rest, 0) for rest in buffers if rest)
        self._size += total - sent
        self._maybe_pause_protocol()

    def _write_ready(self) -> None:
        if self._lost:
            return
        buffer = self._buffer
        try:
            if len(buffer) == 1:
                sent = self._sock.send(buffer[0])
            else:
                sent = self._sock.sendmsg([buffer[n] for n in range(min(len(buffer), MANY_BUFFERS))])
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            waiter, self._sending_file = self._sending_file, None
            self._fatal_error(exc, "Fatal write error on socket transport")
            if waiter is not None and not waiter.done():
                waiter.set_exception(exc)
            return
        self._size -= sent
        while sent:
            first = buffer.popleft()
            if len(first) > sent:
                buffer.appendleft(first[sent:])
                break
            sent -= len(first)
        self._maybe_resume_protocol()  # it may write, close or abort
        if not buffer and not self._lost:
            self._loop._unwatch(self._fd, WRITING)
            if self._sending_file is not None and not self._sending_file.done():
                self._sending_file.set_result(None)
            if self._closing:
                self._lost += 1
                self._call_connection_lost(None)
            elif self._eof:
                self._shut_writing()

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        if self._closing or self._eof:
            return
        self._eof = True
        if not self._buffer:
            self._shut_writing()

    def _shut_writing(self) -> None:
        self._sock.shutdown(socket.SHUT_WR)

    async def _lend(self) -> Any:
        """Wait until the buffer is empty, then leave the descriptor to `sendfile`, and refuse writes, until `_go_on`.

        Return a future to send the file with; it gets an exception when the connection ends before the file does.
        """
        self._sending_file = self._loop.create_future()
        if not self._buffer:
            self._sending_file.set_result(None)
        await self._sending_file
        if self._closing:
            raise ConnectionError("Connection closed by peer")
        self._sending_file = self._loop.create_future()
        self._loop._disown(self._fd, self)
        return self._sending_file

    def _go_on(self) -> None:
        self._sending_file = None
        if not self._closing:
            self._loop._own(self._fd, self)

    # -- the end -----------------------------------------------------------------------------------

    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._loop._unwatch(self._fd, READING)
        if not self._buffer:
            self._lost += 1
            self._loop.call_soon(self._call_connection_lost, None, context=self._context)

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        waiter = self._sending_file
        if waiter is not None and not waiter.done():
            self._loop._unwatch(self._fd, WRITING)  # before another socket gets the same number
            waiter.set_exception(ConnectionError("the connection was closed before the file was sent"))
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop._disown(self._fd, self)
            self._sock.close()
            self._sock = self._protocol = self._loop = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)


def _without(buffers: list[memoryview], sent: int) -> list[memoryview]:
    """Return *buffers* without their first *sent* bytes."""
    for place, buffer in enumerate(buffers):
        if sent < len(buffer):
            return [buffer[sent:], *buffers[place + 1 :]]
        sent -= len(buffer)
    return []


def _set_unless_done(waiter: Any) -> None:
    if not waiter.done():
        waiter.set_result(None)


def make_socket_transport(
    loop: Any, sock: Any, protocol: Any, waiter: Any = None, extra: Any = None, server: Any = None
) -> Any:
    """Return a transport for a connected, non-blocking socket, which is the transport's from now on.

    `connection_made` is called in the next turn, then *waiter* gets its result.
    """
    return concrete(SocketTransport, "Transport")(loop, sock, protocol, waiter, extra, server)


__all__ = ("SocketTransport", "TransportSocket", "make_socket_transport")
