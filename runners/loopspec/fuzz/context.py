"""The context of a phrase in a program: its lane, its subject, and the words that fill its places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from loopspec.fuzz.choices import Choice
from loopspec.fuzz.grammar import ANY, AWAITABLES, FUTURES, LIMITS, Phrase
from loopspec.running.plan import Version

Phrases = tuple[Phrase, ...]

PLACE = re.compile(r"\$([a-z]+)")

NEVER = 1000
"""Seconds that do not pass while a program runs, where nobody holds the clock."""

LONGER_THAN_ALL = 100_000
"""Seconds that outlast a program in which time passes."""

MOST_DELAYS = 15
"""Delays of a program, where time passes."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The areas of a program, its version of Python, and whether time passes in it."""

    areas: frozenset[str]
    version: Version
    passing: bool = False


@dataclass(slots=True)
class ProgramState:
    """The state that all lanes of a program share, and use up."""

    profile: Profile
    lanes: tuple[str, ...]
    since: Version = (3, 11)
    """The first Python that knows all that was said so far."""
    wake: str = ""
    """The phrase that wakes the first waiters in line."""
    delays: list[int] = field(default_factory=lambda: [1 << power for power in range(MOST_DELAYS)])
    """Seconds that nobody has waited for: no two sums of these are the same, so no two timers are due together."""
    tellers: list[str] = field(default_factory=lambda: ["teller()"])
    """Coroutines that log their cancellation; those that are left over at the end are cancelled in no order."""

    def delay(self, choice: Choice) -> str:
        """Return seconds unlike any others in this program; seconds that never pass when all are used."""
        if self.profile.passing and self.delays:
            return str(self.delays.pop(choice.number(len(self.delays))))
        return str(NEVER) if not self.profile.passing else str(LONGER_THAN_ALL)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of the program."""

    name: str
    state: ProgramState

    @property
    def problem(self) -> str:
        """Name a caught exception: main's names are everybody's."""
        return "problem" if self.name == "main" else "error"

    def phrase(self, kind: Phrases, choice: Choice) -> str:
        """Draw a phrase of a kind and fill its places."""
        phrase = choice.of(known(self.state.profile, self.name, kind))
        self.state.since = max(self.state.since, phrase.since)
        return self.filled(phrase.text, choice)

    def filled(self, text: str, choice: Choice) -> str:
        """Fill the places of a text."""
        return PLACE.sub(lambda place: self.filling(place[1], choice), text)

    def filling(self, place: str, choice: Choice) -> str:
        """Fill a place."""
        match place:
            case "me":
                return self.name
            case "self":
                return "current_task()"
            case "peer":
                return choice.of(self.state.lanes)
            case "future":
                return choice.of(FUTURES)
            case "n":
                return choice.of(("1", "2", "3"))
            case "limit":
                return self.filled(choice.of(LIMITS), choice)
            case "delay":
                return self.state.delay(choice)
            case "teller":
                return self.state.tellers.pop() if self.state.tellers else "worker(3)"
        later = tuple(lane for lane in self.state.lanes if lane > self.name)
        if place == "waitable":
            return choice.of((*FUTURES, *later))
        coroutines = [phrase.text for phrase in known(self.state.profile, self.name, AWAITABLES)]
        return self.filled(choice.of((*FUTURES, *later, *coroutines)), choice)


@cache
def known(profile: Profile, name: str, kind: Phrases) -> Phrases:
    """Return the phrases of a kind that a lane may use.

    ``poke`` never names itself, or there would be ever more of it; nor a task of its own, which it has not; nor
    delays, since it may be called twice at the same time. ``main`` does not cancel itself: it ends the others.
    """
    found = [phrase for phrase in kind if phrase.area in (*profile.areas, ANY) and phrase.since <= profile.version]
    if name == "main":
        found = [phrase for phrase in found if "$self" not in phrase.text]
    if name == "poke":
        foreign = ("poke", "$self", *(("$delay",) if profile.passing else ()))
        found = [phrase for phrase in found if not any(word in phrase.text for word in foreign)]
    if profile.passing:  # what is over at once is due when other things may be
        found = [phrase for phrase in found if phrase.area != "Timer" or "$delay" in phrase.text]
    return tuple(found)
