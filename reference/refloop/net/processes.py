"""Child processes as transports: `loop.subprocess_exec` and `loop.subprocess_shell`.

The transport of a child has up to three transports of pipes.  Events of the pipes and of the child that come before
`connection_made` was called are kept until then, so that a protocol sees things in order.

On Linux the kernel makes a descriptor of a process (pidfd) that becomes readable when it ends; the loop watches it.
Elsewhere a thread waits for the child.  Either way nobody has to handle SIGCHLD, and it works in any thread.

Invariants: every child is reaped exactly once, in the loop's thread, in the moment in which its end is reported;
`process_exited` is called once, and those that wait are woken then, also where a grandchild still holds a pipe;
`connection_lost` is called once, after the exit and after the loss of every pipe; a child is killed when its transport
is closed before its end.
Refuses: text mode in all its forms (ValueError): pipes carry bytes.  When somebody else has reaped the child, its
return code is 255, with a warning.
"""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess

from ..core.log import logger
from ..core.watchers import READING
from . import pipes  # noqa: F401 - now, not while a child is running already
from .transports import BaseProtocol, SubprocessTransport, concrete

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_pidfd_works: bool | None = None


class _PipeProtocol(BaseProtocol):
    """The protocol of one pipe, which passes everything on to the child's transport."""

    pipe: Any = None
    disconnected = False

    def __init__(self, child: Any, fd: int) -> None:
        self.child = child
        self.fd = fd

    def connection_made(self, transport: Any) -> None:
        self.pipe = transport

    def connection_lost(self, exc: Any) -> None:
        self.disconnected = True
        child, self.child = self.child, None
        child._pipe_lost(self.fd, exc)

    def pause_writing(self) -> None:
        self.child._protocol.pause_writing()

    def resume_writing(self) -> None:
        self.child._protocol.resume_writing()

    def data_received(self, data: bytes) -> None:
        self.child._tell(self.child._protocol.pipe_data_received, self.fd, data)

    def eof_received(self) -> None:
        """Do nothing: the pipe closes by itself."""


