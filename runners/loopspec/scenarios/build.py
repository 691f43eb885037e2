"""One scenario's data to its model: names are bound, steps are whole, expressions are allowed.

Parts that break the schema are left out of the data by now; the others have the right shape. Each check here
needs to know the scenario. Where parts are left out, no fault is reported that the missing part might explain.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from loopspec.capabilities import CAPABILITIES, IMPLIED
from loopspec.harness.execution import version_within
from loopspec.near import one_of
from loopspec.scenarios.document import Document, Path
from loopspec.scenarios.expressions import Expression, ExpressionError, UnboundNameError, translate, translate_text
from loopspec.scenarios.level import Level
from loopspec.scenarios.scenario import (
    AnyOrder,
    Event,
    Expectation,
    ForVersions,
    Program,
    Protocol,
    Routine,
    Scenario,
    Step,
    Trace,
)
from loopspec.scenarios.verb import EXPRESSION, FUNCTION, NAMES, STEPS, TASKS, TEXT, Place, Verb
from loopspec.scenarios.verbs import BINDING, BLOCKS, FUNCTIONS, VERBS, WORDS
from loopspec.scenarios.vocabulary import (
    EVERY_PROTOCOL,
    LONGEST_QUOTE,
    PROTOCOL_NAMES,
    PROTOCOLS,
    TAGS,
    owner_of,
)

ROUTINES = {"tasks": "task", "coroutines": "coroutine", "generators": "generator", "callbacks": "callback"}
BLOCK_LIMIT = 6
"""The depth of nested steps; Python takes 20 blocks, and a step is up to three."""

NOTHING = Expression("None", "None")
"""Stands for an expression that has a fault."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where steps stand: the names they see, and which verbs they may use."""

    own: Set[str]
    place: Place


def build(
    document: Document, key: str, variant: str, data: dict[str, Any], left_out: Set[str] = frozenset()
) -> Scenario | None:
    """Build one scenario, None where it has faults: these become faults of the document.

    ``left_out`` are the keys of the scenario of which some or all is missing in ``data``.
    """
    return _Builder(document, ("scenarios", key), data, left_out).scenario(key, variant)


