"""The appendix of a report: how fast the targets are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from loopspec.bench.measurements import Measurements
from loopspec.bench.tables import cost_text, described, least_text, markdown, mean_text, ratio_text, spread_text
from loopspec.bench.workloads import Workload
from loopspec.report.reporter import Section
from loopspec.report.reporters.html import template

FULL = 8.0
"""The ratio whose bar fills its half of the scale; what is beyond it is no longer."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio on a logarithmic scale whose middle is 1."""

    side: str
    """``faster`` or ``slower``."""
    percent: float
    """Of the whole width, at most 50."""


def bar(ratio: float | None) -> Bar | None:
    """Return the bar of a ratio; None where there is none, or none to be seen."""
    if ratio is None:
        return None
    percent = round(min(50.0, 50 * abs(math.log(ratio)) / math.log(FULL)), 1)
    return Bar("faster" if ratio > 1 else "slower", percent) if percent else None


@dataclass(frozen=True, slots=True)
class Speed:
    """The speed of the targets, as an appendix of a report."""

    measurements: Measurements

    def html(self) -> Section:
        """Make the section of an HTML page."""
        return section(self.measurements)

    def markdown(self) -> str:
        """Make the Markdown."""
        return f"## How fast they are\n\n{markdown(self.measurements)}"


def section(measurements: Measurements) -> Section:
    """Render the section "How fast", for ``render_html``."""
    others = measurements.targets[1:]

    def row(workload: Workload) -> dict[str, object]:
        return {
            "workload": workload,
            "cost": cost_text(measurements, workload, measurements.baseline),
            "ratios": [
                (ratio_text(measurements, workload, one), bar(measurements.ratio(workload, one))) for one in others
            ],
        }

    core = [row(one) for one in measurements.workloads if one.core]
    body = template("loopspec.bench", "speed.html.jinja").render(
        measurements=measurements,
        others=others,
        parts=[core, [row(one) for one in measurements.workloads if not one.core]],
        sums=[
            ("geometric mean", [(mean_text(measurements, one), bar(measurements.mean(one))) for one in others]),
            ("least", [(least_text(measurements, one), bar(measurements.least(one))) for one in others]),
        ]
        if core and others
        else [],
        unmeasured=measurements.unmeasured(),
        described=", ".join(described(one) for one in measurements.targets),
        spread=spread_text(measurements),
    )
    style = files("loopspec.bench").joinpath("templates", "speed.css").read_text("utf-8")
    return Section("speed", "Speed", "How fast they are", Markup(body), Markup(style))
