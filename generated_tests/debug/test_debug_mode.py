# Rendered by loopspec from spec/debug/mode.yaml; do not edit, change the source and run `loopspec render`.
"""debug: mode."""


def test_switched_on_and_off(scenario):
    """The method get_debug returns the bool that set_debug was given last."""
    loop = scenario.open_loop()
    loop.set_debug(True)
    scenario.check_is('loop.get_debug()', loop.get_debug(), True)
    loop.set_debug(False)
    scenario.check_is('loop.get_debug()', loop.get_debug(), False)
    scenario.expect([])


def test_by_the_environment(scenario):
    """A loop that is made while PYTHONASYNCIODEBUG is set is in debug mode."""
    tools = scenario.tools

    with tools.debug_environment():
        loop = scenario.open_loop()
        scenario.check_is('loop.get_debug()', loop.get_debug(), True)
    scenario.expect([])


def test_each_loop_has_its_own(scenario):
    """The debug mode of one loop is not that of another."""
    loop = scenario.open_loop()
    other = scenario.open_loop()
    other.set_debug(False)
    loop.set_debug(True)
    scenario.check_is('other.get_debug()', other.get_debug(), False)
    scenario.expect([])


def test_while_it_runs(scenario):
    """The debug mode can be switched while the loop runs, and the loop goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        for enabled in [True, False, True]:
            loop.set_debug(enabled)
            await aio.sleep(0)
            scenario.check_is('loop.get_debug() is enabled', loop.get_debug() is enabled, True)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_slow_is_a_tenth_of_a_second(scenario):
    """The attribute slow_callback_duration of a new loop is a tenth of a second."""
    loop = scenario.open_loop()
    scenario.check('loop.slow_callback_duration', loop.slow_callback_duration, 0.1)
    scenario.expect([])


def test_timers_from_another_thread(scenario):
    """In debug mode call_at raises an exception in another thread than that of the running loop."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)

        def thread_steps():
            with scenario.raises('thread', Exception):
                loop.call_at(0, tools.noop)

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises Exception')])


def test_callbacks_from_another_thread(scenario):
    """In debug mode call_soon raises an exception in another thread than that of the running loop."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)

        def thread_steps():
            with scenario.raises('thread', Exception):
                loop.call_soon(tools.noop)

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises Exception')])


def test_delays_from_another_thread(scenario):
    """In debug mode call_later raises RuntimeError in another thread than that of the running loop."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)

        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                loop.call_later(0, tools.noop)

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises RuntimeError')])


def test_callbacks_that_cannot_be_called__call_call_later_0(scenario):
    """In debug mode a callback that cannot be called is refused with TypeError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_later(0, 5)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_callbacks_that_cannot_be_called__call_call_soon(scenario):
    """In debug mode a callback that cannot be called is refused with TypeError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_soon(5)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_callbacks_that_are_coroutine_functions__call_call_later_0(scenario):
    """In debug mode a coroutine function is refused as a callback with TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'runs')

        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_later(0, worker)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_callbacks_that_are_coroutine_functions__call_call_soon(scenario):
    """In debug mode a coroutine function is refused as a callback with TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'runs')

        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_soon(worker)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_threadsafe_calls_are_allowed(scenario):
    """In debug mode a callback that another thread gives to call_soon_threadsafe runs."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()
        loop.set_debug(True)

        def thread_steps():
            loop.call_soon_threadsafe(called.set_result, 'woken')

        await scenario.beside_thread(thread_steps)
        scenario.check('called', await called, 'woken')

    scenario.run(main)
    scenario.expect([])


def test_never_awaited_coroutine(scenario):
    """A coroutine that is dropped without having been awaited warns with RuntimeWarning."""
    log, tools = scenario.log, scenario.tools

    async def main():
        async def worker():
            log('worker', 'runs')

        def forget():
            worker()

        async with tools.caught_warnings() as names:
            forget()
            tools.collect()
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, True)

    scenario.run(main)
    scenario.expect([])


def test_functions_that_are_coroutine_functions__call_call_at_0_worker(scenario):
    """In debug mode a coroutine function that call_at(0, worker) is given as a plain function is refused with TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'runs')

        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_at(0, worker)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_functions_that_are_coroutine_functions__call_call_soon_threadsafe_worker(scenario):
    """In debug mode a coroutine function that call_soon_threadsafe(worker) is given as a plain function is refused with TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'runs')

        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.call_soon_threadsafe(worker)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_functions_that_are_coroutine_functions__call_run_in_executor_none_worker(scenario):
    """In debug mode a coroutine function that run_in_executor(None, worker) is given as a plain function is refused with TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'runs')

        loop.set_debug(True)
        with scenario.raises('main', TypeError):
            loop.run_in_executor(None, worker)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_origin_of_a_failed_callback__call_call_later_0(scenario):
    """In debug mode the context of a callback that fails has the stack of the call that scheduled it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def fail():
            raise tools.Boom()

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        loop.call_later(0, fail)
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_origin_of_a_failed_callback__call_call_soon(scenario):
    """In debug mode the context of a callback that fails has the stack of the call that scheduled it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def fail():
            raise tools.Boom()

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        loop.call_soon(fail)
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_origin_of_a_failed_callback__call_call_soon_threadsafe(scenario):
    """In debug mode the context of a callback that fails has the stack of the call that scheduled it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def fail():
            raise tools.Boom()

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        loop.call_soon_threadsafe(fail)
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_origin_of_a_future__made_future(scenario):
    """In debug mode the report of a future whose exception nobody has retrieved has the stack of the call that made it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def forget():
            future = aio.Future()
            future.set_exception(tools.Boom())

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        forget()
        tools.collect()
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_origin_of_a_future__made_loop_create_future(scenario):
    """In debug mode the report of a future whose exception nobody has retrieved has the stack of the call that made it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def forget():
            future = loop.create_future()
            future.set_exception(tools.Boom())

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        forget()
        tools.collect()
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_origin_of_a_task(scenario):
    """In debug mode the report of a task whose exception nobody has retrieved has the stack of the call that made it, under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        async def fail():
            raise tools.Boom()

        def forget():
            aio.create_task(fail())

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(True)
        loop.set_exception_handler(handler)
        forget()
        await scenario.settle()
        tools.collect()
        scenario.check('within(told)', await outside.within(told), True)

    scenario.run(main)
    scenario.expect([])


