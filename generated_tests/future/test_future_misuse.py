# Rendered by loopspec from spec/future/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""Future: misuse."""


def test_of_another_loop(scenario):
    """Awaiting a pending future of another loop raises RuntimeError in the task and leaves that future pending."""
    log = scenario.log

    async def main():
        other_loop = scenario.open_loop()
        stranger = other_loop.create_future()
        with scenario.raises('main', RuntimeError):
            await stranger
        scenario.check_is('stranger.done()', stranger.done(), False)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_refused_future_is_let_go(scenario):
    """A task refused a future of another loop no longer waits for it; a later result of that future wakes nobody."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def visitor_steps():
            with scenario.raises('visitor', RuntimeError):
                await stranger
            await gate
            log('visitor', 'passed the gate')

        other_loop = scenario.open_loop()
        stranger = other_loop.create_future()
        visitor = aio.create_task(visitor_steps())
        await scenario.settle(visitor)
        stranger.set_result('apple')
        await scenario.settle(visitor)
        log('main', 'opens')
        gate.set_result(None)
        await visitor

    scenario.run(main)
    scenario.expect(
        [
            ('visitor', 'raises RuntimeError'),
            ('main', 'opens'),
            ('visitor', 'passed the gate'),
        ]
    )


def test_done_one_of_another_loop(scenario):
    """A future of another loop that is done can be awaited, since there is nothing to wait for."""

    async def main():
        other_loop = scenario.open_loop()
        stranger = other_loop.create_future()
        stranger.set_result('apple')
        content = await stranger
        scenario.check('content', content, 'apple')

    scenario.run(main)
    scenario.expect([])


def test_result_takes_no_timeout(scenario):
    """The methods result() and exception() take no timeout."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        parcel.set_result('apple')
        with scenario.raises('main', TypeError):
            parcel.result(0)
        with scenario.raises('main', TypeError):
            parcel.exception(0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_keyword_only_context(scenario):
    """The context of a done callback cannot be given by position."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            parcel.add_done_callback(tools.noop, tools.copy_context())
        scenario.check('parcel.remove_done_callback(noop)', parcel.remove_done_callback(tools.noop), 0)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_keyword_only_loop(scenario):
    """The loop of a Future cannot be given by position."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Future(aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_result_needs_a_value(scenario):
    """Calling set_result without a value raises TypeError and leaves the future pending."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            parcel.set_result()
        scenario.check_is('parcel.done()', parcel.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_made_outside_a_running_loop(scenario):
    """Making a Future without naming a loop raises RuntimeError where no loop runs and none is set."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.Future()
    scenario.expect([('program', 'raises RuntimeError')])


def test_made_for_a_loop_at_rest(scenario):
    """A Future that is given its loop can be made where no loop runs, and belongs to that loop."""
    aio = scenario.aio

    loop = scenario.open_loop()
    parcel = aio.Future(loop=loop)
    scenario.check_is('parcel.get_loop()', parcel.get_loop(), loop)
    loop.call_soon(parcel.set_result, 'apple')
    scenario.check('loop.run_until_complete(parcel)', loop.run_until_complete(parcel), 'apple')
    scenario.expect([])


def test_waiting_for_it_on_the_wrong_loop(scenario):
    """Giving run_until_complete a future of another loop raises ValueError."""
    loop = scenario.open_loop()
    other_loop = scenario.open_loop()
    stranger = other_loop.create_future()
    with scenario.raises('program', ValueError):
        loop.run_until_complete(stranger)
    scenario.check_is('stranger.done()', stranger.done(), False)
    scenario.expect([('program', 'raises ValueError')])


def test_abandoned_by_its_loop(scenario):
    """Stopping the loop while run_until_complete waits for a pending future raises RuntimeError there."""
    loop = scenario.open_loop()
    parcel = loop.create_future()
    loop.call_soon(loop.stop)
    with scenario.raises('program', RuntimeError):
        loop.run_until_complete(parcel)
    scenario.check_is('parcel.done()', parcel.done(), False)
    loop.call_soon(parcel.set_result, 'apple')
    scenario.check('loop.run_until_complete(parcel)', loop.run_until_complete(parcel), 'apple')
    scenario.expect([('program', 'raises RuntimeError')])


def test_completed_on_a_closed_loop(scenario):
    """Completing a future that has callbacks raises RuntimeError once its loop is closed."""
    tools = scenario.tools

    loop = scenario.open_loop()
    parcel = loop.create_future()
    parcel.add_done_callback(tools.noop)
    loop.close()
    with scenario.raises('program', RuntimeError):
        parcel.set_result('apple')
    scenario.expect([('program', 'raises RuntimeError')])


def test_completed_on_a_closed_loop_in_silence(scenario):
    """Completing a future without callbacks works even after its loop has been closed."""
    loop = scenario.open_loop()
    parcel = loop.create_future()
    loop.close()
    parcel.set_result('apple')
    scenario.check('parcel.result()', parcel.result(), 'apple')
    scenario.expect([])


def test_equal_by_identity(scenario):
    """Futures are compared by identity and can be kept in sets, whatever their results."""
    aio = scenario.aio

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        before = {left, right}
        left.set_result('same')
        right.set_result('same')
        scenario.check_is('left == right', left == right, False)
        scenario.check_is('left in before and right in before', left in before and right in before, True)
        scenario.check('len(before)', len(before), 2)

    scenario.run(main)
    scenario.expect([])
