"""The HTML report: one file that works from disk, with no network."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from loopspec.printable import one_line
from loopspec.report.against import Against, against
from loopspec.report.compat import WithoutRule, without_rule
from loopspec.report.reporter import Appendix, Section
from loopspec.report.text import VERDICT_MEANS, web_address
from loopspec.report.view_model import embed, view_model
from loopspec.results.model import Level, Results, TargetInfo, Verdict
from loopspec.results.tally import TargetTally, conclude, gap_lines, gaps, tallies

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

MANY_REASONS = 20
"""Reasons of a kind that the table of targets names for which rules were not judged."""

ASYNCIO_HOME = "https://docs.python.org/"
"""The beginnings of the homes, in the registry, of the standard library's loop and of its modes."""

LOOPS, REFLOOP, ASYNCIO = "Loops", "refloop, the reference, and its modes", "asyncio itself, and its modes"
"""The kinds of targets in the table: readers ask for the loops first."""

STYLES = ("base.css", "search.css", "overview.css", "matrix.css", "detail.css", "views.css", "print.css")
SCRIPTS = (
    "dom.js",
    "data.js",
    "query.js",
    "state.js",
    "search.js",
    "filters.js",
    "differences.js",
    "compare.js",
    "matrix.js",
    "download.js",
    "highlight.js",
    "trace.js",
    "detail.js",
    "trend.js",
    "loop.js",
    "documentation.js",
    "views.js",
    "main.js",
)


class HtmlReporter:
    """HTML: one page to open from disk."""

    name = "html"
    writes = "the report"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render the page, with a section for each appendix."""
        sections = filter(None, (one.html() for one in appendices))
        return render_html(results, list(sections), without_rule(appendices), against(appendices))


REPORTER = HtmlReporter()


def template(package: str, name: str) -> Template:
    """Load an HTML template from the folder ``templates`` of a package: strict, and everything escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template(name)


def render_html(
    results: Results,
    sections: Sequence[Section] = (),
    unused: Sequence[WithoutRule] = (),
    older: Against | None = None,
) -> str:
    """Render the report as one HTML document with its styles, its scripts and its data inside.

    *sections* follow the differences; *unused* is for the view by documentation; with an *older* run the page opens
    with what has changed since.
    """
    from markupsafe import Markup

    return template("loopspec.report", "report.html.jinja").render(
        results=results,
        sections=sections,
        older=older,
        groups=(grouped := groups(results)),
        some_known=any(tally.accepted() for _, rows in grouped for _, tally in rows),
        grave=(Verdict.CRASH, Verdict.HANG),
        unjudged=(Verdict.MISSING, Verdict.UNSUPPORTED, Verdict.ERROR, Verdict.NOT_RUN),
        gaps={target: list(map(one_line, gap_lines(found, MANY_REASONS))) for target, found in gaps(results).items()},
        conclusion=conclude(results),
        levels=list(Level),
        verdict_means=VERDICT_MEANS,
        web_address=web_address,
        style=Markup("\n").join([_assets(STYLES), *(one.style for one in sections)]),
        script=_assets(SCRIPTS),
        data=Markup(embed(view_model(results, unused, older))),
    )


def groups(results: Results) -> list[tuple[str, list[tuple[TargetInfo, TargetTally]]]]:
    """Separate loops from refloop, and from asyncio itself; one group without a title where there is only one kind."""
    found: dict[str, list[tuple[TargetInfo, TargetTally]]] = {title: [] for title in (LOOPS, REFLOOP, ASYNCIO)}
    rows = list(zip(results.targets, tallies(results), strict=True))
    for info, tally in rows:
        kind = REFLOOP if info.name.startswith("refloop") else LOOPS
        found[ASYNCIO if info.home.startswith(ASYNCIO_HOME) else kind].append((info, tally))
    if any(len(members) == len(rows) for members in found.values()):
        return [("", rows)]
    return [(title, members) for title, members in found.items() if members]


def _assets(names: tuple[str, ...]) -> Markup:
    from markupsafe import Markup

    folder = files("loopspec.report").joinpath("assets")
    return Markup("\n".join(folder.joinpath(n).read_text("utf-8") for n in names))