class ChildTransport(SubprocessTransport):
    """A child process and the protocol that it serves."""

    _proc: Any = None
    _pid: int | None = None
    _returncode: int | None = None
    _closed = _finished = False

    def __init__(self, loop: Any, protocol: Any, args: Any, waiter: Any, options: dict[str, Any]) -> None:
        super().__init__({})
        self._loop = loop
        self._protocol = protocol
        self._waiters: list[Any] = []  # of wait()
        self._pipes: dict[int, _PipeProtocol | None] = {}
        self._unheard: list[tuple[Callable[..., object], tuple[Any, ...]]] | None = []  # before connection_made
        self._closed = True  # until there is something to close
        self._proc = subprocess.Popen(args, universal_newlines=False, **options)
        self._closed = False
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        for fd, pipe in enumerate((self._proc.stdin, self._proc.stdout, self._proc.stderr)):
            if pipe is not None:
                self._pipes[fd] = None
        watch_child(loop, self._proc, self._exited)
        loop.create_task(self._connect_pipes(waiter))

    def __repr__(self) -> str:
        info = [type(self).__name__]
        if self._closed:
            info.append("closed")
        if self._pid is not None:
            info.append(f"pid={self._pid}")
        if self._returncode is not None:
            info.append(f"returncode={self._returncode}")
        elif self._pid is not None:
            info.append("running")
        for fd, protocol in self._pipes.items():
            if protocol is not None:
                info.append(f"{('stdin', 'stdout', 'stderr')[fd]}={protocol.pipe!r}")
        return f"<{' '.join(info)}>"

    def __del__(self) -> None:
        if not self._closed:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, stacklevel=2, source=self)
            self.close()

    async def _connect_pipes(self, waiter: Any) -> None:
        """Make transports of the pipes, then call `connection_made`, then what was kept back."""
        proc, loop = self._proc, self._loop
        try:
            for fd, pipe in enumerate((proc.stdin, proc.stdout, proc.stderr)):
                if pipe is not None:
                    protocol = _PipeProtocol(self, fd)
                    connect = loop.connect_read_pipe if fd else loop.connect_write_pipe
                    protocol.pipe, _ = await connect(lambda p=protocol: p, pipe)
                    self._pipes[fd] = protocol
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._close_pipes()
            if waiter is not None and not waiter.done():
                waiter.set_exception(exc)
            return
        loop.call_soon(self._protocol.connection_made, self)
        unheard, self._unheard = self._unheard or [], None
        for callback, args in unheard:
            loop.call_soon(callback, *args)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
        self._finish_if_over()

    def _close_pipes(self) -> None:
        """Close the pipes of a start that has failed: those that have transports by these."""
        for fd, pipe in enumerate((self._proc.stdin, self._proc.stdout, self._proc.stderr)):
            protocol = self._pipes.get(fd)
            if protocol is not None:
                protocol.pipe.close()
            elif pipe is not None:
                pipe.close()

    # -- what happens ------------------------------------------------------------------------------

    def _tell(self, callback: Callable[..., object], *args: Any) -> None:
        if self._unheard is not None:
            self._unheard.append((callback, args))
        else:
            self._loop.call_soon(callback, *args)

    def _pipe_lost(self, fd: int, exc: Any) -> None:
        self._tell(self._protocol.pipe_connection_lost, fd, exc)
        self._finish_if_over()

    def _exited(self, returncode: int) -> None:
        self._returncode = returncode
        self._tell(self._protocol.process_exited)
        self._finish_if_over()
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(self._returncode)

    def _finish_if_over(self) -> None:
        if self._finished or self._returncode is None or self._unheard is not None:
            return
        if all(protocol is not None and protocol.disconnected for protocol in self._pipes.values()):
            self._finished = True
            self._tell(self._call_connection_lost)

    def _call_connection_lost(self) -> None:
        try:
            self._protocol.connection_lost(None)
        finally:
            self._closed = True
            self._loop = self._proc = self._protocol = None

    async def _wait(self) -> int:
        """Wait for the end of the child and return its return code."""
        if self._returncode is None:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter
        assert self._returncode is not None
        return self._returncode

    # -- what programs ask -------------------------------------------------------------------------

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def is_closing(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Close the pipes, and kill the child if it still runs."""
        if self._closed:
            return
        self._closed = True
        if not self._loop.is_closed():  # else they are closed when they are dropped
            for protocol in self._pipes.values():
                if protocol is not None and protocol.pipe is not None:
                    protocol.pipe.close()
        if self._proc is not None and self._returncode is None and self._proc.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                self._proc.kill()

    def get_pid(self) -> int:
        assert self._pid is not None
        return self._pid

    def get_returncode(self) -> int | None:
        return self._returncode

    def get_pipe_transport(self, fd: int) -> Any:
        protocol = self._pipes.get(fd)
        return None if protocol is None else protocol.pipe

    def send_signal(self, signal: int) -> None:
        if self._proc is None or self._proc.returncode is not None:
            raise ProcessLookupError
        # An ended child keeps its number until it is reaped, and with the reaping its return code is known.
        os.kill(self._proc.pid, signal)

    def terminate(self) -> None:
        self.send_signal(15)

    def kill(self) -> None:
        self.send_signal(9)


# -- the end of a child ----------------------------------------------------------------------------


class _PidFd:
    """A pidfd, closed when it is dropped: at the latest when the loop that watches it is closed."""

    def __init__(self, pid: int) -> None:
        self.fd = os.pidfd_open(pid)

    def fileno(self) -> int:
        return self.fd

    def close(self) -> None:
        fd, self.fd = self.fd, -1
        if fd >= 0:
            os.close(fd)

    __del__ = close


def _reap(proc: Any, callback: Callable[[int], object]) -> None:
    """Reap an ended child and report its return code at once: from then on its number may be another's."""
    if proc.returncode is None:
        try:
            _, status = os.waitpid(proc.pid, 0)
        except ChildProcessError:
            text = "child process pid %d exit status already read:  will report returncode 255"
            logger().warning(text, proc.pid)
            proc.returncode = 255
        else:
            proc.returncode = os.waitstatus_to_exitcode(status)
    callback(proc.returncode)


def can_use_pidfd() -> bool:
    """Return whether the system has pidfds; a sandbox may forbid them."""
    global _pidfd_works
    if _pidfd_works is None:
        try:
            os.close(os.pidfd_open(os.getpid()))
            _pidfd_works = True
        except (AttributeError, OSError) as exc:
            if getattr(exc, "errno", None) in (errno.EMFILE, errno.ENFILE):
                return False  # for the time being
            _pidfd_works = False
    return _pidfd_works


def watch_child(loop: Any, proc: Any, callback: Callable[[int], object]) -> None:
    """Call `callback(return_code)` in *loop* once the child of the Popen object *proc* has ended."""
    if can_use_pidfd():
        try:
            pidfd = _PidFd(proc.pid)
        except OSError:  # no descriptors left; a thread needs none
            pass
        else:
            loop._watch(pidfd.fd, READING, _ended, (loop, proc, pidfd, callback))
            return
    import threading

    threading.Thread(target=_wait, args=(loop, proc, callback), name=f"asyncio-waitpid-{proc.pid}", daemon=True).start()


def _ended(loop: Any, proc: Any, pidfd: _PidFd, callback: Callable[[int], object]) -> None:
    loop._unwatch(pidfd.fd, READING)
    pidfd.close()
    loop.call_soon(_reap, proc, callback)  # events of the child's pipes come first


def _wait(loop: Any, proc: Any, callback: Callable[[int], object]) -> None:
    """Wait for the child, in a thread; then have the loop reap it, where the thread can leave that to it."""
    if hasattr(os, "waitid"):
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, proc.pid, os.WEXITED | os.WNOWAIT)
    else:  # PyPy, and macOS up to Python 3.12
        proc.wait()
    try:
        loop.call_soon_threadsafe(_reap, proc, callback)
    except RuntimeError:
        if not loop.is_closed():
            raise
        logger().warning("Loop %r that handles pid %r is closed", loop, proc.pid)


