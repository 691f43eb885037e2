# Rendered by loopspec from spec/lock/fairness.yaml; do not edit, change the source and run `loopspec render`.
"""Lock: fairness."""


def test_first_come_first_served__primitive_condition(scenario):
    """Waiting tasks acquire in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Condition()

        async def work(name):
            async with guard:
                log('work', f'{name}')

        await guard.acquire()
        workers = []
        for number in range(4):
            workers.append(aio.create_task(work(number)))
            await scenario.settle()
        guard.release()
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect(
        [
            ('work', '0'),
            ('work', '1'),
            ('work', '2'),
            ('work', '3'),
        ]
    )


def test_first_come_first_served__primitive_lock(scenario):
    """Waiting tasks acquire in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def work(name):
            async with guard:
                log('work', f'{name}')

        await guard.acquire()
        workers = []
        for number in range(4):
            workers.append(aio.create_task(work(number)))
            await scenario.settle()
        guard.release()
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect(
        [
            ('work', '0'),
            ('work', '1'),
            ('work', '2'),
            ('work', '3'),
        ]
    )


def test_no_barging_after_release(scenario):
    """A task that asks for the lock after its release, before the woken waiter has run, waits behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def patient_steps():
            async with guard:
                log('patient', 'acquired')

        await guard.acquire()
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        guard.release()
        await guard.acquire()
        log('main', 'acquired')

    scenario.run(main)
    scenario.expect(
        [
            ('patient', 'acquired'),
            ('main', 'acquired'),
        ]
    )


def test_a_new_task_does_not_barge_either(scenario):
    """A task whose first step comes before that of the woken waiter does not get the released lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def patient_steps():
            async with guard:
                log('patient', 'acquired')

        async def newcomer_steps():
            log('newcomer', 'asks')
            async with guard:
                log('newcomer', 'acquired')

        await guard.acquire()
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        newcomer = aio.create_task(newcomer_steps())
        guard.release()
        await aio.gather(patient, newcomer)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('newcomer', 'asks'), ('patient', 'acquired')),
            ('newcomer', 'acquired'),
        ]
    )


def test_a_semaphore_serves_in_order_too__primitive_boundedsemaphore(scenario):
    """Tasks that wait for a semaphore acquire it in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.BoundedSemaphore()

        async def work(name):
            async with guard:
                log('work', f'{name}')

        await guard.acquire()
        workers = []
        for number in range(5):
            workers.append(aio.create_task(work(number)))
            await scenario.settle()
        workers[2].cancel()
        guard.release()
        await aio.gather(*workers, return_exceptions=True)

    scenario.run(main)
    scenario.expect(
        [
            ('work', '0'),
            ('work', '1'),
            ('work', '3'),
            ('work', '4'),
        ]
    )


def test_a_semaphore_serves_in_order_too__primitive_semaphore(scenario):
    """Tasks that wait for a semaphore acquire it in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def work(name):
            async with guard:
                log('work', f'{name}')

        await guard.acquire()
        workers = []
        for number in range(5):
            workers.append(aio.create_task(work(number)))
            await scenario.settle()
        workers[2].cancel()
        guard.release()
        await aio.gather(*workers, return_exceptions=True)

    scenario.run(main)
    scenario.expect(
        [
            ('work', '0'),
            ('work', '1'),
            ('work', '3'),
            ('work', '4'),
        ]
    )


def test_what_is_left_of_a_semaphore_goes_to_those_behind(scenario):
    """A task that acquires a semaphore wakes those that began to wait after it while there was enough for all."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(0)

        async def work(name):
            await semaphore.acquire()
            log('work', f'{name}')

        async def turns():
            for turn in range(4):
                log('turns', f'{turn}')
                await scenario.ticks(1)

        first = aio.create_task(work('first'))
        await scenario.ticks(1)
        second = aio.create_task(work('second'))
        third = aio.create_task(work('third'))
        fourth = aio.create_task(work('fourth'))
        for again in range(4):
            semaphore.release()
        others = aio.create_task(turns())
        await aio.gather(first, second, third, fourth, others)

    scenario.run(main)
    scenario.expect(
        [
            ('work', 'first'),
            ('turns', '0'),
            scenario.when('3.13', None, [('work', 'second'), ('work', 'third'), ('work', 'fourth'), ('turns', '1'), ('turns', '2')]),
            scenario.when(None, '3.12', [('work', 'second'), ('turns', '1'), ('work', 'third'), ('turns', '2'), ('work', 'fourth')]),
            ('turns', '3'),
        ]
    )


def test_no_barging_into_a_semaphore(scenario):
    """A task that asks for a semaphore after its release, before the woken waiter has run, waits behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore()

        async def patient_steps():
            async with semaphore:
                log('patient', 'acquired')

        async def newcomer_steps():
            log('newcomer', 'asks')
            async with semaphore:
                log('newcomer', 'acquired')

        await semaphore.acquire()
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        newcomer = aio.create_task(newcomer_steps())
        semaphore.release()
        async with semaphore:
            log('main', 'acquired')
        await aio.gather(patient, newcomer)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('newcomer', 'asks'), ('patient', 'acquired')),
            ('main', 'acquired'),
            ('newcomer', 'acquired'),
        ]
    )


def test_two_workers_take_turns(scenario):
    """Two tasks that take the lock again and again alternate, even if neither pauses between."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def work(name):
            for turn in range(3):
                async with lock:
                    log('work', f'{name} {turn}')
                    await aio.sleep(0)

        await lock.acquire()
        left = aio.create_task(work('left'))
        await scenario.settle(left)
        right = aio.create_task(work('right'))
        await scenario.settle(right)
        lock.release()
        await aio.gather(left, right)

    scenario.run(main)
    scenario.expect(
        [
            ('work', 'left 0'),
            ('work', 'right 0'),
            ('work', 'left 1'),
            ('work', 'right 1'),
            ('work', 'left 2'),
            ('work', 'right 2'),
        ]
    )


def test_the_lock_goes_down_the_line_one_a_round__primitive_lock(scenario):
    """When each holder releases at once, one waiter acquires in each iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Lock()

        async def ticker_steps():
            for number in range(3):
                log('ticker', f'round {number}')
                await scenario.ticks(1)

        async def work(name):
            async with guard:
                log('work', f'{name} in')
            log('work', f'{name} out')

        await guard.acquire()
        workers = [aio.create_task(work(number)) for number in range(3)]
        await scenario.ticks(1)
        ticker = aio.create_task(ticker_steps())
        guard.release()
        await aio.gather(ticker, *workers)

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'round 0'),
            ('work', '0 in'),
            ('work', '0 out'),
            ('ticker', 'round 1'),
            ('work', '1 in'),
            ('work', '1 out'),
            ('ticker', 'round 2'),
            ('work', '2 in'),
            ('work', '2 out'),
        ]
    )


def test_the_lock_goes_down_the_line_one_a_round__primitive_semaphore(scenario):
    """When each holder releases at once, one waiter acquires in each iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guard = aio.Semaphore()

        async def ticker_steps():
            for number in range(3):
                log('ticker', f'round {number}')
                await scenario.ticks(1)

        async def work(name):
            async with guard:
                log('work', f'{name} in')
            log('work', f'{name} out')

        await guard.acquire()
        workers = [aio.create_task(work(number)) for number in range(3)]
        await scenario.ticks(1)
        ticker = aio.create_task(ticker_steps())
        guard.release()
        await aio.gather(ticker, *workers)

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'round 0'),
            ('work', '0 in'),
            ('work', '0 out'),
            ('ticker', 'round 1'),
            ('work', '1 in'),
            ('work', '1 out'),
            ('ticker', 'round 2'),
            ('work', '2 in'),
            ('work', '2 out'),
        ]
    )


def test_a_holder_asks_again_before_its_release(scenario):
    """Requests made by one task for itself and by others are served in the order of the requests."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def other_steps():
            async with lock:
                log('other', 'acquired')

        async def late_steps():
            async with lock:
                log('late', 'acquired')

        await lock.acquire()
        other = aio.create_task(other_steps())
        await scenario.settle()
        own_request = aio.create_task(lock.acquire())
        await scenario.settle()
        late = aio.create_task(late_steps())
        await scenario.settle()
        lock.release()
        await own_request
        log('main', 'acquired again')
        lock.release()
        await late

    scenario.run(main)
    scenario.expect(
        [
            ('other', 'acquired'),
            ('main', 'acquired again'),
            ('late', 'acquired'),
        ]
    )


def test_a_free_lock_with_cancelled_waiters_only(scenario):
    """A lock released while all who wait for it are cancelled is acquired at once by the next task that asks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await lock.acquire()

        await lock.acquire()
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        lock.release()
        await lock.acquire()
        log('main', 'acquired')
        await quitter
        scenario.check_is('lock.locked()', lock.locked(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'acquired'),
            ('quitter', 'raises CancelledError'),
        ]
    )
