# Rendered by loopspec from spec/future/states.yaml; do not edit, change the source and run `loopspec render`.
"""Future: states."""


def test_pending_when_created(scenario):
    """A new future is pending, neither done nor cancelled."""
    aio = scenario.aio

    async def main():
        by_loop = aio.get_running_loop().create_future()
        by_class = aio.Future()
        scenario.check_is('by_loop.done()', by_loop.done(), False)
        scenario.check_is('by_loop.cancelled()', by_loop.cancelled(), False)
        scenario.check_is('by_class.done()', by_class.done(), False)
        scenario.check_is('by_class.cancelled()', by_class.cancelled(), False)

    scenario.run(main)
    scenario.expect([])


def test_holds_its_result(scenario):
    """Setting a result makes a future done at once, without cancelling it, and result() returns that very object."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        content = ['apple']
        parcel.set_result(content)
        scenario.check_is('parcel.done()', parcel.done(), True)
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), False)
        scenario.check_is('parcel.result()', parcel.result(), content)
        scenario.check_is('parcel.result()', parcel.result(), content)

    scenario.run(main)
    scenario.expect([])


def test_no_exception_on_success(scenario):
    """The method exception() of a future with a result returns None."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.set_result('apple')
        scenario.check_is('parcel.exception()', parcel.exception(), None)

    scenario.run(main)
    scenario.expect([])


def test_result_may_be_none(scenario):
    """A future whose result is None is done all the same."""
    aio = scenario.aio

    async def main():
        signal = aio.get_running_loop().create_future()
        signal.set_result(None)
        scenario.check_is('signal.done()', signal.done(), True)
        scenario.check('signal.result()', signal.result(), None)
        with scenario.raises('main', aio.InvalidStateError):
            signal.set_result(None)

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_exception_as_a_result(scenario):
    """An exception given to set_result is a result like any other and is returned, not raised."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        report = aio.get_running_loop().create_future()
        finding = tools.Boom('found')
        report.set_result(finding)
        scenario.check_is('report.result()', report.result(), finding)
        scenario.check_is('report.exception()', report.exception(), None)
        scenario.check_is('report', await report, finding)

    scenario.run(main)
    scenario.expect([])


def test_holds_its_exception(scenario):
    """Setting an exception makes a future done at once; exception() returns that object and result() raises it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom('lost')
        order.set_exception(failure)
        scenario.check_is('order.done()', order.done(), True)
        scenario.check_is('order.cancelled()', order.cancelled(), False)
        scenario.check_is('order.exception()', order.exception(), failure)
        with scenario.raises('main', tools.Boom) as caught:
            order.result()
        raised = caught.exception
        scenario.check_is('raised', raised, failure)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_same_exception_every_time(scenario):
    """Each call of result() on a failed future raises the same exception object again."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom('lost')
        order.set_exception(failure)
        with scenario.raises('main', tools.Boom) as caught:
            order.result()
        first = caught.exception
        with scenario.raises('main', tools.Boom) as caught:
            order.result()
        second = caught.exception
        scenario.check_is('first', first, failure)
        scenario.check_is('second', second, failure)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_base_exception_is_held(scenario):
    """A future takes a BaseException that is no Exception and raises it when the result is asked for."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        disaster = tools.Blast('gone')
        order.set_exception(disaster)
        scenario.check_is('order.exception()', order.exception(), disaster)
        with scenario.raises('main', tools.Blast):
            order.result()
        with scenario.raises('main', tools.Blast) as caught:
            await order
        raised = caught.exception
        scenario.check_is('raised', raised, disaster)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Blast'),
            ('main', 'raises Blast'),
        ]
    )


