# Rendered by loopspec from spec/api-shape/types.yaml; do not edit, change the source and run `loopspec render`.
"""api-shape: types."""


def test_handle_of_call_soon(scenario):
    """The method call_soon returns a Handle."""
    aio, tools = scenario.aio, scenario.tools

    loop = scenario.open_loop()
    scenario.check_type('loop.call_soon(noop)', loop.call_soon(tools.noop), aio.Handle)
    scenario.expect([])


def test_handle_of_call_soon_threadsafe(scenario):
    """The method call_soon_threadsafe returns a Handle."""
    aio, tools = scenario.aio, scenario.tools

    loop = scenario.open_loop()
    scenario.check_type('loop.call_soon_threadsafe(noop)', loop.call_soon_threadsafe(tools.noop), aio.Handle)
    scenario.expect([])


def test_timer_handle__method_call_at(scenario):
    """The method call_at returns a TimerHandle."""
    aio, tools = scenario.aio, scenario.tools

    loop = scenario.open_loop()
    scenario.check_type('loop.call_at(0, noop)', loop.call_at(0, tools.noop), aio.TimerHandle)
    scenario.expect([])


def test_timer_handle__method_call_later(scenario):
    """The method call_later returns a TimerHandle."""
    aio, tools = scenario.aio, scenario.tools

    loop = scenario.open_loop()
    scenario.check_type('loop.call_later(0, noop)', loop.call_later(0, tools.noop), aio.TimerHandle)
    scenario.expect([])


def test_timer_handle_of_a_delay_that_is_over(scenario):
    """A timer whose delay is negative has a TimerHandle like any other."""
    aio, tools = scenario.aio, scenario.tools

    loop = scenario.open_loop()
    scenario.check_type('loop.call_later(-1, noop)', loop.call_later(-1, tools.noop), aio.TimerHandle)
    scenario.expect([])


def test_timer_handle_is_a_handle(scenario):
    """The class TimerHandle is a subclass of Handle."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(TimerHandle, Handle)', issubclass(aio.TimerHandle, aio.Handle), True)

    scenario.run(main)
    scenario.expect([])


def test_moments_are_floats__call_call_later_0_5(scenario):
    """The method when of a timer returns a float."""
    tools = scenario.tools

    loop = scenario.open_loop()
    timer = loop.call_later(scenario.seconds(0.5), tools.noop)
    scenario.check_type('timer.when()', timer.when(), float)
    scenario.expect([])


def test_moments_are_floats__call_call_later_0(scenario):
    """The method when of a timer returns a float."""
    tools = scenario.tools

    loop = scenario.open_loop()
    timer = loop.call_later(0, tools.noop)
    scenario.check_type('timer.when()', timer.when(), float)
    scenario.expect([])


def test_future_of_create_future(scenario):
    """The method create_future returns a Future that is pending and belongs to the loop."""
    aio = scenario.aio

    loop = scenario.open_loop()
    future = loop.create_future()
    scenario.check_type('future', future, aio.Future)
    scenario.check('[isfuture(future), future.done(), future.get_loop() is loop]', [aio.isfuture(future), future.done(), future.get_loop() is loop], [True, False, True])
    scenario.expect([])


def test_task_is_a_future(scenario):
    """The class Task is a subclass of Future."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(Task, Future)', issubclass(aio.Task, aio.Future), True)

    scenario.run(main)
    scenario.expect([])


def test_flags_are_bools__method_is_closed(scenario):
    """The method is_closed of a loop returns a bool."""
    loop = scenario.open_loop()
    scenario.check_type('loop.is_closed()', loop.is_closed(), bool)
    scenario.expect([])


def test_flags_are_bools__method_is_running(scenario):
    """The method is_running of a loop returns a bool."""
    loop = scenario.open_loop()
    scenario.check_type('loop.is_running()', loop.is_running(), bool)
    scenario.expect([])


def test_debug_is_a_bool(scenario):
    """The method get_debug returns a bool."""
    loop = scenario.open_loop()
    scenario.check_type('loop.get_debug()', loop.get_debug(), bool)
    scenario.expect([])


def test_shutdown_of_generators_is_a_coroutine(scenario):
    """The method shutdown_asyncgens returns a coroutine, with the result None."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().shutdown_asyncgens()
        scenario.check_is('iscoroutine(pending)', aio.iscoroutine(pending), True)
        scenario.check('pending', await pending, None)

    scenario.run(main)
    scenario.expect([])


def test_shutdown_of_the_executor_is_a_coroutine(scenario):
    """The method shutdown_default_executor returns a coroutine, with the result None."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().shutdown_default_executor()
        scenario.check_is('iscoroutine(pending)', aio.iscoroutine(pending), True)
        scenario.check('pending', await pending, None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_error_is_no_exception(scenario):
    """The class CancelledError is a subclass of BaseException and not of Exception."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(CancelledError, BaseException)', issubclass(aio.CancelledError, BaseException), True)
        scenario.check_is('issubclass(CancelledError, Exception)', issubclass(aio.CancelledError, Exception), False)

    scenario.run(main)
    scenario.expect([])


def test_timeout_error_is_the_builtin(scenario):
    """The class TimeoutError of asyncio is the builtin of this name, and so an OSError."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(TimeoutError, OSError)', issubclass(aio.TimeoutError, OSError), True)

    scenario.run(main)
    scenario.expect([])


def test_event_loop_class_makes_loops(scenario):
    """The class EventLoop is a subclass of AbstractEventLoop."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(EventLoop, AbstractEventLoop)', issubclass(aio.EventLoop, aio.AbstractEventLoop), True)

    scenario.run(main)
    scenario.expect([])


def test_new_loops_are_abstract_event_loops(scenario):
    """A loop made by new_event_loop is an instance of AbstractEventLoop."""
    aio = scenario.aio

    loop = scenario.open_loop()
    scenario.check_type('loop', loop, aio.AbstractEventLoop)
    scenario.expect([])


def test_coroutine_function(scenario):
    """The function iscoroutinefunction() is true for a coroutine function, false for another function and for a coroutine."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker():
            await aio.sleep(0)

        coroutine = worker()
        async with tools.caught_warnings():
            scenario.check('[iscoroutinefunction(worker), iscoroutinefunction(noop), iscoroutinefunction(coroutine)]', [aio.iscoroutinefunction(worker), aio.iscoroutinefunction(tools.noop), aio.iscoroutinefunction(coroutine)], [True, False, False])
        await coroutine

    scenario.run(main)
    scenario.expect([])


def test_coroutine_function_warns(scenario):
    """The function iscoroutinefunction() warns with DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async with tools.caught_warnings() as names:
            scenario.check('iscoroutinefunction(noop)', aio.iscoroutinefunction(tools.noop), False)
        scenario.check('names', names, ['DeprecationWarning'])

    scenario.run(main)
    scenario.expect([])


def test_generator_is_no_coroutine(scenario):
    """The function iscoroutine() is True of a coroutine, and False of a generator and of a coroutine function."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        coroutine = worker()
        scenario.check('[iscoroutine(coroutine), iscoroutine(number for number in [1]), iscoroutine(worker)]', [aio.iscoroutine(coroutine), aio.iscoroutine((number for number in [1])), aio.iscoroutine(worker)], [True, False, False])
        await coroutine

    scenario.run(main)
    scenario.expect([])
