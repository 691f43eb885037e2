"""Tables for any width: as a table where it fits, else an entry of a few lines for each row.

Nothing that is printed is cut: a column that is too narrow for its numbers would show wrong ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.text import Text

ENDLESS = 1 << 20
"""Columns of a terminal on which everything fits."""

WIDE = 160
"""Columns of a table that goes to a file or another program."""


def widen(console: Console) -> None:
    """Set the width of a console to ``WIDE`` where it is not a terminal."""
    if not console.is_terminal:
        console.width = WIDE


def fitting(console: Console, choices: Sequence[RenderableType]) -> RenderableType:
    """Return the first renderable that fits the width of the console without being squeezed, else the last."""
    options = console.options.update(width=ENDLESS, max_width=ENDLESS)
    for choice in choices[:-1]:
        if Measurement.get(console, options, choice).minimum <= console.width:
            return choice
    return choices[-1]


def entry(title: Text, facts: Iterable[Text], *more: RenderableType) -> RenderableType:
    """Render a row of a table as an entry: its name on lines of its own, then its cells, then ``more``."""
    title.overflow = "fold"
    return Group(title, *(Padding(part, (0, 0, 0, 2)) for part in (Columns(facts, padding=(0, 2)), *more)))
