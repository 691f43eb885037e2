"""The standard library's default loop on virtual time: the clock jumps to the next timer when nothing is ready."""

import asyncio
import selectors
from typing import Any


class JumpingSelector(selectors.DefaultSelector):
    """Looks whether anything has arrived; instead of sleeping it sets its clock forward."""

    now = 0.0

    def select(self, timeout: "float | None" = None) -> "list[tuple[selectors.SelectorKey, int]]":
        """Return ready events. Without a timer, wait as long as it takes: time stands still."""
        ready: list[Any] = super().select(0 if timeout is not None else None)
        if not ready and timeout is not None:
            self.now += max(0.0, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A selector loop whose time begins at 0 and passes in no time."""

    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return the seconds that have passed in its timers."""
        return self._jumping.now
