"""Choices to steps: what one lane says, be it a lane, main, or the callback ``poke``.

A choice gives a list of steps, since some things are said in two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from loopspec.fuzz import grammar
from loopspec.fuzz.choices import Choice
from loopspec.fuzz.context import Lane, Profile, known
from loopspec.fuzz.grammar import GROUPED, MOMENTS, Phrase
from loopspec.scenarios.build import BLOCK_LIMIT
from loopspec.scenarios.verbs import BLOCKS

Step = dict[str, Any]

WORD = re.compile(r"[A-Za-z_]+|[0-9]+")

REQUESTS = "{current_task().cancelling()}"
"""The number of cancellations that a lane has not taken back."""

CLASSES = "{[class_name(item) if isinstance(item, Exception) else item for item in got]}"
"""A list of results in which the messages of errors are left out."""


def joined(lists: Iterable[list[Step]]) -> list[Step]:
    """Join many lists into one."""
    return [step for steps in lists for step in steps]


def words(parts: Iterable[Any]) -> set[str]:
    """Return the names and numbers in some steps, among other words."""
    return {word for part in parts for word in WORD.findall(str(part))}


def guarded(steps: list[Step], name: str = "error") -> list[Step]:
    """Guard steps so that the lane goes on when a call raises; ``name`` is the exception's in the program."""
    if not any("call" in step for step in steps):
        return steps
    return [{"try": steps, "except": "BaseException", "as": name, "do": [{"log": f"{{class_name({name})}}"}]}]


def not_too_deep(steps: list[Step], left: int = BLOCK_LIMIT) -> list[Step]:
    """Remove the blocks that are nested deeper than the format allows."""
    return [
        {key: not_too_deep(value, left - 1) if key in BLOCKS else value for key, value in step.items()}
        if left
        else {"log": "here"}
        if step.keys() & set(BLOCKS)
        else step
        for step in steps
    ]


Production = Callable[[Lane, Choice], list[Step]]


def block(lane: Lane, choices: list[Choice]) -> list[Step]:
    """Produce the steps of a lane or of a block; at least one."""
    return joined(_said(lane, choice) for choice in choices) or [{"log": "here"}]


@cache
def openings(profile: Profile) -> tuple[Phrase | None, ...]:
    """Produce common first steps of several lanes, so that they stand in line for the same thing."""
    found = [
        phrase for kind in (grammar.AWAITED, grammar.ENTERED, grammar.SORTED_OUT) for phrase in known(profile, "", kind)
    ]
    return (*[None] * len(found), *found) or (None,)


def opened(opening: Phrase | None, lane: Lane, choices: list[Choice], own: Choice) -> list[Step]:
    """Produce the steps of a lane, often after the common first ones; ``own`` fills their places."""
    if opening is None or own.number(4) == 0:
        return block(lane, choices)
    lane.state.wake = next((wake for begin, wake in grammar.WAKES.items() if opening.text.startswith(begin)), "")
    text = lane.filled(opening.text, own)
    if opening in grammar.ENTERED:
        return [{"with": text, "do": [{"log": f"in {text}"}, *block(lane, choices)]}]
    if opening in grammar.SORTED_OUT:
        return [*sorted_out(text), *block(lane, choices)]
    return [*with_its_lock(text, awaited(text), own), *block(lane, choices)]


def _said(lane: Lane, choice: Choice) -> list[Step]:
    kinds = compound(lane.state.profile) if choice.inside else simple(lane.state.profile)
    return choice.of(kinds)(lane, choice)


def quick(lane: Lane, choice: Choice) -> list[Step]:
    """Produce steps that wait for iterations of the loop at most."""
    return choice.of((tick, log_value, call, fetch, call, wake_and_cancel))(lane, choice)


def instant(lane: Lane, choice: Choice) -> list[Step]:
    """Produce steps that do not wait."""
    return choice.of((log_value, call, fetch))(lane, choice)


@cache
def simple(profile: Profile) -> tuple[Production, ...]:
    """Produce a step without anything inside."""
    kinds: list[Production] = [tick, log_value, call, called_guarded, fetch, wake_and_cancel, twice]
    kinds += [wait] * 6 if known(profile, "", grammar.AWAITED) else []
    kinds += [sort_out] * 3 if known(profile, "", grammar.SORTED_OUT) else []
    kinds += [undo] if known(profile, "", grammar.UNDONE) else []
    kinds += [put_and_get] if "Queue" in profile.areas else []
    kinds += [set_and_inherit] * 2 if "Context" in profile.areas else []
    return tuple(kinds)


