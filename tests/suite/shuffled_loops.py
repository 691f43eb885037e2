"""The loop of ``asyncio-shuffled`` with some seeds; as targets of their own, these lack no capability."""

from __future__ import annotations

import heapq
from typing import Any

from loopspec.harness.adapters.loopspec_adapters.shuffled import ShuffledLoop
from loopspec.harness.adapters.loopspec_adapters.virtual import VirtualLoop


class Seed0(ShuffledLoop):
    """Ready callbacks in the order of seed 0."""

    SEED = 0


class Seed1(ShuffledLoop):
    """Ready callbacks in the order of seed 1."""

    SEED = 1


class Seed2(ShuffledLoop):
    """Ready callbacks in the order of seed 2."""

    SEED = 2


class Seed3(ShuffledLoop):
    """Ready callbacks in the order of seed 3."""

    SEED = 3


class OnVirtualTime(ShuffledLoop, VirtualLoop):
    """Timers that are due are drawn with ready callbacks; two are due at once only where a rule says so."""

    def _run_once(self) -> None:
        timers: Any = self._scheduled  # type: ignore[attr-defined]
        while timers and not timers[0]._cancelled and timers[0]._when <= self.time():
            timer = heapq.heappop(timers)
            timer._scheduled = False
            self._ready.append(timer)  # type: ignore[attr-defined]
        super()._run_once()


class Time0(OnVirtualTime):
    """Ready callbacks and due timers in the order of seed 0."""

    SEED = 0


class Time3(OnVirtualTime):
    """Ready callbacks and due timers in the order of seed 3."""

    SEED = 3


class Time7(OnVirtualTime):
    """Ready callbacks and due timers in the order of seed 7."""

    SEED = 7


class Time9(OnVirtualTime):
    """Ready callbacks and due timers in the order of seed 9."""

    SEED = 9