# -- starting --------------------------------------------------------------------------------------


def _check_options(options: dict[str, Any], shell: bool) -> None:
    """Raise ValueError for options that would decode bytes to text, and for a shell where none is meant."""
    wanted: tuple[tuple[str, Any], ...] = (
        ("universal_newlines", False),
        ("shell", shell),
        ("bufsize", 0),
        ("text", False),
        ("encoding", None),
        ("errors", None),
    )
    for name, value in wanted:
        given = options.pop(name, value)
        if given != value and (given or name in ("bufsize", "shell")):
            raise ValueError(f"{name} must be {value}")


async def _start(loop: Any, protocol_factory: Any, args: Any, shell: bool, options: dict[str, Any]) -> tuple[Any, Any]:
    for stream in ("stdin", "stdout", "stderr"):
        options.setdefault(stream, subprocess.PIPE)
    _check_options(options, shell)
    protocol = protocol_factory()
    waiter = loop.create_future()
    kind = concrete(ChildTransport, "SubprocessTransport")
    transport = kind(loop, protocol, args, waiter, {**options, "shell": shell, "bufsize": 0})
    try:
        await waiter
    except BaseException:
        transport.close()
        await transport._wait()
        raise
    return transport, protocol


async def subprocess_exec(
    loop: Any, protocol_factory: Any, program: Any, *args: Any, **options: Any
) -> tuple[Any, Any]:
    """Start *program* with *args*; return (transport, protocol) when `connection_made` is about to be called.

    Keywords: stdin, stdout, stderr (PIPE unless given; None: inherited) and those of `subprocess.Popen`, except
    for text mode.  OSError, mostly FileNotFoundError, when the program cannot be started.
    """
    return await _start(loop, protocol_factory, (program, *args), False, options)


async def subprocess_shell(loop: Any, protocol_factory: Any, cmd: Any, **options: Any) -> tuple[Any, Any]:
    """Start *cmd*, a str or bytes, in a shell; otherwise as `subprocess_exec`."""
    if not isinstance(cmd, (bytes, str)):
        raise ValueError("cmd must be a string")
    return await _start(loop, protocol_factory, cmd, True, options)
