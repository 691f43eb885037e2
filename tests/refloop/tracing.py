"""Run programs and record what happens, turn by turn.  `python tracing.py MODE` prints the traces of a
fresh process.

MODE: asyncio | refloop | bridge (refloop's loop under the stdlib's asyncio); a second argument `debug`
turns debug mode on.
"""

from __future__ import annotations

import gc
import logging
import random
import sys
import warnings
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "reference")]

import programs  # noqa: E402


class Trace:
    """A list of events, each with the number of turns that the loop has made."""

    def __init__(self):
        self.events = []
        self.turn = 0
        self.counting = True

    def __call__(self, *event):
        self.events.append((self.turn, *[_plain(e) for e in event]))

    def count_turns(self, loop):
        if self.counting:
            self.turn += 1
            loop.call_soon(self.count_turns, loop)


def _plain(value):
    """Things as text that is the same for both namespaces."""
    if isinstance(value, BaseException):
        return f"{type(value).__name__}{value.args!r}" if not isinstance(value, RuntimeError) else type(value).__name__
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if isinstance(value, (str, int, float, bytes, bool, type(None))) else type(value).__name__


# Where the poll finds something, the number of turns is a matter of time.
UNTIMED = {
    "executors",
    "file_descriptors",
    "signals",
    "wait_variants",
    "wait_for_variants",
    "timeout_variants",
    "as_completed_order",
    "queue_shutdown",
    "timers_in_order",
    "never_retrieved",
}


def trace(aio, factory, fn, debug=False):
    """Return the trace of one program, run by *aio* on a loop of *factory*."""
    log = Trace()

    async def main():
        loop = aio.get_running_loop()
        if fn.__name__ not in UNTIMED and not getattr(fn, "untimed", False):
            loop.call_soon(log.count_turns, loop)
        try:
            return await fn(aio, log)
        finally:
            log.counting = False

    logging.disable(logging.CRITICAL)
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with aio.Runner(loop_factory=factory, debug=debug) as runner:
                    log("result", runner.run(main()))
            except BaseException as exc:
                log("run raises", exc)
    finally:
        gc.enable()
        logging.disable(logging.NOTSET)
    return log.events


def namespace(mode):
    """Return the namespace and the loop factory of a mode."""
    if mode == "refloop":
        import refloop

        return refloop, refloop.new_event_loop
    import asyncio

    if mode == "bridge":
        import refloop

        return asyncio, refloop.EventLoop
    return asyncio, asyncio.new_event_loop


# -- random programs -------------------------------------------------------------------------------


