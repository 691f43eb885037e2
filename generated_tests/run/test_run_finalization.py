# Rendered by loopspec from spec/run/finalization.yaml; do not edit, change the source and run `loopspec render`.
"""run: finalization."""


def test_suspended_generator_is_closed(scenario):
    """An asynchronous generator left suspended is closed by run, which awaits its finally block."""
    aio, log = scenario.aio, scenario.log

    numbers = None
    loop = None

    async def entry():
        nonlocal loop, numbers
        loop = aio.get_running_loop()
        numbers = count()
        scenario.check('numbers.asend(None)', await numbers.asend(None), 1)
        log('entry', 'returns')

    async def count():
        try:
            yield 1
            yield 2
        finally:
            await aio.sleep(0)
            scenario.check_is('get_running_loop() is loop', aio.get_running_loop() is loop, True)
            log('count', 'closed')

    aio.run(entry())
    log('program', 'run is over')
    scenario.expect(
        [
            ('entry', 'returns'),
            ('count', 'closed'),
            ('program', 'run is over'),
        ]
    )


def test_generators_after_tasks_before_executor(scenario):
    """The end of run takes first the leftover tasks, then asynchronous generators, then the executor."""
    aio, log = scenario.aio, scenario.log

    numbers = None
    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('leftover', 'clean')

    async def entry():
        nonlocal leftover, numbers
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)
        numbers = count()
        await numbers.asend(None)

    async def count():
        try:
            yield 1
        finally:
            scenario.check('get_running_loop().run_in_executor(None, sum, [1, 2])', await aio.get_running_loop().run_in_executor(None, sum, [1, 2]), 3)
            log('count', 'used the executor')

    aio.run(entry())
    scenario.expect(
        [
            ('leftover', 'clean'),
            ('count', 'used the executor'),
        ]
    )


def test_generators_are_closed_together(scenario):
    """Several asynchronous generators are closed at the same time, not one after the other."""
    aio, log = scenario.aio, scenario.log

    kept = []
    closing = []

    async def entry():
        for number in range(3):
            kept.append(count())
            await kept[number].asend(None)

    async def count():
        try:
            yield 1
        finally:
            closing.append('one')
            await scenario.wait_until('len(closing) == 3', lambda: len(closing) == 3)
            log('count', 'closed')

    aio.run(entry())
    scenario.expect(
        [
            ('count', 'closed'),
            ('count', 'closed'),
            ('count', 'closed'),
        ]
    )


def test_failing_generator_is_reported(scenario):
    """A failure in closing one asynchronous generator goes to the exception handler; the others close."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    kept = []
    contexts = []
    trouble = tools.Boom()

    async def entry():
        aio.get_running_loop().set_exception_handler(report)
        kept.extend([sloppy(), tidy()])
        await kept[0].asend(None)
        await kept[1].asend(None)
        return 'a result'

    async def sloppy():
        try:
            yield 1
        finally:
            raise trouble

    async def tidy():
        try:
            yield 1
        finally:
            await aio.sleep(0)
            log('tidy', 'closed')

    def report(loop, context):
        log('report', 'called')
        contexts.append(context)

    scenario.check('run(entry())', aio.run(entry()), 'a result')
    scenario.check_is("contexts[0]['exception'] is trouble", contexts[0]['exception'] is trouble, True)
    scenario.check_is("contexts[0]['asyncgen'] is kept[0]", contexts[0]['asyncgen'] is kept[0], True)
    scenario.check_is("'message' in contexts[0]", 'message' in contexts[0], True)
    scenario.expect(
        [
            ('tidy', 'closed'),
            ('report', 'called'),
        ]
    )


def test_finished_generator_is_left_alone(scenario):
    """An asynchronous generator that ran to its end or was closed by main is not closed again."""
    aio, log = scenario.aio, scenario.log

    exhausted = None
    closed = None

    async def entry():
        nonlocal closed, exhausted
        exhausted = count('exhausted')
        async for number in exhausted:
            scenario.check('number', number, 1)
        closed = count('closed')
        await closed.asend(None)
        await closed.aclose()
        log('entry', 'returns')

    async def count(label):
        try:
            yield 1
        finally:
            log('count', f'{label} ended')

    aio.run(entry())
    scenario.expect(
        [
            ('count', 'exhausted ended'),
            ('count', 'closed ended'),
            ('entry', 'returns'),
        ]
    )


def test_generator_never_iterated(scenario):
    """An asynchronous generator that nobody has iterated does not run at all when run ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    numbers = None

    async def entry():
        nonlocal numbers
        numbers = count()
        log('entry', 'returns')

    async def count():
        log('count', 'started')
        try:
            yield 1
        finally:
            log('count', 'ended')

    aio.run(entry())
    scenario.check('class_name(numbers)', tools.class_name(numbers), 'async_generator')
    scenario.expect([('entry', 'returns')])


