# Rendered by loopspec from spec/executors/run-in-executor.yaml; do not edit, change the source and run `loopspec render`.
"""executors: run in executor."""


def test_gives_a_future(scenario):
    """The method run_in_executor returns a Future of asyncio, which belongs to the loop."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        future = loop.run_in_executor(None, abs, -1)
        scenario.check_type('future', future, aio.Future)
        scenario.check_is('future.get_loop()', future.get_loop(), loop)
        scenario.check('future', await future, 1)

    scenario.run(main)
    scenario.expect([])


def test_arguments_by_position(scenario):
    """The arguments behind the function reach it by position."""
    aio = scenario.aio

    async def main():
        def job(*items):
            return items

        scenario.check("get_running_loop().run_in_executor(None, job, 1, 'two', [3])", await aio.get_running_loop().run_in_executor(None, job, 1, 'two', [3]), (1, 'two', [3]))

    scenario.run(main)
    scenario.expect([])


def test_keywords_by_partial(scenario):
    """A function with keyword arguments is given to run_in_executor as a partial object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        def job(*items, **options):
            return (items, options)

        scenario.check("get_running_loop().run_in_executor(None, partial(job, colour='red'), 1)", await aio.get_running_loop().run_in_executor(None, tools.partial(job, colour='red'), 1), ((1,), {'colour': 'red'}))

    scenario.run(main)
    scenario.expect([])


def test_runs_in_the_given_executor(scenario):
    """A function runs in a thread of the executor that it is given with."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        one = tools.new_executor()
        other = tools.new_executor()
        name_of_one = await loop.run_in_executor(one, tools.thread_name)
        name_of_other = await loop.run_in_executor(other, tools.thread_name)
        scenario.check('len({name_of_one, name_of_other, thread_name()})', len({name_of_one, name_of_other, tools.thread_name()}), 3)
        scenario.check('loop.run_in_executor(one, thread_name)', await loop.run_in_executor(one, tools.thread_name), name_of_one)
        one.shutdown()
        other.shutdown()

    scenario.run(main)
    scenario.expect([])


def test_none_is_the_default_executor(scenario):
    """A function that is given with None runs in a thread that is not that of the loop."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        name = await aio.get_running_loop().run_in_executor(None, tools.thread_name)
        scenario.check_is('name == thread_name()', name == tools.thread_name(), False)

    scenario.run(main)
    scenario.expect([])


def test_loop_goes_on_meanwhile(scenario):
    """The loop runs tasks while a function of run_in_executor blocks its thread."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def answer():
            log('answer', 'runs')
            return 'from the loop'

        def job():
            return aio.run_coroutine_threadsafe(answer(), loop).result()

        scenario.check('loop.run_in_executor(None, job)', await loop.run_in_executor(None, job), 'from the loop')

    scenario.run(main)
    scenario.expect([('answer', 'runs')])


def test_failure_is_raised_by_the_await(scenario):
    """An exception of the function is raised where its future is awaited, the same object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        def job():
            raise mishap

        with scenario.raises('main', tools.Boom) as caught:
            await aio.get_running_loop().run_in_executor(None, job)
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_stop_iteration_of_the_function(scenario):
    """A function that raises StopIteration gives its future a RuntimeError that has it as its cause."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        def job():
            raise StopIteration()

        with scenario.raises('main', RuntimeError) as caught:
            await aio.get_running_loop().run_in_executor(None, job)
        error = caught.exception
        scenario.check_type('cause_of(error)', tools.cause_of(error), StopIteration)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_cancelled_before_it_begins(scenario):
    """A function that waits for its turn in the executor does not run once its future is cancelled."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        one = tools.new_executor()
        gate = aio.Event()

        async def opened():
            await gate.wait()

        def blocked():
            aio.run_coroutine_threadsafe(opened(), loop).result()
            log('blocked', 'ends')

        def second():
            log('second', 'runs')

        def third():
            log('third', 'runs')

        first_job = loop.run_in_executor(one, blocked)
        second_job = loop.run_in_executor(one, second)
        await scenario.settle()
        scenario.check('second_job.cancel()', second_job.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await second_job
        await scenario.settle()
        gate.set()
        await first_job
        await loop.run_in_executor(one, third)
        one.shutdown()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('blocked', 'ends'),
            ('third', 'runs'),
        ]
    )