@cache
def compound(profile: Profile) -> tuple[Production, ...]:
    """Produce a step around others."""
    kinds: list[Production] = [catch, catch, clean_up]
    kinds += [enter] * 3 if known(profile, "", grammar.ENTERED) else []
    kinds += [change_a_limit] if "timeout" in profile.areas else []
    kinds += [group] * 2 if "TaskGroup" in profile.areas else []
    kinds += [each_completed] * 2 if known(profile, "", grammar.COMPLETED) else []
    kinds += [cancel_a_timer] if profile.passing else []
    return tuple(kinds)


def tick(lane: Lane, choice: Choice) -> list[Step]:
    """Wait for some iterations of the loop."""
    return [{"tick": 1 + choice.number(3)}]


def log_value(lane: Lane, choice: Choice) -> list[Step]:
    """Log an expression that neither waits nor raises."""
    if not known(lane.state.profile, lane.name, grammar.LOGGED):
        return [{"log": "here"}]
    text = lane.phrase(grammar.LOGGED, choice)
    return [{"log": f"{text} gives {{{text}}}"}]


def call(lane: Lane, choice: Choice) -> list[Step]:
    """Call something that may raise."""
    if not known(lane.state.profile, lane.name, grammar.CALLED):
        return log_value(lane, choice)
    return _calling(lane, lane.phrase(grammar.CALLED, choice), choice)


def _calling(lane: Lane, text: str, choice: Choice) -> list[Step]:
    """Call; notify mostly with the lock, if the lane can wait for it."""
    steps: list[Step] = [{"call": text}]
    if text.startswith("condition.notify") and lane.name in lane.state.lanes and choice.number(4):
        return [{"with": "condition", "do": steps}]
    return steps


def called_guarded(lane: Lane, choice: Choice) -> list[Step]:
    """Call something that may raise, which the lane survives."""
    return guarded(call(lane, choice))


def fetch(lane: Lane, choice: Choice) -> list[Step]:
    """Call something that may raise, and log its result."""
    if not known(lane.state.profile, lane.name, grammar.FETCHED):
        return call(lane, choice)
    text = lane.phrase(grammar.FETCHED, choice)
    got = "found" if lane.name == "main" else "got"
    logged = f"{{class_name({got}) if isinstance({got}, Exception) else {got}}}"
    return guarded([{"call": text, "as": got}, {"log": f"{text} gives {logged}"}], lane.problem)


def wake_and_cancel(lane: Lane, choice: Choice) -> list[Step]:
    """Wake a task and cancel another or the same one in one iteration: where primitives go wrong."""
    order = choice.of((1, 1, -1))
    cancelled = lane.filled("$peer.cancel('$me')", choice)
    text = lane.state.wake if choice.number(4) else ""
    waking = _calling(lane, lane.filled(text, choice), choice) if text else call(lane, choice)
    wake = guarded(waking, lane.problem)
    return [*wake, {"log": f"{cancelled} gives {{{cancelled}}}"}][::order]


def twice(lane: Lane, choice: Choice) -> list[Step]:
    """Call the same thing two times."""
    return called_guarded(lane, choice) * 2


def undo(lane: Lane, choice: Choice) -> list[Step]:
    """Do something and undo it."""
    who = choice.of((*lane.state.lanes, "current_task()"))
    text = choice.of(known(lane.state.profile, lane.name, grammar.UNDONE)).text.replace("$who", who)
    return [{"log": f"{part} gives {{{part}}}"} for part in lane.filled(text, choice).split()]


def put_and_get(lane: Lane, choice: Choice) -> list[Step]:
    """Put some items and take fewer: their order shows."""
    put = [{"call": lane.filled("queue.put_nowait($n)", choice)} for _ in range(3)]
    got: list[Step] = [{"call": "queue.get_nowait()", "as": "got"}, {"log": "took {got!r}"}]
    return guarded([*put, *got * (1 + choice.number(2))])


def set_and_inherit(lane: Lane, choice: Choice) -> list[Step]:
    """Set a context variable, begin something that has to see it, and set it anew."""
    first, second = (lane.filled("setting.set($n)", choice) for _ in range(2))
    begun = {"call": lane.phrase(grammar.INHERITED, choice)}
    return [{"call": first}, begun, *([{"call": second}] if choice.number(2) else [])]


def wait(lane: Lane, choice: Choice) -> list[Step]:
    """Wait for something, and log what it gives."""
    expected = choice.of((None, None, "CancelledError", "Exception"))
    text = lane.phrase(grammar.AWAITED, choice)
    steps: list[Step] = [{"await": text, "raises": expected}] if expected else awaited(text)
    return with_its_lock(text, steps, choice)


