"""Preflight check of a target: whether it is one, which closing services it refuses, whether it works step by step.

Without it a factory that makes no loop fails every rule, and a module that is not an asyncio is ``missing`` for
each, which nothing holds against it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

from loopspec.harness import preflight as steps
from loopspec.results.model import Result, Verdict
from loopspec.running.plan import Case, own_case
from loopspec.targets.target import Target

TIMEOUT = 5.0
"""Seconds that a step of ``loopspec smoke`` may take."""

NAMES = ("create_task", "sleep", "gather", "Task", "Future", "Queue", "Lock", "Event")
"""An asyncio has at least one of these; `run` and `new_event_loop` the module of a loop may have, too."""


CLOSING_SERVICES = ("shutdown_asyncgens", "shutdown_default_executor")
"""Methods of a loop that the end of ``run`` awaits, and hardly anything else."""


def first_case(target: Target) -> Case | None:
    """Return the case that shows whether a target is one at all; None where there is no doubt."""
    if target.factory is not None:
        return _MAKES_A_LOOP
    return None if target.namespace == "asyncio" else _HAS_A_NAME


def fault(target: Target, result: Result) -> str:
    """Return in one line the fault of a target by the result of its first case, and what to do; "" without one."""
    if result.verdict is Verdict.PASS:
        return ""
    if target.factory is None:
        if result.verdict is Verdict.UNSUPPORTED:
            return ""  # the interpreter refuses the source of this case, and may yet take that of others
        return (
            f"{target.name}: expected an asyncio, got a module {target.namespace} without any of {', '.join(NAMES)}; "
            f"write {target.namespace}:FACTORY for a loop"
        )
    whose = "" if target.name.startswith(target.factory) else f"{target.factory} "
    return f"{target.name}: {whose}makes no event loop: {result.detail or result.verdict}"


def take_steps(ask: Callable[[Case], Result], on_step: Callable[[str, Result], None]) -> bool:
    """Take the steps of ``loopspec smoke`` one after another; return whether the target works.

    ``ask`` runs a case on the target, ``on_step`` is called with what a step shows and its result. A target works when
    it runs a coroutine and no step goes wrong; what it lacks (``missing``, ``unsupported``) is not wrong. A loop
    that cannot be made is not checked further.
    """
    works = True
    for says, step in steps.STEPS.items():
        result = ask(_step_case(step))
        on_step(says, result)
        lacks = result.verdict in (Verdict.MISSING, Verdict.UNSUPPORTED)
        if not (result.verdict is Verdict.PASS or (lacks and step is not steps.runs_a_coroutine)):
            works = False
            if step is steps.makes_a_loop:
                break
    return works


def refused_services(result: Result) -> frozenset[str]:
    """Return the closing services that are not there, by the result of asking; none where the loop fails otherwise."""
    return frozenset(name for name, _ in result.observed) if result.verdict is Verdict.PASS else frozenset()


def _step_case(step: Callable[..., None]) -> Case:
    says = (step.__doc__ or "").partition("\n")[0]
    return own_case(says, step.__name__, inspect.getsource(step), steps.NEEDS.get(step.__name__, ()))


def _case(says: str, function: str, *lines: str) -> Case:
    return own_case(says, function, "\n    ".join([f"def {function}(scenario):", *lines]) + "\n")


_MAKES_A_LOOP = _step_case(steps.makes_a_loop)

ASKS_FOR_CLOSING_SERVICES = _case(
    "A loop has what the end of a run asks for.",
    "asks_for_closing_services",
    "loop = scenario.open_loop()",
    f"for name in {CLOSING_SERVICES!r}:",
    "    try:",
    "        loop.run_until_complete(getattr(loop, name)())",
    "    except (AttributeError, NotImplementedError):",
    "        scenario.observe(name, False)",
)
"""The case that shows which closing services a loop refuses."""

_HAS_A_NAME = _case(
    "The namespace has a name of asyncio's.",
    "has_a_name",
    f"names = [name for name in {NAMES!r} if hasattr(scenario.aio, name)]",
    'scenario.check("there are names", len(names) > 0, True)',
)
