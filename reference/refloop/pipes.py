"""Pipes as transports: the reading end and the writing end of a pipe, FIFO, socket or terminal.

Invariants: the pipe object given is the transport's from then on, and is closed with it; `connection_lost` is
called exactly once; the writing end learns that its reader has gone even when nobody writes.
Refuses: regular files and whatever else cannot be waited for (ValueError).
"""

from __future__ import annotations

import os
import stat
import sys
from contextvars import copy_context

from .services import logger
from .streamtransport import MAX_READ, PATIENCE, _set_unless_done
from .transports import FlowControl, ReadTransport, check_bytes, concrete
from .watched import READING, WRITING, Watched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _PipeTransport(Watched, ReadTransport):
    """What both ends have."""

    _pipe: Any = None
    _kinds: tuple[Any, ...] = (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR)
    _refusal = "Pipe transport is only for pipes, sockets and character devices"

    def __init__(self, loop: Any, pipe: Any, protocol: Any, waiter: Any = None, extra: Any = None) -> None:
        super().__init__({**(extra or {}), "pipe": pipe})
        self._loop = loop
        self._fd = pipe.fileno()
        self._context = copy_context()
        self._protocol = protocol
        mode = os.fstat(self._fd).st_mode
        if not any(is_kind(mode) for is_kind in self._kinds):
            self._loop = self._protocol = None
            raise ValueError(self._refusal)
        self._pipe = pipe
        self._mode = mode
        os.set_blocking(self._fd, False)
        loop._own(self._fd, self)
        loop.call_soon(protocol.connection_made, self, context=self._context)
        loop.call_soon(self._begin, context=self._context)
        if waiter is not None:
            loop.call_soon(_set_unless_done, waiter, context=self._context)

    def _begin(self) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        state = "closed" if self._pipe is None else "closing" if self._closing else "open"
        return f"<{type(self).__name__} {state} fd={self._fd}>"

    def __del__(self) -> None:
        if self._pipe is not None:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, stacklevel=2, source=self)
            self._pipe.close()

    def _call_connection_lost(self, exc: BaseException | None) -> None:
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop._disown(self._fd, self)
            self._pipe.close()
            self._pipe = self._protocol = self._loop = None


class ReadPipeTransport(_PipeTransport):
    """The reading end."""

    _paused = False
    _refusal = "Pipe transport is for pipes/sockets only."

    def _begin(self) -> None:
        if self.is_reading():
            self._loop._watch(self._fd, READING, self._read_ready, (), self._context)

    def is_reading(self) -> bool:
        return not self._paused and not self._closing

    def pause_reading(self) -> None:
        if self.is_reading():
            self._paused = True
            self._loop._unwatch(self._fd, READING)

    def resume_reading(self) -> None:
        if self._paused and not self._closing:
            self._paused = False
            self._begin()

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
                self._loop._unwatch(self._fd, READING)
                self._loop.call_soon(self._protocol.eof_received, context=self._context)
                self._loop.call_soon(self._call_connection_lost, None, context=self._context)

    def close(self) -> None:
        if not self._closing:
            self._force_close(None)

    def _force_close(self, exc: BaseException | None) -> None:
        self._closing = True
        self._loop._unwatch(self._fd, READING)
        self._loop.call_soon(self._call_connection_lost, exc, context=self._context)


class WritePipeTransport(_PipeTransport, FlowControl):
    """The writing end."""

    _lost = 0

    def __init__(self, *args: Any) -> None:
        self._buffer = bytearray()
        super().__init__(*args)

    def _begin(self) -> None:
        # A pipe whose reader has gone, and a socket whose peer has closed, become readable.  A terminal that
        # somebody types on would become readable too.
        is_pipe = stat.S_ISFIFO(self._mode) and not sys.platform.startswith("aix")
        if not self._closing and (is_pipe or stat.S_ISSOCK(self._mode)):
            self._loop._watch(self._fd, READING, self._reader_gone, (), self._context)

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
            if self._lost >= PATIENCE:
                logger().warning("pipe closed by peer or os.write(pipe, data) raised exception.")
            self._lost += 1
            return
        sent = 0
        view = memoryview(data).cast("B")
        if not self._buffer:
            try:
                sent = os.write(self._fd, view)
            except (BlockingIOError, InterruptedError):
                pass
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._lost += 1
                self._fatal_error(exc, "Fatal write error on pipe transport")
                return
            if sent == len(view):
                return
            self._loop._watch(self._fd, WRITING, self._write_ready, (), self._context)
        self._buffer += view[sent:]
        self._maybe_pause_protocol()

    def _write_ready(self) -> None:
        try:
            sent = os.write(self._fd, memoryview(self._buffer)[:MAX_READ])
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._lost += 1
            self._fatal_error(exc, "Fatal write error on pipe transport")
            return
        del self._buffer[:sent]
        if not self._buffer:
            self._loop._unwatch(self._fd, WRITING)
        self._maybe_resume_protocol()
        if not self._buffer and self._closing and self._pipe is not None and not self._lost:
            self._lost += 1
            self._loop._unwatch(self._fd, READING)
            self._call_connection_lost(None)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        """Close the pipe when all is sent: that is how a pipe says that there is no more."""
        if self._closing:
            return
        self._closing = True
        if not self._buffer:
            self._lost += 1
            self._loop._unwatch(self._fd, READING)
            self._loop.call_soon(self._call_connection_lost, None, context=self._context)

    def close(self) -> None:
        if not self._closing:
            self.write_eof()

    def abort(self) -> None:
        self._force_close(None)

    def _force_close(self, exc: BaseException | None) -> None:
        if self._closing and not self._buffer:
            return  # it is on its way
        self._closing = True
        self._lost += 1
        if self._buffer:
            self._loop._unwatch(self._fd, WRITING)
            self._buffer.clear()
        self._loop._unwatch(self._fd, READING)
        self._loop.call_soon(self._call_connection_lost, exc, context=self._context)


async def connect_read_pipe(self: Any, protocol_factory: Any, pipe: Any) -> tuple[Any, Any]:
    """Read from *pipe*, a file object; return (transport, protocol) when `connection_made` was called."""
    protocol = protocol_factory()
    waiter = self.create_future()
    return await _connected(concrete(ReadPipeTransport, "ReadTransport")(self, pipe, protocol, waiter), waiter)


async def connect_write_pipe(self: Any, protocol_factory: Any, pipe: Any) -> tuple[Any, Any]:
    """Write to *pipe*, a file object; return (transport, protocol) when `connection_made` was called."""
    protocol = protocol_factory()
    waiter = self.create_future()
    return await _connected(concrete(WritePipeTransport, "Transport")(self, pipe, protocol, waiter), waiter)


async def _connected(transport: Any, waiter: Any) -> tuple[Any, Any]:
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport, transport.get_protocol()
