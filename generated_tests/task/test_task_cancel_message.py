# Rendered by loopspec from spec/task/cancel-message.yaml; do not edit, change the source and run `loopspec render`.
"""Task: cancel message."""


def test_reaches_the_task(scenario):
    """The message given to cancel() is the only argument of the CancelledError raised in the task."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError) as caught:
                await gate.wait()
            error = caught.exception
            scenario.check('error.args', error.args, ('enough',))

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check("worker.cancel('enough')", worker.cancel('enough'), True)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_reaches_the_awaiter(scenario):
    """The message given to cancel() is the argument of the CancelledError that awaiting the task raises."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel(msg='enough')
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check('error.args', error.args, ('enough',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_without_one_there_are_no_arguments(scenario):
    """A cancellation without a message raises CancelledError without arguments in task and awaiter."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            except aio.CancelledError as inner_error:
                scenario.check('inner_error.args', inner_error.args, ())
                raise

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check('error.args', error.args, ())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_before_the_first_step(scenario):
    """The message of a cancellation before the first step reaches the awaiter of the task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        worker = aio.create_task(worker_steps())
        worker.cancel('never mind')
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check('error.args', error.args, ('never mind',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_travels_down_and_up_a_chain(scenario):
    """The message of a task's cancellation reaches the task that it awaits and comes back through it."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        seen = []

        async def inner_steps():
            try:
                await gate.wait()
            except aio.CancelledError as innermost:
                seen.append(('inner', innermost.args))
                raise

        async def outer_steps():
            try:
                await inner
            except aio.CancelledError as middle:
                seen.append(('outer', middle.args))
                raise

        outer = aio.create_task(outer_steps())
        inner = aio.create_task(inner_steps())
        await scenario.settle()
        outer.cancel('all of you')
        with scenario.raises('main', aio.CancelledError) as caught:
            await outer
        error = caught.exception
        seen.append(('main', error.args))
        scenario.check('seen', seen, [('inner', ('all of you',)), ('outer', ('all of you',)), ('main', ('all of you',))])

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_may_be_any_object(scenario):
    """A message that is not a string arrives as the same object."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        reason = ['a list']

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel(reason)
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check_is('error.args[0]', error.args[0], reason)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_of_a_swallowed_request_is_forgotten(scenario):
    """A cancellation without a message has none even if an earlier one, swallowed by the task, had one."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            await gate.wait()

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        stubborn.cancel('first')
        await scenario.settle()
        stubborn.cancel()
        with scenario.raises('main', aio.CancelledError) as caught:
            await stubborn
        error = caught.exception
        scenario.check('error.args', error.args, ())

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_of_each_request_belongs_to_its_error(scenario):
    """Two cancellations delivered one after the other carry each its own message."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError) as caught:
                await gate.wait()
            first_error = caught.exception
            with scenario.raises('stubborn', aio.CancelledError) as caught:
                await gate.wait()
            second_error = caught.exception
            return [first_error.args, second_error.args]

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        stubborn.cancel('please')
        await scenario.settle()
        stubborn.cancel('at once')
        scenario.check('stubborn', await stubborn, [('please',), ('at once',)])

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'raises CancelledError'),
        ]
    )


def test_of_a_late_request_changes_nothing(scenario):
    """A cancel() after the end of a cancelled task leaves the earlier message in place."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel('in time')
        await scenario.settle()
        scenario.check("worker.cancel('too late')", worker.cancel('too late'), False)
        with scenario.raises('main', aio.CancelledError) as caught:
            worker.result()
        error = caught.exception
        scenario.check('error.args', error.args, ('in time',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_is_in_exception_too(scenario):
    """The method exception() of a cancelled task raises CancelledError with the message."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.Event().wait()

        worker = aio.create_task(worker_steps())
        worker.cancel('stop')
        await scenario.settle()
        with scenario.raises('main', aio.CancelledError) as caught:
            worker.exception()
        error = caught.exception
        scenario.check('error.args', error.args, ('stop',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_raised_by_hand(scenario):
    """The arguments of a CancelledError that the body raises by itself reach the awaiter."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            raise aio.CancelledError('by', 'hand')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check('error.args', error.args, ('by', 'hand'))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_of_ones_own_request(scenario):
    """The message of a task that cancels itself and then returns reaches its awaiter."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            worker.cancel('my own wish')
            return 1

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.CancelledError) as caught:
            await worker
        error = caught.exception
        scenario.check('error.args', error.args, ('my own wish',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_through_a_shield(scenario):
    """The message reaches a task that waits behind a shield, the shielded task does not see it."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def precious_steps():
            await gate.wait()
            return 'whole'

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError) as caught:
                await aio.shield(precious)
            error = caught.exception
            return error.args

        precious = aio.create_task(precious_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        awaiter.cancel('go')
        scenario.check('awaiter', await awaiter, ('go',))
        gate.set()
        scenario.check('precious', await precious, 'whole')

    scenario.run(main)
    scenario.expect([('awaiter', 'raises CancelledError')])


def test_when_the_future_was_already_resolved(scenario):
    """The message of a cancellation that comes after the end of the awaited future reaches the task."""
    aio = scenario.aio

    async def main():
        answer = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError) as caught:
                await answer
            error = caught.exception
            return error.args

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        answer.set_result(42)
        worker.cancel('too slow')
        scenario.check('worker', await worker, ('too slow',))

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_last_of_two_in_a_bare_yield(scenario):
    """Of two cancellations of a task in sleep(0), before it runs again, the later message is delivered."""
    aio = scenario.aio

    async def main():
        begun = aio.Event()

        async def worker_steps():
            begun.set()
            try:
                for turn in range(1000):
                    await aio.sleep(0)
            except aio.CancelledError as error:
                return error.args

        worker = aio.create_task(worker_steps())
        await begun.wait()
        worker.cancel('older')
        worker.cancel('newer')
        scenario.check('worker', await worker, ('newer',))

    scenario.run(main)
    scenario.expect([])


def test_first_of_two_while_on_a_future(scenario):
    """Of two cancellations of a task that waits on a future, the earlier message is delivered."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError) as caught:
                await pending
            error = caught.exception
            return error.args

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel('older')
        worker.cancel('newer')
        scenario.check('worker', await worker, ('older',))

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_is_seen_by_the_first_awaiter_only(scenario):
    """Of several awaiters of a cancelled task the first gets the message, the others the bare error."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        async def waiter():
            with scenario.raises('waiter', aio.CancelledError) as caught:
                await worker
            error = caught.exception
            return error.args

        worker = aio.create_task(worker_steps())
        waiters = [aio.create_task(waiter()) for number in range(3)]
        await scenario.settle()
        worker.cancel('everyone')
        scenario.check('gather(*waiters)', await aio.gather(*waiters), [('everyone',), (), ()])

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'raises CancelledError'),
            ('waiter', 'raises CancelledError'),
            ('waiter', 'raises CancelledError'),
        ]
    )


def test_of_ones_own_request_in_a_later_wait(scenario):
    """The message of a task that cancels itself and then waits on a future is in the error raised there."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            worker.cancel('my own wish')
            with scenario.raises('worker', aio.CancelledError) as caught:
                await pending
            error = caught.exception
            return error.args

        worker = aio.create_task(worker_steps())
        scenario.check('worker', await worker, ('my own wish',))

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])
