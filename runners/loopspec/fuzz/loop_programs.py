"""Random programs that own their loop: callbacks, handles, stopping, running again, closing, calls of other threads.

They are of the area ``loop``, and what they show lies below tasks, where loops differ that run the standard library's
tasks. How many iterations a loop makes after what it ran has ended is its own affair: so that nobody sees it, a run
ends by ``stop``, which is exact, or goes on until nothing is left to do.
"""

from __future__ import annotations

from typing import Any

from loopspec.fuzz.choices import Choice
from loopspec.fuzz.grammar import COROUTINES, REPORT
from loopspec.fuzz.productions import Step, guarded, joined, words

CALLBACKS = ("note", "kick")
HANDLES = ("one", "two")

SCHEDULED = ("loop.call_soon({callback}, {n})", "loop.call_soon_threadsafe({callback}, {n})")
TIMED = (
    "loop.call_later(0, {callback}, {n})",
    "loop.call_later(-1, {callback}, {n})",
    "loop.call_at(loop.time(), {callback}, {n})",  # never the same moment twice: equal deadlines have no order
)
DONE = (
    "{handle}.cancel()",
    "loop.stop()",
    "loop.set_debug(True)",
    "promise.set_result({n})",
    "promise.cancel()",
    "promise.add_done_callback({callback})",
    "promise.remove_done_callback({callback})",
    "loop.call_soon(promise.set_result, {n})",
    "loop.create_task(worker({n}))",
    "loop.close()",
)
"""Done in passing, by the program or by a callback; all of it may raise."""

LOGGED = ("{handle}.cancelled()", "loop.is_running()", "loop.is_closed()", "loop.get_debug()", "promise.done()")

RUNS: tuple[list[Step], ...] = (
    [{"call": "loop.call_soon(loop.stop)"}, {"call": "loop.run_forever()"}],
    [{"call": "loop.stop()"}, {"call": "loop.run_forever()"}],
    [{"call": "loop.run_until_complete(worker(9))"}],
    [{"call": "loop.run_until_complete(failing(9))"}],
)


def loop_program(head: Choice, choices: list[Choice], timers: bool) -> dict[str, Any]:
    """Build a program that owns its loop, with or without ``timers``: a scenario's data without its head."""
    scheduled = SCHEDULED + TIMED if timers else SCHEDULED
    kicks = head.number(3)
    kick = [_filled(choice, (*DONE, scheduled[0]), ("note",)) for choice in choices[:kicks]]  # never itself: there
    steps = joined(_step(choice, scheduled) for choice in choices[kicks:])  # would be no end
    callbacks = {
        "note": {"args": ["what"], "do": [{"log": "{what if isinstance(what, int) else class_name(what)}"}]},
        "kick": {"args": ["what"], "do": [{"log": "kicked"}, *({"call": text} for text in kick)]},
        "report": REPORT,
    }
    steps = [*steps, {"log": "the end"}, {"try": RUNS[2], **_logging_its_class("problem")}]
    used = words([steps, kick if "kick" in words(steps) else []]) | {"report"}
    future = [{"call": "loop.create_future()", "as": "promise"}] if "promise" in used else []
    needs = ["debug"] * bool({"set_debug", "get_debug"} & used) + ["threads"] * ("thread" in used)
    return {
        **({"needs": needs} if needs else {}),
        **({"let": dict.fromkeys(handles, "noop")} if (handles := [name for name in HANDLES if name in used]) else {}),
        "callbacks": {name: routine for name, routine in callbacks.items() if name in used},
        "coroutines": {name: routine for name, routine in COROUTINES.items() if name in used},
        "program": [
            {"open": "loop"},
            {"call": "loop.set_exception_handler(report)"},
            *future,
            *steps,
        ],
    }


def _step(choice: Choice, scheduled: tuple[str, ...]) -> list[Step]:
    match choice.of(("kept", "passing", "run", "kept", "thread", "logged")):
        case "kept":
            return [
                {
                    "try": [{"call": _filled(choice, scheduled), "as": choice.of(HANDLES)}],
                    **_logging_its_class("problem"),
                }
            ]
        case "passing":
            return guarded([{"call": _filled(choice, (*DONE, *scheduled))}], "problem")
        case "run":
            return [{"try": choice.of(RUNS), **_logging_its_class("problem")}]
        case "thread":
            return [{"thread": [{"call": _filled(choice, SCHEDULED[1:])}]}]
    text = _filled(choice, LOGGED)
    return [{"try": [{"log": f"{text} gives {{{text}}}"}], **_logging_its_class("fault")}]


def _filled(choice: Choice, texts: tuple[str, ...], callbacks: tuple[str, ...] = CALLBACKS) -> str:
    """Draw one of some texts and fill its places."""
    text = choice.of(texts)
    return text.format(callback=choice.of(callbacks), n=1 + choice.number(9), handle=choice.of(HANDLES))


def _logging_its_class(name: str) -> dict[str, Any]:
    """Return the rest of a ``try`` that logs the exception's class."""
    return {"except": "Exception", "as": name, "do": [{"log": f"{{class_name({name})}}"}]}
