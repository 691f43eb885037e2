"""Runs a plan and returns its results."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime

from loopspec import __version__
from loopspec.results.model import Conditions, Result, Results, TargetInfo, Verdict
from loopspec.results.tally import gates, plural
from loopspec.running.machine import default_workers
from loopspec.running.plan import Plan
from loopspec.running.supervisor import DEADLINE, MEMORY, Supervisor
from loopspec.running.verdicts import without_running


class _Stopped(Exception):
    """As many deviations were seen as were asked for."""


def run(
    plan: Plan,
    *,
    workers: int | None = None,
    deadline: float = DEADLINE,
    time_factor: float = 1.0,
    alone: bool = False,
    memory: int = MEMORY,
    maxfail: int = 0,
    on_start: Callable[[list[TargetInfo]], None] | None = None,
    on_result: Callable[[Result], None] | None = None,
) -> Results:
    """Run a plan in at most ``workers`` processes (default: ``default_workers()``).

    ``deadline`` is in seconds for each case, ``time_factor`` multiplies literal delays, ``alone`` gives
    every case a process of its own, ``memory`` is the mebibytes that each process may allocate.
    ``maxfail`` stops the run after so many deviations from rules at must and should; the rest is ``not-run`` then.
    ``on_start`` is called once when all targets are up, ``on_result`` with each result as it comes;
    both in this thread. Results are in the plan's order. After Ctrl-C what has ended is kept, the
    rest is ``not-run``, and the results are not ``complete``. Raises TargetError when a target
    cannot be imported or makes no loop.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    done: dict[tuple[str, str], Result] = {}
    infos: list[TargetInfo] = []
    complete = True
    deviating: list[Result] = []
    level_of = {case.id: case.record.level for case in plan.cases}
    reason = "the run was interrupted"

    def note(result: Result) -> None:
        done[result.target, result.id] = result
        if on_result is not None:
            on_result(result)
        if maxfail and gates(level_of[result.id], result.verdict):
            deviating.append(result)
            if len(deviating) == maxfail:
                raise _Stopped

    supervisor = Supervisor(workers or default_workers(), deadline, time_factor, alone=alone, memory=memory)
    with supervisor:
        infos = supervisor.start(plan.targets)
        if on_start is not None:
            on_start(infos)
        try:
            supervisor.run(plan.pairs, note)
        except KeyboardInterrupt:
            complete = False
        except _Stopped:
            reason = f"the run was stopped after {maxfail} {plural(maxfail, 'deviation')}"
    for target, case in plan.pairs:
        if (target.name, case.id) not in done:
            version = supervisor.version(target)
            done[target.name, case.id] = without_running(target, case, version, Verdict.NOT_RUN, reason)
    return Results(
        loopspec=__version__,
        started=started.isoformat(timespec="seconds"),
        platform=platform.platform(),
        suite=plan.suite,
        targets=infos,
        scenarios=[case.record for case in plan.cases],
        results=[done[target.name, case.id] for target, case in plan.pairs],
        seconds=round(time.perf_counter() - clock, 3),
        starved=supervisor.starved,
        complete=complete,
        conditions=Conditions(maxfail=maxfail),
    )
