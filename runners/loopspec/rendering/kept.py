"""Rendered code that is kept: a scenario of a file that has not changed is not rendered again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loopspec.caches import Cache
from loopspec.scenarios import load
from loopspec.scenarios.scenario import Scenario

KEPT = Cache("rendered", "rendering", *load.READERS)
"""The code of a file's scenarios, by their ids."""


def render_cases(scenarios: Sequence[Scenario]) -> list[str]:
    """Return the code of each scenario, as ``render_case`` renders it."""
    found: dict[str, dict[str, str]] = {one.file_key: {} for one in scenarios if one.file_key}
    for key, codes in found.items():
        codes |= KEPT.read(key) or {}
    added = dict[str, None]()
    rendered = []
    for scenario in scenarios:
        codes = found.get(scenario.file_key, {})
        if scenario.id not in codes:
            from loopspec.rendering.render import render_case  # costs Jinja, which is needed only here

            codes[scenario.id] = render_case(scenario)
            added[scenario.file_key] = None
        rendered.append(codes[scenario.id])
    for key in added:
        if key:
            KEPT.keep(key, found[key])
    return rendered


def prebuild(folder: str) -> None:
    """Write the caches of the whole suite to the folder that an installed copy has them in. Raises FileError."""
    render_cases(load.load_suite())
    for cache in (load.KEPT, KEPT):
        cache.build(Path(folder))
