# Rendered by loopspec from spec/barrier/broken.yaml; do not edit, change the source and run `loopspec render`.
"""Barrier: broken."""


def test_the_error_is_a_runtime_error(scenario):
    """The class BrokenBarrierError is a subclass of RuntimeError."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(BrokenBarrierError, RuntimeError)', issubclass(aio.BrokenBarrierError, RuntimeError), True)

    scenario.run(main)
    scenario.expect([])


def test_abort_wakes_all(scenario):
    """Tasks that wait at a barrier are given BrokenBarrierError when it is aborted."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(3)

        async def one_steps():
            with scenario.raises('one', aio.BrokenBarrierError):
                await barrier.wait()

        async def two_steps():
            with scenario.raises('two', aio.BrokenBarrierError):
                await barrier.wait()

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        await barrier.abort()
        await aio.gather(one, two)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('one', 'raises BrokenBarrierError'), ('two', 'raises BrokenBarrierError')),
            ('main', 'goes on'),
        ]
    )


def test_aborted_barrier_refuses(scenario):
    """Every wait at a barrier that was aborted raises BrokenBarrierError."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)
        await barrier.abort()
        with scenario.raises('main', aio.BrokenBarrierError):
            await barrier.wait()
        with scenario.raises('main', aio.BrokenBarrierError):
            await barrier.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises BrokenBarrierError'),
            ('main', 'raises BrokenBarrierError'),
        ]
    )


def test_aborted_barrier_is_broken(scenario):
    """A barrier is broken once it was aborted, and stays so."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)
        await barrier.abort()
        scenario.check_is('barrier.broken', barrier.broken, True)
        with scenario.raises('main', aio.BrokenBarrierError):
            await barrier.wait()
        scenario.check_is('barrier.broken', barrier.broken, True)

    scenario.run(main)
    scenario.expect([('main', 'raises BrokenBarrierError')])


def test_async_with_a_broken_barrier(scenario):
    """The block of `async with` on a broken barrier is not entered, and BrokenBarrierError is raised."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(1)
        await barrier.abort()
        with scenario.raises('main', aio.BrokenBarrierError):
            async with barrier:
                log('main', 'inside')

    scenario.run(main)
    scenario.expect([('main', 'raises BrokenBarrierError')])


def test_reset_wakes_all(scenario):
    """Tasks that wait at a barrier are given BrokenBarrierError when it is reset."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(3)

        async def one_steps():
            with scenario.raises('one', aio.BrokenBarrierError):
                await barrier.wait()

        async def two_steps():
            with scenario.raises('two', aio.BrokenBarrierError):
                await barrier.wait()

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        await barrier.reset()
        await aio.gather(one, two)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('one', 'raises BrokenBarrierError'), ('two', 'raises BrokenBarrierError')),
            ('main', 'goes on'),
        ]
    )


def test_reset_barrier_serves_again(scenario):
    """A barrier that was reset while tasks waited lets the next ones pass."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)

        async def worker(number):
            await barrier.wait()
            return number

        early = aio.create_task(worker(0))
        await scenario.settle()
        await barrier.reset()
        with scenario.raises('main', aio.BrokenBarrierError):
            await early
        scenario.check('[barrier.n_waiting, barrier.broken]', [barrier.n_waiting, barrier.broken], [0, False])
        scenario.check('gather(worker(1), worker(2))', await aio.gather(worker(1), worker(2)), [1, 2])

    scenario.run(main)
    scenario.expect([('main', 'raises BrokenBarrierError')])


def test_reset_mends_an_aborted_barrier(scenario):
    """A barrier that was aborted lets tasks pass again once it is reset."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)

        async def worker(number):
            await barrier.wait()
            return number

        await barrier.abort()
        await barrier.reset()
        scenario.check_is('barrier.broken', barrier.broken, False)
        scenario.check('gather(worker(1), worker(2))', await aio.gather(worker(1), worker(2)), [1, 2])

    scenario.run(main)
    scenario.expect([])


def test_reset_of_an_empty_barrier(scenario):
    """The reset of a barrier at which nobody waits leaves it usable."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)

        async def worker(number):
            await barrier.wait()
            return number

        await barrier.reset()
        scenario.check('[barrier.n_waiting, barrier.broken]', [barrier.n_waiting, barrier.broken], [0, False])
        scenario.check('gather(worker(1), worker(2))', await aio.gather(worker(1), worker(2)), [1, 2])

    scenario.run(main)
    scenario.expect([])


def test_nobody_counts_at_an_aborted_one(scenario):
    """At a barrier that was aborted while a task waited n_waiting is zero, at once and after that task has gone."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)

        async def waiter_steps():
            with scenario.raises('waiter', aio.BrokenBarrierError):
                await barrier.wait()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        await barrier.abort()
        scenario.check('barrier.n_waiting', barrier.n_waiting, 0)
        await waiter
        scenario.check('barrier.n_waiting', barrier.n_waiting, 0)

    scenario.run(main)
    scenario.expect([('waiter', 'raises BrokenBarrierError')])
