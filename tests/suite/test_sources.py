"""The sources of the rules exist: pages and anchors of the documentation, tests of CPython."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loopspec.results.model import Level
from loopspec.scenarios.scenario import Scenario
from suite import documentation
from whole_suite import whole_suite

DOCUMENTATION = Path(__file__).with_name("documentation-3.14.txt")


@pytest.fixture(scope="module")
def suite() -> list[Scenario]:
    return whole_suite()


def named(suite: list[Scenario], kind: str) -> Iterator[tuple[str, str]]:
    """Yield the bases of a kind that the rules of the suite name: ``file:line`` of the rule, and the text."""
    for scenario in suite:
        if kind in scenario.basis:
            yield f"{scenario.file}:{scenario.line}", scenario.basis[kind]


def test_every_docs_basis_is_an_anchor_of_the_3_14_documentation(suite: list[Scenario]) -> None:
    lines = DOCUMENTATION.read_text(encoding="utf-8").splitlines()
    anchors = {line for line in lines if not line.startswith("#")}
    found = list(named(suite, "docs"))
    assert found
    wrong = [f"{place}: {anchor} is not in {DOCUMENTATION.name}" for place, anchor in found if anchor not in anchors]
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def promises(suite: list[Scenario]) -> list[Scenario]:
    """The rules at must."""
    return [scenario for scenario in suite if scenario.level is Level.MUST]


QUOTE_LIMIT = 25
"""Words of the longest quote."""


def test_every_must_quotes_the_sentence_that_it_rests_on(suite: list[Scenario], promises: list[Scenario]) -> None:
    """A promise that nobody can point at is none."""
    bare = [f"{s.file}:{s.line}: {s.id}" for s in promises if not {"docs", "quote"} <= s.basis.keys()]
    assert not bare, "\n".join(bare)
    long = [place for place, quote in named(suite, "quote") if len(quote.split()) > QUOTE_LIMIT]
    assert not long, "\n".join(long)


def test_every_quote_is_in_the_documentation(suite: list[Scenario]) -> None:
    """An ellipsis stands for what was left out; the parts come in this order."""
    if not documentation.PAGES.is_dir():
        pytest.skip("the documentation is not unpacked below .interpreters/doc314 (.ci/interpreters does it)")
    wrong = []
    for scenario in suite:
        if "quote" in scenario.basis:
            text = documentation.text_at(scenario.basis["docs"])
            parts = [documentation.normalised(part) for part in scenario.basis["quote"].split("...")]
            if not re.search(".*".join(map(re.escape, parts)), text):
                wrong.append(
                    f"{scenario.file}:{scenario.line}: not below {scenario.basis['docs']}: {scenario.basis['quote']}"
                )
    assert not wrong, "\n".join(wrong)


def test_no_must_counts_iterations_to_place_a_task(promises: list[Scenario]) -> None:
    """The number of iterations of a task is CPython's own; `settle` waits for any number."""
    ticking = [
        f"{s.file}:{s.line}: {s.id}"
        for s in promises
        if "iterations" not in s.tags and any(step.verb == "tick" for step in s.steps())
    ]
    assert not ticking, "\n".join(ticking)


def test_a_should_tells_why_it_is_no_must(suite: list[Scenario]) -> None:
    """A page alone would claim that the documentation promises the rule, which is what must is for."""
    bare = [f"{s.file}:{s.line}" for s in suite if s.level is Level.SHOULD and s.basis.keys() == {"docs"}]
    assert not bare, "\n".join(bare)


def test_every_test_basis_is_a_test_of_cpython(suite: list[Scenario]) -> None:
    if importlib.util.find_spec("test.test_asyncio") is None:
        pytest.skip("this Python came without its tests")
    wrong = [f"{place}: no test {name}" for place, name in named(suite, "test") if not exists(name)]
    assert not wrong, "\n".join(wrong)


def exists(name: str) -> bool:
    """Whether ``test_asyncio.MODULE.CLASS.METHOD`` is defined here; the module is read and never run."""
    package, module, *inner = name.split(".")
    found = importlib.util.find_spec(f"test.{package}")
    assert found
    assert found.origin
    file = Path(found.origin).with_name(f"{module}.py")
    if not file.exists():
        return False
    body: list[ast.stmt] = ast.parse(file.read_text(encoding="utf-8")).body
    for part in inner:
        inside = [node for node in body if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == part]
        if not inside:
            return False
        body = inside[0].body
    return True
