"""Selecting by ``-k``: a text, a pattern, an expression."""

from __future__ import annotations

from pathlib import Path

import pytest

import command_line
from loopspec.scenarios.selection import SelectionError, matching

IDS = (
    "lock/acquire/cancelled-waiter-is-skipped",
    "lock/acquire/returns-true[primitive=Lock]",
    "lock/notify/or-not",
    "queue/get/cancelled",
    "task/cancel/waits[wait=Barrier(2).wait()]",
    "task/cancel/waits[wait=wait_for(f, 1)]",
)


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("lock", [0, 1, 2]),
        ("LOCK", [0, 1, 2]),
        ("lock and cancelled", [0]),
        ("lock or queue", [0, 1, 2, 3]),
        ("not lock", [3, 4, 5]),
        ("lock and not acquire", [2]),
        ("lock acquire", [0, 1]),
        ("cancelled and (queue or task)", [3]),
        ("cancelled and(queue or task)", [3]),
        ("lock and acquire or queue", [0, 1, 3]),
        ("not (lock or queue)", [4, 5]),
        ("not not queue", [3]),
        ("queue/*", [3]),
        ("*/cancel*", [0, 3, 4, 5]),
        ("lock/*/*[primitive=Lock]", [1]),
        ("queue/*/x or lock/?cquire/*", [0, 1]),
        ("not", [2]),  # a text as ever, because an id holds it
        ("'not' and 'or-'", [2]),
        ("-waiter", [0]),  # as before
        ("waits[wait=Barrier(2).wait()]", [4]),
        ("waits[wait=wait_for(f, 1)]", [5]),
        ("lock/notify or waits[wait=Barrier(2).wait()]", [2, 4]),
        ("not (waits[wait=Barrier(2).wait()] or lock)", [3, 5]),
        ("'wait_for(f, 1)' or queue", [3, 5]),
    ],
)
def test_an_expression_means_these(expression: str, wanted: list[int]) -> None:
    assert matching([expression], IDS) == {IDS[number] for number in wanted}


def test_several_expressions_mean_what_any_of_them_means() -> None:
    assert matching(["queue", "lock and notify"], IDS) == {IDS[2], IDS[3]}
    assert matching([], IDS) == set(IDS)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("lock and", "expected a word, `not` or `(`, got the end"),
        ("(lock or queue", "expected `)`, got the end"),
        ("lock or queue)", "expected `and`, `or` or the end, got `)`"),
        ("and lock", "expected a word, `not` or `(`, got `and`"),
        ("( )", "expected a word, `not` or `(`, got `)`"),
        ("(" * 5000 + "x", "nested too deeply"),
        ("not " * 5000 + "x", "nested too deeply"),
    ],
)
def test_a_bad_expression_is_one_clear_message(expression: str, message: str) -> None:
    with pytest.raises(SelectionError) as caught:
        matching([expression], IDS)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("command", [("list",), ("run", "asyncio"), ("gate", "asyncio"), ("bench", "asyncio")])
def test_a_bad_expression_ends_a_command_with_2(command: tuple[str, ...], tmp_path: Path) -> None:
    done = command_line.loopspec(*command, "-k", "lock and", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "-k 'lock and': expected a word, `not` or `(`, got the end; "
        "write -k 'lock and not (cancel or timeout)', or several -k\n"
    )


def test_an_expression_selects_scenarios(tmp_path: Path) -> None:
    done = command_line.loopspec("list", "-k", "lock/acquire and not (cancel or primitive=lock)", cwd=tmp_path)
    ids = done.stdout.splitlines()
    assert ids
    assert all("lock/acquire" in one and "cancel" not in one and "primitive=Lock" not in one for one in ids)
