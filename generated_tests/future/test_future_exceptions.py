# Rendered by loopspec from spec/future/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""Future: exceptions."""


def test_never_retrieved_is_reported(scenario):
    """An exception that nobody has asked for is reported to the exception handler when its future is collected."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        reported = []

        def handler(loop, context):
            reported.append(context['exception'])

        aio.get_running_loop().set_exception_handler(handler)
        order.set_exception(tools.Boom('lost'))
        await scenario.settle()
        tools.collect()
        scenario.check('reported', reported, [])
        order = None
        tools.collect()
        scenario.check('[class_name(error) for error in reported]', [tools.class_name(error) for error in reported], ['Boom'])

    scenario.run(main)
    scenario.expect([])


def test_report_names_the_future(scenario):
    """The report of a never retrieved exception holds the message, the exception and the future itself."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom('lost')

        def handler(loop, context):
            log('handler', f"{[key for key in ['message', 'exception', 'future'] if key in context]}")
            scenario.check_is("context['exception']", context['exception'], failure)
            scenario.check_is("context['future'].exception()", context['future'].exception(), failure)
            scenario.check_is("isinstance(context['message'], str)", isinstance(context['message'], str), True)

        aio.get_running_loop().set_exception_handler(handler)
        order.set_exception(failure)
        order = None
        tools.collect()

    scenario.run(main)
    scenario.expect([('handler', "['message', 'exception', 'future']")])


def test_asking_counts_as_retrieval(scenario):
    """An exception fetched in any way, by result(), exception() or await, is not reported when its future is collected."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        by_result = aio.get_running_loop().create_future()
        by_exception = aio.get_running_loop().create_future()
        by_await = aio.get_running_loop().create_future()

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        for order in [by_result, by_exception, by_await]:
            order.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            by_result.result()
        by_exception.exception()
        with scenario.raises('main', tools.Boom):
            await by_await
        by_result = None
        by_exception = None
        by_await = None
        order = None
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_asked_by_a_waiting_task(scenario):
    """An exception that ends the task that waits for the future is reported once, for the task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        async def customer():
            await order

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")
            scenario.check_is("isinstance(context['future'], Task)", isinstance(context['future'], aio.Task), True)

        aio.get_running_loop().set_exception_handler(handler)
        task = aio.create_task(customer())
        await scenario.settle()
        order.set_exception(tools.Boom())
        await scenario.settle()
        scenario.check_is('task.done()', task.done(), True)
        task = None
        order = None
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_callbacks_do_not_count(scenario):
    """A done callback that does not look at the outcome leaves the exception unretrieved, and it is reported."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        def blind(future):
            log('blind', 'called')

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        aio.get_running_loop().set_exception_handler(handler)
        order.add_done_callback(blind)
        order.set_exception(tools.Boom())
        await scenario.settle()
        order = None
        tools.collect()

    scenario.run(main)
    scenario.expect(
        [
            ('blind', 'called'),
            ('handler', 'Boom'),
        ]
    )


def test_watching_by_wait_does_not_count(scenario):
    """A future that failed while watched by wait() still reports its exception if nobody looks at it."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().call_soon(order.set_exception, tools.Boom())
        await aio.wait([order])
        log('main', 'watched')
        await scenario.settle()
        order = None
        tools.collect()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'watched'),
            ('handler', 'Boom'),
        ]
    )


def test_reported_once(scenario):
    """A never retrieved exception is reported once, however often the collector runs."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        order.set_exception(tools.Boom())
        order = None
        tools.collect()
        await scenario.settle()
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('handler', 'reported')])


def test_nothing_to_report(scenario):
    """Futures that are collected while pending, cancelled or successful report nothing."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        waiting = aio.get_running_loop().create_future()
        withdrawn = aio.get_running_loop().create_future()
        succeeded = aio.get_running_loop().create_future()
        traces = [tools.weak(waiting), tools.weak(withdrawn), tools.weak(succeeded)]

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        withdrawn.cancel()
        succeeded.set_result('apple')
        waiting = None
        withdrawn = None
        succeeded = None
        tools.collect()
        await scenario.settle()
        scenario.check('[trace() for trace in traces]', [trace() for trace in traces], [None, None, None])

    scenario.run(main)
    scenario.expect([])


def test_not_an_exception(scenario):
    """Giving set_exception anything but an exception raises TypeError and leaves the future pending."""
    aio = scenario.aio

    async def main():
        order = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            order.set_exception('lost')
        with scenario.raises('main', TypeError):
            order.set_exception(list)
        scenario.check_is('order.done()', order.done(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_class_that_needs_arguments(scenario):
    """An exception class that cannot be made without arguments makes set_exception raise TypeError; the future waits on."""
    aio = scenario.aio

    async def main():
        order = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            order.set_exception(ExceptionGroup)
        scenario.check_is('order.done()', order.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_stop_iteration_is_refused(scenario):
    """Giving set_exception a StopIteration raises TypeError and leaves the future pending."""
    aio = scenario.aio

    async def main():
        order = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            order.set_exception(StopIteration())
        with scenario.raises('main', TypeError):
            order.set_exception(StopIteration)
        scenario.check_is('order.done()', order.done(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_stop_iteration_is_converted(scenario):
    """A StopIteration given to set_exception is kept as a RuntimeError that has it as its cause."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = StopIteration('end')
        order.set_exception(failure)
        scenario.check_is('cause_of(order.exception())', tools.cause_of(order.exception()), failure)
        with scenario.raises('main', RuntimeError):
            await order
        with scenario.raises('main', RuntimeError):
            order.result()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_shared_by_all_waiters(scenario):
    """All tasks that wait for a future which fails are raised the same exception object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom()

        async def customer():
            try:
                await order
            except tools.Boom as error:
                return error

        customers = [aio.create_task(customer()) for number in range(2)]
        await scenario.settle()
        order.set_exception(failure)
        raised = await aio.gather(*customers)
        scenario.check_is('raised[0]', raised[0], failure)
        scenario.check_is('raised[1]', raised[1], failure)

    scenario.run(main)
    scenario.expect([])


def test_stop_iteration_stays_in_the_context(scenario):
    """The RuntimeError that set_exception keeps for a StopIteration has that one as its context."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = StopIteration('end')
        order.set_exception(failure)
        scenario.check_is('context_of(order.exception())', tools.context_of(order.exception()), failure)

    scenario.run(main)
    scenario.expect([])


def test_silenced_by_a_late_cancel(scenario):
    """A failed future on which cancel() was called in vain is not reported when it is collected."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        order.set_exception(tools.Boom())
        scenario.check('order.cancel()', order.cancel(), False)
        order = None
        tools.collect()
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])
