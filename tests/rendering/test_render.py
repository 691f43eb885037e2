"""Rendering is deterministic, safe to compile anywhere, and reads as code that somebody wrote."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interpreters import VERSIONS, find
from loopspec.rendering.render import drift, render_case, render_files, write_files
from loopspec.scenarios.load import load_text
from loopspec.scenarios.scenario import Scenario
from scenarios.cases import HERE, VALID_FAIL, VALID_PASS

FILES = render_files(VALID_PASS + VALID_FAIL)
GOLDEN = sorted((Path(__file__).parent / "golden").iterdir())
every_file = pytest.mark.parametrize("text", FILES.values(), ids=FILES)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_reads_as_agreed(path: Path) -> None:
    [scenario] = [scenario for scenario in VALID_PASS if scenario.name == path.stem]
    assert render_case(scenario) == path.read_text(encoding="utf-8")


def test_is_the_same_twice() -> None:
    assert render_files(VALID_PASS + VALID_FAIL) == FILES
    assert render_files(reversed(VALID_FAIL + VALID_PASS)) == FILES


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_is_the_same_under_every_hash_seed(seed: str) -> None:
    code = (
        "import sys; from pathlib import Path; from loopspec.scenarios.load import load_suite\n"
        "from loopspec.rendering.render import render_files\n"
        "files = render_files(load_suite(map(Path, sys.argv[1:])))\n"
        "sys.stdout.buffer.write(''.join(map(''.join, files.items())).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *(str(HERE / name) for name in ("valid-fail", "valid-pass"))],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == "".join(map("".join, FILES.items())).encode()


@every_file
def test_imports_nothing(text: str) -> None:
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert "__" not in re.sub("def test_.*", "", text)


@every_file
def test_has_one_function_a_scenario(text: str) -> None:
    names = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert names
    assert len(set(names)) == len(names)


@every_file
def test_reads_as_written_by_hand(text: str) -> None:
    lines = text.split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\n\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    body = text.partition('"""\n\n\n')[2]
    for case in body.split("\n\n\n"):
        assert case.startswith("def test_")
        assert not re.search(r":\n\n", case), "a block does not begin with an empty line"
        assert not re.search(r"[^:\n]\n *(async )?def ", case), "a function has air above"


@pytest.mark.parametrize("version", VERSIONS)
def test_compiles_on_every_python(version: str) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    code = "import sys; [compile(text, 'case', 'exec') for text in sys.stdin.read().split('\\0')]"
    subprocess.run(
        [python, "-W", "error", "-c", code],
        input="\0".join(FILES.values()).encode(),
        env={"PYTHONIOENCODING": "utf-8"},
        check=True,
    )


def test_functions_of_values_are_told_apart() -> None:
    names = [scenario.function for scenario in VALID_PASS if scenario.name.startswith("each-crosses")]
    assert len(names) == 15
    assert "test_each_crosses_values__primitive_lock_many_1" in names
    assert "test_each_crosses_values__primitive_lock_many_minus_1" in names


def test_expected_trace_is_the_rendered_one() -> None:
    [scenario] = [scenario for scenario in VALID_PASS if scenario.name == "versions-choose-events"]
    group = {"any_order": [["main", "c"], ["main", "b"]]}
    assert scenario.expected((3, 10)) == [["main", "never"]]
    assert scenario.expected((3, 11)) == [["main", "a"], group]
    assert scenario.expected((3, 99)) == [["main", "a"], group, ["main", "never"]]


def one(sentence: str = "The lock is taken.") -> list[Scenario]:
    text = (HERE / "valid-pass" / "names.yaml").read_text(encoding="utf-8")
    sentence_of_the_first = re.search("says: (.*)", text)
    assert sentence_of_the_first
    return load_text("spec/names.yaml", text.replace(sentence_of_the_first[1], sentence).encode())


def test_written_files_do_not_drift(tmp_path: Path) -> None:
    path = tmp_path / "format" / "test_format_names.py"
    assert drift(one(), tmp_path) == [f"{path}: missing"]
    assert write_files(one(), tmp_path) == [path]
    assert path.read_text(encoding="utf-8") == render_files(one())["format/test_format_names.py"]
    assert drift(one(), tmp_path) == []
    assert write_files(one(), tmp_path) == []


def test_changed_files_drift(tmp_path: Path) -> None:
    [path] = write_files(one(), tmp_path)
    assert drift(one("The lock is held."), tmp_path) == [f"{path}: differs from its source"]
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert drift(one(), tmp_path) == [f"{path}: differs from its source"]
    assert write_files(one(), tmp_path) == [path]
    assert drift(one(), tmp_path) == []


def test_files_without_a_source_are_removed(tmp_path: Path) -> None:
    write_files(one(), tmp_path)
    leftover = tmp_path / "format" / "test_format_gone.py"
    leftover.write_text("", encoding="utf-8")
    kept = tmp_path / "conftest.py"
    kept.write_text("", encoding="utf-8")
    assert drift(one(), tmp_path) == [f"{leftover}: has no source"]
    assert write_files(one(), tmp_path) == [leftover]
    assert not leftover.exists()
    assert kept.exists()


def test_what_changed_is_written_and_nothing_else(tmp_path: Path) -> None:
    first, second, *_ = write_files(VALID_PASS, tmp_path)
    first.unlink()
    before = second.stat().st_mtime_ns
    assert write_files(VALID_PASS, tmp_path) == [first]
    assert second.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", [None, b"", b"nothing that was compiled"], ids=["whole", "empty", "damaged"])
def test_compiled_templates_are_kept_and_a_damaged_one_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    code = (
        "from loopspec.places import SPEC; from loopspec.scenarios.load import load_file\n"
        "from loopspec.rendering.render import render_case\n"
        "print(render_case(load_file(SPEC / 'shield' / 'outer-and-inner.yaml')[0]))"
    )

    def rendered() -> str:
        environment = {**os.environ, "LOOPSPEC_CACHE": str(tmp_path)}
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    first = rendered()
    kept = {path: path.read_bytes() for path in (tmp_path / "templates").iterdir()}
    assert kept
    for path in kept if damage is not None else ():
        path.write_bytes(damage or b"")
    assert rendered() == first
    assert {path: path.read_bytes() for path in (tmp_path / "templates").iterdir()} == kept