def test_generator_of_a_leftover_task(scenario):
    """A generator in which a leftover task waits ends by the task's cancellation, once."""
    aio, log = scenario.aio, scenario.log

    numbers = None
    reader = None

    async def reader_steps():
        with scenario.raises('reader', aio.CancelledError):
            async for number in numbers:
                log('reader', f'got {number}')

    async def entry():
        nonlocal numbers, reader
        numbers = count()
        reader = aio.create_task(reader_steps())
        await scenario.settle(reader)
        log('entry', 'returns')

    async def count():
        try:
            yield 1
            await aio.Event().wait()
        except aio.CancelledError:
            log('count', 'cancelled')
            raise
        finally:
            log('count', 'finally')

    aio.run(entry())
    scenario.expect(
        [
            ('reader', 'got 1'),
            ('entry', 'returns'),
            ('count', 'cancelled'),
            ('count', 'finally'),
            ('reader', 'raises CancelledError'),
        ]
    )


def test_loop_watches_generators_only_while_it_runs(scenario):
    """The hooks for asynchronous generators are installed while the loop runs and removed after."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        scenario.check_is('asyncgen_hooks_installed()', tools.asyncgen_hooks_installed(), True)
        raise tools.Boom()

    scenario.check_is('asyncgen_hooks_installed()', tools.asyncgen_hooks_installed(), False)
    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.check_is('asyncgen_hooks_installed()', tools.asyncgen_hooks_installed(), False)
    scenario.expect([('program', 'raises Boom')])


def test_executor_work_is_waited_for(scenario):
    """Work that main left in the default executor is done when run returns."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    finished = []

    async def entry():
        aio.get_running_loop().run_in_executor(None, work)
        log('entry', 'returns')

    def work():
        tools.block_thread(scenario.seconds(0.03))
        finished.append('work')

    aio.run(entry())
    scenario.check('finished', finished, ['work'])
    scenario.expect([('entry', 'returns')])


def test_default_executor_is_shut_down(scenario):
    """An executor that main made the default one takes no more work after run."""
    aio, tools = scenario.aio, scenario.tools

    executor = tools.new_executor()

    async def entry():
        aio.get_running_loop().set_default_executor(executor)
        scenario.check('get_running_loop().run_in_executor(None, sum, [1, 2])', await aio.get_running_loop().run_in_executor(None, sum, [1, 2]), 3)

    async def too_late():
        with scenario.raises('too_late', RuntimeError):
            aio.get_running_loop().run_in_executor(executor, sum, [1, 2])

    aio.run(entry())
    aio.run(too_late())
    scenario.expect([('too_late', 'raises RuntimeError')])


def test_other_executor_is_left_alone(scenario):
    """An executor that is not the default one is usable after run as before."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    executor = tools.new_executor()

    async def entry():
        scenario.check('get_running_loop().run_in_executor(executor, sum, [1, 2])', await aio.get_running_loop().run_in_executor(executor, sum, [1, 2]), 3)

    aio.run(entry())
    aio.run(entry())
    log('program', 'both done')
    executor.shutdown()
    scenario.expect([('program', 'both done')])


def test_generators_and_executor_after_a_failure(scenario):
    """Generators are closed and executor work is waited for also when main has failed."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    numbers = None
    finished = []

    async def entry():
        nonlocal numbers
        numbers = count()
        await numbers.asend(None)
        aio.get_running_loop().run_in_executor(None, work)
        raise tools.Boom()

    async def count():
        try:
            yield 1
        finally:
            await aio.sleep(0)
            log('count', 'closed')

    def work():
        tools.block_thread(scenario.seconds(0.03))
        finished.append('work')

    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.check('finished', finished, ['work'])
    scenario.expect(
        [
            ('count', 'closed'),
            ('program', 'raises Boom'),
        ]
    )
