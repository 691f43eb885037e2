"""The deviation of a result, in a short text that stays the same from run to run.

A *signature* is the verdict, and what was seen first:

- ``fail: event 2: observed main: raises ValueError``: the first event that differs, counted from 1;
- ``fail: event 3: the trace ended``, with ``by IndexError`` where an exception ended it;
- ``fail: lock.locked(): got True``: the trace is as expected, and this is the first check that failed;
- ``fail: ended by ValueError``: all of that is as expected, and an exception came out;
- ``crash: SIGABRT``, ``crash: status 3``, ``hang``.

Differences between two runs or two machines are taken out: addresses, times, paths, the numbers of
tasks, and the messages of exceptions, which nobody promises.
"""

from __future__ import annotations

import re

from loopspec.results.model import Result, Verdict

LONGEST = 160
"""Characters of the longest signature; a longer one is cut, and ends with ``...``."""

_CHANGING = (
    (re.compile(r"\b0x[0-9a-fA-F]+"), "<address>"),
    (re.compile(r"(?<![\w/.<])(?:[A-Za-z]:\\|/)(?:[\w.+@~-]+[/\\])+[\w.+@~-]*"), "<path>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?|\b\d\d:\d\d:\d\d(?:\.\d+)?"), "<time>"),
    (re.compile(r"\b\d+(?:\.\d{3,}(?:e-?\d+)?|(?:\.\d+)?e-\d+)\b"), "<number>"),
    (re.compile(r"\bTask-\d+"), "Task-<n>"),
)
_HOW_IT_DIED = re.compile(r"\bSIG[A-Z0-9]+\b|\bsignal \d+|\bstatus -?\d+")


def signature_of(result: Result) -> str:
    """Return the signature of a result that deviates; of any other, its verdict."""
    what = ""
    if result.verdict is Verdict.FAIL:
        what = _first_difference(result)
    elif result.verdict is Verdict.CRASH:
        found = _HOW_IT_DIED.search(result.detail)
        what = found[0] if found else ""
    return stable(f"{result.verdict}: {what}" if what else str(result.verdict))


def _first_difference(result: Result) -> str:
    if result.at is not None:
        number = result.at + 1
        if result.at < len(result.events):
            lane, text = result.events[result.at]
            return f"event {number}: observed {lane}: {text}"
        return f"event {number}: the trace ended" + (f" by {result.ended}" if result.ended else "")
    for check in result.checks:
        if not check["ok"]:
            return f"{check['text']}: got {check['got']}"
    return f"ended by {result.ended}" if result.ended else ""


def stable(text: str) -> str:
    """Put a text on one line, without what changes from run to run, cut to ``LONGEST`` characters."""
    text = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rstrip() + "..."
