"""docs/stdlib-bugs.md lists the rules whose bounds name an issue of CPython, as the scenarios have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from loopspec.harness.execution import excepted, version_within
from loopspec.places import SPEC
from loopspec.scenarios.scenario import Scenario
from whole_suite import whole_suite

PAGE = (SPEC.parent / "docs" / "stdlib-bugs.md").read_text(encoding="utf-8")
SUITE = whole_suite()
RULES = [
    scenario
    for scenario in SUITE
    if scenario.basis.get("issue", "").startswith("python/cpython#")
    and (scenario.since or scenario.until or scenario.excepted)
]


def row(scenario: Scenario) -> str:
    """Build the row of a rule: what it is, the versions that it is not asked of, and the issue."""
    number = scenario.basis["issue"].partition("#")[2]
    link = f"[#{number}](https://github.com/python/cpython/issues/{number})"
    return f"| `{scenario.id}` | {', '.join(not_asked(scenario))} | {link} |"


def not_asked(scenario: Scenario) -> Iterator[str]:
    if scenario.since:
        yield f"before {scenario.since}"
    yield from scenario.excepted
    if scenario.until:
        yield f"after {scenario.until}"


def test_every_rule_with_a_bug_is_listed() -> None:
    rows = sorted(map(row, RULES))
    assert re.findall(r"^\| `.*$", PAGE, re.MULTILINE) == rows, "expected these rows:\n" + "\n".join(rows)


def test_every_rule_that_the_page_names_exists() -> None:
    """In the text as well as in the table; one with variants is named without them."""
    named = set(re.findall(r"`([a-z-]+/[a-z-]+/[a-z0-9-]+)`", PAGE))
    assert named > {scenario.id for scenario in RULES if "[" not in scenario.id}
    assert named <= {scenario.id.partition("[")[0] for scenario in SUITE}


@pytest.mark.parametrize(
    ("version", "asked"),
    [((3, 11, 2), False), ((3, 11, 6), False), ((3, 11, 7), True), ((3, 12, 0), False), ((3, 12, 1), True)],
)
def test_a_bug_of_a_patch_release_is_charged_to_nobody(version: tuple[int, ...], asked: bool) -> None:
    [rule] = [scenario for scenario in RULES if scenario.id == "timeout/context-manager/used-twice"]
    within = version_within(version, rule.since, rule.until)
    assert (within and not excepted(version, rule.excepted)) is asked
