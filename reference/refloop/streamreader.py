"""StreamReader: the bytes that have come, and a coroutine that waits for more.

A transport feeds it, one coroutine reads from it.  When more than twice the limit is buffered, the transport is
told to pause; it goes on when the buffer is down to the limit, or when somebody wants more than there is.

Invariants: bytes are given out once, in order; what a failed `readuntil` has looked at stays in the buffer; after
the end of the stream, everything that came before it can still be read.
Refuses: two coroutines that wait for data at the same time (RuntimeError).
"""

from __future__ import annotations

from . import running
from .exceptions import IncompleteReadError, LimitOverrunError
from .versions import READUNTIL_TAKES_TUPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIMIT = 2**16  # bytes


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
        self._loop: Any = running.get_event_loop() if loop is None else loop
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
        """Raise *exc* in whoever reads, from now on."""
        self._exception = exc
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def set_transport(self, transport: Any) -> None:
        """Say who feeds us."""
        assert self._transport is None, "Transport already set"
        self._transport = transport

    def feed_eof(self) -> None:
        """Nothing more is going to come."""
        self._eof = True
        self._wake()

    def feed_data(self, data: Any) -> None:
        """Something has come."""
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
            data = bytes(memoryview(buffer)[:size])
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
