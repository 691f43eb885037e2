"""`loopspec fuzz --known`: programs that part targets as a known one does are left aside, others are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loopspec.fuzz.differential import Differential
from loopspec.fuzz.export import scenario_file
from loopspec.scenarios.load import load_text
from loopspec.scenarios.scenario import Scenario
from loopspec.targets.target import Target, parse_target

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
    """Whatever its tasks are called."""
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
