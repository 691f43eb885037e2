"""One Python source read for its uses of asyncio.

Values are followed as far as a reader would without running anything: assignments, annotations, ``with ... as``, the
results of asyncio's own functions, attributes of ``self`` within a class, and protocols by their bases. No order of
statements is kept: a name of a function, or an attribute of a class, is whatever it is anywhere in it.
"""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from loopspec.coverage.inventory import LOOP, Entry, Inventory
from loopspec.coverage.uses import FUTURE, LOOPS, PLAIN, RESULTS, TASK, TRANSPORTS, keywords_passed, parameters_passed
from loopspec.switch.concerns import EXIT

Types = frozenset[str]
UNKNOWN: Types = frozenset()

SURE_NAMES: Mapping[str, tuple[str, ...]] = {
    "loop": (LOOP,),
    "transport": ("asyncio.Transport", "asyncio.DatagramTransport", "asyncio.SubprocessTransport"),
}
"""Last words of names that everybody gives to one kind of object, with its classes."""

LIKELY_NAMES: Mapping[str, tuple[str, ...]] = {
    "barrier": ("asyncio.Barrier",),
    "condition": ("asyncio.Condition",),
    "event": ("asyncio.Event",),
    "fut": (FUTURE,),
    "future": (FUTURE,),
    "handle": ("asyncio.TimerHandle",),
    "lock": ("asyncio.Lock",),
    "process": ("asyncio.subprocess.Process",),
    "proc": ("asyncio.subprocess.Process",),
    "queue": ("asyncio.Queue",),
    "reader": ("asyncio.StreamReader",),
    "semaphore": ("asyncio.Semaphore",),
    "server": ("asyncio.Server",),
    "task": (TASK,),
    "timer": ("asyncio.TimerHandle",),
    "waiter": (FUTURE,),
    "writer": ("asyncio.StreamWriter",),
}
"""Last words of names that other kinds of object have as well."""

ASYNC_MAKERS = ("asyncio", "uvloop", "anyio", "winloop")
"""Packages whose import shows that a file has to do with asyncio."""

