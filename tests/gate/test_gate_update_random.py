"""``--update`` of configurations in every layout: valid, made only once, and no comment outside an entry lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from loopspec.gate.compare import FindingKind, evaluate
from loopspec.gate.update import update
from loopspec.results.model import Result, Results, Verdict

from .made_up import config, failing, passing, results
from .test_gate_update import TODAY

IDS = [f"a/{letter}" for letter in "bcdefg"]
TRAP = '"""\n[[known]]\n# no comment\n"""'


def random_text(choose: random.Random, header: str) -> str:
    """A configuration with comments, blank lines, indentation and strings that look like headers."""
    lines = ["# outside 0"]
    for number in range(1, choose.randint(1, 5)):
        lines += choose.choice([[], [""], ["  ", f"# outside {number}"], [f"# outside {number}", ""]])
        indent = choose.choice(["", "  ", "\t"])
        keys = [f'scenario = "{choose.choice([*IDS, "a/*", "a/?", "x/y", "*"])}"']
        keys += choose.choice([[], ['signature = "fail: f(): got 1" # seen'], ["signature = 'fail: f(): got 2'"]])
        keys += choose.choice([[], ['reason = "r"'], [f"reason = {TRAP}"], ["# inside", 'issue = "none" # i']])
        keys += choose.choice([[], ['target = "loop"'], ["flaky = true"]])
        choose.shuffle(keys)
        lines += [indent + line for line in (f"[[{header}]]", *keys)]
    return "\n".join(lines)


def random_run(choose: random.Random) -> Results:
    """A run of all scenarios on one or two targets."""
    found: list[Result] = []
    for target in ["loop", "other"][: choose.randint(1, 2)]:
        for id_ in IDS:
            flaky = [Verdict.FAIL, Verdict.PASS] if choose.random() < 0.1 else []
            wrong = failing(id_, target, got=str(choose.randint(1, 2)), attempts=flaky)
            found.append(choose.choice([passing(id_, target), wrong]))
    return results(*found)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_layout(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(40):
        header, name = choose.choice([("known", "loopspec.toml"), ("tool.loopspec.known", "pyproject.toml")])
        end = choose.choice(["\n", "\r\n"])
        opening = "[tool.loopspec]\n" if name == "pyproject.toml" else ""
        closing = choose.choice(["", "\n", "\n# outside, last\n", '\n[tool.other]\nx = "[[known]]"' if opening else ""])
        text = (opening + random_text(choose, header) + closing + "\n" * (end == "\r\n")).replace("\n", end)
        before, run = config(tmp_path, text, name), random_run(choose)
        done = update(before, evaluate(before, run, set(IDS), TODAY), run)
        after = config(tmp_path, done.text, name)
        again = evaluate(after, run, set(IDS), TODAY)
        assert update(after, again, run).text == done.text
        assert not [red for red in again.findings if red.kind is FindingKind.UNEXPECTED and not before.known]
        outside = [line for line in text.split(end) if line.startswith(("# outside", "[tool."))]
        assert [line for line in done.text.split(end) if line in outside] == outside
        assert end == "\n" or done.text.count("\n") == done.text.count("\r\n")
