# Rendered by loopspec from spec/condition/wait-for.yaml; do not edit, change the source and run `loopspec render`.
"""Condition: wait for."""


def test_true_from_the_start(scenario):
    """A predicate that is true from the start lets wait_for return its value without any notification."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()
        items = ['a']

        def ready():
            return items

        async with condition:
            value = await condition.wait_for(ready)
            scenario.check_is('value', value, items)
            log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_waits_until_true(scenario):
    """A task in wait_for goes on waiting after each notification until its predicate is true, and returns its value."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()
        items = []

        async def waiter_steps():
            async with condition:
                scenario.check('condition.wait_for(ready)', await condition.wait_for(ready), ['a'])
                log('waiter', 'goes on')

        def ready():
            return list(items)

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
        await scenario.settle(waiter)
        log('main', 'makes it true')
        async with condition:
            items.append('a')
            condition.notify()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'makes it true'),
            ('waiter', 'goes on'),
        ]
    )


def test_looks_with_the_lock(scenario):
    """The predicate of wait_for is called only while the lock is held."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        items = []
        held = []

        async def waiter_steps():
            async with condition:
                await condition.wait_for(ready)

        def ready():
            held.append(condition.locked())
            return items

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
        await scenario.settle(waiter)
        async with condition:
            items.append('a')
            condition.notify()
        await waiter
        scenario.check_is('all(held) and len(held) >= 3', all(held) and len(held) >= 3, True)

    scenario.run(main)
    scenario.expect([])


def test_releases_the_lock_meanwhile(scenario):
    """A task in wait_for whose predicate is false holds the lock no longer."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        items = []

        async def waiter_steps():
            async with condition:
                await condition.wait_for(ready)

        def ready():
            return items

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        scenario.check('[waiter.done(), condition.locked()]', [waiter.done(), condition.locked()], [False, False])
        waiter.cancel()

    scenario.run(main)
    scenario.expect([])


def test_without_the_lock(scenario):
    """A wait_for whose predicate is false raises RuntimeError when the lock is not held."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()

        def never():
            return False

        with scenario.raises('main', RuntimeError):
            await condition.wait_for(never)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_failing_predicate(scenario):
    """An exception of the predicate leaves wait_for, and the task holds the lock."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        condition = aio.Condition()
        calls = []

        async def waiter_steps():
            async with condition:
                with scenario.raises('waiter', tools.Boom):
                    await condition.wait_for(ready)
                scenario.check_is('condition.locked()', condition.locked(), True)

        def ready():
            calls.append(1)
            try:
                scenario.check('[1, 1][len(calls)]', [1, 1][len(calls)], 1)
            except IndexError:
                raise tools.Boom()
            return False

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
        await waiter
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect([('waiter', 'raises Boom')])


def test_cancelled(scenario):
    """A task that is cancelled in wait_for raises CancelledError, calls the predicate no more and holds the lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                with scenario.raises('waiter', aio.CancelledError):
                    await condition.wait_for(never)
                scenario.check_is('condition.locked()', condition.locked(), True)

        def never():
            log('never', 'asked')
            return False

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        waiter.cancel()
        await waiter
        scenario.check_is('condition.locked()', condition.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('never', 'asked'),
            ('waiter', 'raises CancelledError'),
        ]
    )
