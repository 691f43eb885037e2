"""Says whether a target works at all, step by step, before its behaviour is judged."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from loopspec.far import smoke as steps
from loopspec.results.model import Result, TargetInfo, Verdict
from loopspec.running.plan import own_case
from loopspec.running.supervisor import Supervisor
from loopspec.targets.target import Target

DEADLINE = 5.0
"""Seconds that a step may take."""


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
            case = own_case(says, step.__name__, inspect.getsource(step), steps.NEEDS.get(step.__name__, ()))
            supervisor.run([(target, case)], results.append)
            on_step(says, results[0])
            lacks = results[0].verdict in (Verdict.MISSING, Verdict.UNSUPPORTED)
            if not (results[0].verdict is Verdict.PASS or (lacks and step is not steps.runs_a_coroutine)):
                works = False
                if step is steps.makes_a_loop:
                    break
    return works