def with_its_lock(text: str, steps: list[Step], choice: Choice) -> list[Step]:
    """Put steps that wait for a condition mostly under its lock; return others as they are."""
    if text.startswith("condition.wait") and choice.number(4):
        return [{"with": "condition", "do": steps}]
    return steps


def awaited(text: str) -> list[Step]:
    """Wait, and log what it gives."""
    logged = "{got!r}" if "return_exceptions" not in text else CLASSES
    return [{"await": text, "as": "got"}, {"log": f"{text} gives {logged}"}]


def sort_out(lane: Lane, choice: Choice) -> list[Step]:
    """Wait for several."""
    return sorted_out(lane.phrase(grammar.SORTED_OUT, choice))


def sorted_out(text: str) -> list[Step]:
    """Wait for several, and log how many are done."""
    return [{"await": text, "as": "got"}, {"log": "{len(got[0])} done, {len(got[1])} pending"}]


def enter(lane: Lane, choice: Choice) -> list[Step]:
    """Do things inside of a context manager."""
    text = lane.phrase(grammar.ENTERED, choice)
    steps: list[Step] = [{"with": text, "do": [{"log": f"in {text}"}, *block(lane, choice.inside)]}]
    if not text.startswith("timeout") or choice.number(2):
        return steps
    logged = [{"log": f"{{class_name(error)}} {REQUESTS}"}]
    return [{"try": steps, "except": "Exception", "as": "error", "do": logged}]


def catch(lane: Lane, choice: Choice) -> list[Step]:
    """Do things, and take the exception that comes of it; or take it and raise it again."""
    kind, again = choice.of(("Exception", "CancelledError")), choice.number(2)
    logged = "{class_name(error)}" if kind == "Exception" else "cancelled {error.args!r}"
    handler = [{"log": f"{logged} {REQUESTS}"}, *([{"raise": None}] if again else [])]
    return [{"try": block(lane, choice.inside), "except": kind, "as": "error", "do": handler}]


def clean_up(lane: Lane, choice: Choice) -> list[Step]:
    """Do things, and something more at the end in any case."""
    after = [{"log": "leaves"}, *([{"tick": 1}] if choice.number(2) else [])]
    return [{"try": block(lane, choice.inside), "finally": after}]


def change_a_limit(lane: Lane, choice: Choice) -> list[Step]:
    """Do things within a time that is changed meanwhile."""
    moment = lane.filled(choice.of(MOMENTS), choice)
    limit = lane.filled("timeout($limit)", choice)
    before = choice.number(2)
    changing = {"call": f"limit.reschedule({moment})"}
    does = [*joined(_said(lane, each) for each in choice.inside[:before]), changing]
    does += [*block(lane, choice.inside[before:]), {"tick": 1}, {"log": "{limit.expired()}"}]
    whole = {"with": limit, "as": "limit", "do": does}
    handler = [{"log": f"{{class_name(error)}} {{limit.expired()}} {REQUESTS}"}]
    return [{"try": [whole], "except": "Exception", "as": "error", "do": handler}]


def group(lane: Lane, choice: Choice) -> list[Step]:
    """Open a TaskGroup of a few tasks, in which other things are done too."""
    late = choice.number(3) == 2
    members = [lane.phrase(GROUPED, choice) for _ in range(1 + choice.number(3))]
    members += ["failing(2)"] * late
    calls: list[Step] = [{"call": f"group.create_task({member})"} for member in members]
    does = block(lane, choice.inside)
    if late:  # one more, when the group is about to fail
        does = [{"try": does, "finally": guarded([{"call": "group.create_task(worker(1))"}])}]
    whole = {"with": "TaskGroup()", "as": "group", "do": [*calls, *does]}
    logged = [{"log": "{class_name(error)}"}]
    return [{"try": [whole], "except": "Exception", "as": "error", "do": logged}, {"log": f"past the group {REQUESTS}"}]


def each_completed(lane: Lane, choice: Choice) -> list[Step]:
    """Log the results of several awaitables as they complete."""
    text = lane.phrase(grammar.COMPLETED, choice)
    body: list[Step] = [{"await": "completed", "as": "got"}, {"log": "{got!r} completed"}]
    body += [{"tick": 2}] * choice.number(2)
    return [{"for": "completed", "in": text, "do": body}, *block(lane, choice.inside)]


def cancel_a_timer(lane: Lane, choice: Choice) -> list[Step]:
    """Start a timer, do things, and cancel it if it is not over yet."""
    begin = {"call": lane.filled("get_running_loop().call_later($delay, poke)", choice), "as": "timer"}
    logged = {"log": "{timer.when()} {timer.cancelled()}"}
    return [begin, *block(lane, choice.inside), {"call": "timer.cancel()"}, logged]
