"""Compatibility data as JSON: each sentence of the documentation, its rules, and which targets keep it."""

from __future__ import annotations

from collections.abc import Sequence

from loopspec.report.compat import compat_text, without_rule
from loopspec.report.reporter import Appendix
from loopspec.results.model import Results


class CompatReporter:
    """Compatibility data, as ``compat-1.0.json`` describes them."""

    name = "compat"
    writes = "compatibility data by page of the documentation, as JSON,"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render the data; the appendix on coverage has the parts without a rule."""
        return compat_text(results, without_rule(appendices))


REPORTER = CompatReporter()
