"""What each key of a gate's configuration may be: the schema, in code."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from loopspec.config.known import NOBODY, SYSTEMS, clauses
from loopspec.results.model import Level, Verdict

Reader = Callable[[Any], Any]
"""Checks a value and gives it its type. Raises ValueError that says what was expected."""


def guess(found: str, names: Iterable[str]) -> str:
    """``did you mean ...?`` for a name that resembles one of those known, else all of them."""
    known = [str(name) for name in names]
    close = difflib.get_close_matches(found, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}"


def text_of(value: Any) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{_shown(value)} is no text; expected one, in quotes")
    return value


def _reason(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is no text; expected one, in quotes")
    return value.strip()


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts, each once, at least one."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise ValueError(f'{_shown(value)} is no list of texts; expected one such as ["one", "two"]')
    if len(set(value)) < len(value):
        raise ValueError("the same text twice; expected each once")
    return tuple(value)


def _targets(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise ValueError("expected a list of names; a target of your own is a table [target.NAME]")
    return texts(value)


def _levels(value: Any) -> tuple[str, ...]:
    for level in texts(value):
        if level not in list(Level):
            raise ValueError(f"no level {level!r}; {guess(level, Level)}")
    return texts(value)


def _number(least: float, most: float) -> Reader:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"{_shown(value)}; expected a number from {least:g} to {most:g}")
        return float(value)

    return read


def _whole(least: int, most: int) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"{_shown(value)}; expected a whole number from {least} to {most}")
        return value

    return read


def _signature(value: Any) -> str:
    text = text_of(value)
    verdict = text.partition(":")[0].strip()
    deviating = [verdict for verdict in Verdict if verdict.deviates]
    if verdict not in deviating:
        raise ValueError(f"it begins with {verdict!r}; {guess(verdict, deviating)}, as the gate tells it")
    return text


def _issue(value: Any) -> str:
    text = _reason(value)
    if text and text != NOBODY and not text.startswith(("https://", "http://")):
        raise ValueError(f'{text!r} is no web address; expected https://..., or "{NOBODY}" where nobody was told')
    return text


def _python(value: Any) -> str:
    text = text_of(value)
    clauses(text)
    return text


def _platform(value: Any) -> str:
    text = text_of(value)
    if not any(letter in text for letter in "*?") and text.lower() not in SYSTEMS:
        names = {"darwin": "macos", "osx": "macos", "win32": "windows", **{name: name for name in SYSTEMS}}
        close = difflib.get_close_matches(text.lower(), names, 1)
        hint = f"did you mean {names[close[0]]!r}?" if close else f"expected one of {', '.join(SYSTEMS)}, or a pattern"
        raise ValueError(f"no system {text!r}; {hint}")
    return text


def _date(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{_shown(value)} is no date; expected one such as 2027-06-30, without quotes or time")
    return value


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)}; expected true or false")
    return value


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


TOP: dict[str, Reader] = {
    "targets": _targets,
    "areas": texts,
    "levels": _levels,
    "timeout": _number(0.05, 3600),
    "time_factor": _number(0.1, 100),
    "workers": _whole(1, 256),
    "memory": _whole(0, 1 << 30),
    "retries": _whole(0, 20),
}
"""The keys of the configuration beside ``known``, and what each may be."""

ENTRY: dict[str, Reader] = {
    "scenario": text_of,
    "target": text_of,
    "signature": _signature,
    "reason": _reason,
    "issue": _issue,
    "python": _python,
    "platform": _platform,
    "implementation": text_of,
    "expires": _date,
    "flaky": flag,
}
"""The keys of an entry, and what each may be."""
