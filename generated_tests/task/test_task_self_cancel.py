# Rendered by loopspec from spec/task/self-cancel.yaml; do not edit, change the source and run `loopspec render`.
"""Task: self cancel."""


def test_then_return(scenario):
    """A task that cancels itself and returns without another await ends cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            scenario.check('worker.cancel()', worker.cancel(), True)
            log('worker', 'returns')
            return 'lost'

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'returns'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_then_failure(scenario):
    """A task that cancels itself and then raises without another await has failed and is not cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            worker.cancel()
            raise tools.Boom()

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', tools.Boom):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_then_wait_on_a_future(scenario):
    """A task that cancels itself and then awaits a future gets CancelledError, the future is cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        pending = aio.get_running_loop().create_future()

        async def worker_steps():
            worker.cancel()
            log('worker', 'still runs')
            with scenario.raises('worker', aio.CancelledError):
                await pending
            await aio.sleep(0)
            log('worker', 'goes on')

        worker = aio.create_task(worker_steps())
        await worker
        scenario.check_is('pending.cancelled()', pending.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'still runs'),
            ('worker', 'raises CancelledError'),
            ('worker', 'goes on'),
        ]
    )


def test_passes_a_done_future(scenario):
    """A task that cancels itself passes the await of a done future and gets CancelledError at a real wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        ready = aio.get_running_loop().create_future()

        async def worker_steps():
            worker.cancel()
            scenario.check('ready', await ready, 'value')
            log('worker', 'has passed')
            with scenario.raises('worker', aio.CancelledError):
                await aio.sleep(0)

        ready.set_result('value')
        worker = aio.create_task(worker_steps())
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'has passed'),
            ('worker', 'raises CancelledError'),
        ]
    )


def test_taken_by_an_inner_task(scenario):
    """A task that cancels itself and awaits a task that swallows the cancellation goes on with its result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def inner_steps():
            try:
                await gate.wait()
            except aio.CancelledError:
                log('inner', 'swallows')
                return 'saved'

        async def outer_steps():
            await scenario.settle(inner)
            outer.cancel()
            scenario.check('inner', await inner, 'saved')
            await aio.sleep(0)
            log('outer', 'goes on')

        inner = aio.create_task(inner_steps())
        outer = aio.create_task(outer_steps())
        await outer

    scenario.run(main)
    scenario.expect(
        [
            ('inner', 'swallows'),
            ('outer', 'goes on'),
        ]
    )


def test_inner_task_behind_a_look_alike_swallows_it(scenario):
    """A task that cancels itself and awaits a look-alike of a task that swallows that goes on with its result."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def inner_steps():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                return 'swallowed'

        async def outer_steps():
            aio.current_task().cancel()
            scenario.check('future_like(inner)', await tools.future_like(inner), 'swallowed')
            log('outer', 'goes on')

        inner = aio.create_task(inner_steps())
        await scenario.settle(inner)
        outer = aio.create_task(outer_steps())
        await outer

    scenario.run(main)
    scenario.expect([('outer', 'goes on')])
