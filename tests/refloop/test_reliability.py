"""Hardships of a loop: crowds, peers that misbehave, callbacks that raise, a lack of descriptors.

Every test runs in both ways in, on loopback, and waits on events.  `python tests/refloop/crowd.py` is the same crowd
as here, with 10,000 connections.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import logging
import os
import random
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import tracemalloc
import weakref
from typing import Any

import crowd
import network_programs
import pytest
import tracing
from test_network import MODES, descriptors, run, tls_contexts

import refloop
from refloop.clock import VirtualClock

pytestmark = pytest.mark.slow


class Recorder:
    """A protocol that tells what it is told, and reads once."""

    def __init__(self, loop: Any) -> None:
        self.made = loop.create_future()
        self.got = loop.create_future()
        self.lost = loop.create_future()

    def connection_made(self, transport: Any) -> None:
        self.made.set_result(transport)

    def connection_lost(self, exc: Any) -> None:
        self.lost.set_result(exc)

    def data_received(self, data: Any) -> None:
        self.made.result().pause_reading()
        self.got.set_result(data)

    def eof_received(self) -> None:
        pass

    def pause_writing(self) -> None:
        pass

    def resume_writing(self) -> None:
        pass


async def connected_pair(loop: Any) -> Any:
    """Return a server, and both ends of a connection to it, the server's first."""
    there, here = Recorder(loop), Recorder(loop)
    server = await loop.create_server(lambda: there, "127.0.0.1", 0)
    await loop.create_connection(lambda: here, *server.sockets[0].getsockname())
    await there.made
    return server, there, here


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("end", ["abort", "close", "reset"])
def test_sendfile_ends_with_its_connection(mode: Any, end: Any) -> None:
    async def main(aio: Any) -> None:
        loop = aio.get_running_loop()
        server, there, here = await connected_pair(loop)
        transport = here.made.result()
        with tempfile.TemporaryFile() as file:
            file.truncate(50_000_000)
            sending = aio.create_task(loop.sendfile(transport, file, fallback=False))
            await there.got  # some of it is on its way, the rest waits for the peer
            with pytest.raises(RuntimeError, match="another sendfile"):
                await loop.sendfile(transport, file)
            with pytest.raises(RuntimeError, match="sendfile is in progress"):
                transport.write(b"x")
            there.made.result().abort() if end == "reset" else getattr(transport, end)()
            with pytest.raises(ConnectionError):
                await sending
            assert 0 < file.tell() < 50_000_000
        await here.lost
        transport.close()
        there.made.result().abort()
        await there.lost
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


