"""Pollers: wait until a file descriptor is ready, or until somebody wakes us.

Four methods, and nothing else that the loop needs to know of the operating system:

- `watch(fd, mask)`  say what to wait for at *fd*: READ, WRITE, both, or 0 for nothing any more;
- `poll(timeout)`    wait at most *timeout* seconds (None: for ever) and return pairs of (fd, bits);
- `wake()`           make a poll that is under way, or else the next one, return at once; callable from any
  thread and from signal handlers;
- `close()`          give everything back.

Invariant: between two polls any number of wakes is one wake.  The bits of an event may contain more than
READ and WRITE (hang-up, error); whoever waits is told in either case.  The wake descriptor may show up
among the events; the loop knows no handler for it and passes on.
Refuses: to know what a handler is.
"""

from __future__ import annotations

import os
import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    Events = list[tuple[int, int]] | tuple[()]

    class Poller(Protocol):
        """What the loop asks of a poller."""

        def watch(self, fd: int, mask: int) -> None: ...
        def poll(self, timeout: float | None) -> list[tuple[int, int]]: ...
        def wake(self) -> None: ...
        def close(self) -> None: ...


READ = 1  # the values of EPOLLIN and POLLIN
WRITE = 4  # the values of EPOLLOUT and POLLOUT


class EpollPoller:
    """Linux: epoll, woken by an eventfd that is watched edge-triggered and therefore never has to be read."""

    def __init__(self) -> None:
        self._epoll: Any = select.epoll()
        self._watched: dict[int, int] = {}
        self._wake_fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._epoll.register(self._wake_fd, select.EPOLLIN | select.EPOLLET)

    def watch(self, fd: int, mask: int) -> None:
        if not mask:
            if self._watched.pop(fd, 0):
                try:  # noqa: SIM105
                    self._epoll.unregister(fd)
                except OSError:
                    pass  # closed before it was removed: epoll has forgotten it by itself
        elif fd in self._watched:
            self._epoll.modify(fd, mask)
            self._watched[fd] = mask
        else:
            self._epoll.register(fd, mask)
            self._watched[fd] = mask

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        events: list[tuple[int, int]] = self._epoll.poll(-1 if timeout is None else timeout, len(self._watched) + 1)
        return events

    def fileno(self) -> int:
        """Of the epoll: readable while there is something to report."""
        fd: int = self._epoll.fileno()
        return fd

    def wake(self) -> None:
        try:  # noqa: SIM105
            os.eventfd_write(self._wake_fd, 1)
        except OSError:
            pass  # closed meanwhile, or the counter is full: then nobody needs to be woken

    def close(self) -> None:
        if self._wake_fd >= 0:
            self._epoll.close()
            os.close(self._wake_fd)
            self._wake_fd = -1


class SelectPoller:
    """Elsewhere: poll() or, where there is none, select(); woken by a pipe (a socket pair on Windows)."""

    def __init__(self) -> None:
        self._watched: dict[int, int] = {}
        self._polling = False
        self._ends: tuple[Any, ...] = ()
        if os.name == "nt":
            import socket

            self._ends = socket.socketpair()
            for end in self._ends:
                end.setblocking(False)
            self._read_fd, self._write_fd = (end.fileno() for end in self._ends)
        else:
            self._read_fd, self._write_fd = os.pipe()
            os.set_blocking(self._read_fd, False)
            os.set_blocking(self._write_fd, False)
        self._poll: Any = select.poll() if hasattr(select, "poll") else None
        if self._poll is not None:
            self._poll.register(self._read_fd, READ)

    def watch(self, fd: int, mask: int) -> None:
        if mask:
            if self._poll is not None:
                self._poll.register(fd, mask)
            self._watched[fd] = mask
        elif self._watched.pop(fd, 0) and self._poll is not None:
            self._poll.unregister(fd)
        if self._polling:  # in another thread, which waits for what was watched when it began
            self.wake()

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        self._polling = True
        try:
            events = self._wait(timeout)
        finally:
            self._polling = False
        for fd, _ in events:
            if fd == self._read_fd:
                try:  # noqa: SIM105
                    self._ends[0].recv(4096) if self._ends else os.read(fd, 4096)
                except OSError:
                    pass
        return events

    def _wait(self, timeout: float | None) -> list[tuple[int, int]]:
        if self._poll is not None:
            from math import ceil

            events: list[tuple[int, int]] = self._poll.poll(None if timeout is None else ceil(timeout * 1000))
        else:
            reads = [self._read_fd, *(fd for fd, mask in self._watched.items() if mask & READ)]
            writes = [fd for fd, mask in self._watched.items() if mask & WRITE]
            r, w, x = select.select(reads, writes, writes if os.name == "nt" else [], timeout)
            events = [(fd, READ) for fd in r] + [(fd, WRITE) for fd in {*w, *x}]
        return events

    def wake(self) -> None:
        try:  # noqa: SIM105
            self._ends[1].send(b"\0") if self._ends else os.write(self._write_fd, b"\0")
        except OSError:
            pass  # full: a wake is on its way already; closed: nobody is left to wake

    def close(self) -> None:
        if self._read_fd < 0:
            return
        if self._ends:
            for end in self._ends:
                end.close()
        else:
            os.close(self._read_fd)
            os.close(self._write_fd)
        self._read_fd = self._write_fd = -1


def make_poller() -> Poller:
    """Return the best poller of this platform."""
    if hasattr(select, "epoll") and hasattr(os, "eventfd"):
        return EpollPoller()
    return SelectPoller()
