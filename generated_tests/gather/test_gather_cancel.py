# Rendered by loopspec from spec/gather/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""gather: cancel."""


def test_reaches_every_child(scenario):
    """Cancelling a gather cancels every child that is not done, and its awaiter is raised CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            try:
                await aio.get_running_loop().create_future()
            except aio.CancelledError:
                log('worker', f'{label} cancelled, {aio.current_task().cancelling()} request')
                raise

        gathered = aio.gather(worker('left'), worker('right'))
        await scenario.settle()
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('worker', 'left cancelled, 1 request'), ('worker', 'right cancelled, 1 request')),
            ('main', 'raises CancelledError'),
        ]
    )


def test_by_cancelling_the_awaiter(scenario):
    """Cancelling a task that awaits a gather cancels the children of the gather."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError):
                await aio.gather(left, right)
            log('collector', f'{aio.current_task().cancelling()} request')

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        scenario.check('collector.cancel()', collector.cancel(), True)
        await collector
        scenario.check_is('left.cancelled() and right.cancelled()', left.cancelled() and right.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('collector', 'raises CancelledError'),
            ('collector', '1 request'),
        ]
    )


def test_children_first(scenario):
    """A gather that is asked to cancel is not done until a child has ended."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def tidy():
            try:
                await aio.get_running_loop().create_future()
            finally:
                log('tidy', 'tidies up')
                await gate
                log('tidy', 'is tidy')

        gathered = aio.gather(tidy())
        await scenario.settle()
        gathered.cancel()
        scenario.check_is('gathered.done()', gathered.done(), False)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        gate.set_result(None)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('tidy', 'tidies up'),
            ('tidy', 'is tidy'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_ends_with_the_first_child(scenario):
    """Without return_exceptions a cancelled gather ends as soon as its first child has ended cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label, rounds):
            try:
                await aio.get_running_loop().create_future()
            finally:
                for round in range(rounds):
                    await scenario.ticks(1)
                log('worker', f'{label} cleaned up')

        gathered = aio.gather(worker('slow', 6), worker('quick', 0))
        await scenario.ticks(1)
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered
        await scenario.ticks(8)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'quick cleaned up'),
            ('main', 'raises CancelledError'),
            ('worker', 'slow cleaned up'),
        ]
    )


def test_before_the_first_step(scenario):
    """Coroutines of a gather that is cancelled before they began never begin."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')

        gathered = aio.gather(worker(), worker())
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_done_children_keep_their_results(scenario):
    """Cancelling a gather leaves the children that are done as they are."""
    aio = scenario.aio

    async def main():
        early = aio.get_running_loop().create_future()
        late = aio.get_running_loop().create_future()
        gathered = aio.gather(early, late)
        early.set_result('e')
        await scenario.settle()
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        scenario.check('early.result()', early.result(), 'e')
        scenario.check_is('late.cancelled()', late.cancelled(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_too_late(scenario):
    """Cancelling a gather that is done returns False and keeps its results."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 'done'

        gathered = aio.gather(worker())
        await gathered
        scenario.check_is('gathered.cancel()', gathered.cancel(), False)
        scenario.check('gathered', await gathered, ['done'])

    scenario.run(main)
    scenario.expect([])


