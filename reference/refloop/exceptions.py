"""The exceptions, and how they come to be asyncio's own without importing asyncio.

Programs mix namespaces: a library catches `asyncio.CancelledError` while refloop cancels.  So there can be
only one class.  The classes live in the standard library's file `asyncio/exceptions.py`, which imports
nothing; but importing it by name first runs the whole of the package `asyncio`, four times the cost of
refloop.  Therefore:

- asyncio is imported already: its exceptions are taken, and that is all.
- it is not: that one file is executed on its own, and a finder at the head of `sys.meta_path` hands *this
  very module* over when asyncio is imported later.  asyncio then finds its exceptions module made, and the
  classes are the same for ever, whichever came first.  Two copies of this package in one process share it
  in the same way.

The same finder calls the listeners of `when_asyncio_is_imported`, so that the running loop and the current task
become visible to asyncio the moment that it exists.

Invariant: `refloop.CancelledError is asyncio.CancelledError`, at all times and in either order of import.
Refuses: to import asyncio, and to define rival classes where the standard library has them.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any

__all__ = (
    "BrokenBarrierError",
    "CancelledError",
    "IncompleteReadError",
    "InvalidStateError",
    "LimitOverrunError",
    "SendfileNotAvailableError",
    "TimeoutError",
)

_PACKAGE = "asyncio"
_NAME = "asyncio.exceptions"
_listeners: list[Callable[[], None]] = []
_shared: ModuleType | None = None


class _Loader:
    """Stands before the real loader of one module; calls the listeners when asyncio is there."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        if spec.name == _NAME:
            return _shared
        made: ModuleType | None = self.real.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self.real  # from here on the module is as if we had not been there
        if module.__spec__ is not None:
            module.__spec__.loader = self.real
        if module is not _shared:
            self.real.exec_module(module)
            for listener in _listeners:
                listener()


class _Finder:
    """A `sys.meta_path` entry for two names, `asyncio` and `asyncio.exceptions`; blind to all others."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        if name in (_NAME, _PACKAGE):
            spec = _find(name, path, skip=self)
            if spec is not None and spec.loader is not None and (name == _PACKAGE or _shared is not None):
                spec.loader = _Loader(spec.loader)  # type: ignore[assignment]
                return spec
        return None


def _find(name: str, path: Sequence[str] | None, skip: object) -> ModuleSpec | None:
    """Ask the finders that stand behind *skip* for *name*; import nothing.

    Only those behind: there may be another copy of this package before us, which is asking us now.
    """
    finders = list(sys.meta_path)
    if skip in finders:
        del finders[: finders.index(skip) + 1]
    for finder in finders:
        find = getattr(finder, "find_spec", None)
        spec: ModuleSpec | None = find(name, path) if find is not None else None
        if spec is not None:
            return spec
    return None


def _load_alone() -> ModuleType | None:
    """Execute `asyncio/exceptions.py` without its package; None when this Python keeps it elsewhere."""
    package = _find(_PACKAGE, None, _finder)
    if package is None or package.submodule_search_locations is None:
        return None
    spec = _find(_NAME, package.submodule_search_locations, _finder)
    if spec is None or spec.loader is None:
        return None
    module = spec.loader.create_module(spec)
    if module is None:
        module = type(sys)(_NAME)
        module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, _PACKAGE
        if spec.origin is not None:
            module.__file__ = spec.origin
    spec.loader.exec_module(module)
    return module


def when_asyncio_is_imported(listener: Callable[[], None]) -> None:
    """Call *listener* once asyncio is there: now if it is, otherwise at the end of its import."""
    if _PACKAGE in sys.modules:
        listener()
    else:
        _listeners.append(listener)


_finder = _Finder()
if _PACKAGE not in sys.modules:
    _shared = _load_alone()
    sys.meta_path.insert(0, _finder)
if not TYPE_CHECKING:
    if _shared is None:
        _shared = sys.modules[_NAME]
    BrokenBarrierError = _shared.BrokenBarrierError
    CancelledError = _shared.CancelledError
    IncompleteReadError = _shared.IncompleteReadError
    InvalidStateError = _shared.InvalidStateError
    LimitOverrunError = _shared.LimitOverrunError
    SendfileNotAvailableError = _shared.SendfileNotAvailableError
    TimeoutError = _shared.TimeoutError
else:
    from asyncio.exceptions import (
        BrokenBarrierError as BrokenBarrierError,
    )
    from asyncio.exceptions import (
        CancelledError as CancelledError,
    )
    from asyncio.exceptions import (
        IncompleteReadError as IncompleteReadError,
    )
    from asyncio.exceptions import (
        InvalidStateError as InvalidStateError,
    )
    from asyncio.exceptions import (
        LimitOverrunError as LimitOverrunError,
    )
    from asyncio.exceptions import (
        SendfileNotAvailableError as SendfileNotAvailableError,
    )
    from asyncio.exceptions import (
        TimeoutError as TimeoutError,
    )
