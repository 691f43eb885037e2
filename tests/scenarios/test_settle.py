"""`settle` waits for the same thing on every lawful scheduler, and sees a task from outside only."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Generator
from typing import Any
from weakref import WeakSet

import pytest

from interpreters import find, find_other
from loopspec.harness import execution, tools
from loopspec.harness.execution import Execution, Namespace, judge, observe, under_factory
from loopspec.harness.settling import position
from loopspec.rendering.render import render_case
from loopspec.results.model import Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import cases_of, make_plan
from loopspec.running.run import run as run_plan
from loopspec.scenarios.load import load_file
from loopspec.scenarios.scenario import Scenario
from loopspec.targets.target import parse_target
from scenarios.cases import HERE

SCENARIOS = load_file(HERE / "valid-pass" / "settling.yaml")


class LaterLoop(asyncio.SelectorEventLoop):
    """Every step of a task, be it the first or one that its future has woken it for, takes some iterations more."""

    iterations = 1

    def call_soon(self, callback: Any, *arguments: Any, **options: Any) -> asyncio.Handle:
        if not isinstance(getattr(callback, "__self__", None), asyncio.Task):
            return super().call_soon(callback, *arguments, **options)
        return super().call_soon(self._wait, self.iterations, callback, arguments, options)

    def _wait(self, left: int, callback: Any, arguments: Any, options: Any) -> None:
        if left == 1:
            super().call_soon(callback, *arguments, **options)
        else:
            super().call_soon(self._wait, left - 1, callback, arguments, options)


class MuchLaterLoop(LaterLoop):
    iterations = 3


class StartsLaterLoop(LaterLoop):
    """The first step of a task takes many iterations more, all others none."""

    iterations = 20

    def __init__(self) -> None:
        super().__init__()
        self._begun: WeakSet[Any] = WeakSet()

    def call_soon(self, callback: Any, *arguments: Any, **options: Any) -> asyncio.Handle:
        task = getattr(callback, "__self__", None)
        if isinstance(task, asyncio.Task) and task not in self._begun:
            self._begun.add(task)
            return super().call_soon(callback, *arguments, **options)
        return asyncio.SelectorEventLoop.call_soon(self, callback, *arguments, **options)


class BackwardsLoop(asyncio.SelectorEventLoop):
    """Of the tasks that are ready, the one that was ready last runs first, and a task may run again in an iteration."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[tuple[Any, Any]] = []

    def call_soon(self, callback: Any, *arguments: Any, **options: Any) -> asyncio.Handle:
        if not isinstance(getattr(callback, "__self__", None), asyncio.Task):
            return super().call_soon(callback, *arguments, **options)
        self._steps.append((callback, arguments))
        return super().call_soon(self._run_batch)

    def _run_batch(self) -> None:
        steps, self._steps = self._steps, []
        for callback, arguments in reversed(steps):
            callback(*arguments)


LOOPS = (LaterLoop, MuchLaterLoop, StartsLaterLoop, BackwardsLoop)


async def two_turns(delay: float, result: Any = None) -> Any:
    """`sleep`, for which none is two iterations."""
    await asyncio.sleep(delay)
    return await asyncio.sleep(delay, result)


async def by_a_future(delay: float, result: Any = None) -> Any:
    """`sleep`, for which none is a future that a callback ends."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, result)
    return await future


SLEEPS: dict[str, Callable[..., Awaitable[Any]]] = {"two-turns": two_turns, "by-a-future": by_a_future}


def outcome(scenario: Scenario, aio: Namespace) -> tuple[str, str, int | None]:
    space: dict[str, Any] = {}
    exec(compile(render_case(scenario), scenario.id, "exec"), space)
    observation = observe(space[scenario.function], Execution(aio, tools))
    return judge(observation, scenario.expected(sys.version_info[:3]))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.__name__)
def test_holds_on_a_loop_that_schedules_otherwise(scenario: Scenario, loop: type[Any]) -> None:
    assert outcome(scenario, under_factory(asyncio, loop)) == ("pass", "", None)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("sleep", SLEEPS.values(), ids=SLEEPS)
def test_holds_where_sleep_is_another_one(scenario: Scenario, sleep: Callable[..., Awaitable[Any]]) -> None:
    def run(main: Any) -> None:
        asyncio.run(main, debug=True)

    assert outcome(scenario, Namespace(asyncio, {"sleep": sleep, "run": run})) == ("pass", "", None)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_holds_where_nothing_can_be_seen(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on an interpreter whose tasks and coroutines tell nothing, time is given instead."""
    monkeypatch.setattr(execution, "position", lambda task: [task])
    assert outcome(scenario, under_factory(asyncio, LaterLoop)) == ("pass", "", None)


