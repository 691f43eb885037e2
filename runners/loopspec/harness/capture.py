"""Remains of a case that can no longer speak for itself: its output and its trail of events.

Both are held by the parent of the case's process: a file without a name that takes what is printed,
and a piece of shared memory that takes each event as it is logged, without a system call.
"""

import json
import mmap
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LINES, BYTES = 20, 4096
"""The limit of an output."""

MOST = 1 << 24
"""Bytes that an output may take up on the disk."""

PAGE = 1 << 16
"""Holes in files begin and end at multiples of this, which every file system can give back."""

TRAIL_BYTES = 1 << 16
"""Room for the events of one case; later ones are dropped."""


class Output:
    """Takes what a case prints; nothing is left of it when it is closed."""

    def __init__(self) -> None:
        folder = os.environ.get("TMPDIR") or "/tmp"
        path = f"{folder}/loopspec-{os.getpid()}-{os.urandom(6).hex()}"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self.descriptor = os.open(path, flags, 0o600)
        self._freed = 0  # bytes at the beginning that take up no room any more
        self._kept = b""
        os.unlink(path)  # noqa: PTH108 - barest modules only

    def forget_most(self) -> None:
        """Free the room of all but the end when it has become too long; the case may go on writing meanwhile."""
        size = os.fstat(self.descriptor).st_size
        if size - self._freed <= MOST:
            return
        end = (size - BYTES) // PAGE * PAGE
        if _punch_hole(self.descriptor, end):  # whatever is written comes behind it
            self._freed = end
        else:  # what is written between the next two lines is lost
            self._kept = self._end()
            os.ftruncate(self.descriptor, 0)

    def tail(self) -> str:
        """Return the last lines."""
        data = self._kept + self._end()
        return last_part(data.decode("utf-8", "replace"), BYTES, LINES) if data else ""

    def _end(self) -> bytes:
        size = os.fstat(self.descriptor).st_size
        return os.pread(self.descriptor, BYTES, max(0, size - BYTES)) if size else b""

    def close(self) -> None:
        """Close the file."""
        os.close(self.descriptor)


def _punch_hole(descriptor: int, end: int) -> bool:
    """Free the room of a file up to ``end`` without changing its length; return whether the system can do that."""
    if sys.platform != "linux":
        return False
    try:
        import ctypes

        libc = ctypes.CDLL(None)
        call = getattr(libc, "fallocate64", None) or libc.fallocate  # where there is only this, it takes 64 bits
        keep_size, punch_hole = 1, 2
        status: int = call(descriptor, keep_size | punch_hole, ctypes.c_int64(0), ctypes.c_int64(end))
    except (ImportError, AttributeError, OSError):
        return False
    return status == 0


class Trail:
    """The events of the case that runs, written by its process and read by the parent."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, TRAIL_BYTES)

    def clear(self) -> None:
        """Make it ready for the next case."""
        used = self._shared.find(b"\0")
        self._shared[:used] = b"\0" * used
        self._shared.seek(0)

    def note(self, lane: str, text: str) -> None:
        """Add an event, if there is room."""
        line = json.dumps((lane, text)).encode() + b"\n"
        if self._shared.tell() + len(line) < TRAIL_BYTES:
            self._shared.write(line)

    def events(self) -> "list[Any]":
        """Return all events so far."""
        text = self._shared[: self._shared.find(b"\0")]
        return [json.loads(line) for line in text.split(b"\n")[:-1]]


def last_part(text: str, most: int, lines: int) -> str:
    """Return the last lines of a text, at most ``most`` characters."""
    return "\n".join(text[-most:].splitlines()[-lines:])


def join(first: str, second: str) -> str:
    """Join two texts, one under the other."""
    return first + "\n" + second if first and second else first or second
