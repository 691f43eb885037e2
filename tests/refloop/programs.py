"""Small programs for the differential test.  Each takes the namespace under test and a Trace; none imports
asyncio.

A program is a coroutine function `name(aio, log)`.  `log(...)` records an event together with the number of
the loop's turn in which it happened, so that two traces are equal only if everything took the same number
of turns.
"""

# ruff: noqa: B023 - every closure is used up within its turn of the loop

from __future__ import annotations

import contextvars
import gc
import sys

PROGRAMS = []
var = contextvars.ContextVar("var", default="unset")


def program(fn):
    PROGRAMS.append(fn)
    return fn


def since(*version):
    return program if sys.version_info >= version else lambda fn: fn


async def ticks(aio, n):
    for _ in range(n):
        await aio.sleep(0)


async def step(aio, log, name, n=1, value=None):
    for i in range(n):
        log(name, i)
        await aio.sleep(0)
    return value


def say(log, name):
    return lambda fut: log("done", name, fut.cancelled())


async def tried(log, name, awaitable):
    try:
        log(name, "returns", await awaitable)
    except BaseException as exc:
        log(name, "raises", exc)
        if not isinstance(exc, Exception) and type(exc).__name__ != "CancelledError":
            raise


# -- sleep, tasks, callbacks -----------------------------------------------------------------------


@program
async def sleep_zero_is_one_turn(aio, log):
    log("a")
    await aio.sleep(0)
    log("b")
    log(await aio.sleep(0, "result"))
    log(await aio.sleep(-1, "negative"))


@program
async def tasks_interleave(aio, log):
    tasks = [aio.create_task(step(aio, log, n, 3, n * 2)) for n in "abc"]
    for task in tasks:
        task.add_done_callback(say(log, task.get_name()[:5]))
    log(await tasks[0], await tasks[1], await tasks[2])


@program
async def a_finished_task_wakes_its_waiter_one_turn_later(aio, log):
    async def child():
        log("child")
        return 1

    task = aio.create_task(child())
    task.add_done_callback(say(log, "before"))
    log(await task)
    task.add_done_callback(say(log, "late"))
    log("late callback added")
    await ticks(aio, 2)


@program
async def callbacks_and_stop_order(aio, log):
    loop = aio.get_running_loop()
    handles = [loop.call_soon(log, "cb", i) for i in range(4)]
    handles[2].cancel()
    loop.call_soon(lambda: (log("outer"), loop.call_soon(log, "inner")))
    await ticks(aio, 3)
    log([h.cancelled() for h in handles])


@program
async def future_callbacks(aio, log):
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
async def invalid_states(aio, log):
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
async def bad_arguments(aio, log):
    loop = aio.get_running_loop()

    async def coro():
        pass

    c = coro()
    nested = (lambda: loop.run_forever(), lambda: loop.run_until_complete(c))
    if (3, 13) <= sys.version_info < (3, 14):
        nested = ()  # 3.13.0 refuses, and has lost its running loop then
    for call in (
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
    ):
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


@program
async def awaiting_oneself_and_bad_yields(aio, log):
    async def self_await():
        await aio.current_task()

    class Yields:
        def __init__(self, what):
            self.what = what

        def __await__(self):
            return (yield self.what)

    async def bad(what):
        log("got", await Yields(what))

    for coro in (
        self_await(),
        bad(5),
        bad("x"),
        bad(None),
        bad(aio.get_running_loop().create_future()),
        bad(x for x in ()),
    ):
        try:
            await aio.create_task(coro)
        except BaseException as exc:
            log(type(exc).__name__, str(exc).split(" ")[0:3])


@program
async def task_names(aio, log):
    task = aio.create_task(step(aio, log, "x"), name="named")
    log(task.get_name())
    task.set_name(5)
    log(task.get_name(), aio.current_task().get_name().startswith("Task-"))
    first, second = aio.create_task(step(aio, log, "y")), aio.create_task(step(aio, log, "z"))
    log(int(second.get_name()[5:]) - int(first.get_name()[5:]))
    await aio.wait([task, first, second])


@program
async def contexts(aio, log):
    loop = aio.get_running_loop()

    async def child():
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
async def all_and_current(aio, log):
    async def child():
        log(aio.current_task().get_name(), len(aio.all_tasks()))
        await aio.sleep(0)

    task = aio.create_task(child(), name="c")
    aio.get_running_loop().call_soon(lambda: log("in callback", aio.current_task()))
    log(len(aio.all_tasks()), task in aio.all_tasks())
    await task
    log(len(aio.all_tasks()))


