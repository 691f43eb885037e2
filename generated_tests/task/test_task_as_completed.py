# Rendered by loopspec from spec/task/as-completed.yaml; do not edit, change the source and run `loopspec render`.
"""Task: as completed."""


def test_in_the_order_of_completion(scenario):
    """The awaitables of as_completed() give the results in the order in which the tasks end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(turns):
            for turn in range(turns):
                await scenario.ticks(1)
            return turns

        for earliest in aio.as_completed([worker(6), worker(0), worker(3)]):
            turns_taken = await earliest
            log('main', f'{turns_taken}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', '0'),
            ('main', '3'),
            ('main', '6'),
        ]
    )


def test_failure_comes_in_its_turn(scenario):
    """The awaitable of as_completed() for a failed task raises its exception, the others give results."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def quick_steps():
            return 'quick'

        async def faulty_steps():
            await scenario.ticks(2)
            raise tools.Boom()

        async def slow_steps():
            await scenario.ticks(5)
            return 'slow'

        slow = aio.create_task(slow_steps())
        faulty = aio.create_task(faulty_steps())
        quick = aio.create_task(quick_steps())
        results = iter(aio.as_completed([slow, faulty, quick]))
        scenario.check('next(results)', await next(results), 'quick')
        with scenario.raises('main', tools.Boom):
            await next(results)
        scenario.check('next(results)', await next(results), 'slow')
        with scenario.raises('main', StopIteration):
            next(results)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises StopIteration'),
        ]
    )


def test_timeout_raises_and_cancels_nothing(scenario):
    """When as_completed() times out its awaitable raises TimeoutError, and pending tasks run on."""
    aio = scenario.aio

    async def main():
        async def slow_steps():
            await scenario.ticks(8)
            return 'late'

        slow = aio.create_task(slow_steps())
        with scenario.raises('main', aio.TimeoutError):
            await next(iter(aio.as_completed([slow], timeout=0)))
        scenario.check('slow.cancelling()', slow.cancelling(), 0)
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_asynchronous_iteration_yields_the_tasks(scenario):
    """Asynchronous iteration over as_completed() yields the given tasks themselves, done, as they end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def quick_steps():
            await scenario.ticks(1)

        async def slow_steps():
            await scenario.ticks(4)

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        async for finished in aio.as_completed([slow, quick]):
            log('main', f'quick {finished is quick}, slow {finished is slow}, done {finished.done()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'quick True, slow False, done True'),
            ('main', 'quick False, slow True, done True'),
        ]
    )


def test_of_nothing(scenario):
    """The iteration over as_completed() of an empty list ends at once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        for earliest in aio.as_completed([]):
            await earliest
            log('main', 'yields')
        log('main', 'ends')

    scenario.run(main)
    scenario.expect([('main', 'ends')])


def test_refuses_a_single_awaitable(scenario):
    """Iterating over as_completed() of a task that is not in a collection raises TypeError."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await scenario.ticks(1)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            next(iter(aio.as_completed(worker)))
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])
