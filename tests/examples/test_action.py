"""The action and the workflow: their shell steps are run as GitHub would run them, as far as that goes here.

What is GitHub's own (checkout, artifacts, setting up a Python) is left out, and pip is told apart from Python.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from loopspec.results.file import read_results

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW = yaml.safe_load((ROOT / "examples" / "ci" / "workflow.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not BASH, reason="the steps are written for bash")


class Job:
    """Runs the shell steps of a job one after another, each with what the ones before have put out."""

    def __init__(self, folder: Path, known: Mapping[str, str]) -> None:
        self.folder = folder
        self.known = dict(known)
        self.runner = folder / "runner"
        self.summary = self.runner / "summary.md"
        tools = self.runner / "tools"
        tools.mkdir(parents=True)
        self._add_tool(
            tools / "python",
            f'case "$*" in "-m pip"*) echo "$@" > {self.runner}/pip ;; *) exec {sys.executable} "$@" ;; esac',
        )
        self._add_tool(tools / "loopspec", f'exec {sys.executable} -m loopspec "$@"')
        self._environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.runner),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    @staticmethod
    def _add_tool(path: Path, line: str) -> None:
        path.write_text(f"#!{BASH}\n{line}\n", encoding="utf-8")
        path.chmod(0o755)

    def fill(self, text: str) -> str:
        """A text with the values of its ``${{ }}`` expressions."""
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self.known.get(found[1], ""), text)

    def run(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does, and remember its outputs."""
        output = self.runner / "output"
        output.write_text("")
        own = {name: self.fill(str(value)) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", self.fill(step["run"])],
            cwd=self.folder,
            env={**self._environment, "GITHUB_OUTPUT": str(output), **own},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step.get('id')}.outputs.{name}"] = value
        return done

    def run_all(self, steps: list[dict[str, Any]]) -> int:
        """Run the shell steps up to the first that fails; its exit status."""
        for step in steps:
            if "run" in step:
                done = self.run(step)
                if done.returncode:
                    return done.returncode
        return 0


