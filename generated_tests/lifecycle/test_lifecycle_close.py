# Rendered by loopspec from spec/lifecycle/close.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: close."""


def test_running_loop_is_not_closed(scenario):
    """A loop that runs refuses to be closed, with RuntimeError, and goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        with scenario.raises('main', RuntimeError):
            loop.close()
        scenario.check_is('loop.is_closed()', loop.is_closed(), False)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_handles_are_cancelled_after_the_end(scenario):
    """Cancelling a handle of a closed loop raises nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    ready = loop.call_soon(tools.noop)
    timer = loop.call_later(scenario.seconds(60), tools.noop)
    loop.close()
    ready.cancel()
    timer.cancel()
    scenario.check('[ready.cancelled(), timer.cancelled()]', [ready.cancelled(), timer.cancelled()], [True, True])
    scenario.expect([])


def test_failure_is_reported_after_the_end(scenario):
    """A closed loop hands the context of a failure to its exception handler."""
    log = scenario.log

    def handler(owner, context):
        log('handler', f"{context['message']}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.close()
    loop.call_exception_handler({'message': 'late'})
    scenario.expect([('handler', 'late')])


def test_is_closed_says_so(scenario):
    """The method is_closed is False until the loop is closed, and True after."""
    loop = scenario.open_loop()
    scenario.check_is('loop.is_closed()', loop.is_closed(), False)
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.check_is('loop.is_closed()', loop.is_closed(), False)
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect([])


def test_closed_twice(scenario):
    """A second close does nothing."""
    loop = scenario.open_loop()
    loop.close()
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect([])


def test_pending_callbacks_are_discarded(scenario):
    """Callbacks and timers that are pending when the loop is closed never run."""
    log = scenario.log

    def mark():
        log('mark', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(mark)
    loop.call_later(0, mark)
    loop.close()
    log('program', 'is closed')
    scenario.expect([('program', 'is closed')])


def test_discarded_callbacks_let_go__call_call_later_60(scenario):
    """A closed loop no longer keeps the arguments of callbacks and timers that were pending."""
    tools = scenario.tools

    def schedule(owner):
        burden = owner.create_future()
        owner.call_later(scenario.seconds(60), tools.noop, burden)
        return tools.weak(burden)

    loop = scenario.open_loop()
    ghost = schedule(loop)
    scenario.check_is('ghost() is None', ghost() is None, False)
    loop.close()
    tools.collect()
    scenario.check_is('ghost()', ghost(), None)
    scenario.expect([])


def test_discarded_callbacks_let_go__call_call_soon(scenario):
    """A closed loop no longer keeps the arguments of callbacks and timers that were pending."""
    tools = scenario.tools

    def schedule(owner):
        burden = owner.create_future()
        owner.call_soon(tools.noop, burden)
        return tools.weak(burden)

    loop = scenario.open_loop()
    ghost = schedule(loop)
    scenario.check_is('ghost() is None', ghost() is None, False)
    loop.close()
    tools.collect()
    scenario.check_is('ghost()', ghost(), None)
    scenario.expect([])


def test_refuses_to_run_again(scenario):
    """A closed loop refuses to run with RuntimeError."""
    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.run_forever()
    scenario.expect([('program', 'raises RuntimeError')])


def test_refuses_what_would_never_run__call_call_at_0_noop(scenario):
    """A closed loop refuses callbacks and timers with RuntimeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_at(0, tools.noop)
    scenario.expect([('program', 'raises RuntimeError')])


def test_refuses_what_would_never_run__call_call_later_0_noop(scenario):
    """A closed loop refuses callbacks and timers with RuntimeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_later(0, tools.noop)
    scenario.expect([('program', 'raises RuntimeError')])


def test_refuses_what_would_never_run__call_call_soon_noop(scenario):
    """A closed loop refuses callbacks and timers with RuntimeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.call_soon(tools.noop)
    scenario.expect([('program', 'raises RuntimeError')])


def test_stop_of_a_closed_loop(scenario):
    """The stop of a closed loop raises nothing."""
    log = scenario.log

    loop = scenario.open_loop()
    loop.close()
    loop.stop()
    log('program', 'goes on')
    scenario.expect([('program', 'goes on')])


def test_forgotten_loop_warns(scenario):
    """A loop that is collected without having been closed warns with ResourceWarning."""
    aio, tools = scenario.aio, scenario.tools

    def forget():
        aio.new_event_loop()

    with tools.caught_warnings() as names:
        forget()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    scenario.expect([])


def test_descriptors_are_closed(scenario):
    """A closed loop has no descriptors open, although it is still referred to."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    first = scenario.open_loop()
    first.run_until_complete(aio.sleep(0))
    first.close()
    tools.collect()
    before = outside.open_descriptors()
    second = scenario.open_loop()
    second.run_until_complete(aio.sleep(0))
    second.close()
    scenario.check('open_descriptors()', outside.open_descriptors(), before)
    scenario.expect([])


def test_close_warns_of_nothing(scenario):
    """The close of a loop and the collection of what it had open warn of nothing."""
    aio, tools = scenario.aio, scenario.tools

    tools.collect()
    loop = scenario.open_loop()
    loop.run_until_complete(aio.sleep(0))
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_server_of_a_closed_loop(scenario):
    """A server whose loop was closed without it can be asked whether it serves, and closed."""
    outside = scenario.outside()

    class Answers(outside.protocol_class('Answers', 'Protocol')):
        pass

    loop = scenario.open_loop()
    server = loop.run_until_complete(loop.create_server(Answers, '127.0.0.1', 0))
    loop.close()
    scenario.check_is('type(server.is_serving()) is bool', type(server.is_serving()) is bool, True)
    server.close()
    scenario.check_is('server.is_serving()', server.is_serving(), False)
    scenario.expect([])


def test_closed_loop_is_collected_quietly(scenario):
    """A loop that is collected after it was closed warns of nothing."""
    aio, tools = scenario.aio, scenario.tools

    def use():
        made = aio.new_event_loop()
        made.run_until_complete(aio.sleep(0))
        made.close()

    with tools.caught_warnings() as names:
        use()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_closed_loop_asks_no_factory(scenario):
    """The task factory of a closed loop is not called, and create_task raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def never():
        log('never', 'starts')

    def factory(owner, given, **options):
        log('factory', 'called')
        return aio.Task(given, loop=owner, **options)

    refused = never()
    loop = scenario.open_loop()
    loop.set_task_factory(factory)
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.create_task(refused)
    refused.close()
    scenario.expect([('program', 'raises RuntimeError')])


def test_refused_coroutine_runs_elsewhere(scenario):
    """A coroutine that a closed loop has refused to run is left as it is, and another loop runs it."""
    log, tools = scenario.log, scenario.tools

    async def worker():
        log('worker', 'runs')
        return 5

    loop = scenario.open_loop()
    other = scenario.open_loop()
    loop.close()
    coroutine = worker()
    with scenario.raises('program', RuntimeError):
        loop.run_until_complete(coroutine)
    scenario.check('coroutine_state(coroutine)', tools.coroutine_state(coroutine), 'created')
    scenario.check('other.run_until_complete(coroutine)', other.run_until_complete(coroutine), 5)
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('worker', 'runs'),
        ]
    )


def test_forgotten_loop_closes_its_descriptors(scenario):
    """A loop that is collected without having been closed has no descriptors open."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    def forget():
        aio.new_event_loop()

    with tools.caught_warnings() as names:
        forget()
        tools.collect()
        before = outside.open_descriptors()
        forget()
        tools.collect()
    scenario.check('open_descriptors() - before', outside.open_descriptors() - before, 0)
    scenario.expect([])


def test_refused_task_is_not_reported(scenario):
    """A coroutine that create_task of a closed loop has refused is left as it is, and no task is reported as destroyed."""
    log, tools = scenario.log, scenario.tools

    async def worker():
        log('worker', 'runs')

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.close()
    coroutine = worker()
    with scenario.raises('program', RuntimeError):
        loop.create_task(coroutine)
    tools.collect()
    scenario.check('coroutine_state(coroutine)', tools.coroutine_state(coroutine), 'created')
    coroutine.close()
    scenario.expect([('program', 'raises RuntimeError')])
