"""Compact pickles of the model of a scenario, for the cache."""

from __future__ import annotations

import pickle
from typing import Any, ClassVar


class Compact:
    """Pickle a frozen dataclass with slots as a call with its values.

    The way of ``dataclasses`` looks up the fields of each object anew, which took most of the time to load a suite.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Return the class and the arguments that make an equal object."""
        return type(self), self._values()

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


class Deferred(Compact):
    """A dataclass whose pickle is read when one of its values is first asked for: most are never."""

    __slots__ = ("_packed",)
    _packed: bytes

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Return what makes an equal object, whose values stay packed for now."""
        return _deferred, (type(self), pickle.dumps(self._values(), pickle.HIGHEST_PROTOCOL))

    def __getattr__(self, name: str) -> Any:
        """Return a value that is packed, and unpack all of them."""
        if name not in self.__match_args__:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        for field, value in zip(self.__match_args__, pickle.loads(self._packed), strict=True):
            object.__setattr__(self, field, value)
        return getattr(self, name)


def _deferred(kind: type[Deferred], packed: bytes) -> Deferred:
    made = object.__new__(kind)
    object.__setattr__(made, "_packed", packed)
    return made
