"""Sees to it that nothing outlives a worker, whatever its target does.

A worker begins as two processes: the *guard*, which stays as small as it is, and the worker proper, which
imports the target. The guard waits until the worker is gone or the supervisor has turned away, then kills
what is left and ends in the way in which the worker ended.
"""

import gc
import os
import select
import signal
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

TICK = 0.05
"""Seconds between two looks at a worker whose end cannot be seen at once."""

FAREWELL = 0.2
"""Seconds that a worker has to leave when the supervisor has turned away."""

SWEEPS = 500
"""The looks, a millisecond apart, for the end of a case's orphans."""


def possible() -> bool:
    """Return whether processes can be made and watched."""
    return hasattr(os, "fork") and hasattr(select, "poll")


def stand(take: int, give: int) -> None:
    """Fork, go on in the child, and guard it from here; return in the child only.

    ``take`` and ``give`` are the descriptors of the protocol.
    """
    ties = Ties()
    ties.adopt_orphans()
    alive, living = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(alive)
        ties.die_with_parent()
        return
    os.close(give)
    os.close(living)
    status = _watch(worker, alive, take)
    sweep(worker)
    _end_like(status)


def _watch(worker: int, alive: int, take: int) -> int:
    """Wait for the worker's end; its wait status."""
    poller = select.poll()
    poller.register(alive, 0)  # hung up when the worker is gone, or has closed what is not its own
    poller.register(take, 0)  # hung up when the supervisor has turned away
    supervisor = os.getppid()
    limit = None
    while True:
        pid, status = os.waitpid(worker, os.WNOHANG)
        if pid:
            return status
        hung_up = [descriptor for descriptor, _ in poller.poll(int(1000 * TICK))]
        for descriptor in hung_up:
            poller.unregister(descriptor)
        if alive in hung_up:
            time.sleep(0.001)  # from closing its descriptors to being gone
        # Not every system reports a descriptor that is hung up; but an orphan has another parent.
        if limit is None and (take in hung_up or os.getppid() != supervisor):
            limit = time.monotonic() + FAREWELL
        if limit is not None and time.monotonic() > limit:
            os.kill(worker, signal.SIGKILL)


def _end_like(status: int) -> "NoReturn":
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with suppress(OSError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    leave(os.WEXITSTATUS(status))


def become_ordinary() -> None:
    """Undo what an unusual parent leaves: ignored and blocked signals, core files."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
    kept = [getattr(signal, name, None) for name in ("SIGPIPE", "SIGXFSZ")]  # Python ignores these
    for number in signal.valid_signals():
        if signal.getsignal(number) is signal.SIG_IGN and number not in kept:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ImportError, OSError, ValueError):
        pass


def begin_child(ties: "Ties", private: "tuple[int, ...]") -> None:
    """Prepare a child that runs cases: a group of its own, none of the worker's descriptors, its own garbage only."""
    os.setsid()
    ties.die_with_parent()
    for descriptor in private:
        os.close(descriptor)
    if hasattr(gc, "freeze"):
        gc.freeze()  # what was here before is neither scanned nor copied by collections
    gc.enable()


def leave(status: int = 0) -> "NoReturn":
    """End the process now: no exit handler and no thread of a loop delays it."""
    os._exit(status)


def sweep(child: int) -> None:
    """Kill a case's process, its group, and every orphan of it; return when all are gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ChildProcessError):  # its end may have been seen already
        os.waitpid(child, 0)
    for attempt in range(SWEEPS):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        for orphan in children() if attempt else ():  # the group had its time: this one has left it
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        time.sleep(0.001)


THREADS = "/proc/self/task/"
"""Where Linux lists the threads of this process, and of each the children that it has started."""


def children() -> "list[int]":
    """Return the children of this process, where /proc has them; orphans of cases among them."""
    found = []  # type: list[int]
    try:
        for thread in os.listdir(THREADS):  # noqa: PTH208
            with open(THREADS + thread + "/children", "rb") as file:  # noqa: PTH123
                found += map(int, file.read().split())
    except OSError:  # a thread that has just ended, or a kernel without the file: look at every process
        return _children_among_all()
    return found


def _children_among_all() -> "list[int]":
    own = str(os.getpid()).encode()
    try:
        names = os.listdir("/proc")  # noqa: PTH208
    except OSError:
        return []
    return [int(name) for name in names if name.isdigit() and stat("/proc/" + name)[1:2] == [own]]


def stat(folder: str) -> "list[bytes]":
    """Return the fields of ``/proc/PID/stat`` or ``/proc/PID/task/TID/stat`` behind the name; none when it is gone."""
    try:
        with open(folder + "/stat", "rb") as file:  # noqa: PTH123
            return file.read().rpartition(b")")[2].split()
    except OSError:
        return []


FATAL = ("SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGSEGV", "SIGSYS", "SIGTERM")
"""The signals that an exit status above 192 is taken to mean: 245 is -11, but 255 is what ``exit(-1)`` gives."""


def signal_name(number: int) -> str:
    """Return the name of a signal, such as ``SIGSEGV``."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal " + str(number)


def status_name(status: int) -> str:
    """Describe an exit status, with the signal that a shell or a wrapper script passes on in this way."""
    text = "status " + str(status)
    if 128 < status <= 192 and signal_name(status - 128).startswith("SIG"):
        return text + " (128 + " + signal_name(status - 128) + ")"
    if 192 < status < 256 and signal_name(256 - status) in FATAL:
        return text + " (-" + str(256 - status) + ", " + signal_name(256 - status) + ")"
    return text


def ending(code: int) -> str:
    """Describe how a process ended, by its exit code as ``subprocess`` gives it: negative for a signal."""
    return "was killed by " + signal_name(-code) if code < 0 else "exited with " + status_name(code)


class Ties:
    """Linux's ties between processes; elsewhere the methods do nothing."""

    _DIE_WITH_PARENT, _ADOPT_ORPHANS = 1, 36

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._prctl: Any = None
        if sys.platform == "linux":
            try:
                import ctypes

                self._prctl = ctypes.CDLL(None).prctl
            except (ImportError, AttributeError, OSError):
                pass

    def adopt_orphans(self) -> None:
        """Adopt grandchildren whose parent ends, so that none can slip away."""
        if self._prctl is not None:
            self._prctl(self._ADOPT_ORPHANS, 1, 0, 0, 0)

    def die_with_parent(self) -> None:
        """Kill this process, a child, when the worker ends, however that happens."""
        if self._prctl is not None:
            self._prctl(self._DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
            if os.getppid() != self._pid:
                leave(1)
