"""`select.kqueue` for systems that have none, made of epoll: the part of it that a poller uses.

As documented in `select` and in kqueue(2): filters for reading and writing are added and deleted one by one, a delete
of what is not there (or was closed) is an error, each filter that is ready makes an event of its own, an event tells
its descriptor in `ident`, and `control` returns no more events than it was asked for.
"""

from __future__ import annotations

import errno
import os
import select
from typing import Any

import pytest

KQ_FILTER_READ, KQ_FILTER_WRITE = -1, -2
KQ_EV_ADD, KQ_EV_DELETE = 0x1, 0x2
_BITS = {KQ_FILTER_READ: select.POLLIN, KQ_FILTER_WRITE: select.POLLOUT}


class kevent:  # noqa: N801
    def __init__(self, ident: Any, filter: Any = KQ_FILTER_READ, flags: Any = KQ_EV_ADD) -> None:
        self.ident, self.filter, self.flags = ident, filter, flags


class kqueue:  # noqa: N801
    def __init__(self) -> None:
        self._epoll = select.epoll()  # for a descriptor that can be waited at
        self._filters: dict[Any, Any] = {}

    def control(self, changes: Any, max_events: Any, timeout: Any = None) -> Any:
        for change in changes or ():
            self._apply(change)
        if not max_events:
            return []
        events = []
        for fd, bits in self._epoll.poll(-1 if timeout is None else timeout):
            ready = [n for n, bit in _BITS.items() if bits & (bit | select.POLLHUP | select.POLLERR)]
            events += [kevent(fd, filter) for filter in ready if filter in self._filters.get(fd, ())]
        return events[:max_events]

    def _apply(self, change: Any) -> None:
        try:
            os.fstat(change.ident)
        except OSError:
            self._filters.pop(change.ident, None)
            raise
        filters = self._filters.setdefault(change.ident, set())
        if change.flags & KQ_EV_DELETE:
            if change.filter not in filters:
                raise OSError(errno.ENOENT, "no such filter")
            filters.discard(change.filter)
        else:
            filters.add(change.filter)
        mask = sum(_BITS[filter] for filter in filters)
        try:
            self._epoll.modify(change.ident, mask) if mask else self._epoll.unregister(change.ident)
        except FileNotFoundError:
            self._epoll.register(change.ident, mask)

    def fileno(self) -> Any:
        return self._epoll.fileno()

    def close(self) -> None:
        self._epoll.close()


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the module `select` what it would have on BSD or macOS."""
    for name in ("kqueue", "kevent", "KQ_FILTER_READ", "KQ_FILTER_WRITE", "KQ_EV_ADD", "KQ_EV_DELETE"):
        if not hasattr(select, name):
            monkeypatch.setattr(select, name, globals()[name], raising=False)
