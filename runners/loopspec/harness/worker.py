"""The process around the harness, in the interpreter under test.

Started by its path, so that the interpreter needs nothing installed. It reads one JSON line that
describes the target, answers one line that says whether the target is there, and then answers one
line a case::

    <- {"token": "x1", "namespace": "asyncio", "factory": "uvloop:new_event_loop", ...}
    -> x1 {"kind": "ready", "python": "3.13.0", "mode": "forked", ...}
    <- {"case": "lock/acquire/fifo", "source": "def test_fifo(scenario): ...", ...}
    -> x1 {"kind": "observed", "case": "lock/acquire/fifo", "observation": {...}, ...}

Other kinds of answer: ``unavailable`` (the target cannot be imported), ``refused`` (the interpreter
does not take the source), ``crash`` and ``hang`` (told by ``forked``; the latter with the seconds for which
the case was ``starved`` of a processor, where that is known), ``error`` (the harness itself failed).

With ``"timed": true`` in the description it is given rounds of workloads instead, see ``timing``.

Invariant: what is printed by a loop, even while it is imported, never reaches the protocol.
"""

import json
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from loopspec.harness import closing, execution, forked, interpreter, leaks, memory, process_group, timing

    Record = dict[str, Any]
    tools: ModuleType | None = None
elif __package__:  # in loopspec's own process, where a case is looked at in a debugger
    from loopspec.harness import closing, execution, forked, interpreter, leaks, memory, process_group, timing, tools
else:
    import execution
    import interpreter
    import memory

    try:
        import tools
    except ImportError:
        tools = None
    try:
        import closing
        import forked
        import leaks
        import process_group
        import timing
    except ImportError:  # without os, select, signal or mmap: cases run in this process
        closing = leaks = forked = process_group = timing = None


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

    def read(self) -> "Record | None":
        """The next line, None at the end of the stream."""
        line = self._reader.readline()
        if not line:
            return None
        record: Record = json.loads(line)
        self._token = record.get("token", self._token)
        return record

    def write(self, record: "Record") -> None:
        """Write one line."""
        self._writer.write(self._token + " " + json.dumps(record) + "\n")
        if hasattr(self._writer, "flush"):
            self._writer.flush()


class UnsupportedPython(Exception):
    """The target does not support the version of this interpreter, which is the message."""


class ImportedTarget:
    """The namespace under test, imported; no loop is made of it here."""

    def __init__(self, hello: "Record") -> None:
        if not execution.version_within(sys.version_info[:2], hello["since"], hello["until"]):
            raise UnsupportedPython(".".join([str(part) for part in sys.version_info[:3]]))
        for entry in reversed(hello["sys_path"]):
            sys.path.insert(0, entry)
        self._memory = hello.get("memory", 0)  # in somebody else's process nothing is bound
        self.module = import_module(hello["namespace"])
        self.factory: Callable[[], Any] | None = None
        if hello["factory"]:
            name, _, path = hello["factory"].partition(":")
            factory = import_module(name)
            for part in path.split("."):
                factory = getattr(factory, part)
            self.factory = factory

    def namespace(self, lacking: "dict[str, bool] | None" = None) -> "execution.Namespace":
        """The namespace for one case, which has not been asked for anything yet; ``lacking`` as for ``closing``."""
        if self.factory is None:
            return execution.Namespace(self.module)
        if lacking:
            return closing.under_factory(self.module, self.factory, lacking)
        return execution.under_factory(self.module, self.factory)

    def runner(self) -> "Callable[[Any], Any]":
        """What runs a coroutine on a loop of the target that is made for it, and closed afterwards."""
        if self.factory is None:
            run: Callable[[Any], Any] = self.module.run
            return run

        def run_on_its_loop(coroutine: "Any") -> "Any":
            with self.module.Runner(loop_factory=self.factory) as runner:
                return runner.run(coroutine)

        return run_on_its_loop

    def prepare(self, case: "Record") -> "Record | None":
        """Compile a case, which executes nothing of it; an answer when it is refused."""
        try:
            case["code"] = compile(case["source"], case["file"], "exec")
        except BaseException as error:
            said = getattr(error, "msg", None)  # without the name of a file that is not there
            return {
                "kind": "refused",
                "detail": interpreter.class_of(error) + ": " + (said or interpreter.message_of(error)),
            }
        return None

    def run(
        self,
        case: "Record",
        note: "Callable[[str, str], None] | None" = None,
        make: "Callable[..., execution.Execution]" = execution.Execution,
    ) -> "Record":
        """Run one case in this very thread and return the answer.

        ``note`` is told each event as it happens, for the case that this process does not live on; ``make`` makes
        the execution that the case is handed.
        """
        refusal = None if "code" in case else self.prepare(case)
        if refusal is not None:
            return refusal
        clock = getattr(time, "perf_counter", time.time)
        started = clock()
        try:
            scenario = make(self.namespace(case.get("lacking")), tools, case["time_factor"])
            scenario.note = note
            observation = self._observe(case, scenario)
        except BaseException as error:
            detail = "the harness failed: " + interpreter.class_of(error) + ": " + interpreter.message_of(error)
            return {"kind": "error", "detail": detail, "output": interpreter.trace(error)}
        seconds = clock() - started
        expected = scenario.expected if case["judged"] else observation["events"]
        passes = execution.judge(observation, expected)[0] == "pass"
        return {"kind": "observed", "observation": observation, "seconds": seconds, "as_expected": passes}

    def _observe(self, case: "Record", scenario: "execution.Execution") -> "Record":
        """What a case did; of one that had no memory left, also that."""
        try:
            observation = execution.observe(function_of(case), scenario)
        except MemoryError as error:  # not even enough to note it
            memory.last_words()
            scenario.note_end(error)
            observation = scenario.observation()
        ended = observation["ended"]
        if ended is not None and ended["error"] == "MemoryError" and self._memory:
            memory.last_words()
            ended["message"] = ended["message"] or "the memory limit is " + str(self._memory) + " MiB"
        return observation


