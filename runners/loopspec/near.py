"""Guess which of some known names was meant by one that is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(found: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known name that resembles ``found`` most, None where none is as alike as ``likeness`` (0 to 1)."""
    close = difflib.get_close_matches(found, list(known), 1, likeness)
    return close[0] if close else None


def one_of(found: str, known: Iterable[str]) -> str:
    """Write ``did you mean ...?`` where a known name is near, and all names that are known."""
    names = list(known)
    near = nearest(found, names)
    listed = ", ".join(names)
    return f"did you mean {near!r}? Expected one of {listed}" if near else f"expected one of {listed}"


def hint(found: str, known: Iterable[str]) -> str:
    """Write ``; did you mean ...?`` where a known name is near, else nothing."""
    near = nearest(found, known)
    return f"; did you mean {near!r}?" if near else ""


def guess(found: str, names: Iterable[str]) -> str:
    """Suggest the known name that resembles ``found``; list all of them where none does."""
    known = [str(name) for name in names]
    near = nearest(found, known)
    return f"did you mean {near!r}?" if near else f"expected one of {', '.join(known)}"
