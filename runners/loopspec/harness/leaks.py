"""Leaks of a case into a process that others share.

The worker's own process is shared where an interpreter or a loop does not survive a fork: the supervisor
replaces the worker after a case that left something, and after any that did not pass. Elsewhere it is a
child, see ``shared_child``.
"""

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import faulthandler
    import signal
    import threading
    from collections.abc import Callable
    from signal import getsignal
    from typing import Any

    from loopspec.harness.protocol import CaseAnswer, CaseRequest
else:
    try:
        import faulthandler
    except ImportError:
        faulthandler = None
    try:
        import threading
    except ImportError:
        threading = None
    try:
        import signal
    except ImportError:
        signal = None
    try:
        from _signal import getsignal  # does not look for names of numbers, which takes longer than most cases
    except ImportError:
        getsignal = getattr(signal, "getsignal", None)

SIGNALS = sorted([int(number) for number in signal.valid_signals()]) if hasattr(signal, "valid_signals") else []
"""The numbers of all signals, where they can be asked about."""

SPARE = 128
"""Descriptors that cases may leave open together: no case is the worse for a few."""

LOOKS = 5
"""The looks at threads, a millisecond apart: one that has ended takes a moment to be gone."""


class Watch:
    """Runs cases one after another and reports the changes of each to the process."""

    def __init__(self, run: "Callable[[CaseRequest], CaseAnswer]") -> None:
        self._run = run
        self._before = taken()
        self._descriptors = descriptors()

    def answer(self, case: "CaseRequest") -> "CaseAnswer":
        """Run a case, and add to its answer what it ``left``."""
        answer = self._run(case)
        before, self._before = self._before, taken()
        for _ in range(LOOKS):
            if self._before["threads"] <= before["threads"]:
                break
            time.sleep(0.001)
            self._before = taken()
        answer["left"] = sorted([name for name in before if before[name] != self._before[name]])
        if not 0 <= descriptors() - self._descriptors <= SPARE:
            answer["left"].append("descriptors")
        return answer


def until_deadline(run: "Callable[[CaseRequest], CaseAnswer]") -> "Callable[[CaseRequest], CaseAnswer]":
    """Wrap a runner: beyond a case's deadline (seconds) all stacks are written and the process ends."""
    if faulthandler is None:
        return run

    def bounded(case: "CaseRequest") -> "CaseAnswer":
        faulthandler.dump_traceback_later(case["deadline"], exit=True)
        answer = run(case)
        faulthandler.cancel_dump_traceback_later()
        return answer

    return bounded


def taken() -> "dict[str, Any]":
    """Return the state of the process that a case can leave changed."""
    return {
        "threads": threads(),
        "signal handlers": signal_handlers(),
        "environment": environment(),
        "hooks": (
            getattr(sys, "excepthook", None),
            getattr(sys, "unraisablehook", None),
            getattr(sys, "displayhook", None),
            tuple(sys.get_asyncgen_hooks()) if hasattr(sys, "get_asyncgen_hooks") else None,
        ),
        "standard streams": [file_of(descriptor) for descriptor in range(3)] if hasattr(os, "fstat") else [],
    }


def environment() -> "dict[Any, Any]":
    """Return the variables of the environment, as the system has them where that is known: decoding takes long."""
    variables = getattr(os, "environ", {})
    return dict(getattr(variables, "_data", variables))


def file_of(descriptor: int) -> "tuple[int, int] | None":
    """Identify the file of a descriptor; None where it is closed."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def threads() -> int:
    """Count the threads of this process, also those that Python does not know."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - barest modules only
    except (OSError, AttributeError):
        return threading.active_count() if threading is not None else 1


def descriptors() -> int:
    """Count the open descriptors."""
    try:
        return len(os.listdir("/dev/fd"))  # noqa: PTH208
    except (OSError, AttributeError):
        return 0


def signal_handlers() -> "list[Any]":
    """Return the handler of every signal."""
    return [(number, getsignal(number)) for number in SIGNALS]
