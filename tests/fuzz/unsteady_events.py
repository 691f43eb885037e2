"""asyncio, but for an event that tells something else in every process."""

from __future__ import annotations

import asyncio
import os
from asyncio import *  # noqa: F403


class Event(asyncio.Event):  # type: ignore[no-redef]
    """Set or not, it tells where it is."""

    def is_set(self) -> int:  # type: ignore[override]
        return os.getpid()
