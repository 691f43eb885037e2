"""The code of cases that is kept: never that of another case, never what is damaged, and never needed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loopspec.harness import compiled
from loopspec.harness.compiled import Compiled

SOURCE = "def case(scenario):\n    return 1\n"


def entry(folder: Path) -> Path:
    [own] = folder.iterdir()
    [file] = own.iterdir()
    return file


def run(kept: Compiled, source: str = SOURCE, file: str = "<one>") -> object:
    space: dict[str, object] = {}
    code = kept.code_of(source, file)
    assert code.co_filename == file
    exec(code, space)
    return space["case"](None)  # type: ignore[operator]


def refuse(*arguments: object) -> None:
    raise AssertionError("compiled again")


def test_what_was_compiled_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(Compiled(str(tmp_path))) == 1
    monkeypatch.setattr(compiled, "compile", refuse, raising=False)
    assert run(Compiled(str(tmp_path))) == 1


@pytest.mark.parametrize("damage", [b"", b"\0\0\0\0", bytes(100), None])
def test_an_entry_that_is_damaged_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    kept = Compiled(str(tmp_path))
    assert run(kept) == 1
    whole = entry(tmp_path).read_bytes()
    entry(tmp_path).write_bytes(whole[:-1] if damage is None else damage)
    assert run(kept) == 1
    assert entry(tmp_path).read_bytes() == whole


def test_an_entry_of_the_same_name_is_not_taken_for_another_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "name_of", lambda source, file: "same")
    kept = Compiled(str(tmp_path))
    assert run(kept) == 1
    assert run(kept, SOURCE.replace("1", "2")) == 2
    assert run(kept, SOURCE.replace("1", "2"), "<two>") == 2


def test_a_full_folder_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Compiled(str(tmp_path))
    monkeypatch.setattr(compiled, "MOST", 2)
    for number in range(3):
        assert run(kept, f"{SOURCE}# {number}\n") == 1
    Compiled(str(tmp_path))
    [own] = tmp_path.iterdir()
    assert list(own.iterdir()) == []


@pytest.mark.parametrize("folder", ["", "missing"])
def test_without_a_folder_each_case_is_compiled(tmp_path: Path, folder: str) -> None:
    assert run(Compiled(folder and str(tmp_path / folder / "deep"))) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="nothing is forbidden to this user")
def test_a_folder_that_cannot_be_written_is_not_used(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert run(Compiled(str(tmp_path))) == 1
    finally:
        tmp_path.chmod(0o700)


def test_an_entry_that_cannot_be_written_is_left_out(tmp_path: Path) -> None:
    kept = Compiled(str(tmp_path))
    [own] = tmp_path.iterdir()
    own.rmdir()
    assert run(kept) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_cannot_be_compiled_is_refused_as_ever(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError, match="<one>"):
        Compiled(str(tmp_path)).code_of("def (", "<one>")
