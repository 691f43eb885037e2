"""NOT-COVERED.md: its tables, and the rows that have become false."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopspec.coverage.explained import check_rules, read_explained, reasons
from loopspec.coverage.inventory import Claim, Inventory, from_data
from loopspec.scenarios.document import SpecError

INVENTORY = from_data(
    {
        "python": "3.14.0",
        "bases": {},
        "pages": {
            "library/asyncio-one.html": {
                "asyncio.sleep": {"kind": "function", "parameters": ["delay", "result"], "errors": ["ValueError"]},
                "asyncio.wait": {"kind": "function", "parameters": ["aws"], "errors": ["TimeoutError"]},
            }
        },
    }
)
SLEEP = Claim("name", "asyncio.sleep")
DELAY, RESULT = (Claim("parameter", "asyncio.sleep", one) for one in ("delay", "result"))
VALUE_ERROR = Claim("error", "asyncio.sleep", "ValueError")


@pytest.fixture
def inventory() -> Inventory:
    return INVENTORY


def written(folder: Path, *rows: str, head: str = "name | reason") -> Path:
    """A file with one table, whose first row is in line 5."""
    path = folder / "NOT-COVERED.md"
    lines = ["# Not covered", "", f"| {head} |", "| --- | --- |", *(f"| {row} |" for row in rows), "", "The end."]
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    ("row", "covered", "explained"),
    [
        ("`asyncio.sleep`", [], {SLEEP, DELAY, RESULT, VALUE_ERROR}),
        ("`asyncio.sleep(*)`", [SLEEP], {DELAY, RESULT}),
        ("`asyncio.sleep(*)`", [SLEEP, DELAY], {RESULT}),
        ("`asyncio.sleep(result)`", [SLEEP], {RESULT}),
        ("`asyncio.sleep raises ValueError`", [SLEEP], {VALUE_ERROR}),
    ],
)
def test_a_row_explains_what_is_not_covered(
    tmp_path: Path, inventory: Inventory, row: str, covered: list[Claim], explained: set[Claim]
) -> None:
    found = reasons(read_explained(written(tmp_path, f"{row} | it is slow")), inventory, covered)
    assert found == dict.fromkeys(explained, "it is slow")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("asyncio.slep", "5:1: 'asyncio.slep' is nothing in the inventory of asyncio; correct the name"),
        ("asyncio.sleep", "5:1: 'asyncio.sleep' is covered by a scenario now; delete the row"),
        ("asyncio.sleep(delay)", "5:1: 'asyncio.sleep(delay)' is covered by a scenario now; delete the row"),
        ("asyncio.sleep(d*)", "5:1: 'asyncio.sleep(d*)' is covered by a scenario now; delete the row"),
    ],
)
def test_a_row_that_has_become_false(tmp_path: Path, inventory: Inventory, row: str, message: str) -> None:
    path = written(tmp_path, f"`{row}` | no reason at all")
    with pytest.raises(SpecError) as caught:
        reasons(read_explained(path), inventory, [SLEEP, DELAY])
    assert str(caught.value) == f"{path}:{message}"


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        (["`asyncio.sleep` |"], "name | reason", "5:1: expected two cells with text, got 1"),
        (["a | b | c"], "name | reason", "5:1: expected two cells with text, got 3"),
        (["`asyncio.wait` | a", "`asyncio.wait` | b"], "name | reason",
         "6:1: `asyncio.wait` stands in line 5 already; delete one of the two"),
        (["a | b"], "nome | reason",
         "3:1: expected a table of 'name | reason', 'behaviour | reason', 'behaviour | rules', 'behaviour | area', "
         "got 'nome | reason'"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read(tmp_path: Path, rows: list[str], head: str, message: str) -> None:
    path = written(tmp_path, *rows, head=head)
    with pytest.raises(SpecError) as caught:
        read_explained(path)
    assert str(caught.value) == f"{path}:{message}"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "NOT-COVERED.md").write_bytes(b"\xff")
    with pytest.raises(SpecError, match=r"NOT-COVERED\.md:1:1: cannot be read: "):
        read_explained(tmp_path / "NOT-COVERED.md")


IDS = {"lock/acquire/one", "lock/acquire/two[primitive=Lock]"}


def test_rules_of_behaviours_are_scenarios(tmp_path: Path) -> None:
    rows = ("It hangs. | `lock/acquire/one`, `lock/acquire/two`", "It ends. | `lock/acquire/two[primitive=Lock]`")
    explained = read_explained(written(tmp_path, *rows, head="behaviour | rules"))
    check_rules(explained, IDS)
    assert [row.code for row in explained.met] == [
        ("lock/acquire/one", "lock/acquire/two"),
        ("lock/acquire/two[primitive=Lock]",),
    ]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("`lock/acquire/three`", "5:1: no scenario 'lock/acquire/three'; correct the id"),
        ("lock/acquire/one", "5:1: expected the ids of scenarios in backticks, got none"),
    ],
)
def test_a_behaviour_whose_rules_are_not_there(tmp_path: Path, rules: str, message: str) -> None:
    path = written(tmp_path, f"It hangs. | {rules}", head="behaviour | rules")
    with pytest.raises(SpecError) as caught:
        check_rules(read_explained(path), IDS)
    assert str(caught.value) == f"{path}:{message}"
