"""Started with SIGINT ignored, as a shell starts its background jobs: the verdicts are those of the foreground."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from loopspec.results.file import read_results
from loopspec.results.model import Verdict

ROOT = Path(__file__).resolve().parents[2]
IN_THE_BACKGROUND = ("sh", "-c", """trap '' INT; exec "$@" """, "sh")
INTERRUPTS = "run/interrupt"
"""The rules on SIGINT."""

Verdicts = Callable[..., dict[tuple[str, str], Verdict]]


@pytest.fixture
def verdicts(tmp_path: Path) -> Verdicts:
    """Run the rules on some targets in the background; the verdicts by target and id."""

    def run(*arguments: str) -> dict[tuple[str, str], Verdict]:
        file = tmp_path / "results.jsonl"
        command = [*IN_THE_BACKGROUND, sys.executable, "-m", "loopspec", "run", *arguments, "-k", INTERRUPTS]
        done = subprocess.run(
            [*command, "--results", str(file)], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return {(result.target, result.id): result.verdict for result in read_results(file).results}

    return run


def test_signals_are_ignored_in_the_background() -> None:
    """The premise of the tests below."""
    code = "import signal; raise SystemExit(signal.getsignal(signal.SIGINT) is not signal.SIG_IGN)"
    assert subprocess.run([*IN_THE_BACKGROUND, sys.executable, "-c", code], check=False).returncode == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler  # here, by tests/conftest.py


@pytest.mark.parametrize("options", [(), ("--alone",)], ids=["shared", "alone"])
def test_run(verdicts: Verdicts, options: tuple[str, ...]) -> None:
    found = verdicts("asyncio", "refloop", "refloop-loop", *options)
    assert len(found) >= 3 * 10
    assert set(found.values()) == {Verdict.PASS}


@pytest.mark.slow
def test_run_on_an_interpreter_that_takes_scripts_only(verdicts: Verdicts, tmp_path: Path) -> None:
    python = tmp_path / "scripted"
    python.write_text(f"""#!/bin/sh\ncase "$1" in *probe.py) exit 1;; esac\nexec '{sys.executable}' "$@"\n""")
    python.chmod(0o755)
    found = verdicts(f"asyncio@{python}", "--timeout", "20")
    assert len(found) >= 10
    assert set(found.values()) == {Verdict.PASS}


@pytest.mark.slow
def test_pytest_in_process(tmp_path: Path) -> None:
    files = ROOT / "generated_tests" / "run" / "test_run_interrupt.py"
    options = (
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
        "--rootdir",
        str(tmp_path),
        "--in-process",
        "--loop",
        "refloop",
    )
    command = [*IN_THE_BACKGROUND, sys.executable, "-m", "pytest", *options, str(files)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Counter(done.stdout.splitlines()[0].split()[0])["."] >= 10
