"""Methods that are imported on first use.

A loop has some forty methods that most programs never call: sockets, servers, TLS, child processes, executors,
stepping.  Each is a plain function whose first parameter is the loop, in the module that has its subject.  The class
`Loop` names that module by a `LazyMethod`; on the first look-up the module is imported and the function itself takes
the place of the `LazyMethod` in the class, as if it had been defined there.

Invariant: this package never imports the chapters above it; it knows them by name only, and `tests/refloop/
test_chapters.py` holds the names true.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class LazyMethod:
    """The method of this name (without a leading underscore) of *module*, a name relative to this chapter."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.function: Any = None  # once it is imported

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, loop: object, kind: type | None = None) -> Any:
        from importlib import import_module

        function = self.function = getattr(import_module(self.module, __package__), self.name.removeprefix("_"))
        setattr(self.owner, self.name, function)
        return function if loop is None else function.__get__(loop, kind)
