"""Loops that part from asyncio's, each in one way."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any


class Limps(asyncio.SelectorEventLoop):
    """Runs every second callback one turn later than it was asked to."""

    _asked = 0

    def call_soon(self, callback: Any, *arguments: Any, context: Any = None) -> asyncio.Handle:
        self._asked += 1
        if self._asked % 2:
            return super().call_soon(callback, *arguments, context=context)
        return super().call_soon(lambda: super(Limps, self).call_soon(callback, *arguments, context=context))


class Dies(asyncio.SelectorEventLoop):
    """Does not survive a call from another thread."""

    def call_soon_threadsafe(self, *arguments: Any, **more: Any) -> asyncio.Handle:
        os.abort()


class Hangs(asyncio.SelectorEventLoop):
    """Never comes back from a call of another thread."""

    def call_soon_threadsafe(self, *arguments: Any, **more: Any) -> asyncio.Handle:
        while True:
            time.sleep(60)
