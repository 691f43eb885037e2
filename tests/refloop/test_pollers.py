"""Every poller under the same programs: epoll, poll and select really, kqueue on a stand-in for the system call."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fake_kqueue
import network_programs
import programs
import pytest
import tracing
from test_network import run

import refloop
from refloop.core.poller import READ, WRITE, make_poller

POLLERS = ["epoll", "kqueue", "poll", "select"]


@pytest.fixture(autouse=True)
def every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_kqueue.install(monkeypatch)


def namespaces(poller: Any) -> Iterator[Any]:
    """Yield both ways in, on loops with *poller*."""
    yield refloop, lambda: refloop.Loop(poller=poller)
    yield asyncio, lambda: refloop.EventLoop(poller=poller)


@pytest.mark.parametrize("poller", POLLERS[1:])
@pytest.mark.parametrize("fn", [*programs.PROGRAMS, *network_programs.PROGRAMS], ids=lambda fn: fn.__name__)
def test_program(fn: Any, poller: Any) -> None:
    expected = tracing.trace(asyncio, asyncio.new_event_loop, fn)
    for aio, factory in namespaces(poller):
        assert tracing.trace(aio, factory, fn) == expected


@pytest.mark.parametrize("poller", POLLERS)
def test_a_poller_by_itself(poller: Any) -> None:
    p = make_poller(poller)
    a, b = socket.socketpair()
    try:
        assert list(p.poll(0)) == []
        p.watch(a.fileno(), READ | WRITE)
        assert p.poll(None) == [(a.fileno(), WRITE)]
        b.send(b"x")
        assert p.poll(None) == [(a.fileno(), READ | WRITE)]  # both in one, so that readers come first
        p.watch(a.fileno(), READ)
        assert p.poll(None) == [(a.fileno(), READ)]
        p.watch(a.fileno(), WRITE)
        assert p.poll(None) == [(a.fileno(), WRITE)]
        b.close()
        ((fd, bits),) = p.poll(None)
        assert fd == a.fileno()
        assert bits & WRITE
        p.watch(a.fileno(), 0)
        assert list(p.poll(0)) == []
        for _ in range(3):  # any number of wakes is one
            p.wake()
        p.poll(None)
        assert not [fd for fd, _ in p.poll(0) if fd == a.fileno()]
    finally:
        a.close()
        p.close()
        p.close()
    p.wake()  # of a poller that is closed: nobody is left to wake


class SlowToWake:
    """The module os, in which a writer is held up."""

    def __init__(self) -> None:
        self.there, self.go_on = threading.Event(), threading.Event()
        self.wrote_into: list[Any] = []

    def __getattr__(self, name: Any) -> Any:
        return getattr(os, name)

    def _write(self, fd: Any, *what: Any) -> None:
        self.there.set()
        assert self.go_on.wait(10)
        self.wrote_into.append(str(Path(f"/proc/self/fd/{fd}").readlink()))

    write = eventfd_write = _write


@pytest.mark.parametrize("poller", POLLERS)
def test_a_wake_that_comes_late_writes_into_nothing_else(poller: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of a closed descriptor belongs to the next who asks: closing waits for who is about to wake."""
    p = make_poller(poller)
    slow = SlowToWake()
    monkeypatch.setattr("refloop.core.poller.os", slow)
    waker = threading.Thread(target=p.wake)
    waker.start()
    assert slow.there.wait(10)
    closer = threading.Thread(target=p.close)
    closer.start()
    closer.join(0.05)  # time enough to close, if it did not wait
    others = [os.open(os.devnull, os.O_RDONLY) for _ in range(4)]
    slow.go_on.set()
    waker.join()
    closer.join()
    for fd in others:
        os.close(fd)
    assert slow.wrote_into[0].startswith(("anon_inode", "pipe"))


@pytest.mark.parametrize("poller", POLLERS)
def test_a_descriptor_closed_too_early_is_forgotten(poller: Any) -> None:
    p = make_poller(poller)
    a, b = socket.socketpair()
    c, d = socket.socketpair()
    fd = a.fileno()
    try:
        p.watch(fd, READ)
        p.watch(c.fileno(), READ)
        a.close()
        b.close()
        d.send(b"x")
        found = [event for _ in range(3) for event in p.poll(0)]
        assert (c.fileno(), READ) in found
        assert fd not in {n for n, _ in found}
        p.watch(fd, 0)
        assert p.poll(0) == [(c.fileno(), READ)]
    finally:
        p.close()
        c.close()
        d.close()


@pytest.mark.parametrize("poller", POLLERS)
def test_what_is_watched_while_another_thread_polls_counts(poller: Any) -> None:
    p = make_poller(poller)
    a, b = socket.socketpair()
    found: list[Any] = []

    def wait() -> None:
        while not any(fd == a.fileno() for fd, _ in found):
            found.extend(p.poll(None))

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        b.send(b"x")
        p.watch(a.fileno(), READ)
        thread.join(30)
        assert not thread.is_alive()
    finally:
        p.close()
        a.close()
        b.close()


@pytest.mark.parametrize("poller", POLLERS)
def test_threads_wake_a_loop(poller: Any) -> None:
    async def main(aio: Any) -> None:
        loop = aio.get_running_loop()
        for n in range(200):
            assert await loop.run_in_executor(None, lambda n=n: n) == n

    for aio, factory in namespaces(poller):
        run(aio, factory, main)


def test_select_refuses_what_it_cannot_watch() -> None:
    loop = refloop.Loop(poller="select")
    high = os.dup2(0, 1500)
    try:
        with pytest.raises(ValueError, match="below 1024"):
            loop.add_reader(high, print)
        loop.run_until_complete(refloop.sleep(0))
    finally:
        os.close(high)
        loop.close()


def test_a_poller_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import select

    with pytest.raises(ValueError, match="no poller named 'iocp' on this platform, there are"):
        refloop.Loop(poller="iocp")
    monkeypatch.delattr(select, "epoll", raising=False)
    monkeypatch.delattr(select, "kqueue", raising=False)
    assert type(make_poller()).__name__ == "PollPoller"
    monkeypatch.delattr(select, "poll", raising=False)
    assert type(make_poller()).__name__ == "SelectPoller"
    with pytest.raises(ValueError, match=r"there are select$"):
        refloop.EventLoop(poller="epoll")
