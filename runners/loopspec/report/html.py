"""The HTML report: one file that works from disk, with no network."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from loopspec.report.payload import embed, payload
from loopspec.report.words import VERDICT_MEANS, web_address
from loopspec.results.model import Level, Results, Verdict
from loopspec.results.tally import conclude, tallies

STYLES = ("base.css", "overview.css", "matrix.css", "detail.css")
SCRIPTS = (
    "dom.js",
    "data.js",
    "state.js",
    "filters.js",
    "differences.js",
    "compare.js",
    "matrix.js",
    "highlight.js",
    "trace.js",
    "detail.js",
    "main.js",
)


def render_html(results: Results) -> str:
    """The report as one HTML document with its styles, its scripts and its data inside."""
    environment = Environment(
        loader=PackageLoader("loopspec.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.jinja").render(
        results=results,
        cards=list(zip(results.targets, tallies(results), strict=True)),
        conclusion=conclude(results),
        levels=list(Level),
        verdicts=list(Verdict),
        verdict_means=VERDICT_MEANS,
        web_address=web_address,
        style=_assets(STYLES),
        script=_assets(SCRIPTS),
        data=Markup(embed(payload(results))),
    )


def _assets(names: tuple[str, ...]) -> Markup:
    folder = files("loopspec.report").joinpath("assets")
    return Markup("\n".join(folder.joinpath(n).read_text("utf-8") for n in names))
