# Rendered by loopspec from spec/condition/wait.yaml; do not edit, change the source and run `loopspec render`.
"""Condition: wait."""


def test_releases_the_lock(scenario):
    """A task that waits for a condition holds its lock no longer."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        scenario.check('[waiter.done(), condition.locked()]', [waiter.done(), condition.locked()], [False, False])
        waiter.cancel()

    scenario.run(main)
    scenario.expect([])


def test_returns_true_with_the_lock(scenario):
    """The wait for a condition returns True once it was notified, and its task holds the lock again."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                scenario.check('condition.wait()', await condition.wait(), True)
                scenario.check_is('condition.locked()', condition.locked(), True)
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
        await waiter
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect([('waiter', 'goes on')])


def test_goes_on_when_the_notifier_has_released(scenario):
    """A task that was notified goes on only when the task that notified it has released the lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
            await scenario.settle(waiter)
            log('main', 'releases')
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'goes on'),
        ]
    )


def test_one_at_a_time_holds_the_lock(scenario):
    """Tasks that were notified together go on one after the other, each with the lock."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        inside = []
        seen = []

        async def worker(number):
            async with condition:
                await condition.wait()
                inside.append(number)
                seen.append(len(inside))
                await aio.sleep(0)
                inside.pop()

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify_all()
        await aio.gather(*workers)
        scenario.check('seen', seen, [1, 1, 1, 1])

    scenario.run(main)
    scenario.expect([])


def test_without_the_lock(scenario):
    """A task that waits for a condition whose lock is free is given RuntimeError."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        with scenario.raises('main', RuntimeError):
            await condition.wait()
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_a_notification_is_not_kept(scenario):
    """A notification that nobody waited for wakes no task that waits later."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        async with condition:
            condition.notify()
            condition.notify_all()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        log('main', 'notifies')
        async with condition:
            condition.notify()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'notifies'),
            ('waiter', 'goes on'),
        ]
    )


def test_a_notified_task_waits_again(scenario):
    """A task that waits again after it was notified goes on only after another notification."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'first')
                await condition.wait()
                log('waiter', 'second')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify_all()
        await scenario.settle(waiter)
        log('main', 'notifies again')
        async with condition:
            condition.notify_all()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'first'),
            ('main', 'notifies again'),
            ('waiter', 'second'),
        ]
    )
