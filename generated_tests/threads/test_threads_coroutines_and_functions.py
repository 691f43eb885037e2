# Rendered by loopspec from spec/threads/coroutines-and-functions.yaml; do not edit, change the source and run `loopspec render`.
"""threads: coroutines and functions."""


def test_to_thread_runs_elsewhere(scenario):
    """The function given to to_thread() runs in another thread than the loop, and its result is awaited."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        own = tools.thread_name()

        def job():
            log('job', f'in the thread of the loop {tools.thread_name() == own}')
            return 'done'

        scenario.check('to_thread(job)', await aio.to_thread(job), 'done')
        scenario.check_is('thread_name() == own', tools.thread_name() == own, True)

    scenario.run(main)
    scenario.expect([('job', 'in the thread of the loop False')])


def test_to_thread_passes_arguments(scenario):
    """Positional and keyword arguments given to to_thread() reach the function."""
    aio = scenario.aio

    async def main():
        def job(*items, **options):
            return (items, options)

        scenario.check("to_thread(job, 1, 'two', func=3, loop=4)", await aio.to_thread(job, 1, 'two', func=3, loop=4), ((1, 'two'), {'func': 3, 'loop': 4}))

    scenario.run(main)
    scenario.expect([])


def test_to_thread_carries_the_context(scenario):
    """A function given to to_thread() sees the context variables of the task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        def job():
            log('job', f'sees {colour.get()}')

        colour.set('of the task')
        await aio.to_thread(job)

    scenario.run(main)
    scenario.expect([('job', 'sees of the task')])


def test_to_thread_hands_on_a_failure(scenario):
    """An exception of the function given to to_thread() is raised where it is awaited, the same object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        def job():
            raise mishap

        with scenario.raises('main', tools.Boom) as caught:
            await aio.to_thread(job)
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_to_thread_lets_the_loop_run(scenario):
    """The loop runs other tasks while a function given to to_thread() blocks its thread."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def answer():
            log('answer', 'runs')
            return 'from the loop'

        def job():
            return aio.run_coroutine_threadsafe(answer(), loop).result()

        scenario.check('to_thread(job)', await aio.to_thread(job), 'from the loop')

    scenario.run(main)
    scenario.expect([('answer', 'runs')])


def test_coroutine_from_another_thread(scenario):
    """A coroutine given to run_coroutine_threadsafe() in another thread runs in the loop's thread, and the returned future gives its result."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        own = tools.thread_name()

        async def worker(word):
            await aio.sleep(0)
            log('worker', f'in the thread of the loop {tools.thread_name() == own}, {aio.get_running_loop() is loop}')
            return word

        def thread_steps():
            scenario.check("run_coroutine_threadsafe(worker('done'), loop).result()", aio.run_coroutine_threadsafe(worker('done'), loop).result(), 'done')
            log('thread', 'has the result')

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'in the thread of the loop True, True'),
            ('thread', 'has the result'),
        ]
    )


def test_failure_reaches_the_other_thread(scenario):
    """An exception of a coroutine given to run_coroutine_threadsafe() is raised by the returned future."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        mishap = tools.Boom()

        async def worker():
            await aio.sleep(0)
            raise mishap

        def thread_steps():
            with scenario.raises('thread', tools.Boom) as caught:
                aio.run_coroutine_threadsafe(worker(), loop).result()
            error = caught.exception
            scenario.check_is('error', error, mishap)

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises Boom')])


