"""The recipes of docs/extending.md work, and touch the files that they name and no others."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loopspec.places import PACKAGE, SPEC

ROOT = Path(__file__).parents[2]
RECIPES = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", (ROOT / "docs" / "extending.md").read_text(), re.S | re.M))
FILES = re.compile(r"^(Added to )?`([^`\n]+)`:\n\n```\w+\n(.*?)```", re.S | re.M)
COMMANDS = re.compile(r"^```sh\n(.*?)```", re.S | re.M)
ALLOWED = {"A verb": 1, "A report format": 1, "A capability": 1, "A loop": 2, "A launcher for an interpreter": 2}
"""The number of files of the package that each recipe may touch."""


def test_there_is_a_recipe_for_each_kind_of_extension() -> None:
    assert RECIPES.keys() == ALLOWED.keys()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "A verb" else pytest.mark.slow) for name in ALLOWED]
)
def test_recipe_works(name: str, tmp_path: Path) -> None:
    package = tmp_path / "copy" / "loopspec"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SPEC, package / "spec", dirs_exist_ok=True)
    touched = 0
    for added, path, text in FILES.findall(RECIPES[name]):
        inside = "/" in path
        file = (package if inside else tmp_path) / path
        assert file.exists() == bool(added)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
        touched += inside
    assert 1 <= touched <= ALLOWED[name]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "PATH": path}
    commands = [line for block in COMMANDS.findall(RECIPES[name]) for line in block.splitlines()]
    assert commands
    for line in commands:
        tool, *words = shlex.split(line)
        assert tool == "loopspec"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "loopspec", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    if name == "A capability":
        assert "clairvoyance" in done.stdout
    if name == "A report format":
        assert (tmp_path / "names.txt").read_text() == "asyncio\n"
