# Rendered by loopspec from spec/task/wait-for.yaml; do not edit, change the source and run `loopspec render`.
"""Task: wait for."""


def test_gives_the_result(scenario):
    """Waiting with wait_for() gives the very result of an awaitable that ends in time."""
    aio = scenario.aio

    async def main():
        treasure = ['gold']

        async def worker():
            await scenario.ticks(1)
            return treasure

        scenario.check_is('wait_for(worker(), 3600)', await aio.wait_for(worker(), scenario.seconds(3600)), treasure)
        scenario.check_is('wait_for(create_task(worker()), None)', await aio.wait_for(aio.create_task(worker()), None), treasure)

    scenario.run(main)
    scenario.expect([])


def test_hands_on_a_failure(scenario):
    """Waiting with wait_for() raises the exception of an awaitable that fails in time."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker():
            await scenario.ticks(1)
            raise mishap

        with scenario.raises('main', tools.Boom) as caught:
            await aio.wait_for(worker(), scenario.seconds(3600))
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_waits_for_the_clean_up(scenario):
    """On timeout wait_for() cancels the task and raises TimeoutError after the task has cleaned up."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            try:
                await aio.Event().wait()
            finally:
                log('worker', 'cleans up')
                await scenario.ticks(3)
                log('worker', 'has cleaned up')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker, scenario.seconds(0.01))
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('worker', 'has cleaned up'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_zero_cancels_a_pending_task(scenario):
    """With a timeout of 0 wait_for() cancels a task that is pending and raises TimeoutError."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            raise aio.CancelledError()

        worker = aio.create_task(worker_steps())
        await scenario.ticks(1)
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker, 0)
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_zero_takes_a_done_task(scenario):
    """With a timeout of 0 wait_for() gives the result of a task that is done."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            return 'ready'

        worker = aio.create_task(worker_steps())
        await scenario.ticks(1)
        scenario.check('wait_for(worker, 0)', await aio.wait_for(worker, 0), 'ready')

    scenario.run(main)
    scenario.expect([])


def test_zero_never_begins_a_coroutine(scenario):
    """With a timeout of 0 wait_for() raises TimeoutError and the coroutine does not begin."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker(), 0)
        await scenario.ticks(2)

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_outside_cancellation_passes_on(scenario):
    """Cancelling a task that is in wait_for() cancels the awaitable and raises CancelledError."""
    aio = scenario.aio

    async def main():
        async def inner_steps():
            with scenario.raises('inner', aio.CancelledError):
                await aio.Event().wait()
            raise aio.CancelledError()

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await aio.wait_for(inner, scenario.seconds(3600))

        inner = aio.create_task(inner_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(2)
        waiter.cancel()
        await waiter
        scenario.check_is('inner.cancelled()', inner.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'raises CancelledError'),
            ('waiter', 'raises CancelledError'),
        ]
    )


def test_shielded_task_survives(scenario):
    """A task given to wait_for() behind a shield goes on after the TimeoutError."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await scenario.ticks(6)
            return 'whole'

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(aio.shield(worker), 0)
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        scenario.check('worker', await worker, 'whole')

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_refused_cancellation_gives_the_result(scenario):
    """A task that answers the cancellation by wait_for() with a result gives wait_for() that result."""
    aio = scenario.aio

    async def main():
        async def stubborn_steps():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                return 'my way'

        stubborn = aio.create_task(stubborn_steps())
        await scenario.ticks(1)
        scenario.check('wait_for(stubborn, 0)', await aio.wait_for(stubborn, 0), 'my way')

    scenario.run(main)
    scenario.expect([])


def test_same_task(scenario):
    """A coroutine given to wait_for() runs in the task that waits."""
    aio = scenario.aio

    async def main():
        waiter = aio.current_task()

        async def worker():
            await scenario.ticks(1)
            return aio.current_task()

        scenario.check_is('wait_for(worker(), 3600)', await aio.wait_for(worker(), scenario.seconds(3600)), waiter)

    scenario.run(main)
    scenario.expect([])
