"""Estimates how long a case has waited for a processor: a case that waited for long may be slow and not hang.

The states of its threads are sampled while it runs. A thread that is runnable or waits for a disk wants to go on;
the time in which one wants to, less the processor time that the case was given, is the time that it has waited.

Only where there is a ``/proc`` as Linux has it; elsewhere, and where other processes have a part in the case,
nothing is known.
"""

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING or __package__:
    from loopspec.harness.process_group import stat
else:
    from process_group import stat

WANTING = (b"R", b"D")
"""The states of a thread that would go on at once if it could: runnable, and waiting for a disk."""

STATE, PARENT, SESSION, REAPED_FAULTS, USER, SYSTEM = 0, 1, 3, 8, 11, 12
"""Fields of ``process_group.stat``; ``REAPED_FAULTS`` is not 0 once a child has been waited for."""


class Starvation:
    """Watches one process from now on, which leads its session; ``look`` is to be called again and again."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._given_before = given(pid) or 0.0
        self._looked = time.monotonic()
        self._wanting = True  # nobody has looked, so that the time until somebody does counts in full
        self._wanted = 0.0

    def look(self) -> None:
        """Record whether the process wants to go on now."""
        now, wanting = time.monotonic(), wants_to_go_on(self._pid)
        if wanting or self._wanting:
            self._wanted += now - self._looked
        self._looked, self._wanting = now, wanting

    def seconds(self) -> "float | None":
        """Return how long the process has waited for a processor until now, None where that is not known."""
        self.look()
        seconds = given(self._pid)
        if seconds is None or has_company(self._pid):
            return None
        return max(0.0, self._wanted - (seconds - self._given_before))


def given(pid: int) -> "float | None":
    """Return the seconds of processor time that a process got; None where not known, or where it had children."""
    fields = stat("/proc/" + str(pid))
    if not fields or int(fields[REAPED_FAULTS]):
        return None
    return (int(fields[USER]) + int(fields[SYSTEM])) / os.sysconf("SC_CLK_TCK")


def wants_to_go_on(pid: int) -> bool:
    """Return whether a thread of a process is runnable or waits for a disk; True where that is not known."""
    try:
        tasks = os.listdir("/proc/" + str(pid) + "/task")  # noqa: PTH208 - barest modules only
    except OSError:
        return True
    return any((stat("/proc/" + str(pid) + "/task/" + task) or [b""])[STATE] in WANTING for task in tasks)


def has_company(pid: int) -> bool:
    """Return whether there is another process of its session, a child of it, or an orphan adopted by this one."""
    own = str(pid)
    parents = (own.encode(), str(os.getpid()).encode())
    for name in os.listdir("/proc"):  # noqa: PTH208
        fields = stat("/proc/" + name) if name.isdigit() and name != own else []
        if fields and (fields[PARENT] in parents or fields[SESSION] == parents[0]):
            return True
    return False
