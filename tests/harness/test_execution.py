"""The harness' own parts: traces are compared, values shown, versions held against bounds, names missed."""

from __future__ import annotations

import asyncio
import functools
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from loopspec.harness.execution import (
    Execution,
    Namespace,
    excepted,
    first_difference,
    judge,
    observe,
    show,
    under_factory,
    version_within,
)

if TYPE_CHECKING:
    from loopspec.harness.protocol import Observation

A, B, C = ("main", "a"), ("main", "b"), ("other", "c")
A_AND_B = {"any_order": [A, B]}


@pytest.mark.parametrize(
    ("expected", "events"),
    [
        ([], []),
        ([A, B], [A, B]),
        ([["main", "a"]], [A]),
        ([A_AND_B], [A, B]),
        ([A_AND_B], [B, A]),
        ([C, A_AND_B, C], [C, B, A, C]),
        ([{"any_order": [A, A, B]}], [A, B, A]),
        ([{"any_order": [["main", "a"], ["main", "b"]]}], [["main", "b"], ["main", "a"]]),
    ],
)
def test_traces_agree(expected: list[Any], events: list[Any]) -> None:
    assert first_difference(expected, events) is None


@pytest.mark.parametrize(
    ("expected", "events", "at", "sentence"),
    [
        ([A], [], 0, "event 1: expected main: a; the trace ended"),
        ([], [A], 0, "event 1: expected the end of the trace; observed main: a"),
        ([A, B], [B, A], 0, "event 1: expected main: a; observed main: b"),
        ([A, B], [A, C], 1, "event 2: expected main: b; observed other: c"),
        ([A], [A, A], 1, "event 2: expected the end of the trace; observed main: a"),
        ([A_AND_B], [C], 0, "event 1: expected main: a or main: b; observed other: c"),
        ([A_AND_B], [B, B], 1, "event 2: expected main: a; observed main: b"),
        ([A_AND_B, C], [A, B], 2, "event 3: expected other: c; the trace ended"),
        ([C, A_AND_B], [C, A], 2, "event 3: expected main: b; the trace ended"),
    ],
)
def test_traces_differ(expected: list[Any], events: list[Any], at: int, sentence: str) -> None:
    assert first_difference(expected, events) == (at, sentence)


def test_comparing_traces_changes_nothing() -> None:
    expected, events = [{"any_order": [A, B]}, C], [B, A, C]
    first_difference(expected, events)
    assert (expected, events) == ([{"any_order": [A, B]}, C], [B, A, C])


def observation(**parts: Any) -> Observation:
    nothing: Observation = {
        "events": [],
        "checks": [],
        "observed": [],
        "ended": None,
        "missing": None,
        "refused": None,
        "lack": None,
    }
    return cast("Observation", {**nothing, **parts})


def check(ok: bool) -> dict[str, Any]:
    return {"text": "f()", "ok": ok, "got": "1", "expected": "2", "at": 0}


ENDED = {"error": "Boom", "message": "first line\nsecond line", "trace": "..."}


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ({"events": [A]}, ("pass", "", None)),
        ({"events": [A], "checks": [check(True)]}, ("pass", "", None)),
        ({"events": [A], "observed": [("x", "1")]}, ("pass", "", None)),
        ({"events": [A], "missing": "Barrier"}, ("pass", "", None)),
        ({"events": [A], "checks": [check(False)]}, ("fail", "f(): expected 2, got 1", None)),
        ({"events": [A], "ended": ENDED}, ("fail", "ended by Boom: first line", None)),
        ({"events": [A], "ended": {**ENDED, "message": ""}}, ("fail", "ended by Boom", None)),
        ({"events": []}, ("fail", "event 1: expected main: a; the trace ended", 0)),
        ({"events": [], "missing": "Barrier"}, ("missing", "the namespace has no Barrier", 0)),
        ({"events": [A], "ended": ENDED, "missing": "run"}, ("missing", "the namespace has no run", None)),
        (
            {"events": [B], "checks": [check(False), check(True)], "ended": ENDED},
            (
                "fail",
                "event 1: expected main: a; observed main: b; f(): expected 2, got 1; ended by Boom: first line",
                0,
            ),
        ),
    ],
)
def test_verdict(parts: dict[str, Any], verdict: tuple[str, str, int | None]) -> None:
    assert judge(observation(**parts), [A]) == verdict


