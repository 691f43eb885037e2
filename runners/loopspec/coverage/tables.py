"""The account as tables: for the terminal and in Markdown."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from loopspec.coverage.account import STATES, Account
from loopspec.coverage.inventory import KINDS, Kind
from loopspec.report.markdown import code_cell, escape, table

HEADINGS: dict[Kind, str] = {"name": "names", "parameter": "parameters", "error": "errors"}
"""Plural of the kinds of claims."""

NOTE = "Cells: covered by a scenario / explained in NOT-COVERED.md / gaps."

ALL = "all"


def title(page: str) -> str:
    """Return the short name of a page: ``queue`` for ``library/asyncio-queue.html``."""
    return page.removeprefix("library/asyncio-").removesuffix(".html")


def rows(account: Account) -> list[list[str]]:
    """Return a row for each page and one for all: the name of the page, then a cell for each kind."""
    found = []
    for page in (*account.pages, None):
        counts = [account.count(page, kind) for kind in KINDS]
        cells = [" / ".join(str(count[state]) for state in STATES) if count else "" for count in counts]
        found.append([ALL if page is None else title(page), *cells])
    return found


def show(account: Account, console: Console, *, table_too: bool = True, gaps: bool = False) -> None:
    """Print the table, and with ``gaps`` one line a gap and one a behaviour whose rule has yet to be written."""
    if table_too:
        drawn = Table(box=None, pad_edge=False)
        drawn.add_column("page")
        for kind in KINDS:
            drawn.add_column(HEADINGS[kind], justify="right")
        for row in rows(account):
            drawn.add_row(*map(Text, row), style="bold" if row[0] == ALL else "")
        console.print(drawn)
        console.print(Text(NOTE, style="dim"))
    if gaps:
        for page, found in groupby(account.gaps(), lambda gap: gap.page):
            for gap in found:
                console.print(Text(f"{title(page)}: {gap.claim}"), soft_wrap=True)
        for area, behaviour in account.to_do:
            console.print(Text(f"{area}: {behaviour}"), soft_wrap=True)


def markdown(account: Account) -> str:
    """Render the table and the gaps in Markdown."""
    parts = [
        f"{escape(account.summary())}. {NOTE}",
        table(["page", *(HEADINGS[kind] for kind in KINDS)], [[escape(row[0]), *row[1:]] for row in rows(account)]),
    ]
    gaps = [[escape(title(gap.page)), code_cell(str(gap.claim))] for gap in account.gaps()]
    if gaps:
        parts.append(table(["page", "gap"], gaps, texts=2))
    if account.to_do:
        parts.append(table(["area", "rule to write"], [[escape(one) for one in row] for row in account.to_do], texts=2))
    return "\n\n".join(parts) + "\n"
