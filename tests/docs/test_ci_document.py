"""docs/ci.md: its commands work one after another, its lists are whole, its links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "ci.md").read_text("utf-8")


def commands() -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]


def test_the_commands_work_in_their_order(folder: Path) -> None:
    pytest.importorskip("uvloop")
    run = [sys.executable, "-m", "loopspec", "run", "asyncio", "--spec", "rules.yaml", "--results"]
    for name in ("old.jsonl", "new.jsonl", "parts/one/a.jsonl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([*run, name], cwd=folder, check=True, capture_output=True)
    (folder / "spec").symlink_to(ROOT / "spec")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands():
        done = subprocess.run(
            # The document speaks of the whole suite; an area of it does as well, and takes less time.
            re.sub(r"(run uvloop --shard)", r"run uvloop --area Event --shard", command).replace(
                "Lock --rep", "Event --rep"
            ),
            shell=True,
            cwd=folder,
            env={**os.environ, "PATH": path},
            timeout=120,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), f"{command}\n{done.stdout}{done.stderr}"
    assert (folder / "badge.svg").exists()
    assert (folder / "diff.md").exists()


def test_every_input_of_the_action_is_told_with_its_default() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    rows = dict(re.findall(r"^\| `([\w-]+)` \| ([^|]*?) ?\|", TEXT, re.MULTILINE))
    assert rows == {name: f"`{value['default']}`" if value["default"] else "" for name, value in inputs.items()}


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT):
        assert (ROOT / "docs" / target).exists(), target


def test_its_yaml_is_yaml() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        assert isinstance(yaml.safe_load(block), list)
