"""`loopspec fuzz --known`: programs that part targets as a known one does are left aside, others are not."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import command_line
from loopspec.fuzz.differential import Differential
from loopspec.fuzz.export import scenario_file
from loopspec.scenarios.load import load_text
from loopspec.scenarios.scenario import Scenario
from loopspec.targets.target import Target, parse_target

pytestmark = pytest.mark.slow

Run = Callable[..., "subprocess.CompletedProcess[str]"]

LIMPS = Target("limps", factory="parting_loops:Limps", sys_path=(str(Path(__file__).parent),))


def in_line(first: str, second: str) -> dict[str, Any]:
    """Two tasks that log a step each, one behind the other; a loop that runs callbacks late turns them round."""
    return {
        "tasks": {first: [{"log": "7"}, {"tick": 2}, {"log": "8"}], second: [{"log": "9"}, {"tick": 2}, {"log": "10"}]},
        "main": [{"start": [first, second]}, {"tick": 9}],
    }


def scenario(data: dict[str, Any]) -> Scenario:
    [one] = load_text("known.yaml", scenario_file(data).encode())
    return one


def test_a_program_that_parts_as_a_known_one_is_left_aside() -> None:
    """The names of its tasks do not matter."""
    with Differential([parse_target("asyncio"), LIMPS], 20.0) as differential:
        before = differential.compare(in_line("ann", "bob"))
        assert before is not None
        assert differential.learn(scenario(in_line("ann", "bob")))
        assert differential.compare(in_line("cid", "dan")) is None
        assert differential.tally.known == 1
        assert "1 that part as a known one does" in str(differential.tally)


def test_another_difference_is_told() -> None:
    with Differential([parse_target("asyncio"), LIMPS], 20.0) as differential:
        assert differential.learn(scenario(in_line("ann", "bob")))
        other = in_line("ann", "bob")
        other["tasks"]["bob"][0] = {"log": "another"}
        found = differential.compare(other)
        assert found is not None
        assert "another" in " ".join(found.signature)
        assert differential.tally.known == 0


def test_what_is_known_and_does_not_part_is_told() -> None:
    with Differential([parse_target("asyncio"), parse_target("refloop")], 20.0) as differential:
        assert not differential.learn(scenario(in_line("ann", "bob")))


@pytest.fixture
def loopspec(tmp_path: Path) -> Run:
    """Run loopspec in a folder in which the loops that part can be imported."""
    (tmp_path / "parting_loops.py").write_text(Path(__file__).with_name("parting_loops.py").read_text())

    return functools.partial(command_line.loopspec, cwd=tmp_path)


def test_once_every_difference_is_known_the_exit_code_is_0(loopspec: Run, tmp_path: Path) -> None:
    """Each search finds what those before it have not; ten programs cannot show more than ten differences."""
    search = ("fuzz", "asyncio", "parting_loops:Limps", "--area", "Lock", "--programs", "10", "--seed", "1")
    known = tmp_path / "known"
    known.mkdir()
    (known / "by-hand.yaml").write_text(scenario_file(in_line("ann", "bob")))
    for number in range(12):
        done = loopspec(*search, "--shrink", "0", "--known", "known", "--out", f"known/{number}.yaml")
        assert done.stderr == ""
        if done.returncode == 0:
            break
        assert done.returncode == 1
        assert f"written to known/{number}.yaml" in done.stdout
    assert done.returncode == 0
    assert done.stdout.startswith("asyncio, parting_loops:Limps: no other difference in ")
    assert "that part as a known one does" in done.stdout


def test_a_known_program_that_parts_nothing_is_told_and_hides_nothing(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "known.yaml").write_text(scenario_file(in_line("ann", "bob")))
    done = loopspec("fuzz", "asyncio", "refloop", "--programs", "3", "--known", "known.yaml")
    assert done.returncode == 0
    assert done.stderr.startswith("known.yaml:")
    assert done.stderr.endswith(": known, but the targets do not differ on it here\n")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.yaml", "Path 'nowhere.yaml' does not exist"),
        ("empty", "empty:1:1: no scenario file in this folder, expected *.yaml"),
        ("broken.yaml", "broken.yaml:1:1: "),
    ],
)
def test_what_is_no_known_program_is_refused(loopspec: Run, tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.yaml").write_text("- no scenario\n")
    done = loopspec("fuzz", "asyncio", "refloop", "--programs", "1", "--known", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
