"""The older run that a report is held against: the page opens with what has changed since, Markdown ends with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loopspec.report.markdown import changes_as_markdown
from loopspec.results.difference import Difference, compare
from loopspec.results.model import Results


@dataclass(frozen=True, slots=True)
class Against:
    """An older run and what has changed since, as an appendix of a report."""

    name: str
    """The name of its file."""
    old: Results
    difference: Difference

    @classmethod
    def of(cls, name: str, old: Results, new: Results) -> Against:
        """Compare the runs. Raises ResultsError when they have no target in common."""
        return cls(name, old, compare(old, new))

    def html(self) -> None:
        """Make no section: the page compares the two runs itself, as it does with a file that is dropped on it."""

    def markdown(self) -> str:
        """Make the Markdown."""
        return changes_as_markdown(self.difference)


def against(appendices: Iterable[object]) -> Against | None:
    """Return the older run among the appendices, None where there is none."""
    return next((appendix for appendix in appendices if isinstance(appendix, Against)), None)
