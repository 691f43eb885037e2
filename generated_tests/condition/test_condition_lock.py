# Rendered by loopspec from spec/condition/lock.yaml; do not edit, change the source and run `loopspec render`.
"""Condition: lock."""


def test_the_given_lock_is_used(scenario):
    """A condition that was made with a lock acquires and releases this lock."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()
        condition = aio.Condition(lock)
        await condition.acquire()
        scenario.check_is('lock.locked()', lock.locked(), True)
        condition.release()
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect([])


def test_conditions_share_a_lock(scenario):
    """Two conditions that were made with one lock exclude each other."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()
        first = aio.Condition(lock)
        second = aio.Condition(lock)

        async def other_steps():
            async with second:
                log('other', 'inside')

        await first.acquire()
        scenario.check_is('second.locked()', second.locked(), True)
        other = aio.create_task(other_steps())
        await scenario.settle(other)
        log('main', 'releases')
        first.release()
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('other', 'inside'),
        ]
    )


def test_a_lock_of_its_own__nothing_none(scenario):
    """A condition that was made without a lock has one of its own."""
    aio = scenario.aio

    async def main():
        first = aio.Condition(None)
        second = aio.Condition(None)
        await first.acquire()
        scenario.check('[first.locked(), second.locked()]', [first.locked(), second.locked()], [True, False])

    scenario.run(main)
    scenario.expect([])


def test_a_lock_of_its_own__nothing_lock_none(scenario):
    """A condition that was made without a lock has one of its own."""
    aio = scenario.aio

    async def main():
        first = aio.Condition(lock=None)
        second = aio.Condition(lock=None)
        await first.acquire()
        scenario.check('[first.locked(), second.locked()]', [first.locked(), second.locked()], [True, False])

    scenario.run(main)
    scenario.expect([])


def test_waits_release_a_shared_lock(scenario):
    """A task that waits for one of two conditions with a shared lock lets others in through the second."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()
        first = aio.Condition(lock)
        second = aio.Condition(lock)

        async def waiter_steps():
            async with first:
                await first.wait()
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with second:
            log('main', 'inside')
            first.notify()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'inside'),
            ('waiter', 'goes on'),
        ]
    )
