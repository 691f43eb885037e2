# Rendered by loopspec from spec/task/wait.yaml; do not edit, change the source and run `loopspec render`.
"""Task: wait."""


def test_all_completed(scenario):
    """The function wait() returns when all tasks are done, in two sets, the second of them empty."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def quick_steps():
            await scenario.ticks(1)
            log('quick', 'ends')

        async def slow_steps():
            await scenario.ticks(3)
            log('slow', 'ends')

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        outcome = await aio.wait([quick, slow])
        log('main', 'resumes')
        scenario.check_is('outcome[0] == {quick, slow}', outcome[0] == {quick, slow}, True)
        scenario.check_is('outcome[1] == set()', outcome[1] == set(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('quick', 'ends'),
            ('slow', 'ends'),
            ('main', 'resumes'),
        ]
    )


def test_first_completed(scenario):
    """With FIRST_COMPLETED wait() returns when one task is done and leaves the others running."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def quick_steps():
            await scenario.ticks(1)

        async def slow_steps():
            await scenario.ticks(6)
            log('slow', 'ends')

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        outcome = await aio.wait([quick, slow], return_when=aio.FIRST_COMPLETED)
        log('main', 'resumes')
        scenario.check('(outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling())', (outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling()), (True, True, 0))
        await slow

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resumes'),
            ('slow', 'ends'),
        ]
    )


def test_first_exception(scenario):
    """With FIRST_EXCEPTION wait() passes over a task that returns and comes back when one fails."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def quick_steps():
            await scenario.ticks(1)
            log('quick', 'returns')

        async def faulty_steps():
            await scenario.ticks(3)
            log('faulty', 'fails')
            raise tools.Boom()

        async def slow_steps():
            await scenario.ticks(9)
            log('slow', 'ends')

        slow = aio.create_task(slow_steps())
        faulty = aio.create_task(faulty_steps())
        quick = aio.create_task(quick_steps())
        outcome = await aio.wait([quick, slow, faulty], return_when=aio.FIRST_EXCEPTION)
        log('main', 'resumes')
        scenario.check_is('outcome[0] == {quick, faulty}', outcome[0] == {quick, faulty}, True)
        scenario.check('class_name(faulty.exception())', tools.class_name(faulty.exception()), 'Boom')
        await slow

    scenario.run(main)
    scenario.expect(
        [
            ('quick', 'returns'),
            ('faulty', 'fails'),
            ('main', 'resumes'),
            ('slow', 'ends'),
        ]
    )


def test_raises_no_failure(scenario):
    """The function wait() raises none of the exceptions of its tasks."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def faulty_steps():
            raise tools.Boom()

        async def victim_steps():
            await scenario.ticks(9)

        faulty = aio.create_task(faulty_steps())
        victim = aio.create_task(victim_steps())
        victim.cancel()
        outcome = await aio.wait([faulty, victim])
        scenario.check('(len(outcome[0]), victim.cancelled(), class_name(faulty.exception()))', (len(outcome[0]), victim.cancelled(), tools.class_name(faulty.exception())), (2, True, 'Boom'))

    scenario.run(main)
    scenario.expect([])


def test_timeout_cancels_nothing(scenario):
    """A wait() that times out returns the tasks that are not done as pending and cancels none."""
    aio = scenario.aio

    async def main():
        async def slow_steps():
            await scenario.ticks(6)
            return 'late'

        slow = aio.create_task(slow_steps())
        outcome = await aio.wait([slow], timeout=0)
        scenario.check('(outcome[0] == set(), outcome[1] == {slow}, slow.cancelling())', (outcome[0] == set(), outcome[1] == {slow}, slow.cancelling()), (True, True, 0))
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect([])


def test_its_own_cancellation_cancels_nothing(scenario):
    """Cancelling a task that is in wait() leaves the tasks that it waits for running."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await scenario.ticks(4)
            return 'whole'

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await aio.wait([worker])

        worker = aio.create_task(worker_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        waiter.cancel()
        await waiter
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        scenario.check('worker', await worker, 'whole')

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_refuses_an_empty_set(scenario):
    """The function wait() raises ValueError when there is nothing to wait for."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            await aio.wait([])

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_refuses_coroutines(scenario):
    """The function wait() raises TypeError for a coroutine among its tasks and does not run it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        bare = worker()
        with scenario.raises('main', TypeError):
            await aio.wait([bare])
        await scenario.ticks(2)
        bare.close()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refuses_a_single_task(scenario):
    """The function wait() raises TypeError for a task that is given alone and not in a collection."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await scenario.ticks(1)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            await aio.wait(worker)
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refuses_an_unknown_condition(scenario):
    """The function wait() raises ValueError for a return_when that is none of the three constants."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await scenario.ticks(1)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', ValueError):
            await aio.wait([worker], return_when='whenever')
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])
