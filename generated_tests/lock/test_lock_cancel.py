# Rendered by loopspec from spec/lock/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: cancel."""


def test_cancel_of_the_woken_waiter_passes_the_lock_on__primitive_lock(scenario):
    """When the waiter woken by a release is cancelled before it has run, the next waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        async def patient_steps():
            await guard.acquire()
            log('patient', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        guard.release()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'acquired'))])


def test_cancel_of_the_woken_waiter_passes_the_lock_on__primitive_semaphore(scenario):
    """When the waiter woken by a release is cancelled before it has run, the next waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        async def patient_steps():
            await guard.acquire()
            log('patient', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        guard.release()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('patient', 'acquired'))])


def test_cancel_of_the_only_woken_waiter_leaves_the_lock_free__primitive_lock(scenario):
    """When the only waiter is cancelled right after the release that woke it, the lock is free."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        guard.release()
        quitter.cancel()
        await quitter
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        log('main', 'acquired')

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('main', 'acquired'),
        ]
    )


def test_cancel_of_the_only_woken_waiter_leaves_the_lock_free__primitive_semaphore(scenario):
    """When the only waiter is cancelled right after the release that woke it, the lock is free."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        guard.release()
        quitter.cancel()
        await quitter
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        log('main', 'acquired')

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('main', 'acquired'),
        ]
    )


def test_woken_and_next_both_cancelled__primitive_lock(scenario):
    """When the woken waiter and the one behind it are cancelled at once, the third waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        async def deserter_steps():
            with scenario.raises('deserter', aio.CancelledError):
                await guard.acquire()

        async def third_steps():
            await guard.acquire()
            log('third', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        deserter = aio.create_task(deserter_steps())
        await scenario.settle(deserter)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        guard.release()
        quitter.cancel()
        deserter.cancel()
        await scenario.settle()
        scenario.check_is('third.done()', third.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('deserter', 'raises CancelledError'), ('third', 'acquired'))])


def test_woken_and_next_both_cancelled__primitive_semaphore(scenario):
    """When the woken waiter and the one behind it are cancelled at once, the third waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()

        async def deserter_steps():
            with scenario.raises('deserter', aio.CancelledError):
                await guard.acquire()

        async def third_steps():
            await guard.acquire()
            log('third', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        deserter = aio.create_task(deserter_steps())
        await scenario.settle(deserter)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        guard.release()
        quitter.cancel()
        deserter.cancel()
        await scenario.settle()
        scenario.check_is('third.done()', third.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('deserter', 'raises CancelledError'), ('third', 'acquired'))])


def test_the_heir_is_cancelled_too__primitive_lock(scenario):
    """A lock that a cancelled waiter passes on is passed on again when the waiter that it woke is cancelled as well."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()
            heir.cancel()

        async def heir_steps():
            with scenario.raises('heir', aio.CancelledError):
                await guard.acquire()

        async def last_steps():
            await guard.acquire()
            log('last', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        heir = aio.create_task(heir_steps())
        await scenario.settle(heir)
        last = aio.create_task(last_steps())
        await scenario.settle(last)
        guard.release()
        quitter.cancel()
        await scenario.settle()
        scenario.check_is('last.done()', last.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('heir', 'raises CancelledError'), ('last', 'acquired'))])


def test_the_heir_is_cancelled_too__primitive_semaphore(scenario):
    """A lock that a cancelled waiter passes on is passed on again when the waiter that it woke is cancelled as well."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await guard.acquire()
            heir.cancel()

        async def heir_steps():
            with scenario.raises('heir', aio.CancelledError):
                await guard.acquire()

        async def last_steps():
            await guard.acquire()
            log('last', 'acquired')

        await guard.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle(quitter)
        heir = aio.create_task(heir_steps())
        await scenario.settle(heir)
        last = aio.create_task(last_steps())
        await scenario.settle(last)
        guard.release()
        quitter.cancel()
        await scenario.settle()
        scenario.check_is('last.done()', last.done(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('heir', 'raises CancelledError'), ('last', 'acquired'))])


