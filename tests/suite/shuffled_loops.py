"""The loop of ``asyncio-shuffled`` with some seeds; as targets of their own, these lack no capability."""

from __future__ import annotations

from loopspec.harness.adapters.loopspec_adapters.shuffled import ShuffledLoop


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
