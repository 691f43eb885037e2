# Rendered by loopspec from spec/barrier/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Barrier: cancel."""


def test_a_cancelled_waiter_leaves(scenario):
    """A task that is cancelled at a barrier counts no longer, and the barrier is not broken."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await barrier.wait()

        async def patient_steps():
            await barrier.wait()

        quitter = aio.create_task(quitter_steps())
        patient = aio.create_task(patient_steps())
        await scenario.settle(quitter, patient)
        quitter.cancel()
        await quitter
        scenario.check('[barrier.n_waiting, barrier.broken, patient.done()]', [barrier.n_waiting, barrier.broken, patient.done()], [1, False, False])
        patient.cancel()

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_its_place_is_taken_by_another(scenario):
    """A barrier that a cancelled task has left opens when another one has come in its place."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(3)

        async def quitter_steps():
            await barrier.wait()

        async def patient_steps():
            await barrier.wait()
            log('patient', 'passes')

        async def other_steps():
            await barrier.wait()
            log('other', 'passes')

        quitter = aio.create_task(quitter_steps())
        patient = aio.create_task(patient_steps())
        await scenario.settle(quitter, patient)
        quitter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await quitter
        other = aio.create_task(other_steps())
        await scenario.settle(other)
        log('main', 'comes')
        await barrier.wait()
        await aio.gather(patient, other)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'comes'),
            scenario.any_order(('patient', 'passes'), ('other', 'passes')),
        ]
    )


def test_all_cancelled(scenario):
    """A barrier whose waiting tasks were all cancelled is empty and serves the next ones."""
    aio = scenario.aio

    async def main():
        barrier = aio.Barrier(3)

        async def worker(number):
            await barrier.wait()
            return number

        quitters = [aio.create_task(worker(number)) for number in range(2)]
        await scenario.settle()
        [quitter.cancel() for quitter in quitters]
        await aio.gather(*quitters, return_exceptions=True)
        scenario.check('barrier.n_waiting', barrier.n_waiting, 0)
        scenario.check('gather(*[worker(number) for number in range(3)])', await aio.gather(*[worker(number) for number in range(3)]), [0, 1, 2])

    scenario.run(main)
    scenario.expect([])


def test_a_timeout_at_the_barrier(scenario):
    """A wait_for that gives up at a barrier leaves it to the others."""
    aio, log = scenario.aio, scenario.log

    async def main():
        barrier = aio.Barrier(2)

        async def one_steps():
            await barrier.wait()
            log('one', 'passes')

        async def two_steps():
            await barrier.wait()
            log('two', 'passes')

        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(barrier.wait(), scenario.seconds(0.01))
        one = aio.create_task(one_steps())
        await scenario.settle(one)
        log('main', 'one waits')
        two = aio.create_task(two_steps())
        await aio.gather(one, two)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TimeoutError'),
            ('main', 'one waits'),
            scenario.any_order(('one', 'passes'), ('two', 'passes')),
        ]
    )
