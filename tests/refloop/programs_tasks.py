"""Programs about futures, tasks and contexts: states, names, messages and mistakes."""

from __future__ import annotations

import contextvars
import sys
from collections.abc import Generator
from typing import Any

from programs import program, say, since, step, ticks, tried, var


@program
async def future_callbacks(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    fut = loop.create_future()
    a, b = say(log, "a"), say(log, "b")
    for cb in (a, b, a):
        fut.add_done_callback(cb)
    log("removed", fut.remove_done_callback(a))
    fut.add_done_callback(lambda f: 1 / 0)
    fut.set_result(3)
    log("set", fut.done(), fut.result())
    await ticks(aio, 2)
    log("removed late", fut.remove_done_callback(b))


@program
async def invalid_states(aio: Any, log: Any) -> None:
    fut = aio.get_running_loop().create_future()
    for call in (fut.result, fut.exception):
        try:
            call()
        except BaseException as exc:
            log(exc)
    fut.set_result(1)
    for call in (lambda: fut.set_result(2), lambda: fut.set_exception(ValueError())):
        try:
            call()
        except BaseException as exc:
            log(type(exc))
    log(fut.cancel())
    task = aio.create_task(step(aio, log, "t"))
    for call in (lambda: task.set_result(2), lambda: task.set_exception(ValueError())):
        try:
            call()
        except BaseException as exc:
            log(exc)
    for bad in (5, "x", object):
        try:
            aio.get_running_loop().create_future().set_exception(bad)
        except BaseException as exc:
            log(type(exc))
    try:
        fut = aio.get_running_loop().create_future()
        fut.set_exception(StopIteration(4))
        log(fut.exception(), fut.exception().__cause__)
    except BaseException as exc:
        log(type(exc))
    await task


@program
async def awaiting_oneself_and_bad_yields(aio: Any, log: Any) -> None:
    async def self_await() -> None:
        await aio.current_task()

    class Yields:
        def __init__(self, what: Any) -> None:
            self.what = what

        def __await__(self) -> Generator[Any, Any, Any]:
            return (yield self.what)

    async def bad(what: Any) -> None:
        log("got", await Yields(what))

    for coro in (
        self_await(),
        bad(5),
        bad("x"),
        bad(None),
        bad(aio.get_running_loop().create_future()),
        bad(letter for letter in ""),
    ):
        try:
            await aio.create_task(coro)
        except BaseException as exc:
            log(type(exc).__name__, str(exc).split(" ")[0:3])


@program
async def task_names(aio: Any, log: Any) -> None:
    task = aio.create_task(step(aio, log, "x"), name="named")
    log(task.get_name())
    task.set_name(5)
    log(task.get_name(), aio.current_task().get_name().startswith("Task-"))
    first, second = aio.create_task(step(aio, log, "y")), aio.create_task(step(aio, log, "z"))
    log(int(second.get_name()[5:]) - int(first.get_name()[5:]))
    await aio.wait([task, first, second])


@program
async def contexts(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()

    async def child() -> None:
        log("child sees", var.get())
        var.set("child")
        await aio.sleep(0)
        log("child keeps", var.get())

    var.set("main")
    task = aio.create_task(child())
    var.set("later")
    loop.call_soon(lambda: (log("callback sees", var.get()), var.set("callback")))
    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    loop.call_soon(lambda: log("given", var.get()), context=ctx)
    await task
    log(var.get())
    fut = loop.create_future()
    fut.add_done_callback(lambda f: log("done sees", var.get()))
    var.set("after")
    fut.set_result(None)
    await aio.create_task(child(), context=ctx)
    log(ctx[var], var.get())


@program
async def all_tasks_wherever_they_stand(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()

    def names(where: Any = loop) -> Any:
        return sorted(task.get_name() for task in aio.all_tasks(where))

    def in_a_thread() -> Any:
        return loop.run_in_executor(None, names)

    async def give_way() -> None:
        await aio.sleep(0)
        log("gave way", names())

    async def end() -> None:
        log("runs", names())

    future = loop.create_future()
    tasks = [aio.create_task(coro, name=name) for name, coro in [("end", end()), ("way", give_way())]]
    tasks.append(aio.create_task(aio.wait_for(future, None), name="waits"))
    aio.current_task().set_name("main")
    log("scheduled", names())
    loop.call_soon(lambda: log("callback", names()))
    await aio.sleep(0)
    log("stepped", names())
    log("thread", await in_a_thread())
    future.set_result(None)
    log("woken", names())
    await aio.gather(*tasks)
    log("done", names())


@program
async def all_tasks_around_an_eager_one(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()

    def names() -> Any:
        return sorted(task.get_name() for task in aio.all_tasks())

    async def outer() -> None:
        log("outer", names())
        if hasattr(aio, "eager_task_factory"):
            loop.set_task_factory(aio.eager_task_factory)
        await aio.create_task(inner())
        loop.set_task_factory(None)

    async def inner() -> None:
        aio.current_task().set_name("inner")  # before Python 3.14 it gets its name too late
        log("inner", names())
        await aio.sleep(0)
        log("inner again", names())

    aio.current_task().set_name("main")
    await aio.create_task(outer(), name="outer")


@program
async def all_and_current(aio: Any, log: Any) -> None:
    async def child() -> None:
        log(aio.current_task().get_name(), len(aio.all_tasks()))
        await aio.sleep(0)

    task = aio.create_task(child(), name="c")
    aio.get_running_loop().call_soon(lambda: log("in callback", aio.current_task()))
    log(len(aio.all_tasks()), task in aio.all_tasks())
    await task
    log(len(aio.all_tasks()))


@program
async def cancel_messages(aio: Any, log: Any) -> None:
    async def sleeper() -> None:
        await aio.sleep(100)

    for msgs in (("one",), ("one", "two"), (None,), (5,)):
        task = aio.create_task(sleeper())
        await aio.sleep(0)
        for msg in msgs:
            log(task.cancel(msg))
        await tried(log, "await", task)
        await tried(log, "again", task)


@since(3, 12)
async def eager_tasks(aio: Any, log: Any) -> None:
    loop = aio.get_running_loop()
    loop.set_task_factory(aio.eager_task_factory)

    async def child(n: Any) -> Any:
        log("child", aio.current_task() is main)
        await ticks(aio, n)
        log("child ends", n)
        if n == 2:
            raise ValueError(n)
        return n

    main = aio.current_task()
    tasks = [aio.create_task(child(n), name=str(n)) for n in range(3)]
    log([t.done() for t in tasks], aio.current_task() is main)
    if sys.version_info >= (3, 13):  # 3.12.1 crashes
        log(tasks[0].get_coro())
    log(await aio.gather(*tasks, return_exceptions=True))
    log(await aio.gather(child(0), child(0)))
    inner = aio.create_task(aio.sleep(100))
    log(inner.cancel("eager"))
    await tried(log, "eager", inner)
    loop.set_task_factory(None)
