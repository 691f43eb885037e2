# Rendered by loopspec from spec/sleep/zero.yaml; do not edit, change the source and run `loopspec render`.
"""sleep: zero."""


def test_one_iteration_exactly(scenario):
    """Each sleep(0) takes exactly one iteration of the loop."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        iterations = []

        def count():
            iterations.append(len(iterations) + 1)
            loop.call_soon(count) if len(iterations) < 10 else None

        loop.call_soon(count)
        await aio.sleep(0)
        scenario.check('iterations', iterations, [1])
        await aio.sleep(0)
        scenario.check('iterations', iterations, [1, 2])
        await aio.sleep(0)
        scenario.check('iterations', iterations, [1, 2, 3])

    scenario.run(main)
    scenario.expect([])


def test_no_delay_below_zero__delay_minus_1(scenario):
    """A sleep of -1 takes exactly one iteration of the loop, as sleep(0) does."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            await aio.sleep(-1)
            log('sleeper', 'first over')
            await aio.sleep(-1)
            log('sleeper', 'second over')

        async def ticker_steps():
            log('ticker', 'iteration 1')
            await scenario.ticks(1)
            log('ticker', 'iteration 2')
            await scenario.ticks(1)
            log('ticker', 'iteration 3')

        ticker = aio.create_task(ticker_steps())
        sleeper = aio.create_task(sleeper_steps())
        await aio.gather(ticker, sleeper)

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'iteration 1'),
            ('ticker', 'iteration 2'),
            ('sleeper', 'first over'),
            ('ticker', 'iteration 3'),
            ('sleeper', 'second over'),
        ]
    )


def test_no_delay_below_zero__delay_minus_float_inf(scenario):
    """A sleep of -float('inf') takes exactly one iteration of the loop, as sleep(0) does."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            await aio.sleep(-float('inf'))
            log('sleeper', 'first over')
            await aio.sleep(-float('inf'))
            log('sleeper', 'second over')

        async def ticker_steps():
            log('ticker', 'iteration 1')
            await scenario.ticks(1)
            log('ticker', 'iteration 2')
            await scenario.ticks(1)
            log('ticker', 'iteration 3')

        ticker = aio.create_task(ticker_steps())
        sleeper = aio.create_task(sleeper_steps())
        await aio.gather(ticker, sleeper)

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'iteration 1'),
            ('ticker', 'iteration 2'),
            ('sleeper', 'first over'),
            ('ticker', 'iteration 3'),
            ('sleeper', 'second over'),
        ]
    )


def test_no_delay_below_zero__delay_0_0(scenario):
    """A sleep of 0.0 takes exactly one iteration of the loop, as sleep(0) does."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            await aio.sleep(0.0)
            log('sleeper', 'first over')
            await aio.sleep(0.0)
            log('sleeper', 'second over')

        async def ticker_steps():
            log('ticker', 'iteration 1')
            await scenario.ticks(1)
            log('ticker', 'iteration 2')
            await scenario.ticks(1)
            log('ticker', 'iteration 3')

        ticker = aio.create_task(ticker_steps())
        sleeper = aio.create_task(sleeper_steps())
        await aio.gather(ticker, sleeper)

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'iteration 1'),
            ('ticker', 'iteration 2'),
            ('sleeper', 'first over'),
            ('ticker', 'iteration 3'),
            ('sleeper', 'second over'),
        ]
    )


def test_result_argument(scenario):
    """The second argument of sleep is the result of sleep(0), and None is the result without it."""
    aio = scenario.aio

    async def main():
        gift = ['anything']
        scenario.check('sleep(0)', await aio.sleep(0), None)
        received = await aio.sleep(0, gift)
        scenario.check_is('received', received, gift)
        received = await aio.sleep(0, result=gift)
        scenario.check_is('received', received, gift)

    scenario.run(main)
    scenario.expect([])


def test_result_of_a_negative_delay(scenario):
    """The second argument of sleep is its result, also where the delay is negative."""
    aio = scenario.aio

    async def main():
        gift = ['anything']
        received = await aio.sleep(-1, gift)
        scenario.check_is('received', received, gift)

    scenario.run(main)
    scenario.expect([])


