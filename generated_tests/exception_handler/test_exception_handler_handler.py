# Rendered by loopspec from spec/exception-handler/handler.yaml; do not edit, change the source and run `loopspec render`.
"""exception-handler: handler."""


def test_none_by_default(scenario):
    """The method get_exception_handler returns None as long as no handler was set."""
    loop = scenario.open_loop()
    scenario.check_is('loop.get_exception_handler()', loop.get_exception_handler(), None)
    scenario.expect([])


def test_set_and_given_back(scenario):
    """The method get_exception_handler returns the handler that was set last."""
    log = scenario.log

    def first(owner, context):
        log('first', 'called')

    def second(owner, context):
        log('second', 'called')

    loop = scenario.open_loop()
    loop.set_exception_handler(first)
    scenario.check_is('loop.get_exception_handler()', loop.get_exception_handler(), first)
    loop.set_exception_handler(second)
    scenario.check_is('loop.get_exception_handler()', loop.get_exception_handler(), second)
    scenario.expect([])


def test_none_takes_it_away(scenario):
    """A handler of None takes the one that was set away, and failures no longer reach it."""
    log = scenario.log

    def handler(owner, context):
        log('handler', 'called')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.set_exception_handler(None)
    scenario.check_is('loop.get_exception_handler()', loop.get_exception_handler(), None)
    loop.call_exception_handler({'message': 'nothing is logged here'})
    scenario.expect([])


def test_is_given_loop_and_context(scenario):
    """The handler is called with the loop and with the context, in this order."""
    got = []

    def handler(*arguments):
        got.append(arguments)

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'a message'})
    scenario.check('len(got)', len(got), 1)
    scenario.check("[len(got[0]), got[0][0] is loop, got[0][1]['message']]", [len(got[0]), got[0][0] is loop, got[0][1]['message']], [2, True, 'a message'])
    scenario.expect([])


def test_values_of_the_context_arrive(scenario):
    """The handler is given every value of the context that call_exception_handler was called with."""
    tools = scenario.tools

    mishap = tools.Boom()
    got = []

    def handler(owner, context):
        got.append(context)

    loop = scenario.open_loop()
    future = loop.create_future()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'm', 'exception': mishap, 'future': future, 'of my own': 5})
    scenario.check("[got[0]['message'], got[0]['of my own']]", [got[0]['message'], got[0]['of my own']], ['m', 5])
    scenario.check_is("got[0]['exception']", got[0]['exception'], mishap)
    scenario.check_is("got[0]['future']", got[0]['future'], future)
    scenario.expect([])


def test_is_called_at_once(scenario):
    """The handler has run when call_exception_handler returns, also where the loop does not run."""
    log = scenario.log

    def handler(owner, context):
        log('handler', f"{context['message']}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'first'})
    log('program', 'goes on')
    loop.call_exception_handler({'message': 'second'})
    scenario.expect(
        [
            ('handler', 'first'),
            ('program', 'goes on'),
            ('handler', 'second'),
        ]
    )


def test_may_defer_to_the_default_one(scenario):
    """A handler can hand its context to default_exception_handler, which raises nothing."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        owner.default_exception_handler({'message': context['message'], 'exception': context['exception']})
        log('handler', 'deferred')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({'message': 'm', 'exception': tools.Boom()})
    scenario.expect([('handler', 'deferred')])


def test_not_callable(scenario):
    """A handler that cannot be called is refused with TypeError, and the one before it stays."""
    log = scenario.log

    def handler(owner, context):
        log('handler', 'called')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', TypeError):
        loop.set_exception_handler(5)
    scenario.check_is('loop.get_exception_handler()', loop.get_exception_handler(), handler)
    scenario.expect([('program', 'raises TypeError')])


def test_each_loop_has_its_own(scenario):
    """A handler that was set on one loop is not that of another one."""
    log = scenario.log

    def handler(owner, context):
        log('handler', 'called')

    loop = scenario.open_loop()
    other = scenario.open_loop()
    loop.set_exception_handler(handler)
    scenario.check_is('other.get_exception_handler()', other.get_exception_handler(), None)
    scenario.expect([])


def test_default_one_without_a_message(scenario):
    """The default handler reports a context without a message, too."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        async with tools.caught_logs() as logs:
            loop.default_exception_handler({'exception': tools.Boom()})
        scenario.check('logs', logs, ['asyncio ERROR'])

    scenario.run(main)
    scenario.expect([])


def test_default_one_that_fails(scenario):
    """A context that the default handler cannot report, such as one whose message is a number, is logged all the same and raises nothing."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        async with tools.caught_logs() as logs:
            loop.call_exception_handler({'message': 5})
        scenario.check('logs', logs, ['asyncio ERROR'])

    scenario.run(main)
    scenario.expect([])


def test_default_one_names_the_exception(scenario):
    """The record that the default handler logs comes with the exception of its context."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        async with tools.caught_logs(exceptions=True) as logs:
            loop.default_exception_handler({'message': 'm', 'exception': tools.Boom()})
        scenario.check('logs', logs, ['asyncio ERROR Boom'])

    scenario.run(main)
    scenario.expect([])


def test_exit_in_the_default_one_leaves__exit_keyboardinterrupt(scenario):
    """An exit that is raised while the default handler reports a context leaves call_exception_handler."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(KeyboardInterrupt)})
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_in_the_default_one_leaves__exit_systemexit(scenario):
    """An exit that is raised while the default handler reports a context leaves call_exception_handler."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(SystemExit)})
    scenario.expect([('program', 'raises SystemExit')])


def test_unprintable_context__failure_blast(scenario):
    """A context with an object that cannot be printed is logged by the default handler all the same, and raises nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_logs() as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(tools.Blast)})
    scenario.check('logs', logs, ['asyncio ERROR'])
    scenario.expect([])


def test_unprintable_context__failure_boom(scenario):
    """A context with an object that cannot be printed is logged by the default handler all the same, and raises nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_logs() as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(tools.Boom)})
    scenario.check('logs', logs, ['asyncio ERROR'])
    scenario.expect([])


