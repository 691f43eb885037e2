"""Expressions of scenarios: Python expressions checked against a whitelist, then translated.

Translation spells out where a name comes from: ``Lock()`` becomes ``aio.Lock()``. Everything else stays
as its author wrote it. Nothing is ever evaluated on the near side.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from loopspec.capabilities import IMPLIED
from loopspec.harness.children import PROGRAM_NAMES
from loopspec.near import hint, one_of
from loopspec.scenarios.compact import Compact
from loopspec.scenarios.vocabulary import (
    ASYNCIO_NAMES,
    ATTRIBUTES,
    BUILTIN_NAMES,
    CLOCKS,
    DEEPEST_NESTING,
    DELAY_KEYWORDS,
    DELAYS,
    LARGEST_NUMBER,
    LARGEST_SIZE,
    LONGEST_TEXT,
    LOOPBACK_HOSTS,
    OUTSIDE_NAMES,
    REACHING,
    REPORTING_METHODS,
    SAFE_CALLS,
    SIZE_KEYWORDS,
    SIZED,
    STARTING,
    STARTING_KEYWORDS,
    SUBPROCESS_NAMES,
    TOOL_NAMES,
    TRACEBACK_KEYS,
    owner_of,
)

PLACED = {*REACHING, *STARTING}
"""Names that stand only where they are called."""

PROGRAM_CALLS = ("program", "shell_program")
"""Names whose calls give a program of the harness."""

NODES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Call, ast.keyword,
    ast.Starred, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Subscript, ast.Slice, ast.Compare,
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.IfExp, ast.ListComp, ast.GeneratorExp, ast.comprehension,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot, ast.In, ast.NotIn,
)  # fmt: skip

OF_CODE = (SyntaxWarning, DeprecationWarning)
"""Warnings of the compiler; others come from whatever is collected meanwhile."""


class ExpressionError(Exception):
    """An expression outside the whitelist; the message says what and what is allowed instead."""


class UnboundNameError(ExpressionError):
    """A name that nothing binds; it may be that of a part of the scenario that cannot be read."""


@dataclass(frozen=True, slots=True)
class Expression(Compact):
    """An expression as its author wrote it, and the code that it renders to."""

    text: str
    code: str
    names: frozenset[str] = frozenset()
    """Names of the scenario's own that it uses."""
    implies: frozenset[str] = frozenset()
    """Names that it takes from the vocabulary's ``IMPLIED``."""
    uses_tools: bool = False
    primary: bool = True
    """Whether it binds as closely as a name or a call, so that it can stand behind ``await`` as it is."""

    @property
    def awaited(self) -> str:
        """The code that awaits it."""
        return f"await {self.code}" if self.primary else f"await ({self.code})"


PRIMARIES = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)

WORD = re.compile(r"\w+")

REMEMBERED = 1024
"""Expressions kept, with the names of theirs that were the scenario's own: the same few come again and again."""


def translate(text: str, own: Set[str], *, real_clock: bool = False) -> Expression:
    """Check an expression and spell out where its names come from.

    ``own`` are the names that the scenario binds; ``real_clock`` allows literal delays and scales them.
    Raises ExpressionError.
    """
    text = text.strip()
    _check_length(text)
    try:
        return _translated(text, _names_in(text, own), real_clock)
    except ExpressionError:  # the message names what is near among all that there is
        return _translated.__wrapped__(text, own, real_clock)


@lru_cache(REMEMBERED)
def _translated(text: str, own: Set[str], real_clock: bool) -> Expression:
    tree = _parse(text, text, "a Python expression")
    translator = _Translator(text, own, real_clock)
    code = translator.code(tree.body)
    _compile(code, text, "a Python expression")
    primary = isinstance(tree.body, PRIMARIES)
    return translator.expression(code, primary)


def translate_text(text: str, own: Set[str]) -> Expression:
    """Check a log line, in which ``{expression}`` stands for a value, and render it as a literal.

    The literal is written here and not by ``ast.unparse``, which from Python 3.12 on writes what 3.11
    cannot read. Raises ExpressionError.
    """
    _check_length(text)
    if "{" not in text and "}" not in text:
        return Expression(text, repr(text))
    try:
        return _translated_text(text, _names_in(text, own))
    except ExpressionError:
        return _translated_text.__wrapped__(text, own)


def _names_in(text: str, own: Set[str]) -> frozenset[str]:
    """Return all of the scenario's names that a text could mean, and few others."""
    return frozenset(own & set(WORD.findall(text)))


