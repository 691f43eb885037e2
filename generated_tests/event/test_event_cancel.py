# Rendered by loopspec from spec/event/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Event: cancel."""


def test_a_cancelled_waiter_leaves_the_others(scenario):
    """Cancelling one waiter lets the others wait on, until a set wakes them."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def early_steps():
            await event.wait()
            log('early', 'awake')

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await event.wait()

        async def late_steps():
            await event.wait()
            log('late', 'awake')

        early = aio.create_task(early_steps())
        quitter = aio.create_task(quitter_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await scenario.settle()
        log('main', 'set')
        event.set()
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('main', 'set'),
            scenario.any_order(('early', 'awake'), ('late', 'awake')),
        ]
    )


def test_cancelled_right_after_set(scenario):
    """A waiter cancelled after the set that woke it, before it has run, raises CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await event.wait()

        async def other_steps():
            await event.wait()
            log('other', 'awake')

        quitter = aio.create_task(quitter_steps())
        other = aio.create_task(other_steps())
        await scenario.ticks(1)
        event.set()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await scenario.ticks(1)
        log('main', 'one round later')
        scenario.check_is('event.is_set()', event.is_set(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('other', 'awake'),
            ('main', 'one round later'),
        ]
    )


def test_cancelled_right_before_set(scenario):
    """A set right after the cancel of a waiter wakes the other waiters and not the cancelled one."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await event.wait()

        async def other_steps():
            await event.wait()
            log('other', 'awake')

        quitter = aio.create_task(quitter_steps())
        other = aio.create_task(other_steps())
        await scenario.settle()
        quitter.cancel()
        event.set()
        await aio.gather(quitter, other)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('other', 'awake'))])


def test_set_after_all_were_cancelled(scenario):
    """A set after the only waiters were cancelled wakes nobody and lets the next wait return at once."""
    aio = scenario.aio

    async def main():
        event = aio.Event()
        waiters = [aio.create_task(event.wait()) for turn in range(3)]
        await scenario.settle()
        [waiter.cancel() for waiter in waiters]
        event.set()
        await aio.gather(*waiters, return_exceptions=True)
        scenario.check('[waiter.cancelled() for waiter in waiters]', [waiter.cancelled() for waiter in waiters], [True, True, True])
        scenario.check('event.wait()', await event.wait(), True)

    scenario.run(main)
    scenario.expect([])


def test_a_cancelled_waiter_waits_again(scenario):
    """A waiter that catches its cancellation and waits again is woken by the next set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await event.wait()
            scenario.check('event.wait()', await event.wait(), True)
            log('stubborn', 'awake')

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        stubborn.cancel()
        await scenario.settle()
        log('main', 'set')
        event.set()
        await stubborn

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'set'),
            ('stubborn', 'awake'),
        ]
    )


def test_the_cancelled_one_sets_it(scenario):
    """A waiter that sets the event when it is cancelled wakes the other waiters in the next round."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def early_steps():
            await event.wait()
            log('early', 'awake')

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await event.wait()
            event.set()
            log('quitter', 'set')

        async def late_steps():
            await event.wait()
            log('late', 'awake')

        early = aio.create_task(early_steps())
        quitter = aio.create_task(quitter_steps())
        late = aio.create_task(late_steps())
        await scenario.ticks(1)
        quitter.cancel()
        await scenario.ticks(2)
        scenario.check_is('early.done() and late.done()', early.done() and late.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('quitter', 'set'),
            ('early', 'awake'),
            ('late', 'awake'),
        ]
    )


def test_cancelled_while_the_event_stays_set(scenario):
    """A cancelled task that only waits for set events gets the CancelledError at its next real suspension."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def runner_steps():
            scenario.check('current_task().cancel()', aio.current_task().cancel(), True)
            scenario.check('event.wait()', await event.wait(), True)
            log('runner', 'waited')
            event.clear()
            with scenario.raises('runner', aio.CancelledError):
                await event.wait()

        event.set()
        runner = aio.create_task(runner_steps())
        await runner

    scenario.run(main)
    scenario.expect(
        [
            ('runner', 'waited'),
            ('runner', 'raises CancelledError'),
        ]
    )


def test_a_wait_that_has_timed_out(scenario):
    """A waiter that wait_for gives up at its deadline is not woken later, and the others still wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def hurried_steps():
            with scenario.raises('hurried', aio.TimeoutError):
                await aio.wait_for(event.wait(), scenario.seconds(0.01))

        async def patient_steps():
            await event.wait()
            log('patient', 'awake')

        hurried = aio.create_task(hurried_steps())
        patient = aio.create_task(patient_steps())
        await hurried
        log('main', 'set')
        event.set()
        await patient

    scenario.run(main)
    scenario.expect(
        [
            ('hurried', 'raises TimeoutError'),
            ('main', 'set'),
            ('patient', 'awake'),
        ]
    )


def test_set_in_time(scenario):
    """A wait_for around wait returns True when the event is set before the deadline."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()
        aio.get_running_loop().call_later(scenario.seconds(0.01), event.set)
        scenario.check('wait_for(event.wait(), 100)', await aio.wait_for(event.wait(), scenario.seconds(100)), True)
        log('main', 'in time')

    scenario.run(main)
    scenario.expect([('main', 'in time')])


def test_a_timeout_around_wait(scenario):
    """A timeout block turns the cancelled wait into TimeoutError, and the event works on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(scenario.seconds(0.01)):
                await event.wait()
                log('main', 'awake')
        event.set()
        scenario.check('event.wait()', await event.wait(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_the_set_comes_with_the_wait_for_cancelled(scenario):
    """A wait_for cancelled in the round in which its event is set leaves the event set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await aio.wait_for(event.wait(), scenario.seconds(100))
            log('waiter', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.set()
        waiter.cancel()
        await aio.gather(waiter, return_exceptions=True)
        log('main', f'cancelled {waiter.cancelled()}')
        scenario.check_is('event.is_set()', event.is_set(), True)

    scenario.run(main)
    scenario.expect(
        [
            scenario.when(None, '3.11', [('waiter', 'awake'), ('main', 'cancelled False')]),
            scenario.when('3.12', None, [('main', 'cancelled True')]),
        ]
    )