def test_a_count_of_iterations_does_not_hold_there() -> None:
    """The scenarios are ones that ticks would not do for."""
    [scenario] = [scenario for scenario in SCENARIOS if scenario.name == "settle-waits-for-the-named"]
    code = render_case(scenario).replace("await scenario.settle(quick, waiter)", "await scenario.ticks(4)", 1)
    space: dict[str, Any] = {}
    exec(compile(code, "case", "exec"), space)
    made = Execution(under_factory(asyncio, StartsLaterLoop), tools)
    observation = observe(space[scenario.function], made)
    assert judge(observation, scenario.expected(sys.version_info[:3]))[0] == "fail"


@pytest.mark.parametrize("name", ["asyncio", "asyncio-virtual", "asyncio-pure", "refloop", "refloop-loop-virtual"])
def test_holds_on_registered_targets(name: str) -> None:
    assert_holds(name)


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14", "3.15"])
def test_holds_on_every_python(version: str) -> None:
    python = find(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    assert_holds(f"asyncio@{python}")


@pytest.mark.parametrize("name", ["pypy3", "micropython"])
def test_holds_on_other_pythons(name: str) -> None:
    python = find_other(name)
    if python is None:
        pytest.skip(f"no {name} here")
    assert_holds(f"asyncio@{python}")


def assert_holds(name: str) -> None:
    found = run_plan(make_plan([parse_target(name)], cases_of(SCENARIOS)), RunOptions(timeout=20.0))
    told = [(result.id, result.verdict, result.detail) for result in found.results]
    assert [one for one in told if not (one[1] is Verdict.PASS or one[1].skipped)] == []
    assert [one for one in told if one[1] is Verdict.PASS]


class Turn:
    """A bare yield of one's own."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Opaque:
    """An awaitable whose iterator tells nothing."""

    def __init__(self, future: asyncio.Future[Any]) -> None:
        self.future = future

    def __await__(self) -> Any:
        return iter(self.future)


async def turns() -> None:
    while True:
        await Turn()


async def generates(future: asyncio.Future[Any]) -> Any:
    yield await future


async def reads(future: asyncio.Future[Any]) -> None:
    async for _ in generates(future):
        pass


async def sleeps() -> None:
    while True:
        await asyncio.sleep(0)


async def waits(awaitable: Awaitable[Any]) -> None:
    await awaitable


async def positions() -> dict[str, tuple[bool, ...]]:
    """Whether tasks show as suspended: at first, then when they have begun, then when their future is done."""
    loop = asyncio.get_running_loop()
    made: dict[str, tuple[Any, Any]] = {}
    kinds: dict[str, Callable[[Any], Any]] = {
        "future": lambda future: waits(future),
        "nested": lambda future: waits(waits(future)),
        "opaque": lambda future: waits(Opaque(future)),
        "generator": reads,
        "shielded": lambda future: waits(asyncio.shield(future)),
        "turns": lambda future: turns(),
        "sleeps": lambda future: sleeps(),
    }
    for name, kind in kinds.items():
        future = loop.create_future()
        made[name] = (future, loop.create_task(kind(future)))

    def look() -> list[bool]:
        return [position(task) is not None for _, task in made.values()]

    looks = [look()]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    looks.append(look())
    for future, _ in made.values():
        future.set_result(None)
    looks.append(look())
    for _, task in made.values():
        task.cancel()
    await asyncio.gather(*(task for _, task in made.values()), return_exceptions=True)
    looks.append(look())
    return dict(zip(made, zip(*looks, strict=True), strict=True))


def test_positions() -> None:
    waiting = (False, True, False, True)
    assert asyncio.run(positions()) == {
        "future": waiting,
        "nested": waiting,
        "opaque": waiting,
        "generator": waiting,
        "shielded": (False, True, True, True),  # its own future is done an iteration later
        "turns": (False, False, False, True),
        "sleeps": (False, False, False, True),
    }


def test_looking_leaves_a_task_as_it_is() -> None:
    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        coroutine = waits(future)
        task = asyncio.create_task(coroutine)
        await asyncio.sleep(0)
        assert position(task) is not None
        assert task.get_coro() is coroutine
        assert [frame.f_code for frame in task.get_stack()] == [waits.__code__]
        future.set_result(None)
        await task

    asyncio.run(main())
