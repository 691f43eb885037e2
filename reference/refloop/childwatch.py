"""Learning that a child process has ended, and with what return code.

On Linux the kernel makes a descriptor of a process (pidfd) that becomes readable when it ends; the loop watches
it.  Elsewhere a thread waits for the child.  Either way nobody has to handle SIGCHLD, and it works in any thread.

Invariants: every child is reaped exactly once, in the loop's thread, in the moment in which it is told; the
callback is called once.
Refuses: to know more when somebody else has reaped the child: the return code is then 255, with a warning.
"""

from __future__ import annotations

import contextlib
import errno
import os

from .services import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_READ = 0
_pidfd_works: bool | None = None


class _PidFd:
    """A pidfd, closed when it is dropped: at the latest when the loop that watches it is closed."""

    def __init__(self, pid: int) -> None:
        self.fd = os.pidfd_open(pid)

    def fileno(self) -> int:
        return self.fd

    def close(self) -> None:
        fd, self.fd = self.fd, -1
        if fd >= 0:
            os.close(fd)

    __del__ = close


def _reap(proc: Any, callback: Callable[[int], object]) -> None:
    """Ask for the return code of an ended child, and tell it at once: from then on its number may be another's."""
    if proc.returncode is None:
        try:
            _, status = os.waitpid(proc.pid, 0)
        except ChildProcessError:
            text = "child process pid %d exit status already read:  will report returncode 255"
            logger().warning(text, proc.pid)
            proc.returncode = 255
        else:
            proc.returncode = os.waitstatus_to_exitcode(status)
    callback(proc.returncode)


def can_use_pidfd() -> bool:
    """Return whether the system has pidfds; a sandbox may forbid them."""
    global _pidfd_works
    if _pidfd_works is None:
        try:
            os.close(os.pidfd_open(os.getpid()))
            _pidfd_works = True
        except (AttributeError, OSError) as exc:
            if getattr(exc, "errno", None) in (errno.EMFILE, errno.ENFILE):
                return False  # for the time being
            _pidfd_works = False
    return _pidfd_works


def watch_child(loop: Any, proc: Any, callback: Callable[[int], object]) -> None:
    """Call `callback(return_code)` in *loop* once the child of the Popen object *proc* has ended."""
    if can_use_pidfd():
        try:
            pidfd = _PidFd(proc.pid)
        except OSError:  # no descriptors left; a thread needs none
            pass
        else:
            loop._watch(pidfd.fd, _READ, _ended, (loop, proc, pidfd, callback))
            return
    import threading

    threading.Thread(target=_wait, args=(loop, proc, callback), name=f"asyncio-waitpid-{proc.pid}", daemon=True).start()


def _ended(loop: Any, proc: Any, pidfd: _PidFd, callback: Callable[[int], object]) -> None:
    loop._unwatch(pidfd.fd, _READ)
    pidfd.close()
    loop.call_soon(_reap, proc, callback)  # what the child's pipes have to tell comes first


def _wait(loop: Any, proc: Any, callback: Callable[[int], object]) -> None:
    """The thread: wait without reaping, and tell the loop."""
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, proc.pid, os.WEXITED | os.WNOWAIT)
    try:
        loop.call_soon_threadsafe(_reap, proc, callback)
    except RuntimeError:
        if not loop.is_closed():
            raise
        logger().warning("Loop %r that handles pid %r is closed", loop, proc.pid)
