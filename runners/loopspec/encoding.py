"""Decoding of text files that are edited by hand."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks of other encodings. The first is tried first: it begins with that of UTF-16."""


class EncodingError(ValueError):
    """Bytes that are not UTF-8; ``line`` and ``column`` of the first of them count from 1."""

    def __init__(self, got: str, before: bytes) -> None:
        super().__init__(f"expected UTF-8, got {got}; save the file as UTF-8")
        lines = before.split(b"\n")
        self.line = len(lines)
        self.column = len(lines[-1].decode("utf-8-sig", "replace")) + 1


def decode(raw: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark, which is left out. Raises EncodingError."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raise EncodingError(name, b"")
    if b"\0" in raw:
        raise EncodingError("a NUL byte, as in UTF-16 or in a file that is not text", raw[: raw.index(b"\0")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0)
        raise EncodingError(f"the byte 0x{raw[start]:02x}", raw[:start]) from None
