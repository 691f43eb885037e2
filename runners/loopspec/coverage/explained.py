"""``NOT-COVERED.md``: what no scenario covers on purpose, and the behaviours met in the field with their rules.

The file is Markdown. Its tables are read; the head of a table says what its rows are:

- ``name | reason``: a part of the interface, as ``loopspec coverage`` writes it, in backticks; ``*`` stands for any
  text, and a name alone explains its parameters and errors too;
- ``behaviour | reason``: met in the field, and no rule on purpose;
- ``behaviour | rules``: met in the field, and the ids of the scenarios about it, in backticks;
- ``behaviour | area``: met in the field, and a rule has yet to be written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from loopspec.coverage.inventory import Claim, Inventory
from loopspec.scenarios.document import Fault, SpecError

FILE = "NOT-COVERED.md"
"""Its name, in a folder of scenarios."""

HEADS = {
    ("name", "reason"): "names",
    ("behaviour", "reason"): "left_out",
    ("behaviour", "rules"): "met",
    ("behaviour", "area"): "to_do",
}
"""The tables that are read."""

CELLS = re.compile(r"(?<!\\)\|")
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    file: str
    line: int
    first: str
    second: str

    def fault(self, message: str) -> Fault:
        """Return a fault of the row."""
        return Fault(self.file, self.line, 1, message)

    @property
    def code(self) -> tuple[str, ...]:
        """The texts in backticks of its second cell."""
        return tuple(CODE.findall(self.second))


@dataclass(frozen=True, slots=True)
class Explained:
    """The content of such a file."""

    names: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)
    met: list[Row] = field(default_factory=list)
    to_do: list[Row] = field(default_factory=list)


def read_explained(path: Path) -> Explained:
    """Read a file. Raises SpecError with all rows that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError([Fault(str(path), 1, 1, f"cannot be read: {error}")]) from None
    found, faults = Explained(), []
    rows: list[Row] | None = None
    seen: dict[str, int] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if not line.startswith("|"):
            rows = None
            continue
        cells = tuple(cell.strip().replace("\\|", "|") for cell in CELLS.split(line.strip().strip("|")))
        row = Row(str(path), number, cells[0], cells[1] if len(cells) > 1 else "")
        if number < len(lines) and re.fullmatch(r"\|[ :|-]+", lines[number]):
            rows = getattr(found, HEADS[cells]) if cells in HEADS else None
            if rows is None:
                expected = ", ".join(repr(" | ".join(head)) for head in HEADS)
                faults.append(row.fault(f"expected a table of {expected}, got {' | '.join(cells)!r}"))
        elif re.fullmatch(r"\|[ :|-]+", line) or rows is None:
            continue
        elif len(cells) != 2 or not all(cells):
            faults.append(row.fault(f"expected two cells with text, got {len([cell for cell in cells if cell])}"))
        elif cells[0] in seen:
            faults.append(row.fault(f"{cells[0]} stands in line {seen[cells[0]]} already; delete one of the two"))
        else:
            seen[cells[0]] = number
            rows.append(row)
    if faults:
        raise SpecError(faults)
    return found


def reasons(explained: Explained, inventory: Inventory, covered: Collection[Claim]) -> dict[Claim, str]:
    """Return the reason for each claim that a row explains. Raises SpecError for rows that have become false."""
    found: dict[Claim, str] = {}
    faults: list[Fault] = []
    for row in explained.names:
        pattern = row.first.strip("`")
        matched = list(_matched(pattern, inventory))
        if not matched:
            faults.append(row.fault(f"{pattern!r} is nothing in the inventory of asyncio; correct the name"))
        elif not any(claim not in covered for claim in matched) or Claim("name", pattern) in covered:
            faults.append(row.fault(f"{pattern!r} is covered by a scenario now; delete the row"))
        for claim in matched:
            if claim not in covered:
                found.setdefault(claim, row.second)
    if faults:
        raise SpecError(faults)
    return found


def _matched(pattern: str, inventory: Inventory) -> Iterator[Claim]:
    """Yield the claims that a row is about."""
    for claim in inventory.claims:
        if pattern in (str(claim), claim.entry) or ("*" in pattern and fnmatchcase(str(claim), pattern)):
            yield claim


def check_rules(explained: Explained, ids: Collection[str]) -> None:
    """Check that the scenarios that rows name exist. Raises SpecError.

    ``ids`` are those of all scenarios; one without the values of ``each`` stands for all of its forms.
    """
    whole = {one.partition("[")[0] for one in ids} | set(ids)
    faults = []
    for row in explained.met:
        if not row.code:
            faults.append(row.fault("expected the ids of scenarios in backticks, got none"))
        faults += [row.fault(f"no scenario {one!r}; correct the id") for one in row.code if one not in whole]
    if faults:
        raise SpecError(faults)
