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


def test_in_the_order_of_the_thread(scenario):
    """Callbacks that one thread gives to call_soon_threadsafe run in the order in which it gave them."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        order = []
        done = loop.create_future()

        def thread_steps():
            for number in range(200):
                loop.call_soon_threadsafe(order.append, number)
            loop.call_soon_threadsafe(done.set_result, None)

        await scenario.beside_thread(thread_steps)
        await done
        scenario.check_is('order == list(range(200))', order == list(range(200)), True)

    scenario.run(main)
    scenario.expect([])


def test_none_is_lost(scenario):
    """Every callback that several threads give to call_soon_threadsafe at the same time runs once."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        got = []

        def burst(first):
            for number in range(first, first + 100):
                loop.call_soon_threadsafe(got.append, number)

        jobs = [loop.run_in_executor(None, burst, 100 * turn) for turn in range(4)]
        await aio.gather(*jobs)
        await scenario.wait_until('len(got) >= 400', lambda: len(got) >= 400)
        scenario.check_is('sorted(got) == list(range(400))', sorted(got) == list(range(400)), True)

    scenario.run(main)
    scenario.expect([])


def test_runs_in_the_thread_of_the_loop(scenario):
    """A callback that another thread gives to call_soon_threadsafe runs in the thread of the loop."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        own = tools.thread_name()
        done = loop.create_future()

        def look():
            log('look', f'{tools.thread_name() == own}')
            done.set_result(None)

        def thread_steps():
            loop.call_soon_threadsafe(look)

        await scenario.beside_thread(thread_steps)
        await done

    scenario.run(main)
    scenario.expect([('look', 'True')])


def test_before_the_loop_runs(scenario):
    """A callback that another thread gives to call_soon_threadsafe before the loop runs is run by it."""
    log = scenario.log

    def mark(owner):
        log('mark', 'runs')
        owner.stop()

    loop = scenario.open_loop()

    def thread_steps():
        loop.call_soon_threadsafe(mark, loop)

    scenario.in_thread(thread_steps)
    loop.run_forever()
    scenario.expect([('mark', 'runs')])


def test_the_task_was_cancelled_in_the_loop(scenario):
    """The future of run_coroutine_threadsafe is cancelled when its coroutine ends with CancelledError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        kept = []

        async def worker():
            await aio.sleep(0)
            raise aio.CancelledError()

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await scenario.wait_until('kept[0].done()', lambda: kept[0].done())
        scenario.check_is('kept[0].cancelled()', kept[0].cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_no_coroutine(scenario):
    """The function run_coroutine_threadsafe refuses anything but a coroutine with TypeError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()

        def thread_steps():
            with scenario.raises('thread', TypeError):
                aio.run_coroutine_threadsafe(5, loop)

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises TypeError')])


def test_cancelled_while_the_loop_is_idle(scenario):
    """The future of run_coroutine_threadsafe that another thread cancels wakes an idle loop, and its task is cancelled."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        ended = loop.create_future()
        kept = []

        async def worker():
            begun.set()
            try:
                await loop.create_future()
            finally:
                ended.set_result(None)

        kept.append(aio.run_coroutine_threadsafe(worker(), loop))
        await begun.wait()

        def thread_steps():
            kept[0].cancel()

        scenario.while_idle(thread_steps)
        await outside.within(ended)
        scenario.check_is('kept[0].cancelled()', kept[0].cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_many_calls_from_a_thread(scenario):
    """All of 5000 callbacks that a thread schedules by call_soon_threadsafe while the loop does not run are called in order."""
    seen = list()
    loop = scenario.open_loop()

    def thread_steps():
        for number in range(5000):
            loop.call_soon_threadsafe(seen.append, number)
        loop.call_soon_threadsafe(loop.stop)

    scenario.in_thread(thread_steps)
    loop.run_forever()
    scenario.check_is('seen == list(range(5000))', seen == list(range(5000)), True)
    scenario.expect([])
