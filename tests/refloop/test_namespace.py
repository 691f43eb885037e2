"""The namespace is asyncio's, less what docs/refloop-left-out.md names with a reason."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import refloop

LEFT_OUT = Path(__file__).parents[2] / "docs" / "refloop-left-out.md"
EXTRA = {"Loop", "EventLoop", "TaskGroup", "VirtualClock", "Deadlock", "run_as_guest", "start_guest"}


def rows() -> Iterator[Any]:
    """Yield (name, last version that has it or None, reason)."""
    for line in LEFT_OUT.read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| `(\w+)` \| ([\d.]*) *\| (.+) \|$", line)
        if found:
            yield found[1], found[2] or None, found[3]


def test_every_name_is_there_or_left_out_with_a_reason() -> None:
    listed = {name: reason for name, _, reason in rows()}
    missing = set(asyncio.__all__) - set(refloop.__all__)
    assert missing <= set(listed)
    assert not set(listed) & set(refloop.__all__)
    assert all(len(reason) > 10 for reason in listed.values())


def test_nothing_is_invented() -> None:
    assert set(refloop.__all__) - set(asyncio.__all__) <= EXTRA


def test_everything_listed_can_be_had() -> None:
    for name in refloop.__all__:
        assert getattr(refloop, name) is not None, name
    assert refloop.subprocess.PIPE == asyncio.subprocess.PIPE
    assert refloop.streams.StreamReader is refloop.StreamReader
