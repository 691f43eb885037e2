"""Code of cases that was compiled before, by this interpreter: compiling one costs more than most of them take.

An entry has the source beside the code, so that it never stands for another case, and a checksum in front, since code
that is damaged could do anything. The folder is one that nobody but the user can write to.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import binascii
    import marshal
    import os
    from types import CodeType
else:
    try:
        import binascii
        import marshal
        import os
    except ImportError:
        marshal = None

CHECKSUM = 4
"""Bytes of the checksum in front of an entry."""

LARGEST = 1 << 22
"""Bytes of an entry that are read; the code of one case has some thousands."""

MOST = 20_000
"""Entries at which all are removed: several times as many as the suite has, so that most are of cases that are gone."""


class Compiled:
    """The code of cases, kept below a folder of the user's; with none, or on half a Python, each is compiled."""

    def __init__(self, folder: str) -> None:
        self._folder = folder and own_folder(folder)

    def code_of(self, source: str, file: str) -> "CodeType":
        """Return the code of a source; raises what ``compile`` raises."""
        if not self._folder:
            return compile(source, file, "exec")
        path = self._folder + "/" + name_of(source, file)
        code = read(path, source, file)
        if code is None:
            code = compile(source, file, "exec")
            keep(path, source, file, code)
        return code


def own_folder(folder: str) -> str:
    """Return the folder of what this interpreter compiles, emptied when it is full; "" where there can be none."""
    tag = getattr(sys.implementation, "cache_tag", None)
    magic = getattr(sys.modules.get("_frozen_importlib_external"), "MAGIC_NUMBER", b"")
    if marshal is None or not tag or not magic:
        return ""
    own = folder + "/" + str(tag) + "-" + str(magic.hex()) + "-" + str(sys.flags.optimize)
    try:
        if not os.path.isdir(own):  # noqa: PTH112 - barest modules only
            os.mkdir(own, 0o700)  # noqa: PTH102
        entries = os.listdir(own)  # noqa: PTH208
        for entry in entries if len(entries) > MOST else ():
            os.remove(own + "/" + entry)  # noqa: PTH107
    except OSError:
        return ""
    return own


def name_of(source: str, file: str) -> str:
    """Return the name of an entry."""
    return hex(binascii.crc32((file + "\0" + source).encode("utf-8", "surrogatepass")))


def read(path: str, source: str, file: str) -> "CodeType | None":
    """Return the code of an entry, None where there is none of this source."""
    try:
        entry = os.open(path, os.O_RDONLY)  # by a file object it takes twice as long
        try:
            kept = os.read(entry, LARGEST)
        finally:
            os.close(entry)
        if kept[:CHECKSUM] != checksum(kept[CHECKSUM:]):
            return None
        found: tuple[str, str, CodeType] = marshal.loads(kept[CHECKSUM:])
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return found[2] if found[:2] == (file, source) else None


def keep(path: str, source: str, file: str, code: "CodeType") -> None:
    """Write an entry as a whole, if it can be written."""
    data = marshal.dumps((file, source, code))
    part = path + "-" + str(os.getpid())
    try:
        with open(part, "wb") as entry:  # noqa: PTH123
            entry.write(checksum(data) + data)
        os.replace(part, path)  # noqa: PTH105
    except OSError:
        pass


def checksum(data: bytes) -> bytes:
    """Return the checksum of an entry."""
    return binascii.crc32(data).to_bytes(CHECKSUM, "big")
