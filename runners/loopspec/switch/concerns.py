"""The names and traits that a rule is about, derived from the steps of its scenario.

A *name* is one of asyncio's public interface, or a parameter of it, as ``loopspec coverage`` finds them; a *trait* is
something that a program has and that has no name: that it exits out of a callback, that its connections are encrypted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loopspec.coverage.inventory import Inventory
from loopspec.coverage.uses import claims_used, keywords_used, names_acted_on
from loopspec.results.model import ScenarioRecord
from loopspec.scenarios.expressions import Expression
from loopspec.scenarios.scenario import Scenario

EXIT = "exit"
"""The trait of a program that raises SystemExit or KeyboardInterrupt while the loop runs."""

TRAITS: Mapping[str, str] = {
    EXIT: "SystemExit or KeyboardInterrupt while the loop runs",
    "datagrams": "datagrams",
    "debug": "debug mode",
    "pipes": "pipes",
    "sendfile": "sendfile",
    "subprocess": "child processes",
    "tls": "TLS",
    "unix": "UNIX sockets",
}
"""Each trait in words. All but ``exit`` show in the names that are used; a rule may ask for them with ``needs`` too."""

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "datagrams": ("datagram", "Datagram", "sock_recvfrom", "sock_sendto"),
    "debug": ("set_debug", "(debug)"),
    "pipes": ("connect_read_pipe", "connect_write_pipe"),
    "sendfile": ("sendfile",),
    "subprocess": ("subprocess", "Subprocess"),
    "tls": ("(ssl)", "start_tls", "(sslcontext)"),
    "unix": ("unix",),
}
"""For each trait the parts of names that show it."""

BY_NAME = "api-shape/parameters"
"""The subject of rules on parameters that are given by their names, which most programs give by position."""

REFUSALS = ("TypeError", "ValueError", "RuntimeError")
"""Errors by which a call refuses arguments, or to be made at all."""

_EXITS = re.compile(r"\b(SystemExit|KeyboardInterrupt)\b")


@dataclass(frozen=True, slots=True)
class Concerns:
    """The subjects of one rule."""

    names: frozenset[str]
    """Names and parameters: ``asyncio.loop.create_connection``, ``asyncio.loop.create_connection(ssl)``."""
    acted_on: frozenset[str] = frozenset()
    """Those of its names that do something: not the ones that only its checks use."""
    cited: str = ""
    """The name that its documentation anchor names, if its steps use it."""
    traits: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    """Parameters of which a program has to give one by keyword, where that is what the rule is about."""
    misuse: bool = False
    """Whether it expects that a call is refused, which a program that works does not make."""


def concerns_of(
    records: Iterable[ScenarioRecord], scenarios: Iterable[Scenario], inventory: Inventory
) -> dict[str, Concerns]:
    """Return the subjects of each rule of a run, by its id.

    A rule that the scenarios at hand do not have, such as one that was written later or elsewhere, is known by its
    documentation anchor only.
    """
    known = {scenario.id: scenario for scenario in scenarios}
    return {record.id: _concerns(record, known.get(record.id), inventory) for record in records}


def traits_of(name: str) -> list[str]:
    """Return the traits that a name or a parameter of asyncio shows."""
    return [trait for trait, signs in _SIGNS.items() if any(sign in name for sign in signs)]


def _concerns(record: ScenarioRecord, scenario: Scenario | None, inventory: Inventory) -> Concerns:
    anchor = record.basis.get("docs", "").partition("#")[2]
    traits = set(record.needs) & TRAITS.keys()
    if _EXITS.search(record.source) or _EXITS.search(record.id):
        traits.add(EXIT)
    if scenario is None:
        names = frozenset({anchor} & inventory.entries.keys())
        cited = anchor if names else ""
        return Concerns(names, names, cited, frozenset(traits), misuse=record.subject == "misuse")
    names = frozenset(str(claim) for claim in claims_used(scenario, inventory) if claim.kind != "error")
    traits.update(trait for name in names for trait in traits_of(name))
    misuse = record.subject == "misuse" or _is_misuse(scenario)
    acted_on = names_acted_on(scenario, inventory)
    is_by_name = f"{record.area.lower()}/{record.subject}" == BY_NAME
    keywords = keywords_used(scenario, inventory) if is_by_name else frozenset[str]()
    return Concerns(names, acted_on, anchor if anchor in names else "", frozenset(traits), keywords, misuse)


def _is_misuse(scenario: Scenario) -> bool:
    """Return whether a step expects an error of ``REFUSALS`` that no step of the scenario raises."""
    return bool((_words(scenario, "raises") - _words(scenario, "raise")).intersection(REFUSALS))


def _words(scenario: Scenario, word: str) -> set[str]:
    """Return the words of all expressions that a word of the steps has."""
    values = [step.words.get(word) for step in scenario.steps()]
    return {part for one in values if isinstance(one, Expression) for part in re.findall(r"\w+", one.code)}
