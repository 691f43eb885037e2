"""Uses of asyncio's public interface by a scenario, read from its expressions.

An expression says ``aio.X`` where it takes a name of asyncio. For an attribute the kind of the receiver is followed
through ``let``, ``as``, ``start``, ``begin``, ``open`` and the transports of protocols. Where it is not known, an
attribute counts if one class of asyncio and no plain container has it; an attribute of several counts for those that
the scenario cites. Tools of the harness and loops call methods too: of these the one counts that the scenario cites,
and the methods that its protocols define.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from types import AsyncGeneratorType, CoroutineType, GeneratorType

from loopspec.coverage.inventory import LOOP, Claim, Entry, Inventory
from loopspec.harness import tools
from loopspec.scenarios.expressions import Expression
from loopspec.scenarios.scenario import AnyOrder, Event, Expectation, ForVersions, Scenario

Types = frozenset[str]
"""Classes of asyncio that a value may be of, by public name; TOOL for values of the harness; none if not known."""

UNKNOWN: Types = frozenset()

TOOL = "(tool)"

PLAIN = (
    *(dict, list, set, str, bytes, tuple, int, float, range, BaseException),
    *(CoroutineType, GeneratorType, AsyncGeneratorType),
)
"""Types of Python whose attributes a receiver that is not known may have."""

LOOPS = ("asyncio.AbstractEventLoop", "asyncio.BaseEventLoop", "asyncio.EventLoop", "asyncio.SelectorEventLoop")

TASK, FUTURE = "asyncio.Task", "asyncio.Future"

RESULTS: Mapping[str, str | tuple[str, ...]] = {
    **dict.fromkeys(
        ("asyncio.create_task", f"{LOOP}.create_task", "asyncio.TaskGroup.create_task", "asyncio.current_task"), TASK
    ),
    **dict.fromkeys(("asyncio.ensure_future", "asyncio.gather", "asyncio.shield", "asyncio.wrap_future"), FUTURE),
    **dict.fromkeys((f"{LOOP}.create_future", f"{LOOP}.run_in_executor"), FUTURE),
    **dict.fromkeys(("asyncio.get_running_loop", "asyncio.get_event_loop", "asyncio.new_event_loop"), LOOP),
    **dict.fromkeys(
        ("asyncio.Future.get_loop", "asyncio.Task.get_loop", "asyncio.Runner.get_loop", "asyncio.Server.get_loop"), LOOP
    ),
    **dict.fromkeys((f"{LOOP}.call_soon", f"{LOOP}.call_soon_threadsafe"), "asyncio.Handle"),
    **dict.fromkeys((f"{LOOP}.call_later", f"{LOOP}.call_at"), "asyncio.TimerHandle"),
    **dict.fromkeys(("asyncio.timeout", "asyncio.timeout_at"), "asyncio.Timeout"),
    **dict.fromkeys(
        (f"{LOOP}.create_server", f"{LOOP}.create_unix_server", "asyncio.start_server", "asyncio.start_unix_server"),
        "asyncio.Server",
    ),
    **dict.fromkeys(
        (f"{LOOP}.create_connection", f"{LOOP}.create_unix_connection", f"{LOOP}.connect_accepted_socket"),
        ("asyncio.Transport", "asyncio.Protocol"),
    ),
    f"{LOOP}.start_tls": "asyncio.Transport",
    f"{LOOP}.create_datagram_endpoint": ("asyncio.DatagramTransport", "asyncio.DatagramProtocol"),
    f"{LOOP}.connect_read_pipe": ("asyncio.ReadTransport", "asyncio.Protocol"),
    f"{LOOP}.connect_write_pipe": ("asyncio.WriteTransport", "asyncio.Protocol"),
    **dict.fromkeys(
        (f"{LOOP}.subprocess_exec", f"{LOOP}.subprocess_shell"),
        ("asyncio.SubprocessTransport", "asyncio.SubprocessProtocol"),
    ),
    **dict.fromkeys(
        ("asyncio.open_connection", "asyncio.open_unix_connection"), ("asyncio.StreamReader", "asyncio.StreamWriter")
    ),
    **dict.fromkeys(
        ("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"), "asyncio.subprocess.Process"
    ),
    "asyncio.subprocess.Process.stdin": "asyncio.StreamWriter",
    "asyncio.subprocess.Process.stdout": "asyncio.StreamReader",
    "asyncio.subprocess.Process.stderr": "asyncio.StreamReader",
    "asyncio.StreamWriter.transport": "asyncio.Transport",
    "asyncio.capture_call_graph": "asyncio.FutureCallGraph",
}
"""The class of the value of a call (awaited, if it is a coroutine) or an attribute; the classes of a tuple's items."""

