# Rendered by loopspec from spec/lock/acquire.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: acquire."""


def test_acquire_returns_true__primitive_boundedsemaphore(scenario):
    """The method acquire returns True, whether or not it had to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.BoundedSemaphore()

        async def waiter_steps():
            scenario.check('guard.acquire()', await guard.acquire(), True)
            log('waiter', 'acquired')

        scenario.check('guard.acquire()', await guard.acquire(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'release')
        guard.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'release'),
            ('waiter', 'acquired'),
        ]
    )


def test_acquire_returns_true__primitive_condition(scenario):
    """The method acquire returns True, whether or not it had to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Condition()

        async def waiter_steps():
            scenario.check('guard.acquire()', await guard.acquire(), True)
            log('waiter', 'acquired')

        scenario.check('guard.acquire()', await guard.acquire(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'release')
        guard.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'release'),
            ('waiter', 'acquired'),
        ]
    )


def test_acquire_returns_true__primitive_lock(scenario):
    """The method acquire returns True, whether or not it had to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def waiter_steps():
            scenario.check('guard.acquire()', await guard.acquire(), True)
            log('waiter', 'acquired')

        scenario.check('guard.acquire()', await guard.acquire(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'release')
        guard.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'release'),
            ('waiter', 'acquired'),
        ]
    )


def test_acquire_returns_true__primitive_semaphore(scenario):
    """The method acquire returns True, whether or not it had to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def waiter_steps():
            scenario.check('guard.acquire()', await guard.acquire(), True)
            log('waiter', 'acquired')

        scenario.check('guard.acquire()', await guard.acquire(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'release')
        guard.release()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'release'),
            ('waiter', 'acquired'),
        ]
    )


def test_locked_tells_the_state__primitive_condition(scenario):
    """A lock is unlocked when it is made, locked after acquire and unlocked again after release."""
    aio = scenario.aio

    async def main():
        guard = aio.Condition()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_locked_tells_the_state__primitive_lock(scenario):
    """A lock is unlocked when it is made, locked after acquire and unlocked again after release."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_locked_tells_the_state__primitive_semaphore(scenario):
    """A lock is unlocked when it is made, locked after acquire and unlocked again after release."""
    aio = scenario.aio

    async def main():
        guard = aio.Semaphore()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_a_free_lock_is_taken_without_suspending__primitive_lock(scenario):
    """The acquire of a free lock returns before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        await guard.acquire()
        guard.release()
        async with guard:
            log('main', 'inside')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'inside'),
            ('bystander', 'runs'),
        ]
    )


def test_a_free_lock_is_taken_without_suspending__primitive_semaphore(scenario):
    """The acquire of a free lock returns before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        await guard.acquire()
        guard.release()
        async with guard:
            log('main', 'inside')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'inside'),
            ('bystander', 'runs'),
        ]
    )


def test_cancelled_waiter_is_skipped(scenario):
    """A waiter cancelled while the lock is held does not receive the lock; the next waiter does."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await lock.acquire()

        async def patient_steps():
            async with lock:
                log('patient', 'acquired')

        await lock.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        lock.release()
        await aio.gather(quitter, patient, return_exceptions=True)
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'acquired'))])


def test_a_lock_does_not_know_its_holder(scenario):
    """A task that acquires a lock which it holds itself waits until somebody releases it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def holder_steps():
            await lock.acquire()
            log('holder', 'first')
            await lock.acquire()
            log('holder', 'second')

        holder = aio.create_task(holder_steps())
        await scenario.settle()
        log('main', 'release')
        lock.release()
        await holder

    scenario.run(main)
    scenario.expect(
        [
            ('holder', 'first'),
            ('main', 'release'),
            ('holder', 'second'),
        ]
    )


def test_one_at_a_time(scenario):
    """Of several tasks that do their work under one lock, no two are inside at a time."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()
        inside = []

        async def work(name):
            async with lock:
                scenario.check('inside', inside, [])
                inside.append(name)
                await aio.sleep(0)
                await aio.sleep(0)
                scenario.check('inside', inside, [name])
                inside.remove(name)

        await aio.gather(*[work(number) for number in range(5)])
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect([])


def test_between_release_and_the_next_holder(scenario):
    """A lock that was released counts as unlocked until the waiter that it woke has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def waiter_steps():
            await lock.acquire()
            log('waiter', f'locked {lock.locked()}')

        await lock.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        lock.release()
        log('main', f'locked {lock.locked()}')
        await scenario.settle()
        log('main', f'locked {lock.locked()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'locked False'),
            ('waiter', 'locked True'),
            ('main', 'locked True'),
        ]
    )


def test_an_acquire_that_nobody_awaits(scenario):
    """A call of acquire takes nothing until what it returns is awaited."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()
        pending = lock.acquire()
        await aio.sleep(0)
        scenario.check_is('lock.locked()', lock.locked(), False)
        await pending
        scenario.check_is('lock.locked()', lock.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_two_locks_share_nothing(scenario):
    """Releasing one lock wakes no task that waits for another."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.Lock()
        right = aio.Lock()

        async def left_waiter_steps():
            await left.acquire()
            log('left_waiter', 'acquired')

        async def right_waiter_steps():
            await right.acquire()
            log('right_waiter', 'acquired')

        await left.acquire()
        await right.acquire()
        left_waiter = aio.create_task(left_waiter_steps())
        right_waiter = aio.create_task(right_waiter_steps())
        await scenario.settle()
        right.release()
        await right_waiter
        await scenario.settle()
        scenario.check_is('left.locked()', left.locked(), True)
        log('main', 'now left')
        left.release()
        await left_waiter

    scenario.run(main)
    scenario.expect(
        [
            ('right_waiter', 'acquired'),
            ('main', 'now left'),
            ('left_waiter', 'acquired'),
        ]
    )
