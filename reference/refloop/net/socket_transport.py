"""Transports over a watched descriptor: what they share, and the transport of a connected stream socket.

`WatchedTransport` is any of them: sockets and pipes.  `SocketTransportBase` is one over a socket, with a buffer of data
that are still to be sent; datagrams.py derives from it too.

Reading: while a `SocketTransport` is reading, the loop watches the descriptor; each iteration that finds it readable
receives once, 64 KiB at most, and hands that to the protocol.  (More than that at a time is slower: memory blocks of
256 KiB come from the kernel and go back to it each time.)

Writing: `write` sends at once what the kernel takes.  The rest waits in `_buffer`, as memory that nobody else can
change; while there is something in it, the loop watches the descriptor for writing.

The end: `close` waits for the buffer to be sent, `abort` and errors do not; then `connection_lost` is called, in an
iteration of its own, and the descriptor is closed.  `_lost` is not 0 from the moment on that nothing can be sent.

Invariants: the buffer is not empty exactly while the descriptor is watched for writing; protocols are called in the
context in which the transport was made; an error of the network (an OSError) is logged in debug mode, every other goes
to the exception handler; SystemExit and KeyboardInterrupt leave the loop.
Refuses: to write after `write_eof` (RuntimeError), and what is not bytes (TypeError).  Writing to a closed transport is
no error: the data are dropped.
"""

from __future__ import annotations

import socket
from collections import deque
from contextvars import copy_context

from ..core.futures import set_result_unless_done
from ..core.log import logger
from ..core.watchers import READING, WRITING
from .sockets import names_of
from .transports import BaseTransport, FlowControl, check_bytes, concrete, is_buffered, safe_rest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

MAX_READ = 64 * 1024  # bytes received at a time
MANY_BUFFERS = 512  # buffers handed to the kernel at a time; it takes 1024
LOG_THRESHOLD = 5  # writes to a lost connection before they are logged


class WatchedTransport(BaseTransport):
    """The base of transports over a descriptor: how they begin, fail and end.

    A subclass says in `_start_reading` what it watches, and in `_force_close` how it ends before its time.
    """

    _file: Any = None  # the socket or the file object of a pipe; None once it is closed
    _protocol: Any = None
    _loop: Any = None
    _fd = -1
    _closing = False
    _lost = 0  # from the first on, nothing can be sent any more

    def _begin(self, loop: Any, file: Any, protocol: Any, waiter: Any) -> None:
        """Call `connection_made` in the next iteration, start to read, then give *waiter* its result."""
        self._loop = loop
        self._file = file
        self._fd = file.fileno()
        self._context = context = copy_context()
        self.set_protocol(protocol)
        loop._own(self._fd, self)
        loop.call_soon(protocol.connection_made, self, context=context)
        loop.call_soon(self._start_reading, context=context)
        if waiter is not None:
            loop.call_soon(set_result_unless_done, waiter, None, context=context)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {' '.join(self._details())}>"

    def _details(self) -> list[str]:
        state = "closed" if self._file is None else "closing" if self._closing else "open"
        return [state, f"fd={self._fd}"]

    def __del__(self) -> None:
        if self._file is not None:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, stacklevel=2, source=self)
            self._file.close()

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def is_closing(self) -> bool:
        return self._closing

    def _start_reading(self) -> None:
        raise NotImplementedError

    def _watch(self, side: int, callback: Callable[[], object]) -> None:
        self._loop._watch(self._fd, side, callback, (), self._context)

    def _unwatch(self, side: int) -> None:
        self._loop._unwatch(self._fd, side)

    def _fatal_error(self, exc: BaseException, message: str = "Fatal error on transport") -> None:
        """Report *exc* and close the transport; SystemExit and KeyboardInterrupt are raised again."""
        if isinstance(exc, (SystemExit, KeyboardInterrupt)):
            raise exc
        if self._is_usual(exc):
            if self._loop.get_debug():
                logger().debug("%r: %s", self, message, exc_info=True)
        else:
            self._loop.call_exception_handler(
                {"message": message, "exception": exc, "transport": self, "protocol": self._protocol}
            )
        self._force_close(exc)

    def _is_usual(self, exc: BaseException) -> bool:
        return isinstance(exc, OSError)  # the network is like that

    def _force_close(self, exc: BaseException | None) -> None:
        raise NotImplementedError

    def abort(self) -> None:
        self._force_close(None)

    def _write_is_lost(self, message: str = "socket.send() raised exception.") -> None:
        """Drop what is written to a lost connection; log it when that happens often."""
        if self._lost >= LOG_THRESHOLD:
            logger().warning(message)
        self._lost += 1

    def _schedule_connection_lost(self, exc: BaseException | None) -> None:
        self._loop.call_soon(self._call_connection_lost, exc, context=self._context)

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop._disown(self._fd, self)
            self._file.close()
            self._file = self._protocol = self._loop = None