TRANSPORTS: Mapping[str, str] = {
    "Protocol": "asyncio.Transport",
    "BufferedProtocol": "asyncio.Transport",
    "DatagramProtocol": "asyncio.DatagramTransport",
    "SubprocessProtocol": "asyncio.SubprocessTransport",
}
"""The class of the transports that the protocols of a base are given."""

LOOKING = ("check", "observe", "wait_until")
"""Verbs of steps that do nothing to what they look at."""

EXPECTED_ERRORS = ("raises", "except", "type")
"""Words of a step that name the class of an exception."""


def claims_used(scenario: Scenario, inventory: Inventory) -> frozenset[Claim]:
    """Return what a scenario uses of an inventory: names, parameters, and errors of the callables that it uses."""
    return frozenset(_Uses(scenario, inventory).claims())


def keywords_used(scenario: Scenario, inventory: Inventory) -> frozenset[str]:
    """Return the parameters that a scenario gives by keyword, though they have a position: ``keywords_passed``."""
    uses = _Uses(scenario, inventory)
    calls = [node for tree in uses.trees.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return frozenset(
        name for call in calls for entry in uses.resolve(call.func) for name in keywords_passed(entry, call)
    )


def names_acted_on(scenario: Scenario, inventory: Inventory) -> frozenset[str]:
    """Return the names that a scenario uses to do something, without those that it only looks at in its checks."""
    uses = _Uses(scenario, inventory)
    acts = [step for step in uses.steps if step.verb not in LOOKING]
    expressions = [value for step in acts for value in step.words.values() if isinstance(value, Expression)]
    expressions += [expression for _, expression in scenario.program.let]
    return frozenset().union(*(uses.used_in(uses.trees[one.code]) for one in expressions), uses.called_back())


class _Uses:
    """One scenario read: the kinds of its names first, until no more become known, then what it uses."""

    def __init__(self, scenario: Scenario, inventory: Inventory) -> None:
        self.scenario = scenario
        self.inventory = inventory
        self.cited = scenario.basis.get("docs", "").partition("#")[2]
        self.steps = list(scenario.steps())
        self.types: dict[str, Types] = {}
        self.items: dict[str, tuple[str, ...]] = {}
        """The classes of the items of the names that are bound to a tuple."""
        self.begun: dict[str, ast.expr] = {}
        """Awaited expressions, by the names that ``begin`` has bound."""
        self.transports = frozenset(
            TRANSPORTS[one.base] for one in scenario.program.protocols if one.base in TRANSPORTS
        )
        """The classes of the transports of the scenario's protocols."""
        self.trees = {one.code: ast.parse(one.code, mode="eval").body for one in self.expressions()}
        while self.learn():
            pass

    def expressions(self) -> Iterator[Expression]:
        """Yield all expressions of the scenario."""
        for _, expression in self.scenario.program.let:
            yield expression
        for step in self.steps:
            for value in step.words.values():
                if isinstance(value, Expression):
                    yield value

    # The kinds of names.

    def learn(self) -> bool:
        """Bind names to the kinds of their values; whether one became known."""
        before = dict(self.types), dict(self.items)
        if self.transports:
            self.types["transport"] = self.transports
        for name, expression in self.scenario.program.let:
            self.bind(name, self.trees[expression.code], awaited=False)
        for routine in self.scenario.program.routines:
            if routine.kind == "task":
                self.types[routine.name] = frozenset({TASK})
        for step in self.steps:
            if step.verb == "open":
                self.types[step.value] = self.types.get(step.value, UNKNOWN) | {LOOP}
            elif step.verb == "begin" and step.bind:
                self.types[step.bind] = frozenset({TASK})
                self.begun[step.bind] = self.trees[step.value.code]
            elif step.bind and isinstance(step.value, Expression) and "raises" not in step.words:
                self.bind(step.bind, self.trees[step.value.code], awaited=step.verb == "await")
        return before != (self.types, self.items)

    def bind(self, name: str, value: ast.expr, *, awaited: bool) -> None:
        """Add the kind of a value to those of a name."""
        if awaited:
            if _outside(value) == "within" and isinstance(value, ast.Call) and value.args:
                value = value.args[0]
            if isinstance(value, ast.Name) and value.id in self.begun:
                value = self.begun[value.id]
        found = self.type_of(value)
        if awaited and found & {TASK, FUTURE}:
            found = UNKNOWN  # the result of whatever it waits for
        self.types[name] = self.types.get(name, UNKNOWN) | found
        items = self.items_of(value)
        if items:
            self.items[name] = items

    def type_of(self, node: ast.expr) -> Types:
        """Return the classes of asyncio that a value may be of."""
        match node:
            case ast.Name(id=name):
                return self.types.get(name, UNKNOWN)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="tools"))):
                return frozenset({TOOL})
            case ast.Call() if _outside(node):
                return frozenset({TOOL})
            case ast.Attribute(attr="transport") if self.transports and not self.type_of(node.value):
                return self.transports
            case ast.Subscript(value=whole, slice=ast.Constant(value=int(at))):
                items = self.items_of(whole)
                return frozenset(items[at : at + 1]) if at >= 0 else UNKNOWN
            case ast.IfExp(body=one, orelse=other):
                return self.type_of(one) | self.type_of(other)
            case ast.Call(func=called):
                return frozenset().union(*(self.result_of(entry) for entry in self.resolve(called)))
            case ast.Attribute():
                return frozenset().union(
                    *(self.result_of(entry) for entry in self.resolve(node) if entry.kind == "attribute")
                )
        return UNKNOWN

    def items_of(self, node: ast.expr) -> tuple[str, ...]:
        """Return the classes of the items of a tuple, none if it is not known to be one."""
        if isinstance(node, ast.Name):
            return self.items.get(node.id, ())
        if isinstance(node, ast.Call):
            for entry in self.resolve(node.func):
                result = RESULTS.get(entry.name)
                if isinstance(result, tuple):
                    return result
        return ()

    def result_of(self, entry: Entry) -> Types:
        """Return the class of the value of a call of an entry, or of an attribute."""
        if entry.kind == "class":
            return frozenset({LOOP if entry.name in LOOPS else entry.name})
        result = RESULTS.get(entry.name)
        return frozenset({result}) if isinstance(result, str) else UNKNOWN

    # Entries of the inventory.

    def resolve(self, node: ast.expr) -> list[Entry]:
        """Return the entries that an expression may mean: a name of asyncio, or an attribute of an object of its."""
        if not isinstance(node, ast.Attribute):
            return []
        entries = self.inventory.entries
        if isinstance(node.value, ast.Name) and node.value.id in ("aio", "tools", "outside", "scenario"):
            names = [f"asyncio.{node.attr}", f"asyncio.subprocess.{node.attr}"] if node.value.id == "aio" else []
            return [entries[name] for name in names if name in entries][:1]
        match node.value:
            case ast.Attribute(value=ast.Name(id="aio"), attr="subprocess"):
                name = f"asyncio.subprocess.{node.attr}"
                return [entries[name]] if name in entries else []
        if isinstance(node.value, ast.Attribute) and (owners := self.resolve(node.value)):
            classes = [owner.name for owner in owners if owner.kind in ("class", "exception")]
        else:
            classes = []
        classes = classes or sorted(self.type_of(node.value))
        if not classes and node.attr == "transport" and self.transports:
            return []  # that of a protocol of the scenario's own
        if classes:
            return [entry for one in classes if (entry := self.inventory.member(one, node.attr))]
        return self.guess(node.attr)

    def guess(self, attribute: str) -> list[Entry]:
        """Return the entries that an attribute of an object of an unknown kind may mean."""
        owners = self.inventory.owners.get(attribute, ())
        if len(owners) != 1 or any(hasattr(plain, attribute) for plain in PLAIN):
            owners = tuple(owner for owner in owners if self.cited in (owner, f"{owner}.{attribute}"))
        return [self.inventory.entries[f"{owner}.{attribute}"] for owner in owners]

    # Claims.

    def claims(self) -> Iterator[Claim]:
        """Yield the names that the scenario uses."""
        used: dict[str, Entry] = {}
        for tree in self.trees.values():
            used |= self.used_in(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    for entry in self.resolve(node.func):
                        yield from parameters_passed(entry, node)
        cited = self.inventory.entries.get(self.cited)
        if cited is not None:
            called, given = self.called_elsewhere(cited)
            used |= {entry.name: entry for entry in called}
            for parameter in given & set(cited.named_parameters):
                yield Claim("parameter", cited.name, parameter)
        for entry in self.called_back().values():
            used |= {one.name: one for one in (entry, self.inventory.entries[entry.owner])}
            yield from (claim for claim in entry.claims() if claim.kind == "parameter")
        for entry in used.values():
            yield Claim("name", entry.name)
        yield from self.errors(used)

    def called_back(self) -> dict[str, Entry]:
        """Return the methods that the protocols of the scenario define, by name."""
        methods = [
            (protocol.base, method.name) for protocol in self.scenario.program.protocols for method in protocol.methods
        ]
        entries = [self.inventory.member(f"asyncio.{base}", name) for base, name in methods]
        return {entry.name: entry for entry in entries if entry is not None}

    def used_in(self, tree: ast.expr) -> dict[str, Entry]:
        """Return the entries that an expression uses, by name."""
        used: dict[str, Entry] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                for entry in self.resolve(node):
                    used[entry.name] = entry
                    if self.type_of(node.value) and entry.owner in self.inventory.entries:
                        used[entry.owner] = self.inventory.entries[entry.owner]
        return used

    def called_elsewhere(self, cited: Entry) -> tuple[list[Entry], Set[str]]:
        """Return the cited entry if a loop or a tool calls it, with its class; and the arguments given.

        A loop calls the methods of protocols, with all of their arguments.
        """
        owner = self.inventory.entries.get(cited.owner)
        entries = [cited] if owner is None else [cited, owner]
        if entries[-1].name.endswith("Protocol"):
            return entries, set(cited.named_parameters)
        given: set[str] = set()
        called = False
        for tree in self.trees.values():
            for node in ast.walk(tree):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="tools"), attr=tool), keywords=keywords):
                        reads, passes = _tools().get(tool, (frozenset(), frozenset()))
                        if cited.short in reads:
                            called = True
                            given |= passes | {keyword.arg for keyword in keywords if keyword.arg}
        return (entries, given) if called else ([], set())

    def errors(self, used: Mapping[str, Entry]) -> Iterator[Claim]:
        """Yield the exceptions that the scenario expects, and the entries whose documented errors they are.

        The entries are those used in the step that expects the exception, and the one that the scenario cites.
        """
        cited = {name: entry for name, entry in used.items() if self.cited in (name, entry.owner)}
        for event in _events(self.scenario.trace.entries):
            for raised in re.findall(r"^raises (\w+)", event.text):
                yield from self.raised(raised, cited)
        for step in self.steps:
            inside = [value for one in step.walk() for value in one.words.values() if isinstance(value, Expression)]
            for word in EXPECTED_ERRORS:
                if isinstance(expression := step.words.get(word), Expression):
                    near = cited | {n: e for one in inside for n, e in self.used_in(self.trees[one.code]).items()}
                    for raised in filter(None, map(_class, ast.walk(self.trees[expression.code]))):
                        yield from self.raised(raised, near)
        for warning in self.warnings():
            yield from self.raised(warning, cited)

    def warnings(self) -> Iterator[str]:
        """Yield the names of warnings in a scenario that catches them: what is caught is a list of texts."""
        nodes = [node for tree in self.trees.values() for node in ast.walk(tree)]
        if any(isinstance(node, ast.Attribute) and node.attr == "caught_warnings" for node in nodes):
            for node in nodes:
                if isinstance(node, ast.Constant) and isinstance(
                    found := getattr(builtins, str(node.value), None), type
                ):
                    yield from [found.__name__] if issubclass(found, Warning) else []

    def raised(self, error: str, entries: Mapping[str, Entry]) -> Iterator[Claim]:
        """Yield the exception of a class, and the documented errors of entries that it is."""
        if f"asyncio.{error}" in self.inventory.entries:
            yield Claim("name", f"asyncio.{error}")
        for entry in entries.values():
            yield from (Claim("error", entry.name, one) for one in entry.errors if _is_a(error, one))


