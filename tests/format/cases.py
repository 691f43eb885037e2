"""Runs scenario files in this process, on the standard library: they are our own, hence trusted."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from loopspec.far import harness, tools
from loopspec.rendering.render import render_case
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario

HERE = Path(__file__).parent
VALID_PASS = load_suite([HERE / "valid-pass"])
VALID_FAIL = load_suite([HERE / "valid-fail"])


def run(scenario: Scenario) -> tuple[str, str, int | None]:
    """The verdict on a scenario, the sentence that says why, and the first event that differs."""
    space: dict[str, Any] = {}
    exec(compile(render_case(scenario), scenario.id, "exec"), space)
    execution = harness.Scenario(harness.Namespace(asyncio), tools)
    observation = harness.observe(space[scenario.function], execution)
    return harness.judge(observation, scenario.expected(sys.version_info[:2]))