def test_exit_after_a_failed_one_leaves__exit_keyboardinterrupt(scenario):
    """An exit that is raised while the failure of a handler is reported leaves call_exception_handler."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', KeyboardInterrupt):
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(KeyboardInterrupt)})
    scenario.expect(
        [
            ('handler', 'called'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_after_a_failed_one_leaves__exit_systemexit(scenario):
    """An exit that is raised while the failure of a handler is reported leaves call_exception_handler."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', SystemExit):
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(SystemExit)})
    scenario.expect(
        [
            ('handler', 'called'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_unprintable_context_of_a_failed_one__failure_blast(scenario):
    """When a handler fails and its context cannot be printed either, that is logged, and raises nothing."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with tools.caught_logs() as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(tools.Blast)})
    scenario.check('logs', logs, ['asyncio ERROR'])
    scenario.expect([('handler', 'called')])


def test_unprintable_context_of_a_failed_one__failure_boom(scenario):
    """When a handler fails and its context cannot be printed either, that is logged, and raises nothing."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with tools.caught_logs() as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(tools.Boom)})
    scenario.check('logs', logs, ['asyncio ERROR'])
    scenario.expect([('handler', 'called')])


def test_message_that_cannot_be_logged(scenario):
    """The record of a context whose message is a number comes with the TypeError that kept it from being reported."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_logs(exceptions=True) as logs:
        loop.call_exception_handler({'message': 5})
    scenario.check('logs', logs, ['asyncio ERROR TypeError'])
    scenario.expect([])


def test_default_one_without_an_exception(scenario):
    """A context without an exception is logged without one, also while another exception is being handled."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_logs(exceptions=True) as logs:
        try:
            raise tools.Boom()
        except tools.Boom:
            loop.call_exception_handler({'message': 'm'})
    scenario.check('logs', logs, ['asyncio ERROR'])
    scenario.expect([])


def test_failed_default_one_names_its_exception(scenario):
    """When the default handler fails, the record that is logged comes with the exception of this failure."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_logs(exceptions=True) as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(ZeroDivisionError)})
    scenario.check('logs', logs, ['asyncio ERROR ZeroDivisionError'])
    scenario.expect([])


def test_failed_default_one_after_a_failed_one_names_its_exception(scenario):
    """When the default handler fails in the place of a handler that has failed, the record comes with the exception of the default one."""
    log, tools = scenario.log, scenario.tools

    def handler(owner, context):
        log('handler', 'called')
        raise tools.Boom()

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with tools.caught_logs(exceptions=True) as logs:
        loop.call_exception_handler({'message': 'm', 'handle': tools.unprintable(ZeroDivisionError)})
    scenario.check('logs', logs, ['asyncio ERROR ZeroDivisionError'])
    scenario.expect([('handler', 'called')])
