"""The package as a whole: imports, names, copies, and life together with the stdlib's asyncio."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import shutil
import subprocess
import sys
from asyncio.trsock import TransportSocket
from pathlib import Path
from typing import Any

import pytest
from test_namespace import EXTRA

import refloop

SOURCE = Path(refloop.__file__).parent
ROOT = Path(__file__).parents[2]


def python(code: Any, *path: Any) -> Any:
    """Run *code* in a fresh interpreter that finds refloop, and return what it prints."""
    lines = [f"import sys; sys.path[:0] = {[str(p) for p in path] or [str(SOURCE.parent)]}", code]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_import_brings_little() -> None:
    heavy = [
        "asyncio",
        "logging",
        "ssl",
        "threading",
        "concurrent.futures",
        "socket",
        "selectors",
        "signal",
        "inspect",
        "typing",
        "subprocess",
        "traceback",
    ]
    code = f"before = set(sys.modules); import refloop; print([m for m in {heavy} if m in set(sys.modules) - before])"
    assert python(code) == "[]"


@pytest.mark.parametrize(
    "order",
    [
        "import refloop, asyncio",
        "import asyncio, refloop",
        "import refloop, asyncio.exceptions, asyncio",
        "import refloop, concurrent.futures, asyncio",
    ],
)
def test_exceptions_are_one_in_either_order(order: Any) -> None:
    code = f"""{order}
import inspect, pickle
for name in ("CancelledError", "InvalidStateError", "IncompleteReadError", "BrokenBarrierError", "TimeoutError"):
    assert getattr(refloop, name) is getattr(asyncio, name) is getattr(asyncio.exceptions, name), name
assert pickle.loads(pickle.dumps(refloop.CancelledError())).__class__ is asyncio.CancelledError
assert "class CancelledError" in inspect.getsource(asyncio.exceptions)
assert type(asyncio.__loader__).__module__ != "refloop.exceptions" and asyncio.__spec__.loader is asyncio.__loader__
print("one")"""
    assert python(code) == "one"


def test_asyncio_imported_in_mid_run_sees_the_loop_and_the_task() -> None:
    code = """
import refloop
async def other():
    await refloop.sleep(0)
    import asyncio
    assert asyncio.current_task() is refloop.current_task() and asyncio.current_task().get_name() == "other"
async def main():
    task = refloop.create_task(other(), name="other")
    await refloop.sleep(0)
    assert "asyncio" not in sys.modules
    import asyncio
    assert asyncio.get_running_loop() is refloop.get_running_loop()
    assert asyncio.current_task() is refloop.current_task() is not None
    assert asyncio.all_tasks() == refloop.all_tasks() == {refloop.current_task(), task}
    await task
    await asyncio.sleep(0.001)
    return len(asyncio.all_tasks())
print(refloop.run(main()), refloop._get_running_loop())"""
    assert python(code) == "1 None"


def test_asyncio_is_told_of_tasks_that_stand_in_any_loop() -> None:
    code = """
import refloop
async def wait(future):
    await future
loop, other = refloop.new_event_loop(), refloop.new_event_loop()
waits = loop.create_task(wait(loop.create_future()))
loop.run_until_complete(refloop.sleep(0))
stands = other.create_task(refloop.sleep(0))
closed = refloop.new_event_loop()
lost = closed.create_task(refloop.sleep(0))
closed.close()
assert refloop.all_tasks(loop) == {waits} and refloop.all_tasks(other) == {stands}
assert refloop.all_tasks(closed) == {lost}
import asyncio
assert asyncio.all_tasks(loop) == {waits} and asyncio.all_tasks(other) == {stands}
assert asyncio.all_tasks(closed) == {lost}
later = other.create_task(refloop.sleep(0))
assert asyncio.all_tasks(other) == refloop.all_tasks(other) == {stands, later}
for task in (waits, lost):
    task.get_coro().close()
    task._log_destroy_pending = False
