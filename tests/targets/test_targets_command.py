"""``loopspec targets``: the table and the JSON, also of another interpreter; and unsupported Pythons."""

from __future__ import annotations

import json
import sys
import venv
from pathlib import Path

from targets.conftest import Run

OWN = """
[target.old]
factory = "broken_loops:CannotClose"
until = "3.9"
notes = "Too old."

[target.young]
factory = "broken_loops:CannotClose"
since = "4.0"

[target.here]
namespace = "asyncio"
distribution = "pytest"
capabilities = ["threads", "gc"]

[target.gone]
namespace = "no_such_module"
install = "pip install no-such-module"
"""


def test_table(loopspec: Run, tmp_path: Path) -> None:
    """Each target with what is installed, what it supports, and what it is or how to get it."""
    (tmp_path / "loopspec.toml").write_text(OWN)
    done = loopspec("targets")
    assert (done.returncode, done.stderr) == (0, "")
    head, *lines = done.stdout.splitlines()
    assert head.split("  ")[0] == "target"
    assert f"on Python {'.'.join(map(str, sys.version_info[:3]))}" in head
    rows = {line.split(" ")[0]: line for line in lines}
    assert "The standard library's asyncio with its default loop." in rows["asyncio"]
    assert "not supported" in rows["old"]
    assert "3.9 and earlier" in rows["old"]
    assert "Too old." in rows["old"]
    assert "not installed" in rows["gone"]
    assert "pip install no-such-module" in rows["gone"]


def test_json(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "loopspec.toml").write_text(OWN)
    found = {entry["name"]: entry for entry in json.loads(loopspec("targets", "--json").stdout)}
    assert found["asyncio"]["installed"]
    assert found["asyncio"]["supported"]
    assert not found["old"]["supported"]
    assert not found["gone"]["installed"]
    assert found["here"]["version"]
    assert found["here"]["capabilities"] == ["gc", "threads"]


def test_another_interpreter(loopspec: Run, tmp_path: Path) -> None:
    """The packages of that interpreter count, not those beside loopspec."""
    venv.create(tmp_path / "bare", symlinks=True)
    listed = loopspec("targets", "--json", "--python", "bare/bin/python").stdout
    found = {entry["name"]: entry for entry in json.loads(listed)}
    assert found["asyncio"]["installed"]
    assert found["refloop"]["installed"]
    assert not found["uvloop"]["installed"]


def test_what_is_no_interpreter(loopspec: Run, tmp_path: Path) -> None:
    done = loopspec("targets", "--python", "python9.9")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no interpreter 'python9.9'" in done.stderr
    fake = tmp_path / "fake"
    fake.write_text("#!/bin/sh\necho hello\n")
    fake.chmod(0o755)
    done = loopspec("targets", "--python", "./fake")
    assert done.returncode == 2
    assert done.stderr.endswith("fake: expected a Python with importlib, to list what is installed\n")


def test_unsupported_python(loopspec: Run, tmp_path: Path) -> None:
    """A run on a Python that the target does not support is refused in one line, before anything is imported."""
    (tmp_path / "loopspec.toml").write_text(OWN.replace("broken_loops", "sys.exit"))
    python = ".".join(map(str, sys.version_info[:3]))
    for command in ("run", "smoke"):
        for name, words in (("old", "Python 3.9 and earlier"), ("young", "Python 4.0 and later")):
            done = loopspec(command, name)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == f"{name}: it supports {words}; {sys.executable} is Python {python}\n"
