# Rendered by loopspec from spec/future/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Future: cancel."""


def test_true_only_once(scenario):
    """Cancelling a pending future returns True, and cancelling it again returns False."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        scenario.check_is('parcel.cancel()', parcel.cancel(), True)
        scenario.check_is('parcel.cancel()', parcel.cancel(), False)
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_too_late_changes_nothing(scenario):
    """Cancelling a future that has a result or an exception returns False and leaves it as it was."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        succeeded = aio.get_running_loop().create_future()
        failed = aio.get_running_loop().create_future()
        failure = tools.Boom()
        succeeded.set_result('apple')
        failed.set_exception(failure)
        scenario.check_is('succeeded.cancel()', succeeded.cancel(), False)
        scenario.check_is('failed.cancel()', failed.cancel(), False)
        scenario.check_is('succeeded.cancelled() or failed.cancelled()', succeeded.cancelled() or failed.cancelled(), False)
        scenario.check('succeeded', await succeeded, 'apple')
        scenario.check_is('failed.exception()', failed.exception(), failure)

    scenario.run(main)
    scenario.expect([])


def test_message_is_told_every_time(scenario):
    """The message given to cancel is the argument of the CancelledError, each time that the future is awaited."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.cancel('changed my mind')
        with scenario.raises('main', aio.CancelledError) as caught:
            await parcel
        first = caught.exception
        with scenario.raises('main', aio.CancelledError) as caught:
            await parcel
        second = caught.exception
        scenario.check('[error.args for error in [first, second]]', [error.args for error in [first, second]], [('changed my mind',)] * 2)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_message_by_keyword(scenario):
    """The message of cancel can be given as the keyword msg, and is any object, kept as it is."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        reason = ['too', 'late']
        scenario.check('parcel.cancel(msg=reason)', parcel.cancel(msg=reason), True)
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.result()
        error = caught.exception
        scenario.check_is('error.args[0]', error.args[0], reason)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_no_message_no_argument(scenario):
    """Without a message the CancelledError of a future has no arguments."""
    aio = scenario.aio

    async def main():
        plain = aio.get_running_loop().create_future()
        explicit = aio.get_running_loop().create_future()
        plain.cancel()
        explicit.cancel(msg=None)
        with scenario.raises('main', aio.CancelledError) as caught:
            await plain
        bare = caught.exception
        scenario.check('bare.args', bare.args, ())
        with scenario.raises('main', aio.CancelledError) as caught:
            await explicit
        with_none = caught.exception
        scenario.check('with_none.args', with_none.args, ())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_first_message_stays(scenario):
    """A second cancel of a future does not replace the message of the first."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.cancel('first')
        scenario.check("parcel.cancel('second')", parcel.cancel('second'), False)
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.result()
        error = caught.exception
        scenario.check('error.args', error.args, ('first',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_waiter_is_told(scenario):
    """A task that waits for a future which is cancelled is raised CancelledError and can go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            with scenario.raises('receiver', aio.CancelledError):
                await parcel
            log('receiver', 'goes on')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        parcel.cancel()
        await receiver
        scenario.check_is('receiver.cancelled()', receiver.cancelled(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'raises CancelledError'),
            ('receiver', 'goes on'),
        ]
    )


def test_waiter_ends_cancelled(scenario):
    """A task that lets the CancelledError of a future pass ends cancelled itself, with the future's message."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            await parcel

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        parcel.cancel('lost in the post')
        with scenario.raises('main', aio.CancelledError) as caught:
            await receiver
        error = caught.exception
        scenario.check_is('receiver.cancelled()', receiver.cancelled(), True)
        scenario.check('error.args', error.args, ('lost in the post',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_no_request_to_the_waiter(scenario):
    """Cancelling a future does not count as a cancellation request to the task that waits for it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            with scenario.raises('receiver', aio.CancelledError):
                await parcel
            log('receiver', f'{aio.current_task().cancelling()} requests')
            await aio.sleep(0)
            log('receiver', 'went on')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        parcel.cancel()
        await receiver

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'raises CancelledError'),
            ('receiver', '0 requests'),
            ('receiver', 'went on'),
        ]
    )


