"""Grains to steps: what one speaker says, be it a lane, main, or the callback ``poke``.

A grain gives a list of steps, since some things are said in two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from loopspec.fuzz import phrases
from loopspec.fuzz.grains import Grain
from loopspec.fuzz.phrases import GROUPED, MOMENTS, Phrase
from loopspec.fuzz.speakers import Speaker, Theme, known
from loopspec.scenarios.build import BLOCK_LIMIT
from loopspec.scenarios.verbs import BLOCKS

Step = dict[str, Any]

WORD = re.compile(r"[A-Za-z_]+|[0-9]+")

REQUESTS = "{current_task().cancelling()}"
"""How many cancellations a lane has not taken back."""

CLASSES = "{[class_name(item) if isinstance(item, Exception) else item for item in got]}"
"""A list of results in which the messages of errors are left out."""


def joined(lists: Iterable[list[Step]]) -> list[Step]:
    """One list of many."""
    return [step for steps in lists for step in steps]


def words(parts: Iterable[Any]) -> set[str]:
    """The names and numbers in some steps, among other words."""
    return {word for part in parts for word in WORD.findall(str(part))}


def unharmed(steps: list[Step], name: str = "error") -> list[Step]:
    """The same steps, but the speaker goes on when a call raises; ``name`` is what he calls the exception."""
    if not any("call" in step for step in steps):
        return steps
    return [{"try": steps, "except": "BaseException", "as": name, "do": [{"log": f"{{class_name({name})}}"}]}]


def not_too_deep(steps: list[Step], left: int = BLOCK_LIMIT) -> list[Step]:
    """The same steps without what the format does not take: too many in one another."""
    return [
        {key: not_too_deep(value, left - 1) if key in BLOCKS else value for key, value in step.items()}
        if left
        else {"log": "here"}
        if step.keys() & set(BLOCKS)
        else step
        for step in steps
    ]


Saying = Callable[[Speaker, Grain], list[Step]]


def block(speaker: Speaker, grains: list[Grain]) -> list[Step]:
    """What a lane does, or does inside of something; at least one thing."""
    return joined(_said(speaker, grain) for grain in grains) or [{"log": "here"}]


@cache
def openings(theme: Theme) -> tuple[Phrase | None, ...]:
    """What several lanes may begin with, so that they stand in line for the same thing."""
    found = [
        phrase for kind in (phrases.AWAITED, phrases.ENTERED, phrases.SORTED_OUT) for phrase in known(theme, "", kind)
    ]
    return (*[None] * len(found), *found) or (None,)


def opened(opening: Phrase | None, speaker: Speaker, grains: list[Grain], own: Grain) -> list[Step]:
    """What a lane does, often after what all begin with; ``own`` fills its places."""
    if opening is None or own.number(4) == 0:
        return block(speaker, grains)
    speaker.script.wake = next((wake for begin, wake in phrases.WAKES.items() if opening.text.startswith(begin)), "")
    text = speaker.filled(opening.text, own)
    if opening in phrases.ENTERED:
        return [{"with": text, "do": [{"log": f"in {text}"}, *block(speaker, grains)]}]
    if opening in phrases.SORTED_OUT:
        return [*sorted_out(text), *block(speaker, grains)]
    return [*with_its_lock(text, awaited(text), own), *block(speaker, grains)]


def _said(speaker: Speaker, grain: Grain) -> list[Step]:
    kinds = compound(speaker.script.theme) if grain.inside else simple(speaker.script.theme)
    return grain.of(kinds)(speaker, grain)


def quick(speaker: Speaker, grain: Grain) -> list[Step]:
    """Steps that wait for turns at most."""
    return grain.of((tick, tell, call, fetch, call, wake_and_cancel))(speaker, grain)


def instant(speaker: Speaker, grain: Grain) -> list[Step]:
    """Steps that do not wait."""
    return grain.of((tell, call, fetch))(speaker, grain)


@cache
def simple(theme: Theme) -> tuple[Saying, ...]:
    """What may be said without anything inside."""
    kinds: list[Saying] = [tick, tell, call, called_unharmed, fetch, wake_and_cancel, twice]
    kinds += [wait] * 6 if known(theme, "", phrases.AWAITED) else []
    kinds += [sort_out] * 3 if known(theme, "", phrases.SORTED_OUT) else []
    kinds += [undo] if known(theme, "", phrases.UNDONE) else []
    kinds += [put_and_get] if "Queue" in theme.areas else []
    kinds += [set_and_inherit] * 2 if "Context" in theme.areas else []
    return tuple(kinds)


@cache
def compound(theme: Theme) -> tuple[Saying, ...]:
    """What may be said around something else."""
    kinds: list[Saying] = [catch, catch, clean_up]
    kinds += [enter] * 3 if known(theme, "", phrases.ENTERED) else []
    kinds += [change_a_limit] if "timeout" in theme.areas else []
    kinds += [group] * 2 if "TaskGroup" in theme.areas else []
    kinds += [each_completed] * 2 if known(theme, "", phrases.COMPLETED) else []
    kinds += [cancel_a_timer] if theme.passing else []
    return tuple(kinds)


def tick(speaker: Speaker, grain: Grain) -> list[Step]:
    """Let others have some turns."""
    return [{"tick": 1 + grain.number(3)}]


def tell(speaker: Speaker, grain: Grain) -> list[Step]:
    """Something that neither waits nor raises."""
    if not known(speaker.script.theme, speaker.name, phrases.TOLD):
        return [{"log": "here"}]
    text = speaker.phrase(phrases.TOLD, grain)
    return [{"log": f"{text} gives {{{text}}}"}]


def call(speaker: Speaker, grain: Grain) -> list[Step]:
    """Something that may raise."""
    if not known(speaker.script.theme, speaker.name, phrases.CALLED):
        return tell(speaker, grain)
    return _calling(speaker, speaker.phrase(phrases.CALLED, grain), grain)


def _calling(speaker: Speaker, text: str, grain: Grain) -> list[Step]:
    """Who notifies mostly has the lock, if he can wait for it."""
    steps: list[Step] = [{"call": text}]
    if text.startswith("condition.notify") and speaker.name in speaker.script.lanes and grain.number(4):
        return [{"with": "condition", "do": steps}]
    return steps


def called_unharmed(speaker: Speaker, grain: Grain) -> list[Step]:
    """Something that may raise, which the speaker survives."""
    return unharmed(call(speaker, grain))


def fetch(speaker: Speaker, grain: Grain) -> list[Step]:
    """Something that may raise, and what it gives."""
    if not known(speaker.script.theme, speaker.name, phrases.FETCHED):
        return call(speaker, grain)
    text = speaker.phrase(phrases.FETCHED, grain)
    got = "found" if speaker.name == "main" else "got"
    told = f"{{class_name({got}) if isinstance({got}, Exception) else {got}}}"
    return unharmed([{"call": text, "as": got}, {"log": f"{text} gives {told}"}], speaker.problem)


def wake_and_cancel(speaker: Speaker, grain: Grain) -> list[Step]:
    """In one turn somebody may be woken and somebody cancelled, perhaps the same: where primitives go wrong."""
    order = grain.of((1, 1, -1))
    cancelled = speaker.filled("$peer.cancel('$me')", grain)
    text = speaker.script.wake if grain.number(4) else ""
    waking = _calling(speaker, speaker.filled(text, grain), grain) if text else call(speaker, grain)
    wake = unharmed(waking, speaker.problem)
    return [*wake, {"log": f"{cancelled} gives {{{cancelled}}}"}][::order]


def twice(speaker: Speaker, grain: Grain) -> list[Step]:
    """The same thing two times."""
    return called_unharmed(speaker, grain) * 2


def undo(speaker: Speaker, grain: Grain) -> list[Step]:
    """Do something and undo it."""
    who = grain.of((*speaker.script.lanes, "current_task()"))
    text = grain.of(known(speaker.script.theme, speaker.name, phrases.UNDONE)).text.replace("$who", who)
    return [{"log": f"{part} gives {{{part}}}"} for part in speaker.filled(text, grain).split()]


def put_and_get(speaker: Speaker, grain: Grain) -> list[Step]:
    """Some items put, and fewer taken: their order shows."""
    put = [{"call": speaker.filled("queue.put_nowait($n)", grain)} for _ in range(3)]
    got: list[Step] = [{"call": "queue.get_nowait()", "as": "got"}, {"log": "took {got!r}"}]
    return unharmed([*put, *got * (1 + grain.number(2))])


def set_and_inherit(speaker: Speaker, grain: Grain) -> list[Step]:
    """A context variable set, and something begun that shall know it; then set anew."""
    first, second = (speaker.filled("setting.set($n)", grain) for _ in range(2))
    begun = {"call": speaker.phrase(phrases.INHERITED, grain)}
    return [{"call": first}, begun, *([{"call": second}] if grain.number(2) else [])]


def wait(speaker: Speaker, grain: Grain) -> list[Step]:
    """Wait for something, and tell what it gives."""
    expected = grain.of((None, None, "CancelledError", "Exception"))
    text = speaker.phrase(phrases.AWAITED, grain)
    steps: list[Step] = [{"await": text, "raises": expected}] if expected else awaited(text)
    return with_its_lock(text, steps, grain)


def with_its_lock(text: str, steps: list[Step], grain: Grain) -> list[Step]:
    """The same steps; those that wait for a condition mostly have its lock."""
    if text.startswith("condition.wait") and grain.number(4):
        return [{"with": "condition", "do": steps}]
    return steps


def awaited(text: str) -> list[Step]:
    """Wait, and tell what it gives."""
    told = "{got!r}" if "return_exceptions" not in text else CLASSES
    return [{"await": text, "as": "got"}, {"log": f"{text} gives {told}"}]


def sort_out(speaker: Speaker, grain: Grain) -> list[Step]:
    """Wait for several."""
    return sorted_out(speaker.phrase(phrases.SORTED_OUT, grain))


def sorted_out(text: str) -> list[Step]:
    """Wait for several, and tell how many are done."""
    return [{"await": text, "as": "got"}, {"log": "{len(got[0])} done, {len(got[1])} pending"}]


def enter(speaker: Speaker, grain: Grain) -> list[Step]:
    """Do things inside of a context manager."""
    text = speaker.phrase(phrases.ENTERED, grain)
    steps: list[Step] = [{"with": text, "do": [{"log": f"in {text}"}, *block(speaker, grain.inside)]}]
    if not text.startswith("timeout") or grain.number(2):
        return steps
    told = [{"log": f"{{class_name(error)}} {REQUESTS}"}]
    return [{"try": steps, "except": "Exception", "as": "error", "do": told}]


def catch(speaker: Speaker, grain: Grain) -> list[Step]:
    """Do things, and take the exception that comes of it; or take it and raise it again."""
    kind, again = grain.of(("Exception", "CancelledError")), grain.number(2)
    told = "{class_name(error)}" if kind == "Exception" else "cancelled {error.args!r}"
    handler = [{"log": f"{told} {REQUESTS}"}, *([{"raise": None}] if again else [])]
    return [{"try": block(speaker, grain.inside), "except": kind, "as": "error", "do": handler}]


def clean_up(speaker: Speaker, grain: Grain) -> list[Step]:
    """Do things, and something more at the end in any case."""
    after = [{"log": "leaves"}, *([{"tick": 1}] if grain.number(2) else [])]
    return [{"try": block(speaker, grain.inside), "finally": after}]


def change_a_limit(speaker: Speaker, grain: Grain) -> list[Step]:
    """Do things within a time that is changed meanwhile."""
    moment = speaker.filled(grain.of(MOMENTS), grain)
    limit = speaker.filled("timeout($limit)", grain)
    before = grain.number(2)
    changing = {"call": f"limit.reschedule({moment})"}
    does = [*joined(_said(speaker, each) for each in grain.inside[:before]), changing]
    does += [*block(speaker, grain.inside[before:]), {"tick": 1}, {"log": "{limit.expired()}"}]
    whole = {"with": limit, "as": "limit", "do": does}
    handler = [{"log": f"{{class_name(error)}} {{limit.expired()}} {REQUESTS}"}]
    return [{"try": [whole], "except": "Exception", "as": "error", "do": handler}]


def group(speaker: Speaker, grain: Grain) -> list[Step]:
    """A TaskGroup of a few tasks, in which other things are done too."""
    late = grain.number(3) == 2
    members = [speaker.phrase(GROUPED, grain) for _ in range(1 + grain.number(3))]
    members += ["failing(2)"] * late
    calls: list[Step] = [{"call": f"group.create_task({member})"} for member in members]
    does = block(speaker, grain.inside)
    if late:  # one more, when the group is about to fail
        does = [{"try": does, "finally": unharmed([{"call": "group.create_task(worker(1))"}])}]
    whole = {"with": "TaskGroup()", "as": "group", "do": [*calls, *does]}
    told = [{"log": "{class_name(error)}"}]
    return [{"try": [whole], "except": "Exception", "as": "error", "do": told}, {"log": f"past the group {REQUESTS}"}]


def each_completed(speaker: Speaker, grain: Grain) -> list[Step]:
    """Tell of several as they complete."""
    text = speaker.phrase(phrases.COMPLETED, grain)
    body: list[Step] = [{"await": "completed", "as": "got"}, {"log": "{got!r} completed"}]
    body += [{"tick": 2}] * grain.number(2)
    return [{"for": "completed", "in": text, "do": body}, *block(speaker, grain.inside)]


def cancel_a_timer(speaker: Speaker, grain: Grain) -> list[Step]:
    """Start a timer, do things, and cancel it if it is not over yet."""
    begin = {"call": speaker.filled("get_running_loop().call_later($delay, poke)", grain), "as": "timer"}
    told = {"log": "{timer.when()} {timer.cancelled()}"}
    return [begin, *block(speaker, grain.inside), {"call": "timer.cancel()"}, told]
