"""Each sentence that the documentation promises, the rules that hold it, and which targets keep it.

Invariant: everything but the parts of the interface without a rule is computed from the results alone; those come from
an appendix that knows them. ``compat-1.0.json`` is the schema of the file; a new version gets another one beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from loopspec.printable import printable
from loopspec.report.text import DOCS, command_of, docs_address, web_address
from loopspec.results.model import Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.results.tally import complete_grid

FORMAT = "1.0"

SCHEMA = Path(__file__).with_name("compat-1.0.json")


class Support(StrEnum):
    """Whether a target keeps a promise."""

    PASS = "pass"
    """Every rule that was judged holds, and one was."""
    DEVIATE = "deviate"
    """A rule fails, crashes or hangs."""
    UNSUPPORTED = "unsupported"
    """No rule was judged: the target does not have what they ask for."""
    MISSING = "missing"
    """No rule was judged, and the namespace lacks a name that one asks for."""
    UNKNOWN = "unknown"
    """No rule deviates, and one was not run or ended in a fault of the suite's own."""


def support_of(verdicts: Iterable[Verdict]) -> Support:
    """Return whether a target keeps a promise whose rules have these verdicts on it."""
    found = set(verdicts)
    if any(verdict.deviates for verdict in found):
        return Support.DEVIATE
    if not found or found & {Verdict.ERROR, Verdict.NOT_RUN}:
        return Support.UNKNOWN
    if Verdict.PASS in found:
        return Support.PASS
    return Support.MISSING if Verdict.MISSING in found else Support.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class WithoutRule:
    """A part of the interface that the documentation has and no rule uses."""

    page: str
    anchor: str
    says: str
    """A name, a parameter or an error, such as ``asyncio.wait raises TimeoutError``."""
    reason: str
    """The reason why none does; empty where nobody gave one."""


@runtime_checkable
class KnowsWithoutRule(Protocol):
    """An appendix that knows which parts of the interface have no rule."""

    def without_rule(self) -> Iterable[WithoutRule]:
        """Yield them."""


def without_rule(appendices: Iterable[object]) -> list[WithoutRule]:
    """Return the parts of the interface without a rule, as far as one of the appendices knows them."""
    return [one for appendix in appendices if isinstance(appendix, KnowsWithoutRule) for one in appendix.without_rule()]


@dataclass(slots=True)
class Api:
    """The rules that rest on an anchor of a page: by the sentence that they quote, empty for those that quote none."""

    rules: dict[str, list[ScenarioRecord]] = field(default_factory=dict)
    without_rule: list[WithoutRule] = field(default_factory=list)


def documentation(scenarios: Iterable[ScenarioRecord], unused: Iterable[WithoutRule] = ()) -> dict[str, dict[str, Api]]:
    """Sort rules by page, anchor and sentence; pages and anchors by name, sentences in the order of the suite."""
    pages: dict[str, dict[str, Api]] = {}

    def api(page: str, anchor: str) -> Api:
        return pages.setdefault(page, {}).setdefault(anchor, Api())

    for scenario in scenarios:
        if "docs" in scenario.basis:
            page, _, anchor = scenario.basis["docs"].partition("#")
            sentence = " ".join(scenario.basis.get("quote", "").split())
            api(page, anchor).rules.setdefault(sentence, []).append(scenario)
    for one in unused:
        api(one.page, one.anchor).without_rule.append(one)
    return {page: dict(sorted(apis.items())) for page, apis in sorted(pages.items())}


def compat_text(results: Results, unused: Sequence[WithoutRule] = ()) -> str:
    """Render the file: one JSON object, which ``compat-1.0.json`` describes; equal results give equal text."""
    return _indented(printable(compat(results, unused))) + "\n"


def compat(results: Results, unused: Sequence[WithoutRule] = ()) -> dict[str, Any]:
    """Return the data of the file."""
    grid = complete_grid(results)
    found: dict[str, dict[str, Result]] = {scenario.id: {} for scenario in grid.scenarios}
    for result in grid.results:
        found[result.id][result.target] = result
    pages = documentation(grid.scenarios, unused)
    return {
        "format": FORMAT,
        "loopspec": grid.loopspec,
        "suite": grid.suite,
        "started": grid.started,
        "platform": grid.platform,
        "complete": grid.complete,
        "documentation": DOCS,
        "targets": {target.name: _target(target) for target in grid.targets},
        "pages": {
            page: {
                "url": docs_address(page),
                "apis": {anchor: _api(page, anchor, api, grid.targets, found) for anchor, api in apis.items()},
            }
            for page, apis in pages.items()
        },
        "rules": {scenario.id: _rule(scenario, found[scenario.id]) for scenario in _cited(pages)},
    }


def _target(target: TargetInfo) -> dict[str, str]:
    return {
        "loop": command_of(target.name).loop,
        "version": target.version,
        "implementation": target.implementation,
        "python": target.python,
        "home": target.home if web_address(target.home) else "",
    }


def _api(
    page: str, anchor: str, api: Api, targets: Iterable[TargetInfo], found: Mapping[str, Mapping[str, Result]]
) -> dict[str, Any]:
    def kept(rules: Sequence[ScenarioRecord]) -> dict[str, Any]:
        verdicts = {target.name: [found[rule.id][target.name].verdict for rule in rules] for target in targets}
        return {
            "rules": [rule.id for rule in rules],
            "support": {target: support_of(theirs) for target, theirs in verdicts.items()},
        }

    data: dict[str, Any] = {
        "url": docs_address(f"{page}#{anchor}" if anchor else page),
        "promises": [{"sentence": sentence, **kept(rules)} for sentence, rules in api.rules.items() if sentence],
    }
    if "" in api.rules:
        data["unquoted"] = kept(api.rules[""])
    if api.without_rule:
        data["without_rule"] = [{"says": one.says, "reason": one.reason} for one in api.without_rule]
    return data


def _rule(scenario: ScenarioRecord, results: Mapping[str, Result]) -> dict[str, Any]:
    return {
        "says": scenario.says,
        "level": scenario.level,
        "file": scenario.file,
        "line": scenario.line,
        "verdicts": {name: one.verdict for name, one in results.items() if one.verdict is not Verdict.PASS},
    }


def _cited(pages: Mapping[str, Mapping[str, Api]]) -> Iterator[ScenarioRecord]:
    """Return the rules that rest on a page, by their ids."""
    every = (rule for apis in pages.values() for api in apis.values() for rules in api.rules.values() for rule in rules)
    return iter(sorted(every, key=lambda rule: rule.id))


ON_A_LINE = 2
"""Values of so many levels stand on one line, below the parts of the file: a rule, a target, a promise."""


def _indented(value: Any, depth: int = 0) -> str:
    """Write JSON so that the difference of two files is short and each line of it says something."""
    if not isinstance(value, dict | list) or (depth >= 2 and _levels(value) <= ON_A_LINE):
        return json.dumps(value)
    if isinstance(value, dict):
        members = [f"{json.dumps(key)}: {_indented(one, depth + 1)}" for key, one in value.items()]
    else:
        members = [_indented(one, depth + 1) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    return f"{opening}{inner}{f',{inner}'.join(members)}{outer}{closing}" if members else opening + closing


def _levels(value: Any) -> int:
    """Count the levels of a value: 0 for a text or a number, 1 for a list of texts."""
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_levels, value), default=0) if isinstance(value, list) else 0
