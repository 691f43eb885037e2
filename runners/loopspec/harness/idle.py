"""See from outside when a thread waits in the poll of its loop: the moment at which ``while_idle`` acts.

Linux shows in ``/proc`` how often a thread has gone to sleep: one that sleeps, and has not been awake between looks in
a row, waits for something that does not come by itself. Elsewhere, and for a loop that wakes up all the time, such as
one inside another program's main loop, time is given instead.

Invariant: as for ``execution``, this file runs on any interpreter that has functions; what it needs is imported on use.
"""

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_INTERVAL = 0.002
"""Seconds between two looks at a thread."""

IDLE_LOOKS = 6
"""The looks in a row that have to find a thread asleep that has not been awake since the first of them."""

BLIND_LOOKS = 25
"""The looks at a thread of which nothing is known."""

PATIENCE = 200
"""The times a thread is seen asleep, though never for long, before it is taken for idle."""

BUSY_SECONDS = 1.0
"""Seconds of a processor's time after which a thread that never sleeps is taken for idle.

Its own time, not that of a clock: where the machine is busy, or was halted, a thread that has yet to begin has not run.
"""

COUNTERS = ("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")


def this_thread() -> "int | None":
    """Return the number by which the system knows the current thread, None where it is not known."""
    try:
        import threading

        return threading.get_native_id()
    except (ImportError, AttributeError):
        return None


def rest_of(thread: "int | None") -> "list[str] | None":
    """Return how often a thread has given way until now; [] while it is awake, None if nothing is known.

    Two looks at a thread that sleeps are equal if it has not been awake between them.
    """
    try:
        with open("/proc/self/task/" + str(thread) + "/status") as file:  # noqa: PTH123 - barest modules only
            lines = file.read().split("\n")
    except OSError:
        return None
    fields = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields[name] = value.strip()
    if not fields.get("State", "").startswith("S"):
        return []
    return [fields.get(name, "") for name in COUNTERS]


def run_time(thread: "int | None") -> float:
    """Return how many seconds a thread of this process has run on a processor; 0.0 if nothing is known."""
    try:
        with open("/proc/self/task/" + str(thread) + "/schedstat") as file:  # noqa: PTH123 - barest modules only
            return int(file.read().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def wait_until_idle(thread: "int | None", is_over: "Callable[[], bool]") -> bool:
    """Wait until a thread waits in its poll; False when ``is_over`` says before that nobody needs it any more."""
    before = None  # type: list[str] | None
    looks = asleep = at_rest = 0
    begun = run_time(thread)
    while not is_over():
        now = rest_of(thread)
        looks += 1
        asleep += bool(now)
        at_rest = at_rest + 1 if now and now == before else 0
        before = now
        if at_rest >= IDLE_LOOKS or asleep >= PATIENCE or run_time(thread) - begun > BUSY_SECONDS:
            return True
        if now is None and looks >= BLIND_LOOKS:
            return True
        time.sleep(LOOK_INTERVAL)
    return False


def signal_from_outside(name: str) -> "Callable[[], None]":
    """Send this process a signal from another one; returns what ends that other process.

    It lingers until then: its end would be a signal, too (SIGCHLD), and could wake a loop that has slept through the
    one that was sent. ``name`` is that of a signal, such as ``"SIGUSR1"``.
    """
    import os
    import subprocess

    command = "kill -s " + name[len("SIG") :] + " " + str(os.getpid()) + "; read line"
    sender = subprocess.Popen(["/bin/sh", "-c", command], stdin=subprocess.PIPE)

    def end() -> None:
        sender.communicate()

    return end
