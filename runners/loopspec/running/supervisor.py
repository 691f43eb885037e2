"""Keeps workers fed, and goes on when one dies or goes silent.

A hang is believed at once when the case has had its time: it slept or had a processor. Where it has waited for a
processor, or that is not known, it is run again after all others, with more time, and that result counts.

All decisions are taken in the thread that calls ``run``; the workers' readers only put what they
read into one queue. A target has a worker from ``start`` on; a second one is started when that
pays.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from loopspec.harness.interpreter import OLDEST
from loopspec.machine import is_busy, load
from loopspec.results.model import Result, TargetInfo, Verdict
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Case, Version
from loopspec.running.preflight import ASKS_FOR_CLOSING_SERVICES, fault, first_case, refused_services
from loopspec.running.process import PATIENCE, WorkerProcess
from loopspec.running.verdicts import result_of, without_running
from loopspec.targets.target import Target, TargetError, not_there

if TYPE_CHECKING:
    from loopspec.harness.protocol import Answer, CaseAnswer, Greeting, Hang, Ready, Unanswered, Unavailable

GRACE = 2.0
"""Seconds after the deadline that a worker has to report a hang, before it counts as silent."""

LONGER = 3
"""The multiple of the deadline for a case whose hang is doubted, and for a worker that starts on a busy machine."""

LONGEST = 15
"""The largest multiple that a busy machine makes of it: less than a minute, the usual timeout of a handshake."""

CROWDED = 4
"""Programs for each processor from which on a busy machine makes it more."""

STARVED = 0.25
"""The share of its deadline for which a case may have waited for a processor and its hang is believed at once.