def test_wakes_every_waiter_in_order(scenario):
    """Cancelling a future wakes all tasks that wait for it in the order of waiting, each with a CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def runner(number):
            try:
                await gate
            except aio.CancelledError:
                log('runner', f'{number}')

        runners = [aio.create_task(runner(position)) for position in [2, 3, 1]]
        await scenario.ticks(1)
        gate.cancel()
        await scenario.ticks(1)
        log('main', 'went round once')
        await aio.gather(*runners)

    scenario.run(main)
    scenario.expect(
        [
            ('runner', '2'),
            ('runner', '3'),
            ('runner', '1'),
            ('main', 'went round once'),
        ]
    )


def test_cancelled_does_not_suspend(scenario):
    """Awaiting a future that is cancelled raises CancelledError at once, without giving way to other tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def other_steps():
            log('other', 'ran')

        parcel.cancel()
        other = aio.create_task(other_steps())
        with scenario.raises('main', aio.CancelledError):
            await parcel
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('other', 'ran'),
        ]
    )


def test_cancelling_the_waiter_cancels_the_future(scenario):
    """Cancelling a task cancels the future that it waits for."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            with scenario.raises('receiver', aio.CancelledError):
                await parcel

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        scenario.check('receiver.cancel()', receiver.cancel(), True)
        await receiver
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), True)

    scenario.run(main)
    scenario.expect([('receiver', 'raises CancelledError')])


def test_message_of_the_waiters_cancellation(scenario):
    """A future cancelled through the task that waits for it has the message given to the task."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            await parcel

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        receiver.cancel('stop')
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.result()
        of_future = caught.exception
        with scenario.raises('main', aio.CancelledError) as caught:
            await receiver
        of_task = caught.exception
        scenario.check('of_future.args + of_task.args', of_future.args + of_task.args, ('stop', 'stop'))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_cancelling_one_waiter_hits_all(scenario):
    """Cancelling one of two tasks that wait for a bare future cancels the future and so reaches the other task too."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def first_steps():
            with scenario.raises('first', aio.CancelledError):
                await parcel

        async def second_steps():
            with scenario.raises('second', aio.CancelledError):
                await parcel

        first = aio.create_task(first_steps())
        second = aio.create_task(second_steps())
        await scenario.settle()
        second.cancel()
        await aio.gather(first, second)
        scenario.check('(first.cancelling(), second.cancelling())', (first.cancelling(), second.cancelling()), (0, 1))

    scenario.run(main)
    scenario.expect([scenario.any_order(('first', 'raises CancelledError'), ('second', 'raises CancelledError'))])


def test_shielded_future_survives(scenario):
    """Cancelling a task that waits for a shielded future leaves the future pending and usable."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            with scenario.raises('receiver', aio.CancelledError):
                await aio.shield(parcel)

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        receiver.cancel()
        await receiver
        scenario.check_is('parcel.done()', parcel.done(), False)
        parcel.set_result('apple')
        scenario.check('parcel', await parcel, 'apple')

    scenario.run(main)
    scenario.expect([('receiver', 'raises CancelledError')])


def test_too_late_in_the_callback(scenario):
    """A done callback that tries to cancel its future gets False and the result stays."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        def spoiler(future):
            log('spoiler', f'cancel gives {future.cancel()}')

        parcel.add_done_callback(spoiler)
        parcel.set_result('apple')
        await scenario.settle()
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), False)

    scenario.run(main)
    scenario.expect([('spoiler', 'cancel gives False')])


def test_late_setter_hits_a_cancelled_future(scenario):
    """A result delivered by call_soon to a future cancelled meanwhile is reported as InvalidStateError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().call_soon(parcel.set_result, 'apple')
        parcel.cancel()
        await scenario.settle()
        scenario.check_is('parcel.cancelled()', parcel.cancelled(), True)

    scenario.run(main)
    scenario.expect([('handler', 'InvalidStateError')])


def test_exception_of_cancelled_error(scenario):
    """A future given a CancelledError as its exception has failed with it and does not count as cancelled."""
    aio = scenario.aio

    async def main():
        order = aio.get_running_loop().create_future()
        failure = aio.CancelledError('by hand')
        order.set_exception(failure)
        scenario.check_is('order.cancelled()', order.cancelled(), False)
        scenario.check_is('order.exception()', order.exception(), failure)
        with scenario.raises('main', aio.CancelledError) as caught:
            order.result()
        raised = caught.exception
        scenario.check_is('raised', raised, failure)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_message_in_result_and_exception(scenario):
    """The message given to cancel is the argument of the CancelledError that result() and exception() raise."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.cancel('changed my mind')
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.result()
        first = caught.exception
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.result()
        second = caught.exception
        with scenario.raises('main', aio.CancelledError) as caught:
            parcel.exception()
        third = caught.exception
        scenario.check('[error.args for error in [first, second, third]]', [error.args for error in [first, second, third]], [('changed my mind',)] * 3)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )
