"""Expressions of scenarios: Python expressions checked against a whitelist, then translated.

Translation spells out where a name comes from: ``Lock()`` becomes ``aio.Lock()``. Everything else stays
as its author wrote it. Nothing is ever evaluated on the near side.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Set
from dataclasses import dataclass

from loopspec.vocabulary import (
    ASYNCIO_NAMES,
    ATTRIBUTES,
    BUILTIN_NAMES,
    DELAYS,
    LARGEST_NUMBER,
    TOOL_NAMES,
)

NODES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Call, ast.keyword,
    ast.Starred, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Subscript, ast.Slice, ast.Compare,
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.IfExp, ast.ListComp, ast.GeneratorExp, ast.comprehension, ast.JoinedStr, ast.FormattedValue,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot, ast.In, ast.NotIn,
)  # fmt: skip


class ExpressionError(Exception):
    """An expression outside the whitelist; the message says what and what is allowed instead."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as its author wrote it, and the code that it renders to."""

    text: str
    code: str
    names: frozenset[str] = frozenset()
    """Names of the scenario's own that it uses."""
    uses_tools: bool = False


def translate(text: str, own: Set[str], *, real_clock: bool = False) -> Expression:
    """Check an expression and spell out where its names come from.

    ``own`` are the names that the scenario binds; ``real_clock`` allows literal delays and scales them.
    Raises ExpressionError.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", None) or str(error) or type(error).__name__
        raise ExpressionError(f"{text!r} is not a Python expression ({reason})") from None
    translator = _Translator(text, own, real_clock)
    try:
        translator.check(tree)
        code = ast.unparse(translator.visit(tree))
    except RecursionError:
        raise ExpressionError(f"{text[:40]!r}... is nested too deeply") from None
    return Expression(text, code, frozenset(translator.names), translator.uses_tools)


def translate_text(text: str, own: Set[str]) -> Expression:
    """Check a log line, in which ``{expression}`` stands for a value, and render it as a literal."""
    if "{" not in text and "}" not in text:
        return Expression(text, repr(text))
    translated = translate("f" + repr(text), own)
    return Expression(text, translated.code, translated.names, translated.uses_tools)


class _Translator(ast.NodeTransformer):
    """Checks every node first, then rewrites names."""

    def __init__(self, text: str, own: Set[str], real_clock: bool) -> None:
        self.text = text
        self.own = own
        self.real_clock = real_clock
        self.names: set[str] = set()
        self.uses_tools = False
        self.loop_variables: set[str] = set()
        self.delays: set[int] = set()  # identities of the constants that are times to wait

    def check(self, tree: ast.AST) -> None:
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=value):
                    self.check_constant(value)
                case ast.Attribute(attr=name):
                    self.check_attribute(name)
                case ast.Call():
                    self.check_call(node)
                case ast.comprehension(target=ast.Name(id=name)):
                    self.loop_variables.add(name)
                case ast.comprehension():
                    self.refuse("a comprehension takes one plain name")
                case ast.ListComp() | ast.GeneratorExp() if _count(node, ast.comprehension) > 1:
                    self.refuse("one `for` a comprehension; nested ones could run away")
                case ast.BinOp(op=ast.Mult()) if _count(node, ast.Mult) > 1:
                    self.refuse("one multiplication an expression; nested ones could run away")
                case ast.FormattedValue(format_spec=ast.JoinedStr()):
                    self.refuse("a format after ':' is not allowed in a text")
                case _ if not isinstance(node, NODES):
                    self.refuse(f"{_words(node)} is not allowed in an expression")

    def check_constant(self, value: object) -> None:
        if isinstance(value, (int, float)) and not abs(value) <= LARGEST_NUMBER:
            self.refuse(f"the number {value!r} is too large; at most {LARGEST_NUMBER}")
        if not isinstance(value, (str, bytes, int, float, bool, type(None))):
            self.refuse(f"the constant {value!r} is not allowed in an expression")

    def check_attribute(self, name: str) -> None:
        if name.startswith("_"):
            self.refuse(f"the attribute {name!r} is private; a scenario uses the public API only")
        if name not in ATTRIBUTES:
            self.refuse(f"the attribute {name!r} is not in the vocabulary{_near(name, ATTRIBUTES)}")

    def check_call(self, node: ast.Call) -> None:
        if not isinstance(node.func, (ast.Name, ast.Attribute)):
            self.refuse("only names and methods can be called")
        delays = _literal_delays(node)
        if delays and not self.real_clock:
            self.refuse(
                "a literal delay needs `clock: real` in the scenario; "
                "wait for an event, or tick, wherever one will do"
            )
        self.delays.update(map(id, delays))

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if id(node) not in self.delays:
            return node
        return ast.Call(ast.Attribute(ast.Name("scenario"), "seconds"), [node], [])

    def visit_Name(self, node: ast.Name) -> ast.AST:
        name = node.id
        if name.startswith("_"):
            self.refuse(f"the name {name!r} is private; a scenario uses the public API only")
        if name in self.own or name in self.loop_variables:
            if name in self.own:
                self.names.add(name)
            return node
        if name in ASYNCIO_NAMES:
            return ast.Attribute(ast.Name("aio", ast.Load()), name, ast.Load())
        if name in TOOL_NAMES:
            self.uses_tools = True
            return ast.Attribute(ast.Name("tools", ast.Load()), name, ast.Load())
        if name in BUILTIN_NAMES:
            return node
        known = self.own | ASYNCIO_NAMES | TOOL_NAMES | BUILTIN_NAMES
        self.refuse(
            f"the name {name!r} is never bound: it is neither the scenario's own nor in the "
            f"vocabulary{_near(name, known)} (a text is written in quotes within quotes)"
        )
        raise AssertionError

    def refuse(self, reason: str) -> None:
        raise ExpressionError(f"{self.text!r}: {reason}")


def _literal_delays(call: ast.Call) -> list[ast.Constant]:
    """The positive literals in the argument of a call that is a time to wait."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
    position = DELAYS.get(called or "")
    if position is None:
        return []
    arguments: list[ast.expr] = [k.value for k in call.keywords if k.arg in ("timeout", "delay")]
    arguments += call.args[position : position + 1]
    found: list[ast.Constant] = []
    while arguments:
        node = arguments.pop()
        if isinstance(node, ast.BinOp):
            arguments += [node.left, node.right]
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            found += [node] if node.value > 0 else []  # type: ignore[operator]
    return found


def _count(node: ast.AST, kind: type[ast.AST]) -> int:
    return sum(isinstance(inside, kind) for inside in ast.walk(node))


def _near(name: str, known: Set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _words(node: ast.AST) -> str:
    return {
        "Lambda": "a lambda", "Await": "an await (use the verb)", "Yield": "a yield (use the verb)",
        "NamedExpr": "an assignment (use `as`)", "DictComp": "a dict comprehension", "Mod": "the operator %",
        "SetComp": "a set comprehension", "Pow": "the operator **", "LShift": "the operator <<",
    }.get(type(node).__name__, type(node).__name__)  # fmt: skip
