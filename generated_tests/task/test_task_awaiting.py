# Rendered by loopspec from spec/task/awaiting.yaml; do not edit, change the source and run `loopspec render`.
"""Task: awaiting."""


def test_gives_the_very_result(scenario):
    """Awaiting a task gives the very object that its body returned, at each await."""
    aio = scenario.aio

    async def main():
        treasure = ['gold']

        async def worker_steps():
            await aio.sleep(0)
            return treasure

        worker = aio.create_task(worker_steps())
        scenario.check_is('worker', await worker, treasure)
        scenario.check_is('worker', await worker, treasure)

    scenario.run(main)
    scenario.expect([])


def test_raises_the_very_exception(scenario):
    """Awaiting a failed task raises the very exception of its body, at each await."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker_steps():
            await aio.sleep(0)
            raise mishap

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', tools.Boom) as caught:
            await worker
        first = caught.exception
        with scenario.raises('main', tools.Boom) as caught:
            await worker
        second = caught.exception
        scenario.check_is('first is mishap and second is mishap', first is mishap and second is mishap, True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_wakes_in_the_order_of_waiting(scenario):
    """Tasks that await one task resume in the order in which they began to wait, all in one iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'news'

        async def ticker_steps():
            log('ticker', 'before')
            await scenario.ticks(1)
            log('ticker', 'after')

        async def waiter(number):
            heard = await worker
            log('waiter', f'{number} has {heard}')

        worker = aio.create_task(worker_steps())
        waiters = [aio.create_task(waiter(number)) for number in range(3)]
        await scenario.settle()
        gate.set()
        await scenario.ticks(1)
        ticker = aio.create_task(ticker_steps())
        await aio.gather(*waiters)
        await ticker

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', '0 has news'),
            ('waiter', '1 has news'),
            ('waiter', '2 has news'),
            ('ticker', 'before'),
            ('ticker', 'after'),
        ]
    )


def test_every_waiter_gets_the_failure(scenario):
    """All tasks that await a failing task get its exception, the same object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()
        caught_errors = []

        async def worker_steps():
            await gate.wait()
            raise tools.Boom()

        async def waiter():
            with scenario.raises('waiter', tools.Boom) as caught:
                await worker
            error = caught.exception
            caught_errors.append(error)

        worker = aio.create_task(worker_steps())
        waiters = [aio.create_task(waiter()) for turn in range(3)]
        await scenario.settle()
        gate.set()
        await aio.gather(*waiters)
        scenario.check('[error is worker.exception() for error in caught_errors]', [error is worker.exception() for error in caught_errors], [True, True, True])

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'raises Boom'),
            ('waiter', 'raises Boom'),
            ('waiter', 'raises Boom'),
        ]
    )


def test_done_task_costs_no_iteration(scenario):
    """Awaiting a task that is already done goes on at once, no other task gets a turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            return 'ready'

        async def other_steps():
            log('other', 'has its turn')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        other = aio.create_task(other_steps())
        scenario.check('worker', await worker, 'ready')
        log('main', 'goes on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('other', 'has its turn'),
        ]
    )


def test_awaiter_resumes_one_iteration_after_the_end(scenario):
    """The awaiter of a task resumes in the iteration that follows the last step of the task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def ticker_steps():
            for turn in range(1, 6):
                log('ticker', f'iteration {turn}')
                await scenario.ticks(1)

        async def worker_steps():
            await scenario.ticks(2)
            log('worker', 'ends')

        ticker = aio.create_task(ticker_steps())
        worker = aio.create_task(worker_steps())
        await worker
        log('main', 'resumes')
        await ticker

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'iteration 1'),
            ('ticker', 'iteration 2'),
            ('ticker', 'iteration 3'),
            ('worker', 'ends'),
            ('ticker', 'iteration 4'),
            ('main', 'resumes'),
            ('ticker', 'iteration 5'),
        ]
    )


def test_chain_takes_one_iteration_a_link(scenario):
    """In a chain of tasks that await one another the end travels one link an iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def inner_steps():
            await gate
            log('inner', 'ends')

        async def middle_steps():
            await inner
            log('middle', 'ends')

        async def outer_steps():
            await middle
            log('outer', 'ends')

        async def ticker_steps():
            for turn in range(1, 5):
                log('ticker', f'iteration {turn}')
                await scenario.ticks(1)

        outer = aio.create_task(outer_steps())
        middle = aio.create_task(middle_steps())
        inner = aio.create_task(inner_steps())
        await scenario.settle()
        gate.set_result(None)
        ticker = aio.create_task(ticker_steps())
        await outer
        await ticker

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'ends'),
            ('ticker', 'iteration 1'),
            ('middle', 'ends'),
            ('ticker', 'iteration 2'),
            ('outer', 'ends'),
            ('ticker', 'iteration 3'),
            ('ticker', 'iteration 4'),
        ]
    )


