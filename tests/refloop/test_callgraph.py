"""The call graph against asyncio's own, on Python 3.14: the same programs, in both namespaces, give the same graph."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

import refloop

if sys.version_info < (3, 14):
    pytest.skip("asyncio has the call graph from Python 3.14 on", allow_module_level=True)

LIBRARY = re.compile("|".join(re.escape(str(Path(module.__file__).parent)) for module in (asyncio, refloop)))


def shape(graph: Any, aio: Any) -> Any:
    """Reduce a graph to the program: names, functions, waiters; without the library's own frames."""
    return (
        graph.future.get_name() if isinstance(graph.future, aio.Task) else "a future",
        [
            entry.frame.f_code.co_name
            for entry in graph.call_stack
            if not LIBRARY.search(entry.frame.f_code.co_filename)
        ],
        sorted(shape(waiter, aio) for waiter in graph.awaited_by),
    )


def text(aio: Any, *args: Any, **options: Any) -> Any:
    """The graph as text, without addresses, line numbers and the library's own frames."""
    buffer = io.StringIO()
    aio.print_call_graph(*args, file=buffer, **options)
    both = f"{buffer.getvalue()}\n{aio.format_call_graph(*args, **options)}"
    lines = [line for line in both.splitlines() if not LIBRARY.search(line)]
    return sorted(re.sub(r"line \d+|0x[0-9a-f]+", "N", line) for line in lines)  # asyncio tells waiters in any order


async def tasks_of_a_group(aio: Any, log: Any) -> None:
    async def deep() -> None:
        await aio.sleep(0)
        await deeper()

    async def deeper() -> None:
        log(aio)

    async def waits_for(task: Any) -> None:
        await task

    async with aio.TaskGroup() as group:
        task = group.create_task(deep(), name="deep")
        group.create_task(waits_for(task), name="first")
        group.create_task(waits_for(task), name="second")


async def gathered(aio: Any, log: Any) -> None:
    async def one() -> None:
        await aio.sleep(0)
        log(aio)

    async def fails() -> None:
        raise ValueError

    async def lives_on() -> None:
        await aio.Event().wait()

    await aio.gather(one(), one())
    survivor = aio.create_task(lives_on(), name="survivor")
    with pytest.raises(ValueError):  # noqa: PT011
        await aio.gather(survivor, fails())
    log(aio, survivor)
    survivor.cancel()


async def shielded(aio: Any, log: Any) -> None:
    async def one() -> None:
        async with aio.timeout(10):
            await aio.sleep(0)
            log(aio)

    await aio.shield(one())


async def waited_for(aio: Any, log: Any) -> None:
    async def one() -> None:
        await aio.sleep(0)
        await aio.sleep(0)
        log(aio)

    await aio.wait([aio.create_task(one(), name="one"), aio.create_task(one(), name="two")])
    await aio.wait_for(one(), 10)


async def cancelled_by_wait_for(aio: Any, log: Any) -> None:
    cleanup = aio.Future()

    async def slow() -> None:
        try:
            await aio.Future()
        finally:
            await cleanup

    async def impatient(task: Any) -> None:
        await aio.wait_for(task, 0)

    task = aio.create_task(slow(), name="slow")
    impatient = aio.create_task(impatient(task), name="impatient")
    for _ in range(5):
        await aio.sleep(0)
    log(aio, task)
    cleanup.set_result(None)
    await aio.gather(task, impatient, return_exceptions=True)


async def as_completed(aio: Any, log: Any) -> None:
    async def one() -> None:
        await aio.sleep(0)
        log(aio)

    for f in aio.as_completed([aio.create_task(one(), name="one")]):
        await f


async def as_completed_in_vain(aio: Any, log: Any) -> None:
    async def never() -> None:
        await aio.Event().wait()

    task = aio.create_task(never(), name="never")
    with pytest.raises(TimeoutError):  # noqa: PT012
        for f in aio.as_completed([task], timeout=0):
            await f
    log(aio, task)
    task.cancel()


async def futures_and_what_is_told(aio: Any, log: Any) -> None:
    future, other = aio.Future(), aio.Future()

    async def waits() -> None:
        await future

    tasks = [aio.create_task(waits(), name=name) for name in ("a", "b")]
    await aio.sleep(0)
    log(aio, future)
    aio.future_add_to_awaited_by(future, other)
    aio.future_add_to_awaited_by(other, tasks[0])
    aio.future_add_to_awaited_by(future, "no future")
    log(aio, future)
    aio.future_discard_from_awaited_by(future, other)
    log(aio, future)
    future.set_result(None)
    await aio.gather(*tasks)
    log(aio, future)
    log(aio, tasks[0])