class SocketTransportBase(WatchedTransport, FlowControl):
    """A transport over a socket, with a buffer of data to send."""

    _size = 0  # bytes in the buffer

    def __init__(self, loop: Any, sock: Any, protocol: Any, waiter: Any, extra: Any = None) -> None:
        super().__init__(names_of(sock, extra))
        self._buffer: deque[Any] = deque()
        self._begin(loop, sock, protocol, waiter)

    def get_write_buffer_size(self) -> int:
        return self._size

    def _some_was_sent(self) -> None:
        """Resume the protocol after a part of the buffer was sent; end a closing transport after the last part."""
        self._maybe_resume_protocol()  # it may write, close or abort
        if not self._buffer and not self._lost:
            self._unwatch(WRITING)
            self._all_was_sent()
            if self._closing:
                self._lost += 1
                self._call_connection_lost(None)

    def _all_was_sent(self) -> None:
        """Do what waits for the buffer to be empty."""

    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._unwatch(READING)
        if not self._buffer:
            self._lost += 1
            self._schedule_connection_lost(None)

    def _force_close(self, exc: BaseException | None) -> None:
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._size = 0
            self._unwatch(WRITING)
        if not self._closing:
            self._closing = True
            self._unwatch(READING)
        self._lost += 1
        self._schedule_connection_lost(exc)


