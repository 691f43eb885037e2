# Rendered by loopspec from spec/future/awaiting.yaml; do not edit, change the source and run `loopspec render`.
"""Future: awaiting."""


def test_result_is_delivered(scenario):
    """A task that awaits a pending future goes on with the very object that is set as its result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()
        content = ['apple']

        async def receiver_steps():
            log('receiver', 'waits')
            scenario.check_is('parcel', await parcel, content)
            log('receiver', 'received')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)
        log('main', 'sends')
        parcel.set_result(content)
        await receiver

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'waits'),
            ('main', 'sends'),
            ('receiver', 'received'),
        ]
    )


def test_exception_is_delivered(scenario):
    """A task that awaits a future is raised the very exception object that is set."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom('lost')

        async def customer_steps():
            with scenario.raises('customer', tools.Boom) as caught:
                await order
            raised = caught.exception
            scenario.check_is('raised', raised, failure)

        customer = aio.create_task(customer_steps())
        await scenario.settle(customer)
        order.set_exception(failure)
        await customer

    scenario.run(main)
    scenario.expect([('customer', 'raises Boom')])


def test_everyone_gets_the_result(scenario):
    """Every task that awaits a future receives its result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        news = aio.get_running_loop().create_future()

        async def reader():
            text = await news
            log('reader', f'{text}')
            return text

        readers = [aio.create_task(reader()) for number in range(3)]
        await scenario.settle()
        news.set_result('rain')
        scenario.check('gather(*readers)', await aio.gather(*readers), ['rain', 'rain', 'rain'])

    scenario.run(main)
    scenario.expect(
        [
            ('reader', 'rain'),
            ('reader', 'rain'),
            ('reader', 'rain'),
        ]
    )


def test_wakes_in_the_order_of_waiting(scenario):
    """Tasks that await the same future wake in the order in which they began to wait, all in one iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def runner(number):
            await gate
            log('runner', f'{number}')

        runners = [aio.create_task(runner(number)) for number in [3, 1, 4, 2]]
        await scenario.ticks(1)
        gate.set_result(None)
        await scenario.ticks(1)
        log('main', 'went round once')
        await aio.wait(runners)

    scenario.run(main)
    scenario.expect(
        [
            ('runner', '3'),
            ('runner', '1'),
            ('runner', '4'),
            ('runner', '2'),
            ('main', 'went round once'),
        ]
    )


def test_wakes_in_the_order_of_completion(scenario):
    """Tasks that wait for different futures wake in the order in which these complete, not in that of waiting."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gates = [aio.get_running_loop().create_future() for number in range(3)]

        async def runner(number):
            await gates[number]
            log('runner', f'{number}')

        runners = [aio.create_task(runner(number)) for number in range(3)]
        await scenario.settle()
        for position in [1, 2, 0]:
            gates[position].set_result(None)
        await aio.wait(runners)

    scenario.run(main)
    scenario.expect(
        [
            ('runner', '1'),
            ('runner', '2'),
            ('runner', '0'),
        ]
    )


def test_done_does_not_suspend(scenario):
    """Awaiting a future that is done goes on at once, without giving way to other tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def other_steps():
            log('other', 'ran')

        parcel.set_result('apple')
        other = aio.create_task(other_steps())
        scenario.check('parcel', await parcel, 'apple')
        scenario.check('parcel', await parcel, 'apple')
        log('main', 'went on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'went on'),
            ('other', 'ran'),
        ]
    )