@cache
def _tools() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the attributes that each tool of the harness reads, and the names of arguments that it passes."""
    found = {}
    for definition in ast.parse(inspect.getsource(tools)).body:
        if isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            nodes = list(ast.walk(definition))
            found[definition.name] = (
                frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute)),
                frozenset(node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg),
            )
    return found


def parameters_passed(entry: Entry, call: ast.Call) -> Iterator[Claim]:
    """Yield the parameters that a call gives by position and by keyword."""
    for at, argument in enumerate(call.args):
        if at >= len(entry.positional) and not (entry.positional and entry.positional[-1].startswith("*")):
            break
        yield Claim("parameter", entry.name, entry.positional[min(at, len(entry.positional) - 1)].lstrip("*"))
        if isinstance(argument, ast.Starred):
            yield from (Claim("parameter", entry.name, one[1:]) for one in entry.positional[at:] if one.startswith("*"))
            break
    others = [name.lstrip("*") for name in entry.parameters if name.startswith("**")]
    for keyword in call.keywords:
        if keyword.arg in entry.named_parameters:
            yield Claim("parameter", entry.name, keyword.arg)
        elif keyword.arg is not None and others:
            yield Claim("parameter", entry.name, others[0])


def keywords_passed(entry: Entry, call: ast.Call) -> Iterator[str]:
    """Yield the parameters with a position that a call gives by keyword, each as ``name(parameter=)``."""
    for keyword in call.keywords:
        if keyword.arg in entry.positional:
            yield f"{entry.name}({keyword.arg}=)"


def _outside(node: ast.AST) -> str:
    """Return the name of the tool of the other side that a call calls, empty for another call."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="outside"), attr=name)):
            return name
    return ""


def _class(node: ast.AST) -> str:
    """Return the name of the class that a node may be, without the module that it is from."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "aio":
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_a(raised: str, error: str) -> bool:
    """Return whether an expected exception is one of a documented class."""
    if raised == error:
        return True
    one, other = getattr(builtins, raised, None), getattr(builtins, error, None)
    if not isinstance(one, type) or not isinstance(other, type):
        return False
    return other not in (Exception, BaseException) and issubclass(one, other)


def _events(expected: tuple[Expectation, ...]) -> Iterator[Event]:
    for entry in expected:
        if isinstance(entry, ForVersions):
            yield from _events(entry.entries)
        elif isinstance(entry, AnyOrder):
            yield from entry.events
        else:
            yield entry
