# Rendered by loopspec from spec/task/cancel-race.yaml; do not edit, change the source and run `loopspec render`.
"""Task: cancel race."""


def test_after_the_future_was_resolved(scenario):
    """A task cancelled between the result of its future and its own wake-up gets CancelledError."""
    aio = scenario.aio

    async def main():
        answer = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await answer

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        answer.set_result(42)
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker
        scenario.check('answer.result()', answer.result(), 42)

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_after_the_awaited_task_ended(scenario):
    """A task cancelled between the end of a task it awaits and its wake-up is cancelled, the other is not."""
    aio = scenario.aio

    async def main():
        async def child_steps():
            await scenario.ticks(1)
            return 'finished'

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await child
            raise aio.CancelledError()

        awaiter = aio.create_task(awaiter_steps())
        child = aio.create_task(child_steps())
        await scenario.ticks(2)
        scenario.check('(child.done(), awaiter.done())', (child.done(), awaiter.done()), (True, False))
        scenario.check('awaiter.cancel()', awaiter.cancel(), True)
        await scenario.ticks(1)
        scenario.check('(child.cancelled(), child.result(), awaiter.cancelled())', (child.cancelled(), child.result(), awaiter.cancelled()), (False, 'finished', True))

    scenario.run(main)
    scenario.expect([('awaiter', 'raises CancelledError')])


def test_after_the_future_failed(scenario):
    """A task cancelled between the failure of its future and its own wake-up gets CancelledError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        answer = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await answer

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        answer.set_exception(tools.Boom())
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker
        scenario.check('class_name(answer.exception())', tools.class_name(answer.exception()), 'Boom')

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_from_a_callback_of_the_awaited_future(scenario):
    """A done callback that stands before the task on its future can still cancel the task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        answer = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await answer

        def veto(future):
            log('veto', 'cancels')
            scenario.check('worker.cancel()', worker.cancel(), True)

        answer.add_done_callback(veto)
        worker = aio.create_task(worker_steps())
        await scenario.settle()
        answer.set_result('too late')
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('veto', 'cancels'),
            ('worker', 'raises CancelledError'),
        ]
    )


def test_last_step_cannot_be_cancelled(scenario):
    """A cancel() between a task's last step and its awaiter's wake-up answers False and loses nothing."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()
        attacked = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'safe'

        async def awaiter_steps():
            scenario.check('worker', await worker, 'safe')
            log('awaiter', 'resumes')

        def attack(finished):
            scenario.check('finished.cancel()', finished.cancel(), False)
            attacked.set()

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(attack)
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        gate.set()
        await awaiter
        await attacked.wait()
        scenario.check('(worker.cancelled(), worker.cancelling())', (worker.cancelled(), worker.cancelling()), (False, 0))

    scenario.run(main)
    scenario.expect([('awaiter', 'resumes')])


def test_cancelled_while_another_cancels_it_back(scenario):
    """Two tasks of which one cancels the other and is cancelled by it in turn both end cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def left_steps():
            try:
                await gate.wait()
            finally:
                scenario.check('right.cancel()', right.cancel(), True)
            await aio.Event().wait()

        async def right_steps():
            try:
                await gate.wait()
            finally:
                scenario.check('left.cancel()', left.cancel(), True)
            await aio.Event().wait()

        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        await scenario.settle()
        gate.set()
        await aio.gather(left, right, return_exceptions=True)
        scenario.check('(left.cancelled(), right.cancelled())', (left.cancelled(), right.cancelled()), (True, True))

    scenario.run(main)
    scenario.expect([])


def test_errors_arrive_in_the_order_of_requests(scenario):
    """Tasks that wait, each on its own future, get CancelledError in the order of their cancellation."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(number):
            try:
                await aio.get_running_loop().create_future()
            except aio.CancelledError:
                log('worker', f'{number} cancelled')

        workers = [aio.create_task(worker(number)) for number in range(3)]
        await scenario.settle()
        workers[1].cancel()
        workers[2].cancel()
        workers[0].cancel()
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '1 cancelled'),
            ('worker', '2 cancelled'),
            ('worker', '0 cancelled'),
        ]
    )


def test_twice_before_delivery_is_one_error(scenario):
    """Two calls of cancel() before the task runs give one CancelledError; both answer True and count."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            await aio.sleep(0)
            log('stubborn', 'goes on')

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        scenario.check('stubborn.cancelling()', stubborn.cancelling(), 2)
        await stubborn

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'goes on'),
        ]
    )
