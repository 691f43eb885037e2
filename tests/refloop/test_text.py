"""refloop as a text: its order of reading is whole, and its promises of order name scenarios that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from whole_suite import whole_suite

REFLOOP = Path(__file__).parents[2] / "reference" / "refloop"
KEEPERS = (
    *("core/loop", "core/futures", "core/tasks"),
    *("waiting/combinators", "waiting/timeouts", "waiting/taskgroups", "waiting/locks", "waiting/queues"),
    "runtime/runners",
)


@pytest.fixture(scope="module")
def rules() -> set[str]:
    return {scenario.id.partition("[")[0] for scenario in whole_suite()}


def promises(path: Path) -> list[str]:
    return re.findall(r"\[([a-z]+/[a-z-]+/[a-z0-9-]+)\]", path.read_text(encoding="utf-8"))


def test_scenarios_that_are_named_exist(rules: set[str]) -> None:
    named = {name for path in [*REFLOOP.rglob("*.py"), REFLOOP / "README.md"] for name in promises(path)}
    assert named - rules == set()


@pytest.mark.parametrize("module", KEEPERS)
def test_who_keeps_an_order_names_its_proof(module: str) -> None:
    assert promises(REFLOOP / f"{module}.py")


def test_the_order_of_reading_has_every_file_once() -> None:
    text = (REFLOOP / "README.md").read_text(encoding="utf-8")
    order = text[text.index("## Order of reading") :]
    named = re.findall(r"`((?:\w+/)?\w+\.py)`", order)
    files = [path.relative_to(REFLOOP).as_posix() for path in REFLOOP.rglob("*.py")]
    assert sorted(named) == sorted(file for file in files if not file.endswith("/__init__.py"))
