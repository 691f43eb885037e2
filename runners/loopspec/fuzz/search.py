"""Looks for a program on which targets part, and makes it smaller."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from loopspec.fuzz.arena import Arena, Difference
from loopspec.fuzz.grains import Grain, smaller, tree
from loopspec.fuzz.programs import program
from loopspec.fuzz.speakers import Theme

SHRINKING = 500
"""How many programs may be tried to make the one that was found smaller."""


def programs(about: Theme, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """The first ``count`` programs of a seed."""
    return (program(tree(seed, number), about) for number in range(count))


class _Enough(Exception):
    """Ends the search for a smaller program."""


class Search:
    """One search of up to ``count`` programs about something; the same for the same ``seed``.

    ``tell`` is called after each program with how many there were so far; at most ``shrinking`` smaller ones are tried
    when one was found.
    """

    def __init__(
        self,
        arena: Arena,
        about: Theme,
        count: int,
        seed: int,
        *,
        shrinking: int = SHRINKING,
        tell: Callable[[int], None] = lambda count: None,
    ) -> None:
        self._arena = arena
        self._about = about
        self._count = count
        self._seed = seed
        self._shrinking = shrinking
        self._tell = tell
        self._known: dict[str, bool] = {}
        self._smallest: Difference | None = None
        self.needed = 0
        """Programs that were run until the first difference."""

    def run(self) -> Difference | None:
        """The smallest program found on which targets part, None where there is none."""
        for number in range(self._count):
            self.needed = number + 1
            whole = tree(self._seed, number)
            found = self._parts(whole)
            self._tell(self.needed)
            if found:
                with suppress(_Enough):
                    smaller(whole, self._parts)
                break
        return self._smallest

    def _parts(self, whole: Grain) -> bool:
        """Whether targets part on the program of a tree; then that is the smallest one so far.

        What is known is not run again: of many bytes a program does not ask. Raises _Enough once enough smaller ones
        were tried.
        """
        data = program(whole, self._about)
        key = repr(data)
        if key not in self._known:
            if self._smallest is not None and self._arena.tally.programs >= self.needed + self._shrinking:
                raise _Enough
            found = self._arena.compare(data)
            self._smallest = found or self._smallest
            self._known[key] = found is not None
        return self._known[key]
