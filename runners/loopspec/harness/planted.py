"""A target with one module of its package changed, and the lines of the package that a case executes.

Nothing is written to the disk: the changed source comes with the description of the target, and is compiled in place
of the module's own when the target imports it. Tracebacks name the file that the module has.
"""

import sys
from importlib import machinery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType, ModuleType
    from typing import Any

    from loopspec.harness import execution
    from loopspec.harness.imported_target import ImportedTarget
    from loopspec.harness.protocol import CaseAnswer, CaseRequest, Hello
elif __package__:
    from loopspec.harness import execution
    from loopspec.harness.imported_target import ImportedTarget
else:
    import execution
    from imported_target import ImportedTarget

TOOL = 4
"""The number of a tool of ``sys.monitoring`` that neither debuggers nor coverage or profilers take."""


class PlantedTarget(ImportedTarget):
    """The namespace under test with the changed module in it; says which lines a case executes when it is traced."""

    def __init__(self, hello: "Hello") -> None:
        planted = hello.get("planted")
        assert planted, "worker.target_class has looked"
        for name in planted["without"]:
            sys.modules[name] = None  # type: ignore[assignment]  # its import fails from here on
        if planted["module"]:
            sys.meta_path.insert(0, ChangedModule(planted["module"], planted["source"]))
        super().__init__(hello)
        self._lines = lines_of(planted["prefix"]) if planted["traced"] else None

    def run(
        self,
        case: "CaseRequest",
        note: "Callable[[str, str], None] | None" = None,
        make: "Callable[..., execution.Execution]" = execution.Execution,
    ) -> "CaseAnswer":
        """Run one case, as ``ImportedTarget`` does."""
        if self._lines is None:
            return super().run(case, note, make)
        self._lines.begin()
        try:
            answer = super().run(case, note, make)
        finally:
            self._lines.end()
        found: dict[str, list[int]] = {}
        for file, line in sorted(self._lines.seen):
            found.setdefault(file, []).append(line)
        answer["lines"] = found
        return answer


class ChangedModule:
    """Finds one module, as the import system does, and gives it another source."""

    def __init__(self, module: str, source: str) -> None:
        self._module = module
        self._source = source

    def find_spec(
        self, name: str, path: "Any" = None, target: "ModuleType | None" = None
    ) -> "machinery.ModuleSpec | None":
        """Return the spec of the module; None for all others, which the next finder has."""
        if name != self._module:
            return None
        spec = machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = Loader(name, spec.origin, self._source)
        return spec


class Loader(machinery.SourceFileLoader):
    """Loads a module from a source that is not the one of its file."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> "CodeType":
        """Compile the code anew each time."""
        code: CodeType = compile(self._source, self.path, "exec", dont_inherit=True)
        return code


def lines_of(prefix: str) -> "MonitoredLines | TracedLines":
    """Return a tracer of the lines of files whose path begins with ``prefix``, the quickest there is."""
    return MonitoredLines(prefix) if hasattr(sys, "monitoring") else TracedLines(prefix)


class MonitoredLines:
    """Notes each line once, by ``sys.monitoring``: all threads, and no price for a line that was noted."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.seen: set[tuple[str, int]] = set()

    def begin(self) -> None:
        """Record lines from here on."""
        self.seen = set()
        monitoring = sys.monitoring  # type: ignore[attr-defined]
        monitoring.use_tool_id(TOOL, "loopspec")
        monitoring.register_callback(TOOL, monitoring.events.LINE, self._on_line)
        monitoring.restart_events()
        monitoring.set_events(TOOL, monitoring.events.LINE)

    def _on_line(self, code: "CodeType", line: int) -> "Any":
        if code.co_filename.startswith(self._prefix):
            self.seen.add((code.co_filename[len(self._prefix) :], line))
        return sys.monitoring.DISABLE  # type: ignore[attr-defined]

    def end(self) -> None:
        """Stop recording."""
        monitoring = sys.monitoring  # type: ignore[attr-defined]
        monitoring.set_events(TOOL, 0)
        monitoring.register_callback(TOOL, monitoring.events.LINE, None)
        monitoring.free_tool_id(TOOL)


class TracedLines:
    """Notes lines by trace functions, before Python 3.12."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.seen: set[tuple[str, int]] = set()

    def begin(self) -> None:
        """Record lines from here on, in this thread and in those that begin later."""
        import threading

        self.seen = set()
        threading.settrace(self._on_call)
        sys.settrace(self._on_call)

    def _on_call(self, frame: "FrameType", event: str, argument: "Any") -> "Any":
        if not frame.f_code.co_filename.startswith(self._prefix):
            return None
        return self._on_line(frame, event, argument)

    def _on_line(self, frame: "FrameType", event: str, argument: "Any") -> "Any":
        self.seen.add((frame.f_code.co_filename[len(self._prefix) :], frame.f_lineno))
        return self._on_line

    def end(self) -> None:
        """Stop recording."""
        import threading

        sys.settrace(None)
        threading.settrace(None)
