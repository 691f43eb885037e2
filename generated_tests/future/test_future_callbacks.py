# Rendered by loopspec from spec/future/callbacks.yaml; do not edit, change the source and run `loopspec render`.
"""Future: callbacks."""


def test_called_with_the_future(scenario):
    """A done callback is called with the future as its only argument."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()
        arguments = []

        def report(*received, **named):
            arguments.extend(received)
            log('report', f'{len(received)} positional, {len(named)} named')

        parcel.add_done_callback(report)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check_is('arguments[0]', arguments[0], parcel)

    scenario.run(main)
    scenario.expect([('report', '1 positional, 0 named')])


def test_never_inline(scenario):
    """Completing a future does not call its done callbacks at once; they run in the next iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        def beside():
            log('beside', 'same iteration')
            aio.get_running_loop().call_soon(behind)

        def behind():
            log('behind', 'iteration after')

        parcel.add_done_callback(report)
        parcel.set_result('apple')
        log('main', 'result set')
        aio.get_running_loop().call_soon(beside)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'result set'),
            scenario.any_order(('report', 'called'), ('beside', 'same iteration')),
            ('behind', 'iteration after'),
        ]
    )


def test_scheduled_when_completed(scenario):
    """Done callbacks take their place in the loop's queue when the future completes, not when they are added."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        def mark(label):
            log('mark', f'{label}')

        parcel.add_done_callback(report)
        aio.get_running_loop().call_soon(mark, 'before')
        parcel.set_result('apple')
        aio.get_running_loop().call_soon(mark, 'after')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'before'),
            ('report', 'called'),
            ('mark', 'after'),
        ]
    )


def test_in_the_order_added(scenario):
    """Done callbacks run in the order in which they were added."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def mark(label, future):
            log('mark', f'{label}')

        for name in ['first', 'second', 'third', 'fourth']:
            parcel.add_done_callback(tools.partial(mark, name))
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'first'),
            ('mark', 'second'),
            ('mark', 'third'),
            ('mark', 'fourth'),
        ]
    )


def test_all_in_one_iteration(scenario):
    """All done callbacks of a future run in the same iteration, before a callback that the first of them schedules."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def opener(future):
            log('opener', 'first')
            aio.get_running_loop().call_soon(later)

        def closer(future):
            log('closer', 'second')

        def later():
            log('later', 'ran')

        parcel.add_done_callback(opener)
        parcel.add_done_callback(closer)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('opener', 'first'),
            ('closer', 'second'),
            ('later', 'ran'),
        ]
    )


def test_run_on_failure(scenario):
    """Setting an exception schedules the done callbacks, and the callback can fetch the exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        def report(future):
            log('report', f'{tools.class_name(future.exception())}')

        order.add_done_callback(report)
        order.set_exception(tools.Boom())
        log('main', 'failed')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'failed'),
            ('report', 'Boom'),
        ]
    )


def test_run_on_cancellation(scenario):
    """Cancelling a future schedules its done callbacks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', f'cancelled {future.cancelled()}')

        parcel.add_done_callback(report)
        parcel.cancel()
        log('main', 'withdrawn')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'withdrawn'),
            ('report', 'cancelled True'),
        ]
    )


def test_called_once_only(scenario):
    """A done callback runs once, whatever is tried on the future afterwards."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        parcel.add_done_callback(report)
        parcel.set_result('apple')
        scenario.check('parcel.cancel()', parcel.cancel(), False)
        await scenario.settle()
        scenario.check('parcel.cancel()', parcel.cancel(), False)
        with scenario.raises('main', aio.InvalidStateError):
            parcel.set_exception(tools.Boom())
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('report', 'called'),
            ('main', 'raises InvalidStateError'),
        ]
    )


def test_added_twice_runs_twice(scenario):
    """A callback that was added twice is called twice."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', 'called')

        parcel.add_done_callback(report)
        parcel.add_done_callback(report)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('report', 'called'),
            ('report', 'called'),
        ]
    )


def test_added_when_done(scenario):
    """A callback added to a done future is scheduled, behind what the loop already has to do, and not called inline."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(future):
            log('report', f'got {future.result()}')

        def mark(label):
            log('mark', f'{label}')

        parcel.set_result('apple')
        aio.get_running_loop().call_soon(mark, 'before')
        parcel.add_done_callback(report)
        aio.get_running_loop().call_soon(mark, 'after')
        log('main', 'added')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'added'),
            ('mark', 'before'),
            ('report', 'got apple'),
            ('mark', 'after'),
        ]
    )


def test_added_between_completion_and_run(scenario):
    """A callback added after the result but before the earlier callbacks have run takes its place behind them."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def early(future):
            log('early', 'ran')

        def late(future):
            log('late', 'ran')

        parcel.add_done_callback(early)
        parcel.set_result('apple')
        parcel.add_done_callback(late)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'ran'),
            ('late', 'ran'),
        ]
    )


def test_added_by_a_callback(scenario):
    """A callback added to the same future by one of its done callbacks runs one iteration later."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def opener(future):
            log('opener', 'before adding')
            aio.get_running_loop().call_soon(mark, 'before')
            future.add_done_callback(sequel)
            aio.get_running_loop().call_soon(mark, 'after')
            log('opener', 'after adding')

        def mark(label):
            log('mark', f'{label}')

        def sequel(future):
            log('sequel', 'ran')

        parcel.add_done_callback(opener)
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('opener', 'before adding'),
            ('opener', 'after adding'),
            ('mark', 'before'),
            ('sequel', 'ran'),
            ('mark', 'after'),
        ]
    )


def test_raising_one_spares_the_rest(scenario):
    """A done callback that raises is reported to the exception handler, and the callbacks after it still run."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def broken(future):
            raise tools.Boom()

        def sound(future):
            log('sound', 'ran')

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        aio.get_running_loop().set_exception_handler(handler)
        parcel.add_done_callback(broken)
        parcel.add_done_callback(sound)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('parcel.result()', parcel.result(), 'apple')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('sound', 'ran'),
        ]
    )


def test_raising_one_is_reported_with_a_handle(scenario):
    """The report of a done callback that raised names the message, the exception and the handle."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        failure = tools.Boom()
        reports = []

        def broken(future):
            raise failure

        def handler(loop, context):
            reports.append(context)

        aio.get_running_loop().set_exception_handler(handler)
        parcel.add_done_callback(broken)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check('len(reports)', len(reports), 1)
        scenario.check("[key for key in ['message', 'exception', 'handle'] if key in reports[0]]", [key for key in ['message', 'exception', 'handle'] if key in reports[0]], ['message', 'exception', 'handle'])
        scenario.check_is("reports[0]['exception']", reports[0]['exception'], failure)

    scenario.run(main)
    scenario.expect([])


def test_partial_carries_arguments(scenario):
    """A partial object as a callback gets its own arguments first and the future last."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def report(label, future, tone=None):
            log('report', f'{label} {tone} {future.result()}')

        parcel.add_done_callback(tools.partial(report, 'parcel', tone='loud'))
        parcel.set_result('apple')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('report', 'parcel loud apple')])


def test_return_value_is_ignored(scenario):
    """The return value of a done callback has no effect on the future."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def meddler(future):
            log('meddler', 'called')
            return 'pear'

        parcel.add_done_callback(meddler)
        parcel.set_result('apple')
        scenario.check('parcel', await parcel, 'apple')
        await scenario.settle()
        scenario.check('parcel.result()', parcel.result(), 'apple')

    scenario.run(main)
    scenario.expect([('meddler', 'called')])
