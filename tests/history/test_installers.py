"""Commands of pip and uv: releases, places to install from, reasons of failures, interrupts."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from history.toy_releases import write_wheel
from loopspec.history import installers
from loopspec.history.installers import Ended, find_pip, places_of, run
from loopspec.history.releases import releases, requirements
from loopspec.targets.registry import TargetError
from loopspec.targets.target import Target, registry


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        (
            "ERROR: Could not find a version that satisfies the requirement nowhere (from toy) (from versions: none)\n"
            "ERROR: No matching distribution found for nowhere\n\n[notice] A new release of pip is available\n",
            "No matching distribution found for nowhere",
        ),
        (
            "  error: subprocess-exited-with-error\n\n  \u00d7 Building wheel for toy did not run successfully.\n"
            "  note: This error originates from a subprocess\nERROR: Failed building wheel for toy\n"
            "ERROR: Could not build wheels for toy\n",
            "Could not build wheels for toy",
        ),
        (
            "error: Failed to download and build `toy==5.0`\n  cause: The build backend returned an error\n"
            "  cause: Call to `build_wheel` failed (exit status: 1)\n",
            "Failed to download and build `toy==5.0`; The build backend returned an error; "
            "Call to `build_wheel` failed (exit status: 1)",
        ),
        (
            "  \u00d7 No solution found when resolving dependencies:\n"
            "  \u2570\u2500\u25b6 Because nowhere was not found, toy==2.1 cannot be used.\n",
            "No solution found when resolving dependencies:; Because nowhere was not found, toy==2.1 cannot be used.",
        ),
        ("Killed\n", "Killed"),
        ("", "exit status 9"),
    ],
)
def test_the_reason_of_a_failure_is_one_line(errors: str, reason: str) -> None:
    assert Ended(9, "", errors).reason == reason


def test_releases_are_those_that_pip_offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("0.9", "0.10", "1.0rc1", "1.0"):
        write_wheel(tmp_path, version, "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    pip = find_pip(sys.executable)
    assert releases(sys.executable, pip, "toyloop") == ["1.0", "0.10", "0.9"]
    assert releases(sys.executable, pip, "toyloop", pre=True) == ["1.0", "1.0rc1", "0.10", "0.9"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (registry()["uvloop"], ["uvloop==1.0"]),
        (registry()["qasync"], ["qasync==1.0", "PySide6-Essentials"]),
        (registry()["gbulb"], ["gbulb==1.0", "PyGObject<3.52"]),
        (Target("mine", distribution="My_Loop", install="pip install -U my-loop[fast]>=2 other"), ["other"]),
        (Target("mine", distribution="mine", install="make install"), []),
        (Target("mine", distribution="mine", install="pip install ."), []),
    ],
    ids=lambda value: value.name if isinstance(value, Target) else "",
)
def test_a_release_is_installed_with_what_the_loop_needs(target: Target, expected: list[str]) -> None:
    own = [f"{target.distribution}==1.0"]
    assert requirements(target, "1.0") == (expected if own == expected[:1] else own + expected)


def pip_with(folder: Path, configuration: str) -> list[str]:
    """A command that answers as ``pip config list`` does."""
    script = folder / "pip.py"
    script.write_text(f"import sys\nassert sys.argv[1:] == ['config', 'list']\nprint({configuration!r})\n")
    return [sys.executable, str(script)]


def test_uv_installs_from_the_places_of_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "SSL_CERT_FILE"):
        monkeypatch.delenv(variable, raising=False)
    pip = pip_with(
        tmp_path,
        "global.index-url='https://index.example/simple'\n"
        "global.timeout='60'\n"
        "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'\n"
        "install.find-links='/wheels'\n"
        ":env:.find-links='/more /wheels'\n"
        ":env:.no-index='0'\n"
        "download.index-url='https://other.example'",
    )
    places = places_of(pip)
    assert places.options == ()
    assert places.environment == {
        "UV_INDEX_URL": "https://index.example/simple",
        "UV_EXTRA_INDEX_URL": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "/more,/wheels",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    monkeypatch.setenv("UV_FIND_LINKS", "/mine")
    assert "UV_FIND_LINKS" not in places_of(pip).environment
    assert places_of(pip_with(tmp_path, "global.no-index='true'")).options == ("--no-index",)


def test_without_pip_and_uv_it_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bare"
    bare.write_text("#!/bin/sh\nexit 1\n")
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    monkeypatch.setattr(installers, "find_uv", lambda: None)
    with pytest.raises(TargetError, match="one of them is needed to see and install releases"):
        find_pip(str(bare))
    monkeypatch.setattr(installers, "find_uv", lambda: "/bin/uv")
    assert find_pip(str(bare)) == ["/bin/uv", "tool", "run", "pip"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="groups of POSIX")
def test_an_interrupt_ends_an_installer_with_all_that_it_has_started(tmp_path: Path) -> None:
    """The interrupt comes when the grandchild has said which process it is."""
    told = tmp_path / "pid"
    waiting = f"import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(3600)"
    starting = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {waiting!r}])"

    def interrupt() -> None:
        while not told.exists() or not told.read_text():
            time.sleep(0.01)
        os.kill(os.getpid(), 2)

    timer = Timer(0, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        run([sys.executable, "-c", starting])
    timer.join()
    pid = int(told.read_text())
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail(f"process {pid} is left over")
