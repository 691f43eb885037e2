# Rendered by loopspec from spec/exception-handler/failures.yaml; do not edit, change the source and run `loopspec render`.
"""exception-handler: failures."""


def test_failing_callback_is_reported__call_call_soon(scenario):
    """An exception of a callback goes to the handler with a message, and the callbacks behind it run."""
    log, tools = scenario.log, scenario.tools

    mishap = tools.Boom()

    def fail():
        raise mishap

    def mark():
        log('mark', 'runs')

    def handler(owner, context):
        scenario.check_is("context['exception']", context['exception'], mishap)
        scenario.check_type("context['message']", context['message'], str)
        log('handler', 'called')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(fail)
    loop.call_soon(mark)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.expect(
        [
            ('handler', 'called'),
            ('mark', 'runs'),
        ]
    )


def test_failing_callback_is_reported__call_call_soon_threadsafe(scenario):
    """An exception of a callback goes to the handler with a message, and the callbacks behind it run."""
    log, tools = scenario.log, scenario.tools

    mishap = tools.Boom()

    def fail():
        raise mishap

    def mark():
        log('mark', 'runs')

    def handler(owner, context):
        scenario.check_is("context['exception']", context['exception'], mishap)
        scenario.check_type("context['message']", context['message'], str)
        log('handler', 'called')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon_threadsafe(fail)
    loop.call_soon_threadsafe(mark)
    loop.call_soon_threadsafe(loop.stop)
    loop.run_forever()
    scenario.expect(
        [
            ('handler', 'called'),
            ('mark', 'runs'),
        ]
    )


def test_handle_of_the_failing_callback(scenario):
    """The context of a callback that failed has its handle, the one that call_soon returned."""
    tools = scenario.tools

    got = []

    def fail():
        raise tools.Boom()

    def handler(owner, context):
        got.append(context.get('handle'))

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    handle = loop.call_soon(fail)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check_is('got[0]', got[0], handle)
    scenario.expect([])


def test_base_exception_of_a_callback(scenario):
    """A BaseException of a callback other than SystemExit and KeyboardInterrupt goes to the handler, and the loop goes on."""
    log, tools = scenario.log, scenario.tools

    def fail():
        raise tools.Blast()

    def mark():
        log('mark', 'runs')

    def handler(owner, context):
        log('handler', f"{tools.class_name(context['exception'])}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(fail)
    loop.call_soon(mark)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('mark', 'runs'),
        ]
    )


def test_failing_handler_does_not_reach_the_caller__error_blast(scenario):
    """An exception of the handler does not leave call_exception_handler."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Blast()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'm'})
    log('program', 'goes on')
    scenario.expect(
        [
            ('handler', 'called'),
            ('program', 'goes on'),
        ]
    )


def test_failing_handler_does_not_reach_the_caller__error_boom(scenario):
    """An exception of the handler does not leave call_exception_handler."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'm'})
    log('program', 'goes on')
    scenario.expect(
        [
            ('handler', 'called'),
            ('program', 'goes on'),
        ]
    )


def test_failing_handler_does_not_end_the_loop(scenario):
    """A loop whose handler fails goes on with the callbacks behind the one that failed."""
    log, tools = scenario.log, scenario.tools

    def fail():
        raise tools.Boom()

    def mark():
        log('mark', 'runs')

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(fail)
    loop.call_soon(mark)
    loop.call_soon(loop.stop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('handler', 'called'),
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_exit_of_the_handler__exit_keyboardinterrupt(scenario):
    """SystemExit and KeyboardInterrupt of the handler leave call_exception_handler."""

    def handler(owner, context):
        raise KeyboardInterrupt()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', KeyboardInterrupt):
        loop.call_exception_handler({'message': 'm'})
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_of_the_handler__exit_systemexit(scenario):
    """SystemExit and KeyboardInterrupt of the handler leave call_exception_handler."""

    def handler(owner, context):
        raise SystemExit()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', SystemExit):
        loop.call_exception_handler({'message': 'm'})
    scenario.expect([('program', 'raises SystemExit')])


def test_handler_stops_the_loop(scenario):
    """A handler that stops the loop ends run_forever."""
    log = scenario.log

    def handler(owner, context):
        log('handler', 'stops')
        owner.stop()

    def report(owner):
        owner.call_exception_handler({'message': 'm'})

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(report, loop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('handler', 'stops'),
            ('program', 'returns'),
        ]
    )


def test_runs_in_the_context_of_the_callback(scenario):
    """The handler that is given the failure of a callback runs in the context of the callback."""
    log, tools = scenario.log, scenario.tools

    colour = tools.ContextVar('colour', default='none')

    def fail():
        colour.set('of the callback')
        raise tools.Boom()

    def handler(owner, context):
        log('handler', f'sees {colour.get()}')
        owner.stop()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(fail)
    loop.run_forever()
    scenario.check('colour.get()', colour.get(), 'none')
    scenario.expect([('handler', 'sees of the callback')])


def test_runs_in_the_context_of_the_task(scenario):
    """The handler that is given the context of a task under the key task runs in the context of this task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour', default='none')

        async def worker_steps():
            colour.set('of the task')
            await aio.sleep(0)

        def handler(owner, context):
            log('handler', f'sees {colour.get()}')

        worker = aio.create_task(worker_steps())
        await worker
        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().call_exception_handler({'message': 'm', 'task': worker})
        scenario.check('colour.get()', colour.get(), 'none')

    scenario.run(main)
    scenario.expect([('handler', 'sees of the task')])


def test_runs_in_the_context_of_a_task_that_nobody_asked(scenario):
    """The handler that gets the report of a failed task, which disappears unasked, runs in the context of this task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour', default='none')

        async def faulty():
            colour.set('of the task')
            raise tools.Boom()

        def handler(owner, context):
            log('handler', f'sees {colour.get()}')

        aio.get_running_loop().set_exception_handler(handler)
        aio.create_task(faulty())
        await scenario.settle()
        tools.collect()
        scenario.check('colour.get()', colour.get(), 'none')

    scenario.run(main)
    scenario.expect([('handler', 'sees of the task')])
