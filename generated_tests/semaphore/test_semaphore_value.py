# Rendered by loopspec from spec/semaphore/value.yaml; do not edit, change the source and run `loopspec render`.
"""Semaphore: value."""


def test_one_by_default__primitive_boundedsemaphore(scenario):
    """A semaphore that was made without a value lets one task in."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_one_by_default__primitive_semaphore(scenario):
    """A semaphore that was made without a value lets one task in."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_as_many_as_the_value__primitive_boundedsemaphore(scenario):
    """As many tasks acquire a semaphore without waiting as its value says, and the next one waits."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.BoundedSemaphore(value=3)

        async def waiter_steps():
            await semaphore.acquire()
            log('waiter', 'acquired')

        for turn in range(3):
            await semaphore.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        log('main', 'releases')
        semaphore.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'acquired'),
        ]
    )


def test_as_many_as_the_value__primitive_semaphore(scenario):
    """As many tasks acquire a semaphore without waiting as its value says, and the next one waits."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(value=3)

        async def waiter_steps():
            await semaphore.acquire()
            log('waiter', 'acquired')

        for turn in range(3):
            await semaphore.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        log('main', 'releases')
        semaphore.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'acquired'),
        ]
    )


def test_zero_waits_for_a_release(scenario):
    """A semaphore that was made with zero lets a task in only after a release."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(0)

        async def waiter_steps():
            await semaphore.acquire()
            log('waiter', 'acquired')

        scenario.check_is('semaphore.locked()', semaphore.locked(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        log('main', 'releases')
        semaphore.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'releases'),
            ('waiter', 'acquired'),
        ]
    )


def test_negative_value__primitive_boundedsemaphore(scenario):
    """A semaphore with a negative value raises ValueError when it is made."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.BoundedSemaphore(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_negative_value__primitive_semaphore(scenario):
    """A semaphore with a negative value raises ValueError when it is made."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.Semaphore(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_locked_when_used_up__primitive_boundedsemaphore(scenario):
    """The method locked of a semaphore is True exactly while its counter is zero."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(2)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)
        semaphore.release()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)

    scenario.run(main)
    scenario.expect([])


def test_locked_when_used_up__primitive_semaphore(scenario):
    """The method locked of a semaphore is True exactly while its counter is zero."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(2)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)
        semaphore.release()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)

    scenario.run(main)
    scenario.expect([])


def test_more_releases_than_acquires(scenario):
    """Each release of a semaphore beyond its first value lets one more task in."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(1)
        semaphore.release()
        semaphore.release()
        for turn in range(3):
            scenario.check_is('semaphore.locked()', semaphore.locked(), False)
            await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_bounded_refuses_one_release_too_many__value_0(scenario):
    """A bounded semaphore raises ValueError for a release that would lift its counter above its first value."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(0)
        with scenario.raises('main', ValueError):
            semaphore.release()
        for turn in range(0):
            await semaphore.acquire()
        for turn in range(0):
            semaphore.release()
        with scenario.raises('main', ValueError):
            semaphore.release()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_bounded_refuses_one_release_too_many__value_1(scenario):
    """A bounded semaphore raises ValueError for a release that would lift its counter above its first value."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(1)
        with scenario.raises('main', ValueError):
            semaphore.release()
        for turn in range(1):
            await semaphore.acquire()
        for turn in range(1):
            semaphore.release()
        with scenario.raises('main', ValueError):
            semaphore.release()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_bounded_refuses_one_release_too_many__value_2(scenario):
    """A bounded semaphore raises ValueError for a release that would lift its counter above its first value."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(2)
        with scenario.raises('main', ValueError):
            semaphore.release()
        for turn in range(2):
            await semaphore.acquire()
        for turn in range(2):
            semaphore.release()
        with scenario.raises('main', ValueError):
            semaphore.release()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_refused_release_changes_nothing(scenario):
    """A release that a bounded semaphore refused lets no additional task in."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(1)
        with scenario.raises('main', ValueError):
            semaphore.release()
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_bounded_is_a_semaphore(scenario):
    """A bounded semaphore is an instance of Semaphore."""
    aio = scenario.aio

    async def main():
        scenario.check_type('BoundedSemaphore()', aio.BoundedSemaphore(), aio.Semaphore)

    scenario.run(main)
    scenario.expect([])
