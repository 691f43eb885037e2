"""The commands that README and docs show work as pasted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from history.toy_releases import write_wheel

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "spec/README.md",
    "docs/architecture.md",
    "docs/coverage.md",
    "docs/detection.md",
    "docs/fuzzing.md",
    "docs/queries.md",
    "docs/report.md",
    "docs/history.md",
    "docs/switch.md",
    "docs/targets.md",
    "docs/speed.md",
    "reference/refloop/README.md",
)
SETTING_UP = re.compile(r"python3 -m venv \.venv && \.venv/bin/pip install \S+ \S+ \S+ && \.venv/bin/")


def commands() -> list[str]:
    """The lines of all ``sh`` blocks, without the set-up and without the command that runs this."""
    found = []
    for document in DOCUMENTS:
        for block in re.findall(r"```sh\n(.*?)```", (ROOT / document).read_text(), re.DOTALL):
            lines = [SETTING_UP.sub("", line.partition("  #")[0]) for line in block.splitlines() if line.strip()]
            found += [line for line in lines if line != "pytest -q -n auto"]
    return list(dict.fromkeys(found))


def is_long(command: str) -> bool:
    """Whether a command works on the whole suite, or on many programs."""
    whole = ("loopspec run", "loopspec gate", "loopspec bench", "loopspec fuzz", "pytest generated_tests")
    runs_all = any(words in command for words in whole) and not re.search(r" (-k|--area) ", command)
    return runs_all or ("loopspec switch" in command and "--results" not in command)


def run_in(folder: Path, *words: str) -> None:
    """Run loopspec in a folder, for the files that it leaves there."""
    subprocess.run([sys.executable, "-m", "loopspec", *words], cwd=folder, check=True, capture_output=True)


def releases_of_uvloop(folder: Path) -> dict[str, str]:
    """Write wheels of uvloop that need no network, and return the variables for pip to find nothing else."""
    for version in ("1.0", "2.0", "3.0"):
        write_wheel(folder, version, "from asyncio import new_event_loop\n", name="uvloop")
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "LOOPSPEC_CACHE": str(folder / "cache")}


@pytest.mark.parametrize(
    "command", [pytest.param(one, marks=[pytest.mark.release] if is_long(one) else []) for one in commands()]
)
def test_command_works_as_pasted(command: str, tmp_path: Path) -> None:
    for name in ("spec", "generated_tests", "reference", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "mypackage.py").write_text("from asyncio import new_event_loop\n")
    (tmp_path / "mypython").symlink_to(Path(sys.executable).resolve())
    if command.startswith("loopspec report"):
        run_in(tmp_path, "run", "asyncio", "--area", "Lock", "--results", "results.jsonl")
    if command.startswith(("loopspec switch", "loopspec record")):
        application = "import asyncio\n\n\ndef test_lock():\n    assert asyncio.run(asyncio.Lock().acquire())\n"
        for name in ("src", "tests"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "test_app.py").write_text(application)
        if "--results" in command:
            run_in(tmp_path, "run", "uvloop", "--area", "Lock", "--results", "results.jsonl")
        if "--recorded" in command:
            run_in(tmp_path, "record", "ran.json", "--", sys.executable, "-m", "pytest", "tests")
    if "--bench" in command:
        run_in(tmp_path, "bench", "asyncio", "-k", "queue", "--scale", "0.01", "--json", "bench.json")
    if "--coverage" in command:
        run_in(tmp_path, "coverage", "--json", "coverage.json")
    if "--detection" in command:
        faults = ("--module", "queues", "--faults", "2", "-k", "queue/nowait")
        run_in(tmp_path, "detect", "refloop", *faults, "--json", "faults.json")
    if "--known" in command:
        (tmp_path / "found.yaml").write_bytes((ROOT / "spec" / "lock" / "acquire.yaml").read_bytes())
    more = releases_of_uvloop(tmp_path) if command.startswith("loopspec history") else {}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env={**os.environ, **more, "PATH": path}, timeout=400,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    partly = 3 if command.startswith("loopspec switch") else 0  # the results are of a part of the rules
    assert done.returncode in (0, 1, partly), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_every_sub_command_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text()
    help_text = subprocess.run(
        [sys.executable, "-m", "loopspec", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in set(re.findall(r"^loopspec (\w+)", text, re.MULTILINE)):
        assert f"\n  {command} " in help_text


def test_links_within_the_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        path = ROOT / document
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{document}: {target}"
