"""A program that two targets do not run the same way: the model, which the search and the export share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from loopspec.fuzz.grammar import LANES
from loopspec.results.model import Result, Verdict

Signature = tuple[str, str, str]
"""The target that differs from the first one, the act of the first one there, and its own."""

_CHANGING = re.compile(rf"\b(?:{'|'.join((*LANES, 'main'))})\b|\d+(?:\.\d+)?(?:e-?\d+)?")


def _kind_of(result: Result, at: int) -> str:
    """Describe a target's event at an index of its trace, as any program could show it."""
    if at < len(result.events):
        lane, text = result.events[at]
        return _CHANGING.sub("_", f"{lane}: {text}")
    return result.ended or (str(result.verdict) if result.verdict in (Verdict.CRASH, Verdict.HANG) else "the end")


@dataclass(frozen=True, slots=True)
class Divergence:
    """A program that two targets do not run the same way."""

    data: dict[str, Any]
    one: Result
    other: Result

    @property
    def at(self) -> int:
        """The index of the first event that differs."""
        pairs = zip(self.one.events, self.other.events, strict=False)
        same = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
        return min(len(self.one.events), len(self.other.events)) if same is None else same

    @property
    def signature(self) -> Signature:
        """Describe how they differ, whatever the program, without the names of tasks and the numbers."""
        return self.other.target, _kind_of(self.one, self.at), _kind_of(self.other, self.at)
