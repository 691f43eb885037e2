"""Pollers: wait until a file descriptor is ready, or until somebody wakes us.

Four methods, and nothing else that the loop needs to know of the operating system:

- `watch(fd, mask)`  say what to wait for at *fd*: READ, WRITE, both, or 0 for nothing any more;
- `poll(timeout)`    wait at most *timeout* seconds (None: for ever) and return pairs of (fd, bits);
- `wake()`           make a poll that is under way, or else the next one, return at once; callable from any
  thread and from signal handlers;
- `close()`          give everything back.

Invariants: between two polls any number of wakes is one wake; what is watched while another thread polls counts
for that poll; a descriptor shows up once in a poll.  The bits of an event may contain more than READ and WRITE
(hang-up, error); reader and writer are both called then.  The wake descriptor may show up among the events; the loop
knows no handler for it and passes on.
Refuses: to call anything; it only returns events.

Waking and closing exclude each other by a lock, because a number that is given back may be somebody else's descriptor
in the next moment, and a wake that comes too late would write into it.  The lock lets its own thread in again: a
signal handler may wake while its thread does.
"""

from __future__ import annotations

import os
import select
from _thread import RLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    Events = list[tuple[int, int]] | tuple[()]

    class Poller(Protocol):
        """The methods that a loop calls on a poller."""

        def watch(self, fd: int, mask: int) -> None: ...
        def poll(self, timeout: float | None) -> list[tuple[int, int]]: ...
        def wake(self) -> None: ...
        def close(self) -> None: ...

    class Clock(Protocol):
        """The methods that a loop calls on the clock that it is given (see runtime/clock.py)."""

        resolution: float  # seconds; timers that are due within this time run in one iteration

        def time(self) -> float: ...
        def attach(self, loop: Any, make_poller: Callable[[], Poller]) -> Poller: ...


MAX_SLEEP = 24 * 3600.0  # seconds; longer timeouts are not portable, so a loop makes an iteration once a day
READ = 1  # the values of EPOLLIN and POLLIN
WRITE = 4  # the values of EPOLLOUT and POLLOUT
_kq: Any = select  # type checkers know its names for kqueue on BSD and macOS only


class EpollPoller:
    """Linux: epoll, woken by an eventfd that is watched edge-triggered and therefore never has to be read."""

    _wake_fd = -1

    def __init__(self) -> None:
        self._watched: dict[int, int] = {}
        self._wake_lock = RLock()
        self._epoll: Any = select.epoll()
        try:
            self._wake_fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
            self._epoll.register(self._wake_fd, select.EPOLLIN | select.EPOLLET)
        except OSError:
            self.close()
            raise

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
        """Return a descriptor that is readable while there are events: that of the epoll."""
        fd: int = self._epoll.fileno()
        return fd

    def wake(self) -> None:
        with self._wake_lock:
            try:  # noqa: SIM105
                os.eventfd_write(self._wake_fd, 1)
            except (OSError, ValueError):
                pass  # the counter is full, or all is closed: then nobody needs to be woken

    def close(self) -> None:
        self._epoll.close()
        with self._wake_lock:
            if self._wake_fd >= 0:
                os.close(self._wake_fd)
                self._wake_fd = -1


class _Piped:
    """The base of pollers without an eventfd: they are woken by a pipe (a pair of sockets on Windows)."""

    _polling = False
    _read_fd = _write_fd = -1

    def __init__(self) -> None:
        self._watched: dict[int, int] = {}
        self._wake_lock = RLock()
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

    def watch(self, fd: int, mask: int) -> None:
        self._change(fd, self._watched.get(fd, 0), mask)
        if mask:
            self._watched[fd] = mask
        else:
            self._watched.pop(fd, None)
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

    def _change(self, fd: int, old: int, new: int) -> None:
        """Register a change of mask with the operating system, where that is done before polling."""

    def _wait(self, timeout: float | None) -> list[tuple[int, int]]:
        raise NotImplementedError

    def wake(self) -> None:
        with self._wake_lock:
            try:  # noqa: SIM105
                self._ends[1].send(b"\0") if self._ends else os.write(self._write_fd, b"\0")
            except OSError:
                pass  # full: a wake is on its way already; closed: nobody is left to wake

    def close(self) -> None:
        with self._wake_lock:
            if self._read_fd < 0:
                return
            if self._ends:
                for end in self._ends:
                    end.close()
            else:
                os.close(self._read_fd)
                os.close(self._write_fd)
            self._read_fd = self._write_fd = -1


