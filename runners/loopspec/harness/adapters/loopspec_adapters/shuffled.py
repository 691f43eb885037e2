"""The standard library's default loop with ready callbacks run one at a time, in seeded order."""

import asyncio
import random
from typing import Any


class ShuffledLoop(asyncio.SelectorEventLoop):
    """A selector loop in all but the order of ready callbacks, which only its seed decides."""

    SEED = 0

    def __init__(self) -> None:
        super().__init__()
        self._choice = random.Random(self.SEED)

    def _run_once(self) -> None:
        """Run one of the ready callbacks, and whatever has just become due; the others wait for their turn."""
        ready: Any = self._ready  # type: ignore[attr-defined]
        held = []
        if len(ready) > 1:
            waiting = [ready.popleft() for _ in range(len(ready))]
            ready.append(waiting.pop(self._choice.randrange(len(waiting))))
            held = waiting
        try:
            super()._run_once()  # type: ignore[misc]
        finally:
            ready.extend(held)
