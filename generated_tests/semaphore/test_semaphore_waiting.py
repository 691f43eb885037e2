# Rendered by loopspec from spec/semaphore/waiting.yaml; do not edit, change the source and run `loopspec render`.
"""Semaphore: waiting."""


def test_never_more_inside_than_the_value__primitive_boundedsemaphore(scenario):
    """Of many tasks that work under a semaphore, no more are inside at a time than its value says."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(3)
        inside = []
        seen = []

        async def worker(number):
            async with semaphore:
                inside.append(number)
                seen.append(len(inside))
                await aio.sleep(0)
                await aio.sleep(0)
                inside.remove(number)

        await aio.gather(*[worker(number) for number in range(12)])
        scenario.check('[len(seen), max(seen) <= 3]', [len(seen), max(seen) <= 3], [12, True])

    scenario.run(main)
    scenario.expect([])


def test_never_more_inside_than_the_value__primitive_semaphore(scenario):
    """Of many tasks that work under a semaphore, no more are inside at a time than its value says."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(3)
        inside = []
        seen = []

        async def worker(number):
            async with semaphore:
                inside.append(number)
                seen.append(len(inside))
                await aio.sleep(0)
                await aio.sleep(0)
                inside.remove(number)

        await aio.gather(*[worker(number) for number in range(12)])
        scenario.check('[len(seen), max(seen) <= 3]', [len(seen), max(seen) <= 3], [12, True])

    scenario.run(main)
    scenario.expect([])


def test_all_of_the_value_is_used(scenario):
    """Tasks that wait inside a semaphore for each other are all let in as long as its value allows."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(3)
        barrier = aio.Barrier(3)

        async def worker(number):
            async with semaphore:
                await barrier.wait()

        await aio.gather(*[worker(number) for number in range(3)])
        log('main', 'all passed')

    scenario.run(main)
    scenario.expect([('main', 'all passed')])


def test_two_releases_wake_two__primitive_boundedsemaphore(scenario):
    """Two releases, one right after the other, let two of the waiting tasks in."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.BoundedSemaphore(2)

        async def one_steps():
            await semaphore.acquire()
            log('one', 'acquired')

        async def two_steps():
            await semaphore.acquire()
            log('two', 'acquired')

        await semaphore.acquire()
        await semaphore.acquire()
        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        semaphore.release()
        semaphore.release()
        await aio.gather(one, two)
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('one', 'acquired'), ('two', 'acquired'))])


def test_two_releases_wake_two__primitive_semaphore(scenario):
    """Two releases, one right after the other, let two of the waiting tasks in."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(2)

        async def one_steps():
            await semaphore.acquire()
            log('one', 'acquired')

        async def two_steps():
            await semaphore.acquire()
            log('two', 'acquired')

        await semaphore.acquire()
        await semaphore.acquire()
        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        semaphore.release()
        semaphore.release()
        await aio.gather(one, two)
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('one', 'acquired'), ('two', 'acquired'))])


def test_woken_and_cancelled_among_several(scenario):
    """When one of two woken waiters is cancelled before it has run, a third one acquires in its place."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(0)

        async def first_steps():
            await semaphore.acquire()

        async def second_steps():
            await semaphore.acquire()
            log('second', 'acquired')

        async def third_steps():
            await semaphore.acquire()
            log('third', 'acquired')

        first = aio.create_task(first_steps())
        await scenario.settle(first)
        second = aio.create_task(second_steps())
        await scenario.settle(second)
        third = aio.create_task(third_steps())
        await scenario.settle(third)
        semaphore.release()
        semaphore.release()
        first.cancel()
        await aio.gather(second, third)
        with scenario.raises('main', aio.CancelledError):
            await first

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('second', 'acquired'), ('third', 'acquired')),
            ('main', 'raises CancelledError'),
        ]
    )