# -- a crowd ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_a_crowd_loses_nothing(mode: Any) -> None:
    """In a process of its own: garbage of other tests that goes meanwhile would count as descriptors."""
    done = subprocess.run([sys.executable, crowd.__file__, mode, "1000"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# -- peers that misbehave --------------------------------------------------------------------------


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("mode", MODES)
def test_a_peer_that_never_reads_costs_no_memory(mode: Any, tls: Any) -> None:
    """A writer that waits in `drain` holds its high-water mark, a reader nobody reads from twice its limit."""
    server_context, client_context = tls_contexts() if tls else (None, None)
    block, blocks = bytes(64 * 1024), 3000

    async def main(aio: Any) -> None:
        loop = aio.get_running_loop()
        stuck = loop.create_future()
        over = aio.Event()

        async def pour(reader: Any, writer: Any) -> None:
            high = writer.transport.get_write_buffer_limits()[1]
            largest = 0
            pouring = aio.ensure_future(pour_blocks(writer))
            while True:
                size = writer.transport.get_write_buffer_size()
                largest = max(largest, size)
                if pouring.done() or (size > high and not await moves(aio, writer.transport)):
                    break
                await aio.sleep(0)
            stuck.set_result((pouring.done(), largest, high))
            pouring.cancel()
            await aio.wait([pouring])
            writer.transport.abort()
            over.set()

        async def pour_blocks(writer: Any) -> None:
            for _ in range(blocks):
                writer.write(block)
                await writer.drain()

        server = await aio.start_server(pour, "127.0.0.1", 0, ssl=server_context)
        tracemalloc.start()
        try:
            _, writer = await aio.open_connection(
                *server.sockets[0].getsockname(), ssl=client_context, server_hostname="localhost" if tls else None
            )
            ended, largest, high = await stuck
            memory = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert not ended  # 190 MB did not go into the kernel's buffers
        assert largest <= high + len(block) * (2 if tls else 1)
        assert memory < 8_000_000
        await over.wait()
        writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


async def moves(aio: Any, transport: Any) -> Any:
    """Return whether the transport's buffer changes while the loop polls again and again."""
    size = transport.get_write_buffer_size()
    for _ in range(200):
        await aio.sleep(0)
    return size != transport.get_write_buffer_size()


def reset(sock: Any) -> None:
    """Close *sock* so that its peer gets a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_peer_that_resets(mode: Any) -> None:
    """The one who reads and the one who writes are told; the server goes on serving."""

    async def main(aio: Any) -> None:
        told = aio.Queue()

        async def serve(reader: Any, writer: Any) -> None:
            try:
                if await reader.readexactly(1) == b"r":
                    await reader.read()
                else:
                    while True:
                        writer.write(bytes(100_000))
                        await writer.drain()
            except ConnectionError as exc:
                told.put_nowait(exc)
            finally:
                writer.close()
                with contextlib.suppress(ConnectionError):
                    await writer.wait_closed()

        loop = aio.get_running_loop()
        server = await aio.start_server(serve, "127.0.0.1", 0)
        for kind in (b"r", b"w", b"r", b"w"):
            sock = socket.socket()
            sock.setblocking(False)
            await loop.sock_connect(sock, server.sockets[0].getsockname())
            await loop.sock_sendall(sock, kind)
            if kind == b"w":
                await loop.sock_recv(sock, 1)
            reset(sock)
            assert isinstance(await told.get(), (ConnectionResetError, BrokenPipeError))
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


@pytest.mark.parametrize("mode", MODES)
def test_a_peer_that_says_all_before_it_listens(mode: Any) -> None:
    """A half-closed connection carries as much as one likes in the other direction."""

    async def main(aio: Any) -> None:
        async def serve(reader: Any, writer: Any) -> None:
            asked = await reader.read()
            writer.write(asked * 1000)
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        server = await aio.start_server(serve, "127.0.0.1", 0)
        reader, writer = await aio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"0123456789" * 100)
        writer.write_eof()
        assert await reader.read() == b"0123456789" * 100_000
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()

    run(*tracing.namespace(mode), main)


# -- callbacks that raise --------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_every_callback_that_raises_is_told_once_and_harms_nobody(mode: Any) -> None:
    """As the next callback, timer, reader and writer of a descriptor, done callback, handler of a signal."""

    async def main(aio: Any) -> None:
        loop = aio.get_running_loop()
        told = []
        loop.set_exception_handler(lambda loop, context: told.append(str(context["exception"])))
        here, there = socket.socketpair()
        here.setblocking(False)

        def fail(how: Any, after: Any = None, *args: Any) -> None:
            if after is not None:
                after(*args)
            raise (BaseException if how == "base" else ValueError)(how)

        order: list[Any] = []
        for n in range(5):
            loop.call_soon(order.append, n)
            loop.call_soon(fail, f"soon {n}")
        loop.call_soon(fail, "base")
        loop.call_later(0, fail, "timer")
        loop.call_soon_threadsafe(fail, "threadsafe")
        future = loop.create_future()
        future.add_done_callback(lambda _: fail("done"))
        future.set_result(None)
        there.send(b"x")
        loop.add_reader(here, fail, "reader", loop.remove_reader, here)
        loop.add_writer(here, fail, "writer", loop.remove_writer, here)
        loop.add_signal_handler(signal.SIGUSR1, fail, "signal")
        os.kill(os.getpid(), signal.SIGUSR1)
        expected = {f"soon {n}" for n in range(5)} | {
            "base",
            "timer",
            "threadsafe",
            "done",
            "reader",
            "writer",
            "signal",
        }
        while len(told) < len(expected):
            await aio.sleep(0)
        assert sorted(told) == sorted(expected)
        assert order == list(range(5))
        loop.remove_signal_handler(signal.SIGUSR1)
        here.close()
        there.close()
        loop.set_exception_handler(lambda loop, context: fail("handler"))
        loop.call_soon(fail, "under a handler that raises")
        await aio.sleep(0)

    logging.disable(logging.CRITICAL)
    try:
        run(*tracing.namespace(mode), main)
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
@pytest.mark.parametrize("mode", MODES)
def test_a_failed_task_that_nobody_has_is_told_before_the_next_step(mode: Any, debug: Any) -> None:
    async def main(aio: Any) -> None:
        told = []
        aio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context["message"]))

        async def fail() -> None:
            raise ValueError

        aio.create_task(fail())
        await aio.sleep(0)
        assert told == ["Task exception was never retrieved"]

    aio, factory = tracing.namespace(mode)
    with aio.Runner(loop_factory=factory, debug=debug) as runner:
        gc.disable()
        try:
            runner.run(main(aio))
        finally:
            gc.enable()


# -- a lack of descriptors -------------------------------------------------------------------------


def operations(aio: Any, address: Any) -> Any:
    """Yield coroutine functions that each open something and close it again."""

    async def connection() -> None:
        _, writer = await aio.open_connection(*address)
        writer.close()
        await writer.wait_closed()

    async def server() -> None:
        async with await aio.start_server(lambda r, w: None, "127.0.0.1", 0):
            pass

    async def datagrams() -> None:
        transport, _ = await aio.get_running_loop().create_datagram_endpoint(
            aio.DatagramProtocol, local_addr=("127.0.0.1", 0)
        )
        transport.close()
        await aio.sleep(0)
        await aio.sleep(0)

    async def child() -> None:
        process = await aio.create_subprocess_exec("true", stdin=-1, stdout=-1, stderr=-1)
        await process.communicate()

    async def signals() -> None:
        loop = aio.get_running_loop()
        try:
            loop.add_signal_handler(signal.SIGUSR1, print)
        except RuntimeError as exc:
            raise OSError from exc
        loop.remove_signal_handler(signal.SIGUSR1)

    async def another_loop() -> None:
        loop_class = type(aio.get_running_loop())
        await aio.to_thread(lambda: loop_class().close())

    return [connection, server, datagrams, child, signals, another_loop]


@pytest.mark.parametrize("mode", MODES)
def test_what_fails_for_want_of_descriptors_leaves_none_behind(mode: Any) -> None:
    """Each operation with 0, 1, 2 ... descriptors to spare, until it succeeds."""

    async def main(aio: Any) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        listening = socket.create_server(("127.0.0.1", 0))  # nobody accepts: that would take descriptors as well
        failures = {}
        for operation in operations(aio, listening.getsockname()):
            await operation()  # once, for what is made on first use
            gc.collect()
            name = operation.__name__
            failures[name] = 0
            for spare in range(40):
                before = descriptors()
                hogs = []
                resource.setrlimit(resource.RLIMIT_NOFILE, (max(before) + 20, hard))
                try:
                    with contextlib.suppress(OSError):
                        while True:
                            hogs.append(os.dup(0))
                    for _ in range(spare):
                        os.close(hogs.pop())
                    await operation()
                    break
                except OSError as exc:
                    if exc.errno not in (errno.EMFILE, None):
                        raise
                    failures[name] += 1
                finally:
                    for fd in hogs:
                        os.close(fd)
                    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
                    gc.collect()
                    for _ in range(5):
                        await aio.sleep(0)
                    assert len(descriptors()) <= len(before), (name, spare)
            else:
                raise AssertionError(f"{name} never succeeded")
        assert all(failures.values()), failures
        listening.close()

    run(*tracing.namespace(mode), main)


# -- an hour of timers -----------------------------------------------------------------------------


def test_the_exception_of_an_eager_task_does_not_hold_it() -> None:
    """Its traceback has the frame of the first step, from which those lead on that made the task."""

    async def fail() -> None:
        raise LookupError

    async def main() -> Any:
        loop = refloop.get_running_loop()
        loop.set_task_factory(lambda loop, coro, **kwargs: refloop.Task(coro, loop=loop, eager_start=True, **kwargs))
        task = loop.create_task(fail())
        exc, ref = task.exception(), weakref.ref(task)
        del task
        return exc, ref()

    gc.disable()
    try:
        exc, task = refloop.run(main())
    finally:
        gc.enable()
    assert type(exc) is LookupError
    assert task is None


@pytest.mark.parametrize("mode", MODES)
def test_an_hour_of_timers(mode: Any) -> None:
    """Periodic, cancelled and one-shot timers of an hour, on the virtual clock: all in time, in order, none left."""
    aio, factory = tracing.namespace(mode)
    kind = refloop.Loop if mode == "refloop" else factory
    rng = random.Random(7)
    planned = [(rng.uniform(0, 3600), n) for n in range(20_000)]
    ran, ticks = [], []

    async def main() -> Any:
        loop = aio.get_running_loop()
        begin = loop.time()
        for when, n in planned:
            loop.call_at(begin + when, lambda when=when, n=n: ran.append((loop.time() - begin - when, when, n)))
            loop.call_later(rng.uniform(0, 3600), ran.append, "cancelled").cancel()

        async def tick() -> None:
            for _ in range(36_000):
                await aio.sleep(0.1)
            ticks.append(loop.time() - begin)

        await aio.gather(tick(), aio.sleep(3601))
        return loop._timers

    with aio.Runner(loop_factory=lambda: kind(clock=VirtualClock())) as runner:
        left = runner.run(main())
    assert [(when, n) for _, when, n in ran] == sorted(planned)
    assert max(late for late, _, _ in ran) < 1e-6
    assert min(late for late, _, _ in ran) > -1e-6
    assert ticks == [pytest.approx(3600, abs=1e-3)]
    assert not left


# -- what a run leaves behind ----------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", network_programs.PROGRAMS, ids=lambda fn: fn.__name__)
def test_a_run_leaves_no_cycles_of_ours(fn: Any, mode: Any) -> None:
    """Nothing of refloop needs the cycle collector to go away, also where connections broke and callbacks raised.

    But for what the program's own cycles hold, under any loop: the loop, futures, a reader that was told to fail.
    """
    theirs = {name.removeprefix("_Unix") for name in garbage("asyncio", fn)}
    held = {"Loop", "EventLoop", "EpollPoller", "_ClosedQueue"} if theirs else set()
    assert not garbage(mode, fn) - theirs - held


def garbage(mode: Any, fn: Any) -> Any:
    """Return the names of the classes of the library whose instances only the collector can free after *fn*."""
    tracing.trace(*tracing.namespace(mode), fn)
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        tracing.trace(*tracing.namespace(mode), fn)
        gc.collect()
        kinds = {type(thing) for thing in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    return {kind.__name__ for kind in kinds if kind.__module__.lstrip("_").startswith(("refloop", "asyncio"))}
