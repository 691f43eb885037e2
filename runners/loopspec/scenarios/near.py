"""What somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def one_of(found: str, known: Iterable[str]) -> str:
    """``did you mean ...?`` where a known name is near, and all that are known."""
    names = list(known)
    close = difflib.get_close_matches(found, names, 1)
    listed = ", ".join(names)
    return f"did you mean {close[0]!r}? Expected one of {listed}" if close else f"expected one of {listed}"
