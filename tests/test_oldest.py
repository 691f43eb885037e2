"""`.ci/run` tests with the oldest packages too: those that pyproject.toml names, no others and none left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOWER_BOUND = re.compile(r"([a-z][\w-]*)(?:>=|~=)([\d.]+)")
UNBOUNDED = {"types-jsonschema", "types-pyyaml"}
"""Stubs, which follow the libraries that they are for."""


def test_oldest_packages_are_the_lower_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["loops"], *extras["fuzz"], *extras["test"]]
    bounds = {found[1]: found[2] for text in wanted if (found := LOWER_BOUND.match(text))}
    assert {text for text in wanted if not LOWER_BOUND.match(text)} == UNBOUNDED
    lines = (ROOT / ".ci" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert pinned == bounds
