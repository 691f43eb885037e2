"""Looks for a program on which targets part, and shrinks it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from loopspec.fuzz.arena import Arena, Difference
from loopspec.fuzz.programs import programs

SHRINKING = 30.0
"""Seconds that a found program may be made smaller."""


class _Parted(Exception):
    """Tells Hypothesis that a program is one of those that are looked for."""


class Search:
    """One search of up to ``count`` programs about some areas; the same for the same seed ``number``.

    ``tell`` is called after each program with how many there were so far; ``shrinking`` is in seconds.
    """

    def __init__(
        self,
        arena: Arena,
        areas: frozenset[str],
        count: int,
        number: int,
        *,
        shrinking: float = SHRINKING,
        tell: Callable[[int], None] = lambda count: None,
    ) -> None:
        self._arena = arena
        self._areas = areas
        self._count = count
        self._number = number
        self._shrinking = shrinking
        self._tell = tell
        self._known: dict[str, Difference | None] = {}
        self._smallest: Difference | None = None
        self._until = 0.0
        self.needed = 0
        """Programs that were run until the first difference."""

    def run(self) -> Difference | None:
        """The smallest program found on which targets part, None where there is none."""

        @seed(self._number)
        @settings(
            max_examples=self._count,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
            verbosity=Verbosity.quiet,
        )
        @given(programs(self._areas, self._arena.version))
        def look(data: dict[str, Any]) -> None:
            found = self._compared(data)
            if found is not None:
                self._smallest = found
                raise _Parted

        with suppress(_Parted):
            look()
        return self._smallest

    def _compared(self, data: dict[str, Any]) -> Difference | None:
        """The difference that a program makes; none, once there was time enough to find a smaller one.

        What is known is not run again, so that one answer is given each time that Hypothesis asks.
        """
        key = repr(data)
        if key not in self._known:
            if self._smallest is not None and time.monotonic() > self._until:
                return None
            self._known[key] = self._arena.compare(data)
            if self._smallest is None:
                self.needed = self._arena.tally.programs
                self._until = time.monotonic() + self._shrinking
                self._tell(self.needed)
        return self._known[key]