def random_program(seed):
    """Return a program of a few lanes that do random things to each other; the same for the same seed."""
    rng = random.Random(seed)
    lanes = rng.randint(2, 6)

    def ops(depth=0):
        found = []
        for _ in range(rng.randint(1, 6)):
            kinds = [
                "yield",
                "yield",
                "evwait",
                "evset",
                "evclear",
                "put",
                "get",
                "cancel",
                "await",
                "uncancel",
                "futwait",
                "futset",
                "notify",
                "wait_done",
                "gather",
                "gather_keep",
                "shield",
                "wait_for",
                "spawn",
                "fail",
                "barrier",
                "group",
                "release_sem",
                "callback",
                "futcancel",
            ]
            if depth < 2:
                kinds += ["lock", "sem", "cond", "guard"] * 2
            kind = rng.choice(kinds)
            body = ops(depth + 1) if kind in ("lock", "sem", "cond", "guard", "spawn", "group") and depth < 3 else []
            found.append((kind, rng.randrange(lanes), rng.randrange(lanes), body))
        return found

    scripts = [ops() for _ in range(lanes)]

    async def fn(aio, log):
        loop = aio.get_running_loop()
        lock, sem, cond, event, barrier = aio.Lock(), aio.Semaphore(2), aio.Condition(), aio.Event(), aio.Barrier(2)
        queue = aio.Queue(2)
        futures = [loop.create_future() for _ in range(lanes)]
        tasks = []
        ending = []

        async def run(name, script):
            for kind, a, b, body in script:
                log(name, kind, a, b)
                try:
                    await perform(name, kind, a, b, body)
                except aio.CancelledError as exc:
                    log(name, kind, "cancelled", exc, aio.current_task().cancelling())
                    if b % 3 == 0 or ending:
                        raise
                except RecursionError:
                    raise
                except Exception as exc:
                    log(name, kind, "error", type(exc))
                    if b % 3 == 1:
                        raise

        async def perform(name, kind, a, b, body):
            if kind == "yield" or (kind in ("await", "shield", "wait_done") and max(a, b) >= int(name[0])):
                await aio.sleep(0)  # nobody may wait in a circle
            elif kind == "evwait":
                await event.wait()
            elif kind == "evset":
                event.set()
            elif kind == "evclear":
                event.clear()
            elif kind == "put":
                await queue.put((name, a))
            elif kind == "get":
                log(name, "got", await queue.get())
            elif kind == "cancel":
                log(name, "cancels", tasks[a].cancel(f"{name}->{a}"))
            elif kind == "await":
                log(name, "awaited", await tasks[a])
            elif kind == "uncancel":
                log(name, aio.current_task().uncancel())
            elif kind == "futwait":
                log(name, await futures[a])
            elif kind == "futset":
                if not futures[a].done():
                    futures[a].set_result(name) if b % 2 else futures[a].set_exception(KeyError(name))
            elif kind == "futcancel":
                futures[a].cancel(name)
            elif kind == "notify":
                async with cond:
                    cond.notify(1 + b % 2)
            elif kind == "wait_done":
                done, pending = await aio.wait({tasks[a], tasks[b], futures[a]}, return_when=aio.FIRST_COMPLETED)
                log(name, len(done), len(pending))
            elif kind in ("gather", "gather_keep"):
                log(name, await aio.gather(futures[a], step(name, b), futures[b], return_exceptions="keep" in kind))
            elif kind == "shield":
                log(name, await aio.shield(tasks[a]))
            elif kind == "wait_for":
                log(name, await aio.wait_for(step(name, a), None if b % 2 else 1000))
            elif kind == "spawn":
                kept.append(aio.create_task(run(name + "s", body), name=name + "s"))
            elif kind == "fail":
                raise ValueError(name)
            elif kind == "barrier":
                log(name, await barrier.wait())
            elif kind == "callback":
                futures[a].add_done_callback(lambda f: log(name, "callback", f.cancelled()))
            elif kind == "release_sem":
                sem.release()
            elif kind == "group":
                async with aio.TaskGroup() as group:
                    group.create_task(run(name + "g", body))
                    group.create_task(step(name, a))
            elif kind == "lock":
                async with lock:
                    await run(name, body)
            elif kind == "sem":
                async with sem:
                    await run(name, body)
            elif kind == "cond":
                async with cond:
                    await cond.wait()
                    await run(name, body)
            elif kind == "guard":
                try:
                    await run(name, body)
                finally:
                    log(name, "finally")
                    await aio.sleep(0)

        async def step(name, n):
            for _ in range(n):
                await aio.sleep(0)
            log(name, "step", n)
            return n

        for n, script in enumerate(scripts):
            tasks.append(aio.create_task(run(str(n), script), name=str(n)))
        kept = tasks.copy()
        for round_ in range(12):
            for _ in range(8):
                await aio.sleep(0)
            if round_ % 3 == 1:
                event.set()
            if round_ > 5:
                tasks[round_ % lanes].cancel("main")
        log(sorted(t.get_name().rstrip("0123456789") for t in aio.all_tasks()))
        log([(t.done(), t.done() and t.cancelled()) for t in tasks])
        ending.append(True)
        for _ in range(10):  # in a fixed order: run() would cancel them as the set has it
            for task in sorted(aio.all_tasks(), key=lambda t: (len(t.get_name()), t.get_name())):
                if task is not aio.current_task():
                    task.cancel("end")
            for _ in range(8):
                await aio.sleep(0)
        log([(t.done(), t.done() and t.cancelled()) for t in tasks])

    fn.__name__ = f"random-{seed}"
    return fn


def main():
    mode, debug = sys.argv[1], "debug" in sys.argv
    aio, factory = namespace(mode)
    for fn in programs.PROGRAMS:
        print(fn.__name__, trace(aio, factory, fn, debug))
    if mode == "refloop":
        assert "asyncio" not in sys.modules, "somebody imported asyncio"


if __name__ == "__main__":
    main()
