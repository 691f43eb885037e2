"""Looks for a program on which targets differ, and makes it smaller."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded

from loopspec.fuzz.choices import Choice, trees
from loopspec.fuzz.context import Profile
from loopspec.fuzz.differential import Differential
from loopspec.fuzz.divergence import Divergence
from loopspec.fuzz.programs import program

SHRINKING = 500
"""The limit of programs that are tried to make the one that was found smaller."""

BATCH = 10
"""Programs of one run of Hypothesis. Most of a run are its first ones changed a little, so that long runs are about few
things, where many short ones are about many."""


def for_each_program(about: Profile, count: int, seed: int, visit: Callable[[dict[str, Any]], None]) -> None:
    """Call ``visit`` with up to ``count`` programs, the same for the same seed; some come more than once.

    When it raises an Exception, it is called with smaller and smaller programs for as long as it raises, and what it
    raised for the smallest of them is raised here.
    """
    for begin in range(0, count, BATCH):

        @seeded(f"{seed}:{begin}")
        @settings(
            max_examples=min(BATCH, count - begin),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
            verbosity=Verbosity.quiet,
        )
        @given(trees())
        def look(tree: Choice) -> None:
            visit(program(tree, about))

        look()


def programs(about: Profile, count: int, seed: int) -> list[dict[str, Any]]:
    """Return up to ``count`` programs of a seed, each once."""
    found: dict[str, dict[str, Any]] = {}

    def keep(data: dict[str, Any]) -> None:
        found[repr(data)] = data

    for_each_program(about, count, seed, keep)
    return list(found.values())


class _Parted(Exception):
    """Raised for Hypothesis where a program is one of those that are looked for."""


class _Enough(BaseException):
    """Ends the search; not an Exception, which Hypothesis would take for one more failure."""


class Search:
    """One search of up to ``count`` programs about something; the same for the same ``seed``.

    ``on_program`` is called after each program with how many there were so far; at most ``shrinking`` smaller ones
    are tried when one was found.
    """

    def __init__(
        self,
        differential: Differential,
        about: Profile,
        count: int,
        seed: int,
        *,
        shrinking: int = SHRINKING,
        on_program: Callable[[int], None] = lambda count: None,
    ) -> None:
        self._differential = differential
        self._about = about
        self._count = count
        self._seed = seed
        self._shrinking = shrinking
        self._on_program = on_program
        self._known: dict[str, Divergence | None] = {}
        self._smallest: Divergence | None = None
        self.needed = 0
        """Programs that were run until the first difference."""

    def run(self) -> Divergence | None:
        """Return the smallest program found on which targets differ, None where there is none."""
        with suppress(_Parted, _Enough):
            for_each_program(self._about, self._count, self._seed, self._look)
        return self._smallest

    def _look(self, data: dict[str, Any]) -> None:
        found = self._compared(data)
        if found is not None:
            self._smallest = found
            raise _Parted

    def _compared(self, data: dict[str, Any]) -> Divergence | None:
        """Return the difference that a program makes. Raises _Enough once enough smaller ones were tried.

        A known program is not run again, so that Hypothesis gets the same answer each time.
        """
        key = repr(data)
        if key not in self._known:
            tried = self._differential.tally.programs
            if self._smallest is not None and tried >= self.needed + self._shrinking:
                raise _Enough
            self._known[key] = self._differential.compare(data)
            if self._smallest is None:
                self.needed = tried + 1
                self._on_program(self.needed)
        return self._known[key]
