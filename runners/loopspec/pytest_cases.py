"""Rendered cases as pytest items: each is run by a worker, or here for a debugger, and judged alike."""

from __future__ import annotations

import ast
import bdb
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from loopspec import RENDERED_MARK
from loopspec.harness.imported_target import ImportedTarget
from loopspec.places import SPEC
from loopspec.printable import lines, one_line
from loopspec.pytest_debugger import DebuggedExecution
from loopspec.rendering.render import function_name
from loopspec.report.text import details
from loopspec.results.model import Result, ScenarioRecord, Verdict
from loopspec.running.options import DEFAULTS, RunOptions
from loopspec.running.plan import Case
from loopspec.running.supervisor import Supervisor
from loopspec.running.verdicts import result_of, without_running
from loopspec.scenarios.document import SpecError
from loopspec.scenarios.load import load_file
from loopspec.targets.target import Target, TargetError, parse_target


class Deviation(Exception):
    """The target breaks a rule; the message is all details."""


class ShownDeviation(Deviation, bdb.BdbQuit):
    """One that no debugger is to be opened for: it was open at the place itself, or the case ran elsewhere."""


class SuiteFault(Exception):
    """A fault of the suite's own; the message is all details."""


RunCase = Callable[["RenderedCase"], Result]
"""A way to run a case."""

_RUN_CASE = pytest.StashKey[RunCase]()
_SUPERVISOR = pytest.StashKey[Supervisor]()


def target_of(config: pytest.Config) -> Target:
    """Return the target that the options name. Raises pytest.UsageError."""
    text = config.option.loopspec_loop or "asyncio"
    python = config.option.loopspec_python
    if python and "@" in text:
        raise pytest.UsageError(f"--loop {text} and --python {python} both name an interpreter")
    try:
        target = parse_target(f"{text}@{python}" if python else text)
    except TargetError as error:
        raise pytest.UsageError(lines(str(error))) from None
    if config.option.loopspec_in_process and target.python is not None:
        raise pytest.UsageError("--in-process runs in this interpreter: expected no other one")
    return target


def check_target(config: pytest.Config) -> None:
    """Raise pytest.UsageError when there is no such target; start its worker otherwise."""
    target_of(config)
    under_xdist = hasattr(config, "workerinput")
    if not under_xdist and not config.option.collectonly:
        try:
            case_runner(config)
        except TargetError as error:
            raise pytest.UsageError(lines(str(error))) from None


def case_runner(config: pytest.Config) -> RunCase:
    """Return the way to run cases in this session. Raises TargetError when the target does not start."""
    run_case = config.stash.get(_RUN_CASE, None)
    if run_case is None:
        target = target_of(config)
        options = RunOptions(workers=1, timeout=config.option.loopspec_timeout or DEFAULTS.timeout)
        if config.option.loopspec_in_process:
            run_case = run_here(target, options)
        else:
            supervisor = config.stash.setdefault(_SUPERVISOR, Supervisor(options))
            supervisor.start([target])
            run_case = partial(run_there, supervisor, target)
        config.stash[_RUN_CASE] = run_case
    return run_case


def close_door(config: pytest.Config) -> None:
    """End the session's worker."""
    if _SUPERVISOR in config.stash:
        config.stash[_SUPERVISOR].close()


def run_there(supervisor: Supervisor, target: Target, item: RenderedCase) -> Result:
    """Run a case in a worker."""
    results: list[Result] = []
    supervisor.run([(target, item.case)], results.append)
    return results[0]


def run_here(target: Target, options: RunOptions) -> RunCase:
    """Run cases in this process, without a deadline. Raises TargetError."""
    try:
        imported = ImportedTarget(target.description)
    except Exception as error:
        raise TargetError(f"{target.name}: importing it failed: {error}") from error
    version = sys.version_info[:2]

    def run(item: RenderedCase) -> Result:
        case = item.case
        reason = case.inapplicable(target, version)
        if reason:
            return without_running(target, case, version, Verdict.UNSUPPORTED, reason)
        request = case.request(options)
        if not item.config.getoption("--pdb"):
            with interruptible():
                return result_of(target, case, version, imported.run(request))
        quitting: list[BaseException] = []

        def on_deviation(scenario: DebuggedExecution, reason: str, trace: TracebackType) -> None:
            item.shown = True
            observation = scenario.observation()
            observation["ended"] = None
            so_far = result_of(target, case, version, {"kind": "observed", "observation": observation})
            ended_early = so_far.at == len(so_far.events) and not scenario.expected  # of a case that still runs
            so_far = replace(so_far, verdict=Verdict.FAIL, detail=reason, at=None if ended_early else so_far.at)
            try:
                item.open_debugger(Deviation(item.details(so_far)), trace)
            except pytest.exit.Exception as error:  # `quit`; raised here it would be one more exception of a task
                quitting.append(error)
                raise KeyboardInterrupt from None

        make = partial(DebuggedExecution, expected_trace=case.expected(version), on_deviation=on_deviation)
        with interruptible():
            answer = imported.run(request, make=make)
        if quitting:
            raise quitting[0]
        return result_of(target, case, version, answer)

    return run


