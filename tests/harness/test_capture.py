"""The file that takes the output of a case, which goes on writing while the file is kept small."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from loopspec.harness import capture


@pytest.fixture
def output() -> Iterator[capture.Output]:
    """An output of a case that has written more than is kept."""
    output = capture.Output()
    os.write(output.descriptor, b"first words\n" + b"x\n" * capture.MOST)
    yield output
    output.close()


class WrittenBetween:
    """The module ``os``, with a line written to a descriptor after each call of one of its functions."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.lines: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            done = getattr(os, name)(*arguments)
            self.lines.append(f"line {len(self.lines)}")
            os.write(self._descriptor, self.lines[-1].encode() + b"\n")
            return done

        return call


def test_nothing_is_lost_that_is_written_while_the_room_is_freed(
    output: capture.Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = WrittenBetween(output.descriptor)
    with monkeypatch.context() as patch:
        patch.setattr(capture, "os", writing)
        output.forget_most()
    assert writing.lines
    assert output.tail().splitlines()[-len(writing.lines) - 1 :] == ["x", *writing.lines]


def test_the_room_is_freed(output: capture.Output) -> None:
    output.forget_most()
    os.write(output.descriptor, b"last words\n")
    os.fsync(output.descriptor)
    assert os.fstat(output.descriptor).st_blocks * 512 < capture.MOST
    assert output.tail().endswith("\nx\nlast words")


def test_where_no_hole_can_be_made_the_end_is_kept(output: capture.Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "_punch_hole", lambda descriptor, end: False)
    output.forget_most()
    assert os.fstat(output.descriptor).st_size == 0
    os.write(output.descriptor, b"last words\n")
    assert output.tail().endswith("\nx\nlast words")
