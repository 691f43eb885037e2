# Rendered by loopspec from spec/as-completed/iteration.yaml; do not edit, change the source and run `loopspec render`.
"""as-completed: iteration."""


def test_in_the_order_of_completion(scenario):
    """The awaitables of as_completed() give the results in the order in which the tasks end."""
    aio = scenario.aio

    async def main():
        slow = aio.Event()
        quick = aio.Event()
        middle = aio.Event()

        async def worker(gate, name):
            await gate.wait()
            return name

        results = iter(aio.as_completed([worker(slow, 'slow'), worker(quick, 'quick'), worker(middle, 'middle')]))
        earliest = next(results)
        await scenario.settle()
        quick.set()
        await scenario.settle()
        middle.set()
        await scenario.settle()
        scenario.check('earliest', await earliest, 'quick')
        scenario.check('next(results)', await next(results), 'middle')
        slow.set()
        scenario.check('next(results)', await next(results), 'slow')

    scenario.run(main)
    scenario.expect([])


def test_failure_comes_in_its_turn(scenario):
    """The awaitable of as_completed() for a failed task raises its exception, the others give results."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        first = aio.Event()
        last = aio.Event()

        async def quick_steps():
            return 'quick'

        async def faulty_steps():
            await first.wait()
            raise tools.Boom()

        async def slow_steps():
            await last.wait()
            return 'slow'

        slow = aio.create_task(slow_steps())
        faulty = aio.create_task(faulty_steps())
        quick = aio.create_task(quick_steps())
        results = iter(aio.as_completed([slow, faulty, quick]))
        scenario.check('next(results)', await next(results), 'quick')
        first.set()
        with scenario.raises('main', tools.Boom):
            await next(results)
        last.set()
        scenario.check('next(results)', await next(results), 'slow')
        with scenario.raises('main', StopIteration):
            next(results)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises StopIteration'),
        ]
    )


def test_timeout_raises_and_cancels_nothing(scenario):
    """When as_completed() times out its awaitable raises TimeoutError, and pending tasks run on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def slow_steps():
            await gate.wait()
            return 'late'

        slow = aio.create_task(slow_steps())
        with scenario.raises('main', aio.TimeoutError):
            await next(iter(aio.as_completed([slow], timeout=0)))
        scenario.check('slow.cancelling()', slow.cancelling(), 0)
        gate.set()
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_asynchronous_iteration_yields_the_tasks(scenario):
    """Asynchronous iteration over as_completed() yields the given tasks themselves, done, as they end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def quick_steps():
            await aio.sleep(0)

        async def slow_steps():
            await gate.wait()

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        async for finished in aio.as_completed([slow, quick]):
            log('main', f'quick {finished is quick}, slow {finished is slow}, done {finished.done()}')
            gate.set()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'quick True, slow False, done True'),
            ('main', 'quick False, slow True, done True'),
        ]
    )


def test_of_nothing(scenario):
    """The iteration over as_completed() of an empty list ends at once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        for earliest in aio.as_completed([]):
            await earliest
            log('main', 'yields')
        log('main', 'ends')

    scenario.run(main)
    scenario.expect([('main', 'ends')])