def test_the_middle_of_the_line_is_cancelled(scenario):
    """The cancellation of some of the waiters wakes nobody, and those left keep their order."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def work(name):
            async with guard:
                log('work', f'{name}')

        await guard.acquire()
        workers = []
        for number in range(6):
            workers.append(aio.create_task(work(number)))
            await scenario.settle()
        [workers[number].cancel() for number in (1, 3, 4)]
        await scenario.settle()
        log('main', 'release')
        guard.release()
        await aio.gather(*workers, return_exceptions=True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'release'),
            ('work', '0'),
            ('work', '2'),
            ('work', '5'),
        ]
    )


def test_all_who_wait_are_cancelled(scenario):
    """A lock whose waiters are all cancelled stays with its holder and is free after the release."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()
        await lock.acquire()
        waiters = [aio.create_task(lock.acquire()) for turn in range(3)]
        await scenario.settle()
        [waiter.cancel() for waiter in waiters]
        await aio.gather(*waiters, return_exceptions=True)
        scenario.check_is('lock.locked()', lock.locked(), True)
        lock.release()
        scenario.check_is('lock.locked()', lock.locked(), False)
        await lock.acquire()
        lock.release()
        with scenario.raises('main', RuntimeError):
            lock.release()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_a_cancelled_waiter_asks_again(scenario):
    """A waiter that catches its cancellation and asks again comes after those who waited meanwhile."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await lock.acquire()
            async with lock:
                log('stubborn', 'acquired')

        async def patient_steps():
            async with lock:
                log('patient', 'acquired')

        await lock.acquire()
        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle(stubborn)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        stubborn.cancel()
        await scenario.settle()
        log('main', 'release')
        lock.release()
        await aio.gather(stubborn, patient)

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'release'),
            ('patient', 'acquired'),
            ('stubborn', 'acquired'),
        ]
    )


def test_a_woken_waiter_cancelled_asks_again(scenario):
    """A waiter cancelled right after the release that woke it, asking again, comes after those who waited."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def stubborn_steps():
            with scenario.raises('stubborn', aio.CancelledError):
                await lock.acquire()
            async with lock:
                log('stubborn', 'acquired')

        async def patient_steps():
            async with lock:
                log('patient', 'acquired')

        await lock.acquire()
        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle(stubborn)
        patient = aio.create_task(patient_steps())
        await scenario.settle(patient)
        lock.release()
        stubborn.cancel()
        await aio.gather(stubborn, patient)

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('patient', 'acquired'),
            ('stubborn', 'acquired'),
        ]
    )


def test_cancelling_the_holder_releases_nothing(scenario):
    """A lock taken with acquire stays locked when the task that took it is cancelled."""
    aio = scenario.aio

    async def main():
        lock = aio.Lock()
        never = aio.get_running_loop().create_future()

        async def holder_steps():
            await lock.acquire()
            await never

        holder = aio.create_task(holder_steps())
        await scenario.settle()
        holder.cancel()
        with scenario.raises('main', aio.CancelledError):
            await holder
        scenario.check_is('lock.locked()', lock.locked(), True)
        lock.release()
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_a_holder_cancelled_while_it_waits_again(scenario):
    """A task cancelled while it waits for the lock it holds itself still holds it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def holder_steps():
            await lock.acquire()
            with scenario.raises('holder', aio.CancelledError):
                await lock.acquire()
            log('holder', f'locked {lock.locked()}')
            lock.release()

        holder = aio.create_task(holder_steps())
        await scenario.settle()
        holder.cancel()
        await holder
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('holder', 'raises CancelledError'),
            ('holder', 'locked True'),
        ]
    )


def test_an_acquire_that_is_closed(scenario):
    """A coroutine of acquire that is closed while it waits no longer counts as waiting, and the next waiter acquires."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def patient_steps():
            await lock.acquire()
            log('patient', 'acquired')

        await lock.acquire()
        abandoned = lock.acquire()
        abandoned.send(None)
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        abandoned.close()
        lock.release()
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect([('patient', 'acquired')])


def test_no_time_to_acquire__primitive_lock(scenario):
    """A wait_for of zero seconds around acquire raises TimeoutError and takes no lock, free or held."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def patient_steps():
            await guard.acquire()
            log('patient', 'acquired')

        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(guard.acquire(), 0)
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(guard.acquire(), 0)
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        guard.release()
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TimeoutError'),
            ('main', 'raises TimeoutError'),
            ('patient', 'acquired'),
        ]
    )


def test_no_time_to_acquire__primitive_semaphore(scenario):
    """A wait_for of zero seconds around acquire raises TimeoutError and takes no lock, free or held."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def patient_steps():
            await guard.acquire()
            log('patient', 'acquired')

        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(guard.acquire(), 0)
        scenario.check_is('guard.locked()', guard.locked(), False)
        await guard.acquire()
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(guard.acquire(), 0)
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        guard.release()
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TimeoutError'),
            ('main', 'raises TimeoutError'),
            ('patient', 'acquired'),
        ]
    )


def test_an_acquire_that_has_timed_out(scenario):
    """A waiter that wait_for gives up at its deadline leaves its place to the waiters behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def hurried_steps():
            with scenario.raises('hurried', aio.TimeoutError):
                await aio.wait_for(lock.acquire(), scenario.seconds(0.01))

        async def patient_steps():
            async with lock:
                log('patient', 'acquired')

        await lock.acquire()
        hurried = aio.create_task(hurried_steps())
        await scenario.settle(hurried)
        patient = aio.create_task(patient_steps())
        await hurried
        scenario.check_is('lock.locked()', lock.locked(), True)
        log('main', 'release')
        lock.release()
        await patient
        scenario.check_is('lock.locked()', lock.locked(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('hurried', 'raises TimeoutError'),
            ('main', 'release'),
            ('patient', 'acquired'),
        ]
    )


def test_the_cancellation_of_a_waiter_keeps_its_message(scenario):
    """The CancelledError of a waiting acquire carries the message given to cancel."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError) as caught:
                await lock.acquire()
            error = caught.exception
            log('quitter', f'{error.args}')

        await lock.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel('enough')
        await quitter

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('quitter', "('enough',)"),
        ]
    )
