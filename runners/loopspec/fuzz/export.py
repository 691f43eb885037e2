"""A program's data as the text of a scenario file, ready to be read, run, or put into ``spec/``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from loopspec.fuzz.divergence import Divergence
from loopspec.printable import one_line
from loopspec.results.model import Result, Verdict
from loopspec.scenarios.build import build
from loopspec.scenarios.document import Document, SpecError
from loopspec.scenarios.scenario import Scenario

Event = tuple[str, str]
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

PROGRAM = "program"
"""The name of a program that has none of its own yet."""


class Dumper(_Dumper):  # type: ignore[misc]
    """Writes every value out, as the format asks for."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write each value in full, none as a reference to another."""
        return True


def built(data: dict[str, Any]) -> Scenario:
    """Build a program's scenario without writing and reading it, with the loader's own checks of names and expressions.

    It is the one that ``scenario_file`` is read as, but for its place. Raises SpecError for a mistake of ours.
    """
    whole = _document(data, PROGRAM, "The program runs.", "fuzz", ())
    place = ("scenarios", PROGRAM)
    document = Document("program.yaml", [], whole, keys={place: (1, 1)}, ends={place: 0})
    scenario = build(document, PROGRAM, "", whole["scenarios"][PROGRAM])
    if scenario is None:
        raise SpecError(document.faults)
    return scenario


def scenario_file(
    data: dict[str, Any],
    *,
    name: str = PROGRAM,
    says: str = "The program runs.",
    note: str = "fuzz",
    expect: Sequence[Event] = (),
) -> str:
    """Return the text of a file with one scenario: program, sentence, the source of the claim, and the trace."""
    document = _document(data, name, says, note, expect)
    text: str = yaml.dump(document, Dumper=Dumper, default_flow_style=None, sort_keys=False, width=110)
    return text


def _document(data: dict[str, Any], name: str, says: str, note: str, expect: Sequence[Event]) -> dict[str, Any]:
    head = {"says": says, "level": "should", "basis": {"note": note}}
    return {
        "format": "1.1" if "sockets" in data.get("needs", ()) else "1.0",
        "area": _area(data),
        "subject": "found-by-fuzz",
        "scenarios": {name: {**head, **data, "expect": [{lane: text} for lane, text in expect]}},
    }


def _area(data: dict[str, Any]) -> str:
    """Return the area of the suite that a program belongs to."""
    if "sockets" in data.get("needs", ()):
        return "transports" if "protocols" in data else "streams"
    return "scheduling" if "program" in data else "Task"


def found_file(found: Divergence, seed: int, how: str) -> str:
    """Return the text of a file with a program on which two targets differ, and the trace of the first of them.

    ``how`` is a short phrase: how it was found.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in describe(found, how).splitlines())
    return comment + scenario_file(
        found.data,
        name=f"seed-{seed}",
        says=f"The program that `loopspec fuzz` found with seed {seed} takes the same course as on {found.one.target}.",
        note=f"the trace of {found.one.target}; {found.other.target} has another",
        expect=found.one.events,
    )


def describe(found: Divergence, how: str) -> str:
    """Describe which targets differ, where, and how the program was found."""
    one, other = found.one, found.other
    width = max(len(one.target), len(other.target))
    lines = [f"{one.target} and {other.target} differ at event {found.at + 1}, {how}:"]
    lines += [f"  {result.target:{width}}  {one_line(_at(result, found.at))}" for result in (one, other)]
    return "\n".join(lines)


def _at(result: Result, at: int) -> str:
    """Return the event of a trace at an index, or how the trace ends there."""
    if at < len(result.events):
        lane, text = result.events[at]
        return f"{lane}: {text}"
    if result.verdict in (Verdict.CRASH, Verdict.HANG):
        return f"{result.verdict}: {result.detail}"
    return f"ended by {result.ended}" if result.ended else "the end of the trace"