FORWARDED = "arguments that are forwarded as **options to asyncio"
DYNAMIC = "attributes of asyncio or a loop that are read by getattr"
STAR = "names imported by *"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One use in a file."""

    name: str
    line: int
    sure: bool


class _Scope:
    """The names of a module, a class or a function, with the classes of their values."""

    def __init__(self, owner: ast.AST, parent: _Scope | None) -> None:
        self.owner = owner
        self.parent = parent
        self.types: dict[str, Types] = {}
        self.items: dict[str, tuple[str, ...]] = {}

    @property
    def method_of(self) -> _Scope | None:
        """The scope of the class around, None outside of one."""
        scope = self.parent
        while scope is not None and not isinstance(scope.owner, ast.ClassDef):
            scope = scope.parent
        return scope


class Reader:
    """One file read: ``found``, ``forwarded``, ``unseen`` and ``imports`` have what came of it."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.found: set[Found] = set()
        self.forwarded: set[tuple[str, int]] = set()
        """Names that are called with forwarded arguments, with the line."""
        self.unseen: set[tuple[str, int]] = set()
        self.imports: set[str] = set()
        self.defined: set[str] = set()
        """The names of the functions and methods that the file defines."""
        self._names: dict[str, str] = {}
        """Local names of asyncio, of its modules and of their members, with the public name."""
        self._star = False
        self._is_about_asyncio = False
        self._classes: dict[str, ast.ClassDef] = {}
        self._scopes: dict[ast.AST, _Scope] = {}
        self._annotations: set[ast.AST] = set()
        """The expressions in annotations: they are not evaluated for what they name."""

    def read(self, tree: ast.Module) -> None:
        """Read a whole file."""
        for node in ast.walk(tree):
            self._import(node)
            if isinstance(node, ast.ClassDef):
                self._classes[node.name] = node
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.defined.add(node.name)
            self._is_about_asyncio |= isinstance(node, (ast.AsyncFunctionDef, ast.Await))
            self._annotations |= set(_annotations(node))
        self._open(tree, None)
        for _ in range(4):  # values of values
            before = [(dict(scope.types), dict(scope.items)) for scope in self._scopes.values()]
            for node, scope in self._walk(tree, self._scopes[tree]):
                self._bind(node, scope)
            if before == [(scope.types, scope.items) for scope in self._scopes.values()]:
                break
        for node, scope in self._walk(tree, self._scopes[tree]):
            self._use(node, scope)

    # Names of asyncio.

    def _import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for name in node.names:
                top = name.name.partition(".")[0]
                self.imports.add(top)
                self._is_about_asyncio |= top in ASYNC_MAKERS
                if top == "asyncio":
                    self._names[name.asname or "asyncio"] = name.name if name.asname else "asyncio"
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            top = node.module.partition(".")[0]
            self.imports.add(top)
            self._is_about_asyncio |= top in ASYNC_MAKERS
            for name in node.names if top == "asyncio" else ():
                if name.name == "*":
                    self._star = True
                    self.unseen.add((STAR, node.lineno))
                else:
                    self._names[name.asname or name.name] = f"{node.module}.{name.name}"

    def _public(self, node: ast.expr) -> str:
        """Return the public name that an expression spells out, such as ``asyncio.Queue``; empty for none."""
        if isinstance(node, ast.Name):
            if self._star and f"asyncio.{node.id}" in self.inventory.entries:
                return f"asyncio.{node.id}"
            return self._short(self._names.get(node.id, ""))
        if isinstance(node, ast.Attribute) and (owner := self._public(node.value)):
            return self._short(f"{owner}.{node.attr}")
        return ""

    def _short(self, name: str) -> str:
        """Return a name without the module of asyncio that it was found in, unless it is that of a module."""
        if name.count(".") < 2 or name in self.inventory.entries:
            return name
        first, _, rest = name.split(".", 2)
        return f"{first}.{rest}" if f"{first}.{rest}" in self.inventory.entries else name

    def _entry(self, name: str) -> Entry | None:
        """Return the entry of a public name; a member that a class inherits is that of the class it is from."""
        found = self.inventory.entries.get(name)
        if found is not None:
            return found
        owner, _, attribute = name.rpartition(".")
        if owner in LOOPS:
            owner = LOOP
        return self.inventory.member(owner, attribute) if owner in self.inventory.entries or owner == LOOP else None

    # Scopes.

    def _open(self, node: ast.AST, parent: _Scope | None) -> None:
        scope = self._scopes[node] = _Scope(node, parent)
        for one in _inside(node):
            self._open(one, scope)

    def _walk(self, node: ast.AST, scope: _Scope) -> Iterator[tuple[ast.AST, _Scope]]:
        """Yield all nodes with the scope that they are evaluated in."""
        for child in ast.iter_child_nodes(node):
            if child in self._annotations:
                continue
            yield child, scope
            yield from self._walk(child, self._scopes.get(child, scope))

    # Values.

    def _bind(self, node: ast.AST, scope: _Scope) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value, scope)
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                self._add(target, self._annotated(annotation), scope)
                if value is not None:
                    self._assign(target, value, scope)
            case ast.NamedExpr(target=target, value=value):
                self._assign(target, value, scope)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                self._assign(target, value, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                inner = self._scopes[node]
                arguments = node.args
                for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                    if one.annotation is not None:
                        inner.types[one.arg] = inner.types.get(one.arg, UNKNOWN) | self._annotated(one.annotation)

    def _assign(self, target: ast.expr, value: ast.expr, scope: _Scope) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            for at, part in zip(self._items(value, scope), target.elts, strict=False):
                self._add(part, frozenset({at}), scope)
            return
        self._add(target, self._type(value, scope), scope)
        if items := self._items(value, scope):
            key, where = self._key(target, scope)
            if where is not None:
                where.items[key] = items

    def _add(self, target: ast.expr, types: Types, scope: _Scope) -> None:
        key, where = self._key(target, scope)
        if where is not None and types:
            where.types[key] = where.types.get(key, UNKNOWN) | types

    def _key(self, node: ast.expr, scope: _Scope) -> tuple[str, _Scope | None]:
        """Return the name under which the value of an expression is kept, and where."""
        match node:
            case ast.Name(id=name):
                return name, scope
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                return name, scope.method_of or scope
        return "", None

    def _known(self, node: ast.expr, scope: _Scope) -> Types:
        """Return the classes that a name or an attribute of ``self`` was seen to be of."""
        key, where = self._key(node, scope)
        found: _Scope | None = where
        while found is not None:
            if key in found.types:
                return found.types[key]
            found = found.parent if isinstance(node, ast.Name) else None
        return UNKNOWN

    def _type(self, node: ast.expr, scope: _Scope) -> Types:
        """Return the classes of asyncio that a value may be of, as far as it can be followed."""
        match node:
            case ast.Await(value=value):
                found = self._type(value, scope)
                return UNKNOWN if found & {TASK, FUTURE} else found
            case ast.NamedExpr(value=value):
                return self._type(value, scope)
            case ast.IfExp(body=one, orelse=other):
                return self._type(one, scope) | self._type(other, scope)
            case ast.BoolOp(values=values):
                return UNKNOWN.union(*(self._type(one, scope) for one in values))
            case ast.Call(func=called):
                return UNKNOWN.union(*(self._result(entry) for entry, _ in self._entries(called, scope)))
            case ast.Name() | ast.Attribute():
                found = self._known(node, scope)
                if found or isinstance(node, ast.Name):
                    return found
                entries = [entry for entry, sure in self._entries(node, scope) if sure and entry.kind == "attribute"]
                return UNKNOWN.union(*map(self._result, entries))
        return UNKNOWN

    def _items(self, node: ast.expr, scope: _Scope) -> tuple[str, ...]:
        """Return the classes of the items of a tuple that asyncio returns."""
        if isinstance(node, ast.Await):
            node = node.value
        if isinstance(node, ast.Call):
            for entry, _ in self._entries(node.func, scope):
                result = RESULTS.get(entry.name)
                if isinstance(result, tuple):
                    return result
        key, where = self._key(node, scope)
        return where.items.get(key, ()) if where is not None else ()

    def _result(self, entry: Entry) -> Types:
        """Return the class of the value of a call, or of an attribute."""
        if entry.kind == "class":
            return frozenset({LOOP if entry.name in LOOPS else entry.name})
        result = RESULTS.get(entry.name)
        return frozenset({result}) if isinstance(result, str) else UNKNOWN

    def _annotated(self, node: ast.expr) -> Types:
        """Return the classes of asyncio that an annotation names."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except (SyntaxError, ValueError):
                return UNKNOWN
        found: set[str] = set()
        for part in [node] if not isinstance(node, ast.Subscript) else [node.value, *_arguments(node)]:
            if isinstance(part, ast.BinOp):
                found |= self._annotated(part.left) | self._annotated(part.right)
            elif (name := self._public(part)) in self.inventory.entries:
                found.add(LOOP if name in LOOPS else name)
        return frozenset(found)

    # Uses.

    def _receiver(self, node: ast.expr, scope: _Scope) -> tuple[tuple[str, ...], bool]:
        """Return the classes that the object of an attribute may be of, and whether that is sure."""
        found = self._type(node, scope)
        if found:
            return tuple(sorted(found)), True
        if isinstance(node, ast.Name) and node.id == "self" and (around := scope.method_of) is not None:
            bases = self._bases(around.owner)
            return tuple(bases), bool(bases)
        word = _last_word(node)
        if word in SURE_NAMES:
            return SURE_NAMES[word], True
        return LIKELY_NAMES.get(word, ()), False

    def _bases(self, node: ast.AST, depth: int = 0) -> list[str]:
        """Return the classes of asyncio that a class of this file inherits from."""
        found: list[str] = []
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            name = self._public(base)
            if name in self.inventory.entries:
                found.append(LOOP if name in LOOPS else name)
            elif isinstance(base, ast.Name) and base.id in self._classes and depth < 20:
                found += self._bases(self._classes[base.id], depth + 1)
        return found

    def _entries(self, node: ast.expr, scope: _Scope) -> list[tuple[Entry, bool]]:
        """Return the entries that an expression may mean, each with whether that is sure."""
        if name := self._public(node):
            entry = self._entry(name)
            return [(entry, True)] if entry else []
        if not isinstance(node, ast.Attribute):
            return []
        classes, sure = self._receiver(node.value, scope)
        known = bool(self._type(node.value, scope))
        entries = [entry for one in classes if (entry := self.inventory.member(one, node.attr)) is not None]
        if entries:  # of the classes that a mere name suggests, the first that has it
            return [(entry, sure) for entry in dict.fromkeys(entries if known else entries[:1])]
        if classes and sure:
            return []  # an attribute that a subclass adds
        owners = self.inventory.owners.get(node.attr, ())
        if len(owners) == 1 and not any(hasattr(plain, node.attr) for plain in PLAIN):
            return [(self.inventory.entries[f"{owners[0]}.{node.attr}"], False)]
        return []

    def _use(self, node: ast.AST, scope: _Scope) -> None:
        match node:
            case ast.ClassDef():
                self._class(node)
            case ast.Raise(exc=ast.expr() as raised) if _word(raised) in ("SystemExit", "KeyboardInterrupt"):
                self._exit(node, scope)
            case ast.Call(func=ast.Name(id="getattr"), args=[owner, attribute, *_]):
                self._getattr(node, owner, attribute, scope)
            case ast.Call(func=called):
                if ast.unparse(called) == "sys.exit":
                    self._exit(node, scope)
                for entry, sure in self._entries(called, scope):
                    self._call(entry, node, sure)
            case ast.Attribute() | ast.Name() if isinstance(node.ctx, ast.Load):
                name = self._public(node)
                entries = self._entries(node, scope)
                for entry, sure in entries:
                    self._note(entry.name, node, sure)
                if not entries and name.count(".") == 1 and not _is_module(name):
                    self._note(name, node, True)

    def _note(self, name: str, node: ast.expr | ast.stmt, sure: bool) -> None:
        if sure or self._is_about_asyncio:
            self.found.add(Found(name, node.lineno, sure))

    def _call(self, entry: Entry, call: ast.Call, sure: bool) -> None:
        for claim in parameters_passed(entry, call):
            self._note(str(claim), call, sure)
        for keyword in keywords_passed(entry, call):
            self._note(keyword, call, sure)
        if sure and any(keyword.arg is None for keyword in call.keywords):
            self.forwarded.add((entry.name, call.lineno))
            self.unseen.add((FORWARDED, call.lineno))

    def _class(self, node: ast.ClassDef) -> None:
        """Note the methods of a class that asyncio calls back: those of a protocol, by its base or by their names."""
        bases = self._bases(node)
        protocols = [base for base in bases if base.rpartition(".")[2] in TRANSPORTS or base.endswith("Protocol")]
        for method in node.body:
            if not isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            entries = [entry for base in protocols if (entry := self.inventory.member(base, method.name))]
            for entry in entries:
                self._note(entry.name, method, True)
            owners = self.inventory.owners.get(method.name, ())
            if not entries and owners and all(owner.endswith("Protocol") for owner in owners):
                for owner in owners:
                    self._note(f"{owner}.{method.name}", method, False)

    def _getattr(self, node: ast.Call, owner: ast.expr, attribute: ast.expr, scope: _Scope) -> None:
        whole = self._public(owner) == "asyncio"
        classes, sure = self._receiver(owner, scope)
        if isinstance(attribute, ast.Constant) and isinstance(attribute.value, str):
            names = [f"asyncio.{attribute.value}"] if whole else [f"{one}.{attribute.value}" for one in classes]
            for name in names:
                if (entry := self._entry(name)) is not None:
                    self._note(entry.name, node, whole or sure)
        elif whole or (sure and LOOP in classes):
            self.unseen.add((DYNAMIC, node.lineno))

    def _exit(self, node: ast.Raise | ast.Call, scope: _Scope) -> None:
        self._note(EXIT, node, isinstance(scope.owner, ast.AsyncFunctionDef))


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nearest scopes inside a node."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
        else:
            yield from _inside(child)


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
        yield node.annotation
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        yield node.returns


def _arguments(node: ast.Subscript) -> list[ast.expr]:
    """Return the arguments of a generic class that may be the value itself: those of ``Optional`` and ``Union``."""
    if _word(node.value) not in ("Optional", "Union"):
        return []
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _word(node: ast.expr) -> str:
    """Return the last name of an expression, called or not."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _last_word(node: ast.expr) -> str:
    """Return the last word of the name of an object: ``loop`` of ``self._event_loop``."""
    return _word(node).strip("_").lower().rpartition("_")[2]


def _is_module(name: str) -> bool:
    """Return whether a name of asyncio is that of one of its modules."""
    return isinstance(getattr(asyncio, name.partition(".")[2], None), ModuleType)
