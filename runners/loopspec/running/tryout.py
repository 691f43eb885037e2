"""The least that a target has to give before cases are run on it: a case of our own, and what its failure means.

Without it a factory that makes no loop fails every rule, and a module that is no asyncio at all is ``missing`` for
each, which nothing holds against it.
"""

from __future__ import annotations

from loopspec.results.model import Result, Verdict
from loopspec.running.plan import Case, own_case
from loopspec.targets.target import Target

NAMES = ("create_task", "sleep", "gather", "Task", "Future", "Queue", "Lock", "Event")
"""An asyncio has at least one of these; `run` and `new_event_loop` the module of a loop may have, too."""


CLOSING_SERVICES = ("shutdown_asyncgens", "shutdown_default_executor")
"""Methods of a loop that the end of ``run`` awaits, and hardly anything else."""


def tryout(target: Target) -> Case | None:
    """The case that shows whether a target is one at all; None where there is no doubt."""
    if target.factory is not None:
        return _MAKES_A_LOOP
    return None if target.namespace == "asyncio" else _HAS_A_NAME


def fault(target: Target, result: Result) -> str:
    """What is wrong with a target by the result of its tryout, and what to do, in one line; empty when nothing is."""
    if result.verdict is Verdict.PASS:
        return ""
    if target.factory is None:
        if result.verdict is Verdict.UNSUPPORTED:
            return ""  # an interpreter that refuses the source of the tryout, and may yet take that of some cases
        return (
            f"{target.name}: it is no asyncio: there is none of {', '.join(NAMES)} in {target.namespace}; "
            f"what makes an event loop is written {target.namespace}:FACTORY"
        )
    whose = "" if target.name.startswith(target.factory) else f"{target.factory} "
    return f"{target.name}: {whose}makes no event loop: {result.detail or result.verdict}"


def refused_services(result: Result) -> frozenset[str]:
    """Return the closing services that are not there, by the result of asking; none where the loop fails otherwise."""
    return frozenset(name for name, _ in result.observed) if result.verdict is Verdict.PASS else frozenset()


def _case(says: str, function: str, *lines: str) -> Case:
    return own_case(says, function, "\n    ".join([f"def {function}(scenario):", *lines]) + "\n")


_MAKES_A_LOOP = _case(
    "The factory makes an event loop.",
    "makes_a_loop",
    "loop = scenario.aio.new_event_loop()",
    'if not hasattr(loop, "run_forever"):',
    '    raise TypeError("it gives " + repr(loop) + ", which has no run_forever")',
    "loop.close()",
)

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
