"""Programs about the loop: callbacks, timers, descriptors, signals, executors, and what it does about errors."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

from programs import program, ticks, tried, var


@program
async def callbacks_and_stop_order(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    handles = [loop.call_soon(log, "cb", i) for i in range(4)]
    handles[2].cancel()
    loop.call_soon(lambda: (log("outer"), loop.call_soon(log, "inner")))
    await ticks(aio, 3)
    log([h.cancelled() for h in handles])


@program
async def never_retrieved(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: log(sorted(context), context["message"].split("<")[0]))
    fut = loop.create_future()
    fut.set_exception(ValueError("lost"))
    del fut
    gc.collect()
    log("future gone")

    async def fail() -> None:
        raise ValueError("lost")

    task = aio.create_task(fail())
    await ticks(aio, 2)
    del task
    gc.collect()
    log("task gone")
    fut = loop.create_future()
    task = aio.create_task(tried(log, "pending", fut))
    await aio.sleep(0)
    del task, fut
    gc.collect()
    log("pending gone")
    loop.call_soon(lambda: 1 / 0)
    await aio.sleep(0)
    loop.call_later(0, lambda: 1 / 0)
    await aio.sleep(0.001)


@program
async def handlers_that_fail(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()

    def handler(loop: Any, context: Any) -> None:
        log("handler", sorted(context), var.get())
        raise KeyError("handler")

    var.set("main")
    loop.set_exception_handler(handler)
    log(loop.get_exception_handler() is handler)
    loop.call_exception_handler({"message": "m"})

    async def bad() -> None:
        var.set("task")
        loop.call_exception_handler({"message": "m", "task": aio.current_task()})

    await aio.create_task(bad())
    loop.set_exception_handler(None)


@program
async def leftovers_are_cleaned_up(aio: Any, log: Any) -> None:
    async def leftover(name: Any) -> None:  # run() cancels them in the order of a set
        try:
            await aio.sleep(100)
        except aio.CancelledError as exc:
            log("leftover", exc)
            await aio.sleep(0)
            if name == "fails":
                raise ValueError(name) from None
            raise

    async def generator() -> AsyncIterator[Any]:
        try:
            yield 1
        finally:
            log("generator closed")

    loop = aio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: log(context["message"], context["exception"]))
    holder: Any = leftover  # keeps them until the loop ends
    holder.tasks = [aio.create_task(leftover(n)) for n in ("ends", "fails")]
    holder.generator = generator()
    log(await holder.generator.__anext__())


@program
async def executors(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    log(await loop.run_in_executor(None, lambda: 5))
    await tried(log, "fails", loop.run_in_executor(None, lambda: 1 / 0))
    var.set("seen")
    log(await aio.to_thread(var.get))
    await loop.shutdown_default_executor()
    try:
        loop.run_in_executor(None, print)
    except RuntimeError as exc:
        log(exc)


@program
async def file_descriptors(aio: Any, log: Any) -> None:
    import os

    loop = aio.get_running_loop()
    r, w = os.pipe()
    seen = loop.create_future()

    def readable() -> None:
        log("readable", os.read(r, 10))
        log("removed", loop.remove_reader(r))
        seen.set_result(None)

    loop.add_reader(r, readable)
    loop.add_writer(w, lambda: (log("writable"), os.write(w, b"x"), log("removed", loop.remove_writer(w))))
    await seen
    log(loop.remove_reader(r))
    os.close(r)
    os.close(w)


@program
async def signals(aio: Any, log: Any) -> None:
    import os
    import signal

    loop = aio.get_running_loop()
    got = loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, lambda: (log("signal"), got.set_result(1)))
    os.kill(os.getpid(), signal.SIGUSR1)
    await got
    log(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    for bad in (signal.SIGKILL, 12345, "x"):
        try:
            loop.add_signal_handler(bad, log)
        except Exception as exc:
            log(type(exc))


@program
async def timers_in_order(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    now = loop.time()
    fut = loop.create_future()
    loop.call_at(now + 0.003, fut.set_result, None)
    loop.call_at(now + 0.002, log, "second")
    loop.call_at(now + 0.001, log, "first")
    loop.call_later(-5, log, "long overdue")
    loop.call_later(-1, log, "overdue")
    handle = loop.call_later(0.001, log, "cancelled")
    handle.cancel()
    log(handle.cancelled(), handle.when() > now)
    await fut


@program
async def bad_arguments(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()

    async def coro() -> None:
        pass

    c = coro()
    nested: tuple[Callable[[], object], ...] = (lambda: loop.run_forever(), lambda: loop.run_until_complete(c))
    if (3, 13) <= sys.version_info < (3, 14):
        nested = ()  # 3.13.0 refuses, and has lost its running loop then
    calls: tuple[Callable[[], object], ...] = (
        lambda: aio.create_task(5),
        lambda: aio.ensure_future(5),
        lambda: aio.Task(lambda: 1),
        lambda: aio.run(c),
        *nested,
        lambda: loop.close(),
        lambda: loop.call_later(None, log),
        lambda: loop.call_at(None, log),
        lambda: loop.set_task_factory(5),
        lambda: loop.set_exception_handler(5),
        lambda: aio.Semaphore(-1),
        lambda: aio.Barrier(0),
        lambda: aio.Lock().release(),
        lambda: loop.set_default_executor(5),
        lambda: aio.BoundedSemaphore(1).release(),
        lambda: aio.Condition().notify(),
        lambda: aio.Queue().task_done(),
        lambda: aio.Queue().get_nowait(),
        lambda: loop.add_reader(-1, log),
        lambda: loop.add_reader("x", log),
        lambda: aio.run_coroutine_threadsafe(5, loop),
        lambda: aio.wrap_future(5),
        lambda: aio.ensure_future(loop.create_future(), loop=object()),
    )
    for call in calls:
        try:
            call()
        except BaseException as exc:
            log(type(exc).__name__, str(exc).split(" at ")[0])
    c.close()
    for call in (
        lambda: aio.wait([]),
        lambda: aio.wait(loop.create_future()),
        lambda: aio.wait(c),
        lambda: aio.wait({c}),
        lambda: aio.wait({loop.create_future()}, return_when="x"),
        lambda: aio.Condition().wait(),
    ):
        try:
            await call()
        except BaseException as exc:
            log(type(exc).__name__)
