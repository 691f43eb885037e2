"""Loops that differ from asyncio's, each in one way."""

from __future__ import annotations

import asyncio
import os
import selectors
import time
from typing import Any


class Limps(asyncio.SelectorEventLoop):
    """Runs every second callback one iteration later than it was asked to."""

    _asked = 0

    def call_soon(self, callback: Any, *arguments: Any, context: Any = None) -> asyncio.Handle:
        self._asked += 1
        if self._asked % 2:
            return super().call_soon(callback, *arguments, context=context)
        return super().call_soon(lambda: super(Limps, self).call_soon(callback, *arguments, context=context))


class Late(asyncio.SelectorEventLoop):
    """On virtual time, half a second late with every second timer."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        self._timers = 0
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    def call_at(self, when: float, *arguments: Any, **more: Any) -> asyncio.TimerHandle:
        self._timers += 1
        return super().call_at(when + 0.5 * (self._timers % 2), *arguments, **more)


class _Jumping(selectors.DefaultSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        self.now += 0.0 if ready else timeout or 0.0
        return ready


class Dies(asyncio.SelectorEventLoop):
    """Does not survive a call from another thread."""

    def call_soon_threadsafe(self, *arguments: Any, **more: Any) -> asyncio.Handle:
        os.abort()


class Hangs(asyncio.SelectorEventLoop):
    """Never comes back from a call of another thread."""

    def call_soon_threadsafe(self, *arguments: Any, **more: Any) -> asyncio.Handle:
        while True:
            time.sleep(60)


class Drops(asyncio.SelectorEventLoop):
    """Does not send empty lines, and says nothing of it."""

    def _make_socket_transport(self, *arguments: Any, **more: Any) -> Any:
        transport = super()._make_socket_transport(*arguments, **more)
        write = transport.write
        transport.write = lambda data: write(b"" if data == b"\n" else data)
        return transport
