"""The table from which the sample run is made: targets, rules, and who does something else."""

from __future__ import annotations

from dataclasses import dataclass, field

from loopspec.results.model import TargetInfo, Verdict

ASYNCIO, REFLOOP, REFLOOP_LOOP = "asyncio", "refloop", "refloop-loop"
UVLOOP, RLOOP = "uvloop", "rloop"

TARGETS = [
    TargetInfo(ASYNCIO, "3.14.0", "CPython", "", "https://docs.python.org/3/library/asyncio.html"),
    TargetInfo(REFLOOP, "3.14.0", "CPython", "0.1.0", "https://github.com/loopspec/loopspec"),
    TargetInfo(REFLOOP_LOOP, "3.14.0", "CPython", "0.1.0", ""),
    TargetInfo(UVLOOP, "3.14.0", "CPython", "0.22.1", "https://github.com/MagicStack/uvloop"),
    TargetInfo(RLOOP, "3.14.0", "CPython", "0.2.0", "https://github.com/gi0baro/rloop"),
]


@dataclass
class Other:
    """The deviation of a target."""

    verdict: Verdict | None = None
    """Given where the trace does not decide: crash, hang, unsupported, missing, error, not-run."""
    trace: str | None = None
    checks: dict[str, str] = field(default_factory=dict)
    detail: str = ""
    output: str = ""
    ended: tuple[str, str] | None = None


@dataclass
class Rule:
    """One scenario of the sample, and the targets that do something else."""

    id: str
    level: str
    basis: dict[str, str]
    says: str
    trace: str
    checks: dict[str, str] = field(default_factory=dict)
    observed: dict[str, str] = field(default_factory=dict)
    since: str | None = None
    needs: tuple[str, ...] = ()
    others: dict[str, Other] = field(default_factory=dict)


def _docs(anchor: str) -> dict[str, str]:
    return {"docs": f"library/asyncio-{anchor}"}


CRASH = """Fatal Python error: Aborted

Current thread 0x00007f2a3c7fe740 (most recent call first):
  File "/usr/lib/python3.14/asyncio/runners.py", line 127 in run
  File "generated_tests/run/test_signals.py", line 31 in test_interrupt_cancels_main
"""

STACKS = """Thread 0x00007f8d1b7fd740 (most recent call first):
  File "/usr/lib/python3.14/asyncio/base_events.py", line 712 in run_until_complete
  File "/usr/lib/python3.14/asyncio/runners.py", line 127 in run
  File "generated_tests/queue/test_get.py", line 44 in test_cancelled_getter_loses_no_item
"""

TRACEBACK = """Traceback (most recent call last):
  File "generated_tests/task/test_cancel.py", line 58, in main
    await asyncio.gather(first, second)
RuntimeError: Event loop is closed: <Loop running=False closed=True debug=False>
"""

