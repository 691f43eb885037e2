# Rendered by loopspec from spec/executors/default-executor.yaml; do not edit, change the source and run `loopspec render`.
"""executors: default executor."""


def test_the_one_that_was_set(scenario):
    """A function that is given with None runs in the default executor that was set."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        executor = tools.new_executor()
        loop.set_default_executor(executor)
        name = await loop.run_in_executor(executor, tools.thread_name)
        scenario.check('loop.run_in_executor(None, thread_name)', await loop.run_in_executor(None, tools.thread_name), name)

    scenario.run(main)
    scenario.expect([])


def test_to_thread_uses_it(scenario):
    """A function given to to_thread runs in the default executor that was set."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        executor = tools.new_executor()
        loop.set_default_executor(executor)
        name = await loop.run_in_executor(executor, tools.thread_name)
        scenario.check('to_thread(thread_name)', await aio.to_thread(tools.thread_name), name)

    scenario.run(main)
    scenario.expect([])


def test_no_thread_pool__value_text(scenario):
    """The method set_default_executor refuses anything but a ThreadPoolExecutor with TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.get_running_loop().set_default_executor('text')
        scenario.check('get_running_loop().run_in_executor(None, abs, -1)', await aio.get_running_loop().run_in_executor(None, abs, -1), 1)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_thread_pool__value_5(scenario):
    """The method set_default_executor refuses anything but a ThreadPoolExecutor with TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.get_running_loop().set_default_executor(5)
        scenario.check('get_running_loop().run_in_executor(None, abs, -1)', await aio.get_running_loop().run_in_executor(None, abs, -1), 1)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_thread_pool__value_object(scenario):
    """The method set_default_executor refuses anything but a ThreadPoolExecutor with TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.get_running_loop().set_default_executor(object())
        scenario.check('get_running_loop().run_in_executor(None, abs, -1)', await aio.get_running_loop().run_in_executor(None, abs, -1), 1)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_shutdown_waits_for_the_work(scenario):
    """The method shutdown_default_executor returns when the functions in the executor have ended."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()

        async def pause():
            begun.set()
            for turn in range(20):
                await aio.sleep(0)

        def job():
            aio.run_coroutine_threadsafe(pause(), loop).result()
            log('job', 'ends')

        future = loop.run_in_executor(None, job)
        await begun.wait()
        await loop.shutdown_default_executor()
        log('main', 'is shut down')
        await future

    scenario.run(main)
    scenario.expect(
        [
            ('job', 'ends'),
            ('main', 'is shut down'),
        ]
    )


def test_refused_after_the_shutdown__before_loop_run_in_executor_none_abs_1(scenario):
    """After shutdown_default_executor, run_in_executor with the default executor raises RuntimeError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        await loop.run_in_executor(None, abs, -1)
        await loop.shutdown_default_executor()
        with scenario.raises('main', RuntimeError):
            await loop.run_in_executor(None, abs, -1)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_refused_after_the_shutdown__before_sleep_0(scenario):
    """After shutdown_default_executor, run_in_executor with the default executor raises RuntimeError."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        await aio.sleep(0)
        await loop.shutdown_default_executor()
        with scenario.raises('main', RuntimeError):
            await loop.run_in_executor(None, abs, -1)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_another_executor_after_the_shutdown(scenario):
    """After shutdown_default_executor, run_in_executor with another executor works."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        executor = tools.new_executor()
        await loop.shutdown_default_executor()
        scenario.check('loop.run_in_executor(executor, abs, -1)', await loop.run_in_executor(executor, abs, -1), 1)
        executor.shutdown()

    scenario.run(main)
    scenario.expect([])


def test_shutdown_twice(scenario):
    """A second shutdown_default_executor does nothing."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        await loop.run_in_executor(None, abs, -1)
        await loop.shutdown_default_executor()
        await loop.shutdown_default_executor()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_timeout_of_the_shutdown(scenario):
    """A shutdown_default_executor whose timeout is over warns with RuntimeWarning and returns, though a function still runs."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        gate = aio.Event()

        async def opened():
            begun.set()
            await gate.wait()

        def job():
            aio.run_coroutine_threadsafe(opened(), loop).result()
            log('job', 'ends')

        future = loop.run_in_executor(None, job)
        await begun.wait()
        async with tools.caught_warnings() as names:
            await loop.shutdown_default_executor(timeout=scenario.seconds(0.01))
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, True)
        log('main', 'returned')
        gate.set()
        await future

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'returned'),
            ('job', 'ends'),
        ]
    )


def test_timeout_that_is_long_enough(scenario):
    """A shutdown_default_executor that ends within its timeout warns of nothing."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        await loop.run_in_executor(None, abs, -1)
        async with tools.caught_warnings() as names:
            await loop.shutdown_default_executor(timeout=scenario.seconds(60))
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, False)

    scenario.run(main)
    scenario.expect([])