A case that has to be false then takes three quarters of the deadline on a quiet machine, and none does.
"""

START_LIMIT = 30.0
"""Seconds that a worker may take to import its target."""

START_ATTEMPTS = 3
"""The failures to start, in a row, before a target is given up."""

WORTH_A_WORKER = 40
"""Cases that must be waiting for one more worker of a target to pay for its start."""

SLOW = 0.06
"""Seconds after which a case that has not ended, which hangs or waits for a clock, gives its place to another."""

OVERBOOKED = 10
"""The limit of workers for each place, so that hangs wait side by side."""

_NAMES: dict[str, str] = {"cpython": "CPython", "pypy": "PyPy", "micropython": "MicroPython", "monty": "Monty"}


def longer() -> int:
    """Return the multiple of the deadline for a case whose hang is doubted: the more, the busier the machine is."""
    return min(LONGEST, max(LONGER, round(LONGER * load() / CROWDED)))


def is_doubtful(answer: Hang, timeout: float) -> bool:
    """Return whether a case that hung may be slow only; ``timeout`` is the deadline that it had, in seconds."""
    starved = answer.get("starved")
    return starved is None or starved > STARVED * timeout


class Supervisor:
    """Runs cases in ``options.places`` processes at a time; a context manager.

    A slow case gives its place to another, so that there may be more processes that wait. Rounds and the stop after
    some deviations are the business of ``run``.
    """

    def __init__(self, options: RunOptions = DEFAULTS) -> None:
        self._options = self._options_now = options
        self._most = options.places
        self._happened: queue.SimpleQueue[tuple[WorkerProcess, Answer | None]] = queue.SimpleQueue()
        self._targets: dict[str, Target] = {}
        self._infos: dict[str, TargetInfo] = {}
        self._versions: dict[str, Version] = {}
        self._starting: set[WorkerProcess] = set()
        self._idle: dict[str, list[WorkerProcess]] = {}
        self._busy: dict[WorkerProcess, Case] = {}
        self._slow: set[WorkerProcess] = set()
        self._slow_targets: set[str] = set()
        self._waiting: dict[str, deque[Case]] = {}
        self._doubted: dict[tuple[str, str], tuple[Case, Result]] = {}
        """Cases whose hang has to be seen again, with the results of the first time."""
        self._starved: set[tuple[str, str]] = set()
        self._failed_starts: dict[str, int] = {}
        self._on_result: Callable[[Result], None] = lambda result: None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Starting.

    def start(self, targets: Iterable[Target], *, preflight: bool = True) -> list[TargetInfo]:
        """Start a worker for each target and learn what it is.

        Raises TargetError, one line a target, when some cannot be imported or, if they are tried out, are none.
        """
        wanted = list(targets)
        faults = []
        for target in wanted:
            self._targets[target.name] = target
            self._idle[target.name] = []
            try:
                self._launch(target)
            except OSError as error:
                faults.append(f"{target.name}: cannot start {target.executable}: {error.strerror}")
        while self._starting:
            worker, answer = self._next()
            if worker in self._starting:
                self._starting.remove(worker)
                greeting = cast("Greeting | None", answer)
                if greeting is not None and greeting["kind"] == "ready":
                    self._welcome(worker, greeting)
                else:
                    faults.append(why_not(worker, greeting))
        if preflight and not faults:
            faults = [found for target in wanted if (found := self._first_fault(target))]
        if faults:
            raise TargetError("\n".join(faults))
        for target in wanted:
            self._look_for_closing_services(target)
        return [self._infos[target.name] for target in wanted]

    def _launch(self, target: Target) -> None:
        worker = WorkerProcess(target, lambda *happened: self._happened.put(happened), memory=self._options.memory)
        worker.limit = START_LIMIT
        worker.expires = time.monotonic() + START_LIMIT
        self._starting.add(worker)

    def _welcome(self, worker: WorkerProcess, facts: Ready) -> None:
        target = worker.target
        worker.facts = facts
        lacks = frozenset(facts.get("lacks", ()))
        self._targets[target.name] = replace(target, capabilities=target.capabilities - lacks)
        self._versions[target.name] = tuple(facts["language"])
        self._infos[target.name] = info_of(target, facts)
        self._idle[target.name].append(worker)

    def ask(self, target: Target, case: Case) -> Result:
        """Run one case on a target that has been started."""
        results: list[Result] = []
        self.run([(target, case)], results.append)
        return results[0]

    def _first_fault(self, target: Target) -> str:
        """Return the fault of a target that is no loop or asyncio at all; "" without one."""
        case = first_case(target)
        return fault(target, self.ask(target, case)) if case is not None else ""

    def _look_for_closing_services(self, target: Target) -> None:
        """Find out which closing services the loops of a target refuse: its runs have to do without them."""
        if target.factory is not None:
            lacking = refused_services(self.ask(target, ASKS_FOR_CLOSING_SERVICES))
            self._targets[target.name] = replace(self._targets[target.name], lacking=lacking)

    def version(self, target: Target) -> Version:
        """Return the version of Python whose rules hold for a target that has been started."""
        return self._versions[target.name]

    # Running.

    def run(
        self, pairs: Sequence[tuple[Target, Case]], on_result: Callable[[Result], None], *, alone: bool | None = None
    ) -> None:
        """Run cases on targets that have been started; ``on_result`` is called here, as they end.

        Each pair has exactly one result, unless this is interrupted by an exception. ``alone`` is for these
        cases only; None leaves it at the supervisor's options.
        """
        self._on_result = on_result
        self._options_now = self._options if alone is None else replace(self._options, alone=alone)
        self._failed_starts.clear()
        self._waiting = {}
        self._doubted = {}
        for target, case in pairs:
            version = self.version(target)
            reason = case.inapplicable(self._targets[target.name], version)
            if reason:
                on_result(without_running(target, case, version, Verdict.UNSUPPORTED, reason))
            else:
                self._waiting.setdefault(target.name, deque()).append(case)
        self._serve()
        if self._doubted:  # side by side, with nothing else to do
            self._options_now = replace(self._options, alone=True, timeout=longer() * self._options.timeout)
            for (name, _), (case, _) in self._doubted.items():
                self._waiting.setdefault(name, deque()).append(case)
            self._serve()

    def _serve(self) -> None:
        """Run all cases that wait."""
        self._dispatch()
        while self._busy or self._starting:
            worker, answer = self._next()
            if worker in self._starting:
                self._on_start(worker, cast("Greeting | None", answer))
            elif worker in self._busy:
                self._on_answer(worker, cast("CaseAnswer | None", answer))
            elif answer is None:
                self._on_end_of_idle(worker)
            self._dispatch()

    def _next(self) -> tuple[WorkerProcess, Answer | None]:
        """Wait for the next event; a worker whose time is up is given up, which is its end.

        Meanwhile the places of slow cases are given to others.
        """
        while True:
            now = time.monotonic()
            quick = self._busy.keys() - self._slow
            times = [worker.asked + SLOW for worker in quick]
            for worker in [*self._starting, *self._busy]:
                if worker.expires <= now and worker in self._starting and worker.limit == START_LIMIT and is_busy():
                    worker.limit = LONGER * START_LIMIT
                    worker.expires += worker.limit - START_LIMIT
                if worker.expires <= now:
                    worker.give_up()
                    return worker, None
                times.append(worker.expires)
            try:
                return self._happened.get(timeout=min(times) - now if times else None)
            except (queue.Empty, ValueError):  # ValueError: that moment has passed
                slow = {worker for worker in quick if worker.asked + SLOW <= time.monotonic()}
                self._slow |= slow
                self._slow_targets |= {worker.target.name for worker in slow}
                self._dispatch()

    def _dispatch(self) -> None:
        while self._has_place():
            name = self._most_urgent()
            if name is None:
                return
            if self._idle[name]:
                self._give(self._idle[name].pop(), self._waiting[name].popleft())
            else:
                try:
                    self._launch(self._targets[name])
                except OSError as error:
                    self._give_up_target(name, f"the worker does not start: {error.strerror}")

    def _has_place(self) -> bool:
        workers = len(self._busy) + len(self._starting)
        return workers - len(self._slow) < self._most and workers < OVERBOOKED * self._most

    def _most_urgent(self) -> str | None:
        """Return the target to serve next: one with an idle worker, or one that deserves one more.

        A target with slow cases comes first: if they are hangs, the next ones begin while others work.
        """
        waiting = sorted(
            (name for name, cases in self._waiting.items() if cases),
            key=lambda name: (
                name not in self._slow_targets,
                -len(self._waiting[name]) / (1 + self._workers_of(name)),
            ),
        )
        for name in waiting:
            others = self._workers_of(name)
            if self._idle[name] or not others or len(self._waiting[name]) >= WORTH_A_WORKER * others:
                return name
        return None

    def _workers_of(self, name: str) -> int:
        working = [*(self._busy.keys() - self._slow), *self._starting]
        return sum(worker.target.name == name for worker in working)

    def _give(self, worker: WorkerProcess, case: Case) -> None:
        lacking = self._targets[worker.target.name].lacking
        worker.ask(case.request(self._options_now, lacking))
        starting = worker.facts.get("start_limit", 0.0) if worker.facts else 0.0
        worker.expires = worker.asked + starting + self._options_now.timeout + GRACE
        self._busy[worker] = case

    def _on_start(self, worker: WorkerProcess, answer: Greeting | None) -> None:
        self._starting.remove(worker)
        name = worker.target.name
        if answer is not None and answer["kind"] == "ready":
            self._failed_starts[name] = 0
            self._welcome(worker, answer)
            return
        reason = why_not(worker, answer)
        self._failed_starts[name] = self._failed_starts.get(name, 0) + 1
        if self._failed_starts[name] >= START_ATTEMPTS:
            self._give_up_target(name, f"the worker could not be started again: {reason}")

    def _give_up_target(self, name: str, reason: str) -> None:
        target = self._targets[name]
        for case in self._waiting.pop(name, ()):
            _, hung = self._doubted.pop((name, case.id), (None, None))
            self._on_result(hung or without_running(target, case, self.version(target), Verdict.NOT_RUN, reason))

    def _on_answer(self, worker: WorkerProcess, answer: CaseAnswer | None) -> None:
        case = self._busy.pop(worker)
        self._slow.discard(worker)
        if answer is None:
            answer = self._obituary(worker)
            result = self._result(worker, case, answer)
        else:
            result = self._result(worker, case, answer)
            suspect = result.verdict is not Verdict.PASS and not worker.tells_all_it_left
            if not worker.isolates and (suspect or answer.get("left")):
                worker.end()
            else:
                self._idle[worker.target.name].append(worker)
        key = result.target, result.id
        if key in self._doubted:
            self._on_result(self._seen_again(self._doubted.pop(key)[1], result))
        elif answer["kind"] == "hang" and is_doubtful(answer, self._options.timeout):
            self._doubted[key] = case, result
            if answer.get("starved") is not None:
                self._starved.add(key)
        else:
            self._on_result(result)

    def _seen_again(self, first: Result, result: Result) -> Result:
        """Return the result of a case whose hang was doubted, after it was run again."""
        if result.verdict is Verdict.HANG:
            longer = self._options_now.timeout
            return replace(result, detail=f"{first.detail}, nor within {longer:g} s when it was run again")
        self._starved.add((result.target, result.id))
        return result

    @property
    def starved(self) -> int:
        """Count the cases that missed the deadline because they waited for a processor."""
        return len(self._starved)

    def _result(self, worker: WorkerProcess, case: Case, answer: CaseAnswer) -> Result:
        return result_of(worker.target, case, self.version(worker.target), answer)

    def _obituary(self, worker: WorkerProcess) -> CaseAnswer:
        """Build the answer for a worker that is gone."""
        seconds = time.monotonic() - worker.asked
        ended = worker.end()
        output = worker.last_words()
        if worker.given_up or (not worker.isolates and seconds >= self._options_now.timeout):
            detail = f"no end within {self._options_now.timeout:g} s"
            return {"kind": "hang", "detail": detail, "seconds": seconds, "output": output}
        return {"kind": "crash", "detail": f"the worker {ended}", "seconds": seconds, "output": output}

    def _on_end_of_idle(self, worker: WorkerProcess) -> None:
        """Start a new worker in place of one that went away between two cases, so that no case is given to it."""
        idle = self._idle.get(worker.target.name, [])
        if worker in idle:
            idle.remove(worker)
            worker.end()

    # Ending.

    def close(self) -> None:
        """End all workers; returns when they are gone."""
        workers = [*self._starting, *self._busy, *(w for idle in self._idle.values() for w in idle)]
        self._starting.clear()
        self._busy.clear()
        self._slow.clear()
        self._idle = {name: [] for name in self._idle}
        until = time.monotonic() + PATIENCE / 2  # of all together: who gives up does not want to wait for each
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.end(max(0.0, until - time.monotonic()))


def info_of(target: Target, facts: Ready) -> TargetInfo:
    """Describe a target by its worker's answer to its description."""
    known_as = str(facts["implementation"])
    own = "" if facts["interpreter"] == facts["python"] else facts["interpreter"]
    return TargetInfo(
        target.name, facts["python"], _NAMES.get(known_as, known_as), facts["version"] or own, target.home
    )


