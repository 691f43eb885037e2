"""The namespace under test as a worker has imported it, and one case run on it.

Invariant: as for ``execution``, this file runs on interpreters that have half of Python.
"""

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from loopspec.harness import closing, compiled, execution, interpreter, memory
    from loopspec.harness.protocol import CaseAnswer, CaseRequest, Observation, Refused, TargetDescription

    tools: ModuleType | None = None
elif __package__:
    from loopspec.harness import closing, compiled, execution, interpreter, memory, tools
else:
    import compiled
    import execution
    import interpreter
    import memory

    try:
        import tools
    except ImportError:
        tools = None
    try:
        import closing
    except ImportError:
        closing = None


OUTSIDE = ("outside", "peers", "protocols", "tls", "certificates", "process_group", "children")
"""The modules of the harness that only cases with sockets, pipes, files or children load."""

ASKS_FOR_OUTSIDE = "scenario.outside()"
"""The mark in the source of such a case."""


class UnsupportedPython(Exception):
    """The target does not support the version of this interpreter, which is the message."""


class ImportedTarget:
    """The namespace under test, imported; no loop is made of it here."""

    def __init__(self, hello: "TargetDescription") -> None:
        if not execution.version_within(sys.version_info[:2], hello["since"], hello["until"]):
            raise UnsupportedPython(".".join([str(part) for part in sys.version_info[:3]]))
        for entry in reversed(hello["sys_path"]):
            sys.path.insert(0, entry)
        self._memory = hello.get("memory", 0)  # in somebody else's process nothing is bound
        self._compiled = compiled.Compiled(hello.get("compiled", ""))
        self._outside: Any = None
        self.module = import_module(hello["namespace"])
        self.factory: Callable[[], Any] | None = None
        if hello["factory"]:
            name, _, path = hello["factory"].partition(":")
            factory = import_module(name)
            for part in path.split("."):
                factory = getattr(factory, part)
            self.factory = factory

    def namespace(self, lacking: "dict[str, bool] | None" = None) -> "execution.Namespace":
        """Create the namespace for one case, without any missing names yet; ``lacking`` as for ``closing``."""
        if self.factory is None:
            return execution.Namespace(self.module)
        if lacking:
            return closing.under_factory(self.module, self.factory, lacking)
        return execution.under_factory(self.module, self.factory)

    def runner(self) -> "Callable[[Any], Any]":
        """Return a function that runs a coroutine on a new loop of the target and closes it afterwards."""
        if self.factory is None:
            run: Callable[[Any], Any] = self.module.run
            return run

        def run_on_its_loop(coroutine: "Any") -> "Any":
            with self.module.Runner(loop_factory=self.factory) as runner:
                return runner.run(coroutine)

        return run_on_its_loop

    def prepare(self, case: "CaseRequest") -> "Refused | None":
        """Compile a case, which executes nothing of it, and load what it needs; an answer when it is refused."""
        self.load_for(case)
        try:
            case["code"] = self._compiled.code_of(case["source"], case["file"])
        except BaseException as error:
            said = getattr(error, "msg", None)  # without the name of a file that is not there
            return {
                "kind": "refused",
                "detail": interpreter.class_of(error) + ": " + (said or interpreter.message_of(error)),
            }
        return None

    def load_for(self, case: "CaseRequest") -> None:
        """Load the other side of rules about input and output if the case is one; before a fork, it is loaded once."""
        if self._outside is None and ASKS_FOR_OUTSIDE in case["source"]:
            self._outside = outside_of_this_folder().Outside

    def run(
        self,
        case: "CaseRequest",
        note: "Callable[[str, str], None] | None" = None,
        make: "Callable[..., execution.Execution]" = execution.Execution,
    ) -> "CaseAnswer":
        """Run one case in this very thread and return the answer.

        ``note`` is called with each event as it happens, in case this process does not survive; ``make`` makes the
        execution that the case is handed.
        """
        refusal = None if "code" in case else self.prepare(case)
        if refusal is not None:
            return refusal
        clock = getattr(time, "perf_counter", time.time)
        started = clock()
        try:
            scenario = make(self.namespace(case.get("lacking")), tools, case["time_factor"])
            scenario.note = note
            scenario.make_outside = self._outside
            scenario.patience = max(execution.PATIENCE, 2 * case.get("deadline", 0))
            observation = self._observe(case, scenario)
        except BaseException as error:
            detail = "the harness failed: " + interpreter.class_of(error) + ": " + interpreter.message_of(error)
            return {"kind": "error", "detail": detail, "output": interpreter.trace(error)}
        seconds = clock() - started
        expected = scenario.expected if case["judged"] else observation["events"]
        passes = execution.judge(observation, expected)[0] == "pass"
        return {"kind": "observed", "observation": observation, "seconds": seconds, "as_expected": passes}

    def _observe(self, case: "CaseRequest", scenario: "execution.Execution") -> "Observation":
        """Return the outcome of a case, also if it had no memory left."""
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
    """Import the module of a dotted name."""
    __import__(name)
    return sys.modules[name]


def outside_of_this_folder() -> "Any":
    """Import the harness's module ``outside``, whatever modules of these names the target has."""
    if __package__:
        return import_module(__package__ + ".outside")
    taken = {name: sys.modules.pop(name) for name in OUTSIDE if name in sys.modules}
    sys.path.insert(0, __file__.rpartition("/")[0])
    try:
        return import_module("outside")
    finally:
        del sys.path[0]
        for name in OUTSIDE:
            sys.modules.pop(name, None)
        sys.modules.update(taken)


def function_of(case: "CaseRequest") -> "Callable[[execution.Execution], None]":
    """Return the function of a case that has been compiled."""
    space: dict[str, Any] = {"__name__": "case"}
    exec(case["code"], space)
    lines = sys.modules.get("linecache")
    if lines is not None:  # tracebacks quote the rendered line, though there is no such file here
        source = case["source"]
        lines.cache[case["file"]] = (len(source), None, source.splitlines(True), case["file"])
    function: Callable[[execution.Execution], None] = space[case["function"]]
    return function
