# Rendered by loopspec from spec/wait-for/deadline.yaml; do not edit, change the source and run `loopspec render`.
"""wait-for: deadline."""


def test_gives_the_result(scenario):
    """Waiting with wait_for() gives the very result of an awaitable that ends in time."""
    aio = scenario.aio

    async def main():
        treasure = ['gold']

        async def worker():
            await aio.sleep(0)
            return treasure

        scenario.check_is('wait_for(worker(), 3600)', await aio.wait_for(worker(), scenario.seconds(3600)), treasure)
        scenario.check_is('wait_for(create_task(worker()), None)', await aio.wait_for(aio.create_task(worker()), None), treasure)

    scenario.run(main)
    scenario.expect([])


def test_hands_on_a_failure(scenario):
    """Waiting with wait_for() raises the exception of an awaitable that fails in time."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker():
            await aio.sleep(0)
            raise mishap

        with scenario.raises('main', tools.Boom) as caught:
            await aio.wait_for(worker(), scenario.seconds(3600))
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_waits_for_the_clean_up(scenario):
    """On timeout wait_for() cancels the task and raises TimeoutError after the task has cleaned up."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            try:
                await aio.Event().wait()
            finally:
                log('worker', 'cleans up')
                await aio.sleep(0)
                log('worker', 'has cleaned up')

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker, scenario.seconds(0.01))
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('worker', 'has cleaned up'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_zero_cancels_a_pending_task(scenario):
    """With a timeout of 0 wait_for() cancels a task that is pending and raises TimeoutError."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            raise aio.CancelledError()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker, 0)
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_zero_takes_a_done_task(scenario):
    """With a timeout of 0 wait_for() gives the result of a task that is done."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            return 'ready'

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('wait_for(worker, 0)', await aio.wait_for(worker, 0), 'ready')

    scenario.run(main)
    scenario.expect([])


def test_zero_never_begins_a_coroutine(scenario):
    """With a timeout of 0 wait_for() raises TimeoutError and the coroutine does not begin."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker(), 0)
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_outside_cancellation_passes_on(scenario):
    """Cancelling a task that is in wait_for() cancels the awaitable and raises CancelledError."""
    aio = scenario.aio

    async def main():
        async def inner_steps():
            with scenario.raises('inner', aio.CancelledError):
                await aio.Event().wait()
            raise aio.CancelledError()

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await aio.wait_for(inner, scenario.seconds(3600))

        inner = aio.create_task(inner_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        waiter.cancel()
        await waiter
        scenario.check_is('inner.cancelled()', inner.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'raises CancelledError'),
            ('waiter', 'raises CancelledError'),
        ]
    )


def test_shielded_task_survives(scenario):
    """A task given to wait_for() behind a shield goes on after the TimeoutError."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'whole'

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(aio.shield(worker), 0)
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        gate.set()
        scenario.check('worker', await worker, 'whole')

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_refused_cancellation_gives_the_result(scenario):
    """A task that answers the cancellation by wait_for() with a result gives wait_for() that result."""
    aio = scenario.aio

    async def main():
        async def stubborn_steps():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                return 'my way'

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        scenario.check('wait_for(stubborn, 0)', await aio.wait_for(stubborn, 0), 'my way')

    scenario.run(main)
    scenario.expect([])


def test_same_task(scenario):
    """A coroutine given to wait_for() runs in the task that waits."""
    aio = scenario.aio

    async def main():
        waiter = aio.current_task()

        async def worker():
            await aio.sleep(0)
            return aio.current_task()

        scenario.check_is('wait_for(worker(), 3600)', await aio.wait_for(worker(), scenario.seconds(3600)), waiter)

    scenario.run(main)
    scenario.expect([])


def test_failing_clean_up(scenario):
    """An exception that a task raises when wait_for() cancels it at the timeout is raised by wait_for()."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker_steps():
            try:
                await aio.Event().wait()
            finally:
                log('worker', 'cleans up')
                raise mishap

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        with scenario.raises('main', tools.Boom) as caught:
            await aio.wait_for(worker, 0)
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('main', 'raises Boom'),
        ]
    )


def test_failing_clean_up_of_a_coroutine(scenario):
    """An exception that a coroutine raises when wait_for() cancels it at the timeout is raised by wait_for()."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()
        begun = aio.Event()

        async def worker():
            begun.set()
            try:
                await aio.Event().wait()
            finally:
                await aio.sleep(0)
                raise mishap

        with scenario.raises('main', tools.Boom) as caught:
            await aio.wait_for(worker(), scenario.seconds(0.01))
        error = caught.exception
        scenario.check('(error is mishap, begun.is_set())', (error is mishap, begun.is_set()), (True, True))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_none_waits_for_ever(scenario):
    """With a timeout of None wait_for() waits until the awaitable is done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        answer = aio.get_running_loop().create_future()

        async def waiter_steps():
            scenario.check('wait_for(answer, None)', await aio.wait_for(answer, None), 'late')
            log('waiter', 'goes on')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'answers')
        answer.set_result('late')
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'answers'),
            ('waiter', 'goes on'),
        ]
    )


def test_one_request_to_cancel(scenario):
    """A task that wait_for() cancels because its time is up sees one request."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            with scenario.raises('worker', aio.CancelledError):
                await aio.Event().wait()
            log('worker', f'{aio.current_task().cancelling()} request')
            raise aio.CancelledError()

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(worker, 0)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', '1 request'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_no_time_left_cancels_once(scenario):
    """A wait_for() without time requests the cancellation of its task once, and no exception handler is called."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await aio.sleep(0)
                log('slow_to_end', f'requests {aio.current_task().cancelling()}')

        def handler(owner, context):
            log('handler', 'is called')

        aio.get_running_loop().set_exception_handler(handler)
        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(inner, 0)
        await aio.sleep(0)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect(
        [
            ('slow_to_end', 'requests 1'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_no_time_left_for_a_finished_task(scenario):
    """A wait_for() without time gives the result of a task that is done at once, before other callbacks have their turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def finished():
            return 1

        def note():
            log('note', 'has its turn')

        inner = aio.create_task(finished())
        await scenario.settle(inner)
        aio.get_running_loop().call_soon(note)
        scenario.check('wait_for(inner, 0)', await aio.wait_for(inner, 0), 1)
        log('main', 'has the result')
        await aio.sleep(0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has the result'),
            ('note', 'has its turn'),
        ]
    )


def test_awaitable_object_in_the_same_task(scenario):
    """An awaitable object that is no coroutine and no future is awaited by wait_for in the task that waits."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        waiter = aio.current_task()

        async def worker():
            await aio.sleep(0)
            return aio.current_task()

        scenario.check_is('wait_for(awaitable(worker()), 3600)', await aio.wait_for(tools.awaitable(worker()), scenario.seconds(3600)), waiter)

    scenario.run(main)
    scenario.expect([])