def test_cancelled_waiters_leave_the_counter_alone(scenario):
    """Waiters of a semaphore that are cancelled take nothing from its counter."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(0)

        async def waiter(number):
            await semaphore.acquire()

        waiters = [aio.create_task(waiter(number)) for number in range(5)]
        await scenario.settle()
        [waiter.cancel() for waiter in waiters]
        await aio.gather(*waiters, return_exceptions=True)
        semaphore.release()
        semaphore.release()
        await semaphore.acquire()
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_taken_and_passed_on_many_times(scenario):
    """A hundred tasks pass through a semaphore of two, some of them cancelled on the way, and leave it as it was."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(2)

        async def worker(number):
            async with semaphore:
                await aio.sleep(0)
            return number

        workers = [aio.create_task(worker(number)) for number in range(100)]
        await workers[10]
        [worker.cancel() for worker in workers[20:90] if not worker.done()]
        await aio.gather(*workers, return_exceptions=True)
        scenario.check('[worker.cancelled() for worker in workers[:20] + workers[90:]]', [worker.cancelled() for worker in workers[:20] + workers[90:]], [False] * 30)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([])


def test_locked_while_a_waiter_is_woken(scenario):
    """A semaphore counts as locked after the release that woke a waiter, until somebody else could have it."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(0)

        async def waiter_steps():
            await semaphore.acquire()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        semaphore.release()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_woken_and_cancelled_costs_nothing(scenario):
    """A waiter of a semaphore that is cancelled right after it was woken leaves the value as it would be without it."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(1)

        async def waiter_steps():
            await semaphore.acquire()

        async def another_steps():
            await semaphore.acquire()

        async def last_steps():
            await semaphore.acquire()

        await semaphore.acquire()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        semaphore.release()
        waiter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiter
        another = aio.create_task(another_steps())
        await scenario.settle(another)
        scenario.check_is('another.done()', another.done(), True)
        last = aio.create_task(last_steps())
        await scenario.settle(last)
        scenario.check_is('last.done()', last.done(), False)
        semaphore.release()
        await last

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_more_releases_than_waiters(scenario):
    """Releases beyond those that the waiting tasks take are there for the next task, which does not wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        semaphore = aio.Semaphore(0)

        async def one_steps():
            await semaphore.acquire()
            log('one', 'acquired')

        async def two_steps():
            await semaphore.acquire()
            log('two', 'acquired')

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        for turn in range(3):
            semaphore.release()
        await aio.gather(one, two)
        scenario.check_is('semaphore.locked()', semaphore.locked(), False)
        await semaphore.acquire()
        scenario.check_is('semaphore.locked()', semaphore.locked(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('one', 'acquired'), ('two', 'acquired'))])


def test_arrivals_between_a_release_and_its_waiter__primitive_boundedsemaphore(scenario):
    """Of three tasks that ask for a semaphore two are let in by two releases, also when two of them come while the first is woken."""
    aio = scenario.aio

    async def main():
        semaphore = aio.BoundedSemaphore(2)
        inside = []

        async def worker(name):
            await semaphore.acquire()
            inside.append(name)

        await semaphore.acquire()
        await semaphore.acquire()
        first = aio.create_task(worker('first'))
        await scenario.settle(first)
        second = aio.create_task(worker('second'))
        third = aio.create_task(worker('third'))
        semaphore.release()
        semaphore.release()
        await scenario.settle(first, second, third)
        scenario.check('[len(inside), semaphore.locked()]', [len(inside), semaphore.locked()], [2, True])
        semaphore.release()
        await aio.gather(first, second, third)
        scenario.check('[len(inside), semaphore.locked()]', [len(inside), semaphore.locked()], [3, True])

    scenario.run(main)
    scenario.expect([])


def test_arrivals_between_a_release_and_its_waiter__primitive_semaphore(scenario):
    """Of three tasks that ask for a semaphore two are let in by two releases, also when two of them come while the first is woken."""
    aio = scenario.aio

    async def main():
        semaphore = aio.Semaphore(2)
        inside = []

        async def worker(name):
            await semaphore.acquire()
            inside.append(name)

        await semaphore.acquire()
        await semaphore.acquire()
        first = aio.create_task(worker('first'))
        await scenario.settle(first)
        second = aio.create_task(worker('second'))
        third = aio.create_task(worker('third'))
        semaphore.release()
        semaphore.release()
        await scenario.settle(first, second, third)
        scenario.check('[len(inside), semaphore.locked()]', [len(inside), semaphore.locked()], [2, True])
        semaphore.release()
        await aio.gather(first, second, third)
        scenario.check('[len(inside), semaphore.locked()]', [len(inside), semaphore.locked()], [3, True])

    scenario.run(main)
    scenario.expect([])