class KqueuePoller(_Piped):
    """BSD and macOS: kqueue, which has a filter each for reading and for writing."""

    def __init__(self) -> None:
        self._kqueue: Any = _kq.kqueue()
        try:
            super().__init__()
            self._change(self._read_fd, 0, READ)
        except OSError:
            self.close()
            raise

    def _change(self, fd: int, old: int, new: int) -> None:
        for bit, filter in ((READ, _kq.KQ_FILTER_READ), (WRITE, _kq.KQ_FILTER_WRITE)):
            if (old ^ new) & bit:
                flags = _kq.KQ_EV_ADD if new & bit else _kq.KQ_EV_DELETE
                try:
                    self._kqueue.control([_kq.kevent(fd, filter, flags)], 0, 0)
                except OSError:
                    if new & bit:
                        raise  # else closed before it was removed: kqueue has forgotten it by itself

    def _wait(self, timeout: float | None) -> list[tuple[int, int]]:
        found: dict[int, int] = {}  # a descriptor that is ready for both shows up twice
        for event in self._kqueue.control(None, 2 * len(self._watched) + 1, timeout):
            bit = READ if event.filter == _kq.KQ_FILTER_READ else WRITE
            found[event.ident] = found.get(event.ident, 0) | bit
        return list(found.items())

    def fileno(self) -> int:
        """Return a descriptor that is readable while there are events: that of the kqueue."""
        fd: int = self._kqueue.fileno()
        return fd

    def close(self) -> None:
        self._kqueue.close()
        super().close()


class PollPoller(_Piped):
    """Other POSIX systems: poll."""

    def __init__(self) -> None:
        super().__init__()
        self._poll: Any = select.poll()
        self._poll.register(self._read_fd, READ)

    def _change(self, fd: int, old: int, new: int) -> None:
        if new:
            self._poll.register(fd, new)
        elif old:
            self._poll.unregister(fd)

    def _wait(self, timeout: float | None) -> list[tuple[int, int]]:
        from math import ceil

        events: list[tuple[int, int]] = self._poll.poll(None if timeout is None else ceil(timeout * 1000))
        closed = [fd for fd, bits in events if bits & select.POLLNVAL]
        for fd in closed:  # before it was removed; epoll and kqueue would have forgotten it
            self._poll.unregister(fd)
            self._watched.pop(fd, None)
        return [(fd, bits) for fd, bits in events if fd not in closed] if closed else events


class SelectPoller(_Piped):
    """Everywhere: select.  On POSIX it cannot watch descriptors above 1023 (ValueError)."""

    def _change(self, fd: int, old: int, new: int) -> None:
        if new and fd >= 1024 and os.name != "nt":
            raise ValueError(f"select() cannot watch file descriptor {fd}, it knows those below 1024 only")

    def _wait(self, timeout: float | None) -> list[tuple[int, int]]:
        reads = [self._read_fd, *(fd for fd, mask in self._watched.items() if mask & READ)]
        writes = [fd for fd, mask in self._watched.items() if mask & WRITE]
        try:
            r, w, x = select.select(reads, writes, writes if os.name == "nt" else [], timeout)
        except OSError:
            if not self._forget_closed():
                raise
            return []
        found = dict.fromkeys(r, READ)
        for fd in (*w, *x):
            found[fd] = found.get(fd, 0) | WRITE
        return list(found.items())

    def _forget_closed(self) -> bool:
        """Watch descriptors no more that were closed before they were removed.  Return whether there were any."""
        closed = []
        for fd in self._watched:
            try:
                os.fstat(fd)
            except OSError:
                closed.append(fd)
        for fd in closed:
            del self._watched[fd]
        return bool(closed)


_KINDS: dict[str, type[Poller]] = {
    **({"epoll": EpollPoller} if hasattr(os, "eventfd") else {}),
    "kqueue": KqueuePoller,
    "poll": PollPoller,
    "select": SelectPoller,
}


def make_poller(name: str | None = None) -> Poller:
    """Return a poller: "epoll", "kqueue", "poll" or "select"; by default the first of them that this platform has.

    ValueError for any other name, and for what the platform does not have.
    """
    if name is None:
        name = next(name for name in _KINDS if hasattr(select, name))  # looked up now: gevent takes some away
    elif name not in _KINDS or not hasattr(select, name):
        here = ", ".join(name for name in _KINDS if hasattr(select, name))
        raise ValueError(f"no poller named {name!r} on this platform, there are {here}")
    return _KINDS[name]()