def why_not(worker: WorkerProcess, answer: Unavailable | Unanswered | None) -> str:
    """Explain in one line why a worker has no target, and what to do."""
    target = worker.target
    ended = worker.end()
    where = f" in {target.executable}" if target.python else ""
    if answer is None:
        how = f"did not come up within {worker.limit:g} s" if worker.given_up else ended
        said = worker.last_words().strip().splitlines()
        return f"{target.name}: importing it{where} failed: the process {how}" + (f": {said[-1]}" if said else "")
    if answer["kind"] == "unanswered":
        last = ["", *answer["output"].strip().splitlines()][-1]
        return f"{target.name}: {target.executable} runs no script: {answer['detail']}" + (last and f": {last}")
    if answer["error"] == "TooOld":
        oldest = ".".join(map(str, OLDEST))
        return f"{target.name}: {target.executable} is Python {answer['message']}; expected {oldest} or newer"
    if answer["error"] == "UnsupportedPython":
        return f"{target.name}: it supports {target.pythons}; {target.executable} is Python {answer['message']}"
    missing = answer["error"] == "ModuleNotFoundError" and (answer["module"] or "\0")
    if missing and any(name.startswith(missing) for name in target.needed):
        return f"{target.name}: {not_there(target)}"
    message = " ".join(answer["message"].split())
    place = answer.get("place", "")
    message += f" ({place})" if place else ""
    advice = f"; {target.advice}" if answer["error"] == "ImportError" and target.advice else ""
    return f"{target.name}: importing it{where} failed: {answer['error']}: {message}{advice}"