def import_module(name: str) -> "Any":
    """The module of a dotted name."""
    __import__(name)
    return sys.modules[name]


def function_of(case: "Record") -> "Callable[[execution.Execution], None]":
    """The function of a case that has been compiled."""
    space: dict[str, Any] = {"__name__": "case"}
    exec(case["code"], space)
    lines = sys.modules.get("linecache")
    if lines is not None:  # tracebacks quote the rendered line, though there is no such file here
        source = case["source"]
        lines.cache[case["file"]] = (len(source), None, source.splitlines(True), case["file"])
    function: Callable[[execution.Execution], None] = space[case["function"]]
    return function


def facts(hello: "Record") -> "Record":
    """What the interpreter and the loop say of themselves."""
    known = interpreter.facts()
    return {"kind": "ready", "version": distribution_version(hello["distribution"]), **known}


def distribution_version(name: str) -> str:
    """The version of an installed distribution or of a module that tells its own, else ""."""
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
        "execution",
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
    ):
        sys.modules.pop(name, None)


def runner(target: ImportedTarget, wire: Wire, hello: "Record") -> "tuple[str, Callable[[Record], Record]]":
    """The name of the mode and the function that answers a case in it."""
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
    hello = wire.read()
    if hello is None:
        return
    forget_siblings()
    if hello.get("timed"):
        timing.stay_on_one_processor()
    if process_group is not None:
        process_group.become_ordinary()
        if wire.descriptors and process_group.possible():
            process_group.stand(*wire.descriptors)
    memory.limit(hello["memory"])
    try:
        target = ImportedTarget(hello)
    except BaseException as error:  # SystemExit too: a loop that exits while it is imported
        wire.write(
            {
                "kind": "unavailable",
                "error": interpreter.class_of(error),
                "message": interpreter.message_of(error),
                "module": getattr(error, "name", None),
            }
        )
        return
    known = facts(hello)
    mode, answer = runner(target, wire, hello)  # last: the process has to be warm by now
    wire.write({**known, "mode": mode})
    while True:
        case = wire.read()
        if case is None:
            break
        try:
            said = answer(case)
        except Exception as error:  # no process or no file to be had
            detail = "the worker failed: " + interpreter.class_of(error) + ": " + interpreter.message_of(error)
            said = {"kind": "error", "detail": detail, "output": interpreter.trace(error)}
        wire.write({"case": case["case"], **said})


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
