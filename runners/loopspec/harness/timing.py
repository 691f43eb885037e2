"""Times workloads: a round is one call of a function of ``benchmarks/``, on a loop that is made for it.

    <- {"case": "queue", "source": "async def queue(asyncio, n): ...", "file": "...", "function": "queue", "n": 40000}
    -> x1 {"kind": "timed", "seconds": 0.0512, ...}

Other kinds of answer: ``missing``, ``unsupported`` and ``failed``, each with a ``detail``.
"""

import gc
import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness import interpreter
    from loopspec.harness.protocol import RoundAnswer, RoundRequest
elif __package__:
    from loopspec.harness import interpreter
else:
    import interpreter

COROUTINE_FUNCTION = 0x80
"""The flag of the code of an ``async def``."""

clock = getattr(time, "process_time", time.time)
"""Seconds of CPU time of this process, all threads; of the wall where there is no such clock."""


def stay_on_one_processor() -> None:
    """Keep this process and the threads that it is going to have on one processor, where the system can.

    To wake a thread on another one costs several times as much, and where threads come to lie is chance.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])


class Stopwatch:
    """Answers rounds for one target."""

    def __init__(self, namespace: "Any", run: "Callable[[Any], Any]") -> None:
        self._namespace = namespace
        self._run = run
        self._spaces: dict[str, dict[str, Any]] = {}

    def answer(self, request: "RoundRequest") -> "RoundAnswer":
        """Run one round and say how long it took, or why it did not come to its end."""
        n = request["n"]
        try:
            function = self._function(request)
            gc.collect()  # what a round leaves behind is not the next one's burden
            if function.__code__.co_flags & COROUTINE_FUNCTION:
                started = clock()
                self._run(function(self._namespace, n))
            else:
                started = clock()
                function(self._run, n)
            return {"kind": "timed", "seconds": clock() - started}
        except BaseException as error:  # SystemExit too: only this workload is lost
            missing, refused = interpreter.limit_of(error, request["file"])
            if missing:
                return {"kind": "missing", "detail": "no " + missing}
            if refused:
                return {"kind": "unsupported", "detail": refused}
            return {"kind": "failed", "detail": interpreter.class_of(error) + ": " + interpreter.message_of(error)}

    def _function(self, request: "RoundRequest") -> "Any":
        """Return the function of a round, out of its file, which is executed once."""
        file = request["file"]
        if file not in self._spaces:
            space: dict[str, Any] = {"__name__": "workloads"}
            exec(compile(request["source"], file, "exec"), space)
            self._spaces[file] = space
        return self._spaces[file][request["function"]]