def every_step(
    steps: Sequence[dict[str, Any] | None], path: Path = (), *, threads: bool = False
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield steps and those inside them; those of threads, which are functions of their own, when asked."""
    for at, step in enumerate(steps):
        if step is None:  # left out
            continue
        yield (*path, at), step
        for block in (*BLOCKS, *FUNCTIONS) if threads else BLOCKS:
            if block in step:
                yield from every_step(step[block], (*path, at, block), threads=threads)


def bindings(steps: Sequence[dict[str, Any] | None], path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the names that steps and their threads bind, and where."""
    for place, step in every_step(steps, path, threads=True):
        yield from ((step[word], (*place, word)) for word in BINDING if word in step)


def bound_names(steps: Sequence[dict[str, Any] | None]) -> Iterator[str]:
    """Yield the names that steps bind in their own lane; those of a thread's steps are the thread's."""
    for _, step in every_step(steps):
        yield from (step[word] for word in BINDING if word in step)


class _Builder:
    def __init__(self, document: Document, path: Path, data: dict[str, Any], left_out: Set[str]) -> None:
        self.document = document
        self.before = len(document.faults)
        self.left_out = left_out
        self.whole = not left_out
        self.path = path
        self.data = data
        self.real_clock = data.get("clock") == "real" or "clock" in left_out
        self.synchronous = "program" in data
        self.entry = "program" if self.synchronous else "main"
        self.used: set[str] = set()
        self.started: set[str] = set()
        self.routines = {
            name: (section, {"do": definition} if section == "tasks" else {"do": [], **definition})
            for section in ROUTINES
            for name, definition in data.get(section, {}).items()
        }
        self.shared = set(data.get("let", {})) | set(data.get("tasks", {}))
        self.protocols: dict[str, dict[str, Any]] = data.get("protocols", {})
        self.outer = self.shared | set(self.routines) | set(self.protocols) | set(bound_names(data.get(self.entry, [])))

    @property
    def sound(self) -> bool:
        """Whether the scenario is whole and has no fault so far."""
        return self.whole and len(self.document.faults) == self.before

    def scenario(self, key: str, variant: str) -> Scenario | None:
        data, document = self.data, self.document
        self.check_names()
        self.check_needs()
        self.check_tags()
        self.check_quote()
        self.check_versions(data, self.path)
        self.check_exceptions()
        let = tuple(self.let())
        routines = tuple(self.routine(name) for name in self.routines)
        protocols = tuple(self.protocol(name) for name in self.protocols)
        outermost = Lane(self.outer, Place(asynchronous=not self.synchronous))
        main = self.steps(data.get(self.entry, []), (*self.path, self.entry), outermost)
        expect = self.expectations(data.get("expect", []), (*self.path, "expect"))
        methods = [method for protocol in protocols for method in protocol.methods]
        lanes = (main, *(routine.steps for routine in (*routines, *methods)))
        judged = any(inner.comparison for lane in lanes for step in lane for inner in step.walk())
        if self.sound:
            self.check_use()
        if self.sound and "expect" not in data and not judged:
            self.fault(self.path, "neither `expect` nor a check: the scenario cannot fail", key=True)
        if not self.sound:
            return None
        line = document.keys[self.path][0]
        area, subject = (str(document.data.get(word)) for word in ("area", "subject"))
        return Scenario(
            id=f"{area.lower()}/{subject}/{key}{variant}",
            area=area,
            subject=subject,
            name=key + variant,
            says=data["says"],
            level=Level(data["level"]),
            basis=data["basis"],
            since=data.get("since"),
            until=data.get("until"),
            excepted=tuple(data.get("except", ())),
            needs=tuple(data.get("needs", ())),
            judges=data.get("judges", ""),
            tags=tuple(data.get("tags", ())),
            file=document.file,
            line=line,
            source=self.source(line),
            program=Program(let, routines, protocols, main, self.synchronous),
            trace=Trace(expect),
        )

    def source(self, line: int) -> str:
        lines = self.document.lines[line - 1 : self.document.ends[self.path]]
        return textwrap.dedent("\n".join(lines)).rstrip() + "\n"

    def fault(self, path: Path, message: str, *, key: bool = False) -> None:
        self.document.fault(path, message, key=key)

    def unknown(self, path: Path, message: str, *, key: bool = False) -> None:
        """Report a name that is bound nowhere, unless it may be bound by a part that is left out."""
        if self.whole:
            self.fault(path, message, key=key)

    def let(self) -> Iterator[tuple[str, Expression]]:
        before: set[str] = set()
        for name, value in self.data.get("let", {}).items():
            path = (*self.path, "let", name)
            expression = self.expression(value, path, self.outer)
            for later in sorted(expression.names - before):
                self.unknown(path, f"{later!r} is not bound yet; `let` comes first, and in order")
            before.add(name)
            yield name, expression

    # Names.

    def check_names(self) -> None:
        declared: set[str] = set()
        for section in ("let", *ROUTINES, "protocols"):
            for name in self.data.get(section, {}):
                path = (*self.path, section, name)
                self.check_owner(name, path, key=True)
                if name in declared:
                    self.fault(path, f"the name {name!r} is bound twice", key=True)
                declared.add(name)
        for name, path in bindings(self.data.get(self.entry, []), (*self.path, self.entry)):
            self.check_owner(name, path)
            if name in self.routines and name not in self.shared:
                self.fault(path, f"the name {name!r} is bound twice")
        for name in self.routines:
            self.check_inner_names(name)
        for name, method in self.methods():
            path = (*self.path, "protocols", name, method)
            for bound, place in bindings(self.protocols[name][method], path):
                self.check_owner(bound, place)
                if bound in self.outer - self.shared | set(PROTOCOL_NAMES):
                    self.unknown(place, f"{method} binds {bound!r}, which is bound already; choose another name")

    def methods(self) -> Iterator[tuple[str, str]]:
        """Yield the methods of the scenario's protocols that have steps: the protocol's name and the method's."""
        for name, definition in self.protocols.items():
            yield from ((name, method) for method in definition if method != "base")

    def check_inner_names(self, routine: str) -> None:
        section, definition = self.routines[routine]
        path = (*self.path, section, routine)
        parameters = [(name, (*path, "args", at)) for at, name in enumerate(_parameters(definition))]
        anew = list(bindings(definition["do"], (*path, "do") if section != "tasks" else path))
        taken = self.outer - self.shared | {name for name, _ in parameters} & self.shared
        for name, place in (*parameters, *anew):
            self.check_owner(name, place)
            if name in (self.outer - self.shared if (name, place) in parameters else taken):
                self.unknown(
                    place,
                    f"{routine} binds {name!r}, which is bound outside too; "
                    "bind it in `let` to share it, or choose another name",
                )

    def check_owner(self, name: str, path: Path, *, key: bool = False) -> None:
        owner = owner_of(name)
        if owner:
            self.fault(path, f"the name {name!r} belongs to {owner}; choose another", key=key)

    def check_needs(self) -> None:
        for at, need in enumerate(self.data.get("needs", ())):
            if need is not None and need not in CAPABILITIES:
                self.fault(
                    (*self.path, "needs", at),
                    f"unknown capability {need!r}, {one_of(need, CAPABILITIES)}",
                )

    def check_tags(self) -> None:
        for at, tag in enumerate(self.data.get("tags", ())):
            if tag not in TAGS:
                self.fault((*self.path, "tags", at), f"unknown tag {tag!r}, {one_of(tag, TAGS)}")

    def check_quote(self) -> None:
        words = len(self.data.get("basis", {}).get("quote", "").split())
        if words > LONGEST_QUOTE:
            place = (*self.path, "basis", "quote")
            self.fault(place, f"a quotation of {words} words, expected at most {LONGEST_QUOTE}")
        if words and "docs" not in self.data["basis"] and "basis" not in self.left_out:
            self.fault((*self.path, "basis"), "'quote' without 'docs', the page that it is from")

    def check_declared(self, capability: str, what: str, path: Path) -> None:
        if capability not in self.data.get("needs", ()) and "needs" not in self.left_out:
            self.fault(path, f"{what!r} asks for the capability {capability}; add it to the scenario's `needs`")

    def check_versions(self, data: dict[str, Any], path: Path) -> None:
        since, until = data.get("since"), data.get("until")
        if since and until and not _ordered(since, until):
            self.fault((*path, "until"), f"until {until} lies before since {since}")

    def check_exceptions(self) -> None:
        for at, text in enumerate(self.data.get("except", ())):
            first, _, last = text.partition("-")
            if last and not _ordered(first, last):
                self.fault((*self.path, "except", at), f"{first} is later than {last}, expected the older one first")

    def check_use(self) -> None:
        for name, (section, _) in self.routines.items():
            used = self.started if section == "tasks" else self.used
            if name not in used:
                word = "started" if section == "tasks" else "used"
                self.fault((*self.path, section, name), f"{name!r} is never {word}", key=True)
        for name in self.protocols:
            if name not in self.used:
                self.fault((*self.path, "protocols", name), f"{name!r} is never used", key=True)
        for name in self.data.get("let", {}):
            if name not in self.used:
                self.fault((*self.path, "let", name), f"{name!r} is never used", key=True)

    # Routines and steps.

    def routine(self, name: str) -> Routine:
        section, definition = self.routines[name]
        kind = ROUTINES[section]
        path = (*self.path, section, name, "do") if section != "tasks" else (*self.path, section, name)
        parameters = tuple(definition.get("args", ()))
        try:
            compile(f"def routine({', '.join(parameters)}): pass", "args", "exec")
        except SyntaxError as error:
            self.fault((*self.path, section, name, "args"), f"not a list of parameters ({error.msg})")
        if kind == "generator" and not any("yield" in step for _, step in every_step(definition["do"])):
            self.unknown((*self.path, section, name), "a generator without 'yield'", key=True)
        inner = set(bound_names(definition["do"]))
        place = Place(asynchronous=kind != "callback", generator=kind == "generator")
        steps = self.steps(definition["do"], path, Lane(self.outer | inner | set(_parameters(definition)), place))
        starts = {task for step in steps for inside in step.walk() for task in _started(inside)}
        for name_twice in sorted(starts & set(_parameters(definition))):
            self.fault(path, f"the name {name_twice!r} is bound twice")
        return Routine(
            kind=kind,  # type: ignore[arg-type]
            name=name,
            parameters=parameters,
            steps=steps,
            shared=tuple(sorted((inner & self.shared) | starts)),
        )

    def protocol(self, name: str) -> Protocol:
        definition = self.protocols[name]
        base = definition.get("base", "Protocol")
        known = {**EVERY_PROTOCOL, **PROTOCOLS[base]}
        path = (*self.path, "protocols", name)
        for method in definition:
            if method != "base" and method not in known:
                self.fault((*path, method), f"{base} has no method {method!r}, {one_of(method, known)}", key=True)
        return Protocol(
            name,
            base,
            tuple(
                self.method(method, known[method], definition[method], (*path, method))
                for method in definition
                if method in known
            ),
        )

    def method(self, name: str, parameters: tuple[str, ...], data: list[Any], path: Path) -> Routine:
        inner = set(bound_names(data))
        own = self.outer | inner | set(parameters) | set(PROTOCOL_NAMES)
        steps = self.steps(data, path, Lane(own, Place(asynchronous=False)))
        return Routine("method", name, parameters, steps, tuple(sorted(inner & self.shared - set(parameters))))

    def steps(self, data: Sequence[dict[str, Any] | None], path: Path, lane: Lane) -> tuple[Step, ...]:
        built = (self.step(item, (*path, at), lane) for at, item in enumerate(data) if item is not None)
        return tuple(step for step in built if step is not None)

    def step(self, data: dict[str, Any], path: Path, lane: Lane) -> Step | None:
        verbs = [word for word in data if word in VERBS]
        if len(verbs) != 1:
            found = f"{len(verbs)} verbs ({', '.join(verbs)})" if verbs else "no verb"
            self.fault(path, f"a step with {found}, expected one of {', '.join(VERBS)}")
            return None
        verb = VERBS[verbs[0]]
        if not self.check_step(verb, data, path, lane.place):
            return None
        if verb.capability:
            self.check_declared(verb.capability, verb.name, path)
        if data.get("as") in self.shared:
            self.used.add(data["as"])
        line = self.document.values.get(path, (0, 0))[0]
        words = {word: self.word(verb, word, value, (*path, word), lane) for word, value in data.items()}
        return Step(verb.name, line, lane.place, words)

    def check_step(self, verb: Verb, data: dict[str, Any], path: Path, place: Place) -> bool:
        before = len(self.document.faults)
        for word in data:
            if word not in verb.words:
                takes = ", ".join(sorted(verb.modifiers)) or "none"
                self.fault((*path, word), f"{verb.name!r} does not take {word!r}, it takes: {takes}", key=True)
        for word in verb.requires:
            if word not in data:
                self.fault(path, f"{verb.name!r} without {word!r}")
        if verb.asynchronous and not place.asynchronous:
            self.fault(path, f"{verb.name!r} needs a coroutine's lane: main, tasks, coroutines or generators")
        for rule in verb.rules:
            for message in rule(data, place):
                self.fault(path, message)
        if sum(word in (*BLOCKS, *FUNCTIONS) for word in path) > BLOCK_LIMIT:
            self.fault(path, f"steps nested too deeply, expected at most {BLOCK_LIMIT} in one another")
        return len(self.document.faults) == before

    def word(self, verb: Verb, word: str, value: Any, path: Path, lane: Lane) -> Any:
        """Build the value of a word of a step by its kind."""
        kind = WORDS[word]
        if kind is EXPRESSION:
            needed = word in verb.requires or (word == verb.name and not verb.nothing)
            if value is None and needed:
                self.fault(path, f"{word!r} of nothing, expected a Python expression")
            return self.expression(value, path, lane.own)
        if kind is TEXT:
            return self.text(value, path, lane.own)
        if kind is STEPS:
            return self.steps(value, path, lane)
        if kind is FUNCTION:
            names = set(bound_names(value))
            steps = self.steps(value, path, Lane(lane.own | names, Place(asynchronous=False)))
            return Routine("thread", word, (), steps, tuple(sorted(names & self.shared)))
        if kind is TASKS:
            return self.tasks(verb, value, path)
        if kind is NAMES:
            return self.names(value, path, lane.own)
        return value

    def tasks(self, verb: Verb, value: str | list[str], path: Path) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else tuple(value)
        for name in names:
            if name not in self.data.get("tasks", {}):
                self.unknown(path, f"no task {name!r}, expected a name under `tasks`")
            elif verb.starts:
                self.started.add(name)
        return names

    def names(self, value: str | list[str] | None, path: Path, own: Set[str]) -> tuple[str, ...]:
        names = () if value is None else (value,) if isinstance(value, str) else tuple(value)
        self.used.update(names)
        for name in names:
            if name not in own:
                self.unknown(path, f"the name {name!r} is never bound, expected a task or a name of the scenario's own")
        return names

    def text(self, value: Any, path: Path, own: Set[str]) -> Expression:
        try:
            return self.note(translate_text(str(value), own), path)
        except UnboundNameError as error:
            self.unknown(path, str(error))
        except ExpressionError as error:
            self.fault(path, str(error))
        return NOTHING

    def expression(self, value: Any, path: Path, own: Set[str]) -> Expression:
        try:
            return self.note(translate(str(value), own, real_clock=self.real_clock), path)
        except UnboundNameError as error:
            self.unknown(path, str(error))
        except ExpressionError as error:
            self.fault(path, str(error))
        return NOTHING

    def note(self, expression: Expression, path: Path) -> Expression:
        self.used |= expression.names
        for name in sorted(expression.implies):
            self.check_declared(IMPLIED[name], name, path)
        return expression

    # Expectations.

    def expectations(self, data: Sequence[dict[str, Any] | None], path: Path) -> tuple[Expectation, ...]:
        return tuple(self.expectation(entry, (*path, at)) for at, entry in enumerate(data) if entry is not None)

    def expectation(self, data: dict[str, Any], path: Path) -> Expectation:
        if "any_order" in data:
            if len(data) > 1:
                self.fault(path, "'any_order' stands alone in its entry")
            events = enumerate(data["any_order"])
            return AnyOrder(
                tuple(self.event(item, (*path, "any_order", at)) for at, item in events if item is not None)
            )
        if data.keys() & {"events", "since", "until"}:
            if data.keys() - {"events", "since", "until"} or "events" not in data or len(data) == 1:
                self.fault(path, "'events' goes with 'since', 'until' or both, and nothing else")
            self.check_versions(data, path)
            entries = self.expectations(data.get("events", []), (*path, "events"))
            if any(isinstance(entry, ForVersions) for entry in entries):
                self.fault(path, "versions within versions; write the bounds once")
            return ForVersions(data.get("since"), data.get("until"), entries)  # type: ignore[arg-type]
        return self.event(data, path)

    def event(self, data: dict[str, Any], path: Path) -> Event:
        if len(data) != 1:
            self.fault(path, f"an event with {len(data)} keys, expected one, as `lane: text`")
        lane, text = next(iter(data.items()))
        lanes = {self.entry, "thread", *self.routines, *self.protocols}
        if lane not in lanes:
            message = f"no lane {lane!r}, expected one of {', '.join(sorted(lanes))}"
            self.unknown((*path, lane), message, key=True)
        return Event(lane, str(text))


def _parameters(definition: dict[str, Any]) -> list[str]:
    """Return the names of a routine's parameters, without stars and defaults."""
    return [name.lstrip("*").partition("=")[0].strip() for name in definition.get("args", ())]


def _ordered(since: str, until: str) -> bool:
    """Return whether there is a version between two bounds, which are included."""
    first = (*map(int, since.split(".")), 0)[:3]
    return version_within(first, None, until)


def _started(step: Step) -> tuple[str, ...]:
    return step.value if VERBS[step.verb].starts else ()