def test_cancelled_from_another_thread(scenario):
    """Cancelling the future of run_coroutine_threadsafe() cancels the task in the loop."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        cleaned = aio.Event()
        kept = []

        async def worker():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            cleaned.set()
            raise aio.CancelledError()

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()

        def thread_steps():
            scenario.check('kept[0].cancel()', kept[0].cancel(), True)

        await scenario.beside_thread(thread_steps)
        await cleaned.wait()
        scenario.check_is('kept[0].cancelled()', kept[0].cancelled(), True)

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_loop_is_always_given(scenario):
    """Calling run_coroutine_threadsafe() without a loop raises TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')

        bare = worker()
        with scenario.raises('main', TypeError):
            aio.run_coroutine_threadsafe(bare)
        bare.close()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_task_that_cannot_be_made(scenario):
    """An exception of the loop's task factory is raised by the future of run_coroutine_threadsafe(), and goes to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        mishap = tools.Boom()

        async def worker():
            log('worker', 'never runs')

        def factory(owner, coroutine, **options):
            coroutine.close()
            raise mishap

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        loop.set_exception_handler(handler)
        loop.set_task_factory(factory)

        def thread_steps():
            with scenario.raises('thread', tools.Boom) as caught:
                aio.run_coroutine_threadsafe(worker(), loop).result()
            error = caught.exception
            scenario.check_is('error', error, mishap)

        await scenario.beside_thread(thread_steps)
        loop.set_task_factory(None)
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([scenario.any_order(('handler', 'is given Boom'), ('thread', 'raises Boom'))])


def test_exit_while_the_task_is_made__exit_keyboardinterrupt(scenario):
    """A KeyboardInterrupt out of the loop's task factory leaves the run of the loop that run_coroutine_threadsafe() has given a coroutine to."""
    aio, log = scenario.aio, scenario.log

    async def worker():
        log('worker', 'never runs')

    def factory(owner, coroutine, **options):
        coroutine.close()
        raise KeyboardInterrupt()

    loop = scenario.open_loop()
    loop.set_task_factory(factory)

    def thread_steps():
        aio.run_coroutine_threadsafe(worker(), loop)

    scenario.in_thread(thread_steps)
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_forever()
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_while_the_task_is_made__exit_systemexit(scenario):
    """A SystemExit out of the loop's task factory leaves the run of the loop that run_coroutine_threadsafe() has given a coroutine to."""
    aio, log = scenario.aio, scenario.log

    async def worker():
        log('worker', 'never runs')

    def factory(owner, coroutine, **options):
        coroutine.close()
        raise SystemExit()

    loop = scenario.open_loop()
    loop.set_task_factory(factory)

    def thread_steps():
        aio.run_coroutine_threadsafe(worker(), loop)

    scenario.in_thread(thread_steps)
    with scenario.raises('program', SystemExit):
        loop.run_forever()
    scenario.expect([('program', 'raises SystemExit')])


def test_cancelled_once__where_in_another_thread(scenario):
    """Cancelling the future of run_coroutine_threadsafe() is one request to cancel the task, in another thread."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        cleaned = aio.Event()
        kept = []
        own = 'in another thread' == 'in the thread of the loop'

        async def worker():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            log('worker', f'{aio.current_task().cancelling()} request')
            cleaned.set()

        def cancel():
            kept[0].cancel()

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()
        loop.call_soon(cancel) if own else loop.run_in_executor(None, cancel)
        await cleaned.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', '1 request'),
        ]
    )


def test_cancelled_once__where_in_the_thread_of_the_loop(scenario):
    """Cancelling the future of run_coroutine_threadsafe() is one request to cancel the task, in the thread of the loop."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        cleaned = aio.Event()
        kept = []
        own = 'in the thread of the loop' == 'in the thread of the loop'

        async def worker():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            log('worker', f'{aio.current_task().cancelling()} request')
            cleaned.set()

        def cancel():
            kept[0].cancel()

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()
        loop.call_soon(cancel) if own else loop.run_in_executor(None, cancel)
        await cleaned.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', '1 request'),
        ]
    )


def test_cancelled_once_in_the_thread_of_the_loop(scenario):
    """A future of run_coroutine_threadsafe() that is cancelled in the thread of the loop requests the cancellation of its task once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        go = aio.Event()
        kept = []

        async def worker():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            await go.wait()
            log('worker', f'requests {aio.current_task().cancelling()}')

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()
        kept[0].cancel()
        await scenario.settle()
        go.set()
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'requests 1'),
        ]
    )


def test_task_that_a_base_exception_keeps_from_being_made(scenario):
    """A BaseException of the loop's task factory, other than an exit, is raised by the future of run_coroutine_threadsafe()."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            log('worker', 'never runs')

        def factory(owner, coroutine, **options):
            coroutine.close()
            raise tools.Blast()

        loop.set_exception_handler(tools.noop)
        loop.set_task_factory(factory)

        def thread_steps():
            with scenario.raises('thread', tools.Blast):
                aio.run_coroutine_threadsafe(worker(), loop).result()

        await scenario.beside_thread(thread_steps)
        loop.set_task_factory(None)
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([('thread', 'raises Blast')])


def test_cancelled_once_from_another_thread(scenario):
    """Cancelling the future of run_coroutine_threadsafe() once is one request to cancel the task, also while the loop is busy."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        cleaned = aio.Event()
        kept = []

        async def worker():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            log('worker', f'{aio.current_task().cancelling()}')
            cleaned.set()
            raise aio.CancelledError()

        def quit():
            def thread_steps():
                kept[0].cancel()

            scenario.in_thread(thread_steps)

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(worker(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()
        quit()
        await cleaned.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', '1'),
        ]
    )