def action_in(folder: Path, **inputs: str) -> Job:
    """A job of the action, with the defaults of its inputs."""
    known = {f"inputs.{name}": str(value.get("default", "")) for name, value in ACTION["inputs"].items()}
    given = {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
    assert given.keys() <= known.keys()
    return Job(folder, {**known, "github.action_path": str(ROOT), **given})


def test_the_action_is_whole() -> None:
    assert ACTION["runs"]["using"] == "composite"
    ids = {step.get("id") for step in ACTION["runs"]["steps"]}
    text = (ROOT / "action.yml").read_text("utf-8")
    for name in re.findall(r"inputs\.([\w-]+)", text):
        assert name in ACTION["inputs"]
    for name in re.findall(r"steps\.(\w+)\.", text):
        assert name in ids
    for step in ACTION["runs"]["steps"]:
        assert "uses" in step or step["shell"] == "bash"
        # What a stranger can put into an input comes by the environment, never into the text of a script.
        assert "${{" not in step.get("run", "")


def test_a_run_that_conforms(folder: Path) -> None:
    job = action_in(folder, targets="asyncio refloop", arguments="--spec rules.yaml", install="uvloop -e .", name="kit")
    assert job.run_all(ACTION["runs"]["steps"]) == 0
    assert (job.runner / "pip").read_text() == f"-m pip install --quiet {ROOT} uvloop -e .\n"
    assert job.known["steps.run.outputs.exit-code"] == "0"
    kept = Path(job.known["steps.run.outputs.folder"])
    assert sorted(file.name for file in kept.iterdir()) == ["junit.xml", "kit.jsonl", "report.html", "summary.md"]
    assert Path(job.known["steps.run.outputs.results"]) == kept / "kit.jsonl"
    assert job.summary.read_text("utf-8").startswith("## loopspec\n")


@pytest.mark.parametrize(("allow", "status"), [("false", 1), ("true", 0)])
def test_a_run_that_deviates(folder: Path, allow: str, status: int) -> None:
    job = action_in(folder, targets="broken:Broken", arguments="--spec rules.yaml", allow_deviations=allow)
    assert job.run_all(ACTION["runs"]["steps"]) == status
    assert job.known["steps.run.outputs.exit-code"] == "1"
    assert Path(job.known["steps.run.outputs.results"]).exists()
    assert "broken:Broken" in job.summary.read_text("utf-8")


@pytest.mark.parametrize("allow", ["false", "true"])
def test_a_run_that_cannot_begin_is_never_allowed(folder: Path, allow: str) -> None:
    job = action_in(folder, targets="no-such-loop", arguments="--spec rules.yaml", allow_deviations=allow)
    assert job.run_all(ACTION["runs"]["steps"]) == 2
    assert job.known["steps.run.outputs.exit-code"] == "2"


def test_a_gate_that_is_green(folder: Path) -> None:
    (folder / "loopspec.toml").write_text('targets = ["asyncio"]\n', encoding="utf-8")
    job = action_in(folder, command="gate", arguments="--spec rules.yaml")
    assert job.run_all(ACTION["runs"]["steps"]) == 0
    assert job.summary.exists()


def test_another_command_is_refused(folder: Path) -> None:
    job = action_in(folder, command="run; touch stolen", targets="asyncio")
    assert job.run_all(ACTION["runs"]["steps"]) == 2
    assert not (folder / "stolen").exists()


def test_inputs_are_words_and_never_code(folder: Path) -> None:
    job = action_in(folder, targets="$(touch stolen) ; touch stolen *", arguments="--spec rules.yaml")
    assert job.run_all(ACTION["runs"]["steps"]) == 2
    assert not (folder / "stolen").exists()


def test_the_workflow_uses_what_the_action_has() -> None:
    step = next(step for step in WORKFLOW["jobs"]["conformance"]["steps"] if "loopspec" in step.get("uses", ""))
    assert step["with"].keys() <= ACTION["inputs"].keys()
    matrix = WORKFLOW["jobs"]["conformance"]["strategy"]["matrix"]
    expected = re.search(
        r"--expect=\{(.*?)\}@python3\.\{(.*?)\}", (ROOT / "examples/ci/workflow.yml").read_text("utf-8")
    )
    assert expected is not None
    assert expected[1].split(",") == matrix["loop"]
    assert [f"3.{minor}" for minor in expected[2].split(",")] == matrix["python"]


def legs(folder: Path, *left_out: str) -> None:
    """Make the artifacts of the jobs of a matrix: one run made to look like many."""
    job = action_in(folder, targets="asyncio", arguments="--spec rules.yaml", name="one")
    assert job.run_all(ACTION["runs"]["steps"]) == 0
    text = Path(job.known["steps.run.outputs.results"]).read_text("utf-8")
    version = f'"python":"{".".join(map(str, sys.version_info[:3]))}"'
    assert version in text
    for loop in ("asyncio", "uvloop"):
        for minor in ("11", "12", "13", "14"):
            name = f"loopspec-{loop}-3.{minor}"
            if name not in left_out:
                part = folder / "parts" / name / f"{name}.jsonl"
                part.parent.mkdir(parents=True)
                other = text.replace('"asyncio"', f'"{loop}"').replace(version, f'"python":"3.{minor}.1"')
                part.write_text(other, encoding="utf-8")
    shutil.rmtree(job.runner)


def test_the_jobs_of_the_matrix_make_one_report(folder: Path) -> None:
    legs(folder)
    job = Job(folder, {})
    assert job.run_all(WORKFLOW["jobs"]["report"]["steps"]) == 0
    names = [info.name for info in read_results(folder / "out" / "all.jsonl").targets]
    assert names == [f"{loop}@python3.{minor}" for loop in ("asyncio", "uvloop") for minor in (11, 12, 13, 14)]
    made = {"all.jsonl", "badge.json", "badge.svg", "junit.xml", "report.html", "summary.md"}
    assert {file.name for file in (folder / "out").iterdir()} == made
    assert "uvloop@python3.14" in job.summary.read_text("utf-8")


def test_a_job_of_the_matrix_that_left_nothing_is_missed(folder: Path) -> None:
    legs(folder, "loopspec-uvloop-3.14")
    job = Job(folder, {})
    assert job.run_all(WORKFLOW["jobs"]["report"]["steps"]) == 3
    assert '"message": "incomplete"' in (folder / "out" / "badge.json").read_text("utf-8")
    assert "uvloop@python3.14" in job.summary.read_text("utf-8")


def test_the_hook_checks_scenario_files(folder: Path) -> None:
    (hook,) = HOOKS
    (folder / "spec").mkdir()
    (folder / "rules.yaml").rename(folder / "spec" / "rules.yaml")
    assert re.search(hook["files"], "spec/rules.yaml")
    assert not re.search(hook["files"], "docs/rules.yaml")
    job = Job(folder, {})
    assert job.run({"run": f"{hook['entry']} spec/rules.yaml"}).stdout == "1 file, 2 scenarios: valid\n"
    (folder / "spec" / "rules.yaml").write_text("format: '1.0'\n", encoding="utf-8")
    assert job.run({"run": f"{hook['entry']} spec/rules.yaml"}).returncode == 2
