"""`Generic` and `TypeVar` for classes that are generic to a type checker, without importing typing (5 ms)
at run time.

Invariant: at run time `Generic[T]` is an empty base class.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic as Generic
    from typing import TypeVar

    T = TypeVar("T")
else:
    T = None

    class Generic:
        """Stands where `typing.Generic` stands for a type checker."""

        __slots__ = ()

        def __class_getitem__(cls, item):
            return cls
