# Rendered by loopspec from spec/barrier/wait.yaml; do not edit, change the source and run `loopspec render`.
"""Barrier: wait."""


def test_opens_when_all_have_come(scenario):
    """Tasks that wait at a barrier go on when as many have come as it has parties."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)

        async def worker(number):
            await barrier.wait()
            return number

        scenario.check('gather(*[worker(number) for number in range(3)])', await aio.gather(*[worker(number) for number in range(3)]), [0, 1, 2])

    scenario.run(main)
    scenario.expect([])


def test_holds_while_one_is_missing(scenario):
    """Tasks wait at a barrier as long as fewer have come than it has parties."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(3)

        async def one_steps():
            await barrier.wait()
            log('one', 'passes')

        async def two_steps():
            await barrier.wait()
            log('two', 'passes')

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        log('main', 'comes')
        await barrier.wait()
        await aio.gather(one, two)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'comes'),
            scenario.any_order(('one', 'passes'), ('two', 'passes')),
        ]
    )


def test_one_party_passes_at_once(scenario):
    """A task passes a barrier of one party without waiting, and its position is zero."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(1)
        for turn in range(3):
            scenario.check('barrier.wait()', await barrier.wait(), 0)

    scenario.run(main)
    scenario.expect([])


def test_every_position_once(scenario):
    """Each task that passes a barrier is given another one of the numbers below the number of parties."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(5)

        async def worker(number):
            position = await barrier.wait()
            return position

        positions = await aio.gather(*[worker(number) for number in range(5)])
        scenario.check('sorted(positions)', sorted(positions), [0, 1, 2, 3, 4])

    scenario.run(main)
    scenario.expect([])


def test_used_again(scenario):
    """A barrier lets the same tasks pass together in every round."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)
        passed = []

        async def worker(number):
            for turn in range(4):
                await barrier.wait()
                passed.append(turn)
                await barrier.wait()

        await aio.gather(*[worker(number) for number in range(3)])
        scenario.check('passed', passed, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])

    scenario.run(main)
    scenario.expect([])


def test_one_too_many_waits_for_the_next_round(scenario):
    """Of four tasks at a barrier of three, one waits until two more have come."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)
        passed = []

        async def worker(number):
            await barrier.wait()
            passed.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        scenario.check('len(passed)', len(passed), 3)
        await aio.gather(*workers, worker(4), worker(5))
        scenario.check('len(passed)', len(passed), 6)

    scenario.run(main)
    scenario.expect([])


def test_async_with_waits(scenario):
    """The block of `async with` on a barrier is entered when all parties have come, and binds the position."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(2)

        async def worker(number):
            async with barrier as position:
                return position

        first = aio.create_task(worker(0))
        await scenario.settle()
        scenario.check_is('first.done()', first.done(), False)
        positions = await aio.gather(first, worker(1))
        scenario.check('sorted(positions)', sorted(positions), [0, 1])

    scenario.run(main)
    scenario.expect([])


def test_the_end_of_the_block_does_not_wait(scenario):
    """A task leaves the block of `async with` on a barrier without waiting for the others."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(2)
        last = aio.Event()

        async def stayer_steps():
            async with barrier:
                await last.wait()
                log('stayer', 'leaves')

        stayer = aio.create_task(stayer_steps())
        async with barrier:
            log('main', 'inside')
        log('main', 'has left')
        last.set()
        await stayer

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'inside'),
            ('main', 'has left'),
            ('stayer', 'leaves'),
        ]
    )


def test_its_attributes(scenario):
    """A barrier has its parties, the number of tasks that wait while it fills, and is not broken."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)

        async def worker(number):
            await barrier.wait()

        scenario.check('[barrier.parties, barrier.n_waiting, barrier.broken]', [barrier.parties, barrier.n_waiting, barrier.broken], [3, 0, False])
        one = aio.create_task(worker(0))
        await scenario.settle()
        scenario.check('barrier.n_waiting', barrier.n_waiting, 1)
        two = aio.create_task(worker(1))
        await scenario.settle()
        scenario.check('barrier.n_waiting', barrier.n_waiting, 2)
        await aio.gather(one, two, worker(2))
        scenario.check('[barrier.parties, barrier.n_waiting, barrier.broken]', [barrier.parties, barrier.n_waiting, barrier.broken], [3, 0, False])

    scenario.run(main)
    scenario.expect([])


def test_no_parties__parties_minus_1(scenario):
    """A barrier of fewer than one party raises ValueError when it is made."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.Barrier(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_no_parties__parties_0(scenario):
    """A barrier of fewer than one party raises ValueError when it is made."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.Barrier(0)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_nobody_counts_while_all_leave(scenario):
    """The number of waiting tasks is zero from the moment at which the last party has come, also while tasks are still leaving."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)
        counts = list()

        async def party():
            await barrier.wait()
            counts.append(barrier.n_waiting)

        await aio.gather(party(), party(), party())
        scenario.check('counts', counts, [0, 0, 0])

    scenario.run(main)
    scenario.expect([])
