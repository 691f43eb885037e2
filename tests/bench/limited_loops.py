"""Loops of the standard library with one fault each."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any


class Faulty(asyncio.SelectorEventLoop):
    """Does not do timers, in ways that subclasses choose."""

    def fault(self) -> None:
        raise RuntimeError("no timers today\nnor tomorrow")

    def call_later(self, *args: object, **kwargs: object) -> asyncio.TimerHandle:
        self.fault()
        raise AssertionError


class Crashing(Faulty):
    def fault(self) -> None:
        os.abort()


class Hanging(Faulty):
    def fault(self) -> None:
        time.sleep(3600)


class Exiting(Faulty):
    def fault(self) -> None:
        sys.exit(7)


class Signalling(Faulty):
    """Tells by a file that it is at work, then takes its time."""

    def fault(self) -> None:
        Path("at-work").touch()
        time.sleep(3600)


class Searching(asyncio.SelectorEventLoop):
    """Looks at every timer there is, twenty times, before it makes one: so often that nothing else it does counts."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[asyncio.TimerHandle] = []

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> asyncio.TimerHandle:
        for _ in range(20):
            max((handle.when() for handle in self.made), default=0.0)
        handle = super().call_at(when, callback, *args, context=context)
        self.made.append(handle)
        return handle
