"""Compact pickles of the model of a scenario, for the cache."""

from __future__ import annotations

from typing import Any, ClassVar


class Compact:
    """Pickle a frozen dataclass with slots as a call with its values.

    The way of ``dataclasses`` looks up the fields of each object anew, which took most of the time to load a suite.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return the class and the arguments that make an equal object."""
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)
