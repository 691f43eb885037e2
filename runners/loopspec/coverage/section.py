"""The appendix of a report: how much of asyncio's interface the scenarios use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from loopspec.coverage.account import Account
from loopspec.coverage.inventory import KINDS, NOT_DOCUMENTED
from loopspec.coverage.tables import HEADINGS, NOTE, markdown, rows, title
from loopspec.report.compat import WithoutRule
from loopspec.report.reporter import Section
from loopspec.report.reporters.html import template

STYLE = """\
.coverage-scroll { overflow-x: auto; }
.coverage { font-size: 13.5px; font-variant-numeric: tabular-nums; margin: 14px 0 10px; }
.coverage th, .coverage td { padding: 3px 18px 3px 0; text-align: right; font-weight: 400; }
.coverage th:first-child { text-align: left; }
.coverage thead th, .coverage tr:last-child > * { font-weight: 600; }
.coverage-gaps li { font: 12.5px/1.5 var(--mono); }
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of the interface, as an appendix of a report."""

    account: Account

    def html(self) -> Section:
        """Make the section of an HTML page."""
        gaps = groupby(self.account.gaps(), lambda gap: title(gap.page))
        body = template("loopspec.coverage", "coverage.html.jinja").render(
            summary=self.account.summary(),
            note=NOTE,
            headings=[HEADINGS[kind] for kind in KINDS],
            rows=rows(self.account),
            gaps=[(page, [str(gap.claim) for gap in found]) for page, found in gaps],
        )
        return Section("coverage", "Coverage", "Coverage of the API", Markup(body), Markup(STYLE))

    def markdown(self) -> str:
        """Make the Markdown."""
        return f"## Coverage of the API\n\n{markdown(self.account)}"

    def without_rule(self) -> Iterator[WithoutRule]:
        """Yield the claims of the documentation that no scenario uses, each with the reason if it has one."""
        for found in self.account.claims:
            if found.state != "covered" and found.page != NOT_DOCUMENTED:
                yield WithoutRule(found.page, found.claim.entry, str(found.claim), found.reason)
