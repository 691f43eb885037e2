"""Coroutines: how to know them, and the two that everybody needs.

Invariant: what `iscoroutine` accepts has `send`, `throw` and `close`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine
from types import CoroutineType, GeneratorType, coroutine

from .typing_shim import T
from .versions import GENERATORS_ARE_COROUTINES, PY314

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator

_COROUTINES: tuple[type, ...] = (CoroutineType, Coroutine)
if GENERATORS_ARE_COROUTINES:
    _COROUTINES += (GeneratorType,)


def iscoroutine(obj: object) -> bool:
    """Return True for coroutine objects (up to Python 3.11 also for generators)."""
    return type(obj) is CoroutineType or isinstance(obj, _COROUTINES)


def iscoroutinefunction(func: object) -> bool:
    """Return True for a function that returns coroutines.  Deprecated since Python 3.14: use inspect's."""
    import inspect

    if PY314:
        import warnings

        warnings.warn(
            "'asyncio.iscoroutinefunction' is deprecated and slated for removal in Python 3.16; "
            "use inspect.iscoroutinefunction() instead",
            DeprecationWarning,
            stacklevel=2,
        )
    return inspect.iscoroutinefunction(func)


def is_awaitable(obj: object) -> bool:
    """Return True for what may stand behind `await`."""
    return isinstance(obj, Awaitable) or (
        isinstance(obj, GeneratorType) and bool(obj.gi_code.co_flags & 0x100)
    )  # made by types.coroutine


async def await_it(awaitable: Awaitable[T]) -> T:
    """A coroutine that awaits *awaitable*."""
    return await awaitable


@coroutine
def yield_once() -> Generator[None, None, None]:
    """Suspend the task for exactly one turn."""
    yield