def test_no_origin_outside_of_debug_mode(scenario):
    """Outside of debug mode the context of a callback that fails has no stack under the key source_traceback."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        told = loop.create_future()

        def fail():
            raise tools.Boom()

        def handler(loop, context):
            told.set_result(len(context.get('source_traceback') or ()) > 0)

        loop.set_debug(False)
        loop.set_exception_handler(handler)
        loop.call_soon(fail)
        scenario.check('within(told)', await outside.within(told), False)

    scenario.run(main)
    scenario.expect([])


def test_callbacks_of_the_class_event_loop_that_cannot_be_called__call_call_at_0(scenario):
    """In debug mode a loop of the class EventLoop refuses a callback that cannot be called with TypeError."""
    aio = scenario.aio

    loop = aio.EventLoop()
    loop.set_debug(True)
    with scenario.raises('program', TypeError):
        loop.call_at(0, 5)
    loop.close()
    scenario.expect([('program', 'raises TypeError')])


def test_callbacks_of_the_class_event_loop_that_cannot_be_called__call_call_soon(scenario):
    """In debug mode a loop of the class EventLoop refuses a callback that cannot be called with TypeError."""
    aio = scenario.aio

    loop = aio.EventLoop()
    loop.set_debug(True)
    with scenario.raises('program', TypeError):
        loop.call_soon(5)
    loop.close()
    scenario.expect([('program', 'raises TypeError')])


def test_callbacks_of_the_class_event_loop_that_cannot_be_called__call_call_soon_threadsafe(scenario):
    """In debug mode a loop of the class EventLoop refuses a callback that cannot be called with TypeError."""
    aio = scenario.aio

    loop = aio.EventLoop()
    loop.set_debug(True)
    with scenario.raises('program', TypeError):
        loop.call_soon_threadsafe(5)
    loop.close()
    scenario.expect([('program', 'raises TypeError')])


def test_off_by_default(scenario):
    """A loop that is made while PYTHONASYNCIODEBUG is not set is not in debug mode."""
    loop = scenario.open_loop()
    scenario.check_is('loop.get_debug()', loop.get_debug(), False)
    scenario.expect([])


def test_switched_on_by_another_thread(scenario):
    """Another thread can switch the debug mode on while the loop is idle, and coroutines made in the loop then keep where they were made."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        switched = aio.Event()

        def thread_steps():
            loop.set_debug(True)
            loop.call_soon_threadsafe(switched.set)

        scenario.while_idle(thread_steps)
        await outside.within(switched.wait())
        await aio.sleep(0)
        scenario.check('[loop.get_debug(), coroutines_keep_their_origin()]', [loop.get_debug(), tools.coroutines_keep_their_origin()], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_callback_that_ended_a_run_is_released(scenario):
    """In debug mode the loop keeps nothing of a callback that has run, be it the last one of a run."""
    aio, tools = scenario.aio, scenario.tools

    kept = [aio.Event()]

    def end(owner, value):
        owner.stop()

    loop = scenario.open_loop()
    loop.set_debug(True)
    loop.call_soon(end, loop, kept[0])
    reference = tools.weak(kept[0])
    loop.run_forever()
    kept.clear()
    tools.collect()
    scenario.check_is('reference()', reference(), None)
    scenario.expect([])


def test_closed_loop_in_debug_mode__call_call_soon(scenario):
    """In debug mode a closed loop refuses a coroutine as a callback with RuntimeError, as it refuses any callback."""
    log = scenario.log

    async def worker():
        log('worker', 'never runs')

    loop = scenario.open_loop()
    loop.set_debug(True)
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_soon(worker)
    scenario.expect([('program', 'raises RuntimeError')])


def test_closed_loop_in_debug_mode__call_call_soon_threadsafe(scenario):
    """In debug mode a closed loop refuses a coroutine as a callback with RuntimeError, as it refuses any callback."""
    log = scenario.log

    async def worker():
        log('worker', 'never runs')

    loop = scenario.open_loop()
    loop.set_debug(True)
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_soon_threadsafe(worker)
    scenario.expect([('program', 'raises RuntimeError')])
