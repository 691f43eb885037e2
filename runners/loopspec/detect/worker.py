"""A worker of a target with a planted fault, which runs one case after another."""

from __future__ import annotations

import queue
from dataclasses import replace
from typing import TYPE_CHECKING, Self, cast

from loopspec.detect.packages import Package
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, Version
from loopspec.running.process import WorkerProcess
from loopspec.running.supervisor import GRACE, LONGER, START_LIMIT, is_doubtful, longer, why_not
from loopspec.running.verdicts import result_of, without_running
from loopspec.targets.target import Target, TargetError

if TYPE_CHECKING:
    from types import TracebackType

    from loopspec.harness.protocol import Answer, CaseAnswer, Greeting, Planted, ReadyToBePlanted


class TooSlow(TargetError):
    """A target that did not come up in the time that it had."""


class FaultyWorker:
    """A worker of a target with one module changed, or none; a context manager.

    It has ``start_limit`` seconds to import the target. Raises TargetError when the target cannot be imported, TooSlow
    when it is not within the time, and TargetError when its interpreter cannot fork.
    """

    def __init__(
        self,
        target: Target,
        package: Package,
        options: RunOptions,
        module: str = "",
        source: str = "",
        *,
        traced: bool = False,
        start_limit: float = START_LIMIT,
    ) -> None:
        self.is_gone = False
        """Whether it died or went silent."""
        self._options = options
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        planted: Planted = {
            "prefix": package.prefix, "without": package.without, "module": module, "source": source,
            "traced": traced, "watched": sorted(package.files),
        }  # fmt: skip
        try:
            self._worker = WorkerProcess(
                target, lambda _, answer: self._answers.put(answer), memory=options.memory, planted=planted
            )
        except OSError as error:
            raise TargetError(f"{target.name}: cannot start {target.executable}: {error.strerror}") from None
        self._worker.limit = start_limit
        greeting = cast("Greeting | None", self._answer(start_limit))
        if greeting is None or greeting["kind"] != "ready":
            reason = why_not(self._worker, greeting)
            raise TooSlow(reason) if self._worker.given_up else TargetError(reason)
        self._worker.facts = self.facts = greeting
        if self.facts["mode"] != "forked":
            self.close()
            raise TargetError(
                f"{target.name}: faults are looked for in forked processes only, and "
                f"{target.executable if target.forks else 'the target'} does not fork"
            )
        self.imported = frozenset(cast("ReadyToBePlanted", greeting)["modules"])
        """The modules of the package that the target has imported."""
        lacks = frozenset(self.facts.get("lacks", ()))
        self.target = replace(target, capabilities=target.capabilities - lacks)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def version(self) -> Version:
        """The version of Python whose rules hold."""
        return tuple(self.facts["language"])

    def _answer(self, limit: float) -> Answer | None:
        try:
            return self._answers.get(timeout=limit)
        except queue.Empty:
            self._worker.give_up()
            return None

    def run(self, case: Case, *, alone: bool = False, times: int = 1) -> tuple[Result, dict[str, list[int]]]:
        """Run a case; its result, and the lines of the package that it executed where the target is traced.

        A hang is believed when the case had its time; else the case is run once more with several times as much. A
        worker that dies or goes silent is a crash or a hang, and runs no further case.
        """
        options = replace(self._options, timeout=self._options.timeout * times, alone=alone)
        self._worker.ask(case.request(options, self.target.lacking))
        answer = cast("CaseAnswer | None", self._answer(2 * options.timeout + GRACE * LONGER))
        if answer is None:
            self.is_gone = True
            given_up = self._worker.given_up
            ended = f"the worker {self._worker.end()}"
            silent = f"no end within {options.timeout:g} s"
            verdict, detail = (Verdict.HANG, silent) if given_up else (Verdict.CRASH, ended)
            return without_running(self.target, case, self.version, verdict, detail), {}
        if answer["kind"] == "hang" and times == 1 and is_doubtful(answer, options.timeout):
            return self.run(case, alone=True, times=longer())
        return result_of(self.target, case, self.version, answer), answer.get("lines", {})

    def close(self) -> None:
        """End the process."""
        self._worker.end()
