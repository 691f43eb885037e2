"""`loopspec bench`, from outside, as a user runs it; with rounds so short that the figures mean nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from interpreters import VERSIONS, find
from loopspec.bench.workloads import crowds, workloads
from loopspec.places import BENCHMARKS, SPEC

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
QUICK = ("--scale", "0.001", "--rounds", "1")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}


def bench(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loopspec", "bench", *words],
        cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def measured(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The measurements of a bench file, by target and workload."""
    return {(one["target"], one["workload"]): one for one in json.loads(path.read_text())["measurements"]}


def test_every_workload_is_measured_on_our_targets_and_told_in_three_ways(tmp_path: Path) -> None:
    file, document = tmp_path / "bench.json", tmp_path / "bench.md"
    done = bench(
        "asyncio", "asyncio-pure", "refloop", "refloop-loop", *QUICK, "--json", str(file), "--markdown", str(document)
    )
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(file.read_text())
    schema = json.loads((SPEC / "schema" / "bench-1.0.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert {one["verdict"] for one in data["measurements"]} == {"measured"}
    assert len(data["measurements"]) == 4 * len(workloads())
    assert all(len(one["rounds"]) == 1 and one["rounds"][0] > 0 for one in data["measurements"])
    for workload in workloads():
        assert f"\n{workload.id} " in done.stdout
        assert f" {workload.says} " in document.read_text()
    assert "\ngeometric mean " in done.stdout


@pytest.mark.parametrize("version", VERSIONS)
def test_targets_of_another_python(version: str, tmp_path: Path) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    file = tmp_path / "bench.json"
    done = bench("asyncio", f"asyncio@{python}", "-k", "queue", "-k", "import", *QUICK, "--json", str(file))
    assert done.returncode == 0, done.stderr
    assert f"asyncio@{python} on CPython {version}." in done.stdout
    assert {one["verdict"] for one in measured(file).values()} == {"measured"}


@pytest.mark.parametrize(
    ("target", "verdict", "detail"),
    [
        ("bench.limited_loops:Faulty", "failed", "RuntimeError: no timers today"),
        ("bench.limited_loops:Crashing", "crash", "the worker was killed by SIGABRT"),
        ("bench.limited_loops:Hanging", "hang", "no end within 0.5 s"),
        ("bench.limited_loops:Exiting", "failed", "SystemExit: 7"),
    ],
)
def test_what_a_loop_cannot_do_is_told_and_costs_that_workload_only(
    target: str, verdict: str, detail: str, tmp_path: Path
) -> None:
    file = tmp_path / "bench.json"
    done = bench("asyncio", target, "-k", "timers", "-k", "call-soon", "--timeout", "0.5", *QUICK, "--json", str(file))
    assert done.returncode == 0, done.stderr
    found = measured(file)
    for workload in ("timers-fire", "timers-cancel"):
        one = found[target, workload]
        assert (one["verdict"], one["detail"], one["rounds"]) == (verdict, detail, [])
        assert f"{target}: {workload}: {verdict}: {detail}" in done.stdout
    assert found[target, "call-soon-chain"]["verdict"] == "measured"
    assert {found["asyncio", name]["verdict"] for _, name in found} == {"measured"}


def test_a_name_that_is_missing_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    done = bench("bench.lacking", "-k", "queue", "-k", "lock", *QUICK, "--json", str(file))
    assert done.returncode == 0, done.stderr
    found = measured(file)
    assert (found["bench.lacking", "queue"]["verdict"], found["bench.lacking", "queue"]["detail"]) == (
        "missing", "no Queue",
    )  # fmt: skip
    assert found["bench.lacking", "lock"]["verdict"] == "measured"


def test_an_interrupt_keeps_what_was_measured(tmp_path: Path) -> None:
    words = ["bench", "bench.limited_loops:Signalling", "-k", "call-soon-chain", "-k", "timers-fire", *QUICK]
    with subprocess.Popen(
        [sys.executable, "-m", "loopspec", *words, "--json", "bench.json"],
        cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        limit = time.monotonic() + 60
        while not (tmp_path / "at-work").exists():
            assert process.poll() is None
            assert time.monotonic() < limit
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert err == "interrupted; the measurements up to then are above\n"
    data = json.loads((tmp_path / "bench.json").read_text())
    assert data["complete"] is False
    assert [one["workload"] for one in data["measurements"]] == ["call-soon-chain"]
    assert "call-soon-chain" in out
    assert "not-run" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("no.such.thing",), "no.such.thing: neither a registered target nor a module that can be imported"),
        (("asyncio", "-k", "spam"), "no workload's id holds spam; expected a part of one of call-soon-chain, "),
        (("asyncio", "asyncio"), "target asyncio is given twice"),
        (("asyncio@pyodide",), "asyncio@pyodide: pyodide cannot run a worker of loopspec"),
        (("asyncio", "--json", "nowhere/bench.json"), "its folder is missing or not writable"),
        (("asyncio", "--scale", "0"), "Invalid value for '--scale'"),
    ],
)
def test_mistakes_are_told_in_a_line(words: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = bench(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("namespace", ["asyncio", "refloop"])
def test_the_steps_of_a_crowd_are_told(namespace: str) -> None:
    script = BENCHMARKS / "steps.py"
    done = subprocess.run([sys.executable, script, namespace], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = [line.rsplit(maxsplit=1) for line in done.stdout.splitlines()]
    assert len(told) == 11
    assert all(int(nanoseconds) > 0 for _, nanoseconds in told)


def test_every_function_of_the_folder_is_somebodys_workload() -> None:
    import ast

    functions = {
        f"{path.stem}:{node.name}"
        for path in BENCHMARKS.glob("*.py")
        if path.stem != "steps"
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    }
    assert {one.code for one in [*workloads(), *crowds()] if one.code} == functions


def test_crowds_are_timed_at_four_sizes(tmp_path: Path) -> None:
    file, document = tmp_path / "growth.json", tmp_path / "growth.md"
    done = bench("asyncio", "refloop", "--grow", *QUICK, "--json", str(file), "--markdown", str(document))
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(file.read_text())
    schema = json.loads((SPEC / "schema" / "bench-1.0.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert {one["verdict"] for one in data["measurements"]} == {"measured"}
    names = list(dict.fromkeys(one.crowd for one in crowds()))
    assert len(data["measurements"]) == 2 * 4 * len(names)
    for name in names:
        assert f"\n{name} " in done.stdout
        assert document.read_text().count(f"\n| {name} | ") == 2


def test_a_quadratic_cost_is_seen(tmp_path: Path) -> None:
    """The loop looks through all its timers for each new one, which counts hundredfold."""
    document = tmp_path / "growth.md"
    words = ("--grow", "-k", "cancelled-timers", "--scale", "0.05", "--rounds", "3", "--markdown", str(document))
    done = bench("asyncio", "bench.limited_loops:Searching", *words)
    assert done.returncode == 0, done.stderr
    good, bad = (line.split(" | ") for line in document.read_text().splitlines() if line.startswith("| cancelled"))
    assert "*" not in good[-1]
    assert "*" in bad[-1]