class Thing:
    def __repr__(self) -> str:
        raise AssertionError("a value's own words are not asked for")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "None"),
        (True, "True"),
        (1, "1"),
        (0.5, "0.5"),
        ("it's", '"it\'s"'),
        (b"a", "b'a'"),
        (ValueError("a message with 0x7f00"), "ValueError"),
        (ValueError, "ValueError"),
        (Thing(), "<Thing>"),
        ([1, Thing()], "[1, <Thing>]"),
        ((1,), "(1,)"),
        ((), "()"),
        ((1, "a"), "(1, 'a')"),
        ({"b", "a"}, "{'a', 'b'}"),
        (frozenset({2, 1}), "{1, 2}"),
        ({"b": [Thing], "a": None}, "{'a': None, 'b': [Thing]}"),
        ([[[["deep"]]]], "[[[<list>]]]"),
    ],
)
def test_values_are_shown_the_same_everywhere(value: object, shown: str) -> None:
    assert show(value) == shown


def test_list_that_holds_itself_is_shown() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert show(endless) == "[[[<list>]]]"


@pytest.mark.parametrize(
    ("since", "until", "within"),
    [
        (None, None, True),
        ("3.12", None, True),
        ("3.13", None, False),
        (None, "3.12", True),
        (None, "3.11", False),
        ("3.12", "3.12", True),
        ("3.9", "3.14", True),
        ("3.2", "3.9", False),
    ],
)
def test_bounds_of_versions_are_included(since: str | None, until: str | None, within: bool) -> None:
    assert version_within((3, 12), since, until) is within
    assert version_within([3, 12], since, until) is within


@pytest.mark.parametrize(
    ("version", "since", "until", "within"),
    [
        ((3, 12, 4), "3.12.4", None, True),
        ((3, 12, 3), "3.12.4", None, False),
        ((3, 12, 4), None, "3.12.4", True),
        ((3, 12, 5), None, "3.12.4", False),
        ((3, 12, 5), "3.12", "3.12", True),
        ((3, 13, 0), None, "3.12", False),
        ((3, 12, 10), "3.12.9", "3.12.11", True),
        ((3, 12), "3.12.4", None, True),  # a version without a patch release counts as the newest
        ((3, 12), None, "3.12.4", False),
    ],
)
def test_bounds_may_be_patch_releases(version: Any, since: str | None, until: str | None, within: bool) -> None:
    assert version_within(version, since, until) is within


@pytest.mark.parametrize(
    ("version", "exceptions", "among"),
    [
        ((3, 11, 2), [], False),
        ((3, 11, 2), ["3.11.2"], True),
        ((3, 11, 3), ["3.11.2"], False),
        ((3, 11, 3), ["3.10", "3.11"], True),
        ((3, 11, 3), ["3.11.0-3.11.4"], True),
        ((3, 11, 5), ["3.11.0-3.11.4"], False),
        ((3, 12, 9), ["3.11.4-3.12"], True),
        ((3, 11), ["3.11.2"], False),
    ],
)
def test_versions_are_excepted(version: Any, exceptions: list[str], among: bool) -> None:
    assert excepted(version, exceptions) is among


