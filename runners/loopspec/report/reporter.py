"""Report formats: what one has to be, and which there are.

A format is a module of ``loopspec.report.reporters`` with a ``REPORTER``, or an object that another distribution names
by an entry point of the group ``loopspec.reporters``; the name of the entry point is the name of its option.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from loopspec.report import reporters as formats
from loopspec.results.model import Results

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from markupsafe import Markup

GROUP = "loopspec.reporters"
"""The group of the entry points of other distributions."""


class ReporterError(Exception):
    """A report format that cannot be loaded; the message names it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an HTML page about something else than verdicts; made by the code that knows about it."""

    id: str
    """Its anchor."""
    link: str
    """Its name in the navigation."""
    title: str
    body: Markup
    style: Markup


class Appendix(Protocol):
    """A part of a report about something else than verdicts, such as speed; the caller makes it."""

    def html(self) -> Section | None:
        """Make the section of an HTML page, None where it has none."""

    def markdown(self) -> str:
        """Make the Markdown, which begins with a heading."""


class Reporter(Protocol):
    """A report format."""

    @property
    def name(self) -> str:
        """The name of its option, without hyphens in front: ``html``."""

    @property
    def writes(self) -> str:
        """Name the option's output, for its help: ``the report``."""

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render results as one text; equal results give equal text."""


class PluggedIn:
    """A reporter of another distribution, which is imported when it is first asked to render."""

    def __init__(self, point: EntryPoint) -> None:
        self._point = point
        self.name = point.name
        self.writes = f"the report of {point.dist.name if point.dist else point.value}"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render results. Raises ReporterError when the reporter cannot be imported or is none."""
        return self.load().render(results, appendices)

    def load(self) -> Reporter:
        """Import the reporter. Raises ReporterError."""
        try:
            reporter: Reporter = self._point.load()
        except Exception as error:  # it is foreign code, which may raise anything
            raise ReporterError(f"--{self.name}: {self._point.value} cannot be imported: {error!r}") from error
        if not callable(getattr(reporter, "render", None)):
            raise ReporterError(f"--{self.name}: {self._point.value}: expected an object with a method render")
        return reporter


@cache
def reporters() -> tuple[Reporter, ...]:
    """Return all report formats: the ones of the tool, then those of other distributions, each by name."""
    from importlib.metadata import entry_points  # late: it takes as long as the rest of a command's start

    own: list[Reporter] = [
        import_module(f"{formats.__name__}.{module.name}").REPORTER for module in pkgutil.iter_modules(formats.__path__)
    ]
    taken = {reporter.name for reporter in own}
    foreign = sorted(
        (point for point in entry_points(group=GROUP) if point.name not in taken), key=lambda point: point.name
    )
    return (*own, *map(PluggedIn, foreign))
