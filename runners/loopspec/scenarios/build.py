"""One scenario's data to its model: names are bound, steps are whole, expressions are allowed.

The schema has passed by now, so shapes are right; what is checked here needs to know the scenario.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any, Literal

from loopspec.capabilities import CAPABILITIES, IMPLIED
from loopspec.results.model import Level
from loopspec.scenarios.expressions import Expression, ExpressionError, translate, translate_text
from loopspec.scenarios.scenario import (
    AnyOrder,
    Event,
    Expectation,
    ForVersions,
    Routine,
    Scenario,
    Step,
    Verification,
)
from loopspec.scenarios.vocabulary import (
    ASYNC_ONLY,
    VERBS,
    owner_of,
)
from loopspec.scenarios.yamlfile import Document, Path

ROUTINES = {"tasks": "task", "coroutines": "coroutine", "generators": "generator", "callbacks": "callback"}
BLOCKS = ("try", "do", "else", "finally")
BINDING = ("as", "for", "open")
BLOCK_LIMIT = 6
"""How deep steps may stand in one another; Python takes 20 blocks, and a step is up to three."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where steps stand: the names they see, and which verbs they may use."""

    own: Set[str]
    asynchronous: bool
    generator: bool = False


def build(document: Document, key: str, variant: str, data: dict[str, Any]) -> Scenario:
    """Build one scenario; what is wrong with it becomes faults of the document."""
    return _Builder(document, ("scenarios", key), data).scenario(key, variant)


