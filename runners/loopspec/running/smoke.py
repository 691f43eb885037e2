"""Says whether a target works at all, step by step, before its behaviour is judged."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from loopspec.far import smoke as steps
from loopspec.far.harness import Scenario
from loopspec.results.model import Level, Result, ScenarioRecord, TargetInfo, Verdict
from loopspec.running.plan import Case
from loopspec.running.supervisor import Supervisor
from loopspec.targets.target import Target

DEADLINE = 5.0
"""Seconds that a step may take."""

Step = Callable[[Scenario], None]


def smoke(
    target: Target,
    on_start: Callable[[TargetInfo], None],
    on_step: Callable[[str, Result], None],
    deadline: float = DEADLINE,
) -> bool:
    """Take the steps one after another; whether the target works.

    ``on_start`` is called once it is imported, ``on_step`` with what a step shows and its result. It works
    when it runs a coroutine and no step goes wrong; what it lacks (``missing``, ``unsupported``) is not wrong.
    A loop that cannot be made is not tried further. Raises TargetError when the target cannot be imported.
    """
    works = True
    with Supervisor(deadline=deadline) as supervisor:
        (info,) = supervisor.start([target], try_out=False)
        on_start(info)
        for says, step in steps.STEPS.items():
            results: list[Result] = []
            supervisor.run([(target, _case(says, step))], results.append)
            on_step(says, results[0])
            lacks = results[0].verdict in (Verdict.MISSING, Verdict.UNSUPPORTED)
            if not (results[0].verdict is Verdict.PASS or (lacks and step is not steps.runs_a_coroutine)):
                works = False
                if step is steps.makes_a_loop:
                    break
    return works


def _case(says: str, step: Step) -> Case:
    record = ScenarioRecord(
        id=step.__name__,
        area="",
        subject="",
        says=says,
        level=Level.MUST,
        basis={},
        file="",
        line=0,
        source="",
        code=inspect.getsource(step),
        needs=steps.NEEDS.get(step.__name__, ()),
    )
    return Case(record, step.__name__, expected=lambda version: [])
