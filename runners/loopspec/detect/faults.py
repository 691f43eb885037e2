"""Faults: places of a module to which an operator applies, each with an id that outlives changes elsewhere.

An id is ``module:function:operator:number``, the number counted from 1 among the faults of this operator in this
function, in the order of the source: ``asyncio.queues:Queue.get:drop-wake-up:1``.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256

from loopspec.detect.operators import LOGGING, OPERATORS, Place, called, owner
from loopspec.targets.registry import TargetError

OUTSIDE = "<module>"
"""Stands for the function of a fault that lies in none."""

UNPROMISED = ("repr", "__str__", "_format", "_debug_info", "_repr")
"""Parts of the names of functions that only make texts, of which nothing is promised."""

ORIGIN = "source_traceback"
"""Where something was made, which debug mode notes for its logs."""

FOR_TOOLS = ("__all__", "TYPE_CHECKING")
"""Names that a module sets for readers of its source."""

FOREIGN_PLATFORMS = ("win32", "darwin", "cygwin", "aix", "sunos")


class SourceError(TargetError):
    """A module that this Python cannot parse; the message says where."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake at one place."""

    id: str
    module: str
    function: str
    """Its qualified name, ``OUTSIDE`` for none."""
    operator: str
    line: int
    lines: tuple[int, int]
    """The first and the last line whose execution shows that the fault is reached."""
    scope: tuple[int, int]
    """The first and the last line of its function, or of what stands for it."""
    span: tuple[int, int]
    """The bytes of the source that are replaced."""
    text: str
    """The replacement."""
    names: tuple[str, ...] = ()
    """Names that a module or a class sets up there: executing a line that names one reaches the fault."""

    def planted(self, source: str) -> str:
        """Return the source of the module with the fault in it."""
        encoded = source.encode("utf-8")
        return (encoded[: self.span[0]] + self.text.encode("utf-8") + encoded[self.span[1] :]).decode("utf-8")

    def diff(self, source: str, file: str) -> str:
        """Return the change as a unified diff."""
        lines = difflib.unified_diff(
            source.splitlines(True), self.planted(source).splitlines(True), f"a/{file}", f"b/{file}", n=2
        )
        return "".join(line if line.endswith("\n") else line + "\n" for line in lines)

    def change(self, source: str) -> str:
        """Return the change on one line; it distinguishes this fault from one that has come to have its id."""
        old = source.encode("utf-8")[self.span[0] : self.span[1]].decode("utf-8")
        return f"{' '.join(old.split())} -> {' '.join(self.text.split())}"


def faults_of(module: str, source: str, file: str = "") -> list[Fault]:
    """Return all faults of a module, in the order of their places.

    Raises SourceError when this Python cannot parse the source.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise SourceError(
            f"{file or module}:{error.lineno}: {error.msg}; run loopspec itself under the Python of the target"
        ) from None
    encoded = source.encode("utf-8")
    offsets = [0]
    for line in encoded.splitlines(True):
        offsets.append(offsets[-1] + len(line))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    place = Place(source, parents, offsets, encoded)
    counts: dict[tuple[str, str], int] = {}
    seen: set[tuple[tuple[int, int], str]] = set()
    found = []
    for node, function in _nodes(tree, (), _making_texts(tree)):
        if not hasattr(node, "lineno"):
            continue
        for operator in OPERATORS.values():
            for text in operator.texts(node, place):
                span = place.span(node)
                if (span, text) in seen:
                    continue
                seen.add((span, text))
                number = counts[function, operator.name] = counts.get((function, operator.name), 0) + 1
                name = f"{module}:{function}:{operator.name}:{number}"
                lines, scope = _lines(node, place)
                names = _names(node, place)
                found.append(Fault(name, module, function, operator.name, node.lineno, lines, scope, span, text, names))
    return found


def _lines(node: ast.AST, place: Place) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the lines whose execution shows that a node is reached, and those of its function.

    The lines of a statement with a body are its head. No case executes a default of a parameter or the body of a
    class or module: all that may use them stands in their place.
    """
    inner, outer = node, place.parents[node]
    while not isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
        inner, outer = outer, place.parents[outer]
    if isinstance(outer, ast.Module):
        return (1, len(place.offsets)), (1, len(place.offsets))
    scope = (outer.lineno, outer.end_lineno or outer.lineno)
    if isinstance(outer, ast.ClassDef) or inner not in outer.body:
        return scope, scope
    lines = (node.lineno, node.end_lineno or node.lineno)  # type: ignore[attr-defined]
    if isinstance(node, ast.If | ast.While):
        lines = (node.lineno, node.test.end_lineno or node.lineno)
    elif isinstance(node, ast.expr):  # the lines that a long expression is said to be on are those of its parts
        statement: ast.AST = node
        while not isinstance(statement, ast.stmt | ast.ExceptHandler):
            statement = place.parents[statement]
        if not hasattr(statement, "body"):
            lines = (statement.lineno, statement.end_lineno or statement.lineno)
    return lines, scope