RULES = [
    Rule(
        "run/main/returns-the-result",
        "must",
        _docs("runner.html#asyncio.run"),
        "run() returns what the main coroutine returns.",
        "main: returns",
        checks={"asyncio.run(main())": "42"},
    ),
    Rule(
        "run/cleanup/leftover-tasks-are-cancelled",
        "must",
        _docs("runner.html#asyncio.run"),
        "Tasks still pending when the main coroutine ends are cancelled before run() returns.",
        "main: returns | [orphan: raises CancelledError ; stray: raises CancelledError]",
        others={
            UVLOOP: Other(trace="main: returns | stray: raises CancelledError | orphan: raises CancelledError"),
        },
    ),
    Rule(
        "run/cleanup/async-generators-are-closed",
        "must",
        _docs("eventloop.html#asyncio.loop.shutdown_asyncgens"),
        "Asynchronous generators left suspended are closed after the leftover tasks have ended.",
        "main: returns | orphan: raises CancelledError | generator: raises GeneratorExit",
        others={RLOOP: Other(trace="main: returns | generator: raises GeneratorExit | orphan: raises CancelledError")},
    ),
    Rule(
        "run/signals/interrupt-cancels-main",
        "should",
        {
            "docs": "library/asyncio-runner.html#handling-keyboard-interruption",
            "issue": "python/cpython#83371",
        },
        "The first SIGINT cancels the main task; run() then raises KeyboardInterrupt.",
        "main: raises CancelledError | caller: raises KeyboardInterrupt",
        needs=("signals",),
        others={
            RLOOP: Other(Verdict.CRASH, "", detail="died with signal SIGABRT", output=CRASH),
            REFLOOP: Other(
                Verdict.UNSUPPORTED,
                "",
                detail="needs the capability signals, which refloop does not declare",
            ),
        },
    ),
    Rule(
        "run/misuse/run-inside-run-is-refused",
        "must",
        _docs("runner.html#asyncio.run"),
        "run() called while another loop runs in the same thread raises RuntimeError.",
        "main: raises RuntimeError",
    ),
    Rule(
        "task/cancel/before-the-first-step",
        "must",
        _docs("task.html#asyncio.Task.cancel"),
        "A task cancelled before its first step never runs its coroutine.",
        "main: raises CancelledError",
        checks={"worker.cancelled()": "True", "len(log)": "0"},
    ),
    Rule(
        "task/cancel/message-reaches-the-waiter",
        "should",
        _docs("task.html#asyncio.Task.cancel"),
        "The message given to cancel() is the argument of the CancelledError in the coroutine.",
        "worker: raises CancelledError",
        checks={"error.args": "('stop',)"},
        others={
            RLOOP: Other(checks={"error.args": "()"}),
            UVLOOP: Other(checks={"error.args": "()"}),
        },
    ),
    Rule(
        "task/cancel/swallowed-then-cancelled-again",
        "must",
        _docs("task.html#asyncio.Task.cancel"),
        "A task that swallows one cancellation can be cancelled a second time.",
        "worker: raises CancelledError | worker: goes on | main: cancels again | "
        "worker: raises CancelledError | main: raises CancelledError",
        checks={"worker.cancelling()": "2"},
        others={
            RLOOP: Other(
                trace="worker: raises CancelledError | worker: goes on | main: cancels again | "
                "worker: returns | main: raises nothing",
                checks={"worker.cancelling()": "1"},
            )
        },
    ),
    Rule(
        "task/uncancel/count-goes-down-to-zero",
        "must",
        _docs("task.html#asyncio.Task.uncancel"),
        "uncancel() takes one from the count of requests and never goes below zero.",
        "main: counted",
        checks={"task.uncancel()": "0", "task.cancelling()": "0"},
        since="3.11",
    ),
    Rule(
        "task/eager-tasks/first-step-runs-at-once",
        "must",
        _docs("task.html#asyncio.eager_task_factory"),
        "Under the eager task factory a coroutine runs until it first waits, inside create_task().",
        "main: before | worker: first step | main: after | worker: second step",
        since="3.12",
        others={
            REFLOOP: Other(Verdict.MISSING, "", detail="the namespace has no eager_task_factory"),
            RLOOP: Other(trace="main: before | main: after | worker: first step | worker: second step"),
        },
    ),
    Rule(
        "task/names/default-name-is-unique",
        "should",
        _docs("task.html#asyncio.Task.get_name"),
        "Tasks made without a name get names that differ.",
        "main: compared",
        checks={"a.get_name() != b.get_name()": "True"},
    ),
    Rule(
        "task/repr/shows-name-and-state",
        "may",
        {"note": "what CPython prints"},
        "The representation of a pending task holds its name and the word pending.",
        "main: printed",
        checks={"'pending' in repr(task)": "True"},
        others={
            RLOOP: Other(checks={"'pending' in repr(task)": "False"}),
            REFLOOP: Other(checks={"'pending' in repr(task)": "False"}),
        },
    ),
    Rule(
        "future/callbacks/run-in-the-order-added",
        "must",
        _docs("future.html#asyncio.Future.add_done_callback"),
        "Done callbacks run in the order in which they were added.",
        "main: sets result | first: called | second: called | third: called",
        others={RLOOP: Other(trace="main: sets result | third: called | second: called | first: called")},
    ),
    Rule(
        "future/callbacks/added-late-still-called",
        "must",
        _docs("future.html#asyncio.Future.add_done_callback"),
        "A callback added to a future that is done is scheduled, and not called at once.",
        "main: added | late: called",
    ),
    Rule(
        "future/result/not-ready-raises",
        "must",
        _docs("future.html#asyncio.Future.result"),
        "result() of a future that is not done raises InvalidStateError.",
        "main: raises InvalidStateError",
    ),
    Rule(
        "future/exception/stop-iteration-is-refused",
        "should",
        {
            "test": "test_asyncio.test_futures.BaseFutureTests.test_set_exception_stopiteration",
            "issue": "python/cpython#112182",
        },
        "A future given StopIteration raises RuntimeError when awaited.",
        "main: raises RuntimeError",
        others={RLOOP: Other(Verdict.HANG, "", detail="no end within 5.0 s", output=STACKS)},
    ),
    Rule(
        "future/wrong-loop/await-is-refused",
        "should",
        {"test": "test_asyncio.test_tasks.BaseTaskTests.test_task_wrong_loop"},
        "A task that awaits a future of another loop gets RuntimeError.",
        "main: raises RuntimeError",
    ),
    Rule(
        "gather/order/results-in-the-order-given",
        "must",
        _docs("task.html#asyncio.gather"),
        "gather() returns results in the order of its arguments, whatever order they end in.",
        "slow: starts | quick: starts | quick: ends | slow: ends | main: returns",
        checks={"results": "['slow', 'quick']"},
    ),
    Rule(
        "gather/exceptions/first-is-raised-others-go-on",
        "must",
        _docs("task.html#asyncio.gather"),
        "The first exception of a child is raised at once; the other children go on.",
        "bad: raises ValueError | main: raises ValueError | good: ends",
    ),
    Rule(
        "gather/cancel/cancels-every-child",
        "must",
        _docs("task.html#asyncio.gather"),
        "Cancelling gather() cancels every child that is not done.",
        "main: cancels | [a: raises CancelledError ; b: raises CancelledError ; "
        "c: raises CancelledError] | main: raises CancelledError",
        others={
            UVLOOP: Other(
                trace="main: cancels | c: raises CancelledError | b: raises CancelledError | "
                "a: raises CancelledError | main: raises CancelledError"
            ),
            RLOOP: Other(
                trace="main: cancels | a: raises CancelledError | b: raises CancelledError | "
                "main: raises CancelledError"
            ),
        },
    ),
    Rule(
        "gather/empty/returns-an-empty-list",
        "must",
        _docs("task.html#asyncio.gather"),
        "gather() of nothing gives an empty list.",
        "main: returns",
        checks={"await gather()": "[]"},
    ),
    Rule(
        "gather/duplicates/awaited-once",
        "should",
        {"test": "test_asyncio.test_tasks.GatherTestsBase.test_duplicates"},
        "A coroutine given to gather() twice runs once and gives its result in both places.",
        "worker: runs | main: returns",
        checks={"results": "[1, 1]"},
    ),
    Rule(
        "sleep/zero/yields-exactly-once",
        "should",
        _docs("task.html#asyncio.sleep"),
        "sleep(0) lets each ready task take one step, and no more.",
        "a: 1 | b: 1 | a: 2 | b: 2 | a: 3 | b: 3",
        others={UVLOOP: Other(trace="a: 1 | b: 1 | a: 2 | a: 3 | b: 2 | b: 3")},
    ),
    Rule(
        "sleep/zero/timers-are-not-starved",
        "should",
        {"issue": "https://github.com/MagicStack/uvloop/issues/123"},
        "A timer that is due fires although tasks keep yielding with sleep(0).",
        "spinner: starts | timer: fires | spinner: ends",
        observed={"rounds before the timer fired": "1"},
    ),
    Rule(
        "sleep/zero/timer-and-callback-of-the-same-turn",
        "may",
        {"note": "asyncio runs what is ready before timers of the same turn; nothing promises it"},
        "A callback given to call_soon runs before a timer with delay zero.",
        "soon: called | timer: called",
        others={
            UVLOOP: Other(trace="timer: called | soon: called"),
            RLOOP: Other(trace="timer: called | soon: called"),
        },
    ),
    Rule(
        "sleep/result/is-returned",
        "must",
        _docs("task.html#asyncio.sleep"),
        "sleep() returns the result given to it.",
        "main: returns",
        checks={"await sleep(0, 'x')": "'x'"},
    ),
    Rule(
        "queue/get/waiters-are-served-in-order",
        "should",
        _docs("queue.html#asyncio.Queue.get"),
        "Getters that wait receive items in the order in which they came.",
        "first: waits | second: waits | main: puts | first: gets 1 | second: gets 2",
    ),
    Rule(
        "queue/get/cancelled-getter-loses-no-item",
        "must",
        {
            "docs": "library/asyncio-queue.html#asyncio.Queue.get",
            "issue": "python/cpython#65446",
        },
        "A getter cancelled after an item arrived leaves the item for the next getter.",
        "first: waits | second: waits | main: puts | first: raises CancelledError | second: gets 1",
        others={
            RLOOP: Other(
                Verdict.HANG,
                "first: waits | second: waits | main: puts | first: raises CancelledError",
                detail="no end within 5.0 s",
                output=STACKS,
            )
        },
    ),
    Rule(
        "queue/put/full-queue-makes-the-putter-wait",
        "must",
        _docs("queue.html#asyncio.Queue.put"),
        "put() on a full queue waits until a slot is free.",
        "putter: waits | main: gets 1 | putter: goes on | main: gets 2",
    ),
    Rule(
        "queue/shutdown/immediate-drops-the-items",
        "must",
        _docs("queue.html#asyncio.Queue.shutdown"),
        "shutdown(immediate=True) empties the queue and wakes every getter with QueueShutDown.",
        "[a: raises QueueShutDown ; b: raises QueueShutDown] | main: joined",
        checks={"queue.qsize()": "0"},
        since="3.13",
        others={REFLOOP: Other(Verdict.MISSING, "", detail="the namespace has no QueueShutDown")},
    ),
    Rule(
        "queue/join/returns-when-all-tasks-are-done",
        "must",
        _docs("queue.html#asyncio.Queue.join"),
        "join() returns when task_done() has been called once for each item.",
        "worker: done 1 | worker: done 2 | main: joined",
    ),
    Rule(
        "queue/priority/ties-in-heap-order",
        "may",
        {
            "docs": "library/asyncio-queue.html#asyncio.PriorityQueue",
            "note": "order of ties is open",
        },
        "Items of equal priority come out in the order of the heap.",
        "main: gets ('p', 1) | main: gets ('p', 2)",
    ),
    Rule(
        "lock/acquire/cancelled-waiter-is-skipped",
        "must",
        _docs("sync.html#asyncio.Lock.acquire"),
        "A waiter cancelled while the lock is held does not get the lock; the next waiter does.",
        "quitter: raises CancelledError | patient: acquired",
        checks={"quitter.cancel()": "True", "lock.locked()": "False"},
        others={
            RLOOP: Other(
                trace="quitter: raises CancelledError",
                checks={"quitter.cancel()": "True", "lock.locked()": "True"},
                ended=("RuntimeError", "lost wakeup"),
            )
        },
    ),
    Rule(
        "lock/acquire/waiters-are-served-in-order",
        "must",
        _docs("sync.html#asyncio.Lock.acquire"),
        "Waiters receive the lock in the order in which they began to wait.",
        "a: acquired | a: released | b: acquired | b: released | c: acquired | c: released",
    ),
    Rule(
        "lock/release/unlocked-lock-raises",
        "must",
        _docs("sync.html#asyncio.Lock.release"),
        "release() of a lock that is not held raises RuntimeError.",
        "main: raises RuntimeError",
    ),
    Rule(
        "lock/fairness/no-barging[primitive=Lock]",
        "should",
        {"issue": "python/cpython#90155"},
        "A newcomer does not take the lock before a waiter that has been woken.",
        "holder: released | waiter: acquired | newcomer: acquired",
    ),
    Rule(
        "lock/fairness/no-barging[primitive=Semaphore]",
        "should",
        {"issue": "python/cpython#90155"},
        "A newcomer does not take the lock before a waiter that has been woken.",
        "holder: released | waiter: acquired | newcomer: acquired",
        others={
            RLOOP: Other(Verdict.NOT_RUN, "", detail="the run was cut short"),
            UVLOOP: Other(
                Verdict.ERROR,
                "",
                detail="the harness raised RuntimeError: case not found",
                output=TRACEBACK,
            ),
        },
    ),
    Rule(
        "event/set/wakes-every-waiter",
        "must",
        _docs("sync.html#asyncio.Event.set"),
        "set() wakes every task that waits.",
        "main: sets | [a: woken ; b: woken ; c: woken] | main: ends",
        others={RLOOP: Other(trace="main: sets | c: woken | b: woken | a: woken | main: ends")},
    ),
    Rule(
        "event/clear/waiters-already-woken-go-on",
        "should",
        {"test": "test_asyncio.test_locks.EventTests.test_clear_with_waiters"},
        "clear() right after set() does not hold back the tasks that set() has woken.",
        "waiter: waits | main: sets | main: clears | waiter: woken",
    ),
    Rule(
        "event/wait/set-event-does-not-yield",
        "should",
        {"docs": "library/asyncio-sync.html#asyncio.Event.wait", "pep": "3156"},
        "wait() on an event that is set returns True without giving other tasks a turn.",
        "main: waited | other: runs",
    ),
]

AREAS = {
    "run": "run",
    "task": "Task",
    "future": "Future",
    "gather": "gather",
    "sleep": "sleep(0)",
    "queue": "Queue",
    "lock": "Lock",
    "event": "Event",
}