@contextmanager
def interruptible() -> Iterator[None]:
    """Handle SIGINT as in the foreground; pytest may be a background job of a shell, which begins with it ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


class RenderedFile(pytest.File):
    """A file of rendered cases; nothing of it is imported."""

    def collect(self) -> Iterator[pytest.Item]:
        """Find the cases and the scenarios that they were rendered from."""
        text = self.path.read_text(encoding="utf-8")
        named = text.partition("\n")[0].removeprefix(RENDERED_MARK).partition(";")[0]
        scenarios = {function_name(scenario): scenario for scenario in self._scenarios(named)}
        for node in ast.parse(text, str(self.path)).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            scenario = scenarios.get(node.name)
            if scenario is None:
                raise self.CollectError(
                    f"{self.path}:{node.lineno}: {named} has no scenario for {node.name}; run `loopspec render`"
                )
            # Blank lines in front keep the line numbers of tracebacks and breakpoints.
            code = "\n" * (node.lineno - 1) + (ast.get_source_segment(text, node) or "") + "\n"
            case = Case(
                record=ScenarioRecord.of(scenario, code),
                function=node.name,
                expected=scenario.expected,
                file=str(self.path),
            )
            yield RenderedCase.from_parent(self, name=node.name, case=case, line=node.lineno)

    def _scenarios(self, named: str) -> list[Any]:
        places = [folder / named for folder in (Path.cwd(), *self.path.parents, SPEC.parent)]
        source = next((place for place in places if place.is_file()), None)
        if source is None:
            raise self.CollectError(
                f"{self.path}: its source {named} is not there; expected it in a folder above or the suite"
            )
        try:
            return list(load_file(source))
        except SpecError as error:
            raise self.CollectError(str(error)) from None


class RenderedCase(pytest.Item):
    """One case. Its set-up obtains the result, so that a fault of the suite is an error of the set-up."""

    def __init__(self, *, case: Case, line: int, **more: Any) -> None:
        super().__init__(**more)
        self.case = case
        self._line = line
        self._result: Result | None = None
        self.shown = False
        """Whether a debugger was open at the deviation."""

    def setup(self) -> None:
        """Run the case."""
        try:
            result = case_runner(self.config)(self)
        except TargetError as error:
            raise SuiteFault(lines(str(error))) from None
        if result.verdict.skipped:
            pytest.skip(one_line(f"{result.verdict}: {result.detail}"))
        if result.verdict in (Verdict.ERROR, Verdict.NOT_RUN):
            raise SuiteFault(self.details(result))
        self._result = result

    def runtest(self) -> None:
        """Judge what was observed."""
        assert self._result is not None
        if not self._result.verdict.deviates:
            return
        text = self.details(self._result)
        if self.shown:
            raise ShownDeviation(text)
        if self.config.getoption("--pdb") and not self.config.option.loopspec_in_process:
            raise ShownDeviation(f"{text}\n\nthe case ran in a process of its own; --pdb needs --in-process")
        raise Deviation(text)

    def open_debugger(self, error: Deviation, trace: TracebackType) -> None:
        """Open pytest's debugger at the traceback of a deviation. Raises pytest.exit.Exception on `quit`."""

        def fail() -> None:
            raise error

        call = pytest.CallInfo.from_call(fail, when="call")
        call.excinfo = pytest.ExceptionInfo.from_exception(error.with_traceback(trace))  # without the frames from here
        report = pytest.TestReport.from_item_and_call(self, call)
        self.ihook.pytest_exception_interact(node=self, call=call, report=report)

    def details(self, result: Result) -> str:
        """Return all that is known of the result, as text."""
        head = f"{result.id} on {result.target}: {result.verdict}"
        return f"{head}\n\n{details(self.case.record, result)}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the details alone; no traceback of ours."""
        if isinstance(excinfo.value, (Deviation, SuiteFault)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the location of the case."""
        return self.path, self._line - 1, self.name