class TestNamespace:
    def test_names_are_the_modules_own(self) -> None:
        assert Namespace(asyncio).Lock is asyncio.Lock

    def test_names_given_instead_come_first(self) -> None:
        assert Namespace(asyncio, {"Lock": 5}).Lock == 5

    def test_first_missing_name_is_remembered(self) -> None:
        aio = Namespace(asyncio)
        for name in ("Lock", "Lokc", "Queeu"):
            getattr(aio, name, None)
        assert observe(lambda _: None, Execution(aio))["missing"] == "Lokc"

    def test_missing_tool_is_remembered(self) -> None:
        def case(scenario: Execution) -> None:
            scenario.tools.hammer()

        seen = observe(case, Execution(Namespace(asyncio), None))
        assert seen["missing"] == "hammer"
        assert seen["ended"] is not None
        assert seen["ended"]["error"] == "AttributeError"

    def test_name_that_the_case_misses_on_a_value_is_missing(self) -> None:
        def case(scenario: Execution) -> None:
            scenario.aio.Lock().acquired()

        assert observe(case, Execution(Namespace(asyncio)))["missing"] == "Lock.acquired"

    def test_name_that_is_missed_deeper_is_a_mistake_of_the_target(self) -> None:
        def case(scenario: Execution) -> None:
            scenario.aio.run(None)

        def run(main: None) -> None:
            asyncio.Lock().acquired()  # type: ignore[attr-defined]

        run.__code__ = run.__code__.replace(co_filename="a loop's own file")
        assert observe(case, Execution(Namespace(SimpleNamespace(run=run))))["missing"] is None

    def test_name_that_a_plain_value_lacks_is_not_missing(self) -> None:
        def case(scenario: Execution) -> None:
            scenario.aio.current_task().cancel()

        module = SimpleNamespace(current_task=lambda: None)
        assert observe(case, Execution(Namespace(module)))["missing"] is None

    @pytest.mark.parametrize(("implementation", "verdict"), [("micropython", "unsupported"), ("cpython", "fail")])
    def test_argument_that_is_not_known(
        self, implementation: str, verdict: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A half-finished library refuses it; where the library is CPython's own, the loop does."""

        def case(scenario: Execution) -> None:
            scenario.aio.Lock(colour="red")

        monkeypatch.setattr(sys.implementation, "name", implementation)
        assert judge(observe(case, Execution(Namespace(asyncio))), [])[0] == verdict

    def test_lane_does_not_wait_for_a_begun_method_that_is_refused(self) -> None:
        """Its other side would never come."""

        async def refused() -> None:
            await asyncio.sleep(0)
            raise NotImplementedError

        def case(scenario: Execution) -> None:
            async def main() -> None:
                scenario.begin(refused())
                await asyncio.sleep(5)

            scenario.run(main)

        verdict, reason, _ = judge(observe(case, Execution(Namespace(asyncio))), [])
        assert (verdict, reason) == ("unsupported", "the target refuses it: NotImplementedError")


class OwnLoop(asyncio.SelectorEventLoop):
    """A loop to tell from those that asyncio makes itself."""


async def loop_in_use() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


class TestUnderFactory:
    aio = under_factory(asyncio, OwnLoop)

    def test_run_uses_the_factory_and_closes_its_loop(self) -> None:
        loop = self.aio.run(loop_in_use())
        assert type(loop) is OwnLoop
        assert loop.is_closed()

    def test_run_hands_debug_on(self) -> None:
        async def debug() -> bool:
            return asyncio.get_running_loop().get_debug()

        assert self.aio.run(debug(), debug=True) is True
        assert self.aio.run(debug(), debug=False) is False

    def test_runner_uses_the_factory(self) -> None:
        with self.aio.Runner() as runner:
            assert type(runner.get_loop()) is OwnLoop

    @pytest.mark.parametrize("name", ["run", "Runner"])
    def test_scenarios_own_factory_comes_first(self, name: str) -> None:
        if name == "run":
            loop = self.aio.run(loop_in_use(), loop_factory=asyncio.SelectorEventLoop)
        else:
            with self.aio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                loop = runner.get_loop()
        assert type(loop) is asyncio.SelectorEventLoop

    def test_new_event_loop_is_the_factory(self) -> None:
        loop = self.aio.new_event_loop()
        assert type(loop) is OwnLoop
        loop.close()

    def test_run_inside_a_running_loop_is_refused_as_asyncio_does(self) -> None:
        async def nested() -> str:
            inner = loop_in_use()
            with pytest.raises(RuntimeError) as caught:
                self.aio.run(inner)
            inner.close()
            return str(caught.value)

        assert self.aio.run(nested()) == "asyncio.run() cannot be called from a running event loop"

    def test_run_before_3_12_goes_by_a_runner(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 11, 7, "final", 0))
        assert type(self.aio.run(loop_in_use())) is OwnLoop
        self.test_run_inside_a_running_loop_is_refused_as_asyncio_does()

    def test_everything_else_is_the_modules(self) -> None:
        assert self.aio.sleep is asyncio.sleep


def test_descriptor_that_the_target_has_closed_is_noted_and_the_rest_is_closed() -> None:
    scenario = Execution(Namespace(asyncio))
    first, second = os.pipe()
    for descriptor in (first, second):
        scenario.own(SimpleNamespace(close=functools.partial(os.close, descriptor)))
    os.close(second)
    scenario.close()
    assert scenario.events == [("harness", "closing what the case opened raises OSError")]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(first)


def test_loops_left_open_are_closed_and_failing_ones_noted() -> None:
    class Stubborn:
        def is_closed(self) -> bool:
            return False

        def close(self) -> None:
            raise ValueError

    def case(scenario: Execution) -> None:
        scenario.aio = Namespace(None, {"new_event_loop": Stubborn})
        scenario.open_loop()

    seen = observe(case, Execution(Namespace(asyncio)))
    assert seen["events"] == [("harness", "loop.close() raises ValueError")]


def test_none_true_and_false_are_compared_by_identity() -> None:
    scenario = Execution(Namespace(asyncio))
    scenario.check("1", 1, True)
    scenario.check("0", 0, False)
    scenario.check("1", 1, 1.0)
    assert [one["ok"] for one in scenario.checks] == [False, False, True]


def test_value_that_fails_to_compare_ends_the_case() -> None:
    class Touchy:
        def __eq__(self, other: object) -> bool:
            raise ValueError("no")

    seen = observe(lambda scenario: scenario.check("x", Touchy(), 1), Execution(Namespace(asyncio)))
    assert seen["ended"] is not None
    assert seen["ended"]["error"] == "ValueError"


def test_delays_are_scaled() -> None:
    assert Execution(Namespace(asyncio), time_factor=3.0).seconds(0.5) == 1.5
