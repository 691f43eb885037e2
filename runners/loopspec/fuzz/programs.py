"""Random programs as the data of a scenario: a Hypothesis strategy, so that what fails shrinks by itself.

Invariant: every program ends, and in the same way on every loop that keeps asyncio's rules. Lanes have no loops;
main waits for nothing but turns, and in the end cancels the lanes in their order, as often as they can wait: what is
left to ``run()`` is cancelled in no order.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from loopspec.fuzz.loops import loop_programs
from loopspec.fuzz.phrases import COMPANIONS, COROUTINES, LANES, MODES, OBJECTS, REPORT, TOLD
from loopspec.fuzz.speech import Draw, Speaker, Step, block, instant, joined, quick, unharmed, words
from loopspec.running.plan import Version
from loopspec.scenarios.build import every_step
from loopspec.scenarios.vocabulary import IMPLIED

Data = dict[str, Any]

TURNS = 24
"""For how many turns the metronome ticks: about as long as a program has something to do."""

WAITING = {"await", "with", "tick", "for"}
"""Verbs that can take up a cancellation."""


def programs(areas: frozenset[str], version: Version) -> st.SearchStrategy[Data]:
    """Programs about some of ``phrases.AREAS`` for a version of Python: a scenario's data without its head."""
    own = loop_programs("Timer" in areas)
    others = areas - {"loop"}
    if not others:
        return own
    return st.one_of(*[lane_programs(others, version)] * 3, *([own] if "loop" in areas else []))


@st.composite
def lane_programs(draw: Draw, areas: frozenset[str], version: Version) -> Data:
    """Programs of ``main`` and the lanes that it starts."""
    areas = draw(st.sampled_from(themes(areas)))
    lanes = LANES[: draw(st.sampled_from((1, 2, 3, 3, 4, 4)))]
    speakers = {name: Speaker(name, lanes, areas, version) for name in ("main", "poke", *lanes)}
    tasks = {lane: draw(block(speakers[lane])) + draw(st.sampled_from(ENDS)) for lane in lanes}
    main = draw(st.lists(quick(speakers["main"]).map(lambda steps: unharmed(steps, "problem")), max_size=8).map(joined))
    poke = draw(st.lists(st.one_of(instant(speakers["poke"])), max_size=2).map(joined))
    mode = draw(st.sampled_from((None, None, None, *(m for m in MODES if m in areas and MODES[m].since <= version))))
    metronome = [{"for": "turn", "in": f"range({TURNS})", "do": [{"log": "{turn}"}, {"tick": 1}]}]

    called = "called" + (" with {setting.get('unset')}" if "Context" in areas else "")
    used = words([*tasks.values(), main])
    if "poke" in used:
        used |= words([poke, called])
    let = {}
    for name in reversed(OBJECTS):
        if name in used:
            let[name] = draw(st.sampled_from(OBJECTS[name]))
            used |= words([let[name]])
    ending = _ending(tasks, used)
    if draw(st.booleans()):
        tasks = {"turns": metronome, **tasks}
        ending += [{"call": "turns.cancel()"}, {"tick": 1}]  # how long a loop goes on without main is its own affair
    reported: list[Step] = []
    if "poke" in used and "Callback" in areas:
        reported = [{"call": "get_running_loop().set_exception_handler(report)"}]
        used.add("report")
    since = _since(used, mode)
    data: Data = {
        "since": ".".join(map(str, since)) if since > (3, 11) else None,
        "needs": sorted({IMPLIED[name] for name in used & IMPLIED.keys()} | ({MODES[mode].needs} if mode else set())),
        "clock": "real" if "1000" in used else None,
        "let": {name: let[name] for name in OBJECTS if name in let},
        "callbacks": {
            name: steps
            for name, steps in {"poke": POKE | {"do": [{"log": called}, *poke]}, "report": REPORT}.items()
            if name in used
        },
        "coroutines": {name: steps for name, steps in COROUTINES.items() if name in used},
        "tasks": tasks,
        "main": [*([{"call": MODES[mode].call}] if mode else []), *reported, {"start": list(tasks)}, *main, *ending],
    }
    return {key: value for key, value in data.items() if value}


@cache
def themes(areas: frozenset[str]) -> tuple[frozenset[str], ...]:
    """What single programs are about: all areas, or one and its companion; who has few subjects comes back to them."""
    narrow = [areas & {area, COMPANIONS.get(area, area)} for area in sorted(areas)]
    return (areas,) * (1 + len(narrow) // 4) + tuple(narrow)


def _since(used: set[str], mode: str | None) -> Version:
    """The first Python that knows all that a program says."""
    newer = [phrase.since for phrase in TOLD if phrase.since > (3, 11) and words([phrase.text]) <= used]
    return max([(3, 11), *newer, *([MODES[mode].since] if mode else [])])


POKE = {"args": ["*given"]}
ENDS: tuple[list[Step], ...] = ([], [{"return": "'result'"}], [{"raise": "Boom()"}])
"""How a lane may end."""


def _ending(tasks: dict[str, list[Step]], used: set[str]) -> list[Step]:
    """Steps of main that bring all lanes to their end, and tell how they ended."""
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
