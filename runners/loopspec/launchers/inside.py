"""The worker's protocol inside an interpreter that is embedded in another program: a line in, a line out.

Imported by ``pyodide.mjs``, with this folder and ``harness`` on the path. All cases share the one loop of the
host and its timers, so an answer says what a case ``left`` there: whatever its verdict, one that left nothing
does not touch the next.
"""

import asyncio
import json
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness import interpreter, worker
    from loopspec.harness.imported_target import ImportedTarget
    from loopspec.harness.protocol import Answer, CaseAnswer, Greeting, Hello
else:
    import interpreter
    import worker
    from imported_target import ImportedTarget

_session = {}  # type: dict[str, Any]


def answer(line: str, timers: "Callable[[], int]") -> str:
    """Answer one line: the first describes the target, the others are cases; ``timers`` counts the host's."""
    record = json.loads(line)
    if "token" in record:
        _session["token"] = record["token"]
        said: Answer = greet(record)
    else:
        before = state_of_host(timers)
        done: CaseAnswer = _session["target"].run(record)
        after = state_of_host(timers)
        done["case"] = record["case"]
        done["left"] = sorted([name for name in after if after[name] != before[name]])
        said = done
    return str(_session["token"]) + " " + json.dumps(said)


def greet(hello: "Hello") -> "Greeting":
    """Import the target; what the interpreter is."""
    try:
        _session["target"] = ImportedTarget(hello)
    except BaseException as error:
        module = getattr(error, "name", None)
        name, message = interpreter.class_of(error), interpreter.message_of(error)
        return {"kind": "unavailable", "error": name, "message": message, "module": module}
    return {**worker.facts(hello), "mode": "watched"}


def state_of_host(timers: "Callable[[], int]") -> "dict[str, Any]":
    """Return the state of the host's loop that a case can leave changed."""
    loop = asyncio.get_event_loop()
    return {
        "loop": loop,
        "tasks": asyncio.all_tasks(loop),
        "timers": timers(),
        "exception handler": loop.get_exception_handler(),
        "task factory": loop.get_task_factory(),
        "debug mode": loop.get_debug(),
        "hooks": tuple(sys.get_asyncgen_hooks()),
    }