def test_close_does_not_wait(scenario):
    """The method close of a loop returns while a function in its executor still runs."""
    aio, log = scenario.aio, scenario.log

    ended = aio.Event()

    async def opened():
        log('opened', 'opens')

    def job(second):
        aio.run_coroutine_threadsafe(opened(), second).result()
        second.call_soon_threadsafe(ended.set)

    loop = scenario.open_loop()
    other = scenario.open_loop()
    loop.run_in_executor(None, job, other)
    loop.close()
    log('program', 'is closed')
    other.run_until_complete(ended.wait())
    scenario.expect(
        [
            ('program', 'is closed'),
            ('opened', 'opens'),
        ]
    )


def test_close_shuts_it_down(scenario):
    """The default executor of a loop takes no more work when the loop is closed."""
    tools = scenario.tools

    executor = tools.new_executor()
    loop = scenario.open_loop()
    other = scenario.open_loop()
    loop.set_default_executor(executor)
    loop.close()
    with scenario.raises('program', RuntimeError):
        other.run_in_executor(executor, abs, -1)
    scenario.expect([('program', 'raises RuntimeError')])


def test_cancelled_shutdown(scenario):
    """A task that is cancelled while it waits for shutdown_default_executor ends cancelled, without a warning."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        foreign = None

        async def ending_steps():
            await loop.shutdown_default_executor()

        async def worker():
            await aio.Event().wait()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        future = loop.run_in_executor(None, foreign.result)
        ending = aio.create_task(ending_steps())
        await scenario.settle(ending)
        async with tools.caught_warnings() as names:
            ending.cancel()
            foreign.cancel()
            with scenario.raises('main', aio.CancelledError):
                await ending
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, False)
        await aio.gather(future, return_exceptions=True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_shutdown_does_not_wait(scenario):
    """A shutdown_default_executor that is cancelled while a function still runs raises CancelledError and warns of nothing."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        gate = aio.Event()

        async def opened():
            begun.set()
            await gate.wait()

        def job():
            aio.run_coroutine_threadsafe(opened(), loop).result()
            log('job', 'ends')

        future = loop.run_in_executor(None, job)
        await begun.wait()
        async with tools.caught_warnings() as names:
            closing = scenario.begin(loop.shutdown_default_executor())
            await scenario.settle(closing)
            closing.cancel()
            with scenario.raises('main', aio.CancelledError):
                await closing
        scenario.check_is("'RuntimeWarning' in names", 'RuntimeWarning' in names, False)
        gate.set()
        await future

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('job', 'ends'),
        ]
    )


def test_failing_shutdown_is_raised(scenario):
    """An exception of the default executor's shutdown is raised by shutdown_default_executor, and reported nowhere else."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    executor = tools.new_executor(tools.Boom)

    async def entry():
        scenario.check('get_running_loop().run_in_executor(None, abs, -5)', await aio.get_running_loop().run_in_executor(None, abs, -5), 5)
        with scenario.raises('entry', tools.Boom):
            await outside.within(aio.get_running_loop().shutdown_default_executor())
        await scenario.pause()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.set_default_executor(executor)
    loop.run_until_complete(entry())
    scenario.expect([('entry', 'raises Boom')])


def test_failure_after_a_cancelled_shutdown(scenario):
    """An exception of the default executor's shutdown is reported nowhere once the wait for it was cancelled."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    executor = tools.new_executor(tools.Boom)

    async def opened(gate):
        await gate.wait()

    async def entry():
        own = aio.get_running_loop()
        gate = aio.Event()
        future = own.run_in_executor(None, job, own, gate)
        closing = scenario.begin(own.shutdown_default_executor())
        await scenario.settle(closing)
        closing.cancel()
        with scenario.raises('entry', aio.CancelledError):
            await closing
        gate.set()
        await future
        await scenario.pause()

    def handler(owner, context):
        log('handler', 'reported')

    def job(owner, gate):
        aio.run_coroutine_threadsafe(opened(gate), owner).result()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.set_default_executor(executor)
    loop.run_until_complete(entry())
    scenario.expect([('entry', 'raises CancelledError')])


def test_failing_shutdown_wakes_the_loop(scenario):
    """An exception of the default executor's shutdown, which comes when the loop is idle, wakes the loop."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    executor = tools.new_executor(tools.Boom)

    async def entry():
        job = aio.get_running_loop().run_in_executor(None, tools.block_thread, 0.05)
        with scenario.raises('entry', tools.Boom):
            await outside.within(aio.get_running_loop().shutdown_default_executor())
        await job

    loop = scenario.open_loop()
    loop.set_default_executor(executor)
    loop.run_until_complete(entry())
    scenario.expect([('entry', 'raises Boom')])
