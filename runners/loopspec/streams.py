"""Standard output and standard error that fail: a pipe whose reader has left, a full disk.

Without this, Python ends with a traceback and exit code 1, which is the code of a target that deviates.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from typing import Any

CLOSED_PIPE = 128 + 13
"""Exit code of a program that SIGPIPE has ended."""

INCOMPLETE = 3


class BrokenOutput(Exception):
    """Standard output takes no more. It is no OSError, so that nobody takes it for the error of a file."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output: cannot be written: {error.strerror or error}")
        closed = error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)
        self.code = CLOSED_PIPE if closed else INCOMPLETE
        """The exit code that it means."""

    @property
    def worth_telling(self) -> bool:
        """Whether the failure should be reported: a reader that has seen enough is no fault."""
        return self.code != CLOSED_PIPE


class _Descriptor(io.FileIO):
    """A descriptor whose first failure is its last: what is written afterwards is dropped."""

    def __init__(self, descriptor: int, *, fails: bool) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self._fails = fails
        self._broken = False

    def write(self, data: Any) -> int:
        """Write some of the data; waits where the descriptor does not block. Raises BrokenOutput if it may fail."""
        if not self._broken:
            try:
                while (written := super().write(data)) is None:
                    select.select([], [self], [])
                return written
            except OSError as error:
                self._broken = True
                if self._fails:
                    raise BrokenOutput(error) from None
        return memoryview(data).nbytes


def guard_streams() -> None:
    """Make standard output fail with BrokenOutput only, and standard error not at all: nobody would read of it."""
    sys.stdout = _guarded(sys.stdout, fails=True)
    sys.stderr = _guarded(sys.stderr, fails=False)


def _guarded(stream: Any, *, fails: bool) -> Any:
    """Return the same stream on a guarded descriptor; one that is no file (a console of Windows, None) as it is."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    raw = getattr(stream.buffer, "raw", stream.buffer)  # `python -u` has no buffer between
    if type(raw) is not io.FileIO:
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Descriptor(raw.fileno(), fails=fails)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
