"""Bounds what a target may allocate, so that one that allocates without end costs its case and not the machine.

The bound is on private writable memory (``RLIMIT_DATA``): address space that a loop or a compiler only
reserves counts for nothing. A worker sets it once for itself, and all that it starts inherit it; a case costs
nothing for it. The last megabytes are kept back, because somebody has to be able to say what happened.

Only for systems with ``resource``; elsewhere nothing is bound.
"""

import sys

MEBIBYTE = 1 << 20

KEPT_BACK = 32 * MEBIBYTE
"""Bytes that a process has for its last words."""


def limit(mebibytes: int) -> None:
    """Limit the memory of this process, and of each that it starts, beyond what it has; 0 sets no limit."""
    if not mebibytes:
        return
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = in_use() + mebibytes * MEBIBYTE + KEPT_BACK
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (max(bound - KEPT_BACK, 0), bound))
    except (ImportError, AttributeError, OSError, ValueError):  # nothing to bind it with
        pass


def in_use() -> int:
    """Return the bytes of private writable memory that this process has, 0 where that is not known."""
    try:
        import os

        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, AttributeError, OSError, ValueError, IndexError):
        return 0


def last_words() -> None:
    """Release the memory that was kept back for an answer."""
    resource = sys.modules.get("resource")
    if resource is not None:
        try:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        except (OSError, ValueError):
            pass