def test_too_late_after_a_failure(scenario):
    """Cancelling a gather that has failed returns False and does not cancel the children that are still running."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def failing():
            raise tools.Boom()

        gathered = aio.gather(failing(), gate)
        with scenario.raises('main', tools.Boom):
            await gathered
        scenario.check_is('gathered.cancel()', gathered.cancel(), False)
        scenario.check_is('gate.done()', gate.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_message_reaches_the_children(scenario):
    """The message given to cancel of a gather is raised in every child."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            with scenario.raises('worker', aio.CancelledError) as caught:
                await aio.get_running_loop().create_future()
            error = caught.exception
            log('worker', f'{error.args[0]}')
            raise error

        gathered = aio.gather(worker(), worker())
        await scenario.settle()
        gathered.cancel('closing time')
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'closing time'),
            ('worker', 'raises CancelledError'),
            ('worker', 'closing time'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_message_reaches_the_awaiter__collected_false(scenario):
    """The message given to cancel of a task that awaits a gather comes back in the task's CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError) as caught:
                await aio.gather(gate, return_exceptions=False)
            error = caught.exception
            log('collector', f'{error.args[0]}')

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        collector.cancel('closing time')
        await collector

    scenario.run(main)
    scenario.expect(
        [
            ('collector', 'raises CancelledError'),
            ('collector', 'closing time'),
        ]
    )


def test_message_reaches_the_awaiter__collected_true(scenario):
    """The message given to cancel of a task that awaits a gather comes back in the task's CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError) as caught:
                await aio.gather(gate, return_exceptions=True)
            error = caught.exception
            log('collector', f'{error.args[0]}')

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        collector.cancel('closing time')
        await collector

    scenario.run(main)
    scenario.expect(
        [
            ('collector', 'raises CancelledError'),
            ('collector', 'closing time'),
        ]
    )


def test_cancelled_child_is_a_failure(scenario):
    """A child that is cancelled on its own makes the gather raise CancelledError; the other children are not cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError):
                await aio.gather(left, right)
            log('collector', f'{aio.current_task().cancelling()} requests')

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        left.cancel()
        await collector
        scenario.check_is('right.done()', right.done(), False)
        scenario.check_is('collector.cancelled()', collector.cancelled(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('collector', 'raises CancelledError'),
            ('collector', '0 requests'),
        ]
    )


def test_message_of_a_cancelled_child(scenario):
    """The CancelledError that a gather raises because of a cancelled child has the message of that child."""
    aio = scenario.aio

    async def main():
        early = aio.get_running_loop().create_future()
        later = aio.get_running_loop().create_future()
        waiting = aio.get_running_loop().create_future()
        early.cancel('gone before')
        with scenario.raises('main', aio.CancelledError) as caught:
            await aio.gather(waiting, early)
        first = caught.exception
        gathered = aio.gather(waiting, later)
        later.cancel('gone after')
        with scenario.raises('main', aio.CancelledError) as caught:
            await gathered
        second = caught.exception
        scenario.check('first.args + second.args', first.args + second.args, ('gone before', 'gone after'))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_child_that_raises_cancelled_error(scenario):
    """A child coroutine that raises CancelledError by itself counts as cancelled, and the gather raises it."""
    aio = scenario.aio

    async def main():
        async def leaving():
            raise aio.CancelledError()

        child = aio.create_task(leaving())
        with scenario.raises('main', aio.CancelledError):
            await aio.gather(child)
        scenario.check_is('child.cancelled()', child.cancelled(), True)
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_before_the_call(scenario):
    """A future that was cancelled before the call makes the gather raise CancelledError."""
    aio = scenario.aio

    async def main():
        withdrawn = aio.get_running_loop().create_future()
        waiting = aio.get_running_loop().create_future()
        withdrawn.cancel()
        with scenario.raises('main', aio.CancelledError):
            await aio.gather(waiting, withdrawn)
        scenario.check_is('waiting.done()', waiting.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_swallowed_by_the_children__collected_false(scenario):
    """A gather that was cancelled raises CancelledError even if every child caught it and returned a value."""
    aio = scenario.aio

    async def main():
        async def stubborn():
            with scenario.raises('stubborn', aio.CancelledError):
                await aio.get_running_loop().create_future()
            return 'all the same'

        gathered = aio.gather(stubborn(), return_exceptions=False)
        await scenario.settle()
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_swallowed_by_the_children__collected_true(scenario):
    """A gather that was cancelled raises CancelledError even if every child caught it and returned a value."""
    aio = scenario.aio

    async def main():
        async def stubborn():
            with scenario.raises('stubborn', aio.CancelledError):
                await aio.get_running_loop().create_future()
            return 'all the same'

        gathered = aio.gather(stubborn(), return_exceptions=True)
        await scenario.settle()
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_swallowed_by_one_child(scenario):
    """A child that catches the cancellation of its gather runs on to its own end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def stubborn():
            with scenario.raises('stubborn', aio.CancelledError):
                await aio.get_running_loop().create_future()
            await scenario.ticks(4)
            log('stubborn', 'ends')
            return 'all the same'

        async def obedient():
            await aio.get_running_loop().create_future()

        child = aio.create_task(stubborn())
        gathered = aio.gather(obedient(), child)
        await scenario.ticks(1)
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered
        scenario.check('child', await child, 'all the same')

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
            ('stubborn', 'ends'),
        ]
    )


