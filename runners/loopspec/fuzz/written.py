"""A program's data as the text of a scenario file, ready to be read, run, or put into ``spec/``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from loopspec.results.model import Result, Verdict

if TYPE_CHECKING:
    from loopspec.fuzz.arena import Difference

Event = tuple[str, str]
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Dumper(_Dumper):  # type: ignore[misc]
    """Writes every value out, as the format asks for."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is a reference to another."""
        return True


def scenario_file(
    data: dict[str, Any],
    *,
    name: str = "program",
    says: str = "The program runs.",
    note: str = "fuzz",
    expect: Sequence[Event] = (),
) -> str:
    """The text of a file with one scenario: its program, its sentence, what the claim rests on, and the trace."""
    head = {"says": says, "level": "should", "basis": {"note": note}}
    document = {
        "format": "1.0",
        "area": "Task",
        "subject": "found-by-fuzz",
        "scenarios": {name: {**head, **data, "expect": [{lane: text} for lane, text in expect]}},
    }
    text: str = yaml.dump(document, Dumper=Dumper, default_flow_style=None, sort_keys=False, width=110)
    return text


def found_file(found: Difference, seed: int, how: str) -> str:
    """The text of a file that holds a program on which two targets part, with the trace of the first of them.

    ``how`` says in a few words how it was found.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in told(found, how).splitlines())
    return comment + scenario_file(
        found.data,
        name=f"seed-{seed}",
        says=f"The program that `loopspec fuzz` found with seed {seed} takes the same course as on {found.one.target}.",
        note=f"the trace of {found.one.target}; {found.other.target} has another",
        expect=found.one.events,
    )


def told(found: Difference, how: str) -> str:
    """Lines that say which targets part, where, and how the program was found."""
    one, other = found.one, found.other
    width = max(len(one.target), len(other.target))
    lines = [f"{one.target} and {other.target} part at event {found.at + 1}, {how}:"]
    lines += [f"  {result.target:{width}}  {_at(result, found.at)}" for result in (one, other)]
    return "\n".join(lines)


def _at(result: Result, at: int) -> str:
    """The event of a trace at an index, or how the trace ends there."""
    if at < len(result.events):
        lane, text = result.events[at]
        return f"{lane}: {text}"
    if result.verdict in (Verdict.CRASH, Verdict.HANG):
        return f"{result.verdict}: {result.detail}"
    return f"ended by {result.ended}" if result.ended else "the end of the trace"
