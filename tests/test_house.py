"""The house is in order: linted, typed, rendered, and importing in one direction."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "runners" / "loopspec"
FAR = TOOL / "far"
REFLOOP = ROOT / "reference" / "refloop"


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("loopspec", "validate"),
        ("loopspec", "render", "--check"),
    ],
    ids=" ".join,
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports when it runs, relative ones with their dots."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


@pytest.mark.parametrize("path", sorted(FAR.glob("*.py")), ids=lambda path: path.name)
def test_the_far_side_imports_the_standard_library_only(path: Path) -> None:
    outside = {name for name in imports_of(path) if not name.startswith("loopspec.far")}  # its own package
    allowed = sys.stdlib_module_names | {file.stem for file in FAR.glob("*.py")}
    assert {name.split(".")[0] for name in outside} <= allowed


@pytest.mark.parametrize("path", sorted(REFLOOP.rglob("*.py")), ids=lambda path: path.name)
def test_refloop_imports_itself_and_the_standard_library_only(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports_of(path) if not name.startswith(".")}
    assert outside <= sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted((ROOT / "generated_tests").rglob("*.py")), ids=lambda path: path.name)
def test_rendered_files_import_nothing(path: Path) -> None:
    assert imports_of(path) == set()


LAYERS = (
    {"__init__", "encoding", "far", "files", "groups", "places", "pytest_plugin"},
    {"capabilities"},
    {"scenarios"},
    {"results"},
    {"config", "rendering", "report"},
    {"launchers", "targets"},
    {"running"},
    {"fuzz", "gate", "pytest_debugger", "speed"},
    {"commands", "pytest_cases", "pytest_factories"},
    {"cli"},
    {"__main__"},
)
"""The rooms of the tool from the ground up; docs/architecture.md says what each is for."""


def rooms_from(path: Path, room: str) -> set[str]:
    """The rooms that a file of another room imports from."""
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("loopspec.")}
    return ours - {room}


@pytest.mark.parametrize("path", sorted(TOOL.rglob("*.py")), ids=lambda path: str(path.relative_to(TOOL)))
def test_imports_point_down(path: Path) -> None:
    floor = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    room = path.relative_to(TOOL).parts[0].removesuffix(".py")
    # pytest loads the plugin always, the rest seldom
    late = {"pytest_cases", "pytest_factories"} if room == "pytest_plugin" else set()
    assert all(floor[other] < floor[room] for other in rooms_from(path, room) - late)


@pytest.mark.parametrize("path", sorted((TOOL / "report").glob("*.py")), ids=lambda path: path.name)
def test_reports_know_results_and_nothing_of_how_they_came_about(path: Path) -> None:
    assert rooms_from(path, "report") <= {"results", "far"}  # of the far side: how versions compare
