r"""Text of a target made safe for a terminal: names, messages, traces, and all that a results file holds.

A terminal obeys control characters, and what it shows in another order than it is written misleads; so neither is
printed. They are written as Python writes them in a string: ``\x1b``, ``\u202e``, ``\udc80``.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")

_HARMFUL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and the end of a line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # ends of lines that are none, annotations
    "\ud800-\udfff"  # surrogates, which no terminal and no file takes
    "\U000e0000-\U000e007f"  # tags, which nobody sees
)
_ONE = re.compile(f"[{_HARMFUL}]")
_BREAK = re.compile(r"[ \t]*[\t\r\n][ \t\r\n]*")


def lines(text: str) -> str:
    """Write the control characters of a text as escapes, but the ends of its lines and tabs."""
    if text.isprintable():
        return text
    return _ONE.sub(_written, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Put a text on one line: the ends of its lines become spaces, other control characters escapes."""
    if text.isprintable():
        return text
    return _ONE.sub(_written, _BREAK.sub(" ", text.strip("\r\n\t")))


def _written(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def printable(value: _Value) -> _Value:
    """Return the same value (dataclass, list, dictionary ...) with every text on one line and safe to print."""
    return cast("_Value", _printable(value))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else one_line(value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, tuple):
        return tuple([_printable(item) for item in value])
    if isinstance(value, dict):
        return {_printable(key): _printable(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        before = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: now for name, was in before.items() if (now := _printable(was)) != was}
        return replace(value, **changed) if changed else value
    return value
