"""Programs about waiting for several things, or for a limited time: results, errors, causes."""

# ruff: noqa: B023 - every closure is used up within its iteration of the loop

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from programs import program, step, ticks, tried


@program
async def gather_results(aio: Any, log: Any) -> None:
    log(await aio.gather())
    log(await aio.gather(step(aio, log, "a", 2, 1), step(aio, log, "b", 1, 2), aio.sleep(0, 3)))
    one = step(aio, log, "same", 1, 7)
    log(await aio.gather(one, one))
    done = aio.create_task(step(aio, log, "done", 1, 8))
    await done
    log(await aio.gather(done, done))
    log(await aio.gather(done, step(aio, log, "c", 1, 9)))
    outer = aio.gather(done)
    log(outer.done())
    await outer


@program
async def gather_errors(aio: Any, log: Any) -> None:
    async def fail(n: Any) -> None:
        await ticks(aio, n)
        raise ValueError(n)

    await tried(log, "first", aio.gather(fail(2), fail(1), step(aio, log, "goes on", 5)))
    await ticks(aio, 5)
    log(await aio.gather(fail(1), aio.sleep(0, 2), return_exceptions=True))
    task = aio.create_task(aio.sleep(100))
    aio.get_running_loop().call_soon(task.cancel, "child")
    await tried(log, "child cancelled", aio.gather(task, aio.sleep(0)))
    task = aio.create_task(aio.sleep(100))
    aio.get_running_loop().call_soon(task.cancel, "child")
    log(await aio.gather(task, aio.sleep(0), return_exceptions=True))


@program
async def gather_cancelled(aio: Any, log: Any) -> None:
    for keep in (False, True):

        async def waits() -> Any:
            return await aio.gather(aio.sleep(100), step(aio, log, "quick"), return_exceptions=keep)

        task = aio.create_task(waits())
        await ticks(aio, 4)
        log(task.cancel("gather"))
        await tried(log, keep, task)
        outer = aio.gather(aio.sleep(0), return_exceptions=keep)
        await outer
        log(outer.cancel())
        outer = aio.gather(aio.sleep(100), return_exceptions=keep)
        log(outer.cancel(), outer.cancelled())
        await tried(log, keep, outer)
        log(outer.cancelled())


@program
async def wait_variants(aio: Any, log: Any) -> None:
    def short(result: Any) -> Any:
        return [len(part) for part in result]

    async def fail() -> None:
        await aio.sleep(0)
        raise KeyError("x")

    for when in (aio.ALL_COMPLETED, aio.FIRST_COMPLETED, aio.FIRST_EXCEPTION):
        tasks = [aio.create_task(fail()), aio.create_task(step(aio, log, "s", 3))]
        log(when, short(await aio.wait(tasks, return_when=when)))
        log(when, short(await aio.wait(tasks)))
        log(tasks[0].exception())
    task = aio.create_task(aio.sleep(100))
    log(short(await aio.wait([task], timeout=0.001)), task.done())
    task.cancel()
    log(short(await aio.wait([task], timeout=1)))


@program
async def shield_variants(aio: Any, log: Any) -> None:
    inner = aio.create_task(step(aio, log, "inner", 4, "value"))

    async def waits() -> Any:
        return await aio.shield(inner)

    task = aio.create_task(waits())
    await ticks(aio, 2)
    task.cancel("outer")
    await tried(log, "outer", task)
    await tried(log, "inner", inner)
    log(aio.shield(inner) is inner)
    inner = aio.create_task(aio.sleep(100))
    outer = aio.shield(inner)
    inner.cancel("inner")
    await tried(log, "inner cancelled", outer)


