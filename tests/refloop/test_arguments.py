"""Times that are none: NaN deadlines do not stop a loop, and what a host gives is refused by name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, cast

import pytest

import refloop

NAN = math.nan


def drive_forever(loop: Any, task: Any) -> None:
    loop.run_until_complete(task)


def drive_steps(loop: Any, task: Any) -> None:
    while not task.done():
        loop.run_once(timeout=None)


def drive_ready(loop: Any, task: Any) -> None:
    while not task.done():
        loop.run_ready(timeout=None, budget=0.001)


def drive_guest(loop: Any, task: Any) -> None:
    import queue

    todo: queue.SimpleQueue[Any] = queue.SimpleQueue()
    ended: list[Any] = []
    refloop.start_guest(loop, todo.put, ended.append)
    task.add_done_callback(lambda _: loop.stop())
    while not ended:
        todo.get(timeout=300)()


DRIVERS = [drive_forever, drive_steps, drive_ready, drive_guest]


@pytest.fixture(params=["own", "bridge", "own-virtual", "bridge-virtual"])
def world(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A loop, and the namespace whose tasks it makes."""
    import asyncio

    kind, _, clock = request.param.partition("-")
    options: dict[str, Any] = {"clock": refloop.VirtualClock()} if clock else {}
    loop = refloop.Loop(**options) if kind == "own" else refloop.EventLoop(**options)
    yield loop, refloop if kind == "own" else asyncio
    loop.close()


@pytest.mark.parametrize("drive", DRIVERS)
@pytest.mark.parametrize("method", ["call_later", "call_at"])
def test_a_timer_at_nan_is_due_now_and_stops_no_other(world: Any, drive: Any, method: Any) -> None:
    loop, aio = world

    async def main() -> Any:
        loop = aio.get_running_loop()
        done = loop.create_future()
        seen: list[Any] = []
        start = loop.time()
        loop.call_later(0.002, done.set_result, None)
        loop.call_later(3600, seen.append, "an hour later")
        timers = [getattr(loop, method)(NAN, seen.append, "nan") for _ in range(3)]
        loop.call_at(start, seen.append, 0)
        getattr(loop, method)(NAN, seen.append, "cancelled").cancel()
        await done
        assert all(math.isnan(timer.when()) for timer in timers)
        return seen

    task = loop.create_task(main())
    drive(loop, task)
    assert sorted(task.result(), key=str) == [0, "nan", "nan", "nan"]


@pytest.mark.parametrize("drive", DRIVERS)
def test_waits_for_nan_end_as_asyncios(world: Any, drive: Any) -> None:
    import asyncio

    async def outcome(awaitable: Any) -> Any:
        try:
            return await awaitable
        except Exception as error:
            return type(error)

    async def all_of(aio: Any) -> Any:
        async def with_timeout() -> None:
            async with aio.timeout(NAN):
                await aio.get_running_loop().create_future()

        loop = aio.get_running_loop()
        never = loop.create_future()
        done, pending = await aio.wait([never], timeout=NAN)
        return [
            await outcome(aio.sleep(NAN, "slept")),
            await outcome(with_timeout()),
            await outcome(aio.wait_for(loop.create_future(), NAN)),
            (len(done), len(pending)),
            await outcome(next(iter(aio.as_completed([never], timeout=NAN)))),
        ]

    loop, aio = world
    task = loop.create_task(all_of(aio))
    drive(loop, task)
    assert task.result() == asyncio.run(all_of(asyncio))


@pytest.mark.parametrize("method", ["run_once", "run_ready"])
@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"budget": -1}, ValueError),
        ({"budget": NAN}, ValueError),
        ({"budget": "x"}, TypeError),
        ({"timeout": NAN}, ValueError),
        ({"timeout": "x"}, TypeError),
    ],
    ids=str,
)
def test_a_step_refuses_what_is_no_time(loop: Any, method: Any, wrong: Any, error: Any) -> None:
    ran: list[Any] = []
    loop.call_soon(ran.append, 1)
    [(name, value)] = wrong.items()
    with pytest.raises(error, match=f"^{name}: expected .* seconds, got {value!r}$"):
        getattr(loop, method)(**wrong)
    assert not ran
    assert not loop.is_running()
    getattr(loop, method)()
    assert ran == [1]


@pytest.mark.parametrize("method", ["run_once", "run_ready"])
def test_a_step_takes_times_that_are_over_or_endless(loop: Any, method: Any) -> None:
    ran: list[Any] = []
    loop.call_later(0.001, ran.append, 1)
    step = getattr(loop, method)
    step(timeout=-1)
    while not ran:
        step(timeout=math.inf, budget=math.inf)
    step(budget=0)


def test_on_wake_refuses_what_cannot_be_called(loop: Any) -> None:
    with pytest.raises(TypeError, match="callback: expected a function or None, got 3"):
        loop.on_wake(3)


def test_a_guest_refuses_a_host_that_is_none(loop: Any) -> None:
    good: dict[str, Any] = {"run_soon_threadsafe": print, "done": print}
    faults: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
        ({"run_soon_threadsafe": None}, TypeError),
        ({"done": 3}, TypeError),
        ({"run_soon": "x"}, TypeError),
        ({"budget": -1}, ValueError),
        ({"budget": NAN}, ValueError),
        ({"budget": None}, TypeError),
    )
    for wrong, error in faults:
        [name] = wrong
        with pytest.raises(error, match=f"^{name}: expected "):
            refloop.start_guest(loop, **{**good, **wrong})
        with pytest.raises(error, match=f"^{name}: expected "):
            refloop.run_as_guest(None, loop=loop, **{**good, **wrong})
    with pytest.raises(TypeError, match=r"^loop: expected a loop of refloop's, got 3"):
        refloop.start_guest(cast(Any, 3), **good)
    with pytest.raises(TypeError, match=r"^loop: expected a loop of refloop's or None, got 3"):
        refloop.run_as_guest(None, loop=cast(Any, 3), **good)
    assert not loop.is_running()
