# Rendered by loopspec from spec/task/states.yaml; do not edit, change the source and run `loopspec render`.
"""Task: states."""


def test_pending_before_and_between_steps(scenario):
    """A task is neither done nor cancelled before its first step and while it waits."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            scenario.check_is('worker.done()', worker.done(), False)
            await gate.wait()

        worker = aio.create_task(worker_steps())
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (False, False))
        await scenario.settle()
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (False, False))
        gate.set()
        await worker
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (True, False))

    scenario.run(main)
    scenario.expect([])


def test_result_before_the_end(scenario):
    """Asking a task for its result before it is done raises InvalidStateError."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.InvalidStateError):
            worker.result()
        await scenario.settle(worker)
        with scenario.raises('main', aio.InvalidStateError):
            worker.result()
        gate.set()
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
        ]
    )


def test_exception_before_the_end(scenario):
    """Asking a task for its exception before it is done raises InvalidStateError."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.InvalidStateError):
            worker.exception()
        await scenario.settle(worker)
        with scenario.raises('main', aio.InvalidStateError):
            worker.exception()
        gate.set()
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises InvalidStateError'),
            ('main', 'raises InvalidStateError'),
        ]
    )


def test_returned(scenario):
    """A task whose body returned is done, holds the very object returned, and its exception is None."""
    aio = scenario.aio

    async def main():
        treasure = ['gold']

        async def worker_steps():
            return treasure

        worker = aio.create_task(worker_steps())
        await worker
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (True, False))
        scenario.check_is('worker.result()', worker.result(), treasure)
        scenario.check_is('worker.exception()', worker.exception(), None)

    scenario.run(main)
    scenario.expect([])


def test_returned_nothing(scenario):
    """The result of a task whose body ends without a return is None."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        scenario.check('worker', await worker, None)
        scenario.check_is('worker.result()', worker.result(), None)

    scenario.run(main)
    scenario.expect([])


def test_failed(scenario):
    """A task whose body raised is done and not cancelled, and exception() gives the very exception."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker_steps():
            raise mishap

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (True, False))
        scenario.check_is('worker.exception()', worker.exception(), mishap)

    scenario.run(main)
    scenario.expect([])


def test_result_of_a_failed_task(scenario):
    """The method result() of a failed task raises the exception of its body, the same object at each call."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker_steps():
            raise mishap

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        with scenario.raises('main', tools.Boom) as caught:
            worker.result()
        first = caught.exception
        with scenario.raises('main', tools.Boom) as caught:
            worker.result()
        second = caught.exception
        scenario.check_is('first is mishap and second is mishap', first is mishap and second is mishap, True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_cancelled(scenario):
    """A task that ended cancelled is done, and its result() and exception() raise CancelledError."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        await scenario.settle()
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (True, True))
        with scenario.raises('main', aio.CancelledError):
            worker.result()
        with scenario.raises('main', aio.CancelledError):
            worker.exception()
        with scenario.raises('main', aio.CancelledError):
            worker.result()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_cancel_request_changes_no_state(scenario):
    """After cancel() and before the task has run again, the task is neither done nor cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), True)
        scenario.check('(worker.done(), worker.cancelled())', (worker.done(), worker.cancelled()), (False, False))
        with scenario.raises('main', aio.InvalidStateError):
            worker.result()
        await scenario.settle()
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_set_result_is_refused(scenario):
    """The method set_result() of a task raises RuntimeError, and the task goes on to its own result."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            return 'own'

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', RuntimeError):
            worker.set_result('foreign')
        scenario.check_is('worker.done()', worker.done(), False)
        scenario.check('worker', await worker, 'own')

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_set_exception_is_refused(scenario):
    """The method set_exception() of a task raises RuntimeError, and the task goes on to its own result."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            return 'own'

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', RuntimeError):
            worker.set_exception(tools.Boom())
        scenario.check_is('worker.done()', worker.done(), False)
        scenario.check('worker', await worker, 'own')
        with scenario.raises('main', RuntimeError):
            worker.set_exception(tools.Boom())
        scenario.check_is('worker.exception()', worker.exception(), None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_done_as_soon_as_the_body_ends(scenario):
    """A task is done from the end of its last step on, before its awaiter has resumed."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'ends')
            return 1

        async def onlooker_steps():
            log('onlooker', f'sees done {worker.done()}')

        worker = aio.create_task(worker_steps())
        onlooker = aio.create_task(onlooker_steps())
        await worker
        log('main', 'resumes')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('onlooker', 'sees done True'),
            ('main', 'resumes'),
        ]
    )


def test_returned_exception_is_a_result(scenario):
    """A task whose body returns an exception object has succeeded with that object as its result."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gift = tools.Boom()

        async def worker_steps():
            return gift

        worker = aio.create_task(worker_steps())
        scenario.check_is('worker', await worker, gift)
        scenario.check_is('worker.exception()', worker.exception(), None)

    scenario.run(main)
    scenario.expect([])


def test_returned_future_is_not_awaited(scenario):
    """A task whose body returns a pending future is done at once with that future as its result."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            return pending

        worker = aio.create_task(worker_steps())
        scenario.check_is('worker', await worker, pending)
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_cancel_after_success(scenario):
    """The method cancel() of a task that has returned answers False and leaves its result as it is."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            return 'kept'

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), False)
        await scenario.settle()
        scenario.check('(worker.done(), worker.cancelled(), worker.result())', (worker.done(), worker.cancelled(), worker.result()), (True, False, 'kept'))

    scenario.run(main)
    scenario.expect([])


def test_cancel_after_failure(scenario):
    """The method cancel() of a task that has failed answers False and leaves its exception as it is."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker_steps():
            raise mishap

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('worker.cancel()', worker.cancel(), False)
        await scenario.settle()
        scenario.check_is('worker.cancelled()', worker.cancelled(), False)
        scenario.check_is('worker.exception()', worker.exception(), mishap)

    scenario.run(main)
    scenario.expect([])


def test_cancel_after_cancellation(scenario):
    """The method cancel() of a task that has ended cancelled answers False, and it stays cancelled."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.Event().wait()

        worker = aio.create_task(worker_steps())
        scenario.check('worker.cancel()', worker.cancel(), True)
        await scenario.settle()
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)
        scenario.check('worker.cancel()', worker.cancel(), False)
        with scenario.raises('main', aio.CancelledError):
            worker.result()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_caught_cancellation_is_success(scenario):
    """A task that catches CancelledError and returns has succeeded and is not cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def stubborn_steps():
            try:
                await gate.wait()
            except aio.CancelledError:
                return 'stayed'

        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle()
        scenario.check('stubborn.cancel()', stubborn.cancel(), True)
        scenario.check('stubborn', await stubborn, 'stayed')
        scenario.check('(stubborn.done(), stubborn.cancelled(), stubborn.exception())', (stubborn.done(), stubborn.cancelled(), stubborn.exception()), (True, False, None))

    scenario.run(main)
    scenario.expect([])