# -- cancellation ----------------------------------------------------------------------------------


@program
async def cancel_before_the_first_step(aio, log):
    task = aio.create_task(step(aio, log, "never"))
    log(task.cancel("msg"), task.cancelling())
    await tried(log, "await", task)
    log(task.cancelled(), task.cancel())


@program
async def cancel_messages(aio, log):
    async def sleeper():
        await aio.sleep(100)

    for msgs in (("one",), ("one", "two"), (None,), (5,)):
        task = aio.create_task(sleeper())
        await aio.sleep(0)
        for msg in msgs:
            log(task.cancel(msg))
        await tried(log, "await", task)
        await tried(log, "again", task)


@program
async def cancel_swallowed_and_twice(aio, log):
    async def stubborn():
        for i in range(3):
            try:
                await aio.sleep(100)
            except aio.CancelledError as exc:
                log("swallowed", i, exc, aio.current_task().cancelling())
        return "survived"

    task = aio.create_task(stubborn())
    for i in range(3):
        await ticks(aio, 2)
        task.cancel(i)
        task.cancel(i + 10)
    await tried(log, "await", task)
    log(task.cancelling(), task.cancelled())


@program
async def cancel_oneself(aio, log):
    async def at_end():
        aio.current_task().cancel("at end")
        return 1

    async def in_middle():
        aio.current_task().cancel("in middle")
        try:
            await aio.sleep(0)
        except aio.CancelledError as exc:
            log("caught", exc)
        return 2

    async def by_future():
        fut = aio.get_running_loop().create_future()
        aio.current_task().cancel("future")
        try:
            await fut
        finally:
            log(fut.cancelled())

    async def uncancelled():
        task = aio.current_task()
        task.cancel("x")
        log(task.uncancel())
        try:
            await aio.sleep(0)
            log("not cancelled")
        except aio.CancelledError as exc:
            log("cancelled", exc)

    for fn in (at_end, in_middle, by_future, uncancelled):
        await tried(log, fn.__name__, aio.create_task(fn()))


@program
async def cancel_after_wakeup(aio, log):
    fut = aio.get_running_loop().create_future()

    async def waiter():
        try:
            log("got", await fut)
        except aio.CancelledError as exc:
            log("cancelled", exc)
            raise

    task = aio.create_task(waiter())
    await aio.sleep(0)
    fut.set_result(1)
    log(task.cancel("late"))
    await tried(log, "await", task)


@program
async def cancel_through_tasks(aio, log):
    async def inner():
        try:
            await aio.sleep(100)
        finally:
            log("inner ends")
            await aio.sleep(0)
            log("inner cleaned")

    async def outer(task):
        try:
            await task
        except aio.CancelledError as exc:
            log("outer", exc)
            raise

    i = aio.create_task(inner())
    o = aio.create_task(outer(i))
    await ticks(aio, 2)
    o.cancel("through")
    await tried(log, "o", o)
    log(i.cancelled(), o.cancelled())


# -- gather, wait, shield, wait_for ----------------------------------------------------------------


@program
async def gather_results(aio, log):
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
async def gather_errors(aio, log):
    async def fail(n):
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
async def gather_cancelled(aio, log):
    for keep in (False, True):

        async def waits():
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
async def wait_variants(aio, log):
    def short(result):
        return [len(part) for part in result]

    async def fail():
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
async def shield_variants(aio, log):
    inner = aio.create_task(step(aio, log, "inner", 4, "value"))

    async def waits():
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
async def wait_for_variants(aio, log):
    await tried(log, "in time", aio.wait_for(step(aio, log, "quick", 1, 1), 10))
    await tried(log, "no limit", aio.wait_for(step(aio, log, "quick", 1, 1), None))
    await tried(log, "late", aio.wait_for(aio.sleep(100), 0.001))
    await tried(log, "zero", aio.wait_for(step(aio, log, "never"), 0))
    done = aio.get_running_loop().create_future()
    done.set_result("done")
    await tried(log, "zero, done", aio.wait_for(done, 0))

    async def stubborn():
        try:
            await aio.sleep(100)
        except aio.CancelledError:
            return "refused"

    async def fails():
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
async def timeout_variants(aio, log):
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
    for call in (lambda: limit.reschedule(None), lambda: aio.timeout(1).reschedule(2)):
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
        log(type(exc.__context__).__name__, type(exc.__context__.__context__).__name__)
    try:
        async with aio.timeout(0.001), aio.timeout(100):
            await aio.sleep(100)
    except TimeoutError:
        log("outer")


@program
async def as_completed_order(aio, log):
    async def quiet(n):
        await ticks(aio, n)
        return n

    for f in aio.as_completed([quiet(6), quiet(1), quiet(4)]):
        log(await f)
    try:
        for f in aio.as_completed([aio.sleep(100)], timeout=0.001):
            await f
    except TimeoutError as exc:
        log(exc)


# -- locks and queues ------------------------------------------------------------------------------


@program
async def lock_fairness(aio, log):
    lock = aio.Lock()

    async def user(name, n=1):
        async with lock:
            log(name, "has it")
            await ticks(aio, n)
        log(name, "released")

    tasks = [aio.create_task(user(n)) for n in "abc"]
    await ticks(aio, 2)
    tasks[1].cancel("skip")
    tasks.append(aio.create_task(user("d")))
    await aio.wait(tasks)
    log([t.cancelled() for t in tasks], lock.locked())
    await lock.acquire()
    task = aio.create_task(user("woken"))
    other = aio.create_task(user("next"))
    await ticks(aio, 2)
    lock.release()
    task.cancel()
    log(lock.locked())
    await aio.wait([task, other])


@program
async def event_wakes(aio, log):
    event = aio.Event()

    async def waiter(n):
        log(n, await event.wait(), event.is_set())

    tasks = [aio.create_task(waiter(n)) for n in range(3)]
    await ticks(aio, 2)
    tasks[1].cancel()
    event.set()
    event.clear()
    await aio.wait(tasks)
    event.set()
    log(await event.wait())


@program
async def condition_notifies(aio, log):
    cond = aio.Condition()

    async def waiter(n):
        async with cond:
            log(n, await cond.wait())
            await aio.sleep(0)
        log(n, "out")

    tasks = [aio.create_task(waiter(n)) for n in range(4)]
    await ticks(aio, 2)
    async with cond:
        cond.notify()
        tasks[1].cancel("c")
        cond.notify(1)
    await ticks(aio, 6)
    async with cond:
        cond.notify_all()
    await aio.wait(tasks)
    log([t.cancelled() for t in tasks])
    async with cond:
        log(await cond.wait_for(lambda: "true"))


@program
async def semaphore_counts(aio, log):
    sem = aio.Semaphore(2)

    async def user(n):
        async with sem:
            log(n, sem.locked())
            await ticks(aio, n)
        log(n, "out")

    tasks = [aio.create_task(user(n)) for n in range(1, 6)]
    await ticks(aio, 2)
    tasks[2].cancel()
    sem.release()
    tasks[3].cancel()
    await aio.wait(tasks)
    log([t.cancelled() for t in tasks], sem.locked())


@program
async def queue_hands_over(aio, log):
    for cls in (aio.Queue, aio.LifoQueue, aio.PriorityQueue):
        queue = cls(2)

        async def producer():
            for i in (3, 1, 2, 5, 4):
                await queue.put(i)
                log("put", i, queue.qsize(), queue.full())

        async def consumer(name):
            while True:
                log(name, await queue.get())
                queue.task_done()

        tasks = [aio.create_task(consumer("a")), aio.create_task(consumer("b")), aio.create_task(producer())]
        await tasks[2]
        await queue.join()
        log("joined", queue.empty())
        for task in tasks:
            task.cancel()
        await aio.wait(tasks)


@program
async def queue_cancelled_waiters(aio, log):
    queue = aio.Queue(1)
    getters = [aio.create_task(queue.get()) for _ in range(3)]
    await aio.sleep(0)
    queue.put_nowait("x")
    getters[0].cancel()
    await ticks(aio, 3)
    log([g.done() for g in getters])
    getters[2].cancel()
    queue.put_nowait("y") if not queue.full() else None
    await ticks(aio, 3)
    putters = [aio.create_task(queue.put(n)) for n in range(3)]
    await ticks(aio, 3)
    log([p.done() for p in putters], queue.qsize())
    while not queue.empty():
        log(queue.get_nowait())
        putters[1].cancel()
        await ticks(aio, 3)
    log([p.done() for p in putters], queue.qsize())
    for task in (*putters, *getters):
        task.cancel()


@since(3, 13)
async def queue_shutdown(aio, log):
    for immediate in (False, True):
        queue = aio.Queue(1)
        queue.put_nowait(1)
        putter = aio.create_task(queue.put(2))
        empty = aio.Queue()
        getter = aio.create_task(empty.get())
        await aio.sleep(0)
        queue.shutdown(immediate)
        empty.shutdown(immediate)
        await tried(log, "put", putter)
        await tried(log, "get", getter)
        for call in (queue.get_nowait, queue.get_nowait, lambda: queue.put_nowait(3)):
            try:
                log(call())
            except Exception as exc:
                log(type(exc).__name__)
        await tried(log, "join", aio.wait_for(queue.join(), 0.001))


@program
async def barrier_rounds(aio, log):
    barrier = aio.Barrier(2)

    async def user(n):
        try:
            log(n, await barrier.wait(), barrier.n_waiting)
        except aio.BrokenBarrierError as exc:
            log(n, exc, barrier.broken)

    await aio.gather(*(user(n) for n in range(4)))
    task = aio.create_task(user("reset"))
    await ticks(aio, 2)
    await barrier.reset()
    await task
    task = aio.create_task(user("abort"))
    await ticks(aio, 2)
    await barrier.abort()
    await aio.gather(task, user("broken"))


@program
async def task_groups(aio, log):
    async def fail(n):
        await ticks(aio, n)
        raise ValueError(n)

    async def sleeper():
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

    async def grouped():
        async with aio.TaskGroup() as group:
            group.create_task(sleeper())
            group.create_task(fail(5))

    task = aio.create_task(grouped())
    await ticks(aio, 3)
    task.cancel("outside")
    await tried(log, "group", task)
    log(task.cancelling())


# -- errors ----------------------------------------------------------------------------------------


@program
async def never_retrieved(aio, log):
    loop = aio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: log(sorted(context), context["message"].split("<")[0]))
    fut = loop.create_future()
    fut.set_exception(ValueError("lost"))
    del fut
    gc.collect()
    log("future gone")

    async def fail():
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
async def handlers_that_fail(aio, log):
    loop = aio.get_running_loop()

    def handler(loop, context):
        log("handler", sorted(context), var.get())
        raise KeyError("handler")

    var.set("main")
    loop.set_exception_handler(handler)
    log(loop.get_exception_handler() is handler)
    loop.call_exception_handler({"message": "m"})

    async def bad():
        var.set("task")
        loop.call_exception_handler({"message": "m", "task": aio.current_task()})

    await aio.create_task(bad())
    loop.set_exception_handler(None)


@program
async def leftovers_are_cleaned_up(aio, log):
    async def leftover(name):  # run() cancels them in the order of a set
        try:
            await aio.sleep(100)
        except aio.CancelledError as exc:
            log("leftover", exc)
            await aio.sleep(0)
            if name == "fails":
                raise ValueError(name) from None
            raise

    async def generator():
        try:
            yield 1
        finally:
            log("generator closed")

    loop = aio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: log(context["message"], context["exception"]))
    leftover.tasks = [aio.create_task(leftover(n)) for n in ("ends", "fails")]
    leftover.generator = generator()
    log(await leftover.generator.__anext__())


@program
async def executors(aio, log):
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


@since(3, 12)
async def eager_tasks(aio, log):
    loop = aio.get_running_loop()
    loop.set_task_factory(aio.eager_task_factory)

    async def child(n):
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


@program
async def file_descriptors(aio, log):
    import os

    loop = aio.get_running_loop()
    r, w = os.pipe()
    seen = loop.create_future()

    def readable():
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
async def signals(aio, log):
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
async def timers_in_order(aio, log):
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
async def as_completed_cancelled_wait(aio, log):
    loop = aio.get_running_loop()
    futures = [loop.create_future() for _ in range(2)]
    iterator = iter(aio.as_completed(futures))

    async def first():
        await next(iterator)

    task = aio.create_task(first())
    await ticks(aio, 2)
    task.cancel()
    await tried(log, "first", task)
    for n, future in enumerate(futures):
        future.set_result(n)
    log(len([await f for f in iterator]))