def test_exception_as_a_result(scenario):
    """An exception given to sleep(0) as its result is returned, not raised."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        trouble = tools.Boom()
        received = await aio.sleep(0, trouble)
        scenario.check_is('received', received, trouble)

    scenario.run(main)
    scenario.expect([])


def test_nothing_happens_without_await(scenario):
    """Calling sleep gives a coroutine that does nothing until it is awaited."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def other_steps():
            log('other', 'ran')

        nap = aio.sleep(0, 'slept')
        scenario.check_is('iscoroutine(nap)', aio.iscoroutine(nap), True)
        log('main', 'not yet awaited')
        other = aio.create_task(other_steps())
        await other
        scenario.check('nap', await nap, 'slept')
        log('main', 'awaited')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'not yet awaited'),
            ('other', 'ran'),
            ('main', 'awaited'),
        ]
    )


def test_wrong_type_of_delay__delay_soon(scenario):
    """A delay of 'soon' raises TypeError when the sleep is awaited, not when it is called."""
    aio, log = scenario.aio, scenario.log

    async def main():
        nap = aio.sleep('soon')
        log('main', 'called')
        with scenario.raises('main', TypeError):
            await nap

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'called'),
            ('main', 'raises TypeError'),
        ]
    )


def test_wrong_type_of_delay__delay_none(scenario):
    """A delay of None raises TypeError when the sleep is awaited, not when it is called."""
    aio, log = scenario.aio, scenario.log

    async def main():
        nap = aio.sleep(None)
        log('main', 'called')
        with scenario.raises('main', TypeError):
            await nap

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'called'),
            ('main', 'raises TypeError'),
        ]
    )


def test_not_a_number(scenario):
    """A delay that is not a number (NaN) raises ValueError, from Python 3.13 on."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            await aio.sleep(float('nan'))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_delay_is_required(scenario):
    """A call of sleep without a delay raises TypeError, before any await."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.sleep()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_depth_costs_nothing(scenario):
    """A sleep(0) at the bottom of nested coroutines takes one iteration, however deep it is."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def shallow_steps():
            await scenario.ticks(1)
            log('shallow', 'first')
            await scenario.ticks(1)
            log('shallow', 'second')

        async def dive(depth):
            deeper = dive(depth - 1) if depth else aio.sleep(0, 'the bottom')
            found = await deeper
            return found

        shallow = aio.create_task(shallow_steps())
        scenario.check('dive(20)', await dive(20), 'the bottom')
        log('main', 'surfaced')
        await shallow

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'surfaced'),
            ('shallow', 'first'),
            ('shallow', 'second'),
        ]
    )


def test_one_step_by_hand(scenario):
    """Driven by hand without a loop, sleep(0) suspends once with None and then returns its result."""
    aio = scenario.aio

    nap = aio.sleep(0, 'slept')
    suspended_with = nap.send(None)
    scenario.check_is('suspended_with', suspended_with, None)
    with scenario.raises('program', StopIteration) as caught:
        nap.send(None)
    end = caught.exception
    scenario.check('end.value', end.value, 'slept')
    scenario.expect([('program', 'raises StopIteration')])


def test_goes_on_in_the_next_run_of_the_loop(scenario):
    """A task that calls sleep(0) in a row when its loop stops goes on when the loop runs again."""
    aio, log = scenario.aio, scenario.log

    worker = None

    async def walk():
        log('walk', 'before')
        loop.stop()
        for lap in range(20):
            await aio.sleep(0)
        log('walk', 'after')

    loop = scenario.open_loop()
    worker = loop.create_task(walk())
    loop.run_forever()
    log('program', 'stopped')
    loop.run_until_complete(worker)
    log('program', 'done')
    scenario.expect(
        [
            ('walk', 'before'),
            ('program', 'stopped'),
            ('walk', 'after'),
            ('program', 'done'),
        ]
    )
