"""Runs scenario files in this process, on the standard library: they are our own, hence trusted."""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path
from typing import Any

from loopspec.harness import tools
from loopspec.harness.execution import Execution, Namespace, judge, observe
from loopspec.harness.outside import Outside
from loopspec.rendering.render import render_case
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario

HERE = Path(__file__).parent
VALID_PASS = load_suite([HERE / "valid-pass"])
VALID_FAIL = load_suite([HERE / "valid-fail"])


def run(scenario: Scenario) -> tuple[str, str, int | None]:
    """The verdict on a scenario, the sentence that says why, and the first event that differs."""
    space: dict[str, Any] = {}
    code = render_case(scenario)
    if "caught_warnings" in code:
        gc.collect()  # what other tests left in this process warns now, not in the case
    exec(compile(code, scenario.id, "exec"), space)
    execution = Execution(Namespace(asyncio), tools)
    execution.make_outside = Outside
    observation = observe(space[scenario.function], execution)
    return judge(observation, scenario.expected(sys.version_info[:2]))
