# Rendered by loopspec from spec/sleep/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""sleep: cancel."""


def test_cancelled_in_sleep_zero(scenario):
    """A task cancelled in sleep(0) gets CancelledError from that sleep(0), in its own turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def ahead_steps():
            await scenario.ticks(2)
            log('ahead', 'awake')

        async def sleeper_steps():
            await scenario.ticks(1)
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(0)
            log('sleeper', 'went on')

        async def behind_steps():
            await scenario.ticks(2)
            log('behind', 'awake')

        ahead = aio.create_task(ahead_steps())
        sleeper = aio.create_task(sleeper_steps())
        behind = aio.create_task(behind_steps())
        await scenario.ticks(2)
        scenario.check('sleeper.cancel()', sleeper.cancel(), True)
        log('main', 'cancelled it')
        await aio.gather(ahead, sleeper, behind)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'cancelled it'),
            ('ahead', 'awake'),
            ('sleeper', 'raises CancelledError'),
            ('sleeper', 'went on'),
            ('behind', 'awake'),
        ]
    )


def test_cancelled_in_the_same_iteration(scenario):
    """A sleeper cancelled by a task that runs ahead of it in the same iteration does not go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def canceller_steps():
            await scenario.ticks(1)
            scenario.check('sleeper.cancel()', sleeper.cancel(), True)
            log('canceller', 'cancelled it')

        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(0)

        canceller = aio.create_task(canceller_steps())
        sleeper = aio.create_task(sleeper_steps())
        await aio.gather(canceller, sleeper)

    scenario.run(main)
    scenario.expect(
        [
            ('canceller', 'cancelled it'),
            ('sleeper', 'raises CancelledError'),
        ]
    )


def test_cancelled_just_too_late(scenario):
    """A sleeper that ran ahead of its canceller in the same iteration and ended is not cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            await aio.sleep(0)
            log('sleeper', 'done')
            return 'a result'

        async def canceller_steps():
            await scenario.ticks(1)
            scenario.check('sleeper.cancel()', sleeper.cancel(), False)
            log('canceller', 'too late')

        sleeper = aio.create_task(sleeper_steps())
        canceller = aio.create_task(canceller_steps())
        await aio.gather(sleeper, canceller)
        scenario.check('sleeper.result()', sleeper.result(), 'a result')

    scenario.run(main)
    scenario.expect(
        [
            ('sleeper', 'done'),
            ('canceller', 'too late'),
        ]
    )


def test_cancelled_before_the_sleep(scenario):
    """A task that asks for its own cancellation gets it from its next sleep(0), and only from that."""
    aio, log = scenario.aio, scenario.log

    async def main():
        scenario.check('current_task().cancel()', aio.current_task().cancel(), True)
        log('main', 'still running')
        with scenario.raises('main', aio.CancelledError):
            await aio.sleep(0)
        aio.current_task().uncancel()
        scenario.check("sleep(0, 'slept')", await aio.sleep(0, 'slept'), 'slept')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'still running'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_twice_in_one_turn(scenario):
    """Two cancel() calls before the turn of a task in sleep(0) raise one CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(0)
            scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 2)
            await aio.sleep(0)
            await aio.sleep(0)
            log('sleeper', 'slept on')

        sleeper = aio.create_task(sleeper_steps())
        await scenario.ticks(1)
        scenario.check('sleeper.cancel()', sleeper.cancel(), True)
        scenario.check('sleeper.cancel()', sleeper.cancel(), True)
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('sleeper', 'raises CancelledError'),
            ('sleeper', 'slept on'),
        ]
    )


def test_endless_sleep_is_cancelled(scenario):
    """A sleep of infinite length waits until it is cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(float('inf'))
            log('sleeper', 'went on')

        sleeper = aio.create_task(sleeper_steps())
        await scenario.settle(sleeper)
        scenario.check_is('sleeper.done()', sleeper.done(), False)
        log('main', 'cancels it')
        sleeper.cancel()
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'cancels it'),
            ('sleeper', 'raises CancelledError'),
            ('sleeper', 'went on'),
        ]
    )


def test_cancelled_sleep_keeps_nothing(scenario):
    """A sleep that was cancelled long before its time keeps nothing of the result that it was given."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def sleeps(given):
            await aio.sleep(scenario.seconds(60), given.pop())

        results = [tools.Boom()]
        reference = tools.weak(results[0])
        sleepers = [aio.create_task(sleeps(results))]
        await scenario.settle()
        sleepers[0].cancel()
        await aio.wait(sleepers)
        scenario.check_is('sleepers.pop().cancelled()', sleepers.pop().cancelled(), True)
        await aio.sleep(0)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])
