"""Measures: rounds of workloads on targets, in turn.

Each target has a worker that lives as long as nothing goes wrong (one more where a workload asks for another
environment), and at any time only one of them works. The rounds of the targets are interleaved, so that whatever slows
the machine for a while slows all of them; a first round of each warms up and is not counted.
"""

from __future__ import annotations

import platform
import queue
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from loopspec import __version__
from loopspec.bench.measurements import Measurement, Measurements
from loopspec.bench.workloads import Workload
from loopspec.places import HARNESS
from loopspec.running.process import WorkerProcess, environment_for
from loopspec.running.supervisor import START_LIMIT, info_of, why_not
from loopspec.targets.interpreters import command
from loopspec.targets.target import Target, TargetError

if TYPE_CHECKING:
    from loopspec.harness.protocol import Answer, Greeting, NotTimed, Ready, RoundAnswer

ROUNDS = 7
LIMIT = 60.0
"""Seconds that a round may take."""

OnRound = Callable[[str, str], None]


class Clock:
    """A worker that times rounds, started again when it was lost."""

    def __init__(self, target: Target, environment: Mapping[str, str]) -> None:
        self._target = target
        self._environment = environment
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._worker: WorkerProcess | None = None
        self.facts: Ready
        self._start()

    def _start(self) -> None:
        """Start the worker. Raises TargetError when the target cannot be imported."""
        answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._answers = answers
        try:
            self._worker = WorkerProcess(
                self._target, lambda _, answer: answers.put(answer), timed=True, environment=self._environment
            )
        except OSError as error:
            raise TargetError(
                f"{self._target.name}: cannot start {self._target.executable}: {error.strerror}"
            ) from None
        greeting = cast("Greeting | None", self._answer(START_LIMIT))
        if greeting is None or greeting["kind"] != "ready":
            worker, self._worker = self._worker, None
            raise TargetError(why_not(worker, greeting))
        self.facts = greeting

    def _answer(self, limit: float) -> Answer | None:
        assert self._worker is not None
        try:
            return self._answers.get(timeout=limit)
        except queue.Empty:
            self._worker.give_up()
            return None

    def time(self, workload: Workload, n: int, limit: float) -> RoundAnswer:
        """Time one round; the answer is of a kind of ``harness.timing``, or ``crash`` or ``hang``."""
        if self._worker is None:
            try:
                self._start()
            except TargetError as error:
                return {"kind": "not-run", "detail": str(error)}
        assert self._worker is not None
        self._worker.ask(workload.request(n))
        answer = cast("RoundAnswer | None", self._answer(limit))
        if answer is not None:
            return answer
        worker, self._worker = self._worker, None
        ended = worker.end()
        if worker.given_up:
            return {"kind": "hang", "detail": f"no end within {limit:g} s"}
        return {"kind": "crash", "detail": f"the worker {ended}"}

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class Bench:
    """Measures workloads on targets that have been started; a context manager.

    ``limit`` is in seconds for a round; ``scale`` multiplies the n of each workload. Raises TargetError, one line a
    target, when some cannot be imported or run in an interpreter that cannot have a worker.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        workloads: Sequence[Workload],
        rounds: int = ROUNDS,
        scale: float = 1.0,
        limit: float = LIMIT,
    ) -> None:
        self._targets = targets
        self._workloads = workloads
        self._rounds = rounds
        self._scale = scale
        self._limit = limit
        self._clocks: dict[tuple[str, str], Clock] = {}
        self._stack = ExitStack()
        self._bytecode = ""

    def __enter__(self) -> Bench:
        self._bytecode = self._stack.enter_context(TemporaryDirectory(prefix="loopspec-bench-"))
        faults = []
        for target in self._targets:
            try:
                self._refuse_launchers(target)
                for environment in self._environments():
                    clock = Clock(target, environment)
                    self._stack.callback(clock.close)
                    self._clocks[target.name, str(environment)] = clock
            except TargetError as error:
                faults.append(str(error))
        if faults:
            self._stack.close()
            raise TargetError("\n".join(faults))
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stack.close()

    @property
    def total(self) -> int:
        """The number of rounds that ``run`` makes."""
        return len(self._targets) * len(self._workloads) * (self._rounds + 1)

    def run(self, on_round: OnRound = lambda workload, target: None) -> Measurements:
        """Measure; ``on_round`` is called before each round. An interrupt ends it: what was measured is returned."""
        measurements = Measurements(
            loopspec=__version__,
            started=datetime.now(UTC).isoformat(timespec="seconds"),
            platform=platform.platform(),
            targets=[info_of(target, self._any_clock(target).facts) for target in self._targets],
            workloads=list(self._workloads),
            scale=self._scale,
            rounds=self._rounds,
        )
        try:
            for workload in self._workloads:
                measurements.measurements.extend(self._measure(workload, on_round))
        except KeyboardInterrupt:
            return replace(measurements, complete=False)
        return measurements

    def _measure(self, workload: Workload, on_round: OnRound) -> Iterable[Measurement]:
        """Measure the rounds of one workload: those of the targets take turns."""
        found: dict[str, list[float]] = {target.name: [] for target in self._targets}
        failed: dict[str, NotTimed] = {}
        for count in range(self._rounds + 1):
            for target in self._targets:
                on_round(workload.id, target.name)
                if target.name in failed:
                    continue
                answer = self._round(workload, target)
                if answer["kind"] != "timed":
                    failed[target.name] = answer
                elif count:
                    found[target.name].append(answer["seconds"])
        for name, rounds in found.items():
            if name in failed:
                detail = str(failed[name]["detail"]).split("\n")[0]
                yield Measurement(workload.id, name, verdict=failed[name]["kind"], detail=detail)
            else:
                yield Measurement(workload.id, name, rounds)

    def _round(self, workload: Workload, target: Target) -> RoundAnswer:
        if workload.fresh:
            return self._fresh(workload, target)
        clock = self._clocks[target.name, str(dict(workload.environment))]
        return clock.time(workload, workload.scaled(self._scale), self._limit)

    def _environments(self) -> list[dict[str, str]]:
        found = [dict(workload.environment) for workload in self._workloads]
        return [one for number, one in enumerate(found) if one not in found[:number]]

    def _any_clock(self, target: Target) -> Clock:
        return next(clock for (name, _), clock in self._clocks.items() if name == target.name)

    def _refuse_launchers(self, target: Target) -> None:
        if not command(target.python)[-1].endswith("worker.py"):
            raise TargetError(
                f"{target.name}: {target.python} cannot run a worker of loopspec, which `loopspec bench` needs"
            )

    def _fresh(self, workload: Workload, target: Target) -> RoundAnswer:
        """Time an interpreter that is started for this round and finds all modules compiled."""
        environment = {**environment_for(target), "PYTHONPYCACHEPREFIX": self._bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            done = subprocess.run(
                [
                    target.executable,
                    str(HARNESS / "import_cost.py"),
                    target.namespace,
                    target.factory or "",
                    *target.sys_path,
                ],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                env=environment,
                timeout=self._limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"kind": "hang", "detail": f"no end within {self._limit:g} s"}
        if done.returncode:
            said = done.stderr.strip().splitlines()
            return {"kind": "failed", "detail": said[-1] if said else f"exit status {done.returncode}"}
        seconds, memory = done.stdout.split()[-2:]
        if workload.fresh == "import":
            return {"kind": "timed", "seconds": float(seconds)}
        if float(memory) < 0:
            return {"kind": "unsupported", "detail": "this system does not show the memory of a process"}
        return {"kind": "timed", "seconds": float(memory)}
