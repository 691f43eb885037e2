"""No view of a buffer is left, neither of a stream's own nor of the program's: it could not be resized."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import buffer_programs
import pytest

import refloop
from interpreters import find_other
from refloop.net import pipes, socket_transport, sockets, streams, tls, tls_engine, transports


class Kept(type):
    """The type of a `memoryview` whose instances are memoryviews that nobody drops."""

    views: list[memoryview]

    def __call__(cls, data: Any) -> memoryview:
        cls.views.append(memoryview(data))
        return cls.views[-1]

    def __instancecheck__(cls, data: object) -> bool:
        return isinstance(data, memoryview)


@pytest.mark.parametrize("fn", buffer_programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_no_view_is_left(fn: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each view that refloop makes, as an interpreter that does not count references does."""
    kept = Kept("memoryview", (), {"views": []})
    for module in (pipes, socket_transport, sockets, streams, tls, tls_engine, transports):
        monkeypatch.setattr(module, "memoryview", kept, raising=False)
    buffer_programs.run(fn)


def test_no_view_is_left_without_reference_counting() -> None:
    pypy = find_other("pypy3")
    if pypy is None:
        pytest.skip("no pypy3 (.ci/interpreters unpacks one)")
    done = subprocess.run(
        [pypy, buffer_programs.__file__],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(refloop.__file__).parents[1])},
    )
    assert done.stdout.splitlines() == [fn.__name__ for fn in buffer_programs.PROGRAMS], done.stderr


def test_wide_items_of_which_as_many_bytes_were_sent_as_there_are_items() -> None:
    """The rest is sent, too: a number of bytes is not held against a number of items."""

    class Slow(socket.socket):
        def send(self, data: Any, flags: int = 0) -> int:
            return super().send(memoryview(data).cast("B")[:1000], flags)

    async def main() -> None:
        ours, theirs = socket.socketpair()
        slow = Slow(fileno=ours.detach())
        slow.setblocking(False)
        transport, _ = await refloop.get_running_loop().create_connection(refloop.Protocol, sock=slow)
        sent = buffer_programs.PATTERN[:4000]
        transport.write(memoryview(sent).cast("I"))
        transport.close()
        assert await buffer_programs.received(theirs.fileno(), 4001) == sent
        theirs.close()

    refloop.run(main())
