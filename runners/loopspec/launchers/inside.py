"""The worker's protocol inside an interpreter that is embedded in another program: a line in, a line out.

Imported by ``pyodide.mjs``, with this folder and ``far`` on the path. All cases share the one loop of the
host, so an answer says what a case ``left`` in it.
"""

import asyncio
import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from loopspec.far import worker
else:
    import worker

_session = {}  # type: dict[str, Any]


def answer(line: str) -> str:
    """Answer one line: the first describes the target, the others are cases."""
    record = json.loads(line)
    if "token" in record:
        _session["token"] = record["token"]
        said = greet(record)
    else:
        before = left_in_loop()
        said = {"case": record["case"], **_session["target"].run(record)}
        said["left"] = sorted(set(left_in_loop()) - set(before))
    return str(_session["token"]) + " " + json.dumps(said)


def greet(hello: "dict[str, Any]") -> "dict[str, Any]":
    """Import the target; what the interpreter is."""
    try:
        _session["target"] = worker.Target(hello)
    except BaseException as error:
        module = getattr(error, "name", None)
        return {"kind": "unavailable", "error": type(error).__name__, "message": str(error), "module": module}
    return {**worker.facts(hello), "mode": "inline"}


def left_in_loop() -> "list[str]":
    """What of the host's loop a case can leave changed."""
    loop = asyncio.get_event_loop()
    present = {
        "tasks": len(asyncio.all_tasks(loop)) > len([asyncio.current_task(loop)]),
        "exception handler": loop.get_exception_handler() is not None,
        "task factory": loop.get_task_factory() is not None,
    }
    return [name for name, there in present.items() if there]
