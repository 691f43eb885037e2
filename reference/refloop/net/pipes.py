"""Pipes as transports: the reading end and the writing end of a pipe, FIFO, socket or terminal.

Invariants: the pipe object given is the transport's from then on, and is closed with it; `connection_lost` is
called exactly once; the writing end learns that its reader has gone even when nobody writes.
Refuses: regular files and whatever else cannot be waited for (ValueError).
"""

from __future__ import annotations

import errno
import os
import stat
import sys

from ..core.watchers import READING, WRITING
from .socket_transport import MAX_READ, WatchedTransport, connected
from .transports import FlowControl, ReadTransport, check_bytes, concrete, safe_rest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _PipeTransport(WatchedTransport, ReadTransport):
    """The base of both ends."""

    _kinds: tuple[Any, ...] = (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR)
    _refusal = "Pipe transport is only for pipes, sockets and character devices"

    def __init__(self, loop: Any, pipe: Any, protocol: Any, waiter: Any = None, extra: Any = None) -> None:
        super().__init__({**(extra or {}), "pipe": pipe})
        self._mode = mode = os.fstat(pipe.fileno()).st_mode
        if not any(is_kind(mode) for is_kind in self._kinds):
            raise ValueError(self._refusal)
        os.set_blocking(pipe.fileno(), False)
        self._begin(loop, pipe, protocol, waiter)


class ReadPipeTransport(_PipeTransport):
    """The reading end."""

    _paused = False
    _refusal = "Pipe transport is for pipes/sockets only."

    def _start_reading(self) -> None:
        if self.is_reading():
            self._watch(READING, self._read_ready)

    def is_reading(self) -> bool:
        return not self._paused and not self._closing

    def pause_reading(self) -> None:
        if self.is_reading():
            self._paused = True
            self._unwatch(READING)

    def resume_reading(self) -> None:
        if self._paused and not self._closing:
            self._paused = False
            self._start_reading()

    def _read_ready(self) -> None:
        try:
            data = os.read(self._fd, MAX_READ)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as exc:
            self._fatal_error(exc, "Fatal read error on pipe transport")
        else:
            if data:
                self._protocol.data_received(data)
            else:
                self._closing = True
                self._unwatch(READING)
                self._loop.call_soon(self._protocol.eof_received, context=self._context)
                self._schedule_connection_lost(None)

    def _is_usual(self, exc: BaseException) -> bool:
        return isinstance(exc, OSError) and exc.errno == errno.EIO  # a terminal that is gone

    def close(self) -> None:
        if not self._closing:
            self._force_close(None)

    def _force_close(self, exc: BaseException | None) -> None:
        self._closing = True
        self._unwatch(READING)
        self._schedule_connection_lost(exc)


class WritePipeTransport(_PipeTransport, FlowControl):
    """The writing end."""

    def __init__(self, *args: Any) -> None:
        self._buffer = bytearray()
        super().__init__(*args)

    def _start_reading(self) -> None:
        # A pipe whose reader has gone, and a socket whose peer has closed, become readable.  A terminal that
        # somebody types on would become readable too.
        is_pipe = stat.S_ISFIFO(self._mode) and not sys.platform.startswith("aix")
        if not self._closing and (is_pipe or stat.S_ISSOCK(self._mode)):
            self._watch(READING, self._reader_gone)

    def get_write_buffer_size(self) -> int:
        return len(self._buffer)

    def _reader_gone(self) -> None:
        if self._buffer:
            self._force_close(BrokenPipeError())
        else:
            self._force_close(None)

    def write(self, data: Any) -> None:
        check_bytes(data)
        if not data:
            return
        if self._lost or self._closing:
            self._write_is_lost("pipe closed by peer or os.write(pipe, data) raised exception.")
            return
        sent = 0
        if not self._buffer:
            try:
                sent = os.write(self._fd, data)
            except (BlockingIOError, InterruptedError):
                pass
            except BaseException as exc:
                self._lost += 1
                self._fatal_error(exc, "Fatal write error on pipe transport")
                return
        rest = safe_rest(data, sent)
        if not rest:
            return
        if not self._buffer:
            self._watch(WRITING, self._write_ready)
        self._buffer += rest
        self._maybe_pause_protocol()

    def _write_ready(self) -> None:
        try:
            with memoryview(self._buffer) as view, view[:MAX_READ] as block:  # released: the buffer is resized
                sent = os.write(self._fd, block)
        except (BlockingIOError, InterruptedError):
            return
        except BaseException as exc:
            self._lost += 1
            self._fatal_error(exc, "Fatal write error on pipe transport")
            return
        del self._buffer[:sent]
        if not self._buffer:
            self._unwatch(WRITING)
        self._maybe_resume_protocol()
        if not self._buffer and self._closing and self._file is not None and not self._lost:
            self._lost += 1
            self._unwatch(READING)
            self._call_connection_lost(None)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        """Close the pipe when all is sent, which is the end of file for its reader."""
        if self._closing:
            return
        self._closing = True
        if not self._buffer:
            self._lost += 1
            self._unwatch(READING)
            self._schedule_connection_lost(None)

    def close(self) -> None:
        if not self._closing:
            self.write_eof()

    def _force_close(self, exc: BaseException | None) -> None:
        if self._closing and not self._buffer:
            return  # it is on its way
        self._closing = True
        self._lost += 1
        if self._buffer:
            self._unwatch(WRITING)
            self._buffer.clear()
        self._unwatch(READING)
        self._schedule_connection_lost(exc)


async def connect_read_pipe(loop: Any, protocol_factory: Any, pipe: Any) -> tuple[Any, Any]:
    """Read from *pipe*, a file object; return (transport, protocol) when `connection_made` was called."""
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = concrete(ReadPipeTransport, "ReadTransport")(loop, pipe, protocol, waiter)
    return await connected(transport, protocol, waiter)


async def connect_write_pipe(loop: Any, protocol_factory: Any, pipe: Any) -> tuple[Any, Any]:
    """Write to *pipe*, a file object; return (transport, protocol) when `connection_made` was called."""
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = concrete(WritePipeTransport, "Transport")(loop, pipe, protocol, waiter)
    return await connected(transport, protocol, waiter)