def test_nested_coroutines_cost_nothing(scenario):
    """A wait deep in a stack of coroutines resumes as soon as a wait in the task's own body does."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def deep_steps():
            scenario.check('top()', await top(), 42)
            log('deep', 'resumes')

        async def flat_steps():
            await gate
            log('flat', 'resumes')

        async def bottom():
            value = await gate
            log('bottom', 'resumes')
            return value

        async def middle():
            lower = await bottom()
            return lower + 1

        async def top():
            below = await middle()
            return below + 1

        deep = aio.create_task(deep_steps())
        flat = aio.create_task(flat_steps())
        await scenario.settle()
        gate.set_result(40)
        await scenario.ticks(1)
        log('main', 'one iteration later')
        await aio.gather(deep, flat)

    scenario.run(main)
    scenario.expect(
        [
            ('bottom', 'resumes'),
            ('deep', 'resumes'),
            ('flat', 'resumes'),
            ('main', 'one iteration later'),
        ]
    )


def test_cancelled_task_does_not_cancel_its_awaiter(scenario):
    """Awaiting a task that was cancelled raises CancelledError in an awaiter that is not cancelled itself."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await worker
            scenario.check('awaiter.cancelling()', awaiter.cancelling(), 0)
            await aio.sleep(0)
            log('awaiter', 'goes on')

        worker = aio.create_task(worker_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        worker.cancel()
        await awaiter
        scenario.check_is('awaiter.cancelled()', awaiter.cancelled(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('awaiter', 'raises CancelledError'),
            ('awaiter', 'goes on'),
        ]
    )


def test_uncaught_cancellation_of_a_child_ends_the_awaiter_cancelled(scenario):
    """An awaiter that lets the CancelledError of its child pass ends cancelled, with no request counted."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        async def awaiter_steps():
            await worker

        worker = aio.create_task(worker_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await awaiter
        scenario.check('(awaiter.cancelled(), awaiter.cancelling(), worker.cancelling())', (awaiter.cancelled(), awaiter.cancelling(), worker.cancelling()), (True, 0, 1))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_through_an_awaitable_object(scenario):
    """Awaiting an object whose __await__ delegates to a task waits for the task and gives its result."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')
            return 5

        worker = aio.create_task(worker_steps())
        scenario.check('awaitable(worker)', await tools.awaitable(worker), 5)
        log('main', 'resumes')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('main', 'resumes'),
        ]
    )


def test_shielded_quitter_leaves_the_other_awaiter(scenario):
    """When one of two awaiters of a task is cancelled behind a shield, the other still gets the result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'late'

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await aio.shield(worker)

        async def patient_steps():
            scenario.check('worker', await worker, 'late')
            log('patient', 'served')

        worker = aio.create_task(worker_steps())
        quitter = aio.create_task(quitter_steps())
        patient = aio.create_task(patient_steps())
        await scenario.settle()
        quitter.cancel()
        await quitter
        gate.set()
        await patient

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('patient', 'served'),
        ]
    )


def test_value_sent_by_a_future_is_the_value_of_await(scenario):
    """Awaiting a future in a task gives the value set, and each await in turn gets its own."""
    aio, log = scenario.aio, scenario.log

    async def main():
        first = aio.get_running_loop().create_future()
        second = aio.get_running_loop().create_future()

        async def worker_steps():
            one = await first
            log('worker', f'has {one}')
            two = await second
            log('worker', f'has {two}')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        second.set_result('second')
        await scenario.settle()
        log('main', 'sets the first')
        first.set_result('first')
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'sets the first'),
            ('worker', 'has first'),
            ('worker', 'has second'),
        ]
    )
