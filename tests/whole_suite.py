"""The rules that come with loopspec, read once in each process that runs tests."""

from __future__ import annotations

import functools

from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario


@functools.cache
def whole_suite() -> list[Scenario]:
    """Load all scenarios; nobody changes the list."""
    return load_suite()
