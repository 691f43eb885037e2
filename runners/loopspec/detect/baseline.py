"""The baseline: which rules hold on the target without a fault, and which lines of the package each executes."""

from __future__ import annotations

import ast
import queue
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from threading import Event

from loopspec.detect.faults import Fault
from loopspec.detect.packages import Package
from loopspec.detect.worker import FaultyWorker
from loopspec.results.model import Level, Result, TargetInfo, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case
from loopspec.running.preflight import ASKS_FOR_CLOSING_SERVICES, fault, first_case, refused_services
from loopspec.running.supervisor import info_of
from loopspec.targets.target import Target, TargetError

Lines = Mapping[str, frozenset[int]]
"""Lines by the place of their file in the package."""

LAST_LINE = sys.maxsize

MOST_OF_AN_IMPORT = 100
"""Rules that are tried on a fault in what runs at the import of a module alone."""


@dataclass(frozen=True)
class Baseline:
    """The behaviour of rules on a target without a fault."""

    target: Target
    info: TargetInfo
    package: Package
    cases: tuple[Case, ...]
    """Those that hold."""
    lines: Mapping[str, Lines]
    """The lines that each executes, by its id."""
    seconds: Mapping[str, float]
    unused: Mapping[str, str]
    """The rules that apply and do not hold there, each with its verdict."""
    imported: frozenset[str]
    """The modules of the package that the target imports."""

    @cached_property
    def _by_line(self) -> dict[tuple[str, int], list[Case]]:
        found: dict[tuple[str, int], list[Case]] = {}
        for case in self.cases:
            for file, lines in self.lines[case.id].items():
                for line in lines:
                    found.setdefault((file, line), []).append(case)
        return found

    @cached_property
    def idle_modules(self) -> frozenset[str]:
        """The modules that are not imported, such as those for another system."""
        used = {file for lines in self.lines.values() for file in lines}
        files = self.package.files
        return frozenset(module for module in files if files[module] not in used and module not in self.imported)

    def reaching(self, one: Fault) -> list[Case]:
        """Return the rules that execute a fault, first those with the greatest share of lines in its function.

        A rule reaches the names that a module or a class sets up by executing a line that names one. What no rule
        executes because it runs at the import of the module is left to the rules that execute most of the module.
        """
        file = self.package.files[one.module]
        first, last = one.lines
        lines = self._naming(one.names) if one.names else [(file, line) for line in range(first, last + 1)]
        found = {case.id: case for line in lines for case in self._by_line.get(line, ())}
        if not found and self._is_outside(one):
            using = [case for case in self.cases if file in self.lines[case.id]]
            return sorted(using, key=partial(self._place, file, (1, LAST_LINE)))[:MOST_OF_AN_IMPORT]
        return sorted(found.values(), key=partial(self._place, file, one.scope))

    def _place(self, file: str, scope: tuple[int, int], case: Case) -> tuple[float, float, str]:
        """Return the place of a rule in the order in which a fault is shown to the rules that reach it."""
        return -self._share(case, file, scope), self.seconds[case.id], case.id

    def _is_outside(self, one: Fault) -> bool:
        """Return whether a fault is outside of all functions, in a module that the target imports."""
        if one.module in self.idle_modules:
            return False
        tree = ast.parse(self.package.sources[one.module])
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        return not any(node.body[0].lineno <= one.line <= (node.end_lineno or node.lineno) for node in functions)

    def _naming(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """Return the lines of the package that have one of some names, each by file and number.

        For a function's signature, which no case executes, all lines of the function stand.
        """
        pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
        return [
            (self.package.files[module], line)
            for module, source in self.package.sources.items()
            for number, text in enumerate(source.splitlines(), 1)
            if pattern.search(text)
            for line in self._signatures[module].get(number, (number,))
        ]

    @cached_property
    def _signatures(self) -> dict[str, dict[int, range]]:
        """The lines of the function that each line of a signature belongs to, by module."""
        found: dict[str, dict[int, range]] = {}
        for module, source in self.package.sources.items():
            lines = found[module] = {}
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    whole = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                    lines.update(dict.fromkeys(range(node.lineno, node.body[0].lineno), whole))
        return found

    def _share(self, case: Case, file: str, scope: tuple[int, int]) -> float:
        first, last = scope
        lines = self.lines[case.id]
        inside = sum(first <= line <= last for line in lines.get(file, ()))
        return inside / max(sum(map(len, lines.values())), 1)


def measure(
    target: Target,
    package: Package,
    cases: Sequence[Case],
    options: RunOptions,
    on_case: Callable[[], None] = lambda: None,
) -> Baseline:
    """Run the cases that apply to a target, traced; ``on_case`` is called after each.

    A case that does not hold while it is traced has a second try without. Raises TargetError when the target cannot
    be imported, is none, or does not fork.
    """
    with FaultyWorker(target, package, options, traced=True) as worker:
        info = info_of(target, worker.facts)
        target = _examined(worker, target)
        version, imported = worker.version, worker.imported
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    for case in cases:
        if case.record.level is not Level.MAY and not case.inapplicable(target, version):
            waiting.put(case)
        else:
            on_case()
    stop = Event()
    lines: dict[str, Lines] = {}
    seconds: dict[str, float] = {}
    unused: dict[str, str] = {}
    held: set[str] = set()

    def serve() -> None:
        traced = _Worker(target, package, options, traced=True)
        plain = _Worker(target, package, options, traced=False)
        try:
            while not stop.is_set():
                case = waiting.get_nowait()
                result, seen = traced.run(case)
                lines[case.id] = {file: frozenset(numbers) for file, numbers in seen.items()}
                if result.verdict is not Verdict.PASS:
                    result, _ = plain.run(case)
                seconds[case.id] = result.seconds
                if result.verdict is Verdict.PASS:
                    held.add(case.id)
                else:
                    unused[case.id] = result.verdict.value
                on_case()
        except queue.Empty:
            return
        finally:
            traced.close()
            plain.close()

    with ThreadPoolExecutor(options.places) as pool:
        try:
            for one in [pool.submit(serve) for _ in range(options.places)]:
                one.result()
        finally:
            stop.set()
    kept = tuple(case for case in cases if case.id in held)
    return Baseline(target, info, package, kept, lines, seconds, dict(sorted(unused.items())), imported)


class _Worker:
    """A worker of the target, started when it is first needed, and again when it was lost."""

    def __init__(self, target: Target, package: Package, options: RunOptions, *, traced: bool) -> None:
        self._arguments = target, package, options
        self._traced = traced
        self._worker: FaultyWorker | None = None

    def run(self, case: Case) -> tuple[Result, dict[str, list[int]]]:
        if self._worker is None or self._worker.is_gone:
            self._worker = FaultyWorker(*self._arguments, traced=self._traced)
        return self._worker.run(case)

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()


def _examined(worker: FaultyWorker, target: Target) -> Target:
    """Return the target as its worker knows it. Raises TargetError when it is none."""
    target = replace(target, capabilities=worker.target.capabilities)
    first = first_case(target)
    problem = fault(target, worker.run(first)[0]) if first is not None else ""
    if problem:
        raise TargetError(problem)
    if target.factory is not None:
        target = replace(target, lacking=refused_services(worker.run(ASKS_FOR_CLOSING_SERVICES)[0]))
    return target