@program
async def wait_for_variants(aio: Any, log: Any) -> None:
    await tried(log, "in time", aio.wait_for(step(aio, log, "quick", 1, 1), 10))
    await tried(log, "no limit", aio.wait_for(step(aio, log, "quick", 1, 1), None))
    await tried(log, "late", aio.wait_for(aio.sleep(100), 0.001))
    await tried(log, "zero", aio.wait_for(step(aio, log, "never"), 0))
    done = aio.get_running_loop().create_future()
    done.set_result("done")
    await tried(log, "zero, done", aio.wait_for(done, 0))

    async def stubborn() -> Any:
        try:
            await aio.sleep(100)
        except aio.CancelledError:
            return "refused"

    async def fails() -> None:
        try:
            await aio.sleep(100)
        finally:
            raise OSError("failed")

    await tried(log, "stubborn", aio.wait_for(stubborn(), 0.001))
    await tried(log, "fails", aio.wait_for(fails(), 0.001))
    task = aio.create_task(aio.wait_for(aio.sleep(100), 100))
    await ticks(aio, 2)
    task.cancel("outside")
    await tried(log, "cancelled", task)


@program
async def timeout_variants(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    try:
        async with aio.timeout(0.001) as limit:
            await aio.sleep(100)
    except TimeoutError as exc:
        log(exc, type(exc.__cause__).__name__, limit.expired(), aio.current_task().cancelling())
    try:
        async with aio.timeout(-1):
            log("inside")
            await aio.sleep(0)
            log("not reached")
    except TimeoutError:
        log("expired at once")
    async with aio.timeout(None) as limit:
        log(limit.when())
        limit.reschedule(loop.time() + 100)
    log(limit.expired())
    calls: tuple[Callable[[], object], ...] = (lambda: limit.reschedule(None), lambda: aio.timeout(1).reschedule(2))
    for call in calls:
        try:
            call()
        except RuntimeError as exc:
            log(exc)
    try:
        async with aio.timeout(0.001):
            try:
                await aio.sleep(100)
            finally:
                raise KeyError("inside")
    except KeyError as exc:
        inner: Any = exc.__context__
        log(type(inner).__name__, type(inner.__context__).__name__)
    try:
        async with aio.timeout(0.001), aio.timeout(100):
            await aio.sleep(100)
    except TimeoutError:
        log("outer")


@program
async def as_completed_order(aio: Any, log: Any) -> None:
    async def quiet(n: Any) -> Any:
        await ticks(aio, n)
        return n

    for f in aio.as_completed([quiet(6), quiet(1), quiet(4)]):
        log(await f)
    try:
        for f in aio.as_completed([aio.sleep(100)], timeout=0.001):
            await f
    except TimeoutError as exc:
        log(exc)


@program
async def as_completed_cancelled_wait(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    futures = [loop.create_future() for _ in range(2)]
    iterator = iter(aio.as_completed(futures))

    async def first() -> None:
        await next(iterator)

    task = aio.create_task(first())
    await ticks(aio, 2)
    task.cancel()
    await tried(log, "first", task)
    for n, future in enumerate(futures):
        future.set_result(n)
    log(len([await f for f in iterator]))


@program
async def task_groups(aio: Any, log: Any) -> None:
    async def fail(n: Any) -> None:
        await ticks(aio, n)
        raise ValueError(n)

    async def sleeper() -> None:
        try:
            await aio.sleep(100)
        finally:
            log("cancelled")

    async with aio.TaskGroup() as group:
        tasks = [group.create_task(step(aio, log, n, 2, n)) for n in "ab"]
    log([t.result() for t in tasks])
    try:
        async with aio.TaskGroup() as group:
            group.create_task(fail(2))
            group.create_task(sleeper())
            await aio.sleep(100)
    except BaseExceptionGroup as exc:
        log(exc.message, exc.exceptions, aio.current_task().cancelling())
    try:
        async with aio.TaskGroup() as group:
            group.create_task(sleeper())
            await aio.sleep(0)
            raise KeyError("body")
    except BaseExceptionGroup as exc:
        log(exc.exceptions)

    async def grouped() -> None:
        async with aio.TaskGroup() as group:
            group.create_task(sleeper())
            group.create_task(fail(5))

    task = aio.create_task(grouped())
    await ticks(aio, 3)
    task.cancel("outside")
    await tried(log, "group", task)
    log(task.cancelling())
