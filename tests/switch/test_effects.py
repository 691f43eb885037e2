"""The effect of a deviation, derived from its result."""

from __future__ import annotations

from typing import Any

import pytest

from loopspec.results.model import Result, Verdict
from loopspec.switch.effects import Effect, effect_of, rank, worst

EXPECTED = [["main", "one"], {"any_order": [["a", "two"], ["b", "two"]]}]


def check(expected: str, got: str, text: str = "value") -> list[dict[str, Any]]:
    return [
        {"text": "fine", "expected": "1", "got": "1", "ok": True},
        {"text": text, "expected": expected, "got": got, "ok": False},
    ]


@pytest.mark.parametrize(
    ("more", "effect"),
    [
        ({"verdict": Verdict.HANG}, Effect.HANGS),
        ({"verdict": Verdict.CRASH}, Effect.ABORTS),
        ({"at": 0, "events": [("main", "raises KeyError")], "expected": EXPECTED}, Effect.REFUSES),
        ({"at": 0, "events": [("main", "raises TypeError")], "expected": [["main", "raises OSError"]]}, Effect.REFUSES),
        ({"at": 0, "events": [("main", "raises OSError")], "expected": [["main", "raises KeyError"]]}, Effect.DIFFERS),
        ({"at": 1, "events": [("main", "one")], "expected": EXPECTED, "ended": "TypeError"}, Effect.REFUSES),
        ({"ended": "TypeError"}, Effect.REFUSES),
        ({"at": 1, "events": [("main", "one")], "expected": EXPECTED}, Effect.LOSES),
        ({"checks": check("['x']", "[]")}, Effect.LOSES),
        ({"at": 0, "events": [("a", "two"), ("main", "one"), ("b", "two")], "expected": EXPECTED}, Effect.REORDERS),
        ({"checks": check("['a', 'b']", "['b', 'a']")}, Effect.REORDERS),
        ({"at": 0, "events": [("main", "raises nothing")], "expected": [["main", "raises KeyError"]]}, Effect.DIFFERS),
        ({"at": 0, "events": [("main", "zero")], "expected": EXPECTED}, Effect.DIFFERS),
        ({"checks": check("True", "None")}, Effect.DIFFERS),
        ({"checks": check("None", "<Future>")}, Effect.DIFFERS),
        ({"checks": check("Handle", "<Other>")}, Effect.COSMETIC),
        ({"checks": check("'<Task>'", "'<Other>'", "repr(task)")}, Effect.COSMETIC),
        ({"checks": check("True", "False", "'ResourceWarning' in names")}, Effect.COSMETIC),
        ({}, Effect.DIFFERS),
    ],
)  # fmt: skip
def test_effect(more: dict[str, Any], effect: Effect) -> None:
    assert effect_of(Result(**{"target": "x", "id": "a/b/c", "verdict": Verdict.FAIL, **more})) is effect


def test_a_count_of_iterations_is_a_matter_of_order() -> None:
    result = Result("x", "a/b/c", Verdict.FAIL, checks=check("[1]", "[1, 2]"))
    assert effect_of(result, ["iterations"]) is Effect.REORDERS


def test_the_worst() -> None:
    assert worst([Effect.COSMETIC, Effect.LOSES, Effect.DIFFERS]) is Effect.LOSES
    assert sorted(Effect, key=rank)[0] is Effect.HANGS
    assert all(effect.means for effect in Effect)
