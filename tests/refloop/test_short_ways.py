"""Where refloop takes a short way, nobody can tell: held against asyncio, and against what may not be passed by."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest

import refloop


def numbers_of_runs(aio: Any, prepare: Any = lambda loop: None) -> Any:
    """Return the distances between the numbers of the main tasks of three runs."""
    numbers = []

    async def main() -> None:
        prepare(aio.get_running_loop())
        numbers.append(int(aio.current_task().get_name().removeprefix("Task-")))

    for _ in range(3):
        aio.run(main())
    return [after - before for before, after in pairwise(numbers)]


def test_a_clean_up_that_was_spared_counts_its_tasks() -> None:
    assert numbers_of_runs(refloop) == numbers_of_runs(asyncio)


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda loop: loop.call_soon(loop.call_soon, print), id="callback"),
        pytest.param(lambda loop: loop.call_later(60, print), id="timer"),
        pytest.param(lambda loop: loop.run_in_executor(None, int), id="executor"),
        pytest.param(lambda loop: loop.set_debug(True), id="debug"),
    ],
)
def test_with_something_left_it_counts_them_too(leave: Any) -> None:
    assert numbers_of_runs(refloop, leave) == numbers_of_runs(asyncio, leave)


def turns_after_main(aio: Any) -> Any:
    """The iterations that a callback sees which main leaves behind, and which goes on scheduling itself."""
    turns: list[Any] = []

    async def main() -> None:
        loop = aio.get_running_loop()

        def again() -> None:
            turns.append(None)
            loop.call_soon(again)

        loop.call_soon(again)

    aio.run(main())
    return len(turns)


def test_callbacks_that_main_leaves_have_the_turns_of_the_clean_up() -> None:
    assert turns_after_main(refloop) == turns_after_main(asyncio) > 2


@pytest.mark.parametrize("name", ["shutdown_asyncgens", "shutdown_default_executor"])
@pytest.mark.parametrize("of", ["loop", "class"])
def test_a_clean_up_that_somebody_has_changed_takes_place(name: Any, of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    plain = getattr(refloop.Loop, name)

    async def changed(self: Any, *args: Any) -> None:
        called.append(name)
        await plain(self, *args)

    async def main() -> None:
        if of == "loop":
            loop = refloop.get_running_loop()
            setattr(loop, name, changed.__get__(loop))

    if of == "class":
        monkeypatch.setattr(refloop.Loop, name, changed)
    refloop.run(main())
    assert called == [name]


def test_generators_and_factories_see_their_clean_up() -> None:
    closed, made = [], []

    async def generate() -> AsyncIterator[Any]:
        try:
            yield 1
        finally:
            closed.append(True)

    def factory(loop: Any, coro: Any, **kwargs: Any) -> Any:
        made.append(coro.__name__)
        return refloop.Task(coro, loop=loop, **kwargs)

    kept: list[AsyncIterator[int]] = []  # in use until the loop ends

    async def main() -> None:
        kept.append(generate())
        await anext(kept[0])

    async def with_factory() -> None:
        refloop.get_running_loop().set_task_factory(factory)

    refloop.run(main())
    assert closed == [True]
    refloop.run(with_factory())
    assert made == ["shutdown_asyncgens", "shutdown_default_executor"]


@pytest.mark.parametrize("factory", [refloop.Loop, refloop.EventLoop])
def test_a_closed_loop_makes_neither_tasks_nor_a_sound(factory: Any, caplog: pytest.LogCaptureFixture) -> None:
    async def nothing() -> None:
        pass

    loop = factory()
    loop.close()
    coro = nothing()
    with pytest.raises(RuntimeError, match="Event loop is closed"):
        loop.create_task(coro)
    coro.close()
    assert caplog.records == []


def test_a_subclass_that_schedules_in_its_own_way_is_asked() -> None:
    asked = []

    class Asked(refloop.Loop):
        def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
            asked.append(callback)
            return super().call_soon(callback, *args, context=context)

    async def main() -> None:
        loop = refloop.get_running_loop()
        future = loop.create_future()
        loop.call_soon(future.set_result, None)
        await future

    with refloop.Runner(loop_factory=Asked) as runner:
        runner.run(main())
        assert len(asked) >= 4  # the first step, set_result, the wakeup, the end of the run


@pytest.mark.parametrize("aio", [asyncio, refloop], ids=["asyncio", "refloop"])
def test_a_subclass_that_fails_before_our_init_dies_quietly(aio: Any, recwarn: pytest.WarningsRecorder) -> None:
    class Failing(aio.Future):
        def __init__(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Failing()
    assert list(recwarn) == []