class SocketTransport(SocketTransportBase):
    """A connected stream socket and the protocol that it serves."""

    _start_tls_compatible = True
    _sendfile_kind = "native"
    _server: Any = None
    _sending_file: Any = None  # the future that `sendfile` waits for: the buffer to be empty, then the file to be sent
    _eof = _paused = False
    _ended: Any = None  # the protocol whose eof_received was called, which happens at most once for each

    def __init__(
        self, loop: Any, sock: Any, protocol: Any, waiter: Any = None, extra: Any = None, server: Any = None
    ) -> None:
        self._file = sock  # from here on it is closed with the transport
        self._server = server
        if server is not None:
            server._attach(self)
        if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        super().__init__(loop, sock, protocol, waiter, extra)

    def _details(self) -> list[str]:
        info = super()._details()
        if self._loop is not None and not self._loop.is_closed():
            reader, writer = self._loop._watched.get(self._fd, (None, None))
            info.append("read=idle" if reader is None else "read=polling")
            state = "idle" if writer is None else "polling"
            info.append(f"write=<{state}, bufsize={self._size}>")
        return info

    def __del__(self) -> None:
        if self._file is not None:
            super().__del__()
            self._leave_server()

    # -- reading -----------------------------------------------------------------------------------

    def set_protocol(self, protocol: Any) -> None:
        super().set_protocol(protocol)
        self._buffered = is_buffered(protocol)

    def is_reading(self) -> bool:
        return not self._closing and not self._paused

    def pause_reading(self) -> None:
        if self.is_reading():
            self._paused = True
            self._unwatch(READING)

    def resume_reading(self) -> None:
        if not self._closing and self._paused:
            self._paused = False
            self._start_reading()

    def _start_reading(self) -> None:
        if self.is_reading():
            self._watch(READING, self._read_ready)

    def _read_ready(self) -> None:
        if self._lost:
            return
        if self._buffered:
            self._read_into_buffer()
            return
        try:
            data = self._file.recv(MAX_READ)
        except (BlockingIOError, InterruptedError):
            return
        except BaseException as exc:
            self._fatal_error(exc, "Fatal read error on socket transport")
            return
        if not data:
            self._read_eof()
            return
        try:
            self._protocol.data_received(data)
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
                count = self._file.recv_into(buffer)
            except (BlockingIOError, InterruptedError):
                return
            if count:
                doing = "Fatal error: protocol.buffer_updated() call failed."
                self._protocol.buffer_updated(count)
        except BaseException as exc:
            self._fatal_error(exc, doing)
        else:
            if not count:
                self._read_eof()

    def _read_eof(self) -> None:
        if self._ended is self._protocol:  # reading was paused and resumed since
            self._unwatch(READING)
            return
        self._ended = self._protocol
        try:
            keep_open = self._protocol.eof_received()
        except BaseException as exc:
            self._fatal_error(exc, "Fatal error: protocol.eof_received() call failed.")
            return
        if keep_open:  # the peer may still listen; but there is nothing to read any more
            self._unwatch(READING)
        else:
            self.close()

    # -- writing -----------------------------------------------------------------------------------

    def _may_write(self, what: str = "write") -> None:
        if self._eof:
            raise RuntimeError(f"Cannot call {what}() after write_eof()")
        if self._sending_file is not None:
            raise RuntimeError(f"unable to {what}; sendfile is in progress")

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
                sent = self._file.send(data)
            except (BlockingIOError, InterruptedError):
                pass
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on socket transport")
                return
            if sent == (data.nbytes if isinstance(data, memoryview) else len(data)):
                return
            data = safe_rest(data, sent)
            self._watch(WRITING, self._write_ready)
        else:
            data = safe_rest(data, 0)
        self._buffer.append(data)
        self._size += len(data)
        self._maybe_pause_protocol()

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send the buffers of a list, one after the other, in as few system calls as possible."""
        self._may_write("writelines")
        buffers = [safe_rest(data, 0) for data in list_of_data]
        if not buffers:
            return
        if self._lost:
            self._write_is_lost()
            return
        sent, total = 0, sum(map(len, buffers))
        if not self._buffer:
            try:
                while sent < total:
                    sent += self._file.sendmsg(buffers[:MANY_BUFFERS])
                    buffers = _without(buffers, sent - (total - sum(map(len, buffers))))
            except (BlockingIOError, InterruptedError):
                pass
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on socket transport")
                return
            if sent == total:
                return
            self._watch(WRITING, self._write_ready)
        self._buffer.extend(filter(len, buffers))
        self._size += total - sent
        self._maybe_pause_protocol()

    def _write_ready(self) -> None:
        if self._lost:
            return
        buffer = self._buffer
        try:
            if len(buffer) == 1:
                sent = self._file.send(buffer[0])
            else:
                sent = self._file.sendmsg([buffer[n] for n in range(min(len(buffer), MANY_BUFFERS))])
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
        self._some_was_sent()

    def _all_was_sent(self) -> None:
        if self._sending_file is not None and not self._sending_file.done():
            self._sending_file.set_result(None)
        if self._eof and not self._closing:
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
        self._file.shutdown(socket.SHUT_WR)

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

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        waiter = self._sending_file
        if waiter is not None and not waiter.done():
            self._unwatch(WRITING)  # before another socket gets the same number
            waiter.set_exception(ConnectionError("the connection was closed before the file was sent"))
        try:
            super()._call_connection_lost(exc)
        finally:
            self._ended = None
            self._leave_server()

    def _leave_server(self) -> None:
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


async def connected(transport: Any, protocol: Any, waiter: Any) -> tuple[Any, Any]:
    """Return (transport, protocol) when *waiter* is done; close the transport if it fails or is cancelled."""
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport, protocol


def make_socket_transport(
    loop: Any, sock: Any, protocol: Any, waiter: Any = None, extra: Any = None, server: Any = None
) -> Any:
    """Return a transport for a connected, non-blocking socket, which is the transport's from now on.

    `connection_made` is called in the next iteration, then *waiter* gets its result.
    """
    return concrete(SocketTransport, "Transport")(loop, sock, protocol, waiter, extra, server)
