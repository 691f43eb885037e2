# Rendered by loopspec from spec/threads/threadsafe.yaml; do not edit, change the source and run `loopspec render`.
"""threads: threadsafe."""


def test_call_wakes_an_idle_loop(scenario):
    """A callback given to call_soon_threadsafe by another thread wakes a loop that is idle."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def thread_steps():
            loop.call_soon_threadsafe(called.set_result, 'woken')

        scenario.while_idle(thread_steps)
        scenario.check('called', await called, 'woken')
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_call_wakes_a_loop_that_waits_for_a_timer(scenario):
    """A callback given to call_soon_threadsafe by another thread does not wait for a timer an hour away."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()
        timer = loop.call_later(scenario.seconds(3600), tools.noop)

        def thread_steps():
            loop.call_soon_threadsafe(called.set_result, 'woken')

        scenario.while_idle(thread_steps)
        scenario.check('called', await called, 'woken')
        timer.cancel()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_stop_from_another_thread(scenario):
    """A `stop` given to call_soon_threadsafe by another thread ends a `run_forever` that is idle."""
    log = scenario.log

    loop = scenario.open_loop()

    def thread_steps():
        loop.call_soon_threadsafe(loop.stop)

    scenario.while_idle(thread_steps)
    loop.run_forever()
    log('program', 'stopped')
    scenario.expect([('program', 'stopped')])


def test_coroutine_reaches_an_idle_loop(scenario):
    """A coroutine given to run_coroutine_threadsafe by another thread runs on an idle loop, and the thread gets its result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        ended = loop.create_future()

        async def double(number):
            log('double', 'runs')
            return number * 2

        def thread_steps():
            future = aio.run_coroutine_threadsafe(double(21), loop)
            scenario.check('future.result()', future.result(), 42)
            log('thread', 'has the result')
            loop.call_soon_threadsafe(ended.set_result, None)

        scenario.while_idle(thread_steps)
        await ended

    scenario.run(main)
    scenario.expect(
        [
            ('double', 'runs'),
            ('thread', 'has the result'),
        ]
    )


def test_closed_loop_refuses_a_call(scenario):
    """A closed loop refuses a threadsafe call with RuntimeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_soon_threadsafe(tools.noop)

    def thread_steps():
        with scenario.raises('thread', RuntimeError):
            loop.call_soon_threadsafe(tools.noop)

    scenario.in_thread(thread_steps)
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('thread', 'raises RuntimeError'),
        ]
    )
