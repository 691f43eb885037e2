"""Loops each of which lacks one thing that every loop has to do."""

from __future__ import annotations

import asyncio
import time
from typing import Any


class HangsOnRun(asyncio.SelectorEventLoop):
    """Never begins."""

    def run_forever(self) -> None:
        time.sleep(60)


class NeverWakes(asyncio.SelectorEventLoop):
    """Takes calls of other threads to heart, and sleeps on."""

    def call_soon_threadsafe(self, *arguments: Any, **more: Any) -> asyncio.Handle:
        return self.call_soon(*arguments, **more)


class CannotClose(asyncio.SelectorEventLoop):
    """Is there to stay."""

    def close(self) -> None:
        raise RuntimeError("not now")


class ForgetsTimers(asyncio.SelectorEventLoop):
    """Has no clock."""

    def call_later(self, delay: float, *arguments: Any, **more: Any) -> asyncio.TimerHandle:
        return super().call_later(3600.0, *arguments, **more)


def cannot_be_made() -> asyncio.AbstractEventLoop:
    """No loop at all."""
    raise OSError("no such device")