def test_failed_does_not_suspend(scenario):
    """Awaiting a future that has failed raises at once, without giving way to other tasks."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()

        async def other_steps():
            log('other', 'ran')

        order.set_exception(tools.Boom())
        other = aio.create_task(other_steps())
        with scenario.raises('main', tools.Boom):
            await order
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('other', 'ran'),
        ]
    )


def test_twice_by_the_same_task(scenario):
    """A future can be awaited again after it has been waited for, with the same outcome."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom()
        aio.get_running_loop().call_soon(order.set_exception, failure)
        with scenario.raises('main', tools.Boom) as caught:
            await order
        first = caught.exception
        with scenario.raises('main', tools.Boom) as caught:
            await order
        second = caught.exception
        scenario.check_is('first', first, failure)
        scenario.check_is('second', second, failure)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_future_as_a_result(scenario):
    """A future whose result is another future hands over that future and does not wait for it."""
    aio = scenario.aio

    async def main():
        outer = aio.get_running_loop().create_future()
        inner = aio.get_running_loop().create_future()
        outer.set_result(inner)
        received = await outer
        scenario.check_is('received', received, inner)
        scenario.check_is('inner.done()', inner.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_awaiter_takes_one_iteration(scenario):
    """A task goes on in the iteration after the one in which the result was set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def runner_steps():
            await gate
            log('runner', 'goes on')

        async def clock_steps():
            for number in range(4):
                log('clock', f'{number}')
                await scenario.ticks(1)

        def opener():
            log('opener', 'opens')
            gate.set_result(None)

        runner = aio.create_task(runner_steps())
        await scenario.ticks(1)
        aio.get_running_loop().call_soon(opener)
        clock = aio.create_task(clock_steps())
        await aio.wait([runner, clock])

    scenario.run(main)
    scenario.expect(
        [
            ('opener', 'opens'),
            ('clock', '0'),
            ('runner', 'goes on'),
            ('clock', '1'),
            ('clock', '2'),
            ('clock', '3'),
        ]
    )


def test_relay_takes_one_iteration_a_link(scenario):
    """In a chain of futures, each set by the waiter of the one before, every link takes one iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        batons = [aio.get_running_loop().create_future() for number in range(4)]

        async def leg(number):
            await batons[number]
            log('leg', f'{number}')
            batons[number + 1].set_result(None)

        legs = [aio.create_task(leg(number)) for number in range(3)]
        await scenario.ticks(1)
        batons[0].set_result(None)
        for round in range(3):
            log('main', f'round {round}')
            await scenario.ticks(1)
        scenario.check_is('batons[3].done()', batons[3].done(), True)
        await aio.wait(legs)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'round 0'),
            ('leg', '0'),
            ('main', 'round 1'),
            ('leg', '1'),
            ('main', 'round 2'),
            ('leg', '2'),
        ]
    )


def test_wakeup_keeps_its_place(scenario):
    """The waiter of a future runs between what was scheduled before the result was set and what was scheduled after."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def runner_steps():
            await gate
            log('runner', 'goes on')

        def mark(label):
            log('mark', f'{label}')

        runner = aio.create_task(runner_steps())
        await scenario.ticks(1)
        aio.get_running_loop().call_soon(mark, 'before')
        gate.set_result(None)
        aio.get_running_loop().call_soon(mark, 'after')
        await runner

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'before'),
            ('runner', 'goes on'),
            ('mark', 'after'),
        ]
    )


def test_callbacks_and_waiters_share_a_queue(scenario):
    """Waiting tasks and done callbacks of a future are served in the one order in which they came."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def runner(label):
            await gate
            log('runner', f'{label}')

        def mark(label, future):
            log('mark', f'{label}')

        gate.add_done_callback(tools.partial(mark, 'first'))
        early = aio.create_task(runner('second'))
        await scenario.ticks(1)
        gate.add_done_callback(tools.partial(mark, 'third'))
        late = aio.create_task(runner('fourth'))
        await scenario.ticks(1)
        gate.set_result(None)
        await aio.wait([early, late])

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'first'),
            ('runner', 'second'),
            ('mark', 'third'),
            ('runner', 'fourth'),
        ]
    )


