# Rendered by loopspec from spec/gather/nesting.yaml; do not edit, change the source and run `loopspec render`.
"""gather: nesting."""


def test_cancel_reaches_the_leaves(scenario):
    """Cancelling an outer gather cancels the children of the gathers within."""
    aio = scenario.aio

    async def main():
        leaves = [aio.get_running_loop().create_future() for number in range(3)]
        gathered = aio.gather(leaves[0], aio.gather(leaves[1], aio.gather(leaves[2])))
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered
        scenario.check('[leaf.cancelled() for leaf in leaves]', [leaf.cancelled() for leaf in leaves], [True, True, True])

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_inner_cancelled_on_its_own(scenario):
    """An inner gather that is cancelled on its own makes the outer one raise CancelledError and spares its siblings."""
    aio = scenario.aio

    async def main():
        own = aio.get_running_loop().create_future()
        inner = aio.get_running_loop().create_future()
        nested = aio.gather(inner)
        gathered = aio.gather(own, nested)
        scenario.check('nested.cancel()', nested.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered
        scenario.check_is('inner.cancelled()', inner.cancelled(), True)
        scenario.check_is('own.done()', own.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_shared_child(scenario):
    """Two gathers that share a child both get its result."""
    aio, log = scenario.aio, scenario.log

    async def main():
        shared = aio.get_running_loop().create_future()
        own = aio.get_running_loop().create_future()
        alone = aio.gather(shared)
        together = aio.gather(own, shared)
        shared.set_result('s')
        scenario.check('alone', await alone, ['s'])
        scenario.check_is('together.done()', together.done(), False)
        own.set_result('o')
        scenario.check('together', await together, ['o', 's'])
        log('main', 'both gathered')

    scenario.run(main)
    scenario.expect([('main', 'both gathered')])


def test_cancel_through_a_shared_child(scenario):
    """Cancelling one of two gathers that share a child makes the other raise CancelledError and spares its own child."""
    aio = scenario.aio

    async def main():
        shared = aio.get_running_loop().create_future()
        own = aio.get_running_loop().create_future()
        alone = aio.gather(shared)
        together = aio.gather(own, shared)
        scenario.check('alone.cancel()', alone.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await together
        scenario.check_is('own.done()', own.done(), False)
        with scenario.raises('main', aio.CancelledError):
            await alone

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_two_awaiters_one_cancelled(scenario):
    """Of two tasks that await one gather, cancelling one cancels the gather for both."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)

        async def first_steps():
            with scenario.raises('first', aio.CancelledError):
                await gathered
            log('first', f'{aio.current_task().cancelling()} requests')

        async def second_steps():
            with scenario.raises('second', aio.CancelledError):
                await gathered
            log('second', f'{aio.current_task().cancelling()} requests')

        first = aio.create_task(first_steps())
        second = aio.create_task(second_steps())
        await scenario.settle()
        first.cancel()
        await aio.wait([first, second])
        scenario.check_is('gate.cancelled()', gate.cancelled(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('first', 'raises CancelledError'), ('first', '1 requests'), ('second', 'raises CancelledError'), ('second', '0 requests'))])


def test_shielded_child(scenario):
    """A child wrapped in shield goes on when the gather is cancelled; its siblings are cancelled."""
    aio = scenario.aio

    async def main():
        guarded = aio.get_running_loop().create_future()
        plain = aio.get_running_loop().create_future()
        gathered = aio.gather(aio.shield(guarded), plain)
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered
        scenario.check_is('plain.cancelled()', plain.cancelled(), True)
        scenario.check_is('guarded.done()', guarded.done(), False)
        guarded.set_result('safe')
        scenario.check('guarded', await guarded, 'safe')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_shielded_as_a_whole(scenario):
    """A gather wrapped in shield goes on with all its children when the task that awaits the shield is cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError):
                await aio.shield(gathered)

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        collector.cancel()
        await collector
        scenario.check_is('gate.done()', gate.done(), False)
        gate.set_result('open')
        scenario.check('gathered', await gathered, ['open'])

    scenario.run(main)
    scenario.expect([('collector', 'raises CancelledError')])


def test_timed_out(scenario):
    """A gather that runs into a timeout is cancelled with its children before TimeoutError is raised."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            try:
                await aio.get_running_loop().create_future()
            finally:
                log('worker', f'{label} cleaned up')

        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(None) as limit:
                gathered = aio.gather(worker('left'), worker('right'))
                await scenario.settle()
                limit.reschedule(aio.get_running_loop().time())
                await gathered
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('worker', 'left cleaned up'), ('worker', 'right cleaned up')),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_watched_by_wait(scenario):
    """A gather can be watched by wait() together with other futures, and counts as one of them."""
    aio = scenario.aio

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        slow = aio.get_running_loop().create_future()
        gathered = aio.gather(left, right)
        aio.get_running_loop().call_soon(left.set_result, 'l')
        aio.get_running_loop().call_soon(right.set_result, 'r')
        outcome = await aio.wait([gathered, slow], return_when=aio.FIRST_COMPLETED)
        scenario.check_is('outcome[0] == {gathered}', outcome[0] == {gathered}, True)
        scenario.check_is('outcome[1] == {slow}', outcome[1] == {slow}, True)
        scenario.check('gathered.result()', gathered.result(), ['l', 'r'])

    scenario.run(main)
    scenario.expect([])


def test_state_after_cancellation(scenario):
    """A gather that ended by its own cancellation holds the CancelledError as an exception and does not call itself cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)
        gathered.cancel()
        await aio.wait([gathered])
        scenario.check_is('gathered.cancelled()', gathered.cancelled(), False)
        scenario.check('class_name(gathered.exception())', tools.class_name(gathered.exception()), 'CancelledError')

    scenario.run(main)
    scenario.expect([])
