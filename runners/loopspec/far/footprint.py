"""Cases in the worker's own process, for interpreters and loops that do not survive a fork.

Many cases share the process then. So that no verdict depends on the cases before, an answer says
what its case ``left`` behind; the supervisor replaces the worker after such a case, and after any
that did not pass.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import faulthandler
    import threading
    from collections.abc import Callable
    from typing import Any

    Record = dict[str, Any]
else:
    try:
        import faulthandler
    except ImportError:
        faulthandler = None
    try:
        import threading
    except ImportError:
        threading = None


class Watch:
    """Runs cases one after another and tells what each changed in the process."""

    def __init__(self, run: "Callable[[Record], Record]") -> None:
        self._run = run

    def answer(self, case: "Record") -> "Record":
        """Run a case; beyond the deadline (seconds) write all stacks and end the process."""
        before = taken()
        if faulthandler is not None:
            faulthandler.dump_traceback_later(case["deadline"], exit=True)
        answer = self._run(case)
        if faulthandler is not None:
            faulthandler.cancel_dump_traceback_later()
        after = taken()
        answer["left"] = sorted([name for name in after if after[name] != before[name]])
        return answer


def taken() -> "dict[str, Any]":
    """What of the process a case can leave changed."""
    return {
        "threads": threads(),
        "descriptors": descriptors(),
        "signal handlers": signal_handlers(),
        "environment": dict(getattr(os, "environ", {})),
        "hooks": (
            getattr(sys, "excepthook", None),
            getattr(sys, "unraisablehook", None),
            getattr(sys, "displayhook", None),
            tuple(sys.get_asyncgen_hooks()) if hasattr(sys, "get_asyncgen_hooks") else None,
        ),
    }


def threads() -> int:
    """The number of threads of this process, also of those that Python does not know."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - barest modules only
    except (OSError, AttributeError):
        return threading.active_count() if threading is not None else 1


def descriptors() -> int:
    """The number of open descriptors."""
    try:
        return len(os.listdir("/dev/fd"))  # noqa: PTH208
    except (OSError, AttributeError):
        return 0


def signal_handlers() -> "list[Any]":
    """The handler of every signal."""
    try:
        import signal

        return [(number, signal.getsignal(number)) for number in signal.valid_signals()]
    except (ImportError, AttributeError):
        return []