def test_thousand_waiters(scenario):
    """A thousand tasks that wait for one future all wake, in order."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        woken = []

        async def runner(number):
            await gate
            woken.append(number)

        runners = [aio.create_task(runner(number)) for number in range(1000)]
        await scenario.settle()
        gate.set_result(None)
        await aio.wait(runners)
        scenario.check_is('woken == list(range(1000))', woken == list(range(1000)), True)

    scenario.run(main)
    scenario.expect([])


def test_set_before_the_first_step(scenario):
    """A future completed after a task was created and before its first step does not make the task wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            scenario.check('parcel', await parcel, 'apple')
            log('receiver', 'received')

        async def other_steps():
            log('other', 'ran')

        receiver = aio.create_task(receiver_steps())
        other = aio.create_task(other_steps())
        parcel.set_result('apple')
        await aio.wait([receiver, other])

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'received'),
            ('other', 'ran'),
        ]
    )


def test_driven_by_hand(scenario):
    """A coroutine driven by hand yields the future it awaits, and ends with its result once that is set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def receiver(future):
            content = await future
            log('receiver', f'received {content}')
            return content

        parcel = aio.get_running_loop().create_future()
        coroutine = receiver(parcel)
        scenario.check_is('coroutine.send(None)', coroutine.send(None), parcel)
        parcel.set_result('apple')
        with scenario.raises('main', StopIteration) as caught:
            coroutine.send(None)
        ended = caught.exception
        scenario.check('ended.value', ended.value, 'apple')

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'received apple'),
            ('main', 'raises StopIteration'),
        ]
    )


def test_resumed_too_early(scenario):
    """A coroutine that is driven on while the future it awaits is pending is raised a RuntimeError."""
    aio = scenario.aio

    async def main():
        async def receiver(future):
            with scenario.raises('receiver', RuntimeError):
                await future

        parcel = aio.get_running_loop().create_future()
        coroutine = receiver(parcel)
        coroutine.send(None)
        with scenario.raises('main', StopIteration):
            coroutine.send(None)
        scenario.check_is('parcel.done()', parcel.done(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('receiver', 'raises RuntimeError'),
            ('main', 'raises StopIteration'),
        ]
    )


def test_set_from_another_thread(scenario):
    """A result set from another thread through call_soon_threadsafe wakes the waiting task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        parcel = loop.create_future()

        async def receiver_steps():
            scenario.check('parcel', await parcel, 'apple')
            log('receiver', 'received')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)

        def thread_steps():
            log('thread', f'in the main thread: {tools.in_main_thread()}')
            loop.call_soon_threadsafe(parcel.set_result, 'apple')

        await scenario.beside_thread(thread_steps)
        await receiver

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'in the main thread: False'),
            ('receiver', 'received'),
        ]
    )


def test_run_until_complete_comes_last(scenario):
    """The loop stops for run_until_complete only after the done callbacks that the future already had."""
    log = scenario.log

    def report(future):
        log('report', f'got {future.result()}')

    loop = scenario.open_loop()
    parcel = loop.create_future()
    parcel.add_done_callback(report)
    loop.call_soon(parcel.set_result, 'apple')
    scenario.check('loop.run_until_complete(parcel)', loop.run_until_complete(parcel), 'apple')
    log('program', 'returned')
    scenario.expect(
        [
            ('report', 'got apple'),
            ('program', 'returned'),
        ]
    )


def test_failure_is_thrown_into_the_awaitable(scenario):
    """A task whose awaitable hands a future to the loop and does not ask for its result is raised the future's exception there."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        failure = tools.Boom()

        async def receiver_steps():
            with scenario.raises('receiver', tools.Boom) as caught:
                await tools.bad_yield(parcel)
            error = caught.exception
            scenario.check_is('error', error, failure)

        async def other():
            await parcel

        driven = other()
        scenario.check_is('driven.send(None)', driven.send(None), parcel)
        parcel.set_exception(failure)
        receiver = aio.create_task(receiver_steps())
        await receiver
        driven.close()

    scenario.run(main)
    scenario.expect([('receiver', 'raises Boom')])
