"""The appendix of a report: which planted faults the suite sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from loopspec.detect.model import Detection, Fate
from loopspec.detect.tables import HEADS, by, cells, conclusion, head, levels, markdown
from loopspec.printable import printable
from loopspec.report.reporter import Section
from loopspec.report.reporters.html import template

NOT_SEEN = {Fate.UNSEEN: "not seen by the rules that execute them", Fate.UNREACHED: "executed by no rule"}

TITLE = "Which planted faults the suite sees"


@dataclass(frozen=True, slots=True)
class Detected:
    """The fates of faults that were planted in some targets, as an appendix of a report."""

    detections: Sequence[Detection]

    def html(self) -> Section:
        """Make the section of an HTML page."""
        plain = [printable(one) for one in self.detections]
        body = template("loopspec.detect", "detection.html.jinja").render(
            headings=HEADS,
            targets=[
                {
                    "head": head(one),
                    "name": f"{one.target.name} {one.target.python}",
                    "conclusion": conclusion(one),
                    "levels": levels(one),
                    "rows": [[name, *cells(outcomes)] for name, outcomes in by(one, lambda fault: fault.module).items()]
                    + [["all", *cells(one.outcomes)]],
                    "lists": [(says, found) for fate, says in NOT_SEEN.items() if (found := one.of(fate))],
                }
                for one in plain
            ],
        )
        style = files("loopspec.detect").joinpath("templates", "detection.css").read_text("utf-8")
        return Section("detection", "Detection", TITLE, Markup(body), Markup(style))

    def markdown(self) -> str:
        """Make the Markdown."""
        parts = [markdown(one, level=3) for one in self.detections]
        return "\n".join([f"## {TITLE}\n", *parts])