@lru_cache(REMEMBERED)
def _translated_text(text: str, own: Set[str]) -> Expression:
    quotes = "'''" if '"""' in text or text.endswith('"') else '"""'
    tree = _parse(f"f{quotes}{_escaped(text)}{quotes}", text, "a text with values in braces")
    translator = _Translator(text, own, real_clock=False)
    parts = [translator.part(part) for part in getattr(tree.body, "values", [])]
    values = "".join(code for code, is_value in parts if is_value)
    quote = '"' if "'" in "".join(code for code, _ in parts) else "'"
    if quote in values or "\\" in values or "#" in values:
        translator.refuse("a value in a text has no backslash, no # and one kind of quotes")
    inner = "".join(code if is_value else code.replace(quote, "\\" + quote) for code, is_value in parts)
    code = f"f{quote}{inner}{quote}"
    _compile(code, text, "a text with values in braces")
    return translator.expression(code)


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ExpressionError(f"{_shown(text)} is too long, expected at most {LONGEST_TEXT} characters")


def _parse(code: str, text: str, wanted: str) -> ast.Expression:
    tree = _compile(code, text, wanted, ast.PyCF_ONLY_AST)
    assert isinstance(tree, ast.Expression)
    return tree


def _compile(code: str, text: str, wanted: str, flags: int = 0) -> object:
    """Compile the code without a complaint, be it a warning.

    In deep recursion CPython 3.11 raises SystemError for what is nested too deeply.
    """
    try:
        with warnings.catch_warnings():
            for kind in OF_CODE:
                warnings.simplefilter("error", kind)
            return compile(code, "<expression>", "eval", flags)
    except (SyntaxError, ValueError, RecursionError, MemoryError, SystemError, *OF_CODE) as error:
        reason = getattr(error, "msg", None) or str(error) or type(error).__name__
        raise ExpressionError(f"{_shown(text)} is not {wanted} ({reason})") from None


def _shown(text: str) -> str:
    return repr(text) if len(text) <= 80 else repr(text[:77]) + "..."


def _escaped(text: str) -> str:
    """Escape a text as it stands in a literal, but for its quotes."""
    return "".join(letter if letter.isprintable() and letter != "\\" else repr(letter)[1:-1] for letter in text)