def test_refuses_a_single_awaitable(scenario):
    """Iterating over as_completed() of a task that is not in a collection raises TypeError."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            next(iter(aio.as_completed(worker)))
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_asynchronous_iteration_yields_implicit_tasks(scenario):
    """Asynchronous iteration over as_completed() of coroutines yields the tasks made of them."""
    aio, log = scenario.aio, scenario.log

    async def main():
        workers = []

        async def worker():
            workers.append(aio.current_task())
            await aio.sleep(0)
            return 'fruit'

        async for finished in aio.as_completed([worker(), worker()]):
            scenario.check_type('finished', finished, aio.Task)
            log('main', f'its own task {finished in workers}, {finished.result()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'its own task True, fruit'),
            ('main', 'its own task True, fruit'),
        ]
    )


def test_timeout_of_the_asynchronous_iteration(scenario):
    """An async for over as_completed() that times out raises TimeoutError, and pending tasks run on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 'ready'

        async def slow_steps():
            await gate.wait()
            return 'late'

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        await scenario.settle()
        with scenario.raises('main', aio.TimeoutError):
            async for finished in aio.as_completed([slow, quick], timeout=0):
                log('main', f'{finished.result()}')
        scenario.check('slow.cancelling()', slow.cancelling(), 0)
        gate.set()
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'ready'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_cancelled_iteration_cancels_nothing(scenario):
    """Cancelling a task that awaits the next result of as_completed() leaves the other tasks running."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def slow_steps():
            await gate.wait()
            return 'whole'

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await next(iter(aio.as_completed([slow])))

        slow = aio.create_task(slow_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        waiter.cancel()
        await waiter
        scenario.check('slow.cancelling()', slow.cancelling(), 0)
        gate.set()
        scenario.check('slow', await slow, 'whole')

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_of_a_generator(scenario):
    """The function as_completed() takes a generator that yields tasks."""
    aio = scenario.aio

    async def main():
        async def worker(number):
            await aio.sleep(0)
            return number

        results = iter(aio.as_completed((aio.create_task(worker(number)) for number in [7, 7])))
        scenario.check('next(results)', await next(results), 7)
        scenario.check('next(results)', await next(results), 7)
        with scenario.raises('main', StopIteration):
            next(results)

    scenario.run(main)
    scenario.expect([('main', 'raises StopIteration')])


def test_timeout_holds_for_the_rest(scenario):
    """The timeout of as_completed() holds for the awaitables that are left when the first ones have given their results."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 'ready'

        async def slow_steps():
            await gate.wait()

        quick = aio.create_task(quick_steps())
        slow = aio.create_task(slow_steps())
        await scenario.settle()
        results = iter(aio.as_completed([quick, slow], timeout=scenario.seconds(0.1)))
        scenario.check('next(results)', await next(results), 'ready')
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(next(results), scenario.seconds(5))
        scenario.check_is('slow.done()', slow.done(), False)
        gate.set()
        await slow

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_timeout_after_a_result(scenario):
    """The timeout of as_completed() holds for the awaitables that are left when others have given their results."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 'ready'

        async def slow_steps():
            await gate.wait()

        quick = aio.create_task(quick_steps())
        slow = aio.create_task(slow_steps())
        await scenario.settle()
        results = iter(aio.as_completed([quick, slow], timeout=scenario.seconds(0.02)))
        scenario.check('next(results)', await next(results), 'ready')
        with scenario.raises('main', aio.TimeoutError):
            await next(results)
        gate.set()
        await slow

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_given_twice(scenario):
    """A coroutine that as_completed() is given twice runs once, and its result comes once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')
            return 1

        work = worker()
        for one in aio.as_completed([work, work]):
            scenario.check('one', await one, 1)
            log('main', 'has it')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('main', 'has it'),
        ]
    )


def test_future_of_another_loop(scenario):
    """A future of another loop is refused by as_completed() with ValueError."""
    aio = scenario.aio

    async def main():
        other = aio.new_event_loop()
        stranger = other.create_future()
        with scenario.raises('main', ValueError):
            next(iter(aio.as_completed([stranger])))
        other.close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_same_coroutine_twice(scenario):
    """A coroutine that as_completed() is given twice is run once and gives one result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')
            return 1

        once = worker()
        results = iter(aio.as_completed([once, once]))
        scenario.check('next(results)', await next(results), 1)
        with scenario.raises('main', StopIteration):
            next(results)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('main', 'raises StopIteration'),
        ]
    )


def test_cancelled_wait_is_made_up_for(scenario):
    """A result of as_completed() that a cancelled task did not get is there for the next one that asks, and the iteration ends after it."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def inner_steps():
            await gate.wait()
            return 'ready'

        async def quitter_steps():
            await next(results)

        inner = aio.create_task(inner_steps())
        results = iter(aio.as_completed([inner]))
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        await aio.wait([quitter])
        gate.set()
        scenario.check('next(results)', await next(results), 'ready')
        with scenario.raises('main', StopIteration):
            next(results)

    scenario.run(main)
    scenario.expect([('main', 'raises StopIteration')])


def test_result_and_timeout_at_once(scenario):
    """No exception handler is called where a future of as_completed() gets its result just before the timeout passes."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        future = aio.get_running_loop().create_future()
        loop = aio.get_running_loop()

        def answer():
            future.set_result(1)

        def handler(owner, context):
            log('handler', 'is called')

        def keep_busy():
            tools.block_thread(scenario.seconds(0.04))

        loop.set_exception_handler(handler)
        loop.call_later(scenario.seconds(0.01), answer)
        results = iter(aio.as_completed([future], timeout=scenario.seconds(0.012)))
        loop.call_soon(keep_busy)
        try:
            await next(results)
        except aio.TimeoutError:
            future.done()
        await aio.sleep(0)
        await aio.sleep(0)
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_kept_after_the_timeout(scenario):
    """The iterator of as_completed() whose timeout has passed keeps none of the futures that it was given."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        futures = [loop.create_future()]
        reference = tools.weak(futures[0])
        results = iter(aio.as_completed([futures.pop()], timeout=0))
        try:
            await next(results)
        except aio.TimeoutError:
            log('main', 'too late')
        await aio.sleep(0)
        tools.collect()
        scenario.check_is('reference()', reference(), None)
        len([results])

    scenario.run(main)
    scenario.expect([('main', 'too late')])
