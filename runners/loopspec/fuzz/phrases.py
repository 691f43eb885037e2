"""What a random program may say: expressions by area, with places that are filled at random.

A place is written ``$word``. ``$peer`` is any lane, ``$future`` a future; ``$waitable`` is a future or a lane that
stands after the speaker, so that nobody waits in a circle; ``$awaitable`` is one of these or a coroutine; ``$me`` is
the speaker's name, ``$n`` a small number, ``$limit`` a time that is over or never comes.

What asyncio leaves open is not here, because a difference in it is nobody's fault:

- deadlines that come while the program runs: their order is a matter of the machine's speed;
- several tasks of one TaskGroup that tell of their cancellation, or several futures of one as_completed: both
  are kept in sets, which have no order;
- a task that awaits itself: what comes of the next who awaits it, CPython's tasks in C and in Python do not agree on;
- messages of exceptions other than CancelledError.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loopspec.running.plan import Version


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression with places, the area it belongs to, and the first Python that knows it."""

    area: str
    text: str
    since: Version = (3, 11)


def _phrases(area: str, *texts: str, since: Version = (3, 11)) -> tuple[Phrase, ...]:
    return tuple(Phrase(area, text, since) for text in texts)


ANY = "any"
"""The area of what belongs to all."""

LANES = ("ann", "bob", "cid", "dan")
FUTURES = ("promise", "answer")

TOLD = (
    *_phrases(ANY, "$peer.cancel('$me')"),
    *_phrases(
        "Task",
        "$peer.cancel('$me')",
        "$peer.cancel()",
        "$peer.uncancel()",
        "$peer.cancelling()",
        "$peer.done()",
        "$peer.cancelled()",
    ),
    *_phrases("Callback", "$peer.remove_done_callback(poke)", "$future.remove_done_callback(poke)"),
    *_phrases("Future", "$future.cancel('$me')", "$future.done()", "$future.cancelled()"),
    *_phrases("Event", "event.set()", "event.set()", "event.clear()", "event.is_set()"),
    *_phrases("Lock", "lock.locked()"),
    *_phrases("Semaphore", "semaphore.locked()"),
    *_phrases("Condition", "condition.locked()"),
    *_phrases("Barrier", "barrier.n_waiting", "barrier.broken"),
    *_phrases("Queue", "queue.qsize()", "queue.empty()", "queue.full()"),
    *_phrases("Queue", "queue.shutdown()", "queue.shutdown(True)", since=(3, 13)),
    *_phrases("Context", "setting.get('unset')", "setting.get('unset')"),
)
"""Never wait and never raise; their value is told."""

CALLED = (
    *_phrases("Task", "$peer.add_done_callback(poke)", "$peer.result()"),
    *_phrases("Future", "$future.set_result($n)", "$future.set_result($n)", "$future.set_exception(Boom())"),
    *_phrases("Future", "$future.set_exception(Boom)", "$future.add_done_callback(poke)", "$future.result()"),
    *_phrases("Lock", "lock.release()"),
    *_phrases("Semaphore", "semaphore.release()", "semaphore.release()"),
    *_phrases(
        "Condition", "condition.notify()", "condition.notify(2)", "condition.notify_all()", "condition.release()"
    ),
    *_phrases("Queue", "queue.put_nowait($n)", "queue.get_nowait()", "queue.task_done()"),
    *_phrases("Callback", "get_running_loop().call_soon(poke)", "get_running_loop().call_soon_threadsafe(poke)"),
    *_phrases("Callback", "$peer.add_done_callback(poke)", "$future.add_done_callback(poke)", "$future.set_result($n)"),
    *_phrases(
        "Timer", "get_running_loop().call_later(0, poke)", "get_running_loop().call_at(get_running_loop().time(), poke)"
    ),
    *_phrases("Timer", "get_running_loop().call_later(1000, poke)"),
    *_phrases("Context", "setting.set($n)", "setting.set($n)", "get_running_loop().call_soon(poke)"),
)
"""Never wait; may raise an Exception, `result` CancelledError too."""

AWAITED = (
    *_phrases("Task", "$waitable", "worker($n)", "failing($n)", "awaitable($waitable)"),
    *_phrases("Task", "bad_yield($n)"),
    *_phrases("Future", "$future", "$future"),
    *_phrases("gather", "gather($awaitable, $awaitable)", "gather($awaitable, $awaitable, return_exceptions=True)"),
    *_phrases("sleep", "sleep(0, $n)", "sleep(-1)", "sleep(1000)"),
    *_phrases("Event", "event.wait()", "event.wait()"),
    *_phrases("Lock", "lock.acquire()"),
    *_phrases("Semaphore", "semaphore.acquire()"),
    *_phrases("Condition", "condition.acquire()", "condition.wait()", "condition.wait_for(event.is_set)"),
    *_phrases("Barrier", "barrier.wait()", "barrier.wait()", "barrier.reset()", "barrier.abort()"),
    *_phrases("Queue", "queue.put($n)", "queue.put($n)", "queue.get()", "queue.get()", "queue.join()"),
    *_phrases("shield", "shield($waitable)", "shield($awaitable)"),
    *_phrases("timeout", "wait_for($awaitable, $limit)", "wait_for(queue.get(), $limit)"),
)
"""Wait; their value is told."""

SORTED_OUT = (
    *_phrases("wait", "wait([$waitable, $waitable])", "wait([$waitable, $waitable], return_when=FIRST_COMPLETED)"),
    *_phrases("wait", "wait([$waitable, $waitable], return_when=FIRST_EXCEPTION)", "wait([$waitable], timeout=1000)"),
    *_phrases("Timer", "wait([$waitable, $waitable], timeout=0)", "wait([$waitable], timeout=-1)"),
)
"""Wait; how many are done and how many are not is told."""

ENTERED = (
    *_phrases("Lock", "lock", "lock"),
    *_phrases("Semaphore", "semaphore", "semaphore"),
    *_phrases("Condition", "condition", "condition"),
    *_phrases("timeout", "timeout($limit)", "timeout_at(0)"),
)
"""Entered with ``async with``."""

COMPLETED = (
    *_phrases("as_completed", "as_completed([$waitable])", "as_completed([$waitable], timeout=1000)"),
    *_phrases("Timer", "as_completed([$waitable], timeout=0)"),
)
"""Gone through with ``for``."""

GROUPED = ("worker($n)", "failing($n)", "event.wait()", "sleep(1000)")
"""Coroutines that are silent when they are cancelled."""

AWAITABLES = (
    *_phrases(ANY, "worker($n)", "failing($n)"),
    *_phrases("Event", "event.wait()"),
    *_phrases("Queue", "queue.get()"),
    *_phrases("Lock", "lock.acquire()"),
)
"""Coroutines that others may wait for."""

LIMITS = ("None", "0", "-1", "1000")
"""Seconds: never, over at once, over long ago, not within the life of a program."""

OBJECTS = {
    "lock": ("Lock()",),
    "event": ("Event()",),
    "queue": ("Queue()", "Queue(1)", "Queue(2)", "LifoQueue()", "PriorityQueue(2)"),
    "semaphore": ("Semaphore()", "Semaphore(2)", "Semaphore(0)", "BoundedSemaphore()"),
    "condition": ("Condition()", "Condition(lock)"),
    "barrier": ("Barrier(2)", "Barrier(3)"),
    "setting": ("ContextVar('setting')",),
    "promise": ("get_running_loop().create_future()",),
    "answer": ("get_running_loop().create_future()",),
}
"""What the names of a program may stand for; what an entry needs stands before it."""

_TURNS = {"for": "step", "in": "range(n)", "do": [{"tick": 1}]}
COROUTINES: dict[str, dict[str, Any]] = {
    "worker": {"args": ["n"], "do": [_TURNS, {"return": "n"}]},
    "failing": {"args": ["n"], "do": [_TURNS, {"raise": "Boom()"}]},
}
"""Coroutine functions that phrases call."""


REPORT: dict[str, Any] = {
    "args": ["where", "context"],
    "do": [
        {
            "for": "key",
            "in": "[key for key in context if key == 'handle']",
            "do": [{"log": "{class_name(context['exception'])}"}],
        }
    ],
}
"""Tells of callbacks that raise; when an exception that nobody fetched is told of is up to the garbage collector."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of the loop: since when there is one, how it is entered, and the capability that it needs."""

    since: Version
    call: str
    needs: str


MODES = {
    "debug": Mode((3, 11), "get_running_loop().set_debug(True)", "debug"),
    "eager": Mode((3, 12), "get_running_loop().set_task_factory(eager_task_factory)", "eager-tasks"),
}

AREAS = tuple(
    sorted(
        {phrase.area for phrase in (*TOLD, *CALLED, *AWAITED, *SORTED_OUT, *ENTERED, *COMPLETED)} - {ANY}
        | {"loop", "TaskGroup", *MODES},
        key=str.lower,
    )
)
"""What a program may be asked to be about."""

COMPANIONS = {
    "as_completed": "Future",
    "Callback": "Future",
    "Context": "Callback",
    "debug": "Callback",
    "eager": "Future",
    "gather": "Future",
    "shield": "Future",
    "sleep": "Task",
    "Task": "Future",
    "TaskGroup": "Event",
    "Timer": "Callback",
    "wait": "Future",
}
"""What makes a program about an area lively, when it is about little else."""

USUAL = frozenset(AREAS) - {"Timer"}
"""What it is about when nothing is asked: in which turn a delay of nothing is over is a loop's own affair."""