other.run_until_complete(later)
loop.close()
other.close()
print(stands.done())"""
    assert python(code) == "True"


def test_what_is_lost_as_the_interpreter_ends_is_told() -> None:
    code = """import refloop
async def wait(future):
    await future
loop = refloop.new_event_loop()
lost = loop.create_task(wait(loop.create_future()))
loop.run_until_complete(refloop.sleep(0))
loop.close()
assert "logging" not in sys.modules"""
    code = f"import sys; sys.path[:0] = [{str(SOURCE.parent)!r}]\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert done.stderr == "Task was destroyed but it is pending!\n"


def test_it_works_under_another_name(tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "project" / "vendored", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "project" / "__init__.py").touch()
    code = """
import project.vendored as aio
async def main():
    async with aio.TaskGroup() as group:
        task = group.create_task(aio.sleep(0, 1))
    return task.result(), await aio.gather(aio.sleep(0, 2)), await aio.to_thread(int, 3)
print(aio.run(main()), "asyncio" in sys.modules, [m for m in sys.modules if "refloop" in m])
import asyncio
with asyncio.Runner(loop_factory=aio.EventLoop) as runner:
    print(runner.run(asyncio.sleep(0, "bridge")), aio.CancelledError is asyncio.CancelledError)"""
    assert python(code, tmp_path) == "(1, [2], 3) False []\nbridge True"


def test_two_copies_share_the_exceptions(tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "vendored", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import refloop, vendored; a = refloop.CancelledError is vendored.CancelledError; import asyncio\n"
    code += "print(a, asyncio.CancelledError is vendored.CancelledError)"
    assert python(code, SOURCE.parent, tmp_path) == "True True"


def test_only_relative_and_stdlib_imports() -> None:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names, (path.name, name)


def test_names_follow_the_running_version() -> None:
    for name in refloop.__all__:
        assert hasattr(refloop, name), name
        if name not in EXTRA:
            assert hasattr(asyncio, name), name
    assert hasattr(refloop, "QueueShutDown") == hasattr(asyncio, "QueueShutDown")
    assert hasattr(refloop, "eager_task_factory") == hasattr(asyncio, "eager_task_factory")


def test_tasks_and_futures_of_both_await_each_other() -> None:
    async def main() -> Any:
        theirs: asyncio.Future[int] = asyncio.Future()
        ours: refloop.Future[int] = refloop.Future()
        loop = asyncio.get_running_loop()
        loop.call_soon(theirs.set_result, 1)
        loop.call_soon(ours.set_result, 2)
        mine: refloop.Task[int] = refloop.Task(wait(theirs))
        other = asyncio.Task(wait(ours))
        assert {mine, other} <= asyncio.all_tasks()
        tasks: set[Any] = refloop.all_tasks()
        assert asyncio.all_tasks() == tasks
        result = await asyncio.gather(mine, other), await refloop.gather(mine, other)
        task: refloop.Task[int] = refloop.Task(wait(asyncio.Future()))
        await asyncio.sleep(0)
        task.cancel("across")
        with pytest.raises(asyncio.CancelledError, match="across"):
            await task
        return result

    async def wait(future: Any) -> Any:
        current: Any = refloop.current_task()
        assert asyncio.current_task() is current
        return await future

    factories: list[Any] = [asyncio.new_event_loop, refloop.EventLoop, refloop.new_event_loop]
    for factory in factories:
        with asyncio.Runner(loop_factory=factory) as runner:
            assert runner.run(main()) == ([1, 2], [1, 2])


def test_the_bridge_has_asyncios_types() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, asyncio.AbstractEventLoop)
        assert isinstance(loop.call_soon(print), asyncio.Handle)
        loop.call_soon(print).cancel()
        timer = loop.call_later(100, print)
        assert isinstance(timer, asyncio.TimerHandle)
        assert timer < loop.call_later(200, print)
        timer.cancel()
        assert timer.cancelled()
        assert type(loop.create_future()) is asyncio.Future
        assert type(asyncio.current_task()) is asyncio.Task

    loop = refloop.EventLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())


def test_a_loop_makes_the_tasks_of_the_namespace_that_runs_it() -> None:
    async def main() -> Any:
        return type(refloop.current_task())

    with refloop.Runner(loop_factory=refloop.EventLoop) as runner:
        assert runner.run(main()) is refloop.Task


@pytest.mark.parametrize("debug", [False, True])
def test_what_the_bridge_returns_is_what_asyncio_documents(debug: Any, tmp_path: Path) -> None:
    async def main() -> Any:
        loop = asyncio.get_running_loop()
        loop.set_debug(debug)
        timers = [loop.call_later(100, print), loop.call_at(loop.time() + 100, print)]
        servers = [
            await loop.create_server(asyncio.Protocol, "127.0.0.1", 0),
            await loop.create_unix_server(asyncio.Protocol, tmp_path / "socket"),
            await asyncio.start_server(print, "127.0.0.1", 0),
            await asyncio.start_unix_server(print, tmp_path / "other"),
        ]
        stream, _ = await loop.create_connection(asyncio.Protocol, *servers[0].sockets[0].getsockname())
        datagrams, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, ("127.0.0.1", 0))
        read, write = os.pipe()
        reads, _ = await loop.connect_read_pipe(asyncio.Protocol, os.fdopen(read, "rb"))
        writes, _ = await loop.connect_write_pipe(asyncio.Protocol, os.fdopen(write, "wb"))
        child, _ = await loop.subprocess_exec(asyncio.SubprocessProtocol, sys.executable, "-c", "")
        things = [
            (loop, asyncio.AbstractEventLoop),
            (loop.call_soon(print), asyncio.Handle),
            (loop.call_soon_threadsafe(print), asyncio.Handle),
            *((timer, asyncio.TimerHandle) for timer in timers),
            (loop.create_future(), asyncio.Future),
            (loop.run_in_executor(None, int), asyncio.Future),
            (asyncio.current_task(), asyncio.Task),
            *((server, asyncio.Server) for server in servers),
            *((server, asyncio.AbstractServer) for server in servers),
            (stream, asyncio.Transport),
            (datagrams, asyncio.DatagramTransport),
            (reads, asyncio.ReadTransport),
            (writes, asyncio.WriteTransport),
            (child, asyncio.SubprocessTransport),
            (stream.get_extra_info("socket"), TransportSocket),
            (servers[0].sockets[0], TransportSocket),
        ]
        things[1][0].cancel()
        things[2][0].cancel()
        for thing in (*timers, stream, datagrams, reads, writes, child, *servers):
            getattr(thing, "cancel" if hasattr(thing, "cancel") else "close")()
        await asyncio.gather(*(server.wait_closed() for server in servers))
        return [(thing, kind) for thing, kind in things if not isinstance(thing, kind)]

    with asyncio.Runner(loop_factory=refloop.EventLoop) as runner:
        assert runner.run(main()) == []


def test_what_the_documents_name_is_found_in_the_namespace() -> None:
    code = "import refloop; print(refloop.VirtualClock is refloop.clock.VirtualClock, refloop.Deadlock.__name__, "
    code += "refloop.run_as_guest is refloop.guest.run_as_guest, refloop.start_guest.__name__)"
    assert python(code) == "True Deadlock True start_guest"
    text = "".join(p.read_text() for p in (ROOT / "docs" / "embedding.md", SOURCE / "README.md"))
    names = set(re.findall(r"\brefloop\.([A-Za-z]\w*)", text))
    assert {"VirtualClock", "Deadlock", "run_as_guest", "Loop", "EventLoop"} <= names
    assert [name for name in sorted(names) if not hasattr(refloop, name)] == []
