"""The phrases of random programs: expressions by area, with places that are filled at random.

A place is written ``$word``. ``$peer`` is any lane, ``$future`` a future; ``$waitable`` is a future or a lane that
stands after the lane, so that nobody waits in a circle; ``$awaitable`` is one of these or a coroutine; ``$me`` is
the lane's name, ``$self`` his task, ``$n`` a small number, ``$limit`` a time that is over or never comes.
``$delay`` is a time that does not come while the program runs; where time passes, one that does, and each another one.

Behaviour that asyncio leaves open is not here, because a difference in it is nobody's fault:

- two deadlines that come at the same time, or while the program runs on a clock that nobody holds;
- several tasks of one TaskGroup that log their cancellation, or several futures of one as_completed that are
  done when it begins: both are kept in sets, which have no order;
- a task that awaits itself: what comes of the next who awaits it, CPython's tasks in C and in Python do not agree on;
- messages of exceptions other than CancelledError;
- when the garbage collector finds a task that waits for what nobody else has: so the one that logs its end waits for
  something that ``main`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loopspec.running.plan import Version


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """An expression with places, the area it belongs to, and the first Python that knows it; compared by identity."""

    area: str
    text: str
    since: Version = (3, 11)


def _phrases(area: str, *texts: str, since: Version = (3, 11)) -> tuple[Phrase, ...]:
    return tuple(Phrase(area, text, since) for text in texts)


ANY = "any"
"""The area of what belongs to all."""

LANES = ("ann", "bob", "cid", "dan")
FUTURES = ("promise", "answer")

LOGGED = (
    *_phrases(ANY, "$peer.cancel('$me')"),
    *_phrases("Task", "$peer.cancel('$me')", "$peer.cancel()", "$peer.uncancel()", "$peer.cancelling()"),
    *_phrases("Task", "$peer.done()", "$peer.cancelled()", "$self.cancel('$me')", "$self.uncancel()"),
    *_phrases("Task", "$self.cancelling()", "$peer.cancel('$me')"),
    *_phrases("Callback", "$peer.remove_done_callback(poke)", "$future.remove_done_callback(poke)"),
    *_phrases("Future", "$future.cancel('$me')", "$future.cancel()", "$future.done()", "$future.cancelled()"),
    *_phrases("Event", "event.set()", "event.set()", "event.clear()", "event.is_set()"),
    *_phrases("Lock", "lock.locked()"),
    *_phrases("Semaphore", "semaphore.locked()"),
    *_phrases("Condition", "condition.locked()"),
    *_phrases("Barrier", "barrier.n_waiting", "barrier.broken"),
    *_phrases("Queue", "queue.qsize()", "queue.empty()", "queue.full()"),
    *_phrases("Queue", "queue.shutdown()", "queue.shutdown(True)", "queue.shutdown()", since=(3, 13)),
    *_phrases("Context", "setting.get('unset')", "setting.get('unset')"),
)
"""Never wait and never raise; their value is logged."""

CALLED = (
    *_phrases("Task", "$peer.add_done_callback(poke)", "create_task(worker($n))", "create_task(failing($n))"),
    *_phrases("Future", "$future.set_result($n)", "$future.set_result($n)", "$future.set_exception(Boom())"),
    *_phrases("Future", "$future.set_exception(Boom)", "$future.add_done_callback(poke)"),
    *_phrases("Future", "$future.set_exception(StopIteration())"),
    *_phrases("Lock", "lock.release()"),
    *_phrases("Semaphore", "semaphore.release()", "semaphore.release()"),
    *_phrases("Condition", "condition.notify()", "condition.notify(2)", "condition.notify_all()"),
    *_phrases("Condition", "condition.release()"),
    *_phrases("Queue", "queue.put_nowait($n)", "queue.put_nowait($n)", "queue.put_nowait($n)", "queue.task_done()"),
    *_phrases("Callback", "get_running_loop().call_soon(poke)", "get_running_loop().call_soon_threadsafe(poke)"),
    *_phrases("Callback", "$peer.add_done_callback(poke)", "$future.add_done_callback(poke)", "$future.set_result($n)"),
    *_phrases("Timer", "get_running_loop().call_later(0, poke)"),
    *_phrases("Timer", "get_running_loop().call_at(get_running_loop().time(), poke)"),
    *_phrases("Timer", "get_running_loop().call_later($delay, poke)"),
    *_phrases("Timer", "get_running_loop().call_at(get_running_loop().time() + $delay, poke)"),
    *_phrases("Context", "setting.set($n)", "setting.set($n)", "get_running_loop().call_soon(poke)"),
    *_phrases("Context", "$future.add_done_callback(poke)", "$peer.add_done_callback(poke)", "$future.set_result($n)"),
    *_phrases("Context", "create_task(reader($n))", "$peer.add_done_callback(poke, context=before)"),
)
"""Never wait; may raise an Exception."""

FETCHED = (
    *_phrases("Task", "$peer.result()", "$peer.exception()"),
    *_phrases("Future", "$future.result()", "$future.exception()"),
    *_phrases("Queue", "queue.get_nowait()", "queue.get_nowait()"),
)
"""Never wait; may raise an Exception, or CancelledError; their value is logged, or its class if that is one."""

WAKES = {
    "queue.get": "queue.put_nowait($n)",
    "queue.put": "queue.get_nowait()",
    "lock": "lock.release()",
    "semaphore": "semaphore.release()",
    "event.wait": "event.set()",
    "condition": "condition.notify()",
    "$future": "$future.set_result($n)",
    "gather": "$future.set_exception(Boom())",
    "shield": "$future.set_result($n)",
    "wait([": "$future.set_exception(Boom())",
}
"""Phrases that wake the waiters of a phrase that begins so."""

UNDONE = (
    *_phrases("Event", "event.set() event.clear()"),
    *_phrases("Task", "$who.cancel('$me') $who.uncancel()"),
    *_phrases("Callback", "$who.add_done_callback(poke) $who.remove_done_callback(poke)"),
)
"""Something done, and undone before anybody could see; ``$who`` is the same task in both."""

INHERITED = (
    *_phrases("Context", "$future.add_done_callback(poke)", "$peer.add_done_callback(poke)"),
    *_phrases("Context", "get_running_loop().call_soon(poke)", "create_task(reader($n))"),
    *_phrases("Context", "$future.add_done_callback(poke, context=before)", "create_task(reader($n), context=before)"),
    *_phrases("Context", "$peer.add_done_callback(poke, context=before)"),
    *_phrases("Context", "get_running_loop().call_soon(poke, context=before)"),
)
"""Take the context along, or that from the beginning."""

AWAITED = (
    *_phrases("Task", "$waitable", "worker($n)", "failing($n)", "awaitable($waitable)"),
    *_phrases("Task", "bad_yield($n)"),
    *_phrases("Future", "$future", "$future"),
    *_phrases("gather", "gather($awaitable, $awaitable)", "gather($awaitable, $awaitable, return_exceptions=True)"),
    *_phrases("gather", "gather($awaitable, $awaitable, $awaitable)", "gather($teller, $awaitable)"),
    *_phrases("sleep", "sleep(0, $n)", "sleep(-1)", "sleep($delay)", "sleep($delay, $n)"),
    *_phrases("Event", "event.wait()", "event.wait()"),
    *_phrases("Lock", "lock.acquire()"),
    *_phrases("Semaphore", "semaphore.acquire()"),
    *_phrases("Condition", "condition.acquire()", "condition.wait()", "condition.wait_for(event.is_set)"),
    *_phrases("Barrier", "barrier.wait()", "barrier.wait()", "barrier.reset()", "barrier.abort()"),
    *_phrases("Queue", "queue.put($n)", "queue.put($n)", "queue.get()", "queue.get()", "queue.get()", "queue.join()"),
    *_phrases("shield", "shield($waitable)", "shield($awaitable)"),
    *_phrases("timeout", "wait_for($awaitable, $limit)", "wait_for(queue.get(), $limit)", "wait_for($teller, $limit)"),
    *_phrases("Context", "reader($n)", "gather(reader($n), $awaitable)"),
)
"""Wait; their value is logged."""

SORTED_OUT = (
    *_phrases("wait", "wait([$waitable, $waitable])", "wait([$waitable, $waitable], return_when=FIRST_COMPLETED)"),
    *_phrases("wait", "wait([$waitable, $waitable], return_when=FIRST_EXCEPTION)", "wait([$waitable], timeout=$delay)"),
    *_phrases("wait", "wait([$waitable, $waitable], return_when=FIRST_EXCEPTION)"),
    *_phrases("wait", "wait([$waitable, $waitable], timeout=$delay, return_when=FIRST_COMPLETED)"),
    *_phrases("Timer", "wait([$waitable, $waitable], timeout=0)", "wait([$waitable], timeout=-1)"),
)
"""Wait; the numbers of those done and not done are logged."""

ENTERED = (
    *_phrases("Lock", "lock", "lock"),
    *_phrases("Semaphore", "semaphore", "semaphore"),
    *_phrases("Condition", "condition", "condition"),
    *_phrases("timeout", "timeout($limit)", "timeout_at(0)"),
)
"""Entered with ``async with``."""

COMPLETED = (
    *_phrases("as_completed", "as_completed([$waitable])", "as_completed([$waitable], timeout=$delay)"),
    *_phrases("as_completed", "as_completed([worker(3), worker(1)])", "as_completed([failing(1), worker(2)])"),
    *_phrases("as_completed", "as_completed([sleep($delay, $n), worker(2), sleep($delay, $n)])"),
    *_phrases("as_completed", "as_completed([sleep($delay), sleep($delay), sleep($delay)], timeout=$delay)"),
    *_phrases("Timer", "as_completed([$waitable], timeout=0)"),
)
"""Gone through with ``for``."""

GROUPED = (
    *_phrases(ANY, "worker($n)", "failing($n)", "sleep($delay)", "$teller"),
    *_phrases("Event", "event.wait()"),
    *_phrases("Context", "reader($n)"),
)
"""Coroutines for a TaskGroup, which are silent when they are cancelled, but for one."""

AWAITABLES = (
    *_phrases(ANY, "worker($n)", "failing($n)"),
    *_phrases("Event", "event.wait()"),
    *_phrases("Queue", "queue.get()", "queue.put($n)"),
    *_phrases("Lock", "lock.acquire()"),
    *_phrases("sleep", "sleep($delay, $n)"),
    *_phrases("Context", "reader($n)"),
)
"""Coroutines that others may wait for."""

LIMITS = ("None", "0", "-1", "$delay")
"""Seconds: never, over at once, over long ago, not within the life of a program on a clock that nobody holds."""

MOMENTS = ("None", "0", "get_running_loop().time() + $delay", "get_running_loop().time() + $delay")
"""When a limit may be over, once it was changed."""

OBJECTS = {
    "lock": ("Lock()",),
    "event": ("Event()",),
    "queue": ("Queue()", "Queue(1)", "LifoQueue()", "PriorityQueue()", "Queue(2)", "PriorityQueue(2)", "LifoQueue(2)"),
    "semaphore": ("Semaphore()", "Semaphore(2)", "Semaphore(0)", "BoundedSemaphore()"),
    "condition": ("Condition()", "Condition(lock)"),
    "barrier": ("Barrier(2)", "Barrier(3)"),
    "setting": ("ContextVar('setting')",),
    "before": ("copy_context()",),
    "promise": ("get_running_loop().create_future()",),
    "answer": ("get_running_loop().create_future()",),
    "never": ("get_running_loop().create_future()",),
}
"""Meanings of the names of a program; an entry stands after those that it needs."""

_TURNS = {"for": "step", "in": "range(n)", "do": [{"tick": 1}]}
COROUTINES: dict[str, dict[str, Any]] = {
    "worker": {"args": ["n"], "do": [_TURNS, {"return": "n"}]},
    "failing": {"args": ["n"], "do": [_TURNS, {"raise": "Boom()"}]},
    "reader": {
        "args": ["n"],
        "do": [
            {"log": "{setting.get('unset')}"},
            {"call": "setting.set(n)"},
            {"tick": 1},
            {"log": "{setting.get('unset')}"},
        ],
    },
    "teller": {
        "do": [
            {
                "try": [{"await": "never"}],
                "except": "CancelledError",
                "as": "error",
                "do": [{"log": "cancelled {error.args!r}"}, {"tick": 1}, {"log": "leaves"}, {"raise": None}],
            }
        ]
    },
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
"""Logs callbacks that raise; the garbage collector decides when an exception that nobody fetched is logged."""


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

_ALL = (*LOGGED, *CALLED, *FETCHED, *AWAITED, *SORTED_OUT, *ENTERED, *COMPLETED)

NETWORK = frozenset({"Stream", "Transport"})
"""The areas of programs that are about a connection and nothing else."""

WHOLE = NETWORK | {"loop"}
"""The areas that a program is about wholly or not at all."""

AREAS = tuple(sorted({phrase.area for phrase in _ALL} - {ANY} | {"TaskGroup", *WHOLE, *MODES}, key=str.lower))
"""The areas that a program may be asked to be about."""

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
"""The companions that make a program lively that is about little else."""

USUAL = frozenset(AREAS) - {"Timer"}
"""The default areas: in which iteration a delay of zero is over is a loop's own affair."""
