# Rendered by loopspec from spec/task/cancel-chain.yaml; do not edit, change the source and run `loopspec render`.
"""Task: cancel chain."""


def test_awaited_future_is_cancelled_at_once(scenario):
    """Cancelling a task that waits on a future cancels that future before cancel() returns."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await pending

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), True)
        scenario.check_is('pending.cancelled()', pending.cancelled(), True)
        with scenario.raises('main', aio.InvalidStateError):
            pending.set_result(1)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises InvalidStateError'),
            ('worker', 'raises CancelledError'),
        ]
    )


def test_awaited_task_is_cancelled_too(scenario):
    """Cancelling a task that awaits another task cancels the inner one, which gets the error first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def inner_steps():
            try:
                await gate.wait()
            finally:
                log('inner', 'cleans up')

        async def outer_steps():
            try:
                await inner
            finally:
                log('outer', 'cleans up')

        outer = aio.create_task(outer_steps())
        inner = aio.create_task(inner_steps())
        await scenario.settle()
        scenario.check('outer.cancel()', outer.cancel(), True)
        scenario.check('inner.cancelling()', inner.cancelling(), 1)
        with scenario.raises('main', aio.CancelledError):
            await outer
        scenario.check_is('inner.cancelled()', inner.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'cleans up'),
            ('outer', 'cleans up'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_chain_unwinds_one_link_an_iteration(scenario):
    """Cancelling the outermost of a chain of tasks ends them from the inside, one an iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        pending = aio.get_running_loop().create_future()

        async def inner_steps():
            with scenario.raises('inner', aio.CancelledError):
                await pending
            raise aio.CancelledError()

        async def middle_steps():
            with scenario.raises('middle', aio.CancelledError):
                await inner
            raise aio.CancelledError()

        async def outer_steps():
            with scenario.raises('outer', aio.CancelledError):
                await middle

        async def ticker_steps():
            for turn in range(1, 5):
                log('ticker', f'iteration {turn}')
                await scenario.ticks(1)

        outer = aio.create_task(outer_steps())
        middle = aio.create_task(middle_steps())
        inner = aio.create_task(inner_steps())
        await scenario.settle()
        outer.cancel()
        scenario.check_is('pending.cancelled()', pending.cancelled(), True)
        ticker = aio.create_task(ticker_steps())
        await aio.gather(outer, ticker)

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'raises CancelledError'),
            ('ticker', 'iteration 1'),
            ('middle', 'raises CancelledError'),
            ('ticker', 'iteration 2'),
            ('outer', 'raises CancelledError'),
            ('ticker', 'iteration 3'),
            ('ticker', 'iteration 4'),
        ]
    )


def test_inner_task_that_swallows_saves_the_outer(scenario):
    """A cancelled task goes on normally when the task it awaits catches the error and returns."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def inner_steps():
            try:
                await gate.wait()
            except aio.CancelledError:
                return 'saved'

        async def outer_steps():
            scenario.check('inner', await inner, 'saved')
            await aio.sleep(0)
            return 'whole'

        outer = aio.create_task(outer_steps())
        inner = aio.create_task(inner_steps())
        await scenario.settle()
        outer.cancel()
        scenario.check('outer', await outer, 'whole')
        scenario.check('(outer.cancelled(), outer.cancelling(), inner.cancelling())', (outer.cancelled(), outer.cancelling(), inner.cancelling()), (False, 1, 1))

    scenario.run(main)
    scenario.expect([])


def test_shield_keeps_the_inner_task(scenario):
    """Cancelling a task that awaits a shield leaves the shielded task untouched."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def precious_steps():
            await gate.wait()
            log('precious', 'ends')
            return 'whole'

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await aio.shield(precious)

        precious = aio.create_task(precious_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        scenario.check('awaiter.cancel()', awaiter.cancel(), True)
        await scenario.settle(awaiter)
        gate.set()
        scenario.check('precious', await precious, 'whole')
        scenario.check('(precious.cancelling(), awaiter.cancelling())', (precious.cancelling(), awaiter.cancelling()), (0, 1))

    scenario.run(main)
    scenario.expect(
        [
            ('awaiter', 'raises CancelledError'),
            ('precious', 'ends'),
        ]
    )


def test_awaited_future_is_cancelled(scenario):
    """Cancelling a task that waits on a future cancels that future."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await pending

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        scenario.check('worker.cancel()', worker.cancel(), True)
        await worker
        scenario.check('(pending.done(), pending.cancelled())', (pending.done(), pending.cancelled()), (True, True))

    scenario.run(main)
    scenario.expect([('worker', 'raises CancelledError')])