def test_result_while_pending(scenario):
    """Asking a pending future for its result raises InvalidStateError and leaves it pending."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        with scenario.raises('main', aio.InvalidStateError):
            parcel.result()
        scenario.check_is('parcel.done()', parcel.done(), False)
        parcel.set_result('apple')
        scenario.check('parcel.result()', parcel.result(), 'apple')

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_exception_while_pending(scenario):
    """Asking a pending future for its exception raises InvalidStateError."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        with scenario.raises('main', aio.InvalidStateError):
            parcel.exception()
        scenario.check_is('parcel.done()', parcel.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_cancelled_is_done(scenario):
    """A cancelled future is done and cancelled at once, before the next iteration."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.cancel()
        scenario.check_is('parcel.done()', parcel.done(), True)
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_asking_a_cancelled_one(scenario):
    """Both result() and exception() of a cancelled future raise CancelledError."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.cancel()
        with scenario.raises('main', aio.CancelledError):
            parcel.result()
        with scenario.raises('main', aio.CancelledError):
            parcel.exception()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_set_result_when_done(scenario):
    """Setting a result on a done future raises InvalidStateError and changes nothing, however it ended."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        succeeded = aio.get_running_loop().create_future()
        failed = aio.get_running_loop().create_future()
        cancelled = aio.get_running_loop().create_future()
        failure = tools.Boom()
        succeeded.set_result('first')
        failed.set_exception(failure)
        cancelled.cancel()
        for future in [succeeded, failed, cancelled]:
            with scenario.raises('main', aio.InvalidStateError):
                future.set_result('second')
        scenario.check('succeeded.result()', succeeded.result(), 'first')
        scenario.check_is('failed.exception()', failed.exception(), failure)
        scenario.check_is('cancelled.cancelled()', cancelled.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
        ]
    )


def test_set_exception_when_done(scenario):
    """Setting an exception on a done future raises InvalidStateError and changes nothing, however it ended."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        succeeded = aio.get_running_loop().create_future()
        failed = aio.get_running_loop().create_future()
        cancelled = aio.get_running_loop().create_future()
        failure = tools.Boom('first')
        succeeded.set_result('first')
        failed.set_exception(failure)
        cancelled.cancel()
        for future in [succeeded, failed, cancelled]:
            with scenario.raises('main', aio.InvalidStateError):
                future.set_exception(tools.Boom('second'))
        scenario.check('succeeded.result()', succeeded.result(), 'first')
        scenario.check('succeeded.exception()', succeeded.exception(), None)
        scenario.check_is('failed.exception()', failed.exception(), failure)
        scenario.check_is('cancelled.cancelled()', cancelled.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
        ]
    )


def test_exception_class_makes_an_instance(scenario):
    """An exception class given to set_exception is instantiated once, and that instance is kept."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        order.set_exception(tools.Boom)
        kept = order.exception()
        scenario.check_type('kept', kept, tools.Boom)
        scenario.check('kept.args', kept.args, ())
        with scenario.raises('main', tools.Boom) as caught:
            order.result()
        raised = caught.exception
        scenario.check_is('raised', raised, kept)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_closed_loop_keeps_results(scenario):
    """The result and the exception of futures stay readable after their loop has been closed."""
    tools = scenario.tools

    loop = scenario.open_loop()
    succeeded = loop.create_future()
    failed = loop.create_future()
    succeeded.set_result('kept')
    failed.set_exception(tools.Boom())
    loop.close()
    scenario.check('succeeded.result()', succeeded.result(), 'kept')
    scenario.check_type('failed.exception()', failed.exception(), tools.Boom)
    scenario.check_is('failed.get_loop()', failed.get_loop(), loop)
    scenario.expect([])


def test_usable_before_the_loop_runs(scenario):
    """A future can be made and completed on a loop that is not running, and its callback runs once the loop does."""
    log = scenario.log

    def report(future):
        log('report', f'got {future.result()}')

    loop = scenario.open_loop()
    parcel = loop.create_future()
    parcel.add_done_callback(report)
    parcel.set_result('apple')
    log('program', 'set')
    scenario.check('loop.run_until_complete(parcel)', loop.run_until_complete(parcel), 'apple')
    scenario.expect(
        [
            ('program', 'set'),
            ('report', 'got apple'),
        ]
    )


def test_repr_tells_the_state(scenario):
    """The text form of a future has its state in a word."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        waiting = aio.get_running_loop().create_future()
        succeeded = aio.get_running_loop().create_future()
        failed = aio.get_running_loop().create_future()
        withdrawn = aio.get_running_loop().create_future()
        succeeded.set_result(7)
        failed.set_exception(tools.Boom())
        withdrawn.cancel()
        scenario.check_is("'pending' in repr(waiting)", 'pending' in repr(waiting), True)
        scenario.check_is("'finished' in repr(succeeded) and 'result=7' in repr(succeeded)", 'finished' in repr(succeeded) and 'result=7' in repr(succeeded), True)
        scenario.check_is("'finished' in repr(failed) and 'exception=' in repr(failed)", 'finished' in repr(failed) and 'exception=' in repr(failed), True)
        failed.exception()
        scenario.check_is("'cancelled' in repr(withdrawn)", 'cancelled' in repr(withdrawn), True)

    scenario.run(main)
    scenario.expect([])
