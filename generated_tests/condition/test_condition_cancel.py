# Rendered by loopspec from spec/condition/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Condition: cancel."""


def test_a_cancelled_wait_ends_with_the_lock(scenario):
    """A task that is cancelled while it waits for a condition holds the lock when CancelledError is raised."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            await condition.acquire()
            with scenario.raises('waiter', aio.CancelledError):
                await condition.wait()
            scenario.check_is('condition.locked()', condition.locked(), True)
            condition.release()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        waiter.cancel()
        await waiter
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_a_cancelled_wait_waits_for_the_lock(scenario):
    """A task that is cancelled while it waits for a condition goes on only when it has the lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                with scenario.raises('waiter', aio.CancelledError):
                    await condition.wait()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            waiter.cancel()
            await scenario.settle(waiter)
            log('main', 'releases')
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'raises CancelledError'),
        ]
    )


def test_cancelled_on_the_way_back_to_the_lock(scenario):
    """A task that is cancelled after its notification, while another holds the lock, is given CancelledError once it has the lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                with scenario.raises('waiter', aio.CancelledError):
                    await condition.wait()
                scenario.check_is('condition.locked()', condition.locked(), True)

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
            await scenario.settle(waiter)
            waiter.cancel()
            await scenario.settle(waiter)
            log('main', 'releases')
        await waiter
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'raises CancelledError'),
        ]
    )


def test_a_cancelled_waiter_is_not_notified(scenario):
    """A notification reaches the next task when the one before it was cancelled while it waited."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()
        items = []

        async def quitter_steps():
            async with condition:
                await condition.wait()

        async def patient_steps():
            async with condition:
                await condition.wait_for(ready)
                log('patient', 'goes on')

        def ready():
            return items

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        quitter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await quitter
        await scenario.settle(patient)
        async with condition:
            items.append('a')
            condition.notify()
        await patient

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('patient', 'goes on'),
        ]
    )


def test_a_notification_is_passed_on(scenario):
    """A notification of a task that is cancelled before it had the lock goes to the next one that waits."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def quitter_steps():
            async with condition:
                await condition.wait()

        async def patient_steps():
            async with condition:
                await condition.wait()
                log('patient', 'goes on')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        async with condition:
            condition.notify()
            await scenario.settle(quitter)
            quitter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await quitter
        await patient

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises CancelledError'), ('patient', 'goes on'))])


def test_a_notification_is_passed_on_once(scenario):
    """A notification of a task that is cancelled before it had the lock goes to one other task, and not to two."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def quitter_steps():
            async with condition:
                await condition.wait()

        async def patient():
            async with condition:
                await condition.wait()
                log('patient', 'goes on')

        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        others = [aio.create_task(patient()) for turn in range(3)]
        await scenario.settle()
        async with condition:
            condition.notify()
            await scenario.settle(quitter)
            quitter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await quitter
        await scenario.settle()
        scenario.check('[other.done() for other in others].count(True)', [other.done() for other in others].count(True), 1)
        async with condition:
            condition.notify_all()
        await aio.wait(others)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('main', 'raises CancelledError'), ('patient', 'goes on')),
            ('patient', 'goes on'),
            ('patient', 'goes on'),
        ]
    )
