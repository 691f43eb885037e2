"""Reports: each is a pure function of a ``Results`` value; the same results give the same bytes."""

from loopspec.report.html import render_html
from loopspec.report.junit import render_junit
from loopspec.report.markdown import render_markdown
from loopspec.report.terminal import progress, summary
from loopspec.results.tally import Conclusion, conclude

__all__ = [
    "Conclusion",
    "conclude",
    "progress",
    "render_html",
    "render_junit",
    "render_markdown",
    "summary",
]
