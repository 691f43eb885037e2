"""Make refloop and the helpers of these tests importable, wherever pytest was started; a loop of each kind."""

import select
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "reference")]

import refloop  # noqa: E402


@pytest.fixture(params=["own", "bridge", "own-select", "own-poll"])
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A loop of either kind, and on every poller."""
    if request.param == "own-select":
        monkeypatch.delattr(select, "poll", raising=False)
    if "-" in request.param:
        monkeypatch.delattr(select, "epoll", raising=False)
    loop = refloop.EventLoop() if request.param == "bridge" else refloop.Loop()
    yield loop
    loop.close()
