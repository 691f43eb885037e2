"""The examples of the guide for authors are scenario files, and they hold."""

from __future__ import annotations

import re

import pytest

from loopspec.places import SPEC
from loopspec.scenarios.load import load_text
from loopspec.scenarios.scenario import Scenario
from loopspec.scenarios.vocabulary import TAGS
from scenarios.cases import run

GUIDE = (SPEC / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    scenario
    for text in re.findall(r"```yaml\n(format: .*?)```", GUIDE, re.DOTALL)
    for scenario in load_text("README.yaml", text.encode())
]


@pytest.mark.parametrize("scenario", EXAMPLES, ids=lambda scenario: scenario.name)
def test_example_passes(scenario: Scenario) -> None:
    assert run(scenario) == ("pass", "", None)


def test_there_are_examples_of_both_formats() -> None:
    assert len(EXAMPLES) == 4


def test_every_tag_is_explained() -> None:
    for tag in TAGS:
        assert f"`{tag}`:" in GUIDE
