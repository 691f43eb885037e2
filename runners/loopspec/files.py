"""Writing: the only place of the tool that opens something in order to write into it.

A regular file is replaced as a whole, so that a reader sees the old content or the new, never a part. Its mode and its
owner stay, and symbolic links to it stay links. Other hard links to it keep the old content, as a copy of the file
would. Where a file cannot be replaced (its folder is not writable, or it is a mount point), it is written in place.
Whatever else a path names (a device, a FIFO, ``/dev/fd/3``) is opened and written into, and ``-`` is standard output.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

STANDARD_OUTPUT = Path("-")

_NOT_REPLACEABLE = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS)
"""Errors of a folder that does not let one of its files be replaced."""

_MOST_LINKS = 40


class FileError(Exception):
    """A file that cannot be written; the message names it."""


def write(path: Path, content: str | bytes) -> None:
    """Write bytes, or a text as UTF-8.

    Raises FileError when it cannot be written; a file that was there stays as it was then.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        _write(path, data)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, if it is not there. Raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{path}: cannot be made: {error.strerror or error}") from error


def remove(path: Path) -> None:
    """Remove a file. Raises FileError."""
    try:
        path.unlink()
    except OSError as error:
        raise FileError(f"{path}: cannot be removed: {error.strerror or error}") from error


def is_standard_output(path: Path | None) -> bool:
    """Return whether a path names standard output: ``-``, or a name of its descriptor such as ``/dev/stdout``."""
    try:
        return path is not None and _descriptor_of(path) == 1
    except OSError:  # the current folder is gone
        return False


def is_regular(path: Path) -> bool:
    """Return whether a path names a regular file, which can be read before it is replaced."""
    try:
        return _descriptor_of(path) is None and path.is_file()
    except OSError:
        return False


def is_file_or_nothing(path: Path) -> bool:
    """Return whether a path names a regular file, or nothing yet: no device, and no descriptor."""
    try:
        return _descriptor_of(path) is None and (path.is_file() or not path.exists())
    except OSError:
        return False


def why_not_writable(path: Path) -> str:
    """Return the reason why a path cannot be written, as far as it shows without trying; empty without one."""
    try:
        descriptor = _descriptor_of(path)
        if descriptor is not None:
            os.fstat(descriptor)
            return ""
        if _status(path) is not None:
            return "" if os.access(path, os.W_OK) else "it is not writable"
        folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    writable = Path(folder).is_dir() and os.access(folder, os.W_OK)
    return "" if writable else "its folder is missing or not writable"


def _write(path: Path, data: bytes) -> None:
    descriptor = _descriptor_of(path)
    if descriptor == 1:
        _write_to_standard_output(data)
        return
    if descriptor is not None:
        with os.fdopen(os.dup(descriptor), "wb") as stream:  # where it stands: a file behind it may have a beginning
            stream.write(data)
        return
    status = _status(path)
    if status is not None and not stat.S_ISREG(status.st_mode):
        with os.fdopen(os.open(path, os.O_WRONLY), "wb") as stream:
            stream.write(data)
        return
    file = Path(os.path.realpath(path))
    try:
        _replace(file, data, status)
    except OSError as error:
        if status is None or error.errno not in _NOT_REPLACEABLE:
            raise
        with file.open("r+b") as stream:
            stream.write(data)
            stream.truncate()


def _replace(file: Path, data: bytes, status: os.stat_result | None) -> None:
    """Replace a regular file, or make one where ``status`` is None."""
    if status is not None and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".loopspec-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if status is None:
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
        else:
            made = Path(name).stat()
            if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
                os.chown(name, status.st_uid, status.st_gid)
            Path(name).chmod(stat.S_IMODE(status.st_mode))
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):  # its folder may be gone
            Path(name).unlink()
        raise


def _write_to_standard_output(data: bytes) -> None:
    if sys.stdout is None:  # closed before the start
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _status(path: Path) -> os.stat_result | None:
    """Return the status of what a path names, None when nothing is there."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _descriptor_of(path: Path) -> int | None:
    """Return the descriptor of this process that a path names: ``/dev/stdout``, ``/dev/fd/3``, a link to one."""
    if path == STANDARD_OUTPUT:
        return 1
    own = {"/dev/fd", f"/proc/{os.getpid()}/fd", f"/proc/{os.getpid()}/task/{os.getpid()}/fd"}
    place = Path.cwd() / path
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(place.parent)
        if folder in own and place.name.isdecimal():
            return int(place.name)
        place = Path(folder, place.name)
        if not place.is_symlink():
            return None
        place = place.parent / place.readlink()
    return None
