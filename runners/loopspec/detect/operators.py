"""The operators: the mistakes that are planted, each as a rule from a node of the source to another text for it.

An operator is one record in ``OPERATORS``. Its function is called with every node of the functions of a module and
yields the texts that stand for the node once the mistake is made; a text that no Python takes is a fault of the
operator. A node that more than one operator changes in the same way is changed by the first of them only.

Not planted, because no rule of the suite is about them: what messages, logs and ``repr`` say; assertions; types.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Texts = Iterator[str]

WAKING = frozenset(
    """
    set_result set_exception cancel notify notify_all release set call_soon call_soon_threadsafe _wakeup_next
    _wake_up_first _wake_up_next _wake_next _schedule_callbacks _notify _write_to_self _wake wake _wake_up _wakeup
    _call_connection_lost resume_writing resume_reading
    """.split()
)
"""Methods that let somebody else go on."""

CLEANING = frozenset(
    """
    remove discard pop popitem clear close unregister remove_reader remove_writer _remove_reader _remove_writer
    remove_done_callback remove_signal_handler shutdown _unregister_task _leave_task detach _detach uncancel join
    """.split()
)
"""Methods that take away what is no longer needed."""

OTHER_EXCEPTION = {"RuntimeError": "ValueError"}
"""The replacement of an exception that is raised; for all others it is RuntimeError."""

COPIES = frozenset(("list", "tuple", "set", "dict", "frozenset"))

LOGGING = frozenset(("logger", "log", "logging", "_logger", "_log"))

NO_TYPE = frozenset(("str", "repr", "format", "join"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands."""

    source: str
    """That of the module."""
    parents: dict[ast.AST, ast.AST]
    offsets: list[int]
    """Where each line of the source begins, in bytes of UTF-8."""
    encoded: bytes = field(repr=False)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return the first byte of a node and the byte after its last."""
        begin = self.offsets[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self.offsets[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return begin, end

    def text(self, node: ast.AST) -> str:
        """Return the source of a node."""
        begin, end = self.span(node)
        return self.encoded[begin:end].decode("utf-8")

    def cleans_up(self, node: ast.AST) -> bool:
        """Return whether a statement stands in a ``finally`` or an ``except``."""
        while not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            parent = self.parents[node]
            if isinstance(parent, ast.ExceptHandler) or (isinstance(parent, ast.Try) and node in parent.finalbody):
                return True
            node = parent
        return False


@dataclass(frozen=True, slots=True)
class Operator:
    """A mistake that is made on purpose."""

    name: str
    says: str
    """The mistake, in a sentence."""
    texts: Callable[[ast.AST, Place], Texts]


OPERATORS: dict[str, Operator] = {}
"""All operators by name, the more particular ones first."""


def operator(name: str, says: str) -> Callable[[Callable[[ast.AST, Place], Texts]], None]:
    """Add an operator."""

    def add(texts: Callable[[ast.AST, Place], Texts]) -> None:
        OPERATORS[name] = Operator(name, says, texts)

    return add


def called(node: ast.AST) -> str:
    """Return the name of the function or method that an expression calls, awaited or not; empty for anything else."""
    if isinstance(node, ast.Await):
        node = node.value
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def owner(node: ast.AST) -> str:
    """Return the plain name of the object whose method is called; empty where it has none."""
    function = node.func if isinstance(node, ast.Call) else None
    value = function.value if isinstance(function, ast.Attribute) else None
    return value.id if isinstance(value, ast.Name) else ""


def grouped(text: str) -> str:
    """Put an expression into parentheses, so that it can stand anywhere."""
    return f"({text})"


def _call_statement(node: ast.AST) -> str:
    """Name the function that a bare call statement calls; empty for others and for what only logs."""
    if not isinstance(node, ast.Expr):
        return ""
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    return "" if owner(value) in LOGGING else called(value)


@operator("drop-wake-up", "A wake-up, a callback or a cancellation is left out.")
def _(node: ast.AST, place: Place) -> Texts:
    if _call_statement(node) in WAKING:
        yield "pass"


@operator("drop-clean-up", "Something is not taken away when it is no longer needed.")
def _(node: ast.AST, place: Place) -> Texts:
    if place.cleans_up(node):
        cleans = bool(_call_statement(node)) or (isinstance(node, ast.Assign) and _to_attribute(node))
    else:
        cleans = _call_statement(node) in CLEANING
    if cleans or isinstance(node, ast.Delete):
        yield "pass"


@operator("drop-call", "A call for its effect is left out.")
def _(node: ast.AST, place: Place) -> Texts:
    if _call_statement(node):
        yield "pass"


def _to_attribute(node: ast.Assign) -> bool:
    return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)


@operator("drop-assignment", "A new state is not noted.")
def _(node: ast.AST, place: Place) -> Texts:
    if (isinstance(node, ast.Assign) and _to_attribute(node)) or isinstance(node, ast.AugAssign):
        yield "pass"


@operator("skip-check", "A state or an argument is not checked before something is done.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Raise | ast.Return):
        yield "pass"


@operator("drop-raise", "An exception is swallowed.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Raise):
        yield "pass"


@operator("lose-result", "None is returned instead of a result.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "return None"


@operator("negate-condition", "A condition is taken the wrong way round.")
def _(node: ast.AST, place: Place) -> Texts:
    parent = place.parents.get(node)
    if isinstance(parent, ast.If | ast.While | ast.IfExp) and parent.test is node:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield grouped(place.text(node.operand))
        elif not isinstance(node, ast.Constant):
            yield grouped(f"not ({place.text(node)})")


@operator("drop-operand", "A part of a condition is forgotten.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.BoolOp):
        word = " and " if isinstance(node.op, ast.And) else " or "
        for dropped in node.values:
            rest = [grouped(place.text(value)) for value in node.values if value is not dropped]
            yield grouped(word.join(rest))


@operator("and-or", "`and` stands for `or`, or the other way round.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.BoolOp):
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield grouped(word.join(grouped(place.text(value)) for value in node.values))


BOUNDARIES: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
INVERSES: dict[type[ast.cmpop], str] = {
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
}


def _compared_by(node: ast.AST, words: dict[type[ast.cmpop], str], place: Place) -> Texts:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in words:
        yield grouped(f"{place.text(node.left)} {words[type(node.ops[0])]} {place.text(node.comparators[0])}")


@operator("boundary", "A limit is taken to be on the other side: `<` for `<=`.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _compared_by(node, BOUNDARIES, place)


@operator("invert-comparison", "`is` stands for `is not`, `==` for `!=`, `in` for `not in`, in a part of a condition.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _compared_by(node, INVERSES, place)


@operator("off-by-one", "A number is one more than it should be.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        negative = isinstance(place.parents[node], ast.UnaryOp)
        yield str(node.value + 1 if not negative else max(node.value - 1, 0))


@operator("plus-minus", "`+` stands for `-`, or the other way round.")
def _(node: ast.AST, place: Place) -> Texts:
    words: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+"}
    if isinstance(node, ast.BinOp) and type(node.op) in words and not _is_text(node.left) and not _is_text(node.right):
        yield grouped(f"{place.text(node.left)} {words[type(node.op)]} {place.text(node.right)}")
    elif isinstance(node, ast.AugAssign) and type(node.op) in words and not _is_text(node.value):
        yield f"{place.text(node.target)} {words[type(node.op)]}= {place.text(node.value)}"


def _is_text(node: ast.AST) -> bool:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return constant or isinstance(node, ast.JoinedStr | ast.List | ast.Tuple) or called(node) in NO_TYPE


@operator("other-end", "Something is taken from or put to the other end of a queue.")
def _(node: ast.AST, place: Place) -> Texts:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    value = place.text(node.func.value)
    arguments = ", ".join(map(place.text, node.args))
    if node.func.attr == "popleft":
        yield f"{value}.pop()"
    elif node.func.attr == "appendleft":
        yield f"{value}.append({arguments})"
    elif node.func.attr == "append":
        yield f"{value}.insert(0, {arguments})"
    elif node.func.attr == "pop" and arguments == "0":
        yield f"{value}.pop()"


@operator("reverse-order", "Steps from the first to the last are done from the last to the first.")
def _(node: ast.AST, place: Place) -> Texts:
    parent = place.parents.get(node)
    if isinstance(parent, ast.For) and parent.iter is node and called(node) != "range":
        yield f"reversed(list({place.text(node)}))"


@operator("while-if", "A condition is looked at once where it should be looked at until it holds.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.While) and not node.orelse and not _leaves_the_loop(node.body):
        yield "if" + place.text(node).removeprefix("while")


def _leaves_the_loop(body: list[ast.stmt]) -> bool:
    """Return whether a body has a ``break`` or a ``continue`` of its own loop."""
    for node in body:
        if isinstance(node, ast.Break | ast.Continue):
            return True
        if isinstance(node, ast.While | ast.For | ast.AsyncFor):
            if _leaves_the_loop(node.orelse):
                return True
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
        inner += [child for part in getattr(node, "handlers", ()) for child in part.body]
        inner += [child for part in getattr(node, "cases", ()) for child in part.body]
        if _leaves_the_loop(inner):
            return True
    return False


def _without_keyword(node: ast.AST, place: Place, names: Callable[[str], bool]) -> Texts:
    if not isinstance(node, ast.Call) or owner(node) in LOGGING:
        return
    function = place.text(node.func)
    for dropped in node.keywords:
        if dropped.arg is not None and names(dropped.arg):
            rest = [place.text(argument) for argument in node.args]
            rest += [place.text(keyword) for keyword in node.keywords if keyword is not dropped]
            yield f"{function}({', '.join(rest)})"


PARTICULAR = {"context": "lose-context", "name": "lose-name", "msg": "lose-message", "message": "lose-message"}


@operator("lose-context", "A callback or a task does not get the context that it should run in.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _without_keyword(node, place, lambda name: PARTICULAR.get(name) == "lose-context")


@operator("lose-name", "A name is not passed on.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _without_keyword(node, place, lambda name: PARTICULAR.get(name) == "lose-name")


@operator("lose-message", "The message of a cancellation is not passed on.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _without_keyword(node, place, lambda name: PARTICULAR.get(name) == "lose-message")


@operator("lose-keyword", "A keyword argument is not passed on.")
def _(node: ast.AST, place: Place) -> Texts:
    yield from _without_keyword(node, place, lambda name: name not in PARTICULAR)


@operator("lose-arguments", "The arguments of a callback are not passed on.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Call) and owner(node) not in LOGGING:
        for dropped in node.args:
            if isinstance(dropped, ast.Starred):
                rest = [place.text(argument) for argument in (*node.args, *node.keywords) if argument is not dropped]
                yield f"{place.text(node.func)}({', '.join(rest)})"


@operator("wrong-exception", "An exception of another class is raised.")
def _(node: ast.AST, place: Place) -> Texts:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    name = raised.attr if isinstance(raised, ast.Attribute) else raised.id if isinstance(raised, ast.Name) else ""
    if name.removeprefix("_")[:1].isupper():
        begin = len(place.text(node).partition(place.text(raised))[0])
        text = place.text(node)
        other = OTHER_EXCEPTION.get(name, "RuntimeError")
        yield text[:begin] + other + text[begin + len(place.text(raised)) :]


@operator("narrow-except", "An exception of some class is not caught.")
def _(node: ast.AST, place: Place) -> Texts:
    parent = place.parents.get(node)
    if not isinstance(parent, ast.ExceptHandler) or parent.type is not node:
        return
    if isinstance(node, ast.Tuple):
        for dropped in node.elts:
            yield grouped(", ".join([place.text(kind) for kind in node.elts if kind is not dropped]) + ",")
    elif place.text(node) == "BaseException":
        yield "Exception"
    else:
        yield "ZeroDivisionError"


@operator("widen-except", "More exceptions are caught than should be.")
def _(node: ast.AST, place: Place) -> Texts:
    parent = place.parents.get(node)
    if isinstance(parent, ast.ExceptHandler) and parent.type is node and place.text(node) != "BaseException":
        yield "BaseException"


@operator("call-at-once", "A callback is called at once instead of being scheduled.")
def _(node: ast.AST, place: Place) -> Texts:
    if called(node) in ("call_soon", "call_soon_threadsafe", "_call_soon") and isinstance(node, ast.Call) and node.args:
        function, *arguments = node.args
        if not isinstance(function, ast.Starred):
            yield f"{grouped(place.text(function))}({', '.join(map(place.text, arguments))})"


@operator("not-threadsafe", "A callback is scheduled from another thread without waking the loop.")
def _(node: ast.AST, place: Place) -> Texts:
    if called(node) == "call_soon_threadsafe" and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        text, function = place.text(node), place.text(node.func)
        yield function.removesuffix("call_soon_threadsafe") + "call_soon" + text.removeprefix(function)


@operator("repeat-call", "A wake-up or a callback happens twice.")
def _(node: ast.AST, place: Place) -> Texts:
    if _call_statement(node) in WAKING:
        indent = " " * node.col_offset  # type: ignore[attr-defined]
        yield f"{place.text(node)}\n{indent}{place.text(node)}"


@operator("drop-copy", "Something is changed while it is gone through, or shared, because it is not copied.")
def _(node: ast.AST, place: Place) -> Texts:
    if not isinstance(node, ast.Call) or node.keywords:
        return
    if called(node) in COPIES and isinstance(node.func, ast.Name) and len(node.args) == 1:
        if isinstance(node.args[0], ast.Name | ast.Attribute):
            yield place.text(node.args[0])
    elif called(node) == "copy" and not node.args and isinstance(node.func, ast.Attribute):
        yield place.text(node.func.value)


@operator("flip-constant", "True stands for False, or the other way round.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield str(not node.value)


@operator("min-max", "`min` stands for `max`, or the other way round.")
def _(node: ast.AST, place: Place) -> Texts:
    if isinstance(node, ast.Name) and node.id in ("min", "max"):
        yield "max" if node.id == "min" else "min"
