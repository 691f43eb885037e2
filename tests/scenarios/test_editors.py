"""Editors can use the published schemas: check-jsonschema holds files against them as an editor does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from loopspec.places import SPEC
from loopspec.scenarios.frame import FORMATS
from scenarios.cases import HERE

MODELINE = re.compile(r'# yaml-language-server: \$schema=(\S+)\nformat: "([0-9.]+)"\n')
OURS = sorted(SPEC.glob("*/*.yaml"))


def check(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def version_of(path: Path) -> str:
    found = re.search(r'^format: "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.slow
@pytest.mark.parametrize("version", FORMATS)
def test_every_file_passes_with_the_schema_of_its_format(version: str) -> None:
    files = [path for path in (*OURS, *(HERE / "valid-pass").iterdir()) if version_of(path) == version]
    assert files
    done = check(SPEC / "schema" / f"scenario-{version}.json", *files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["steps/verb-misspelt", "head/scenario-unknown-key", "versions/except-is-no-version"])
def test_wrong_file_fails(name: str) -> None:
    path = HERE / "invalid" / f"{name}.yaml"
    done = check(SPEC / "schema" / f"scenario-{version_of(path)}.json", path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert path.name in done.stdout


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(SPEC).as_posix())
def test_first_line_names_the_schema_of_the_format(path: Path) -> None:
    found = MODELINE.match(path.read_text(encoding="utf-8"))
    assert found, f"{path}: expected `# yaml-language-server: $schema=...` and then the format"
    schema, version = found.groups()
    assert (path.parent / schema).resolve() == SPEC / "schema" / f"scenario-{version}.json"