def every_step(
    steps: list[dict[str, Any]], path: Path = (), *, threads: bool = False
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Steps and those inside them; those of threads, which are functions of their own, when asked."""
    for at, step in enumerate(steps):
        yield (*path, at), step
        for block in (*BLOCKS, "thread") if threads else BLOCKS:
            if block in step:
                yield from every_step(step[block], (*path, at, block), threads=threads)


def bindings(steps: list[dict[str, Any]], path: Path) -> Iterator[tuple[str, Path]]:
    """Names that steps and their threads bind, and where."""
    for place, step in every_step(steps, path, threads=True):
        yield from ((step[word], (*place, word)) for word in BINDING if word in step)


def bound_names(steps: list[dict[str, Any]]) -> Iterator[str]:
    """Names that steps bind in their own lane; those of a thread's steps are the thread's."""
    for _, step in every_step(steps):
        yield from (step[word] for word in BINDING if word in step)


class _Builder:
    def __init__(self, document: Document, path: Path, data: dict[str, Any]) -> None:
        self.document = document
        self.path = path
        self.data = data
        self.real_clock = data.get("clock") == "real"
        self.synchronous = "program" in data
        self.entry = "program" if self.synchronous else "main"
        self.used: set[str] = set()
        self.started: set[str] = set()
        self.routines = {
            name: (section, definition if section != "tasks" else {"do": definition})
            for section in ROUTINES
            for name, definition in data.get(section, {}).items()
        }
        self.shared = set(data.get("let", {})) | set(data.get("tasks", {}))
        self.outer = self.shared | set(self.routines) | set(bound_names(data[self.entry]))

    def scenario(self, key: str, variant: str) -> Scenario:
        data, document = self.data, self.document
        self.check_names()
        self.check_needs()
        self.check_versions(data, self.path)
        let = tuple(self.let())
        routines = tuple(self.routine(name) for name in self.routines)
        outermost = Lane(self.outer, asynchronous=not self.synchronous)
        main = self.steps(data[self.entry], (*self.path, self.entry), outermost)
        expect = self.expectations(data.get("expect", []), (*self.path, "expect"))
        line = document.keys[self.path][0]
        lanes = (main, *(routine.steps for routine in routines))
        judged = any(inner.verify for lane in lanes for step in lane for inner in step.walk())
        if not document.faults:
            self.check_use()
        if not document.faults and "expect" not in data and not judged:
            self.fault(self.path, "neither `expect` nor a check: the scenario cannot fail", key=True)
        return Scenario(
            id=f"{document.data['area'].lower()}/{document.data['subject']}/{key}{variant}",
            area=document.data["area"],
            subject=document.data["subject"],
            name=key + variant,
            says=data["says"],
            level=Level(data["level"]),
            basis=data["basis"],
            since=data.get("since"),
            until=data.get("until"),
            needs=tuple(data.get("needs", ())),
            file=document.file,
            line=line,
            source=self.source(line),
            let=let,
            routines=routines,
            main=main,
            synchronous=self.synchronous,
            expect=expect,
        )

    def source(self, line: int) -> str:
        lines = self.document.lines[line - 1 : self.document.ends[self.path]]
        return textwrap.dedent("\n".join(lines)).rstrip() + "\n"

    def fault(self, path: Path, message: str, *, key: bool = False) -> None:
        self.document.fault(path, message, key=key)

    def let(self) -> Iterator[tuple[str, Expression]]:
        before: set[str] = set()
        for name, value in self.data.get("let", {}).items():
            path = (*self.path, "let", name)
            expression = self.expression(value, path, self.outer)
            for later in sorted(expression.names - before):
                self.fault(path, f"{later!r} is not bound yet; `let` comes first, and in order")
            before.add(name)
            yield name, expression

    # Names.

    def check_names(self) -> None:
        declared: set[str] = set()
        for section in ("let", *ROUTINES):
            for name in self.data.get(section, {}):
                path = (*self.path, section, name)
                self.check_owner(name, path, key=True)
                if name in declared:
                    self.fault(path, f"the name {name!r} is bound twice", key=True)
                declared.add(name)
        for name, path in bindings(self.data[self.entry], (*self.path, self.entry)):
            self.check_owner(name, path)
            if name in self.routines and name not in self.shared:
                self.fault(path, f"the name {name!r} is bound twice")
        for name in self.routines:
            self.check_inner_names(name)

    def check_inner_names(self, routine: str) -> None:
        section, definition = self.routines[routine]
        path = (*self.path, section, routine)
        parameters = [(name, (*path, "args", at)) for at, name in enumerate(_parameters(definition))]
        anew = list(bindings(definition["do"], (*path, "do") if section != "tasks" else path))
        taken = self.outer - self.shared | {name for name, _ in parameters} & self.shared
        for name, place in (*parameters, *anew):
            self.check_owner(name, place)
            if name in (self.outer - self.shared if (name, place) in parameters else taken):
                self.fault(
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
            if need not in CAPABILITIES:
                self.fault(
                    (*self.path, "needs", at),
                    f"unknown capability {need!r}, expected one of {', '.join(CAPABILITIES)}",
                )

    def check_declared(self, capability: str, what: str, path: Path) -> None:
        if capability not in self.data.get("needs", ()):
            self.fault(path, f"{what!r} asks for the capability {capability}; add it to the scenario's `needs`")

    def check_versions(self, data: dict[str, Any], path: Path) -> None:
        since, until = data.get("since"), data.get("until")
        if since and until and _version(since) > _version(until):
            self.fault((*path, "until"), f"until {until} lies before since {since}")

    def check_use(self) -> None:
        for name, (section, _) in self.routines.items():
            used = self.started if section == "tasks" else self.used
            if name not in used:
                word = "started" if section == "tasks" else "used"
                self.fault((*self.path, section, name), f"{name!r} is never {word}", key=True)
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
            self.fault((*self.path, section, name), "a generator without 'yield'", key=True)
        inner = set(bound_names(definition["do"]))
        lane = Lane(
            self.outer | inner | set(_parameters(definition)),
            asynchronous=kind != "callback",
            generator=kind == "generator",
        )
        steps = self.steps(definition["do"], path, lane)
        starts = {task for step in steps for inside in step.walk() for task in _starts(inside)}
        for name_twice in sorted(starts & set(_parameters(definition))):
            self.fault(path, f"the name {name_twice!r} is bound twice")
        return Routine(
            kind=kind,  # type: ignore[arg-type]
            name=name,
            parameters=parameters,
            steps=steps,
            shared=tuple(sorted((inner & self.shared) | starts)),
        )

    def steps(self, data: list[dict[str, Any]], path: Path, lane: Lane) -> tuple[Step, ...]:
        built = (self.step(item, (*path, at), lane) for at, item in enumerate(data))
        return tuple(step for step in built if step is not None)

    def step(self, data: dict[str, Any], path: Path, lane: Lane) -> Step | None:
        verbs = [word for word in data if word in VERBS]
        if len(verbs) != 1:
            found = f"{len(verbs)} verbs ({', '.join(verbs)})" if verbs else "no verb"
            self.fault(path, f"a step with {found}, expected one of {', '.join(VERBS)}")
            return None
        verb = verbs[0]
        if not self.check_modifiers(verb, data, path) or not self.check_place(verb, data, path, lane):
            return None
        inside = lane
        if verb == "thread":
            names = set(bound_names(data["thread"]))
            inside = Lane(lane.own | names, asynchronous=False)
            self.check_declared("threads", "thread", path)
        starts: Any = data.get("start", [])
        names_used = tuple([starts] if isinstance(starts, str) else starts)
        for name in names_used:
            if name in self.data.get("tasks", {}):
                self.started.add(name)
            else:
                self.fault((*path, "start"), f"no task {name!r}, expected a name under `tasks`")
        if verb == "open":
            names_used = (data["open"],)
        if verb == "thread":
            names_used = tuple(sorted(set(bound_names(data["thread"])) & self.shared))
        if data.get("as") in self.shared:
            self.used.add(data["as"])

        def block(word: str) -> tuple[Step, ...]:
            return self.steps(data.get(word, []), (*path, word), inside)

        if verb == "try":
            blocks = (block("try"), block("do"), block("else"), block("finally"))
        else:
            blocks = (block("thread" if verb == "thread" else "do"), (), (), ())
        expected = "except" if verb == "try" else "raises"
        raises = self.expression(data[expected], (*path, expected), lane.own) if expected in data else None
        return Step(
            verb=verb,
            line=self.document.values.get(path, (0, 0))[0],
            argument=self.argument(verb, data, path, lane),
            names=names_used,
            count=data.get("tick", 0),
            bind=data["for"] if verb == "for" else data.get("as"),
            raises=raises,
            verify=self.verification(data, path, lane),
            asynchronous=data.get("async", False) if verb == "for" else lane.asynchronous,
            body=blocks[0],
            handler=blocks[1],
            otherwise=blocks[2],
            cleanup=blocks[3],
        )

    def check_modifiers(self, verb: str, data: dict[str, Any], path: Path) -> bool:
        before = len(self.document.faults)
        for word in data:
            if word != verb and word not in VERBS[verb]:
                takes = ", ".join(sorted(VERBS[verb])) or "none"
                self.fault((*path, word), f"{verb!r} does not take {word!r}, it takes: {takes}", key=True)
        needed = {"with": ["do"], "for": ["in", "do"]}.get(verb, [])
        for word in needed:
            if word not in data:
                self.fault(path, f"{verb!r} without {word!r}")
        if verb == "try" and ("except" in data) != ("do" in data):
            self.fault(path, "'except' and its 'do' come together")
        if verb == "try" and not {"except", "finally"} & data.keys():
            self.fault(path, "'try' without 'except' or 'finally'")
        for word in ("else", "as"):
            if verb == "try" and word in data and "except" not in data:
                self.fault(path, f"{word!r} without 'except'")
        verified = [word for word in ("returns", "is", "equals", "type") if word in data]
        if verb == "check" and len(verified) != 1:
            self.fault(path, "'check' takes exactly one of is, equals, type")
        if verb != "check" and (len(verified) > 1 or (verified and "raises" in data)):
            self.fault(path, "one expectation a step: returns, is, equals, type or raises")
        return len(self.document.faults) == before

    def check_place(self, verb: str, data: dict[str, Any], path: Path, lane: Lane) -> bool:
        before = len(self.document.faults)
        if (verb in ASYNC_ONLY or "async" in data) and not lane.asynchronous:
            what = repr(verb) if verb in ASYNC_ONLY else "'async'"
            self.fault(path, f"{what} needs a coroutine's lane: main, tasks, coroutines or generators")
        if verb == "yield" and not lane.generator:
            self.fault(path, "'yield' belongs in generators")
        if verb == "return" and lane.generator and data["return"] is not None:
            self.fault(path, "a generator returns nothing, expected `return: null`")
        if sum(word in (*BLOCKS, "thread") for word in path) > BLOCK_LIMIT:
            self.fault(path, f"steps nested too deeply, expected at most {BLOCK_LIMIT} in one another")
        return len(self.document.faults) == before

    def argument(self, verb: str, data: dict[str, Any], path: Path, lane: Lane) -> Expression | None:
        if verb in ("start", "tick", "open", "thread", "try"):
            return None
        if data[verb] is None and (verb == "raise" or (verb == "return" and lane.generator)):
            return None
        if verb == "log":
            try:
                return self.note(translate_text(str(data["log"]), lane.own), (*path, "log"))
            except ExpressionError as error:
                self.fault((*path, "log"), str(error))
                return None
        word = "in" if verb == "for" else verb
        if data[word] is None and verb not in ("return", "yield", "raise"):
            self.fault((*path, word), f"{word!r} of nothing, expected a Python expression")
        return self.expression(data[word], (*path, word), lane.own)

    def verification(self, data: dict[str, Any], path: Path, lane: Lane) -> Verification | None:
        how: Literal["returns", "equals", "is", "type"]
        for how in ("returns", "equals", "is", "type"):
            if how in data:
                return Verification(how, self.expression(data[how], (*path, how), lane.own))
        return None

    def expression(self, value: Any, path: Path, own: Set[str]) -> Expression:
        try:
            return self.note(translate(str(value), own, real_clock=self.real_clock), path)
        except ExpressionError as error:
            self.fault(path, str(error))
            return Expression(str(value), "None")

    def note(self, expression: Expression, path: Path) -> Expression:
        self.used |= expression.names
        for name in sorted(expression.implies):
            self.check_declared(IMPLIED[name], name, path)
        return expression

    # Expectations.

    def expectations(self, data: list[dict[str, Any]], path: Path) -> tuple[Expectation, ...]:
        return tuple(self.expectation(entry, (*path, at)) for at, entry in enumerate(data))

    def expectation(self, data: dict[str, Any], path: Path) -> Expectation:
        if "any_order" in data:
            if len(data) > 1:
                self.fault(path, "'any_order' stands alone in its entry")
            events = enumerate(data["any_order"])
            return AnyOrder(tuple(self.event(item, (*path, "any_order", at)) for at, item in events))
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
        lanes = {self.entry, "thread", *self.routines}
        if lane not in lanes:
            message = f"no lane {lane!r}, expected one of {', '.join(sorted(lanes))}"
            self.fault((*path, lane), message, key=True)
        return Event(lane, str(text))


def _parameters(definition: dict[str, Any]) -> list[str]:
    """The names of a routine's parameters, without stars and defaults."""
    return [name.lstrip("*").partition("=")[0].strip() for name in definition.get("args", ())]


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _starts(step: Step) -> tuple[str, ...]:
    return step.names if step.verb == "start" else ()
