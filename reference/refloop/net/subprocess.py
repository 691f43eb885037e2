"""Child processes for coroutines: create_subprocess_exec, create_subprocess_shell, Process.

A Process has a StreamWriter for the child's standard input and StreamReaders for its output and error, as far as
they are pipes.

Invariants: `communicate` reads both outputs while it writes, so that nobody waits in a circle; the transport is
closed when the child has ended and its outputs were closed.
Refuses: text mode (ValueError); see processes.py.
"""

from __future__ import annotations

import subprocess

from ..core import current
from ..versions import COMMUNICATE_CLOSES_STDIN
from .streams import LIMIT, FlowControlMixin, StreamReader, StreamWriter
from .transports import SubprocessProtocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PIPE = subprocess.PIPE
STDOUT = subprocess.STDOUT
DEVNULL = subprocess.DEVNULL


class SubprocessStreamProtocol(FlowControlMixin, SubprocessProtocol):
    """The protocol between the transport of a child and the streams of its pipes."""

    stdin: StreamWriter | None = None
    stdout: StreamReader | None = None
    stderr: StreamReader | None = None
    _transport: Any = None
    _exited = False

    def __init__(self, limit: int, loop: Any) -> None:
        super().__init__(loop=loop)
        self._limit = limit
        self._open: set[int] = set()
        self._stdin_closed = self._loop.create_future()

    def __repr__(self) -> str:
        info = [type(self).__name__]
        info += [f"{name}={getattr(self, name)!r}" for name in ("stdin", "stdout", "stderr") if getattr(self, name)]
        return f"<{' '.join(info)}>"

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        for fd, name in ((1, "stdout"), (2, "stderr")):
            pipe = transport.get_pipe_transport(fd)
            if pipe is not None:
                reader = StreamReader(limit=self._limit, loop=self._loop)
                reader.set_transport(pipe)
                setattr(self, name, reader)
                self._open.add(fd)
        pipe = transport.get_pipe_transport(0)
        if pipe is not None:
            self.stdin = StreamWriter(pipe, protocol=self, reader=None, loop=self._loop)

    def _reader(self, fd: int) -> StreamReader | None:
        return {1: self.stdout, 2: self.stderr}.get(fd)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        reader = self._reader(fd)
        if reader is not None:
            reader.feed_data(data)

    def pipe_connection_lost(self, fd: int, exc: Any) -> None:
        if fd == 0:
            if self.stdin is not None:
                self.stdin.close()
            self.connection_lost(exc)
            if self._stdin_closed.done():
                return
            if exc is None:
                self._stdin_closed.set_result(None)
            else:
                self._stdin_closed.set_exception(exc)
                self._stdin_closed.exception()  # retrieved, so that nothing is logged; few callers ask
            return
        reader = self._reader(fd)
        if reader is not None:
            reader.feed_eof() if exc is None else reader.set_exception(exc)
        self._open.discard(fd)
        self._close_if_over()

    def process_exited(self) -> None:
        self._exited = True
        self._close_if_over()

    def _close_if_over(self) -> None:
        if self._exited and not self._open and self._transport is not None:
            self._transport.close()
            self._transport = self.stdin = self.stdout = self.stderr = None  # the writer has us: no cycle

    def _get_close_waiter(self, writer: Any) -> Any:
        return self._stdin_closed


class Process:
    """A child process."""

    def __init__(self, transport: Any, protocol: SubprocessStreamProtocol, loop: Any) -> None:
        self._transport = transport
        self._protocol = protocol
        self._loop = loop
        self.stdin = protocol.stdin
        self.stdout = protocol.stdout
        self.stderr = protocol.stderr
        self.pid: int = transport.get_pid()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pid}>"

    @property
    def returncode(self) -> int | None:
        """The return code, -N if signal N has ended the child, None while it runs."""
        code: int | None = self._transport.get_returncode()
        return code

    async def wait(self) -> int:
        """Wait for the end of the child and return its return code.

        A child that fills a pipe which nobody reads never ends: use `communicate`.
        """
        code: int = await self._transport._wait()
        return code

    def send_signal(self, signal: int) -> None:
        """Send a signal.  ProcessLookupError when the child has ended."""
        self._transport.send_signal(signal)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self._transport.terminate()

    def kill(self) -> None:
        """Send SIGKILL."""
        self._transport.kill()

    async def _feed(self, data: Any) -> None:
        assert self.stdin is not None
        try:
            if data is not None:
                self.stdin.write(data)
                await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the child does not want it
        self.stdin.close()

    async def _read(self, fd: int) -> bytes | None:
        reader = self.stdout if fd == 1 else self.stderr
        if reader is None:
            return None
        pipe = self._transport.get_pipe_transport(fd)
        data = await reader.read()
        if pipe is not None:
            pipe.close()
        return data

    async def communicate(self, input: Any = None) -> tuple[bytes | None, bytes | None]:
        """Write *input*, close the standard input, read both outputs to their ends, wait for the child; return
        them.

        An output that is no pipe is None.  A child that does not read its input is no error.
        """
        from ..waiting.combinators import gather

        async def nothing() -> None:
            return None

        feed = self.stdin is not None if COMMUNICATE_CLOSES_STDIN else input is not None
        _, out, err = await gather(self._feed(input) if feed else nothing(), self._read(1), self._read(2))
        await self.wait()
        return out, err


async def create_subprocess_exec(
    program: Any,
    *args: Any,
    stdin: Any = None,
    stdout: Any = None,
    stderr: Any = None,
    limit: int = LIMIT,
    **kwds: Any,
) -> Process:
    """Start *program* with *args* and return its Process.

    stdin, stdout, stderr: None (inherited), PIPE, DEVNULL, a file or, for stderr, STDOUT; *limit* is that of the
    readers.  Other keywords and errors: `loop.subprocess_exec`.
    """
    loop: Any = current.get_running_loop()
    transport, protocol = await loop.subprocess_exec(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop),
        program,
        *args,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        **kwds,
    )
    return Process(transport, protocol, loop)


async def create_subprocess_shell(
    cmd: Any, stdin: Any = None, stdout: Any = None, stderr: Any = None, limit: int = LIMIT, **kwds: Any
) -> Process:
    """Start *cmd* in a shell and return its Process; otherwise as `create_subprocess_exec`."""
    loop: Any = current.get_running_loop()
    transport, protocol = await loop.subprocess_shell(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop),
        cmd,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        **kwds,
    )
    return Process(transport, protocol, loop)
