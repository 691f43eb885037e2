"""Shards: equal shares of a plan, for several machines that run one plan together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_WRITTEN = re.compile(r"(\d{1,4})/(\d{1,4})")
_Item = TypeVar("_Item")


class ShardError(ValueError):
    """A text or a split that makes no sense; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The share ``number`` of ``count``, counted from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def share(self, items: Sequence[_Item]) -> list[_Item]:
        """Return this shard's items: every ``count``-th, so that neighbours, which are alike, are separated.

        The shares of all shards are disjoint, together all items, and differ by one in length at most.
        """
        return list(items[self.number - 1 :: self.count])


def parse_shard(text: str) -> Shard:
    """Parse the shard written ``2/4``. Raises ShardError."""
    written = _WRITTEN.fullmatch(text)
    number, count = (int(written[1]), int(written[2])) if written else (0, 0)
    if not 1 <= number <= count:
        raise ShardError(f"expected a shard I/N with I from 1 to N, such as 2/4, got {text!r}")
    return Shard(number, count)


def absent(shards: Iterable[Shard]) -> list[Shard]:
    """Return the missing shards of each split that has a shard here."""
    present = set(shards)
    counts = sorted({shard.count for shard in present})
    return [
        shard for count in counts for shard in (Shard(n, count) for n in range(1, count + 1)) if shard not in present
    ]
