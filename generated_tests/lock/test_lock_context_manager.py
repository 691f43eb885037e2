# Rendered by loopspec from spec/lock/context-manager.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: context manager."""


def test_locked_inside_and_free_after__primitive_boundedsemaphore(scenario):
    """The lock is held in the block of `async with` and free behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.BoundedSemaphore()
        async with guard:
            scenario.check_is('guard.locked()', guard.locked(), True)
            log('main', 'inside')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'inside')])


def test_locked_inside_and_free_after__primitive_condition(scenario):
    """The lock is held in the block of `async with` and free behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Condition()
        async with guard:
            scenario.check_is('guard.locked()', guard.locked(), True)
            log('main', 'inside')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'inside')])


def test_locked_inside_and_free_after__primitive_lock(scenario):
    """The lock is held in the block of `async with` and free behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()
        async with guard:
            scenario.check_is('guard.locked()', guard.locked(), True)
            log('main', 'inside')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'inside')])


def test_locked_inside_and_free_after__primitive_semaphore(scenario):
    """The lock is held in the block of `async with` and free behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()
        async with guard:
            scenario.check_is('guard.locked()', guard.locked(), True)
            log('main', 'inside')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'inside')])


def test_nothing_to_bind__primitive_condition(scenario):
    """The value that `async with` binds is None."""
    aio = scenario.aio

    async def main():
        guard = aio.Condition()
        async with guard as value:
            scenario.check_is('value', value, None)

    scenario.run(main)
    scenario.expect([])


def test_nothing_to_bind__primitive_lock(scenario):
    """The value that `async with` binds is None."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        async with guard as value:
            scenario.check_is('value', value, None)

    scenario.run(main)
    scenario.expect([])


def test_an_exception_releases__primitive_condition(scenario):
    """An exception that leaves the block releases the lock and goes on its way."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        guard = aio.Condition()
        with scenario.raises('main', tools.Boom):
            async with guard:
                raise tools.Boom()
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_an_exception_releases__primitive_lock(scenario):
    """An exception that leaves the block releases the lock and goes on its way."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        guard = aio.Lock()
        with scenario.raises('main', tools.Boom):
            async with guard:
                raise tools.Boom()
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_an_exception_releases__primitive_semaphore(scenario):
    """An exception that leaves the block releases the lock and goes on its way."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        guard = aio.Semaphore()
        with scenario.raises('main', tools.Boom):
            async with guard:
                raise tools.Boom()
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_a_cancellation_inside_releases__primitive_lock(scenario):
    """A task cancelled inside the block releases the lock, and the next waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()
        never = aio.get_running_loop().create_future()

        async def holder_steps():
            with scenario.raises('holder', aio.CancelledError):
                async with guard:
                    await never

        async def patient_steps():
            async with guard:
                log('patient', 'acquired')

        holder = aio.create_task(holder_steps())
        await scenario.settle(holder)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        holder.cancel()
        await aio.gather(holder, patient)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([scenario.any_order(('holder', 'raises CancelledError'), ('patient', 'acquired'))])


def test_a_cancellation_inside_releases__primitive_semaphore(scenario):
    """A task cancelled inside the block releases the lock, and the next waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()
        never = aio.get_running_loop().create_future()

        async def holder_steps():
            with scenario.raises('holder', aio.CancelledError):
                async with guard:
                    await never

        async def patient_steps():
            async with guard:
                log('patient', 'acquired')

        holder = aio.create_task(holder_steps())
        await scenario.settle(holder)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        holder.cancel()
        await aio.gather(holder, patient)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([scenario.any_order(('holder', 'raises CancelledError'), ('patient', 'acquired'))])


def test_a_cancellation_at_the_door__primitive_lock(scenario):
    """A task cancelled while `async with` waits runs neither its block nor the release at the end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                async with guard:
                    log('quitter', 'inside')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        await quitter
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_a_cancellation_at_the_door__primitive_semaphore(scenario):
    """A task cancelled while `async with` waits runs neither its block nor the release at the end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                async with guard:
                    log('quitter', 'inside')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        await quitter
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([('quitter', 'raises CancelledError')])


def test_a_return_releases(scenario):
    """A return from within the block releases the lock before the task is done."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()

        async def holder_steps():
            async with lock:
                return 'result'

        holder = aio.create_task(holder_steps())
        scenario.check('holder', await holder, 'result')
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect([])


def test_no_plain_with__primitive_condition(scenario):
    """A plain `with` statement on the lock raises TypeError and takes nothing."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Condition()
    with scenario.raises('program', TypeError):
        with guard:
            log('program', 'inside')
    scenario.check_is('guard.locked()', guard.locked(), False)
    scenario.expect([('program', 'raises TypeError')])


def test_no_plain_with__primitive_lock(scenario):
    """A plain `with` statement on the lock raises TypeError and takes nothing."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Lock()
    with scenario.raises('program', TypeError):
        with guard:
            log('program', 'inside')
    scenario.check_is('guard.locked()', guard.locked(), False)
    scenario.expect([('program', 'raises TypeError')])


def test_released_inside_the_block__primitive_condition(scenario):
    """A lock released by hand inside the block makes the end of the block raise RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Condition()
        with scenario.raises('main', RuntimeError):
            async with guard:
                guard.release()
                log('main', 'released')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'released'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_released_inside_the_block__primitive_lock(scenario):
    """A lock released by hand inside the block makes the end of the block raise RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()
        with scenario.raises('main', RuntimeError):
            async with guard:
                guard.release()
                log('main', 'released')
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'released'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_held_across_gather(scenario):
    """A lock held around a gather stays locked while its children run, and keeps others waiting."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def outsider_steps():
            async with lock:
                log('outsider', 'acquired')

        async def child(name):
            await aio.sleep(0)
            await aio.sleep(0)
            log('child', f'{name} locked {lock.locked()}')

        async with lock:
            outsider = aio.create_task(outsider_steps())
            await aio.gather(child('left'), child('right'))
            log('main', 'gathered')
        await outsider

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('child', 'left locked True'), ('child', 'right locked True')),
            ('main', 'gathered'),
            ('outsider', 'acquired'),
        ]
    )


def test_the_end_of_the_block_does_not_suspend(scenario):
    """A task that leaves the block goes on before the waiter that it woke."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def waiter_steps():
            async with lock:
                log('waiter', 'acquired')

        async with lock:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
        log('main', 'left')
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'left'),
            ('waiter', 'acquired'),
        ]
    )