class _Translator(ast.NodeTransformer):
    """Checks every node first, then rewrites names."""

    def __init__(self, text: str, own: Set[str], real_clock: bool) -> None:
        self.text = text
        self.own = own
        self.real_clock = real_clock
        self.names: set[str] = set()
        self.implies: set[str] = set()
        self.uses_tools = False
        self.loop_variables: frozenset[str] = frozenset()
        self.in_place: set[int] = set()  # identities of the nodes that may stand where they do only
        self.delays: set[int] = set()  # identities of the constants that are times to wait
        self.sizes: set[int] = set()  # identities of the constants that are numbers of bytes

    def expression(self, code: str, primary: bool = True) -> Expression:
        """Return the translation, with its code."""
        names, implies = frozenset(self.names), frozenset(self.implies & IMPLIED.keys())
        return Expression(self.text, code, names, implies, self.uses_tools, primary)

    def code(self, tree: ast.expr) -> str:
        """Render an expression to code."""
        self.check(tree)
        return ast.unparse(self.visit(tree))

    def part(self, part: ast.expr) -> tuple[str, bool]:
        """Return the code of a part of a text, and whether the part is a value in braces."""
        match part:
            case ast.Constant(value=str(literal)):
                return _escaped(literal).replace("{", "{{").replace("}", "}}"), False
            case ast.FormattedValue(value=value, conversion=conversion, format_spec=None):
                code = self.code(value)
                space = " " if code.startswith("{") else ""
                return f"{{{space}{code}{f'!{chr(conversion)}' if conversion > 0 else ''}}}", True
        self.refuse("a format after ':' is not allowed in a text")
        raise AssertionError

    def check(self, tree: ast.AST) -> None:
        for node, depth in _walk(tree):
            if depth > DEEPEST_NESTING:
                self.refuse(f"nested too deeply, expected at most {DEEPEST_NESTING} levels")
            match node:
                case ast.Constant(value=value):
                    self.check_constant(value, LARGEST_SIZE if id(node) in self.sizes else LARGEST_NUMBER)
                case ast.Attribute(attr=name) | ast.Name(id=name) if name in PLACED and not self.names_it(node):
                    self.refuse(f"{name!r} is called in place, so that what it reaches can be seen")
                case ast.Attribute(attr=name):
                    self.check_attribute(name)
                    if name in SUBPROCESS_NAMES:
                        self.in_place.add(id(node.value))
                    if name in REPORTING_METHODS and id(node) not in self.in_place:
                        self.refuse(f"{name!r} is called in place, with a context written out")
                case ast.Call():
                    self.check_call(node)
                case ast.Compare(
                    ops=[ast.Is() | ast.IsNot()], left=ast.Call(func=called, args=[value], keywords=[])
                ) if not isinstance(value, ast.Starred):
                    self.in_place.add(id(called))
                case ast.Name(id="type") if id(node) not in self.in_place:
                    self.refuse("`type` stands in `type(value) is CLASS` only; see also class_name(value)")
                case ast.Name(id="subprocess") if id(node) not in self.in_place:
                    self.refuse(f"`subprocess` stands before one of {', '.join(SUBPROCESS_NAMES)} only")
                case ast.comprehension(is_async=1):
                    self.refuse("`async for` is not allowed in an expression (use `for` with `async: true`)")
                case ast.comprehension(target=ast.Name(id=name)):
                    self.check_loop_variable(name)
                case ast.comprehension():
                    self.refuse("a comprehension takes one plain name")
                case ast.keyword(arg=str(name)):
                    if name.startswith("_"):
                        self.refuse(f"the argument {name!r} is private; a scenario uses the public API only")
                    self.implies.add(name)
                case ast.ListComp() | ast.GeneratorExp() if _count(node, ast.comprehension) > 1:
                    self.refuse("one `for` a comprehension; nested ones could run away")
                case ast.BinOp(op=ast.Mult()) if _count(node, ast.Mult) > 1:
                    self.refuse("one multiplication an expression; nested ones could run away")
                case _ if not isinstance(node, NODES):
                    self.refuse(f"{_words(node)} is not allowed in an expression")

    def names_it(self, node: ast.Attribute | ast.Name) -> bool:
        """Return whether a name of ``REACHING`` is seen where it is called, or is the scenario's own name."""
        if id(node) in self.in_place:
            self.implies.add(node.attr if isinstance(node, ast.Attribute) else node.id)
            return True
        return isinstance(node, ast.Name) and node.id in self.own

    def check_constant(self, value: object, largest: int) -> None:
        if isinstance(value, (int, float)) and not abs(value) <= largest:
            self.refuse(f"a number is too large; at most {largest}")
        if not isinstance(value, (str, bytes, int, float, bool, type(None))):
            self.refuse(f"the constant {value!r} is not allowed in an expression")

    def check_loop_variable(self, name: str) -> None:
        owner = owner_of(name)
        if owner or name.startswith("_"):
            self.refuse(f"the name {name!r} belongs to {owner or 'Python'}; choose another")

    def check_attribute(self, name: str) -> None:
        if name.startswith("_"):
            self.refuse(f"the attribute {name!r} is private; a scenario uses the public API only")
        if name not in ATTRIBUTES:
            self.refuse(f"the attribute {name!r} is not in the vocabulary{hint(name, sorted(ATTRIBUTES))}")
        self.implies.add(name)

    def check_call(self, node: ast.Call) -> None:
        called = _called(node)
        if called is None:
            self.refuse("only names and methods can be called")
            raise AssertionError
        if isinstance(node.func, ast.Attribute) and node.func.attr in REPORTING_METHODS:
            if not all(map(_harmless_context, node.args)) or node.keywords:
                self.refuse("a context is written out, as {'message': ...}, and has no traceback")
            self.in_place.add(id(node.func))
        if called in REACHING:
            self.check_reach(called, node)
            self.in_place.add(id(node.func))
        if called in STARTING:
            self.check_start(called, node)
            self.in_place.add(id(node.func))
        if called in PROGRAM_CALLS and not _is_literal(node.args[:1], PROGRAM_NAMES):
            self.refuse(f"{called!r} names its program in place, in quotes, expected one of {', '.join(PROGRAM_NAMES)}")
        self.sizes.update(map(id, node.args) if called in SIZED else ())
        self.sizes.update(id(keyword.value) for keyword in node.keywords if keyword.arg in SIZE_KEYWORDS)
        delays, names = _delays(node)
        named = sorted(names - ASYNCIO_NAMES - TOOL_NAMES - OUTSIDE_NAMES - BUILTIN_NAMES)
        if named:
            self.refuse(f"the delay {named[0]!r} has a name; write it where it is waited for, so that it can be scaled")
        if delays and not self.real_clock:
            self.refuse(
                "a literal delay needs `clock: real` in the scenario; wait for an event, or tick, wherever one will do"
            )
        self.delays.update(map(id, delays))

    def check_reach(self, called: str, node: ast.Call) -> None:
        """Refuse a call that reaches beyond this machine or, of its files, beyond those of the case."""
        if any(isinstance(argument, ast.Starred) for argument in node.args) or None in {k.arg for k in node.keywords}:
            self.refuse(f"{called!r} takes no unpacked arguments, so that what it reaches can be seen")
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        reach = REACHING[called]
        given = False
        for kind in ("hosts", "addresses", "paths"):
            for position, word in getattr(reach, kind).items():
                value = node.args[position] if position < len(node.args) else named.get(word)
                if value is not None and not _is_nothing(value):
                    self.check_local(called, kind, word, value)
                    given = True
        if reach.wants_one and not given and _is_nothing(named.get("sock")):
            self.refuse(f"{called!r} without a host listens to the world; expected one of {', '.join(LOOPBACK_HOSTS)}")

    def check_start(self, called: str, node: ast.Call) -> None:
        """Refuse a call that starts anything but a program of the harness, with what belongs to the case."""
        at, wanted = STARTING[called]
        given = node.args[at] if len(node.args) == at + 1 else None
        if wanted.startswith("*"):
            given = given.value if isinstance(given, ast.Starred) else None
        early = any(isinstance(argument, ast.Starred) for argument in node.args[:at])
        if given is None or early or not _is_call_of(given, (wanted.strip("*"),)):
            self.refuse(f"{called!r} starts programs of the harness only, expected {wanted}(...), in place")
        for keyword in node.keywords:
            may_be = STARTING_KEYWORDS.get(keyword.arg or "")
            if may_be is None:
                given_name = keyword.arg or "**"
                self.refuse(f"{called!r} takes no {given_name!r} here, {one_of(given_name, STARTING_KEYWORDS)}")
            elif not _belongs_to_the_case(keyword.arg or "", keyword.value):
                self.refuse(f"{keyword.arg!r} of {called!r} could reach beyond the case; expected {may_be}, in place")

    def check_local(self, called: str, kind: str, word: str, value: ast.expr) -> None:
        safe = SAFE_CALLS[kind]
        if _is_call_of(value, safe):
            return
        if kind == "hosts":
            hosts = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
            if all(map(_is_local_host, hosts)):
                return
            wanted = f"one of {', '.join(LOOPBACK_HOSTS)}, or host_of(...)"
        elif kind == "addresses":
            if isinstance(value, ast.Tuple) and value.elts and _is_local_host(value.elts[0]):
                return
            wanted = "address_of(...), unix_path(...) or (host, port) with a host of this machine"
        else:
            wanted = "unix_path(...) or address_of(...)"
        self.refuse(f"{word!r} of {called!r} could lie beyond the case; expected {wanted}, in place")

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self.visit_scoped(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return self.visit_scoped(node)

    def visit_scoped(self, node: ast.ListComp | ast.GeneratorExp) -> ast.AST:
        """Bind the variable in the element and the conditions, and nowhere else."""
        [loop] = node.generators
        assert isinstance(loop.target, ast.Name)
        loop.iter = self.visit(loop.iter)
        outside, self.loop_variables = self.loop_variables, self.loop_variables | {loop.target.id}
        node.elt = self.visit(node.elt)
        loop.ifs = [self.visit(condition) for condition in loop.ifs]
        self.loop_variables = outside
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if id(node) not in self.delays:
            return node
        return ast.Call(ast.Attribute(ast.Name("scenario"), "seconds"), [node], [])

    def visit_Name(self, node: ast.Name) -> ast.AST:
        name = node.id
        if name.startswith("_"):
            self.refuse(f"the name {name!r} is private; a scenario uses the public API only")
        if name in self.loop_variables:
            return node
        if name in self.own:
            self.names.add(name)
            return node
        self.implies.add(name)
        if name in ASYNCIO_NAMES:
            return ast.Attribute(ast.Name("aio", ast.Load()), name, ast.Load())
        if name in TOOL_NAMES:
            self.uses_tools = True
            return ast.Attribute(ast.Name("tools", ast.Load()), name, ast.Load())
        if name in OUTSIDE_NAMES:
            return ast.Attribute(ast.Name("outside", ast.Load()), name, ast.Load())
        if name in BUILTIN_NAMES:
            return node
        known = self.own | ASYNCIO_NAMES | TOOL_NAMES | OUTSIDE_NAMES | BUILTIN_NAMES
        raise UnboundNameError(
            f"{_shown(self.text)}: the name {name!r} is never bound: it is neither the scenario's own nor in the "
            f"vocabulary{hint(name, sorted(known))} (a text is written in quotes within quotes)"
        )

    def refuse(self, reason: str) -> None:
        raise ExpressionError(f"{_shown(self.text)}: {reason}")


def _called(call: ast.Call) -> str | None:
    """Return the name of the function or method that is called, None where it has none."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)


def _is_nothing(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _is_local_host(node: ast.expr) -> bool:
    written = isinstance(node, ast.Constant) and node.value in LOOPBACK_HOSTS
    return written or _is_call_of(node, SAFE_CALLS["hosts"])


def _is_call_of(node: ast.expr, names: tuple[str, ...]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _is_literal(nodes: list[ast.expr], texts: tuple[str, ...]) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], ast.Constant) and nodes[0].value in texts


def _belongs_to_the_case(name: str, value: ast.expr) -> bool:
    """Return whether the keyword of a child's start has a value of the case's own, or one that reaches no further."""
    match name, value:
        case "env", _:
            return _is_call_of(value, ("environment",))
        case "cwd", _:
            return _is_call_of(value, ("case_folder", "unix_path"))
        case "shell", _:
            return isinstance(value, ast.Constant) and value.value is False
        case "stdin" | "stdout" | "stderr", ast.Attribute(value=ast.Name(id="subprocess")):
            return True
        case "stdin" | "stdout" | "stderr", ast.Attribute(attr=attribute):
            return attribute in ("file", "socket")
        case "stdin" | "stdout" | "stderr", ast.Call(func=ast.Attribute(attr="fileno"), args=[], keywords=[]):
            return True
        case "stdin" | "stdout" | "stderr", _:
            return _is_nothing(value) or _is_call_of(value, ("file_with",))
    return True


def _harmless_context(node: ast.expr) -> bool:
    """Return whether an argument is a dictionary whose keys are seen, and name no traceback."""
    keys = node.keys if isinstance(node, ast.Dict) else [None]
    return all(isinstance(key, ast.Constant) and key.value not in TRACEBACK_KEYS for key in keys)


def _delays(call: ast.Call) -> tuple[list[ast.Constant], set[str]]:
    """Return the positive literals and the names in the arguments of a call that are times to wait.

    The name of an object that is asked for its clock, as ``loop`` in ``loop.time()``, is left out.
    """
    position = DELAYS.get(_called(call) or "")
    arguments: list[ast.AST] = [k.value for k in call.keywords if k.arg in DELAY_KEYWORDS]
    if position is not None:
        arguments += call.args[position : position + 1]
        arguments += [argument for argument in call.args[:position] if isinstance(argument, ast.Starred)]
        arguments += [keyword.value for keyword in call.keywords if keyword.arg is None]
    literals: list[ast.Constant] = []
    names: set[str] = set()
    while arguments:
        node = arguments.pop()
        if isinstance(node, ast.Subscript):
            arguments.append(node.value)  # an index is no time
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            pass
        elif isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
            pass  # a negative time is over at once
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            literals += [node] if node.value > 0 else []  # type: ignore[operator]
        else:
            arguments += ast.iter_child_nodes(node)
    return literals, names


def _walk(tree: ast.AST) -> Iterator[tuple[ast.AST, int]]:
    """Yield every node and how deep it stands."""
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]


def _count(node: ast.AST, kind: type[ast.AST]) -> int:
    return sum(isinstance(inside, kind) for inside in ast.walk(node))


def _words(node: ast.AST) -> str:
    return {
        "Lambda": "a lambda", "Await": "an await (use the verb)", "Yield": "a yield (use the verb)",
        "YieldFrom": "a yield (use the verb)", "NamedExpr": "an assignment (use `as`)",
        "DictComp": "a dict comprehension", "SetComp": "a set comprehension",
        "JoinedStr": "an f-string (only `log` takes values in a text)",
        "TemplateStr": "a template string", "Mod": "the operator %", "Pow": "the operator **",
        "Div": "the operator /", "FloorDiv": "the operator //", "MatMult": "the operator @",
        "LShift": "the operator <<", "RShift": "the operator >>", "BitOr": "the operator |",
        "BitXor": "the operator ^", "BitAnd": "the operator &", "Invert": "the operator ~",
        "UAdd": "a plus sign before a value",
    }.get(type(node).__name__, type(node).__name__)  # fmt: skip