def test_failure_in_clean_up(scenario):
    """A child that answers the cancellation with an exception makes the gather raise that exception."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def clumsy():
            try:
                await aio.get_running_loop().create_future()
            finally:
                raise tools.Boom()

        gathered = aio.gather(clumsy())
        await scenario.settle()
        gathered.cancel()
        with scenario.raises('main', tools.Boom):
            await gathered

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_while_one_child_is_finishing(scenario):
    """A gather cancelled in the iteration in which one child was completed cancels the others and raises CancelledError."""
    aio = scenario.aio

    async def main():
        early = aio.get_running_loop().create_future()
        late = aio.get_running_loop().create_future()
        gathered = aio.gather(early, late)
        early.set_result('e')
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        scenario.check_is('late.cancelled()', late.cancelled(), True)
        scenario.check('early.result()', early.result(), 'e')
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_while_the_last_child_is_finishing(scenario):
    """A gather whose last child was completed a moment ago refuses to be cancelled and delivers its results."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)
        gate.set_result('open')
        scenario.check_is('gathered.done()', gathered.done(), False)
        scenario.check_is('gathered.cancel()', gathered.cancel(), False)
        scenario.check('gathered', await gathered, ['open'])

    scenario.run(main)
    scenario.expect([])


def test_awaiter_cancelled_at_the_last_moment(scenario):
    """A task that is cancelled after the last child was completed is raised CancelledError although its gather succeeds."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError):
                await gathered

        collector = aio.create_task(collector_steps())
        await scenario.ticks(1)
        gate.set_result('open')
        scenario.check('collector.cancel()', collector.cancel(), True)
        await collector
        scenario.check('gathered.result()', gathered.result(), ['open'])

    scenario.run(main)
    scenario.expect([('collector', 'raises CancelledError')])


def test_twice(scenario):
    """Cancelling a gather a second time passes a second request on to the children that are still busy."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            with scenario.raises('worker', aio.CancelledError):
                await aio.get_running_loop().create_future()
            with scenario.raises('worker', aio.CancelledError):
                await aio.get_running_loop().create_future()
            log('worker', f'{aio.current_task().cancelling()} requests')

        gathered = aio.gather(worker())
        await scenario.settle()
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        await scenario.settle()
        scenario.check_is('gathered.cancel()', gathered.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises CancelledError'),
            ('worker', 'raises CancelledError'),
            ('worker', '2 requests'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_in_the_order_of_arguments(scenario):
    """The children of a cancelled gather() are cancelled in the order of the arguments."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def child(name):
            try:
                await aio.Event().wait()
            finally:
                log('child', f'{name}')

        gathered = aio.gather(*[child(name) for name in ('first', 'second', 'third')])
        await scenario.settle()
        gathered.cancel()
        await aio.wait([gathered])
        gathered.cancelled()

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'first'),
            ('child', 'second'),
            ('child', 'third'),
        ]
    )


def test_message_beside_a_child_that_swallows_it(scenario):
    """The CancelledError of a gather that was cancelled has the message, also when its first child has ended with a result."""
    aio = scenario.aio

    async def main():
        async def stubborn_steps():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                return 'my way'

        async def willing_steps():
            await aio.Event().wait()

        stubborn = aio.create_task(stubborn_steps())
        willing = aio.create_task(willing_steps())
        await scenario.settle(stubborn, willing)
        gathered = aio.gather(stubborn, willing, return_exceptions=True)
        gathered.cancel('closing time')
        with scenario.raises('main', aio.CancelledError) as caught:
            await gathered
        error = caught.exception
        scenario.check('(error.args, stubborn.result(), willing.cancelled())', (error.args, stubborn.result(), willing.cancelled()), (('closing time',), 'my way', True))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])
