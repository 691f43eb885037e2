# Rendered by loopspec from spec/task/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Task: cancel."""


def test_before_the_first_step_the_body_never_runs(scenario):
    """A task cancelled before its first step ends cancelled and nothing of its body runs."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker_steps():
            try:
                log('worker', 'begins')
            finally:
                log('worker', 'cleans up')

        worker = aio.create_task(worker_steps())
        scenario.check('worker.cancel()', worker.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)
        scenario.check('coroutine_state(worker.get_coro())', tools.coroutine_state(worker.get_coro()), 'closed')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_before_the_first_step_takes_one_iteration(scenario):
    """A task cancelled before its first step is pending until the iteration in which that step was due."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        async def onlooker_steps():
            log('onlooker', f'sees cancelled {worker.cancelled()}')

        worker = aio.create_task(worker_steps())
        onlooker = aio.create_task(onlooker_steps())
        worker.cancel()
        log('main', f'sees cancelled {worker.cancelled()}')
        await onlooker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'sees cancelled False'),
            ('onlooker', 'sees cancelled True'),
        ]
    )


def test_error_arrives_in_the_next_iteration(scenario):
    """The method cancel() returns at once, and CancelledError arrives in the task in the next iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()
        over = aio.Event()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await gate.wait()

        def next_iteration():
            aio.get_running_loop().call_soon(the_one_after)

        def the_one_after():
            log('the_one_after', 'begins')
            over.set()

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        scenario.check('worker.cancel()', worker.cancel(), True)
        aio.get_running_loop().call_soon(next_iteration)
        log('main', 'has cancelled')
        await over.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has cancelled'),
            ('worker', 'raises CancelledError'),
            ('the_one_after', 'begins'),
        ]
    )


def test_while_it_waits_on_anything__wait_barrier_2_wait(scenario):
    """Cancelling a task that waits in Barrier(2).wait() raises CancelledError there, and the task can go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.Barrier(2).wait()
            await aio.sleep(0)
            log('worker', 'goes on')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'goes on'),
        ]
    )


def test_while_it_waits_on_anything__wait_awaitable_get_running_loop_create_future(scenario):
    """Cancelling a task that waits in awaitable(get_running_loop().create_future()) raises CancelledError there, and the task can go on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await tools.awaitable(aio.get_running_loop().create_future())
            await aio.sleep(0)
            log('worker', 'goes on')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'goes on'),
        ]
    )


def test_while_it_waits_on_anything__wait_get_running_loop_create_future(scenario):
    """Cancelling a task that waits in get_running_loop().create_future() raises CancelledError there, and the task can go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.get_running_loop().create_future()
            await aio.sleep(0)
            log('worker', 'goes on')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'goes on'),
        ]
    )


def test_while_it_sleeps(scenario):
    """Cancelling a task that sleeps for an hour raises CancelledError in the next iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        over = aio.Event()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.sleep(scenario.seconds(3600))

        def next_iteration():
            aio.get_running_loop().call_soon(the_one_after)

        def the_one_after():
            log('the_one_after', 'begins')
            over.set()

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        scenario.check('worker.cancel()', worker.cancel(), True)
        aio.get_running_loop().call_soon(next_iteration)
        await over.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('the_one_after', 'begins'),
        ]
    )


def test_while_it_waits_in_a_bare_yield(scenario):
    """A task cancelled while it is in sleep(0) gets CancelledError there."""
    aio = scenario.aio

    async def main():
        begun = aio.Event()

        async def worker_steps():
            begun.set()
            with scenario.raises('worker', aio.CancelledError):
                for turn in range(1000):
                    await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        await begun.wait()
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_innermost_coroutine_gets_it_first(scenario):
    """The error arises in the innermost coroutine of the task and unwinds those that await it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await middle()
            finally:
                log('worker', 'cleans up')

        async def bottom():
            try:
                await gate.wait()
            finally:
                log('bottom', 'cleans up')

        async def middle():
            try:
                await bottom()
            finally:
                log('middle', 'cleans up')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('bottom', 'cleans up'),
            ('middle', 'cleans up'),
            ('worker', 'cleans up'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_each_delivered_request_is_an_error(scenario):
    """A task that swallows a CancelledError gets another one for each later cancel()."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            return 'survived'

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        await scenario.settle()
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        await scenario.settle()
        log('main', 'cancels once more')
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        scenario.check('stubborn', await stubborn, 'survived')
        scenario.check('stubborn.cancelling()', stubborn.cancelling(), 3)

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'raises CancelledError'),
            ('main', 'cancels once more'),
            ('stubborn', 'raises CancelledError'),
        ]
    )


def test_swallowed_at_each_turn_of_sleep_zero(scenario):
    """A CancelledError that a task swallows in sleep(0) does not come back by itself at the next await."""
    aio, log = scenario.aio, scenario.log

    async def main():
        begun = aio.Event()

        async def stubborn_steps():
            begun.set()
            with scenario.raises('stubborn', aio.CancelledError):
                for turn in range(1000):
                    await aio.sleep(0)
            await aio.sleep(0)
            log('stubborn', 'second await passes')
            await aio.sleep(0)
            log('stubborn', 'third await passes')

        stubborn = aio.create_task(stubborn_steps())
        await begun.wait()
        stubborn.cancel()
        await stubborn

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'second await passes'),
            ('stubborn', 'third await passes'),
        ]
    )


def test_clean_up_may_await(scenario):
    """A cancelled task awaits in its finally block to the end before its awaiter sees CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()
        tidy = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            finally:
                log('worker', 'cleans up')
                await tidy.wait()
                log('worker', 'has cleaned up')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        await scenario.settle()
        scenario.check_is('worker.done()', worker.done(), False)
        tidy.set()
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('worker', 'has cleaned up'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_second_request_interrupts_the_clean_up(scenario):
    """A second cancel() interrupts an await in the finally block that the first one led to."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            finally:
                log('worker', 'cleans up')
                with scenario.raises('worker', aio.CancelledError):
                    await gate.wait()
                log('worker', 'leaves')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        await scenario.settle()
        log('main', 'loses patience')
        scenario.check('worker.cancel()', worker.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('main', 'loses patience'),
            ('worker', 'raises CancelledError'),
            ('worker', 'leaves'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_error_raised_instead_wins(scenario):
    """A task that answers CancelledError with an exception of its own has failed and is not cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            except aio.CancelledError:
                raise tools.Boom()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', tools.Boom) as caught:
            await worker
        error = caught.exception
        scenario.check_is('worker.cancelled()', worker.cancelled(), False)
        scenario.check('class_name(context_of(error))', tools.class_name(tools.context_of(error)), 'CancelledError')

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_except_exception_lets_it_pass(scenario):
    """A handler for Exception does not catch the CancelledError of a cancelled task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            except Exception:
                log('worker', 'caught')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_raised_by_hand(scenario):
    """A task whose body raises CancelledError by itself ends cancelled, with no cancellation counted."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            raise aio.CancelledError()

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check('(worker.cancelled(), worker.cancelling())', (worker.cancelled(), worker.cancelling()), (True, 0))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_reraised_after_clean_up_in_the_handler(scenario):
    """A task that logs and raises the CancelledError again ends cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            try:
                await gate.wait()
            except aio.CancelledError:
                log('worker', 'tidies')
                await aio.sleep(0)
                raise

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'tidies'),
            ('main', 'raises CancelledError'),
        ]
    )
