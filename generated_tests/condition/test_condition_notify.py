# Rendered by loopspec from spec/condition/notify.yaml; do not edit, change the source and run `loopspec render`.
"""Condition: notify."""


def test_wakes_as_many_as_it_says__count_1(scenario):
    """As many of the waiting tasks go on as the number given to notify says, or more."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(1)
        await scenario.settle()
        scenario.check_is('len(gone) >= 1', len(gone) >= 1, True)
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_as_many_as_it_says__count_2(scenario):
    """As many of the waiting tasks go on as the number given to notify says, or more."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(2)
        await scenario.settle()
        scenario.check_is('len(gone) >= 2', len(gone) >= 2, True)
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_as_many_as_it_says__count_3(scenario):
    """As many of the waiting tasks go on as the number given to notify says, or more."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(3)
        await scenario.settle()
        scenario.check_is('len(gone) >= 3', len(gone) >= 3, True)
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_one_by_default(scenario):
    """A notify without a number wakes one of the waiting tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify()
        await waiter

    scenario.run(main)
    scenario.expect([('waiter', 'goes on')])


def test_wakes_no_more_than_it_says__call_notify(scenario):
    """No more of the waiting tasks go on than the number given to notify says."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []
        most = {'notify(0)': 0, 'notify(n=2)': 2}

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify()
        await scenario.settle()
        scenario.check('len(gone)', len(gone), most.get('notify()', 1))
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_no_more_than_it_says__call_notify_0(scenario):
    """No more of the waiting tasks go on than the number given to notify says."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []
        most = {'notify(0)': 0, 'notify(n=2)': 2}

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(0)
        await scenario.settle()
        scenario.check('len(gone)', len(gone), most.get('notify(0)', 1))
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_no_more_than_it_says__call_notify_1(scenario):
    """No more of the waiting tasks go on than the number given to notify says."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []
        most = {'notify(0)': 0, 'notify(n=2)': 2}

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(1)
        await scenario.settle()
        scenario.check('len(gone)', len(gone), most.get('notify(1)', 1))
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_wakes_no_more_than_it_says__call_notify_n_2(scenario):
    """No more of the waiting tasks go on than the number given to notify says."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []
        most = {'notify(0)': 0, 'notify(n=2)': 2}

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(4)]
        await scenario.settle()
        async with condition:
            condition.notify(n=2)
        await scenario.settle()
        scenario.check('len(gone)', len(gone), most.get('notify(n=2)', 1))
        [worker.cancel() for worker in workers]

    scenario.run(main)
    scenario.expect([])


def test_fewer_than_it_says(scenario):
    """A notify for more tasks than wait wakes all of them, and none that waits later."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        async def late_steps():
            async with condition:
                await condition.wait()
                log('late', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        async with condition:
            condition.notify(5)
        await waiter
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        log('main', 'notifies again')
        async with condition:
            condition.notify()
        await late

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'goes on'),
            ('main', 'notifies again'),
            ('late', 'goes on'),
        ]
    )


def test_all_of_fewer(scenario):
    """Both of two waiting tasks go on when notify is called for five."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def one_steps():
            async with condition:
                await condition.wait()
                log('one', 'goes on')

        async def two_steps():
            async with condition:
                await condition.wait()
                log('two', 'goes on')

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        async with condition:
            condition.notify(5)
        await aio.gather(one, two)

    scenario.run(main)
    scenario.expect([scenario.any_order(('one', 'goes on'), ('two', 'goes on'))])


def test_notify_all_wakes_all(scenario):
    """Every waiting task goes on after notify_all."""
    aio = scenario.aio

    async def main():
        condition = aio.Condition()
        gone = []

        async def worker(number):
            async with condition:
                await condition.wait()
                gone.append(number)

        workers = [aio.create_task(worker(number)) for number in range(20)]
        await scenario.settle()
        async with condition:
            condition.notify_all()
        await aio.gather(*workers)
        scenario.check_is('sorted(gone) == list(range(20))', sorted(gone) == list(range(20)), True)

    scenario.run(main)
    scenario.expect([])


def test_with_an_unlocked_lock__method_notify(scenario):
    """A notification raises RuntimeError when the lock is not held, and wakes nobody."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        with scenario.raises('main', RuntimeError):
            condition.notify()
        await scenario.settle(waiter)
        log('main', 'notifies with the lock')
        async with condition:
            condition.notify()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'notifies with the lock'),
            ('waiter', 'goes on'),
        ]
    )


def test_with_an_unlocked_lock__method_notify_all(scenario):
    """A notification raises RuntimeError when the lock is not held, and wakes nobody."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def waiter_steps():
            async with condition:
                await condition.wait()
                log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        with scenario.raises('main', RuntimeError):
            condition.notify_all()
        await scenario.settle(waiter)
        log('main', 'notifies with the lock')
        async with condition:
            condition.notify_all()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'notifies with the lock'),
            ('waiter', 'goes on'),
        ]
    )


def test_longest_waiter_first(scenario):
    """A notify wakes the task that has waited longest."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def first_steps():
            async with condition:
                await condition.wait()
                log('first', 'goes on')

        async def second_steps():
            async with condition:
                await condition.wait()
                log('second', 'goes on')

        first = aio.create_task(first_steps())
        await scenario.settle(first)
        second = aio.create_task(second_steps())
        await scenario.settle(second)
        async with condition:
            condition.notify()
        await first
        log('main', 'notifies again')
        async with condition:
            condition.notify()
        await second

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'goes on'),
            ('main', 'notifies again'),
            ('second', 'goes on'),
        ]
    )


def test_the_other_condition_of_a_lock(scenario):
    """A notification of one condition wakes no task that waits for another one with the same lock."""
    aio, log = scenario.aio, scenario.log

    async def main():
        lock = aio.Lock()
        first = aio.Condition(lock)
        second = aio.Condition(lock)

        async def one_steps():
            async with first:
                await first.wait()
                log('one', 'goes on')

        async def two_steps():
            async with second:
                await second.wait()
                log('two', 'goes on')

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        async with lock:
            second.notify_all()
        await two
        await scenario.settle(one)
        log('main', 'notifies the first')
        async with lock:
            first.notify_all()
        await one

    scenario.run(main)
    scenario.expect(
        [
            ('two', 'goes on'),
            ('main', 'notifies the first'),
            ('one', 'goes on'),
        ]
    )


def test_two_notifications_wake_two(scenario):
    """Two calls of notify, one after the other under one lock, wake two tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        condition = aio.Condition()

        async def one_steps():
            async with condition:
                await condition.wait()
                log('one', 'goes on')

        async def two_steps():
            async with condition:
                await condition.wait()
                log('two', 'goes on')

        one = aio.create_task(one_steps())
        two = aio.create_task(two_steps())
        await scenario.settle(one, two)
        async with condition:
            condition.notify()
            condition.notify()
        await aio.gather(one, two)

    scenario.run(main)
    scenario.expect([scenario.any_order(('one', 'goes on'), ('two', 'goes on'))])