def _names(node: ast.AST, place: Place) -> tuple[str, ...]:
    """Return the names bound by the statement of a module or a class that a node is part of; none in a function."""
    while not isinstance(node, ast.stmt):
        node = place.parents[node]
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return ()
    if not isinstance(place.parents[node], ast.ClassDef | ast.Module):
        return ()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def _making_texts(tree: ast.Module) -> frozenset[str]:
    """Return the names of functions that only make texts: by their names, or as private helpers of such alone."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    users: dict[str, set[str]] = {}
    for function in functions:
        for node in ast.walk(function):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            users.setdefault(name, set()).add(function.name)
    texts = {function.name for function in functions if any(part in function.name for part in UNPROMISED)}
    while True:
        more = {one.name for one in functions if one.name[:1] == "_" and users.get(one.name, {""}) <= texts} - texts
        if not more:
            return frozenset(texts)
        texts |= more


def _nodes(node: ast.AST, names: tuple[str, ...], texts: frozenset[str]) -> Iterator[tuple[ast.AST, str]]:
    """Yield the nodes below a node that take faults, each with the name of its function; none of ``texts``."""
    for child in ast.iter_child_nodes(node):
        if _left_out(node, child):
            continue
        inner = names
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if child.name in texts or _is_abstract(child):
                continue
            inner = (*names, child.name)
        else:
            yield child, ".".join(names) or OUTSIDE
        yield from _nodes(child, inner, texts)


def _is_abstract(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Return whether a function does nothing but demand an implementation."""
    last = node.body[-1]
    rest = node.body[:-1]
    documented = all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in rest)
    return documented and isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def _left_out(parent: ast.AST, node: ast.AST) -> bool:
    """Return whether a node gets no fault: see ``operators``; also code for other systems, or types only."""
    if isinstance(node, ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom | ast.arg):
        return True
    if isinstance(parent, ast.Raise) and node is parent.exc:
        return True  # its message; the operators for exceptions change the statement
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) and (
        node is parent.returns or node in parent.decorator_list
    ):
        return True
    if isinstance(parent, ast.AnnAssign) and node is parent.annotation:
        return True
    if isinstance(node, ast.Call) and (owner(node) in LOGGING or called(node) in ("warn", "_warn", "overload")):
        return True
    if isinstance(node, ast.Assign | ast.Delete) and ORIGIN in ast.unparse(node):
        return True
    if isinstance(node, ast.If):
        test = ast.unparse(node.test)
        if ORIGIN in test or (not node.orelse and all(ORIGIN in ast.unparse(step) for step in node.body)):
            return True
        if "TYPE_CHECKING" in test or "__name__" in test:
            return True
        if "sys.platform" in test and any(name in test for name in FOREIGN_PLATFORMS):
            return True
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id in FOR_TOOLS for target in node.targets)
    return False


def every_fault(sources: Mapping[str, str], files: Mapping[str, str] | None = None) -> list[Fault]:
    """Return all faults of some modules by their names; ``files`` names theirs in errors. Raises SourceError."""
    files = files or {}
    return [fault for module in sorted(sources) for fault in faults_of(module, sources[module], files.get(module, ""))]


def chosen(
    faults: Sequence[Fault],
    modules: Sequence[str] = (),
    operators: Sequence[str] = (),
    ids: Sequence[str] = (),
) -> list[Fault]:
    """Select the faults of some modules, operators and ids, all where none is given; names may have wildcards.

    The name of a module may be its last part alone.
    """
    return [
        fault
        for fault in faults
        if (not modules or any(_is_module(fault.module, name) for name in modules))
        and (not operators or any(fnmatchcase(fault.operator, name) for name in operators))
        and (not ids or any(fnmatchcase(fault.id, name) for name in ids))
    ]


def _is_module(module: str, name: str) -> bool:
    return fnmatchcase(module, name) or fnmatchcase(module.rpartition(".")[2], name)


def sample(faults: Sequence[Fault], number: int | None, seed: int) -> list[Fault]:
    """Draw a number of faults, None for all: of each module its share, and one at least where there is room.

    The same faults, number and seed give the same sample, in the order of the faults; one fault more or less changes
    little of it.
    """
    if number is None or number >= len(faults):
        return list(faults)
    drawn = sorted(faults, key=lambda fault: sha256(f"{seed} {fault.id}".encode()).digest())
    by_module: dict[str, list[Fault]] = {}
    for fault in drawn:
        by_module.setdefault(fault.module, []).append(fault)
    if number >= len(by_module):
        places = {  # the k-th of n stands at (k + 1/2) / n, the first one of each module before all others
            fault.id: (k > 0, (k + 0.5) / len(those), fault.id)
            for those in by_module.values()
            for k, fault in enumerate(those)
        }
        drawn.sort(key=lambda fault: places[fault.id])
    kept = {fault.id for fault in drawn[:number]}
    return [fault for fault in faults if fault.id in kept]
