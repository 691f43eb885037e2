"""Random programs as the data of a scenario.

Invariant: every program ends, and in the same way on every loop that keeps asyncio's rules. Lanes have no loops;
main waits for nothing but iterations, or for longer than all others where time passes, and in the end cancels the
lanes in their order, as often as they can wait: what is left to ``run()`` is cancelled in no order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from loopspec.capabilities import IMPLIED
from loopspec.fuzz.choices import Choice
from loopspec.fuzz.context import NEVER, Lane, Profile, ProgramState
from loopspec.fuzz.grammar import COMPANIONS, COROUTINES, FUTURES, LANES, MODES, NETWORK, OBJECTS, REPORT, WHOLE
from loopspec.fuzz.loop_programs import loop_program
from loopspec.fuzz.network_programs import network_program
from loopspec.fuzz.productions import (
    Step,
    guarded,
    instant,
    joined,
    not_too_deep,
    opened,
    openings,
    quick,
    words,
)
from loopspec.scenarios.build import every_step

Data = dict[str, Any]

TURNS = 24
"""For how many iterations the metronome ticks: about as long as a program has something to do."""

LONG_ENOUGH = 50_000
"""Seconds after which nothing is under way any more, where time passes: more than all delays together."""

PASSING = frozenset({"sleep", "timeout", "Timer"})
"""Areas of every program in which time passes, besides others."""

WAITING = {"await", "with", "tick", "for"}
"""Verbs that can take up a cancellation."""


def program(head: Choice, about: Profile) -> Data:
    """Build the program of a tree about some of ``grammar.AREAS``: a scenario's data without its head."""
    row, *lanes = head.inside or [Choice()]
    others, whole = about.areas - WHOLE, [areas for areas in ({"loop"}, NETWORK) if areas & about.areas]
    if not others or (whole and not about.passing and head.number(4) == 3):
        if "loop" in head.of(whole):
            return loop_program(head, row.inside, "Timer" in about.areas)
        return network_program(about.areas, head, [*row.inside, *(choice for lane in lanes for choice in lane.inside)])
    areas = _subjects(head, others) | (PASSING if about.passing else frozenset())
    modes = tuple(mode for mode in MODES if mode in others and MODES[mode].since <= about.version)
    return lane_program(head, replace(about, areas=areas), modes, lanes or [Choice()], row.inside)


def lane_program(
    head: Choice, profile: Profile, modes: tuple[str, ...], drawn: list[Choice], more: list[Choice]
) -> Data:
    """Build a program of ``main`` and the lanes that it starts."""
    lanes = LANES[: len(drawn)]
    mode = (None, *modes)[max(0, head.number(3 + len(modes)) - 2)]
    has_metronome, poked = head.number(2), head.number(3)
    state = ProgramState(profile, lanes)
    opening = head.of(openings(profile))
    tasks = {
        lane: not_too_deep(opened(opening, Lane(lane, state), choice.inside, choice) + choice.of(ENDS))
        for lane, choice in zip(lanes, drawn, strict=False)
    }
    main: list[Step] = [{"tick": ticks}] if (ticks := head.number(3)) else []
    main += joined(guarded(quick(Lane("main", state), choice), "problem") for choice in more[poked:])
    poke = joined(instant(Lane("poke", state), choice) for choice in more[:poked])
    called = "called" + (" with {setting.get('unset')}" if "Context" in profile.areas else "")
    callbacks = {"poke": {"args": ["*given"], "do": [{"log": called}, *poke]}, "report": REPORT}

    used = words([*tasks.values(), main])
    for name, routine in (("poke", callbacks["poke"]), *COROUTINES.items()):
        if name in used:
            used |= words([routine])
    let = {}
    for name in reversed(OBJECTS):
        if name in used:
            let[name] = head.of(OBJECTS[name])
            used |= words([let[name]])
    ending = _ending(tasks, used) + [{"log": f"{name} {{{name}.done()}}"} for name in FUTURES if name in used]
    if has_metronome:
        tasks = {"turns": METRONOME, **tasks}
        ending += [{"call": "turns.cancel()"}, {"tick": 1}]  # how long a loop goes on without main is its own affair
    if profile.passing:
        ending = [{"await": f"sleep({LONG_ENOUGH})"}, *ending]
    begin: list[Step] = [{"call": MODES[mode].call}] if mode else []
    if "poke" in used and "Callback" in profile.areas:
        begin.append({"call": "get_running_loop().set_exception_handler(report)"})
        used.add("report")
    since = max([state.since, *([MODES[mode].since] if mode else [])])
    needs = {IMPLIED[name] for name in used & IMPLIED.keys()} | ({MODES[mode].needs} if mode else set())
    data: Data = {
        "since": ".".join(map(str, since)) if since > (3, 11) else None,
        "needs": sorted(needs),
        "clock": "real" if profile.passing or str(NEVER) in used else None,
        "let": {name: let[name] for name in OBJECTS if name in let},
        "callbacks": {name: routine for name, routine in callbacks.items() if name in used},
        "coroutines": {name: routine for name, routine in COROUTINES.items() if name in used},
        "tasks": tasks,
        "main": [*begin, {"start": list(tasks)}, *main, *ending],
    }
    return {key: timed(value) if profile.passing else value for key, value in data.items() if value}


def _subjects(head: Choice, areas: frozenset[str]) -> frozenset[str]:
    """Choose the areas of one program: one, its companion and another, or all."""
    names = sorted(areas)
    if head.number(8) == 7:
        return areas
    area = head.of(names)
    return areas & {area, COMPANIONS.get(area, area), head.of(names)}


METRONOME: list[Step] = [{"for": "turn", "in": f"range({TURNS})", "do": [{"log": "{turn}"}, {"tick": 1}]}]
ENDS: tuple[list[Step], ...] = ([], [{"return": "'result'"}], [{"raise": "Boom()"}])
"""The ends of a lane."""


def timed(part: Any) -> Any:
    """Add to each event of steps the time at which it happens."""
    if isinstance(part, list):
        return [timed(item) for item in part]
    if isinstance(part, dict):
        at = " at {get_running_loop().time()}"
        return {key: f"{value}{at}" if key == "log" else timed(value) for key, value in part.items()}
    return part


def _ending(tasks: dict[str, list[Step]], used: set[str]) -> list[Step]:
    """Build the steps of main that bring all lanes to their end, and log how they ended."""
    waits = max(sum(bool(WAITING & step.keys()) for _, step in every_step(steps)) for steps in tasks.values())
    each: list[Step] = [{"for": "lane", "in": f"[{', '.join(tasks)}]", "do": [{"call": "lane.cancel('end')"}]}]
    if "condition" in used:  # who waits for it takes it again before he goes, whatever happens
        freed = [{"call": "condition.release()"}]
        each.append({"try": freed, "except": "RuntimeError", "do": [{"log": "free"}]})
    return [
        {"tick": 5},
        {"log": "the end"},
        {"for": "again", "in": f"range({waits + 2})", "do": [*each, {"tick": 4}]},
        *({"log": f"{lane} {{{lane}.done()}} {{{lane}.cancelled()}}"} for lane in tasks),
    ]
