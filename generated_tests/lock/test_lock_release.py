# Rendered by loopspec from spec/lock/release.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: release."""


def test_an_unlocked_lock_is_not_released__primitive_condition(scenario):
    """The release of an unlocked lock raises RuntimeError, and the lock works on."""
    aio = scenario.aio

    async def main():
        guard = aio.Condition()
        with scenario.raises('main', RuntimeError):
            guard.release()
        await guard.acquire()
        scenario.check('guard.release()', guard.release(), None)
        with scenario.raises('main', RuntimeError):
            guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_an_unlocked_lock_is_not_released__primitive_lock(scenario):
    """The release of an unlocked lock raises RuntimeError, and the lock works on."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        with scenario.raises('main', RuntimeError):
            guard.release()
        await guard.acquire()
        scenario.check('guard.release()', guard.release(), None)
        with scenario.raises('main', RuntimeError):
            guard.release()
        scenario.check_is('guard.locked()', guard.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_released_twice_with_a_waiter(scenario):
    """A second release raises RuntimeError even while the waiter woken by the first has not run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def wait_for_lock(name):
            await lock.acquire()
            log('wait_for_lock', f'{name} acquired')

        await lock.acquire()
        waiters = []
        for who in ('early', 'late'):
            waiters.append(aio.create_task(wait_for_lock(who)))
            await scenario.settle()
        lock.release()
        with scenario.raises('main', RuntimeError):
            lock.release()
        await scenario.settle()
        scenario.check('[waiter.done() for waiter in waiters]', [waiter.done() for waiter in waiters], [True, False])
        log('main', 'release for late')
        lock.release()
        await aio.gather(*waiters)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('wait_for_lock', 'early acquired'),
            ('main', 'release for late'),
            ('wait_for_lock', 'late acquired'),
        ]
    )


def test_release_wakes_one_round_later__primitive_lock(scenario):
    """The first waiter acquires one iteration after release returned, and not inside it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def waiter_steps():
            await guard.acquire()
            log('waiter', 'acquired')

        await guard.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        guard.release()
        log('main', 'released')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'released'),
            ('waiter', 'acquired'),
            ('main', 'one iteration later'),
        ]
    )


def test_release_wakes_one_round_later__primitive_semaphore(scenario):
    """The first waiter acquires one iteration after release returned, and not inside it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def waiter_steps():
            await guard.acquire()
            log('waiter', 'acquired')

        await guard.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        guard.release()
        log('main', 'released')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'released'),
            ('waiter', 'acquired'),
            ('main', 'one iteration later'),
        ]
    )


def test_release_wakes_one__primitive_boundedsemaphore(scenario):
    """One release lets exactly one of the waiting tasks go on."""
    aio = scenario.aio

    async def main():
        guard = aio.BoundedSemaphore()
        await guard.acquire()
        waiters = [aio.create_task(guard.acquire()) for turn in range(3)]
        await scenario.settle()
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 1)
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 2)
        [waiter.cancel() for waiter in waiters]

    scenario.run(main)
    scenario.expect([])


def test_release_wakes_one__primitive_lock(scenario):
    """One release lets exactly one of the waiting tasks go on."""
    aio = scenario.aio

    async def main():
        guard = aio.Lock()
        await guard.acquire()
        waiters = [aio.create_task(guard.acquire()) for turn in range(3)]
        await scenario.settle()
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 1)
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 2)
        [waiter.cancel() for waiter in waiters]

    scenario.run(main)
    scenario.expect([])


def test_release_wakes_one__primitive_semaphore(scenario):
    """One release lets exactly one of the waiting tasks go on."""
    aio = scenario.aio

    async def main():
        guard = aio.Semaphore()
        await guard.acquire()
        waiters = [aio.create_task(guard.acquire()) for turn in range(3)]
        await scenario.settle()
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 1)
        guard.release()
        await scenario.settle()
        scenario.check('sum(waiter.done() for waiter in waiters)', sum((waiter.done() for waiter in waiters)), 2)
        [waiter.cancel() for waiter in waiters]

    scenario.run(main)
    scenario.expect([])


def test_any_task_releases(scenario):
    """A lock acquired by one task can be released by another."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def holder_steps():
            await lock.acquire()
            log('holder', 'acquired')

        async def stranger_steps():
            lock.release()
            log('stranger', 'released')

        holder = aio.create_task(holder_steps())
        await holder
        stranger = aio.create_task(stranger_steps())
        await stranger
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('holder', 'acquired'),
            ('stranger', 'released'),
        ]
    )


def test_release_in_a_callback(scenario):
    """A release called by the loop as a callback wakes the first waiter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def waiter_steps():
            await guard.acquire()
            log('waiter', 'acquired')

        await guard.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        aio.get_running_loop().call_soon(guard.release)
        await waiter
        scenario.check_is('guard.locked()', guard.locked(), True)

    scenario.run(main)
    scenario.expect([('waiter', 'acquired')])


def test_release_from_another_thread_through_the_loop(scenario):
    """A release handed to call_soon_threadsafe by another thread wakes the first waiter."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()
        loop = aio.get_running_loop()

        async def waiter_steps():
            await lock.acquire()
            log('waiter', 'acquired')

        await lock.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()

        def thread_steps():
            loop.call_soon_threadsafe(lock.release)

        await scenario.beside_thread(thread_steps)
        await waiter

    scenario.run(main)
    scenario.expect([('waiter', 'acquired')])


def test_release_when_a_task_is_done(scenario):
    """A done callback of the holder's task that releases the lock lets the waiter acquire two iterations later."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def holder_steps():
            log('holder', 'ends')

        async def waiter_steps():
            await lock.acquire()
            log('waiter', 'acquired')

        async def ticker_steps():
            for number in range(4):
                log('ticker', f'round {number}')
                await scenario.ticks(1)

        def release_after(task):
            lock.release()
            log('release_after', 'released')

        await lock.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        holder = aio.create_task(holder_steps())
        ticker = aio.create_task(ticker_steps())
        holder.add_done_callback(release_after)
        await aio.gather(holder, waiter, ticker)

    scenario.run(main)
    scenario.expect(
        [
            ('holder', 'ends'),
            ('ticker', 'round 0'),
            ('release_after', 'released'),
            ('ticker', 'round 1'),
            ('waiter', 'acquired'),
            ('ticker', 'round 2'),
            ('ticker', 'round 3'),
        ]
    )
