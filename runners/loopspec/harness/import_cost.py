"""Measure the cost of importing a target: ``import_cost.py NAMESPACE FACTORY FOLDER...``, FACTORY "" for none.

Prints two numbers: the seconds of CPU time that its import took, and the KiB of resident memory that the import and
one empty run have added; -1 where the system does not show it.

Invariant: before the target nothing is imported that an interpreter has not imported by itself.
"""

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PAGE = 4
"""KiB of a page where nobody says otherwise."""


def resident() -> int:
    """Return the KiB of this process that are in memory, -1 without /proc."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return -1
    try:
        import posix

        return pages * posix.sysconf("SC_PAGESIZE") // 1024
    except (ImportError, AttributeError, ValueError):
        return pages * PAGE


def import_all(namespace: str, factory: str) -> "tuple[Any, Any]":
    """Import the module and the factory of a target, None when it needs none."""
    __import__(namespace)
    made = None
    if factory:
        name, _, path = factory.partition(":")
        __import__(name)
        made = sys.modules[name]
        for part in path.split("."):
            made = getattr(made, part)
    return sys.modules[namespace], made


def run(module: "Any", factory: "Any") -> None:
    """Run a coroutine that does nothing."""

    async def nothing() -> None:
        pass

    if factory is None:
        module.run(nothing())
    else:
        with module.Runner(loop_factory=factory) as runner:
            runner.run(nothing())


def main(namespace: str, factory: str, *folders: str) -> None:
    """Measure, and print."""
    sys.path[:1] = folders  # in place of this folder
    before = resident()
    started = time.process_time()
    module, made = import_all(namespace, factory)
    seconds = time.process_time() - started
    run(module, made)
    after = resident()
    print(seconds, -1 if before < 0 else after - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
