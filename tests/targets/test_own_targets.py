"""Targets that a project or a package adds, and what is said of those that cannot be understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from targets.conftest import Run

GOOD = '[target.mine]\nfactory = "asyncio:new_event_loop"\n'


def names(loopspec: Run) -> list[str]:
    """The names that are listed."""
    return [entry["name"] for entry in json.loads(loopspec("targets", "--json").stdout)]


def test_loopspec_toml(loopspec: Run, tmp_path: Path) -> None:
    """A target of the project's own is listed, and run by its name; its modules may lie beside the file."""
    (tmp_path / "loopspec.toml").write_text('[target.mine]\nfactory = "my_loops:new"\nlacks = ["signals"]\n')
    (tmp_path / "my_loops.py").write_text("from asyncio import new_event_loop as new\n")
    assert names(loopspec)[-1] == "mine"
    done = loopspec("smoke", "mine")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "mine works")


def test_pyproject(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(GOOD.replace("[target", "[tool.loopspec.target"))
    assert names(loopspec)[-1] == "mine"


def test_beside_what_the_gate_reads(loopspec: Run, tmp_path: Path) -> None:
    """One file for both."""
    (tmp_path / "loopspec.toml").write_text('targets = ["mine"]\nareas = ["Lock"]\n' + GOOD)
    done = loopspec("gate", "-k", "lock/acquire")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mine" in done.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[target.x]\nfactroy = 'a:b'\n", "2: unknown key 'factroy'; did you mean 'factory'?"),
        ("[target.x]\nbundled = true\nnamespace = 'a'\n", "2: unknown key 'bundled'; expected one of factory"),
        ("[target.x]\nfactory = 'a.b'\n", "2: factory: expected a factory such as package.module:attribute"),
        ("[target.x]\nnamespace = 'a:b'\n", "2: namespace: expected a module such as package.module, got 'a:b'"),
        ("[target.x]\nnotes = 'x'\n", "1: target x: expected `factory` (makes its loops)"),
        ("[target.x]\nnamespace = 'a'\nlacks = ['thread']\n", "3: lacks: unknown capability 'thread'; did you mean"),
        ("[target.x]\nnamespace = 'a'\nlacks = ['gc']\ncapabilities = []\n", "1: target x: expected one of"),
        ("[target.x]\nnamespace = 'a'\nsince = '3'\n", "3: since: expected a version of Python such as"),
        ("[target.x]\nnamespace = 'a'\nsince = 3.12\n", "3: since: expected a string, got 3.12"),
        ("[target.x]\nnamespace = 'a'\nhome = 'here'\n", "3: home: expected a web address such as https://"),
        ("[target.x]\nnamespace = 'a'\nforks = 'no'\n", "3: forks: expected true or false, got 'no'"),
        ("[target.'x@y']\nnamespace = 'a'\n", "1: expected letters, digits and hyphens as the name"),
        ("target = 3\n", "1: expected [target.NAME] headers, got another kind of value for target"),
        ("[targets.x]\nnamespace = 'a'\n", "1: targets: expected a list of names, got a table; a target of"),
        ("\n[target.uvloop]\nnamespace = 'a'\n", "2: uvloop is a target of loopspec's own; expected another name"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood(loopspec: Run, tmp_path: Path, text: str, message: str) -> None:
    """It is told with file and line, exit 2, by whatever command looks into the file."""
    (tmp_path / "loopspec.toml").write_text(text)
    for command in (("targets",), ("smoke", "x")):
        done = loopspec(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"loopspec.toml:{message}" in done.stderr


def test_loopspecs_own_targets_need_no_configuration(loopspec: Run, tmp_path: Path) -> None:
    """A fault in the file is told to those who need it."""
    (tmp_path / "loopspec.toml").write_text("[target]\nx = 1\n")
    assert loopspec("smoke", "asyncio").returncode == 0


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of an installed package with entry points, each ``name = value`` of ``entry_points.txt``."""
    folder = tmp_path / "site"
    (folder / "theirs-1.5.dist-info").mkdir(parents=True)
    (folder / "theirs-1.5.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.5\n")
    (folder / "theirs-1.5.dist-info" / "entry_points.txt").write_text(
        "[loopspec.targets]\n"
        "as-dict = theirs:TARGET\nas-module = theirs_target\nbroken = theirs:BROKEN\nabsent = no_such_module\n"
        "uvloop = theirs:TARGET\n"
    )
    (folder / "theirs.py").write_text(
        "from asyncio import new_event_loop\n"
        "TARGET = {'factory': 'theirs:new_event_loop', 'distribution': 'theirs', 'notes': 'A dict.'}\n"
        "BROKEN = {'factory': 'theirs:new_event_loop', 'forsk': False}\n"
    )
    (folder / "theirs_target.py").write_text('namespace = "asyncio"\nlacks = ["threads"]\nunrelated = 1\n')
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def test_entry_points(loopspec: Run, package: Path) -> None:
    """A dict, or a module with these names in it; both are listed with their version, and run."""
    done = loopspec("targets", "--json")
    found = {entry["name"]: entry for entry in json.loads(done.stdout)}
    assert found["as-dict"]["version"] == "1.5"
    assert "threads" not in found["as-module"]["capabilities"]
    assert loopspec("smoke", "as-dict", "as-module").returncode == 0


def test_broken_entry_points(loopspec: Run, package: Path) -> None:
    """They are told when they are named and in the list, and are in nobody's way; nobody takes a name of ours."""
    faults = {
        "broken": "broken: the entry point broken = theirs:BROKEN of theirs: "
        "unknown key 'forsk'; did you mean 'forks'?\n",
        "absent": "absent: the entry point absent = no_such_module of theirs cannot be loaded: "
        "ModuleNotFoundError: No module named 'no_such_module'\n",
    }
    done = loopspec("targets", "--json")
    assert (done.returncode, sorted(done.stderr.splitlines(keepends=True))) == (0, sorted(faults.values()))
    assert {entry["name"]: entry for entry in json.loads(done.stdout)}["uvloop"]["factory"] == "uvloop:new_event_loop"
    for name, fault in faults.items():
        assert (loopspec("smoke", name).returncode, loopspec("smoke", name).stderr) == (2, fault)
