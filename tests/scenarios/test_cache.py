"""Scenario files that have not changed are not read again."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest

from loopspec import caches
from loopspec.scenarios import load
from loopspec.scenarios.document import SpecError
from loopspec.scenarios.verb import Place
from whole_suite import whole_suite

RULE = """\
format: "1.0"
area: Lock
subject: rules
scenarios:
  a-rule:
    says: A lock is free at first.
    level: must
    basis: {note: a rule for tests}
    main: [{check: Lock().locked(), is: false}]
    expect: []
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(caches.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULE, encoding="utf-8")
    return path


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files whose text is read."""
    read_text, names = load.read_text, list[str]()

    def noting(name: str, *more: object) -> object:
        names.append(name)
        return read_text(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "read_text", noting)
    return iter([names])


def test_scenarios_from_the_cache_need_none_of_what_reads_files_anew() -> None:
    """Each command starts the sooner for it."""
    heavy = ("importlib.metadata", "jsonschema", "referencing", "rich", "jinja2", "hypothesis", "tomlkit")
    code = f"""
import sys
import loopspec.cli, loopspec.commands.scenarios, loopspec.scenarios.load
print([name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_scenarios_come_back_from_a_pickle_as_they_were() -> None:
    scenarios = whole_suite()
    assert pickle.loads(pickle.dumps(scenarios, pickle.HIGHEST_PROTOCOL)) == scenarios
    place = Place(asynchronous=True, generator=True)
    assert place.__reduce__() == (Place, (True, True))


def test_a_file_is_read_once(folder: Path, file: Path, texts_read: Iterator[list[str]]) -> None:
    first, again = load.load_suite([file]), load.load_suite([file])
    assert len(next(texts_read)) == 1
    assert first == again
    assert first is not again


def test_many_files_are_read_once(folder: Path, tmp_path: Path) -> None:
    for number in range(load.WORTH_A_PROCESS + 5):
        text = RULE.replace("subject: rules", f"subject: rules-{number}").replace("at first", f"at first, by {number}")
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    first = load.load_suite([tmp_path], processes=2)
    entries = sorted(folder.rglob("*.pickle"))
    assert len(entries) == len(first) == load.WORTH_A_PROCESS + 5
    assert load.load_suite([tmp_path], processes=2) == first
    assert sorted(folder.rglob("*.pickle")) == entries


def test_a_changed_file_is_read_again(folder: Path, file: Path) -> None:
    [before] = load.load_suite([file])
    file.write_text(RULE.replace("at first", "when it is new"), encoding="utf-8")
    [after] = load.load_suite([file])
    assert (before.says, after.says) == ("A lock is free at first.", "A lock is free when it is new.")


def test_a_file_with_faults_has_them_each_time(folder: Path, file: Path) -> None:
    file.write_text(RULE.replace("level: must", "level: mast"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SpecError, match="mast"):
            load.load_suite([file])
    assert not list(folder.rglob("*.pickle"))


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x05K\x01."])
def test_a_damaged_entry_counts_as_none(folder: Path, file: Path, damage: bytes) -> None:
    scenarios = load.load_suite([file])
    [entry] = folder.rglob("*.pickle")
    entry.write_bytes(damage)
    assert load.load_suite([file]) == scenarios
    assert entry.read_bytes() != damage


@pytest.mark.parametrize("place", [0, 40, -40])
def test_an_entry_with_one_wrong_byte_counts_as_none(folder: Path, file: Path, place: int) -> None:
    scenarios = load.load_suite([file])
    [entry] = folder.rglob("*.pickle")
    sound = bytearray(entry.read_bytes())
    damaged = sound.copy()
    damaged[place] ^= 1
    entry.write_bytes(damaged)
    assert load.load_suite([file]) == scenarios
    assert entry.read_bytes() == sound


def test_the_program_of_a_kept_scenario_is_read_when_it_is_asked_for(file: Path) -> None:
    [made] = load.load_suite([file])
    kept = pickle.loads(pickle.dumps(made))
    assert kept.id == made.id
    with pytest.raises(AttributeError, match="has no attribute 'mainly'"):
        _ = kept.program.mainly
    assert pickle.loads(pickle.dumps(kept)).program == kept.program == made.program


def test_nothing_is_kept_where_nobody_wants_it(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, texts_read: Iterator[list[str]]
) -> None:
    monkeypatch.setenv(caches.VARIABLE, "")
    assert load.load_suite([file]) == load.load_suite([file])
    assert len(next(texts_read)) == 2


def test_a_folder_that_cannot_be_made_is_not_missed(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(caches.VARIABLE, str(file / "below-a-file"))
    assert load.load_suite([file])


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="modes of POSIX")
def test_a_folder_that_others_can_write_to_is_not_read(
    folder: Path, file: Path, texts_read: Iterator[list[str]]
) -> None:
    load.load_suite([file])
    [entry] = folder.rglob("*.pickle")
    entry.parent.chmod(0o777)
    caches._folder_in.cache_clear()
    load.load_suite([file])
    assert len(next(texts_read)) == 2


def test_entries_of_another_reader_go_after_a_while(folder: Path, file: Path) -> None:
    old, young = folder / "scenarios" / "old", folder / "scenarios" / "young"
    for other in (old, young):
        other.mkdir(parents=True)
    os.utime(old, (0, 0))
    load.load_suite([file])
    assert (old.exists(), young.exists()) == (False, True)


def load_in_turn(file: Path) -> int:
    return sum(len(load.load_suite([file])) for _ in range(20))


def test_runs_side_by_side_share_the_folder(folder: Path, file: Path) -> None:
    with ProcessPoolExecutor(3, get_context("spawn")) as pool:
        assert list(pool.map(load_in_turn, [file] * 6)) == [20] * 6
    [entry] = folder.rglob("*.pickle")
    assert [path.name for path in entry.parent.iterdir()] == [entry.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_read_once(folder: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    writing = Thread(target=pipe.write_text, args=(RULE,), daemon=True)
    writing.start()
    assert [scenario.id for scenario in load.load_suite([pipe])] == ["lock/rules/a-rule"]
    writing.join()
