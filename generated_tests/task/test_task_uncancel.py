# Rendered by loopspec from spec/task/uncancel.yaml; do not edit, change the source and run `loopspec render`.
"""Task: uncancel."""


def test_cancelling_counts_the_requests(scenario):
    """The number cancelling() is 0 for a new task and grows by one with each cancel()."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.Event().wait()

        worker = aio.create_task(worker_steps())
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        worker.cancel()
        scenario.check('worker.cancelling()', worker.cancelling(), 1)
        worker.cancel()
        scenario.check('worker.cancelling()', worker.cancelling(), 2)
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_uncancel_counts_down(scenario):
    """The method uncancel() lowers the count by one and returns what is left."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            scenario.check('stubborn.uncancel()', stubborn.uncancel(), 1)
            scenario.check('stubborn.cancelling()', stubborn.cancelling(), 1)
            scenario.check('stubborn.uncancel()', stubborn.uncancel(), 0)
            scenario.check('stubborn.cancelling()', stubborn.cancelling(), 0)

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        stubborn.cancel()
        await scenario.settle()
        stubborn.cancel()
        await stubborn

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'raises CancelledError'),
        ]
    )


def test_uncancel_stops_at_zero(scenario):
    """The method uncancel() of a task that was never cancelled returns 0 and the count stays 0."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.Event().wait()

        worker = aio.create_task(worker_steps())
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        worker.cancel()
        scenario.check('worker.cancelling()', worker.cancelling(), 1)
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_swallowing_does_not_count_down(scenario):
    """A task that catches CancelledError and goes on still counts the request until uncancel()."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate.wait()
            await aio.sleep(0)
            scenario.check('stubborn.cancelling()', stubborn.cancelling(), 1)
            return stubborn.uncancel()

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        stubborn.cancel()
        scenario.check('stubborn', await stubborn, 0)

    scenario.run(main)
    scenario.expect([('stubborn', 'raises CancelledError')])


def test_count_outlives_the_task(scenario):
    """A task that ended cancelled keeps its count, and one cancelled in vain after its end counts nothing."""
    aio = scenario.aio

    async def main():
        async def victim_steps():
            await aio.Event().wait()

        async def finished_steps():
            return 1

        victim = aio.create_task(victim_steps())
        finished = aio.create_task(finished_steps())
        victim.cancel()
        victim.cancel()
        await scenario.settle()
        scenario.check('victim.cancel()', victim.cancel(), False)
        scenario.check('finished.cancel()', finished.cancel(), False)
        scenario.check('(victim.cancelling(), finished.cancelling())', (victim.cancelling(), finished.cancelling()), (2, 0))

    scenario.run(main)
    scenario.expect([])


def test_cancelled_again_after_uncancel(scenario):
    """A task that swallowed a cancellation and called uncancel() is cancelled by a later request."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await gate.wait()
            worker.uncancel()
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        await scenario.settle()
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        scenario.check('worker.cancel()', worker.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check('(worker.cancelled(), worker.cancelling())', (worker.cancelled(), worker.cancelling()), (True, 1))

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_withdrawn_before_the_first_step(scenario):
    """A cancellation that uncancel() takes back to zero before the first step does not happen."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')
            return 'ran'

        worker = aio.create_task(worker_steps())
        worker.cancel()
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        scenario.check('worker', await worker, 'ran')

    scenario.run(main)
    scenario.expect([('worker', 'begins')])


def test_not_withdrawn_before_the_first_step(scenario):
    """A cancellation counted down to zero by uncancel() before the first step happens all the same."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        worker = aio.create_task(worker_steps())
        worker.cancel()
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_withdrawn_in_a_bare_yield(scenario):
    """A cancellation of a task in sleep(0) that uncancel() takes back at once leaves it running."""
    aio, log = scenario.aio, scenario.log

    async def main():
        begun = aio.Event()

        async def worker_steps():
            begun.set()
            for turn in range(100):
                await aio.sleep(0)
            log('worker', 'goes on')

        worker = aio.create_task(worker_steps())
        await begun.wait()
        scenario.check('worker.cancel()', worker.cancel(), True)
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'goes on')])


def test_one_of_two_withdrawn(scenario):
    """A task cancelled twice and uncancelled once before its next step gets CancelledError."""
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
        worker.cancel()
        worker.cancel()
        scenario.check('worker.uncancel()', worker.uncancel(), 1)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_too_late_once_the_future_is_cancelled(scenario):
    """A cancellation of a task that waits on a future happens even if uncancel() follows at once."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await pending

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        scenario.check('worker.uncancel()', worker.uncancel(), 0)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])


def test_own_request_withdrawn(scenario):
    """A task that cancels itself, calls uncancel() and returns has succeeded."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            worker.cancel()
            worker.uncancel()
            return 'kept'

        worker = aio.create_task(worker_steps())
        scenario.check('worker', await worker, 'kept')
        scenario.check_is('worker.cancelled()', worker.cancelled(), False)

    scenario.run(main)
    scenario.expect([])


def test_timeout_cleans_up_its_request(scenario):
    """A timeout() that has expired cancels the task and takes its request back, the count is 0 afterwards."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0):
                with scenario.raises('main', aio.CancelledError) as caught:
                    await gate.wait()
                error = caught.exception
                scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 1)
                raise error
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises TimeoutError'),
            ('main', 'goes on'),
        ]
    )


def test_timeout_leaves_the_request_of_others(scenario):
    """A task cancelled from outside within an expired timeout() gets CancelledError and no TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        tidy = aio.Event()
        limit = aio.timeout(None)

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                async with limit:
                    try:
                        await aio.Event().wait()
                    finally:
                        log('worker', 'cleans up after the deadline')
                        await tidy.wait()
            scenario.check('worker.cancelling()', worker.cancelling(), 1)

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        limit.reschedule(0)
        await scenario.wait_until('limit.expired()', lambda: limit.expired())
        await scenario.settle(worker)
        log('main', 'cancels')
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up after the deadline'),
            ('main', 'cancels'),
            ('worker', 'raises CancelledError'),
        ]
    )


def test_task_group_cleans_up_its_request(scenario):
    """A TaskGroup that cancels its parent because a child failed takes that request back."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def child():
            raise tools.Boom()

        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as group:
                group.create_task(child())
                with scenario.raises('main', aio.CancelledError) as caught:
                    await gate.wait()
                error = caught.exception
                scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 1)
                raise error
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises ExceptionGroup'),
            ('main', 'goes on'),
        ]
    )


def test_after_the_end_it_undoes_nothing(scenario):
    """The method uncancel() of a task that has ended cancelled leaves it done and cancelled."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.Event().wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await worker
        worker.uncancel()
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (True, True))
        with scenario.raises('main', aio.CancelledError):
            worker.result()
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check('worker.cancel()', worker.cancel(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )
