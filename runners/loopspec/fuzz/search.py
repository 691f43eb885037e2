"""Looks for a program on which targets part, and shrinks it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from loopspec.fuzz.arena import Arena, Difference
from loopspec.fuzz.programs import programs
from loopspec.running.plan import Version

SHRINKING = 500
"""How many programs may be tried to make the one that was found smaller."""


def for_each_program(
    areas: frozenset[str], version: Version, count: int, number: int, visit: Callable[[dict[str, Any]], None]
) -> None:
    """Call ``visit`` with up to ``count`` programs, the same for the same seed ``number``.

    When it raises, it is called with smaller and smaller programs for as long as it raises, and what it
    raised for the smallest of them is raised here.
    """

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    @given(programs(areas, version))
    def look(data: dict[str, Any]) -> None:
        visit(data)

    look()


class _Parted(Exception):
    """Tells Hypothesis that a program is one of those that are looked for."""


class _Enough(BaseException):
    """Ends the search; not an Exception, which Hypothesis would take for one more failure."""


class Search:
    """One search of up to ``count`` programs about some areas; the same for the same seed ``number``.

    ``tell`` is called after each program with how many there were so far; at most ``shrinking`` smaller ones are tried
    when one was found.
    """

    def __init__(
        self,
        arena: Arena,
        areas: frozenset[str],
        count: int,
        number: int,
        *,
        shrinking: int = SHRINKING,
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
        self.needed = 0
        """Programs that were run until the first difference."""

    def run(self) -> Difference | None:
        """The smallest program found on which targets part, None where there is none."""
        with suppress(_Parted, _Enough):
            for_each_program(self._areas, self._arena.version, self._count, self._number, self._look)
        return self._smallest

    def _look(self, data: dict[str, Any]) -> None:
        found = self._compared(data)
        if found is not None:
            self._smallest = found
            raise _Parted

    def _compared(self, data: dict[str, Any]) -> Difference | None:
        """The difference that a program makes. Raises _Enough once enough smaller ones were tried.

        What is known is not run again, so that one answer is given each time that Hypothesis asks.
        """
        key = repr(data)
        if key not in self._known:
            tried = self._arena.tally.programs
            if self._smallest is not None and tried >= self.needed + self._shrinking:
                raise _Enough
            self._known[key] = self._arena.compare(data)
            if self._smallest is None:
                self.needed = tried + 1
                self._tell(self.needed)
        return self._known[key]
