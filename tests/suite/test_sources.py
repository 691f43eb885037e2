"""What the rules rest on exists: pages and anchors of the documentation, tests of CPython."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from loopspec.results.model import Level
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario

DOCUMENTATION = Path(__file__).with_name("documentation-3.14.txt")


@pytest.fixture(scope="module")
def suite() -> list[Scenario]:
    return load_suite()


def named(suite: list[Scenario], kind: str) -> Iterator[tuple[str, str]]:
    """What the rules of the suite name as their basis of a kind: ``file:line`` of the rule, and the text."""
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