def test_cancelled_while_it_runs(scenario):
    """A task that is cancelled while its function runs is given CancelledError at once, and the function runs to its end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        gate = aio.Event()
        ended = aio.Event()

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await loop.run_in_executor(None, job)

        async def opened():
            begun.set()
            await gate.wait()

        def job():
            aio.run_coroutine_threadsafe(opened(), loop).result()
            log('job', 'ends')
            loop.call_soon_threadsafe(ended.set)

        waiter = aio.create_task(waiter_steps())
        await begun.wait()
        waiter.cancel()
        await waiter
        gate.set()
        await ended.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'raises CancelledError'),
            ('job', 'ends'),
        ]
    )


def test_closed_loop_refuses(scenario):
    """A closed loop refuses run_in_executor with RuntimeError."""
    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.run_in_executor(None, abs, -1)
    scenario.expect([('program', 'raises RuntimeError')])


def test_closed_loop_refuses_another_executor(scenario):
    """A closed loop refuses run_in_executor with RuntimeError, also with an executor that still runs."""
    tools = scenario.tools

    executor = tools.new_executor()
    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.run_in_executor(executor, abs, -1)
    scenario.expect([('program', 'raises RuntimeError')])


def test_exit_in_the_executor__exit_blast(scenario):
    """An exit, Blast, out of a function in an executor is raised where its future is awaited."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def work():
            raise tools.Blast()

        try:
            await outside.within(aio.get_running_loop().run_in_executor(None, work))
        except BaseException as error:
            log('main', f'{tools.class_name(error)}')

    scenario.run(main)
    scenario.expect([('main', 'Blast')])


def test_exit_in_the_executor__exit_systemexit(scenario):
    """An exit, SystemExit, out of a function in an executor is raised where its future is awaited."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def work():
            raise SystemExit()

        try:
            await outside.within(aio.get_running_loop().run_in_executor(None, work))
        except BaseException as error:
            log('main', f'{tools.class_name(error)}')

    scenario.run(main)
    scenario.expect([('main', 'SystemExit')])


def test_job_before_the_run(scenario):
    """A job that is given to the executor of a loop that does not run is awaited in its next run."""
    loop = scenario.open_loop()
    job = loop.run_in_executor(None, len, 'abc')
    scenario.check_is('job.get_loop() is loop', job.get_loop() is loop, True)
    scenario.check('loop.run_until_complete(job)', loop.run_until_complete(job), 3)
    scenario.expect([])


def test_cancelled_while_it_runs_and_no_failure(scenario):
    """A function whose future was cancelled meanwhile ends without a call of the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        one = tools.new_executor()
        begun = aio.Event()
        gate = aio.Event()
        ended = aio.Event()

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await loop.run_in_executor(one, job)

        async def opened():
            begun.set()
            await gate.wait()

        def job():
            aio.run_coroutine_threadsafe(opened(), loop).result()
            loop.call_soon_threadsafe(ended.set)

        def handler(owner, context):
            log('handler', 'is called')

        loop.set_exception_handler(handler)
        waiter = aio.create_task(waiter_steps())
        await begun.wait()
        waiter.cancel()
        await waiter
        gate.set()
        await ended.wait()
        one.shutdown()
        await aio.sleep(0)
        await aio.sleep(0)
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_outcome_comes_once(scenario):
    """The result or the exception of a function in an executor reaches its awaiter, and the exception handler is not called."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        def fails():
            raise tools.Boom()

        def handler(owner, context):
            log('handler', 'is called')

        loop.set_exception_handler(handler)
        scenario.check('loop.run_in_executor(None, abs, -1)', await loop.run_in_executor(None, abs, -1), 1)
        with scenario.raises('main', tools.Boom):
            await loop.run_in_executor(None, fails)
        await aio.sleep(0)
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_outlives_its_loop(scenario):
    """A function in an executor that ends after its loop was closed ends without a line in the log."""
    log, tools = scenario.log, scenario.tools

    executor = tools.new_executor()

    def job():
        tools.block_thread(scenario.seconds(0.05))
        log('job', 'ends')

    with tools.caught_logs() as logs:
        loop = scenario.open_loop()
        loop.run_in_executor(executor, job)
        loop.close()
        executor.shutdown()
        scenario.check('logs', logs, [])
    scenario.expect([('job', 'ends')])
