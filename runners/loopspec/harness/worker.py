"""The process around the harness, in the interpreter under test.

Started by its path, so that the interpreter needs nothing installed. It reads one JSON line that
describes the target, answers one line that says whether the target is there, and then answers one
line a case::

    <- {"token": "x1", "namespace": "asyncio", "factory": "uvloop:new_event_loop", ...}
    -> x1 {"kind": "ready", "python": "3.13.0", "mode": "forked", ...}
    <- {"case": "lock/acquire/fifo", "source": "def test_fifo(scenario): ...", ...}
    -> x1 {"kind": "observed", "case": "lock/acquire/fifo", "observation": {...}, ...}

``protocol`` has all keys of all messages. Other kinds of answer: ``unavailable`` (the target cannot be
imported), ``refused`` (the interpreter does not take the source), ``crash`` and ``hang`` (found by ``forked``;
the latter with the seconds for which the case was ``starved`` of a processor, where that is known),
``error`` (the harness itself failed).

With ``"timed": true`` in the description it is given rounds of workloads instead, see ``timing``.

Invariant: what is printed by a loop, even while it is imported, never reaches the protocol.
"""

import json
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness import forked, interpreter, leaks, memory, process_group, timing
    from loopspec.harness.imported_target import ImportedTarget
    from loopspec.harness.protocol import Answer, CaseAnswer, Hello, Mode, RoundAnswer, TargetFacts
elif __package__:  # in loopspec's own process, where a case is looked at in a debugger
    from loopspec.harness import forked, interpreter, leaks, memory, process_group, timing
    from loopspec.harness.imported_target import ImportedTarget
else:
    import interpreter
    import memory
    from imported_target import ImportedTarget

    try:
        import forked
        import leaks
        import process_group
        import timing
    except ImportError:  # without os, select, signal or mmap: cases run in this process
        leaks = forked = process_group = timing = None


class Wire:
    """The protocol: JSON lines on descriptors that nobody else knows of."""

    def __init__(self) -> None:
        self.descriptors: tuple[int, ...] = ()
        self._reader: Any = sys.stdin
        self._writer: Any = sys.stdout
        self._token = ""
        try:
            import os

            take, give = os.dup(0), os.dup(1)
            empty = os.open(os.devnull, os.O_RDONLY)
            os.dup2(empty, 0)
            os.close(empty)
            os.dup2(2, 1)
        except (ImportError, AttributeError):  # no descriptors to take away: the token has to do
            return
        self.descriptors = (take, give)
        self._reader = open(take, encoding="utf-8")  # noqa: SIM115, PTH123
        self._writer = open(give, "w", encoding="utf-8")  # noqa: SIM115, PTH123

    def read(self) -> "Any":
        """Read the next message of ``protocol``, None at the end of the stream."""
        line = self._reader.readline()
        if not line:
            return None
        record = json.loads(line)
        self._token = record.get("token", self._token)
        return record

    def write(self, answer: "Answer") -> None:
        """Write one line."""
        self._writer.write(self._token + " " + json.dumps(answer) + "\n")
        if hasattr(self._writer, "flush"):
            self._writer.flush()


def facts(hello: "Hello") -> "TargetFacts":
    """Describe the interpreter and the loop."""
    known = interpreter.facts()
    return {"kind": "ready", "version": distribution_version(hello["distribution"]), **known}


def distribution_version(name: str) -> str:
    """Return the version of an installed distribution or of a module that has its own, else ""."""
    if not name:
        return ""
    try:
        from importlib import metadata

        return interpreter.cut(metadata.version(name))
    except Exception:  # not a distribution of that name, or no metadata on this interpreter
        return interpreter.cut(str(getattr(sys.modules.get(name.replace("-", "_")), "__version__", "")))


def forget_siblings() -> None:
    """Leave the names of this folder's modules free for the target's own imports."""
    del sys.path[0]
    for name in (
        "closing",
        "compiled",
        "execution",
        "imported_target",
        "idle",
        "interpreter",
        "settling",
        "memory",
        "tools",
        "capture",
        "leaks",
        "forked",
        "process_group",
        "shared_child",
        "starvation",
        "timing",
        "planted",
    ):
        sys.modules.pop(name, None)


def target_class(hello: "Hello") -> "type[ImportedTarget]":
    """Return the class of the target: one with a changed module where the description has one."""
    if not hello.get("planted"):
        return ImportedTarget
    __import__("planted")
    made: type[ImportedTarget] = sys.modules["planted"].PlantedTarget
    return made


def runner(
    target: ImportedTarget, wire: Wire, hello: "Hello"
) -> "tuple[Mode, Callable[[Any], CaseAnswer | RoundAnswer]]":
    """Return the name of the mode and the function that answers a case in it."""
    if hello.get("timed"):
        return "timed", timing.Stopwatch(target.module, target.runner()).answer
    if forked is not None and hello["forks"] and forked.possible():
        return "forked", forked.Isolation(target, wire.descriptors).answer
    if leaks is not None:
        return "inline", leaks.Watch(leaks.until_deadline(target.run)).answer
    return "inline", target.run


def main() -> None:
    """Serve cases until the stream ends."""
    wire = Wire()
    hello: Hello | None = wire.read()
    if hello is None:
        return
    make_target = target_class(hello)
    forget_siblings()
    if hello.get("timed"):
        timing.stay_on_one_processor()
    if process_group is not None:
        process_group.become_ordinary()
        if wire.descriptors and process_group.possible():
            process_group.stand(*wire.descriptors)
    memory.limit(hello["memory"])
    try:
        target = make_target(hello)
    except BaseException as error:  # SystemExit too: a loop that exits while it is imported
        wire.write(
            {
                "kind": "unavailable",
                "error": interpreter.class_of(error),
                "message": interpreter.message_of(error),
                "module": getattr(error, "name", None),
                "place": interpreter.place_of(error),
            }
        )
        return
    known = facts(hello)
    planted = hello.get("planted")
    mode, answer = runner(target, wire, hello)  # last: the process has to be warm by now
    if planted:
        wire.write({**known, "mode": mode, "modules": [name for name in planted["watched"] if name in sys.modules]})
    else:
        wire.write({**known, "mode": mode})
    while True:
        case = wire.read()
        if case is None:
            break
        try:
            said: CaseAnswer | RoundAnswer = answer(case)
        except Exception as error:  # no process or no file to be had
            detail = "the worker failed: " + interpreter.class_of(error) + ": " + interpreter.message_of(error)
            said = {"kind": "error", "detail": detail, "output": interpreter.trace(error)}
        said["case"] = case["case"]
        wire.write(said)


if __name__ == "__main__":
    try:
        main()
    except BaseException as fault:
        sys.stderr.write(interpreter.trace(fault))
        sys.stderr.flush()
        if process_group is None:
            raise
        process_group.leave(1)
    if process_group is not None:
        process_group.leave()