async def ended(aio: Any, log: Any) -> None:
    async def fails() -> None:
        raise ValueError

    done, failed = aio.create_task(aio.sleep(0), name="done"), aio.create_task(fails(), name="failed")
    cancelled = aio.create_task(aio.Event().wait(), name="cancelled")
    cancelled.cancel()
    await aio.gather(done, failed, cancelled, return_exceptions=True)
    for task in (done, failed, cancelled):
        log(aio, task)


async def generators(aio: Any, log: Any) -> None:
    async def numbers() -> AsyncIterator[Any]:
        for n in range(2):
            yield n
            await nested()

    async def nested() -> None:
        log(aio)

    def plainly() -> Iterator[Any]:
        log(aio)
        yield

    async for _ in numbers():
        list(plainly())


async def limits(aio: Any, log: Any) -> None:
    async def outer() -> None:
        await middle()

    async def middle() -> None:
        await inner()

    async def inner() -> None:
        for limit in (None, 0, 1, 2, 9, -1, -2, -9):
            log(aio, limit=limit)
        log(aio, depth=2)
        await release

    release = aio.Future()
    task = aio.create_task(outer(), name="outer")
    waiting = aio.create_task(aio.wait([task]), name="waiting")
    await aio.sleep(0)
    for limit in (None, 0, 1, 2, 9, -1, -2, -9):
        log(aio, task, limit=limit)
    release.set_result(None)
    await waiting


PROGRAMS = [
    tasks_of_a_group,
    gathered,
    shielded,
    waited_for,
    cancelled_by_wait_for,
    as_completed,
    as_completed_in_vain,
    futures_and_what_is_told,
    ended,
    generators,
    limits,
]


def record(aio: Any, factory: Any, program: Any) -> Any:
    seen = []

    def log(aio: Any, *args: Any, depth: int = 1, **options: Any) -> None:
        seen.append(shape(aio.capture_call_graph(*args, depth=depth, **options), aio))
        seen.append(text(aio, *args, depth=depth, **options))

    async def main() -> None:
        aio.current_task().set_name("main")
        await program(aio, log)

    with aio.Runner(loop_factory=factory) as runner:
        runner.run(main())
    assert seen
    return [re.sub(r"Task-\d+", "Task-N", repr(item)) for item in seen]


@pytest.mark.parametrize("factory", [refloop.Loop, refloop.EventLoop])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda fn: fn.__name__)
def test_the_graph_is_asyncios(program: Any, factory: Any) -> None:
    assert record(refloop, factory, program) == record(asyncio, None, program)


def test_without_a_task() -> None:
    with pytest.raises(RuntimeError, match="outside of a running event loop"):
        refloop.capture_call_graph()
    with pytest.raises(TypeError, match="a future was expected"):
        refloop.capture_call_graph("text")
    found = []

    async def main() -> None:
        loop = refloop.get_running_loop()
        loop.call_soon(lambda: found.append((refloop.capture_call_graph(), refloop.format_call_graph())))
        await refloop.sleep(0)

    refloop.run(main())
    assert found == [(None, "")]


def test_futures_that_wait_for_each_other() -> None:
    """A circle is shown once, and ends."""

    async def main() -> None:
        one, other = refloop.Future(), refloop.Future()
        refloop.future_add_to_awaited_by(one, other)
        refloop.future_add_to_awaited_by(other, one)
        ids = re.findall("id=([^)]+)", refloop.format_call_graph(one))
        assert [int(number, 16) for number in ids] == [id(one), id(other), id(one)]

    refloop.run(main())


def test_a_task_of_one_namespace_that_waits_for_the_other() -> None:
    async def main() -> None:
        async def theirs() -> None:
            await future

        future = refloop.get_running_loop().create_future()
        task = asyncio.Task(theirs(), loop=refloop.get_running_loop(), name="theirs")
        await refloop.sleep(0)
        graph = refloop.capture_call_graph(future)
        assert [waiter.future for waiter in graph.awaited_by] == [task]
        future.set_result(None)
        await task

    refloop.run(main())
