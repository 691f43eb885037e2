"""The manual against the code, and the worked example against uvloop."""

from __future__ import annotations

import ast
import importlib.metadata
import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from loopspec.config import file, known
from loopspec.config.file import read_config
from loopspec.config.keys import BLOCKED, KNOWN, SETTINGS
from loopspec.gate.compare import FindingKind

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "gate-uvloop"


def table(*head: str) -> dict[str, str]:
    """The rows of all tables with a head: the first cell without its backquotes, and the second."""
    start = re.escape("| " + " | ".join(head)) + r".*\n\|[-|]+\n((?:\|.*\n)+)"
    rows = [row.strip("|").split(" | ") for block in re.findall(start, MANUAL) for row in block.splitlines()]
    return {row[0].strip().strip("`"): row[1].strip() for row in rows}


def described(module: ModuleType, name: str) -> dict[str, str]:
    """The docstrings of the fields of a dataclass, quotes of code as Markdown has them."""
    (tree,) = ast.parse(inspect.getsource(getattr(module, name))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            found[field.target.id] = str(text.value.value).replace("``", "`")
    return found


def test_the_manual_has_every_key_in_the_words_of_the_code() -> None:
    words = {**described(file, "Config"), **described(known, "Known")}
    manual = table("key", "meaning")
    assert list(manual) == [*SETTINGS, *KNOWN]
    assert manual == {key: words[key] for key in manual}
    words = described(known, "Blocked")
    manual = table("key of `[[blocked]]`", "meaning")
    assert list(manual) == list(BLOCKED)
    assert manual == {key: words[key] for key in manual}


def test_the_manual_has_every_kind_of_red() -> None:
    assert list(table("red", "when")) == list(FindingKind)


def test_the_example_of_the_manual_is_a_configuration(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    (tmp_path / "loopspec.toml").write_text("".join(blocks))
    found = read_config(tmp_path / "loopspec.toml")
    assert (len(blocks), len(found.known), len(found.blocked)) == (2, 2, 1)


def test_links_of_the_manual_and_the_example_lead_somewhere() -> None:
    for document in (ROOT / "docs" / "gate.md", EXAMPLE / "README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document}: {target}"


@pytest.mark.slow
def test_the_example_gates_uvloop_green() -> None:
    uvloop = pytest.importorskip("uvloop", reason="uvloop is not installed: the worked example was not run")
    version = importlib.metadata.version("uvloop")
    if sys.version_info[:2] != (3, 11) or not version.startswith("0.23."):
        pytest.skip(f"the worked example is about {uvloop.__name__} 0.23 on CPython 3.11, not {version} here")
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "gate"],
        cwd=EXAMPLE, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    entries = read_config(EXAMPLE / "loopspec.toml").known
    flaky = sum(entry.flaky for entry in entries)
    counts = re.search(r" (\d+) known deviations, (\d+) flaky, 0 red", done.stdout)
    assert counts, done.stdout
    assert int(counts[1]) == len(entries) - flaky
    assert int(counts[2]) <= flaky  # one that holds this time is not counted
