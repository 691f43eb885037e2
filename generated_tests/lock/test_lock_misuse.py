# Rendered by loopspec from spec/lock/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: misuse."""


def test_waiting_binds_the_lock_to_its_loop__primitive_condition(scenario):
    """Once a task has waited for a lock, waiting for it in another loop raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Condition()
    waiter = None

    async def waiter_steps():
        async with guard:
            log('waiter', 'acquired')

    async def first_loop():
        nonlocal waiter
        async with guard:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
        await waiter

    async def other_loop():
        await guard.acquire()
        with scenario.raises('other_loop', RuntimeError):
            await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)

    aio.run(first_loop())
    aio.run(other_loop())
    scenario.expect(
        [
            ('waiter', 'acquired'),
            ('other_loop', 'raises RuntimeError'),
        ]
    )


def test_waiting_binds_the_lock_to_its_loop__primitive_lock(scenario):
    """Once a task has waited for a lock, waiting for it in another loop raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Lock()
    waiter = None

    async def waiter_steps():
        async with guard:
            log('waiter', 'acquired')

    async def first_loop():
        nonlocal waiter
        async with guard:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
        await waiter

    async def other_loop():
        await guard.acquire()
        with scenario.raises('other_loop', RuntimeError):
            await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)

    aio.run(first_loop())
    aio.run(other_loop())
    scenario.expect(
        [
            ('waiter', 'acquired'),
            ('other_loop', 'raises RuntimeError'),
        ]
    )


def test_waiting_binds_the_lock_to_its_loop__primitive_semaphore(scenario):
    """Once a task has waited for a lock, waiting for it in another loop raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Semaphore()
    waiter = None

    async def waiter_steps():
        async with guard:
            log('waiter', 'acquired')

    async def first_loop():
        nonlocal waiter
        async with guard:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
        await waiter

    async def other_loop():
        await guard.acquire()
        with scenario.raises('other_loop', RuntimeError):
            await guard.acquire()
        scenario.check_is('guard.locked()', guard.locked(), True)
        guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)

    aio.run(first_loop())
    aio.run(other_loop())
    scenario.expect(
        [
            ('waiter', 'acquired'),
            ('other_loop', 'raises RuntimeError'),
        ]
    )


def test_without_waiting_a_lock_serves_any_loop__primitive_lock(scenario):
    """A lock for which nobody ever had to wait works in one loop after the other."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Lock()
    waiter = None

    async def waiter_steps():
        async with guard:
            log('waiter', 'acquired')

    async def alone():
        async with guard:
            log('alone', 'inside')

    async def contended():
        nonlocal waiter
        async with guard:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
            log('contended', 'inside')
        await waiter

    aio.run(alone())
    aio.run(alone())
    aio.run(contended())
    scenario.expect(
        [
            ('alone', 'inside'),
            ('alone', 'inside'),
            ('contended', 'inside'),
            ('waiter', 'acquired'),
        ]
    )


def test_without_waiting_a_lock_serves_any_loop__primitive_semaphore(scenario):
    """A lock for which nobody ever had to wait works in one loop after the other."""
    aio, log = scenario.aio, scenario.log

    guard = aio.Semaphore()
    waiter = None

    async def waiter_steps():
        async with guard:
            log('waiter', 'acquired')

    async def alone():
        async with guard:
            log('alone', 'inside')

    async def contended():
        nonlocal waiter
        async with guard:
            waiter = aio.create_task(waiter_steps())
            await scenario.settle()
            log('contended', 'inside')
        await waiter

    aio.run(alone())
    aio.run(alone())
    aio.run(contended())
    scenario.expect(
        [
            ('alone', 'inside'),
            ('alone', 'inside'),
            ('contended', 'inside'),
            ('waiter', 'acquired'),
        ]
    )


def test_left_locked_by_a_loop_that_has_ended(scenario):
    """A lock left locked when its loop ended is locked in the next loop and can be released there."""
    aio, log = scenario.aio, scenario.log

    lock = aio.Lock()
    waiter = None

    async def waiter_steps():
        await lock.acquire()
        log('waiter', 'acquired')

    async def heir():
        nonlocal waiter
        scenario.check_is('lock.locked()', lock.locked(), True)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('heir', 'release')
        lock.release()
        await waiter

    scenario.check('run(lock.acquire())', aio.run(lock.acquire()), True)
    aio.run(heir())
    scenario.expect(
        [
            ('heir', 'release'),
            ('waiter', 'acquired'),
        ]
    )


def test_no_loop_argument__primitive_boundedsemaphore(scenario):
    """A lock made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.BoundedSemaphore(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__primitive_condition(scenario):
    """A lock made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Condition(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__primitive_lock(scenario):
    """A lock made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Lock(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__primitive_semaphore(scenario):
    """A lock made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Semaphore(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_a_lock_is_not_awaitable__primitive_lock(scenario):
    """An await of the lock itself raises TypeError and does not take it."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        with scenario.raises('main', TypeError):
            await guard
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_a_lock_is_not_awaitable__primitive_semaphore(scenario):
    """An await of the lock itself raises TypeError and does not take it."""
    aio = scenario.aio

    async def main():
        guard = aio.Semaphore()
        with scenario.raises('main', TypeError):
            await guard
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_release_needs_no_loop(scenario):
    """A locked lock can be released where no loop runs."""
    aio = scenario.aio

    lock = aio.Lock()
    with scenario.raises('program', RuntimeError):
        lock.release()
    aio.run(lock.acquire())
    lock.release()
    scenario.check_is('lock.locked()', lock.locked(), False)
    scenario.expect([('program', 'raises RuntimeError')])


def test_acquire_takes_no_timeout__primitive_boundedsemaphore(scenario):
    """An acquire with the argument timeout raises TypeError and takes nothing."""
    aio = scenario.aio

    async def main():
        guard = aio.BoundedSemaphore()
        with scenario.raises('main', TypeError):
            await guard.acquire(timeout=None)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_acquire_takes_no_timeout__primitive_condition(scenario):
    """An acquire with the argument timeout raises TypeError and takes nothing."""
    aio = scenario.aio

    async def main():
        guard = aio.Condition()
        with scenario.raises('main', TypeError):
            await guard.acquire(timeout=None)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_acquire_takes_no_timeout__primitive_lock(scenario):
    """An acquire with the argument timeout raises TypeError and takes nothing."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        with scenario.raises('main', TypeError):
            await guard.acquire(timeout=None)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_acquire_takes_no_timeout__primitive_semaphore(scenario):
    """An acquire with the argument timeout raises TypeError and takes nothing."""
    aio = scenario.aio

    async def main():
        guard = aio.Semaphore()
        with scenario.raises('main', TypeError):
            await guard.acquire(timeout=None)
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_wait_takes_no_timeout(scenario):
    """The methods wait and wait_for of a Condition and wait of a Barrier raise TypeError if given a timeout."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        barrier = aio.Barrier(1)
        async with condition:
            with scenario.raises('main', TypeError):
                await condition.wait(timeout=None)
            with scenario.raises('main', TypeError):
                await condition.wait_for(bool, timeout=None)
        with scenario.raises('main', TypeError):
            await barrier.wait(timeout=None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )
