"""The gate with many entries: the work grows as their number does, and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from loopspec.config.file import read_config
from loopspec.gate.compare import FindingKind, annotate, evaluate, worth_a_retry
from loopspec.gate.update import update
from loopspec.results.model import Result, Results

from .made_up import failing, passing, results
from .test_gate_update import TODAY

TRIED = 100
"""Entries of the smaller of two configurations. In the other, linear work doubles, and quadratic work is fourfold."""

MOST = 2.3


def calls_of(work: Callable[[], object]) -> int:
    """Count the functions that a piece of work calls, those written in C included; the same on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def entry(number: int, scenario: str) -> str:
    """The text of an entry."""
    return (
        f'\n# number {number}\n[[known]]\nscenario = "{scenario}"\ntarget = "loop"\nreason = "Because."\n'
        f'signature = "fail: f(): got 1"\nissue = "none"\n'
    )


def one_by_one(number: int) -> tuple[str, list[Result]]:
    """As many entries as failures: some as known, some in other ways, some that hold, some new, some stale."""
    text = "".join(entry(n, f"area/subject/{n}") for n in range(number))
    kinds: list[Callable[[str], Result]] = [
        passing,
        failing,
        lambda id_: failing(id_, got="0"),
        lambda id_: failing(f"{id_}-new"),
    ]
    return text, [kinds[n % 4](f"area/subject/{n}") for n in range(number)]


def patterns(number: int) -> tuple[str, list[Result]]:
    """As many patterns as entries, each about ten cases."""
    text = "".join(entry(n, f"area{n}/*") for n in range(number))
    return text, [failing(f"area{n % number}/{n}") for n in range(number * 10)]


def overlapping(number: int) -> tuple[str, list[Result]]:
    """As many entries about one case."""
    return "".join(entry(n, "area/*") for n in range(number)), [failing("area/a"), passing("area/b")]


def blocked(number: int) -> tuple[str, list[Result]]:
    """As many blocked cases, named one by one and by patterns of which each has an entry."""
    ids = [f"area/subject/{n}" for n in range(number)]
    text = entry(1, "cause") + f'\n[[blocked]]\nblocked_by = "cause"\nscenarios = {ids}\n'
    text += "".join(f'\n[[blocked]]\nblocked_by = "cause"\nscenarios = ["more/{n}/*"]\n' for n in range(number))
    return text, [failing("cause"), *map(failing, ids), *(failing(f"more/{n}/x") for n in range(number))]


@pytest.mark.parametrize("made", [one_by_one, patterns, overlapping, blocked])
def test_the_work_is_linear_in_the_entries(tmp_path: Path, made: Callable[[int], tuple[str, list[Result]]]) -> None:
    counts = []
    for number in (TRIED, 2 * TRIED):
        text, found = made(number)
        file = tmp_path / "loopspec.toml"
        file.write_text(text)
        run = results(*found)
        suite = {scenario.id for scenario in run.scenarios}
        counts.append(calls_of(partial(whole_gate, file, run, suite)))
    assert counts[1] / counts[0] < MOST, counts


def whole_gate(file: Path, run: Results, suite: set[str]) -> None:
    """All that ``loopspec gate --update`` does beside the run."""
    config = read_config(file)
    worth_a_retry(config, run, suite, TODAY)
    outcome = evaluate(config, run, suite, TODAY)
    annotate(run, outcome)
    done = update(config, outcome, run)
    file.write_text(done.text)
    left = evaluate(read_config(file), run, suite, TODAY).findings
    assert FindingKind.UNEXPECTED not in {finding.kind for finding in left}


def test_twenty_thousand_entries_are_read_and_judged(tmp_path: Path) -> None:
    text, found = one_by_one(20_000)
    (tmp_path / "loopspec.toml").write_text(text)
    run = results(*found)
    outcome = evaluate(read_config(tmp_path / "loopspec.toml"), run, {one.id for one in run.scenarios}, TODAY)
    kinds = [finding.kind for finding in outcome.findings]
    assert (kinds.count(FindingKind.PASSES), kinds.count(FindingKind.UNEXPECTED), outcome.known) == (5000, 5000, 5000)
